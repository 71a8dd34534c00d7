/**
 * Every text of the knowledge against all entries: with many entries, one event's text may begin like another's, or an insert may
 * swallow another message. Each text must lead to its own entry, and no header may borrow the "ignore" of another event's text.
 */
import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import { insertsOf } from '../../src/knowledge/message-inserts.ts';
import { createMatcher } from '../../src/match/matcher.ts';
import { fold } from '../../src/text/fold.ts';
import { headOf, knownEvents, knownTexts, withValues, type KnownText } from '../generate/known-events.ts';
import { isComparableText } from '../generate/labelled-sets.ts';
import { eventViewerEn, PASTE_FORMS } from '../generate/pastes.ts';
import { createProduct } from '../generate/product.ts';
import { createRandom, type Random } from '../generate/random.ts';
import { describeAnswer } from '../generate/run.ts';
import { FOREIGN_MADE_UP } from '../generate/sources.ts';

const product = createProduct();
const { catalog } = product;
const texts = knownTexts(catalog);
const events = knownEvents(catalog);
const ofEvents = texts.flatMap(({ entry, message }) => {
  const event = events.find(({ key }) => key === entry.key);
  return event === undefined ? [] : [{ event, message }];
});

/** Entries that name each other: a text may be of both. */
const areLinked = (a: Entry, b: Entry): boolean =>
  a.key === b.key || a.seeAlso.includes(b.key) || b.seeAlso.includes(a.key);

const cut = (text: string): string => text.replaceAll('\n', ' ').slice(0, 160);

/** Only the owner is told; where it is not sure, the owner is among the suggestions and all of them name each other. */
function faultOfText({ entry }: KnownText, paste: string): string | undefined {
  const answer = product.answer(paste);
  const [finding, ...others] = answer.findings;
  const candidates = (finding?.candidates ?? []).flatMap(({ key }) => catalog.entry(key) ?? []);
  const isTold = finding?.kind === 'known' && finding.key === entry.key;
  const isOffered =
    finding?.kind === 'similar' &&
    candidates.some(({ key }) => key === entry.key) &&
    candidates.every((other) => areLinked(entry, other));
  const isRight = others.length === 0 && (isTold || isOffered) && finding.verdict !== 'ignore';
  return isRight ? undefined : `${entry.key}: ${cut(paste)}\n    ${describeAnswer(answer)}`;
}

function faultsOfTexts(times: number, paste: (text: KnownText, r: Random) => string, seed: number): string[] {
  const r = createRandom(seed);
  return texts.flatMap((text) => {
    return Array.from({ length: times }, () => faultOfText(text, paste(text, r))).flatMap((fault) => fault ?? []);
  });
}

