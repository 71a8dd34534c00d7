/** The generated sets on which answers are counted; the truth about each paste is what its generator knows. */
import type { Catalog } from '../../src/knowledge/catalog.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import type { Lang } from '../../src/lang.ts';
import { englishSentence, japaneseSentence } from '../match/office-talk.ts';
import { inOtherWords, slip, typedPhrase } from './damage.ts';
import { IDENTIFIER_ALONE, NUMBER_ALONE, SENTENCES } from './few-words.ts';
import { headOf, knownEvents, knownTexts, withValues } from './known-events.ts';
import { isNone, isOf, type Labelled } from './labelled.ts';
import * as make from './make-pastes.ts';
import { NOISES } from './noise.ts';
import { OWN_MESSAGES, VOIDED_MESSAGES, type OwnMessage } from './own-messages.ts';
import { paragraph } from './paragraphs.ts';
import { PASTE_FORMS, type PasteParts } from './pastes.ts';
import type { Random } from './random.ts';
import { OWN } from './sources.ts';
import { fill, hostName } from './values.ts';

export interface LabelledSet {
  name: string;
  /** How many pastes to make of it beside the other sets; a count makes a share or a multiple of them. */
  times: number;
  make(r: Random, index: number): Labelled;
}

/** All sets but `textInAnotherLanguage`. */
export function labelledSets(catalog: Catalog): LabelledSet[] {
  return [...setsOfOurs(catalog), ...setsWithoutText(catalog), ...setsOfOurHeaders(catalog), ...SETS_OF_NONE];
}

/**
 * Our header over a text that is not its own, in a language in which we have no text of the event: nothing can contradict.
 * Nobody knows how often that is pasted; here it is about one in ten of the answers that rest on a header alone.
 */
export function textInAnotherLanguage(catalog: Catalog): LabelledSet {
  return {
    name: 'our header, a text in a language that we lack',
    times: 100,
    make: (r) => {
      const made = r.chance(0.5) ? make.ourHeaderForeignText : make.ourWholeHeaderForeignText;
      return otherText(madeUntil(made, r, (both) => !isComparable(both, catalog)));
    },
  };
}

/** Whole, noisy, cut, misspelled and reworded texts of our events, with and without their header. */
function setsOfOurs(catalog: Catalog): LabelledSet[] {
  const texts = knownTexts(catalog);
  const ofEvents = texts.flatMap(({ entry, message }) => {
    return entry.eventId === undefined ? [] : [{ entry: { ...entry, eventId: entry.eventId }, message }];
  });
  const documented = [...OWN_MESSAGES, ...VOIDED_MESSAGES.filter((message) => !isAnotherEvent(message))];
  return [
    { name: 'a documented message', times: 1500, make: (r) => ofOurs(make.trueMessage(r)) },
    { name: 'a documented message with noise', times: 1500, make: (r) => ofOurs(make.noisyMessage(r.pick(NOISES), r)) },
    { name: 'a documented message cut short', times: 1000, make: cutShort },
    { name: 'a documented message with slips', times: 1000, make: (r) => ofOurs(make.misspelledMessage(r)) },
    { name: 'an insert that voids the condition', times: 1000, make: voided },
    {
      name: 'a known text under its header',
      times: 1500,
      make: (r) => {
        const { entry, message } = r.pick(ofEvents);
        return isOf(entry.key, inForm({ ...headOf(entry, r), text: withValues(message.text, r) }, r));
      },
    },
    {
      name: 'a known text alone',
      times: 2500,
      make: (r) => {
        const { entry, message } = r.pick(texts);
        const text = withValues(message.text, r);
        return isOf(entry.key, r.chance(0.5) ? text : r.pick(NOISES).apply(text, r));
      },
    },
    {
      name: 'a documented message in other words under its header',
      times: 1500,
      make: (r) => {
        const own = r.pick(documented);
        const text = fill(inOtherWords(own.text, r), r);
        return isOf(own.key, inForm({ ...own, computer: hostName(r), text }, r), mayBeIgnored(own));
      },
    },
    {
      name: 'a known text in other words under its header',
      times: 1500,
      make: (r) => {
        const { entry, message } = r.pick(ofEvents);
        const text = withValues(inOtherWords(message.text, r), r);
        return isOf(entry.key, inForm({ ...headOf(entry, r), text }, r));
      },
    },
    {
      name: 'a known text in other words alone',
      times: 2000,
      make: (r) => {
        const { entry, message } = r.pick(texts);
        return isOf(entry.key, withValues(inOtherWords(message.text, r), r));
      },
    },
  ];
}

