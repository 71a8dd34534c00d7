/** Where all literals of one template stand, given one of them. No backtracking: each is the nearest one that can be. */
import { NOWHERE, nextPlace, previousPlace, type Pattern, type Window } from './literal-places.ts';

/** Folded units that all inner inserts together may have. */
export const ROOM_FOR_INSERTS = 4096;
/** Blanks and marks are bounded too, though the comparison form has none. */
const MARKS_PER_LETTER = 4;

/**
 * Places of all literals (units of the whole folded text) when literal `known` stands, whole, at `at`; 'never' when one of the later
 * literals is missing in the rest of the window, so that no later place can fit either.
 */
export function placeLiterals(
  window: Window,
  pattern: Pattern,
  known: number,
  at: number,
): number[] | 'never' | undefined {
  const { literals, letters } = pattern;
  const places = Array.from(literals, () => at);
  for (let i = known + 1; i < literals.length; i++) {
    places[i] = nextPlace(window, pattern, i, places[i - 1]! + literals[i - 1]!.length);
    if (places[i] === NOWHERE) return 'never';
  }
  for (let i = known - 1; i >= 0; i--) {
    places[i] = previousPlace(window, pattern, i, places[i + 1]!);
    if (places[i] === NOWHERE) return undefined;
  }
  const start = places[0]!;
  const end = places.at(-1)! + literals.at(-1)!.length;
  const room = letters + ROOM_FOR_INSERTS;
  if (end - start > room) return undefined;
  return window.folded.offsetOf(end) - window.folded.offsetOf(start) <= MARKS_PER_LETTER * room ? places : undefined;
}
