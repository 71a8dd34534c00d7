/** Where the literals of one template stand in a text, given one of them. No backtracking: each is the nearest one that can be. */
import type { FoldedText } from '../text/fold.ts';
import { readGap, type GapReading } from './read-gap.ts';
import type { Gap } from './compile-template.ts';
import { isTail } from './separators.ts';

/** The part of a folded text that is searched; `text` is its comparison form from unit `base` on. */
export interface Window {
  folded: FoldedText;
  text: string;
  base: number;
}

export interface Pattern {
  literals: readonly string[];
  /** Folded units of all literals. */
  letters: number;
  /** One per literal: 1 = an insert stands directly before it, 2 = directly behind it. */
  glued: Uint8Array;
  /** Gaps of the first writing. */
  gaps: readonly Gap[];
}

/** Folded units that all inner inserts together may have. */
export const ROOM_FOR_INSERTS = 4096;
/** How often a literal that stands inside a word is looked for again. */
const MOST_STEPS = 8;
/** How many other places of a literal are tried when quotes and brackets do not fit. */
const MOST_SHIFTS = 4;
/** Longer inserts are taken as they are. */
const LONGEST_SHIFT = 512;

const GLUED_BEFORE = 1;
const GLUED_BEHIND = 2;
/** The voicing marks of the comparison form. */
const isVoicing = (code: number) => code === 0x3099 || code === 0x309a;
/** Scripts with blanks between words; the comparison form has only letters and digits of them. */
const WORDS_END = 0x590;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** Neighbours that make one word. A digit after a letter does not: vendors print `HRESULT800706BF`. */
const isOneWord = (a: number, b: number) => a < WORDS_END && b < WORDS_END && isDigit(a) === isDigit(b);

/** Which literals have an insert directly beside them, in any of the writings. */
export function gluedIn(writings: readonly (readonly Gap[])[], literals: number): Uint8Array {
  const glued = new Uint8Array(literals);
  for (const gaps of writings) {
    for (let i = 0; i < literals; i++) {
      const before = gaps[i];
      const behind = gaps[i + 1];
      if (before && before.names.length > 0 && before.raws.at(-1) === '') glued[i]! |= GLUED_BEFORE;
      if (behind && behind.names.length > 0 && behind.raws[0] === '') glued[i]! |= GLUED_BEHIND;
    }
  }
  return glued;
}

/**
 * Places of all literals (units of the whole folded text) when literal `known` stands at `at`; 'never' when one of the later
 * literals is missing in the rest of the window, so that no later place can fit either.
 */
export function placeLiterals(window: Window, pattern: Pattern, known: number, at: number): number[] | 'never' | undefined {
  const { literals, letters } = pattern;
  if (!isWhole(window.folded, pattern, known, at)) return undefined;
  const places = Array.from(literals, () => at);
  for (let i = known + 1; i < literals.length; i++) {
    const from = places[i - 1]! + literals[i - 1]!.length;
    const place = nextPlace(window, pattern, i, from);
    if (place === NOWHERE) return 'never';
    if (place < 0) return undefined;
    places[i] = place;
  }
  for (let i = known - 1; i >= 0; i--) {
    const place = previousPlace(window, pattern, i, places[i + 1]!);
    if (place < 0) return undefined;
    places[i] = place;
  }
  const span = places.at(-1)! + literals.at(-1)!.length - places[0]!;
  return span <= letters + ROOM_FOR_INSERTS ? places : undefined;
}

/** Literals in their final places, and what stands in the inner gaps of the first writing (`readings[0]` is gap 1). */
export interface Settled {
  places: readonly number[];
  readings: readonly GapReading[];
}

/**
 * Moves literals that were found inside an insert to where the template's quotes and brackets fit; `undefined` when an insert's
 * quotation ends too early, so that the text says something else.
 */
export function settlePlaces(window: Window, pattern: Pattern, known: number, found: readonly number[]): Settled | undefined {
  const places = [...found];
  const readings: GapReading[] = [];
  for (let gap = known + 1; gap < places.length; gap++) {
    const reading = settleGap(window, pattern, { places, gap, moves: gap });
    if (!reading) return undefined;
    readings[gap - 1] = reading;
  }
  for (let gap = known; gap > 0; gap--) {
    const reading = settleGap(window, pattern, { places, gap, moves: gap - 1 });
    if (!reading) return undefined;
    readings[gap - 1] = reading;
  }
  return { places, readings };
}