/** A source and an ID, a number, a misspelled source or a few words. */
function setsWithoutText(catalog: Catalog): LabelledSet[] {
  const events = knownEvents(catalog);
  const identified = knownTexts(catalog).flatMap(({ entry, message: { identifier } }) => {
    // Of a source with a manifest it is the number of its text, which no event prints.
    const isPrinted = identifier !== undefined && catalog.qualifiersOf(entry.key).length > 0;
    return isPrinted ? [{ key: entry.key, identifier: Number(identifier) }] : [];
  });
  const phrases = catalog.entries.flatMap(({ key, phrases: { en, ja } }) =>
    [...en, ...ja].map((text) => ({ key, text })),
  );
  const slipped = (name: string, r: Random): string => {
    let typed = slip(name, r);
    // A slip into another name is that other name.
    while (catalog.provider(typed) || catalog.isForeign(typed)) typed = slip(name, r);
    return typed;
  };
  return [
    {
      name: 'a header without text',
      times: 600,
      make: (r) => {
        const entry = r.pick(events);
        const source = r.chance(0.3) ? entry.provider : r.pick(namesOf(entry));
        return isOf(entry.key, inForm({ ...headOf(entry, r), source }, r));
      },
    },
    { name: 'a source and an ID in a sentence', times: 300, make: (r) => named(r, (name) => name) },
    { name: 'a misspelled source and an ID', times: 1000, make: (r) => named(r, (name) => slipped(name, r)) },
    {
      name: 'a number alone',
      times: 150,
      make: (r) => {
        const { key, eventId } = r.pick(events);
        return isOf(key, r.pick(NUMBER_ALONE)(eventId));
      },
    },
    {
      name: 'a 32-bit identifier alone',
      times: 150,
      make: (r) => {
        const { key, identifier } = r.pick(identified);
        return isOf(key, r.pick(IDENTIFIER_ALONE)(identifier));
      },
    },
    {
      name: 'a phrase shortened or misspelled',
      times: 1500,
      make: (r) => {
        const { key, text } = r.pick(phrases);
        return isOf(key, typedPhrase(text, r));
      },
    },
  ];
}

const SETS_OF_NONE: readonly LabelledSet[] = [
  { name: 'our header, the text of another event of ours', times: 500, make: (r) => none(make.ourHeadersMixedUp(r)) },
  { name: 'a foreign source with our number', times: 1500, make: (r) => none(make.foreignSourceOurNumber(r)) },
  { name: 'a foreign header above our text', times: 500, make: (r) => none(make.foreignHeaderOurText(r)) },
  { name: 'foreign labels with our number', times: 500, make: (r) => none(make.foreignLabelsOurNumber(r)) },
  {
    name: 'a foreign source and our number in a sentence',
    times: 1000,
    make: (r) => none(make.foreignSentenceOurNumber(r)),
  },
  { name: 'our source with an unknown number', times: 500, make: (r) => none(make.ourSourceUnknownNumber(r)) },
  { name: 'the text of a foreign event', times: 2000, make: (r) => foreignText(make.foreignText(r).paste) },
  { name: 'paragraphs of technical talk', times: 2000, make: (r) => isNone(paragraph(r)) },
  { name: 'one to three sentences of office talk', times: 3000, make: officeTalk },
];

