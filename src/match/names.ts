/** Mistyped source names beside a number ("storvps 5"). Only ever suggests. */
import { fold } from '../text/fold.ts';
import { editDistance, lettersApart, letterSet } from './edit-distance.ts';

export interface KnownName {
  /** Comparison form of the name or of one of its aliases. */
  folded: string;
  /** Canonical name. */
  name: string;
  /** Also a word of ordinary talk ("disk 153"): suggested as it stands, because no reader takes it for a source. */
  isEveryday?: boolean;
}

export interface CorrectedName {
  name: string;
  eventId: number;
  /** Nothing was corrected: an everyday name. */
  asWritten: boolean;
  /** Where the name begins in the text, UTF-16 units. */
  at: number;
}

export interface NameCorrector {
  /**
   * Names that a short text (at most 64 folded characters) misspells next to a number of 1 to 65535, in its order. A word
   * that is a name, known (but for everyday ones) or foreign, is left alone, and so is one as near to two names or nearer to a foreign one. Never throws.
   */
  correct(text: string): CorrectedName[];
}

/** Longer texts are not typed by hand. Folded characters; the raw bound keeps the work small for any input. */
const LONGEST_QUERY = 64;
const LONGEST_RAW = 512;
/** Names of fewer letters are one slip from too many words. */
const SHORTEST_NAME = 4;
const TWO_SLIPS_FROM = 7;
const MOST_SLIPS = 2;
const PREFIX = 'microsoftwindows';
const LARGEST_ID = 65535;
/** The longest names have this many words ("Microsoft Windows Hyper V Integration KvpExchange"). */
const MOST_WORDS = 6;
/** "storvps event id 5", 「storvpsのイベント 5」 */
const BETWEEN = new Set(
  ['event', 'id', 'eventid', 'ids', 'no', 'number', 'イベント', 'のイベント', 'の', '番号'].map(fold),
);
const MOST_BETWEEN = 3;
const SEPARATORS_IN_NUMBERS = '.,:/-';
const JOINERS_IN_NAMES = '-_';

interface Word {
  folded: string;
  at: number;
  /** A number that may be an ID. */
  id?: number;
}

/** Neighbouring words read as one name; `to` is exclusive. */
interface Run {
  from: number;
  to: number;
  folded: string;
}

/**
 * @param foreign comparison forms of other Windows sources: nothing is corrected from them or into them
 * @param hasEvent decides between names that are equally near: one of them has this event, the others do not
 */
export function createNameCorrector(
  known: readonly KnownName[],
  foreign: ReadonlySet<string>,
  hasEvent: (name: string, eventId: number) => boolean = () => true,
): NameCorrector {
  const others = new Set([...foreign].map(withoutPrefix));
  const names = known.map(({ folded, name }) => ({ folded: withoutPrefix(folded), name }));
  const everyday = new Set(known.flatMap(({ folded, isEveryday }) => (isEveryday ? [withoutPrefix(folded)] : [])));
  const taken = new Set([...others, ...names.map(({ folded }) => folded).filter((form) => !everyday.has(form))]);
  const byLength = groupByLength([
    ...names.filter(({ folded }) => !others.has(folded)),
    ...[...others].map((folded) => ({ folded, name: undefined })),
  ]);

  return {
    correct(text) {
      if (text.length > LONGEST_RAW || fold(text).length > LONGEST_QUERY) return [];
      const words = wordsOf(text);
      const runs = runsOf(words);
      const used = new Set<number>();
      for (const run of runs) if (taken.has(run.folded)) use(run, used);
      const corrected: CorrectedName[] = [];
      for (const run of runs) {
        const eventId = isFree(run, words, used) ? idBeside(run, words) : undefined;
        if (eventId === undefined) continue;
        const nearest = nearestNames(run.folded, byLength);
        if (nearest.size > 0) use(run, used);
        const ours = [...nearest].filter((name) => name !== undefined);
        const [name, ...rest] = ours.length > 1 ? ours.filter((one) => hasEvent(one, eventId)) : ours;
        if (name !== undefined && rest.length === 0) {
          corrected.push({ name, eventId, asWritten: everyday.has(run.folded), at: words[run.from]?.at ?? 0 });
        }
      }
      return corrected.sort((a, b) => a.at - b.at);
    },
  };
}

/** A name as it should be written; without `name` a foreign one. */
interface Spelling {
  folded: string;
  name: string | undefined;
}

type Spellings = ReadonlyMap<number, readonly (Spelling & { letters: number })[]>;

/** The names that the word is nearest to, undefined for foreign ones; empty when it is near to none. */
function nearestNames(word: string, byLength: Spellings): Set<string | undefined> {
  const own = letterSet(word);
  let nearest = new Set<string | undefined>();
  let least = MOST_SLIPS;
  for (let length = word.length - MOST_SLIPS; length <= word.length + MOST_SLIPS; length++) {
    for (const { folded, name, letters } of byLength.get(length) ?? []) {
      const limit = Math.min(slipsAllowed(length), least);
      if (lettersApart(own, letters) > limit) continue;
      const slips = editDistance(word, folded, limit);
      if (slips > limit || (slips > 1 && word[0] !== folded[0])) continue;
      if (slips < least) nearest = new Set();
      least = slips;
      nearest.add(name);
    }
  }
  return nearest;
}

