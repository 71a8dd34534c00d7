/** Corrects literals that were found inside an insert, by the quotes and brackets around the inserts. */
import type { FoldedText } from '../text/fold.ts';
import { nextPlace, NOWHERE, previousPlace, windowOf, type Pattern, type Window } from './literal-places.ts';
import { readGap, type GapReading } from './read-gap.ts';
import { isTail } from './separators.ts';

/** How many other places of a literal are tried when quotes and brackets do not fit. */
const MOST_SHIFTS = 4;
/** Folded units that a literal may move. */
const LONGEST_SHIFT = 512;

/** Literals in their final places, and what stands in the inner gaps of the first writing (`readings[0]` is gap 1). */
export interface Settled {
  places: readonly number[];
  readings: readonly GapReading[];
}

/**
 * Moves literals that were found inside an insert to where the template's quotes and brackets fit; `undefined` when an insert's
 * quotation ends too early, so that the text says something else.
 */
export function settlePlaces(
  folded: FoldedText,
  pattern: Pattern,
  known: number,
  found: readonly number[],
): Settled | undefined {
  const places = [...found];
  const readings: GapReading[] = [];
  for (let gap = known + 1; gap < places.length; gap++) {
    const reading = settleGap(folded, pattern, { places, gap, moves: gap });
    if (!reading) return undefined;
    readings[gap - 1] = reading;
  }
  for (let gap = known; gap > 0; gap--) {
    const reading = settleGap(folded, pattern, { places, gap, moves: gap - 1 });
    if (!reading) return undefined;
    readings[gap - 1] = reading;
  }
  return { places, readings };
}

/** @param at.gap between literals gap - 1 and gap; @param at.moves the one of the two that may be elsewhere */
function settleGap(
  folded: FoldedText,
  pattern: Pattern,
  at: { places: number[]; gap: number; moves: number },
): GapReading | undefined {
  const { places, gap, moves } = at;
  const read = () => readGap(pattern.gaps[gap]!, textBetween(folded, pattern.literals, places, gap));
  const first = places[moves]!;
  const asFound = read();
  if (asFound.fits && !asFound.contradicts) return asFound;
  const window = aroundOf(folded, pattern, places);
  let reading = asFound;
  for (let shift = 0; !reading.fits && shift < MOST_SHIFTS; shift++) {
    const place = otherPlace(window, pattern, places, moves, moves === gap);
    if (place === NOWHERE || Math.abs(place - first) > LONGEST_SHIFT) break;
    places[moves] = place;
    reading = read();
  }
  if (reading.fits && !reading.contradicts) return reading;
  places[moves] = first;
  return asFound.contradicts ? undefined : asFound;
}

/** The message and as much around it as a literal may move. */
function aroundOf(folded: FoldedText, { literals }: Pattern, places: readonly number[]): Window {
  const end = places.at(-1)! + literals.at(-1)!.length;
  return windowOf(folded, Math.max(0, places[0]! - LONGEST_SHIFT), Math.min(folded.length, end + LONGEST_SHIFT));
}

/** The next place of a literal outwards, still within its neighbours. */
function otherPlace(window: Window, pattern: Pattern, places: readonly number[], i: number, outwards: boolean): number {
  const { literals } = pattern;
  if (!outwards) {
    const place = previousPlace(window, pattern, i, places[i]! + literals[i]!.length - 1);
    return i > 0 && place < places[i - 1]! + literals[i - 1]!.length ? NOWHERE : place;
  }
  const place = nextPlace(window, pattern, i, places[i]! + 1);
  return i + 1 < places.length && place + literals[i]!.length > places[i + 1]! ? NOWHERE : place;
}

/** Where a literal ends in the original text, with what the comparison form dropped from its last letter. */
export function originalEnd(folded: FoldedText, end: number): number {
  let at = folded.endOf(end - 1);
  while (at < folded.original.length && isTail(folded.original.charCodeAt(at))) at++;
  return at;
}

/** The original text between literals `gap - 1` and `gap`. */
export function textBetween(
  folded: FoldedText,
  literals: readonly string[],
  places: readonly number[],
  gap: number,
): string {
  const from = originalEnd(folded, places[gap - 1]! + literals[gap - 1]!.length);
  return folded.original.slice(from, folded.offsetOf(places[gap]!));
}
