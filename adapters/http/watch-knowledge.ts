/** Tells when the files of knowledge directories have changed and come to rest. */
import { watch } from 'node:fs';
import { lookAtFiles, type Seen } from './knowledge-signature.ts';

export interface WatchOptions {
  /** So long nothing may change before the change counts as finished; also how soon a notice is looked into. Milliseconds. */
  settleMs?: number;
  /** A look without any notice: mounted volumes often give none. Milliseconds. */
  pollMs?: number;
  /** A directory that cannot be read, once until it can be; and what `onChange` throws. */
  onProblem?: (problem: { directory?: string; message: string }) => void;
  timers?: Timers;
  look?: Look;
  notify?: Notify;
}

/** `setTimeout` and `clearTimeout`, or those of a test. */
interface Timers {
  set(callback: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

type Look = (directory: string) => Promise<Seen>;

/** Calls back when something in this directory (not below) changes. Throws or calls `onError` when it cannot. */
type Notify = (directory: string, onNotice: () => void, onError: () => void) => { close(): void };

/** A directory that never comes to rest is taken as it is after so many looks. */
const MOST_LOOKS = 20;

/**
 * Notices only make the next look come sooner; whether anything has changed is decided by looking. So a notice that is
 * lost, doubled or wrong does no harm, and a link that is swapped (Kubernetes) is a change like any other. The first look
 * counts as a change, because files may have changed between loading and watching.
 */
export function watchKnowledge(
  directories: readonly string[],
  onChange: () => void,
  options: WatchOptions = {},
): { close(): void } {
  const { settleMs = 250, pollMs = 10_000, onProblem = () => undefined } = options;
  const { timers = realTimers, look = lookAtFiles, notify = watchDirectory } = options;
  const watchers = new Map<string, { close(): void }>();
  const troubled = new Set<string>();
  let closed = false;
  let timer: unknown;
  let looking = false;
  let noticed = false;
  /** What `onChange` was last told, what was seen last, and how often it has been something else since. */
  let told: string | undefined;
  let last: string | undefined;
  let restless = 0;

  function lookIn(milliseconds: number): void {
    timers.clear(timer);
    timer = timers.set(() => void lookAround(), milliseconds);
  }

  /** The first notice of several decides when the look comes: a steady stream of them cannot put it off for ever. */
  function onNotice(): void {
    if (closed || noticed) return;
    noticed = true;
    if (!looking) lookIn(settleMs);
  }

  async function lookAround(): Promise<void> {
    looking = true;
    noticed = false;
    const seen = await Promise.all(directories.map(async (directory) => ({ directory, ...(await look(directory)) })));
    looking = false;
    if (closed) return;
    for (const one of seen) report(one);
    follow(seen);
    const isSettled = decide(JSON.stringify(seen.map(({ signature }) => signature)));
    lookIn(isSettled && !noticed ? pollMs : settleMs);
  }

  /** Whether there is nothing to wait for. */
  function decide(signature: string): boolean {
    const isAtRest = signature === last || (told === undefined && last === undefined);
    last = signature;
    if (signature === told) {
      restless = 0;
      return true;
    }
    restless += 1;
    if (!isAtRest && restless < MOST_LOOKS) return false;
    restless = 0;
    told = signature;
    tell();
    return true;
  }

  function tell(): void {
    try {
      onChange();
    } catch (error) {
      onProblem({ message: error instanceof Error ? error.message : String(error) });
    }
  }

  function report({ directory, problem }: { directory: string; problem?: string }): void {
    if (problem === undefined) troubled.delete(directory);
    else if (!troubled.has(directory)) {
      troubled.add(directory);
      onProblem({ directory, message: problem });
    }
  }

  /** Watches what is there now and no more what is gone. */
  function follow(seen: readonly Seen[]): void {
    const wanted = new Map(seen.flatMap(({ directories: found }) => [...found]));
    for (const [name, watcher] of watchers) {
      if (wanted.has(name)) continue;
      watcher.close();
      watchers.delete(name);
    }
    for (const [name, directory] of wanted) if (!watchers.has(name)) open(name, directory);
  }

  /** Without notices there are still the looks. */
  function open(name: string, directory: string): void {
    const drop = (): void => {
      watchers.get(name)?.close();
      watchers.delete(name);
    };
    try {
      watchers.set(name, notify(directory, onNotice, drop));
    } catch {
      drop();
    }
  }

  lookIn(0);
  return {
    close() {
      closed = true;
      timers.clear(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

const realTimers: Timers = {
  // Watching alone keeps no process alive.
  set: (callback, milliseconds) => setTimeout(callback, milliseconds).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

function watchDirectory(directory: string, onNotice: () => void, onError: () => void): { close(): void } {
  const watcher = watch(directory, { persistent: false }, onNotice);
  watcher.on('error', onError);
  return watcher;
}
