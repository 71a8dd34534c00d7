import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kbCommand, type KbIo } from '../../adapters/cli/kb.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { ENTRY, PLAIN_ENTRY, TREE } from './small-knowledge.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'kb-'));
  for (const [path, text] of Object.entries(TREE)) write(join('knowledge', path), text);
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function run(args: string[], io: Partial<KbIo> = {}) {
  const result = { out: '', err: '', code: 0 };
  const command = kbCommand({
    out: (text) => (result.out += text),
    err: (text) => (result.err += text),
    exit: (code) => (result.code = code),
    cwd,
    directories: [join(cwd, 'knowledge')],
    today: '2026-11-20',
    listGaps: async () => [],
    ...io,
  });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return result;
}

const table = (file: string) =>
  `## ${file}\n\n### 1.0\n\nMessage identifier | Message string\n--- | ---\n0x1 | a text %1\\r\\n\n`;

const alone = (verdict: string, when: string) =>
  PLAIN_ENTRY.replace('verdict: info', `${when}\n    verdict: ${verdict}\n    references: [kb972108]`);

const createJudge = () => (text: string, answers: Readonly<Record<string, string>>) => {
  if (text.includes('gone') || text.includes('updated')) return { verdict: 'unknown', open: false };
  if (text.includes('storage')) return { key: 'storvsp/7', case: 'always', verdict: 'info', open: false };
  if (text.includes('state')) return { key: 'status/get-state', case: 'always', verdict: 'info', open: false };
  if (!text.endsWith('196610')) return { key: 'vmsmp/26', case: 'old', verdict: 'action', open: false };
  if (answers['works'] === undefined) return { key: 'vmsmp/26', verdict: 'conditional', open: true };
  return { key: 'vmsmp/26', case: answers['works'] === 'yes' ? 'works' : 'old', verdict: 'ignore', open: false };
};

describe('kb lint', () => {
  it('says that all is well, and whether samples were executed', () => {
    expect(run(['lint'])).toEqual({ out: '3 entries, samples not executed: no problems.\n', err: '', code: 0 });

    expect(run(['lint'], { createJudge })).toEqual({
      out: '3 entries, 7 samples executed: no problems.\n',
      err: '',
      code: 0,
    });
  });

  it('prints every fault with file, line and rule, and fails', () => {
    write('knowledge/events/vmsmp/26.yaml', ENTRY.replace('verdict: ignore', 'verdict: ignorable'));
    write('knowledge/events/storvsp/7.yaml', PLAIN_ENTRY.replace('ja: ありません。', 'ja: fine'));
    const { out, code } = run(['lint']);

    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^knowledge\/events\/storvsp\/7\.yaml:4 {2}.*\[languages\]$/),
      expect.stringMatching(/^knowledge\/events\/vmsmp\/26\.yaml:24 {2}.*"ignorable".*\[schema\]$/),
      '2 entries, samples not executed: 2 problems in 2 files.',
      '',
    ]);
  });

  it('lets no control character of a file reach the terminal', () => {
    write('knowledge/events/vmsmp/27.yaml', 'title: "\\e[31mred"\n');
    const { out } = run(['lint']);

    expect(out).toContain('"title"');
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('covers local directories, and says which one has faults', () => {
    const directories = ['knowledge', 'company', 'site'].map((name) => join(cwd, name));
    const change = 'reason: { en: Ours., ja: 社内。 }\nreviewed: 2026-11-20\n';
    write('company/events/storvsp/7.yaml', `extends: storvsp/7\nsilence: [always]\n${change}`);
    write('site/events/storvsp/7.yaml', `extends: storvsp/7\nsilence: [allways]\n${change}`);
    const { out, code } = run(['lint'], { directories });

    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^site\/events\/storvsp\/7\.yaml:2 {2}.*Did you mean "always"\?.*\[change\]$/),
      "knowledge (hvevent's own): no problems",
      'company (local): no problems',
      'site (local): 1 problem',
      '3 entries, samples not executed: 1 problem in 1 file.',
      '',
    ]);
    expect(run(['lint'], { directories: directories.slice(0, 2) })).toMatchObject({ code: 0 });
  });

  it('says that a local directory is missing', () => {
    const { out, code } = run(['lint'], { directories: [join(cwd, 'knowledge'), join(cwd, 'lcoal')] });

    expect(code).toBe(1);
    expect(out).toMatch(/^lcoal {2}The knowledge directory cannot be read/);
    expect(out).toContain('lcoal (local): 1 problem\n');
  });
});

