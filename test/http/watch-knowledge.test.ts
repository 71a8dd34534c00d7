import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookAtFiles, type Seen } from '../../adapters/http/knowledge-signature.ts';
import { type WatchOptions, watchKnowledge } from '../../adapters/http/watch-knowledge.ts';

const SETTLE = 250;
const POLL = 10_000;

/** A watch over one pretended directory, with a clock that the test moves. */
function watched(options: Partial<WatchOptions> = {}) {
  const world = {
    seen: { signature: 'a', directories: new Map([['1:kb', 'kb']]) } as Seen,
    now: 0,
    looks: 0,
    /** Directories that notices are wanted of. */
    open: new Map<string, { notice: () => void; fail: () => void }>(),
    changes: 0,
    throws: false,
    problems: [] as { directory?: string; message: string }[],
  };
  const onChange = (): void => {
    world.changes += 1;
    if (world.throws) throw new Error('boom');
  };
  let due: { at: number; callback: () => void } | undefined;
  const watching = watchKnowledge(['kb'], onChange, {
    settleMs: SETTLE,
    pollMs: POLL,
    timers: {
      set: (callback, milliseconds) => (due = { at: world.now + milliseconds, callback }),
      clear: (timer) => {
        if (timer === due) due = undefined;
      },
    },
    look: async () => {
      world.looks += 1;
      return world.seen;
    },
    notify: (directory, notice, fail) => {
      world.open.set(directory, { notice, fail });
      return { close: () => world.open.delete(directory) };
    },
    onProblem: (problem) => world.problems.push(problem),
    ...options,
  });

  return {
    world,
    close: () => watching.close(),
    isWaiting: () => due !== undefined,
    see: (signature: string) => (world.seen = { ...world.seen, signature }),
    notice: () => world.open.get('kb')?.notice(),
    pass: async (milliseconds: number): Promise<void> => {
      const end = world.now + milliseconds;
      while (due !== undefined && due.at <= end) {
        const { at, callback } = due;
        due = undefined;
        world.now = at;
        callback();
        // Lets the look and what follows it come to an end.
        for (let n = 0; n < 10; n++) await Promise.resolve();
      }
      world.now = end;
    },
  };
}

describe('when to tell', () => {
  it('tells once at the start, because files may have changed since they were loaded', async () => {
    const { world, pass } = watched();
    expect(world.changes).toBe(0);
    await pass(0);
    expect(world.changes).toBe(1);
    await pass(10 * POLL);
    expect(world.changes).toBe(1);
  });

  it('looks soon after a notice, and tells when the files are at rest', async () => {
    const { world, pass, see, notice } = watched();
    await pass(0);
    see('b');
    notice();
    await pass(SETTLE);
    expect(world.changes).toBe(1);
    await pass(SETTLE);
    expect(world.changes).toBe(2);
  });

  it('finds a change without any notice, by looking now and then', async () => {
    const { world, pass, see } = watched();
    await pass(0);
    see('b');
    await pass(POLL - 1);
    expect(world.changes).toBe(1);
    await pass(1 + SETTLE);
    expect(world.changes).toBe(2);
  });

  it('does not tell about notices that mean nothing', async () => {
    const { world, pass, notice } = watched();
    await pass(0);
    for (let n = 0; n < 5; n++) {
      notice();
      await pass(SETTLE);
    }
    expect(world.changes).toBe(1);
    expect(world.looks).toBe(6);
  });

  it('makes one look of many notices', async () => {
    const { world, pass, notice } = watched();
    await pass(0);
    for (let n = 0; n < 100; n++) notice();
    await pass(SETTLE);
    expect(world.looks).toBe(2);
  });

  it('waits while a file is still being written', async () => {
    const { world, pass, see, notice } = watched();
    await pass(0);
    for (const size of ['b', 'bb', 'bbb', 'bbbb']) {
      see(size);
      notice();
      await pass(SETTLE);
      expect(world.changes).toBe(1);
    }
    await pass(SETTLE);
    expect(world.changes).toBe(2);
  });

  it('does not wait for ever for files that never come to rest', async () => {
    const { world, pass, see } = watched();
    await pass(0);
    see('b');
    await pass(POLL);
    for (let n = 0; n < 40; n++) {
      see(`b${n}`);
      await pass(SETTLE);
    }
    expect(world.changes).toBeGreaterThan(1);
    expect(world.changes).toBeLessThan(5);
  });

  it('says nothing when the old state is back before it told', async () => {
    const { world, pass, see, notice } = watched();
    await pass(0);
    see('b');
    notice();
    await pass(SETTLE);
    see('a');
    await pass(2 * POLL);
    expect(world.changes).toBe(1);
  });

  it('does not miss what happens during a look', async () => {
    const { world, pass, see, notice } = watched({
      look: async () => {
        world.looks += 1;
        const before = world.seen;
        if (world.looks === 2) {
          see('b');
          notice();
        }
        return before;
      },
    });
    await pass(0);
    notice();
    await pass(3 * SETTLE);
    expect(world.changes).toBe(2);
  });

  it('goes on when the listener throws, and reports it', async () => {
    const { world, pass, see } = watched();
    world.throws = true;
    await pass(0);
    expect(world.problems).toEqual([{ message: 'boom' }]);
    world.throws = false;
    see('b');
    await pass(POLL + SETTLE);
    expect(world.changes).toBe(2);
  });
});