function slipsAllowed(letters: number): number {
  if (letters < SHORTEST_NAME) return 0;
  return letters < TWO_SLIPS_FROM ? 1 : MOST_SLIPS;
}

function groupByLength(spellings: readonly Spelling[]): Spellings {
  const groups = new Map<number, (Spelling & { letters: number })[]>();
  for (const { folded, name } of spellings) {
    if (folded.length < SHORTEST_NAME) continue;
    // The prefix may be mistyped too.
    for (const form of [folded, PREFIX + folded]) {
      const group = groups.get(form.length) ?? [];
      group.push({ folded: form, name, letters: letterSet(form) });
      groups.set(form.length, group);
    }
  }
  return groups;
}

function withoutPrefix(folded: string): string {
  return folded.startsWith(PREFIX) && folded.length > PREFIX.length ? folded.slice(PREFIX.length) : folded;
}

/** All runs of neighbouring words, longest first, so that "Hyper-V Netvcs" is not read as "Netvcs". */
function runsOf(words: readonly Word[]): Run[] {
  const runs: Run[] = [];
  for (let size = Math.min(MOST_WORDS, words.length); size > 0; size--)
    for (let from = 0; from + size <= words.length; from++) {
      const parts = words.slice(from, from + size);
      runs.push({ from, to: from + size, folded: withoutPrefix(parts.map(({ folded }) => folded).join('')) });
    }
  return runs;
}

function use({ from, to }: Run, used: Set<number>): void {
  for (let i = from; i < to; i++) used.add(i);
}

function isFree({ from, to }: Run, words: readonly Word[], used: ReadonlySet<number>): boolean {
  for (let i = from; i < to; i++) if (used.has(i) || words[i]?.id !== undefined) return false;
  return true;
}

/** The number right of the run, or else left of it, with nothing but "event", "ID" and the like between. */
function idBeside({ from, to }: Run, words: readonly Word[]): number | undefined {
  return idFrom(to, 1, words) ?? idFrom(from - 1, -1, words);
}

function idFrom(start: number, step: 1 | -1, words: readonly Word[]): number | undefined {
  for (let i = start, between = 0; between <= MOST_BETWEEN; i += step, between++) {
    const word = words[i];
    if (!word || word.id !== undefined) return word?.id;
    if (!BETWEEN.has(word.folded)) return undefined;
  }
  return undefined;
}

/** Words with their places: Latin runs, Japanese runs, numbers; a number glued to the end of a word ("vmspm26") stands alone. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (let i = 0; i < text.length;) {
    const end = endOfWord(text, i);
    if (end > i) words.push(...wordsIn(text.slice(i, end), i));
    i = Math.max(end, i + 1);
  }
  return words;
}

function wordsIn(written: string, at: number): Word[] {
  let digitsFrom = written.length;
  while (digitsFrom > 0 && kindAt(written, digitsFrom - 1) === 'digit') digitsFrom--;
  const letters = fold(written.slice(0, digitsFrom));
  const digits = fold(written.slice(digitsFrom));
  const words: Word[] = letters === '' ? [] : [{ folded: letters, at }];
  if (digits !== '') words.push({ folded: digits, at: at + digitsFrom, ...idOf(digits, written, digitsFrom) });
  return words;
}

function idOf(digits: string, written: string, digitsFrom: number): { id?: number } {
  const id = Number(digits);
  // "5.2", "9:14" and "2010-05-12" are no IDs.
  const partOfMore = digitsFrom > 0 && SEPARATORS_IN_NUMBERS.includes(written[digitsFrom - 1] ?? ' ');
  return !partOfMore && digits.length <= 5 && id >= 1 && id <= LARGEST_ID ? { id } : {};
}

type Kind = 'letter' | 'digit' | 'wide' | 'none';

function endOfWord(text: string, start: number): number {
  const first = kindAt(text, start);
  if (first === 'none') return start;
  let end = start + 1;
  for (; end < text.length; end++) {
    const kind = kindAt(text, end);
    if (kind === 'none' ? !isInside(text, end) : (kind === 'wide') !== (first === 'wide')) break;
  }
  return end;
}

/** A hyphen within a name, or a separator within a number. */
function isInside(text: string, at: number): boolean {
  const [c, before, after] = [text[at] ?? '', kindAt(text, at - 1), kindAt(text, at + 1)];
  if (before === 'digit' && after === 'digit') return SEPARATORS_IN_NUMBERS.includes(c);
  return JOINERS_IN_NAMES.includes(c) && before === 'letter' && after === 'letter';
}

function kindAt(text: string, at: number): Kind {
  const c = text.charCodeAt(at);
  if ((c >= 0x30 && c <= 0x39) || (c >= 0xff10 && c <= 0xff19)) return 'digit';
  if (Number.isNaN(c) || fold(text[at] ?? '') === '') return 'none';
  return c >= 0x3040 && c < 0xac00 ? 'wide' : 'letter';
}