describe('kb stats', () => {
  const FIGURES = {
    identities: 4,
    entries: 3,
    verdicts: { ignore: 0, conditional: 1, action: 0, info: 2 },
    samples: 7,
  };

  it('counts, as JSON', () => {
    expect(JSON.parse(run(['stats', '--format', 'json']).out)).toMatchObject(FIGURES);
  });

  it('tells by provider, language, text and confidence, and counts what is known by name only', () => {
    write('knowledge/identities/vmsmp.yaml', '- { id: 40, title: { en: A port was lost, ja: ポートの消失 } }\n');
    write(
      'knowledge/events/netvsc/9.yaml',
      PLAIN_ENTRY.replace(/messages:\n.*\n/, '').replace(
        /samples:\n.*\n/,
        'samples:\n  - { text: netvsc 9, case: always, headerOnly: true }\n',
      ),
    );

    expect(JSON.parse(run(['stats', '--format', 'json']).out)).toMatchObject({
      identities: 6,
      entries: 4,
      names: 1,
      samples: 8,
      headerOnlySamples: 1,
      texts: { en: 3, ja: 1, both: 1, none: 1 },
      confidence: { high: 1, medium: 2, low: 1 },
      providers: [
        { slug: 'netvsc', provider: 'netvsc', entries: 1, names: 0, withText: 0 },
        { slug: 'status', provider: 'Get-State', entries: 1, names: 0, withText: 1 },
        { slug: 'storvsp', provider: 'storvsp', entries: 1, names: 0, withText: 1 },
        { slug: 'vmsmp', provider: 'VMSMP', entries: 1, names: 1, withText: 1, verdicts: { conditional: 1 } },
      ],
    });
    expect(run(['stats']).out).toMatch(/\nvmsmp +1 +0 +1 +0 +0 +1 +1\n$/);
  });

  it('counts an entry as conditional when its cases differ or a question or a value decides', () => {
    write('knowledge/events/storvsp/8.yaml', alone('ignore', 'when: [{ level: error }]'));
    write('knowledge/events/storvsp/9.yaml', alone('ignore', 'when: [{ insert: vm, is: empty }]'));
    write('knowledge/events/storvsp/10.yaml', alone('action', 'when: []'));

    expect(JSON.parse(run(['stats', '--format', 'json']).out).verdicts).toEqual({
      ignore: 1,
      conditional: 2,
      action: 1,
      info: 2,
    });
  });

  it('prints a table of words by default', () => {
    const { out, code } = run(['stats']);

    expect(out).toMatch(/^identities .* 4\nentries +3\n +ignore +0\n +conditional +1\n/);
    expect(code).toBe(0);
  });

  it('does not count faulty knowledge', () => {
    write('knowledge/codes.yaml', 'a: [');

    expect(run(['stats'])).toMatchObject({ out: '', code: 70, err: expect.stringContaining('kb lint') });
    expect(run(['stats', '--format', 'xml'])).toMatchObject({
      out: '',
      code: 64,
      err: expect.stringContaining('text, json'),
    });
  });
});