describe('directories', () => {
  const gone: Seen = { signature: 'gone', directories: new Map(), problem: 'no such directory' };

  it('reports one that is missing once, and picks it up when it appears', async () => {
    const { world, pass, see } = watched({ look: async () => world.seen });
    world.seen = gone;
    await pass(3 * POLL);
    expect(world.problems).toEqual([{ directory: 'kb', message: 'no such directory' }]);
    expect(world.open.size).toBe(0);
    expect(world.changes).toBe(1);

    world.seen = { signature: 'a', directories: new Map([['1:kb', 'kb']]) };
    await pass(POLL + SETTLE);
    expect(world.changes).toBe(2);
    expect([...world.open.keys()]).toEqual(['kb']);

    see('b');
    world.open.get('kb')?.notice();
    await pass(2 * SETTLE);
    expect(world.changes).toBe(3);
  });

  it('reports it again when it is lost a second time', async () => {
    const { world, pass } = watched();
    const there = world.seen;
    for (const seen of [there, gone, there, gone]) {
      world.seen = seen;
      await pass(POLL + SETTLE);
    }
    expect(world.problems).toHaveLength(2);
    expect(world.changes).toBe(4);
  });

  it('watches new directories, leaves old ones, and opens anew what was replaced under the same name', async () => {
    const opened: string[] = [];
    const closed: string[] = [];
    const { world, pass } = watched({
      notify: (directory) => {
        opened.push(directory);
        return { close: () => closed.push(directory) };
      },
    });
    await pass(0);
    world.seen = {
      signature: 'b',
      directories: new Map([
        ['1:kb', 'kb'],
        ['2:kb/events', 'kb/events'],
      ]),
    };
    await pass(POLL + SETTLE);
    world.seen = {
      signature: 'c',
      directories: new Map([
        ['1:kb', 'kb'],
        ['3:kb/events', 'kb/events'],
      ]),
    };
    await pass(POLL + SETTLE);

    expect(opened).toEqual(['kb', 'kb/events', 'kb/events']);
    expect(closed).toEqual(['kb/events']);
  });

  it('lives on looking alone when notices cannot be had or end with an error', async () => {
    const refused = watched({
      notify: () => {
        throw new Error('ENOSPC: no more watches');
      },
    });
    await refused.pass(0);
    refused.see('b');
    await refused.pass(POLL + SETTLE);
    expect(refused.world.changes).toBe(2);

    const { world, pass, see } = watched();
    await pass(0);
    world.open.get('kb')?.fail();
    expect(world.open.size).toBe(0);
    see('b');
    await pass(POLL + SETTLE);
    expect(world.changes).toBe(2);
    expect(world.open.size).toBe(1);
  });
});