/** @param at.gap between literals gap - 1 and gap; @param at.moves the one of the two that may be elsewhere */
function settleGap(window: Window, pattern: Pattern, at: { places: number[]; gap: number; moves: number }): GapReading | undefined {
  const { places, gap, moves } = at;
  const read = () => readGap(pattern.gaps[gap]!, textBetween(window.folded, pattern.literals, places, gap));
  const first = places[moves]!;
  const asFound = read();
  let reading = asFound;
  for (let shift = 0; !reading.fits && shift < MOST_SHIFTS; shift++) {
    const place = otherPlace(window, pattern, places, moves, moves === gap);
    if (place < 0 || Math.abs(place - first) > LONGEST_SHIFT) break;
    places[moves] = place;
    reading = read();
  }
  if (reading.fits && !reading.contradicts) return reading;
  places[moves] = first;
  return asFound.contradicts ? undefined : asFound;
}

/** The next place of a literal outwards, still within its neighbours. */
function otherPlace(window: Window, pattern: Pattern, places: readonly number[], i: number, outwards: boolean): number {
  const { literals } = pattern;
  if (!outwards) {
    const place = previousPlace(window, pattern, i, places[i]! + literals[i]!.length - 1);
    return i > 0 && place < places[i - 1]! + literals[i - 1]!.length ? -1 : place;
  }
  const place = nextPlace(window, pattern, i, places[i]! + 1);
  return i + 1 < places.length && place + literals[i]!.length > places[i + 1]! ? -1 : place;
}

/** The literal is not in the rest of the window at all. */
const NOWHERE = -2;

function nextPlace(window: Window, pattern: Pattern, i: number, from: number): number {
  const literal = pattern.literals[i]!;
  let at = window.text.indexOf(literal, from - window.base);
  if (at < 0) return NOWHERE;
  for (let step = 0; at >= 0 && step < MOST_STEPS; step++) {
    if (isWhole(window.folded, pattern, i, at + window.base)) return at + window.base;
    at = window.text.indexOf(literal, at + 1);
  }
  return -1;
}

/** @param end the literal ends here at the latest */
function previousPlace(window: Window, pattern: Pattern, i: number, end: number): number {
  const literal = pattern.literals[i]!;
  let at = end - literal.length - window.base;
  for (let step = 0; step < MOST_STEPS && at >= 0; step++) {
    at = window.text.lastIndexOf(literal, at);
    if (at < 0) return -1;
    if (isWhole(window.folded, pattern, i, at + window.base)) return at + window.base;
    at--;
  }
  return -1;
}

/** The literal does not stand inside a word: "connected" is not in "disconnected", "ハ" is not in "バ". */
function isWhole(folded: FoldedText, { literals, glued }: Pattern, i: number, at: number): boolean {
  const end = at + literals[i]!.length;
  if (end < folded.length && (isVoicing(folded.text.charCodeAt(end)) || !isParted(folded, end, (glued[i]! & GLUED_BEHIND) !== 0))) return false;
  return at === 0 || isParted(folded, at, (glued[i]! & GLUED_BEFORE) !== 0);
}

/** A word may end before unit `at`; `glued`: an insert stands there without a blank. */
function isParted(folded: FoldedText, at: number, glued: boolean): boolean {
  const apart = folded.offsetOf(at) - folded.offsetOf(at - 1);
  if (apart !== 1) return apart > 1;
  return glued || !isOneWord(folded.text.charCodeAt(at - 1), folded.text.charCodeAt(at));
}

/** Where a literal ends in the original text, with what the comparison form dropped from its last letter. */
export function originalEnd(folded: FoldedText, end: number): number {
  let at = folded.endOf(end - 1);
  while (at < folded.original.length && isTail(folded.original.charCodeAt(at))) at++;
  return at;
}

/** The original text between literals `gap - 1` and `gap`. */
export function textBetween(folded: FoldedText, literals: readonly string[], places: readonly number[], gap: number): string {
  const from = originalEnd(folded, places[gap - 1]! + literals[gap - 1]!.length);
  return folded.original.slice(from, folded.offsetOf(places[gap]!));
}