describe('kb import-messages', () => {
  it('prints a table that can be loaded, and says what it did beside it', () => {
    write('a.md', table('a.sys'));
    const { out, err, code } = run(['import-messages', 'a.md', '--provider', 'vmsmp', '--source', 'a paper']);

    expect(parse(out)).toMatchObject({
      file: 'a.sys',
      provider: 'vmsmp',
      lang: 'en',
      source: 'a paper',
      rows: [{ text: 'a text %1' }],
    });
    expect(err).toContain('1 text of 1 build');
    expect(code).toBe(0);
  });

  it('writes a file', () => {
    write('a.md', table('a.sys'));
    expect(run(['import-messages', 'a.md', '--provider', 'vmsmp', '--out', 'knowledge/messages/a.sys.yaml']).out).toBe(
      '',
    );

    expect(loadKnowledge([join(cwd, 'knowledge')]).knowledge?.tables.map(({ file }) => file)).toEqual([
      'a.sys',
      'storvsp.sys',
    ]);
  });

  it('wants a choice when the document has several tables', () => {
    write('a.md', table('a.sys') + table('b.sys'));

    expect(run(['import-messages', 'a.md', '--provider', 'vmsmp'])).toMatchObject({
      out: '',
      code: 64,
      err: expect.stringContaining('a.sys, b.sys'),
    });
    expect(run(['import-messages', 'a.md', '--provider', 'vmsmp', '--file', 'B.sys']).out).toContain('file: b.sys');
  });

  it.each([
    [
      'a wrong row',
      ['import-messages', 'bad.md', '--provider', 'vmsmp'],
      70,
      'bad.md:7  "zz" is no message identifier',
    ],
    ['a file that is not there', ['import-messages', 'none.md', '--provider', 'vmsmp'], 70, '"none.md" cannot be read'],
    ['an unknown provider', ['import-messages', 'bad.md', '--provider', 'vmsnp'], 64, 'Did you mean "vmsmp"?'],
    ['no provider', ['import-messages', 'bad.md'], 64, '--provider'],
    ['no file', ['import-messages', '--provider', 'vmsmp'], 64, 'file'],
    ['a language without a name', ['import-messages', 'bad.md', '--provider', 'vmsmp', '--lang', 'es'], 64, 'en, ja'],
  ])('refuses %s', (_, args, code, sentence) => {
    write('bad.md', table('a.sys').replace('0x1', 'zz'));

    expect(run(args)).toMatchObject({ out: '', code, err: expect.stringContaining(sentence) });
  });
});

describe('kb new', () => {
  it.each([
    ['storvsp/8', 'events/storvsp/8.yaml'],
    ['status/other', 'status/other.yaml'],
  ])('%s writes a valid scaffold whose TODOs are reported and nothing else', (key, path) => {
    expect(run(['new', key])).toMatchObject({ code: 0, out: expect.stringContaining(join('knowledge', path)) });

    const { out, code } = run(['lint']);
    const rules = new Set(Array.from(out.matchAll(/\[([a-z-]+)\]$/gm), ([, rule]) => rule));
    expect([...rules]).toEqual(['todo']);
    expect(code).toBe(1);
  });

  it('never overwrites', () => {
    expect(run(['new', 'vmsmp/26'])).toMatchObject({ code: 70, err: expect.stringContaining('cannot be written') });
    expect(readFileSync(join(cwd, 'knowledge/events/vmsmp/26.yaml'), 'utf8')).toBe(ENTRY);
  });

  it.each(['vmsmp', 'vmsmp/x', 'vmsmp/70000', '../../etc/1', 'vmsmp/026', 'status/../x', 'vmspm/26', ''])(
    'refuses the key %j',
    (key) => {
      expect(run(['new', key])).toMatchObject({ code: 64, out: '', err: expect.stringMatching(/\.\n$/) });
    },
  );
});

describe('the others', () => {
  it('kb schema prints a JSON Schema with the keys of an entry', () => {
    const schema: unknown = JSON.parse(run(['schema']).out);

    expect(schema).toMatchObject({
      type: 'object',
      properties: { title: {}, cases: { type: 'array' } },
      additionalProperties: false,
    });
  });

  it('wrong usage is 64', () => {
    expect(run(['lnt'])).toMatchObject({ code: 64, err: expect.stringContaining('lint') });
    expect(run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('import-messages') });
  });
});
