import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/match/edit-distance.ts';

test.each([
  ['storvsp', 'storvsp', 0],
  ['storvps', 'storvsp', 1],
  ['winlogn', 'winlogon', 1],
  ['vmbuss', 'vmbus', 1],
  ['netvxc', 'netvsc', 1],
  ['incompatable', 'incompatible', 1],
  ['ca', 'abc', 3],
  ['disk', 'netvsc', 3],
  ['', 'ab', 2],
])('%s and %s: %i', (a, b, slips) => {
  expect(editDistance(a, b, 2)).toBe(slips);
});

test('beyond the limit it says limit + 1, however far', () => {
  expect(editDistance('kitten', 'sitting', 1)).toBe(2);
  expect(editDistance('abcdefgh', 'zyxwvuts', 2)).toBe(3);
  expect(editDistance('a'.repeat(65), 'a'.repeat(64), 2)).toBe(3);
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

test('agrees with the definition', () => {
  fc.assert(
    fc.property(word, word, (a, b) => editDistance(a, b, 3) === Math.min(byDefinition(a, b), 4)),
    { seed: 20261120, numRuns: 500 },
  );
});

/** The recursive definition of optimal string alignment. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const replaced = byDefinition(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1);
  let best = a.at(-1) === b.at(-1) ? replaced : Math.min(replaced, byDefinition(x, b) + 1, byDefinition(a, y) + 1);
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  if (swapped) best = Math.min(best, byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1);
  return best;
}
