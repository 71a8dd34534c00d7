/** Chooses among messages that were found at overlapping places. */

import type { GapReading } from './read-gap.ts';

/** A template's literals at their places in a folded text. */
export interface Found {
  template: number;
  letters: number;
  /** Place and length of each literal. */
  places: readonly number[];
  lengths: readonly number[];
  /** What stands between them in the first writing, once they are settled. */
  readings?: readonly GapReading[];
}

type Settle = (one: Found) => Found | undefined;

/**
 * More letters win, and what overlaps them is dropped; of the same template the shorter span wins. What lies wholly between two
 * literals of another message is part of its insert and dropped, however long it is. Different templates of equally many
 * letters that overlap are all kept: nothing tells which one it is.
 *
 * @param settle called once per message at most, before it is chosen; `undefined` = it is none after all
 * @returns the chosen ones in the order of the text
 */
export function chooseFound(found: readonly Found[], settle: Settle): Found[] {
  const byStart = found.toSorted((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  const chosen: Found[] = [];
  for (let from = 0; from < byStart.length;) {
    // What overlaps nothing outside this run can be chosen by itself.
    let to = from + 1;
    let end = endOf(byStart[from]!);
    while (to < byStart.length && startOf(byStart[to]!) < end) end = Math.max(end, endOf(byStart[to++]!));
    const limits = {
      from: chosen.length > 0 ? endOf(chosen.at(-1)!) : 0,
      to: to < byStart.length ? startOf(byStart[to]!) : Infinity,
    };
    const within = (one: Found) => {
      const settled = settle(one);
      return settled && (startOf(settled) < limits.from || endOf(settled) > limits.to) ? one : settled;
    };
    if (to === from + 1) {
      const settled = within(byStart[from]!);
      if (settled) chosen.push(settled);
    } else chosen.push(...chooseOverlapping(byStart.slice(from, to), within));
    from = to;
  }
  return chosen;
}

/** @param byStart overlapping messages in the order of the text */
function chooseOverlapping(byStart: readonly Found[], settle: Settle): Found[] {
  const order = byStart.toSorted((a, b) => b.letters - a.letters || spanOf(a) - spanOf(b));
  const rank = new Map(byStart.map((one, i) => [one, i]));
  const chosen = new Chosen();
  const done = new Map<Found, Found | undefined>();
  const widest = byStart.reduce((most, one) => Math.max(most, spanOf(one)), 0);

  const consider = (one: Found): Found | undefined => {
    if (done.has(one)) return done.get(one);
    done.set(one, undefined);
    const settled = chosen.hasRoomFor(one) ? settle(one) : undefined;
    if (!settled) return undefined;
    const placed = chosen.hasRoomFor(settled) ? settled : one;
    chosen.add(placed);
    done.set(one, placed);
    return placed;
  };
  const isNested = (one: Found): boolean => {
    for (let i = (rank.get(one) ?? 0) - 1; i >= 0; i--) {
      const other = byStart[i]!;
      if (startOf(one) - startOf(other) > widest) return false;
      if (isBetweenLiterals(one, other) && consider(other)) return true;
    }
    return false;
  };

  for (const one of order) if (!done.has(one) && !isNested(one)) consider(one);
  return chosen.inOrder();
}

export const startOf = ({ places }: Found): number => places[0]!;
export const endOf = ({ places, lengths }: Found): number => places.at(-1)! + lengths.at(-1)!;
const spanOf = (one: Found): number => endOf(one) - startOf(one);

function isBetweenLiterals(inner: Found, outer: Found): boolean {
  const { places, lengths } = outer;
  for (let i = 1; i < places.length; i++) {
    if (startOf(inner) >= places[i - 1]! + lengths[i - 1]! && endOf(inner) <= places[i]!) return true;
  }
  return false;
}

/** What was chosen so far, by the units it covers. */
class Chosen {
  readonly #all = new Set<Found>();
  /** Blocks of units -> what stands in them; keeps the search for overlaps local. */
  readonly #blocks = new Map<number, Found[]>();

  hasRoomFor(one: Found): boolean {
    for (const block of blocksOf(one)) {
      for (const other of this.#blocks.get(block) ?? []) {
        if (startOf(one) >= endOf(other) || endOf(one) <= startOf(other)) continue;
        if (other.letters > one.letters || other.template === one.template) return false;
      }
    }
    return true;
  }

  add(one: Found): void {
    this.#all.add(one);
    for (const block of blocksOf(one)) {
      const there = this.#blocks.get(block);
      if (there) there.push(one);
      else this.#blocks.set(block, [one]);
    }
  }

  inOrder(): Found[] {
    return [...this.#all].sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  }
}

const BLOCK_UNITS = 64;

function* blocksOf(one: Found): Generator<number> {
  const last = Math.floor((endOf(one) - 1) / BLOCK_UNITS);
  for (let block = Math.floor(startOf(one) / BLOCK_UNITS); block <= last; block++) yield block;
}
