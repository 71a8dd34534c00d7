/** One flush at a time takes all who wait, up to a bound: many small requests cost one commit. */

export interface GroupCommit<Job, Result> {
  /** Resolves when the job's flush is durable. */
  add(job: Job): Promise<Result>;
  /** Waits until nothing is under way. */
  settled(): Promise<void>;
}

interface Waiter<Job, Result> {
  job: Job;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommitParts<Job, Result> {
  /** Rows of a job; a flush has at most `mostRows`, or one job. */
  rowsOf: (job: Job) => number;
  mostRows: number;
  /** Jobs of one key are never in one flush: the later one waits for the next. */
  keyOf: (job: Job) => string;
  /** All or nothing. @returns a result for each job, in order */
  flush: (jobs: readonly Job[]) => Promise<readonly Result[]>;
  /** One turn of the event loop. An embedded store never waits, and would commit each job before the next one is read. */
  pause: () => Promise<void>;
}

/** As long as more come with each turn, a flush waits for them; this often at most. */
const MOST_TURNS = 16;

export function createGroupCommit<Job, Result>(parts: GroupCommitParts<Job, Result>): GroupCommit<Job, Result> {
  let waiting: Waiter<Job, Result>[] = [];
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gather();
      await settle(take(), parts.flush);
    }
    // In the same breath as the last look at who waits: nobody is left behind.
    running = undefined;
  };
  const gather = async (): Promise<void> => {
    for (let turn = 0, before = 0; turn < MOST_TURNS && waiting.length > before; turn++) {
      before = waiting.length;
      await parts.pause();
    }
  };
  const take = (): Waiter<Job, Result>[] => {
    const taken: Waiter<Job, Result>[] = [];
    const left: Waiter<Job, Result>[] = [];
    const keys = new Set<string>();
    let rows = 0;
    for (const waiter of waiting) {
      const key = parts.keyOf(waiter.job);
      const more = parts.rowsOf(waiter.job);
      const fits = taken.length === 0 || (left.length === 0 && rows + more <= parts.mostRows);
      if (!fits || keys.has(key)) {
        left.push(waiter);
        continue;
      }
      taken.push(waiter);
      keys.add(key);
      rows += more;
    }
    waiting = left;
    return taken;
  };
  const start = (): void => {
    running ??= run();
  };

  return {
    add: (job) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        start();
      }),
    // A run goes on as long as anybody waits.
    settled: async () => {
      await running;
    },
  };
}

/**
 * What fails together is tried again one by one: a batch that cannot be stored takes no other with it. Two that fail alone as well tell
 * of the store, not of the batches: the others need not wait for the same.
 */
async function settle<Job, Result>(
  waiters: readonly Waiter<Job, Result>[],
  flush: GroupCommitParts<Job, Result>['flush'],
): Promise<void> {
  let failed = await tried(waiters, flush);
  if (failed === undefined) return;
  if (waiters.length === 1) return rejectAll(waiters, failed.error);
  let failures = 0;
  for (const [i, waiter] of waiters.entries()) {
    if (failures === 2) return rejectAll(waiters.slice(i), failed?.error);
    const alone = await tried([waiter], flush);
    if (alone === undefined) continue;
    failures += 1;
    failed = alone;
    waiter.reject(alone.error);
  }
}

async function tried<Job, Result>(
  waiters: readonly Waiter<Job, Result>[],
  flush: GroupCommitParts<Job, Result>['flush'],
): Promise<{ error: unknown } | undefined> {
  try {
    const results = await flush(waiters.map(({ job }) => job));
    for (const [i, { resolve, reject }] of waiters.entries()) {
      const result = results[i];
      if (result === undefined) reject(new Error('a flush gave too few results'));
      else resolve(result);
    }
    return undefined;
  } catch (error) {
    return { error };
  }
}

function rejectAll<Job, Result>(waiters: readonly Waiter<Job, Result>[], error: unknown): void {
  for (const { reject } of waiters) reject(error);
}
