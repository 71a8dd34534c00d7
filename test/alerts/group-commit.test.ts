import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../src/alerts/group-commit.ts';
import { rateChange } from '../../src/alerts/rates.ts';

interface Job {
  id: number;
  key: string;
  rows: number;
}

function rig(flush: (jobs: readonly Job[]) => Promise<readonly number[]>, mostRows = 10) {
  const flushes: Job[][] = [];
  let running = 0;
  const commit = createGroupCommit<Job, number>({
    rowsOf: ({ rows }) => rows,
    keyOf: ({ key }) => key,
    mostRows,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    flush: async (jobs) => {
      running += 1;
      expect(running).toBe(1);
      flushes.push([...jobs]);
      await Promise.resolve();
      try {
        return await flush(jobs);
      } finally {
        running -= 1;
      }
    },
  });
  return { commit, flushes };
}

describe('group commit', () => {
  it('answers each job with its own result, one flush at a time, in order, within the bound, no key twice in a flush', async () => {
    const jobs = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), rows: fc.integer({ min: 1, max: 12 }) }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(jobs, async (given) => {
        const { commit, flushes } = rig(async (taken) => taken.map(({ id }) => id * 2));
        const all = await Promise.all(given.map((job, id) => commit.add({ id, ...job })));
        await commit.settled();

        expect(all).toEqual(given.map((_, id) => id * 2));
        expect(flushes.flat()).toHaveLength(given.length);
        for (const taken of flushes) {
          expect(new Set(taken.map(({ key }) => key)).size).toBe(taken.length);
          const rows = taken.map((job) => job.rows).reduce((a, b) => a + b);
          expect(taken.length === 1 || rows <= 10).toBe(true);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('takes all who come in one turn of the event loop, though the store never waits', async () => {
    const { commit, flushes } = rig(async (jobs) => jobs.map(({ id }) => id));
    const arrival = (id: number) =>
      new Promise<number>((resolve) => {
        setImmediate(() => resolve(commit.add({ id, key: String(id), rows: 1 })));
      });
    await Promise.all(Array.from({ length: 10 }, (_, id) => arrival(id)));

    expect(flushes).toHaveLength(1);
  });

  it('lets one bad job fail alone', async () => {
    const { commit } = rig(async (jobs) => {
      if (jobs.some(({ id }) => id === 3)) throw new Error('bad');
      return jobs.map(({ id }) => id);
    });
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, (_, id) => commit.add({ id, key: String(id), rows: 1 })),
    );
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('does not let all wait for a store that is away, and goes on when it is back', async () => {
    let away = true;
    const { commit, flushes } = rig(async (jobs) => {
      if (away) throw new Error('away');
      return jobs.map(({ id }) => id);
    });
    const add = (id: number) => commit.add({ id, key: String(id), rows: 1 });
    const all = await Promise.allSettled(Array.from({ length: 9 }, (_, id) => add(id)));
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    expect(flushes.length).toBeLessThanOrEqual(4);
    away = false;
    expect(await add(1)).toBe(1);
  });
});

describe('the rate of a harmless event', () => {
  const steady = Array.from({ length: 48 }, (_, i) => 5 + (i % 3));

  it.each([
    ['its usual rate', steady, 7, false],
    ['three times as much, but few', Array.from({ length: 48 }, () => 1), 19, false],
    ['far more than usual', steady, 60, true],
    ['too little history', steady.slice(0, 23), 600, false],
    ['a rate that strays much by itself', Array.from({ length: 48 }, (_, i) => (i % 2 === 0 ? 0 : 100)), 120, false],
    ['a burst after an earlier one', [...steady, 500], 60, true],
    ['an event that hardly ever occurs', Array.from({ length: 48 }, () => 0), 25, true],
  ])('%s', (_, history, now, jumps) => {
    expect(rateChange(history, now) !== undefined).toBe(jumps);
  });
});
