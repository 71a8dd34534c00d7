/** Where single literals of a template stand in a folded text: as whole words, next to or before a place. */
import type { FoldedText } from '../text/fold.ts';
import type { Gap } from './compile-template.ts';

/** The part of a folded text that is searched; `text` is its comparison form from unit `base` on. */
export interface Window {
  folded: FoldedText;
  text: string;
  base: number;
  /** One per literal of each template that was looked for; shared by all searches of the window. */
  walks: Map<Pattern, Walk[]>;
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

/**
 * How far the search for one literal has come. Templates are tried from left to right, so each literal walks through the window
 * once, however often its template is tried.
 */
interface Walk {
  /** `next` is the first place at or behind `from`. */
  from: number;
  next: number;
  /** The last place known to the left, and the one that follows it. Only for literals that were looked for often. */
  last: number;
  ahead: number;
  looks: number;
}

/** The literal is not in the rest of the window. */
export const NOWHERE = -1;
const NOT_YET = -2;
/** How often a literal is simply looked for to the left, and how many places inside words are passed over. */
const MOST_LOOKS = 4;

const GLUED_BEFORE = 1;
const GLUED_BEHIND = 2;
/** The voicing marks of the comparison form. */
const isVoicing = (code: number) => code === 0x3099 || code === 0x309a;
/** Scripts with blanks between words; the comparison form has only letters and digits of them. */
const WORDS_END = 0x590;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** Neighbours that make one word. A digit after a letter does not: vendors print `HRESULT800706BF`. */
const isOneWord = (a: number, b: number) => a < WORDS_END && b < WORDS_END && isDigit(a) === isDigit(b);

export function windowOf(folded: FoldedText, from = 0, to = folded.length): Window {
  return { folded, text: folded.text.slice(from, to), base: from, walks: new Map() };
}

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

/** The first place of literal `i` at or behind `from`, as whole words; NOWHERE when there is none in the window. */
export function nextPlace(window: Window, pattern: Pattern, i: number, from: number): number {
  const walk = walkOf(window, pattern, i);
  if (walk.from > from || (walk.next < from && walk.next !== NOWHERE)) {
    walk.next = findWhole(window, pattern, i, from);
    walk.from = from;
  }
  return walk.next;
}

/** The last place of literal `i` that ends at or before `end`; NOWHERE when there is none. */
export function previousPlace(window: Window, pattern: Pattern, i: number, end: number): number {
  const walk = walkOf(window, pattern, i);
  if (walk.looks < MOST_LOOKS) {
    walk.looks++;
    const place = lookBack(window, pattern, i, end);
    if (place !== NOT_YET) return place;
  }
  const { length } = pattern.literals[i]!;
  if (walk.last + length > end) {
    walk.last = NOWHERE;
    walk.ahead = NOT_YET;
  }
  if (walk.ahead === NOT_YET) walk.ahead = findWhole(window, pattern, i, window.base);
  while (walk.ahead !== NOWHERE && walk.ahead + length <= end) {
    walk.last = walk.ahead;
    walk.ahead = findWhole(window, pattern, i, walk.ahead + 1);
  }
  return walk.last;
}

/** Backwards from `end`, NOT_YET when the nearest places are all inside words. */
function lookBack(window: Window, pattern: Pattern, i: number, end: number): number {
  const literal = pattern.literals[i]!;
  let at = end - literal.length - window.base;
  for (let step = 0; step < MOST_LOOKS; step++) {
    at = at < 0 ? NOWHERE : window.text.lastIndexOf(literal, at);
    if (at < 0) return NOWHERE;
    if (isWhole(window.folded, pattern, i, at + window.base)) return at + window.base;
    at--;
  }
  return NOT_YET;
}

function walkOf({ walks }: Window, pattern: Pattern, i: number): Walk {
  let all = walks.get(pattern);
  if (!all) walks.set(pattern, (all = []));
  return (all[i] ??= { from: Infinity, next: NOWHERE, last: NOWHERE, ahead: NOT_YET, looks: 0 });
}

function findWhole(window: Window, pattern: Pattern, i: number, from: number): number {
  const literal = pattern.literals[i]!;
  let at = window.text.indexOf(literal, from - window.base);
  while (at >= 0 && !isWhole(window.folded, pattern, i, at + window.base)) at = window.text.indexOf(literal, at + 1);
  return at < 0 ? NOWHERE : at + window.base;
}

/** The literal does not stand inside a word: "connected" is not in "disconnected", "ハ" is not in "バ". */
export function isWhole(folded: FoldedText, { literals, glued }: Pattern, i: number, at: number): boolean {
  const end = at + literals[i]!.length;
  if (end < folded.length) {
    if (isVoicing(folded.text.charCodeAt(end))) return false;
    if (!isParted(folded, end, (glued[i]! & GLUED_BEHIND) !== 0)) return false;
  }
  return at === 0 || isParted(folded, at, (glued[i]! & GLUED_BEFORE) !== 0);
}

/** A word may end before unit `at`; `glued`: an insert stands there without a blank. */
function isParted(folded: FoldedText, at: number, glued: boolean): boolean {
  const apart = folded.offsetOf(at) - folded.offsetOf(at - 1);
  if (apart !== 1) return apart > 1;
  return glued || !isOneWord(folded.text.charCodeAt(at - 1), folded.text.charCodeAt(at));
}
