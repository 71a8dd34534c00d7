import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { createLiveAnswerer, KnowledgeError } from '../src/live-answerer.ts';
import { change, loadLocal, NO_INTEGRATION_SERVICES, silence } from './knowledge/local-knowledge.ts';
import type { Tree } from './knowledge/small-knowledge.ts';

const FILE = 'events/vmsmp/26.yaml';
const STRICT: Tree = { [FILE]: change() };
/** Valid by its form; the rules refuse it. */
const TOO_WIDE: Tree = { [FILE]: change({ id: 'all', when: [], verdict: 'ignore' }) };

/** A live answerer whose local directory is exchanged by assignment. */
function start(tree: Tree = {}) {
  const disk: { tree: Tree; load?: () => never } = { tree };
  const live = createLiveAnswerer(() => disk.load?.() ?? loadLocal(disk.tree));
  const verdict = () => live.current().answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict;
  return { disk, live, verdict };
}

describe('reload', () => {
  it('takes up what has changed, and takes it back', () => {
    const { disk, live, verdict } = start();
    const own = live.current().catalog.knowledge.version;
    expect(verdict()).toBe('ignore');

    disk.tree = STRICT;
    expect(live.reload()).toBe('loaded');
    expect(verdict()).toBe('action');
    expect(live.current().catalog.knowledge.version).not.toBe(own);

    disk.tree = {};
    expect(live.reload()).toBe('loaded');
    expect(verdict()).toBe('ignore');
    expect(live.current().catalog.knowledge.version).toBe(own);
  });

  it('keeps the compiled answerer when nothing has changed', () => {
    const { live } = start(STRICT);
    const before = live.current();
    const listener = vi.fn();
    live.onChange(listener);

    expect(live.reload()).toBe('unchanged');
    expect(live.current()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
  });

  it.each<[string, string]>([
    ['an empty file', ''],
    ['a file that is cut in the middle', change().slice(0, 300)],
    ['a file that is cut in its last line', change().slice(0, -14)],
    ['bytes that are no YAML', '\u0000\u0001: ['],
    ['a verdict that does not exist', change({ verdict: 'ignored' })],
  ])('refuses %s, keeps the last good knowledge, and accepts the file when it is whole', (_, text) => {
    const { disk, live, verdict } = start(STRICT);
    const before = live.current();

    disk.tree = { [FILE]: text };
    expect(live.reload()).toBe('refused');
    expect(live.current()).toBe(before);
    expect(verdict()).toBe('action');
    expect(live.problems()[0]).toMatchObject({ file: `local-1/${FILE}` });
    expect(live.problems()[0]?.line).toBeGreaterThan(0);

    disk.tree = { [FILE]: change({ verdict: 'info' }) };
    expect(live.reload()).toBe('loaded');
    expect(live.problems()).toEqual([]);
    expect(verdict()).toBe('info');
  });

  it('forgets the problems when the old state is back', () => {
    const { disk, live } = start(STRICT);
    disk.tree = { [FILE]: '' };
    expect(live.reload()).toBe('refused');
    disk.tree = STRICT;
    expect(live.reload()).toBe('unchanged');
    expect(live.problems()).toEqual([]);
  });

  it('reports the faults of all files at once', () => {
    const { disk, live } = start();
    disk.tree = {
      [FILE]: 'extends: vmsmp/26\n',
      'events/vmsmp/27.yaml': silence('vmsmp/27', 'nothing'),
      'codes.yaml': '[',
    };
    expect(live.reload()).toBe('refused');
    expect(new Set(live.problems().map(({ file }) => file))).toEqual(
      new Set([`local-1/${FILE}`, 'local-1/events/vmsmp/27.yaml', 'local-1/codes.yaml']),
    );
  });

  it('holds local knowledge against the rules and executes its samples', () => {
    const { disk, live, verdict } = start(STRICT);
    disk.tree = TOO_WIDE;
    expect(live.reload()).toBe('refused');
    expect(live.problems().map(({ rule }) => rule)).toContain('local-ignore');
    expect(verdict()).toBe('action');

    disk.tree = { [FILE]: change({ id: 'lab', when: ['- { insert: vm, equals: lab-1 }'] }) };
    expect(live.reload()).toBe('refused');
    expect(live.problems().map(({ rule }) => rule)).toEqual(['samples']);
  });

  it('takes a review of tomorrow: the author may live further east', () => {
    const { disk, live } = start();
    disk.tree = { [FILE]: change().replace('2026-11-20', '2999-01-01') };
    expect(live.reload()).toBe('loaded');
  });

  it('counts whatever loading or compiling throws as refused', () => {
    const { disk, live } = start(STRICT);
    const before = live.current();
    disk.load = () => {
      throw new Error('the disk is gone');
    };
    expect(live.reload()).toBe('refused');
    expect(live.problems()).toEqual([
      { file: 'knowledge', rule: 'compile', message: expect.stringContaining('the disk is gone') },
    ]);
    expect(live.current()).toBe(before);
  });
});

describe('what was handed out', () => {
  it('keeps answering with the knowledge it has', () => {
    const { disk, live } = start();
    const held = live.current();
    disk.tree = STRICT;
    live.reload();
    expect(held.answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict).toBe('ignore');
    expect(live.current().answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict).toBe('action');
  });

  it('gives old or new answers only, never an error, while questions and reloads come in any order', async () => {
    const { disk, live } = start();
    const states: Tree[] = [STRICT, { [FILE]: '' }, {}, TOO_WIDE, { [FILE]: change({ verdict: 'info' }) }, {}];
    const allowed = new Set(['ignore', 'action', 'info']);
    const given: string[] = [];
    const ask = async () => {
      for (let n = 0; n < 60; n++) {
        await Promise.resolve();
        given.push(live.current().answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict ?? 'none');
      }
    };
    const change6 = async () => {
      for (const tree of states) {
        for (let n = 0; n < 10; n++) await Promise.resolve();
        disk.tree = tree;
        live.reload();
      }
    };
    await Promise.all([ask(), ask(), ask(), change6()]);

    expect(given).toHaveLength(180);
    expect(given.filter((verdict) => !allowed.has(verdict))).toEqual([]);
    expect(new Set(given)).toEqual(allowed);
  });
});

describe('onChange', () => {
  it('tells the new answerer after the exchange, until it is ended', () => {
    const { disk, live } = start();
    const seen: boolean[] = [];
    const end = live.onChange((answerer) => seen.push(answerer === live.current()));

    disk.tree = STRICT;
    live.reload();
    disk.tree = { [FILE]: '' };
    live.reload();
    end();
    disk.tree = {};
    live.reload();

    expect(seen).toEqual([true]);
  });

  it('is not disturbed by a listener that throws', () => {
    const { disk, live, verdict } = start();
    const after = vi.fn();
    live.onChange(() => {
      throw new Error('no');
    });
    live.onChange(after);
    disk.tree = STRICT;
    expect(live.reload()).toBe('loaded');
    expect(after).toHaveBeenCalledOnce();
    expect(verdict()).toBe('action');
  });
});

describe('the first load', () => {
  it('says in one sentence what is wrong, and where to see the rest', () => {
    const bad = { [FILE]: change({ verdict: 'ignored' }), 'codes.yaml': '[' };
    const error = catchError(() => createLiveAnswerer(() => loadLocal(bad)));
    expect(error).toBeInstanceOf(KnowledgeError);
    expect(error?.message).toMatch(/^The knowledge cannot be used: local-1\/codes\.yaml:1: /);
    expect(error?.message).toMatch(/\(and 1 more problem; "hvevent kb lint" shows all\)$/);
    expect(error?.problems).toHaveLength(2);
    expect(error?.message).not.toContain('\n');
  });

  it('is refused by the rules too', () => {
    expect(() => createLiveAnswerer(() => loadLocal(TOO_WIDE))).toThrow(KnowledgeError);
  });

  it('does not let an exception of loading through as such', () => {
    const error = catchError(() =>
      createLiveAnswerer(() => {
        throw new TypeError('x is not a function');
      }),
    );
    expect(error?.message).toContain('The knowledge cannot be used: knowledge: ');
  });
});

function catchError(action: () => unknown): KnowledgeError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof KnowledgeError) return error;
    throw error;
  }
  return undefined;
}

describe('on disk', () => {
  const own = new URL('../knowledge', import.meta.url).pathname;
  let directory = '';
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'local-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function write(text: string): void {
    mkdirSync(dirname(join(directory, FILE)), { recursive: true });
    writeFileSync(join(directory, FILE), text);
  }

  it('survives a file that is written in pieces, and a directory that goes away and comes back', () => {
    const live = createLiveAnswerer(() => loadKnowledge([own, directory]));
    const verdict = () => live.current().answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict;
    const text = change();
    write('');
    expect(live.reload()).toBe('refused');
    write(text.slice(0, text.length / 2));
    expect(live.reload()).toBe('refused');
    expect(verdict()).toBe('ignore');
    write(text);
    expect(live.reload()).toBe('loaded');
    expect(verdict()).toBe('action');

    rmSync(directory, { recursive: true });
    expect(live.reload()).toBe('refused');
    expect(live.problems()[0]?.file).toBe(directory);
    expect(verdict()).toBe('action');
    write(text);
    expect(live.reload()).toBe('unchanged');
  });
});