describe('every text of the knowledge', () => {
  test('alone leads to its own entry', () => {
    expect(texts.length).toBeGreaterThan(200);
    expect(faultsOfTexts(4, ({ message }, r) => withValues(message.text, r), 41)).toEqual([]);
  });

  test('in a sentence of its own below a greeting does not lead to another one', () => {
    const faults = faultsOfTexts(1, ({ message }, r) => `Hello,\n\n${withValues(message.text, r)}\n\nThanks`, 42);
    expect(faults).toEqual([]);
  });

  test('under its own header is the text of that event', () => {
    const r = createRandom(43);
    const matcher = createMatcher(catalog);
    const wrong = ofEvents.flatMap(({ event, message }) => {
      const paste = r.pick(PASTE_FORMS)({ ...headOf(event, r), text: withValues(message.text, r) });
      const matches = readPaste(paste, catalog.sourceNames).events.flatMap((read) => matcher.match(read));
      const told = matches.map(({ tier, key }) => `${tier} ${key}`);
      return told.length === 1 && told[0] === `header-and-text ${event.key}`
        ? []
        : [`${event.key}: ${told.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test('under the header of a foreign source is nothing we know', () => {
    const r = createRandom(44);
    const wrong = ofEvents.flatMap(({ event, message }) => {
      const source = r.pick(FOREIGN_MADE_UP);
      const paste = r.pick(PASTE_FORMS)({ ...headOf(event, r), source, text: withValues(message.text, r) });
      const answer = product.answer(paste);
      return answer.findings.every(({ kind }) => kind === 'unknown') ? [] : [describeAnswer(answer)];
    });
    expect(wrong).toEqual([]);
  });

  test('names no other event, whatever stands in its quotes', () => {
    const r = createRandom(45);
    const names = [
      'VSS 2',
      'test event 26',
      'VMSMP 27',
      'event ID 41',
      'Kernel-Power 41',
      'Cluster Disk 12',
      'disk 153',
    ];
    const quoted = texts.filter(({ message: { text } }) => /['"]\{[a-z]+\}['"]/.test(text) && text.length > 90);
    const wrong = quoted.flatMap((text) => {
      const named = text.message.text.replace(/(['"])\{[a-z]+\}(?=['"])/, (_, quote: string) => quote + r.pick(names));
      return faultOfText(text, withValues(named, r)) ?? [];
    });
    expect(quoted.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });
});

describe('a text that another event prints too, and goes on', () => {
  const literalsOf = (text: string): string => fold(insertsOf(text).literals.join('|'));
  const pairs = texts.flatMap((longer) =>
    texts.flatMap((shorter) => {
      const [whole, part] = [literalsOf(longer.message.text), literalsOf(shorter.message.text)];
      const isPrefix = whole !== part && whole.startsWith(part) && longer.entry.key !== shorter.entry.key;
      return isPrefix && part.length >= 40 ? [{ longer, shorter }] : [];
    }),
  );

  test('is not told for the longer one, wherever that is cut behind it', () => {
    const r = createRandom(49);
    const wrong: string[] = [];
    for (const { longer, shorter } of pairs) {
      const whole = withValues(longer.message.text, r);
      const last = insertsOf(shorter.message.text).literals.findLast((literal) => /\p{L}{4}/u.test(literal)) ?? '';
      const end = whole.indexOf(last) + last.length;
      for (let i = 0; i < 20; i++) {
        // Of fewer letters nothing tells that they are the beginning of a sentence of the longer one.
        const cutOff = whole.slice(0, r.int(Math.min(end + 48, whole.length), whole.length));
        for (const paste of [cutOff, `${cutOff}...`, `${whole.slice(0, end)}...`]) {
          const answer = product.answer(paste);
          const told = answer.findings.some(({ kind, key }) => kind === 'known' && key === shorter.entry.key);
          if (told) wrong.push(`${shorter.entry.key} for ${longer.entry.key}: ${paste}`);
        }
      }
    }
    expect(pairs.map(({ longer, shorter }) => `${shorter.entry.key} ${longer.entry.key}`)).toContain(
      'failoverclustering/5120 failoverclustering/5157',
    );
    expect(wrong).toEqual([]);
  });
});

describe('the text of another event', () => {
  const ignorable = events.filter(({ cases }) => cases.some(({ verdict }) => verdict === 'ignore'));

  /** What is told of the header's own event over the other one's text, as it stands and after a yes or a no to every question. */
  function toldOf(key: string, paste: string): string[] {
    const answer = product.answer(paste);
    const asked = answer.findings.flatMap(({ questions = [] }) => questions.map(({ id }) => id));
    const answered = [true, false].map((said) =>
      product.answer(paste, { answers: new Map(asked.map((id) => [id, said])) }),
    );
    return [answer, ...(asked.length > 0 ? answered : [])].flatMap(({ findings }) =>
      findings.flatMap((finding) => (finding.key === key && finding.kind === 'known' ? [finding.verdict] : [])),
    );
  }

  test('never makes an event ignorable, whatever is answered', () => {
    const r = createRandom(46);
    const wrong = ignorable.flatMap((event) =>
      texts.flatMap(({ entry, message }) => {
        if (areLinked(event, entry)) return [];
        const paste = eventViewerEn({ ...headOf(event, r), text: withValues(message.text, r) });
        return toldOf(event.key, paste).includes('ignore')
          ? [`${event.key} over ${entry.key}: ${cut(message.text)}`]
          : [];
      }),
    );
    expect(ignorable.length).toBeGreaterThan(25);
    expect(wrong).toEqual([]);
  });

  test('gets no verdict of the header above it where both can be compared', () => {
    const r = createRandom(47);
    const wrong: string[] = [];
    for (const event of events) {
      for (let i = 0; i < 8; i++) {
        const { entry, message } = r.pick(texts);
        if (areLinked(event, entry) || !isComparableText(event, message.lang)) continue;
        const paste = eventViewerEn({ ...headOf(event, r), text: withValues(message.text, r) });
        if (toldOf(event.key, paste).length > 0) wrong.push(`${event.key} over ${entry.key}: ${cut(message.text)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('beside one text leaves both what they are', () => {
    const r = createRandom(48);
    const wrong: string[] = [];
    for (const first of texts) {
      const second = r.pick(texts);
      if (areLinked(first.entry, second.entry)) continue;
      const paste = `${withValues(first.message.text, r)}\n${withValues(second.message.text, r)}`;
      const answer = product.answer(paste);
      const allowed = [first.entry, second.entry];
      for (const { kind, key } of answer.findings) {
        if (kind !== 'known' || allowed.some((entry) => entry.key === key)) continue;
        wrong.push(`${cut(paste)}\n    ${describeAnswer(answer)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