/** Our header over a text of another event. */
function setsOfOurHeaders(catalog: Catalog): LabelledSet[] {
  const comparable = (both: make.MadeOfBoth): boolean => isComparable(both, catalog);
  return [
    {
      name: 'our header, a text of none of ours',
      times: 1500,
      make: (r) => otherText(madeUntil(make.ourHeaderForeignText, r, comparable)),
    },
    {
      name: 'our whole header, a text of none of ours',
      times: 1500,
      make: (r) => otherText(madeUntil(make.ourWholeHeaderForeignText, r, comparable)),
    },
  ];
}

function isComparable({ key, lang }: make.MadeOfBoth, catalog: Catalog): boolean {
  const entry = catalog.entry(key);
  return entry !== undefined && isComparableText(entry, lang);
}

/** Whether we have a text of the event in this language, so that another one can be told from it. */
export function isComparableText({ messages }: Pick<Entry, 'messages'>, lang: Lang): boolean {
  return messages.some((message) => message.lang === lang);
}

function madeUntil<Made>(maker: (r: Random) => Made, r: Random, holds: (made: Made) => boolean): Made {
  let made = maker(r);
  while (!holds(made)) made = maker(r);
  return made;
}

/** One of the texts that are near to ours on purpose is in truth SCM 7005 for another call: the right event, without a verdict. */
const SCM = 'service-control-manager/7005';
const isScmText = (paste: string): boolean => paste.includes('CreateProcess');
const foreignText = (paste: string): Labelled => (isScmText(paste) ? isOf(SCM, paste) : isNone(paste));
const otherText = ({ key, paste }: make.MadeOfBoth): Labelled => (key === SCM ? foreignText(paste) : isNone(paste));
const none = ({ paste }: make.Made): Labelled => isNone(paste);
const ofOurs = (made: make.MadeOfOurs): Labelled => isOf(made.key, made.paste, made.verdicts.includes('ignore'));

function voided(r: Random, index: number): Labelled {
  const { paste } = r.chance(0.5) ? make.voidedMessage(r, index) : make.noisyVoidedMessage(r, index);
  const message = VOIDED_MESSAGES[index % VOIDED_MESSAGES.length];
  return message === undefined || isAnotherEvent(message) ? isNone(paste) : isOf(message.key, paste);
}

function mayBeIgnored(message: OwnMessage | (typeof VOIDED_MESSAGES)[number]): boolean {
  return 'verdicts' in message && message.verdicts.includes('ignore');
}

function cutShort(r: Random): Labelled {
  const made = make.cutMessage(r);
  // The two texts of EventSystem's errors, which are none of ours.
  const another = made.paste.includes('raised an') || made.paste.includes('detected a bad');
  return another ? isNone(made.paste) : ofOurs(made);
}

/** EventSystem logs these IDs as errors for other matters than our entries. */
function isAnotherEvent({ key, level }: { key: string; level: string }): boolean {
  return key.startsWith('eventsystem/') && level === 'Error';
}

function officeTalk(r: Random): Labelled {
  const sentence = r.pick([englishSentence, japaneseSentence]);
  return isNone(Array.from({ length: r.int(1, 3) }, () => sentence(() => r.next())).join('. '));
}

function inForm(parts: PasteParts, r: Random): string {
  return r.pick(PASTE_FORMS)(parts);
}

/** As Event Viewer's list prints a source that no document of ours names. */
function namesOf({ key, provider }: { key: string; provider: string }): readonly string[] {
  const own = OWN.find(({ slug }) => key.startsWith(`${slug}/`));
  return own?.names ?? [provider.replace('Microsoft-Windows-', '')];
}

function named(r: Random, write: (name: string) => string): Labelled {
  const own = r.pick(OWN);
  const id = r.pick(own.ids);
  return isOf(`${own.slug}/${id}`, r.pick(SENTENCES)(write(r.pick(own.names)), id));
}