describe('closing', () => {
  it('ends looks and notices, at once and also during a look', async () => {
    const { world, pass, close, see, isWaiting } = watched();
    await pass(0);
    const late = world.open.get('kb');
    close();
    close();
    expect(world.open.size).toBe(0);
    see('b');
    late?.notice();
    expect(isWaiting()).toBe(false);

    const during = watched({ look: async () => (during.close(), during.world.seen) });
    await during.pass(POLL);
    expect(during.world.changes).toBe(0);
    expect(during.world.open.size).toBe(0);
    expect(during.isWaiting()).toBe(false);
  });
});

describe('the files on disk', () => {
  let directory = '';
  const at = (path: string) => join(directory, path);
  const signature = async () => (await lookAtFiles(directory)).signature;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'watch-'));
    mkdirSync(at('events/vmsmp'), { recursive: true });
    writeFileSync(at('events/vmsmp/26.yaml'), 'one');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('look the same as long as nothing changes', async () => {
    expect(await signature()).toBe(await signature());
    expect([...(await lookAtFiles(directory)).directories.values()]).toEqual([
      directory,
      at('events'),
      at('events/vmsmp'),
    ]);
  });

  it.each<[string, () => void]>([
    ['a file is written', () => writeFileSync(at('events/vmsmp/26.yaml'), 'two!')],
    ['a file is added', () => writeFileSync(at('codes.yaml'), '')],
    ['a file is removed', () => rmSync(at('events/vmsmp/26.yaml'))],
    ['a file is touched', () => utimesSync(at('events/vmsmp/26.yaml'), 1, 1)],
    ['rights change', () => chmodSync(at('events/vmsmp/26.yaml'), 0o600)],
    [
      'another file takes the place, as old and as long',
      () => {
        writeFileSync(at('.new'), 'two');
        utimesSync(at('.new'), 1, 1);
        renameSync(at('.new'), at('events/vmsmp/26.yaml'));
      },
    ],
    ['the directory is gone', () => rmSync(directory, { recursive: true })],
  ])('look different when %s', async (_, act) => {
    const before = await signature();
    act();
    expect(await signature()).not.toBe(before);
  });

  it('look different when a Kubernetes volume swaps its data', async () => {
    const version = (name: string, text: string) => {
      mkdirSync(at(`${name}/events/vmsmp`), { recursive: true });
      writeFileSync(at(`${name}/events/vmsmp/26.yaml`), text);
      utimesSync(at(`${name}/events/vmsmp/26.yaml`), 1, 1);
    };
    rmSync(at('events'), { recursive: true });
    version('..v1', 'one');
    version('..v2', 'two');
    symlinkSync('..v1', at('..data'));
    symlinkSync('..data/events', at('events'));
    const before = await lookAtFiles(directory);

    symlinkSync('..v2', at('..tmp'));
    renameSync(at('..tmp'), at('..data'));
    const after = await lookAtFiles(directory);

    expect(after.signature).not.toBe(before.signature);
    expect(before.signature).toContain('26.yaml');
    // The watchers of the old directories are of no more use.
    expect([...after.directories.keys()].filter((name) => before.directories.has(name))).toHaveLength(1);
  });

  it('say why a directory cannot be read, and do not mind links that lead nowhere or in a circle', async () => {
    symlinkSync('nowhere', at('events/dead.yaml'));
    symlinkSync('..', at('events/up'));
    const seen = await lookAtFiles(directory);
    expect(seen.problem).toBeUndefined();
    expect(seen.signature).toContain('dead.yaml');

    const missing = await lookAtFiles(at('missing'));
    expect(missing.problem).toContain('ENOENT');
    expect(missing.directories.size).toBe(0);
  });

  it('are noticed by the real watch: written, added in a new directory, and at the end no more', async () => {
    const onChange = vi.fn();
    const watching = watchKnowledge([directory], onChange, { settleMs: 20, pollMs: 3_600_000 });
    const times = (count: number) =>
      vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(count), { timeout: 20_000 });
    try {
      await times(1);
      writeFileSync(at('events/vmsmp/26.yaml'), 'another text');
      await times(2);
      mkdirSync(at('events/storvsp'));
      await times(3);
      writeFileSync(at('events/storvsp/5.yaml'), 'new');
      await times(4);
    } finally {
      watching.close();
    }
  });
});
