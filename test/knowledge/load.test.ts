import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import {
  changed,
  ENTRY,
  lineWith,
  loadTree,
  memoryFiles,
  places,
  PLAIN_ENTRY,
  PROVIDERS,
  TREE,
} from './small-knowledge.ts';

const one = (tree: Record<string, string>) => {
  const { problems } = loadTree(tree);
  expect(problems).toHaveLength(1);
  return problems[0];
};

describe('loading faultless knowledge', () => {
  it('reads every kind of file', () => {
    const { knowledge, problems } = loadTree({ ...TREE, 'README.md': '# How to', 'events/README.md': 'x' });

    expect(problems).toEqual([]);
    expect(knowledge?.entries.map(({ key }) => key)).toEqual(['status/get-state', 'storvsp/7', 'vmsmp/26']);
    expect(knowledge?.references.get('kb972108')?.publisher).toBe('Microsoft');
    expect(knowledge?.protocols.get('nvsp')?.versions[0]?.version).toBe('3.2');
    expect(knowledge?.codes.map(({ code }) => code)).toEqual(['0x00000005', '0x80070005']);
    expect(knowledge?.tables[0]?.rows[0]?.builds).toEqual([1]);
  });

  it('takes key, event ID and provider of an entry from its path', () => {
    const entries = loadTree(TREE).knowledge?.entries ?? [];

    expect(entries.find(({ key }) => key === 'vmsmp/26')).toMatchObject({
      provider: 'VMSMP',
      eventId: 26,
      file: 'kb/events/vmsmp/26.yaml',
    });
    const status = entries.find(({ key }) => key === 'status/get-state');
    expect(status?.provider).toBe('Get-State');
    expect(status && 'eventId' in status).toBe(false);
  });

  it('keeps what was written as text: hex numbers, versions and words need no quotes', () => {
    const entry = loadTree(TREE).knowledge?.entries.find(({ key }) => key === 'vmsmp/26');

    expect(entry?.messages[0]?.identifier).toBe('0xC005001A');
    expect(entry?.samples[0]?.answers).toEqual({ works: 'yes' });
    const tree = changed('protocols.yaml', 'version: 3.2', 'version: 3.10');
    expect(loadTree(tree).knowledge?.protocols.get('nvsp')?.versions[0]?.version).toBe('3.10');
  });

  it('has a version that follows the contents and not the order or the place of the files', () => {
    const version = loadTree(TREE).knowledge?.version;
    const reversed = Object.fromEntries(Object.entries(TREE).toReversed());

    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(loadTree(reversed).knowledge?.version).toBe(version);
    expect(loadKnowledge(['elsewhere'], { open: () => memoryFiles(TREE) }).knowledge?.version).toBe(version);
    expect(loadTree(changed('events/vmsmp/26.yaml', 'No network.', 'No net.')).knowledge?.version).not.toBe(version);
  });

  it('adds the entries of further directories', () => {
    const local = { 'events/storvsp/8.yaml': PLAIN_ENTRY };
    const open = (directory: string) => memoryFiles(directory === 'kb' ? TREE : local);
    const { knowledge, problems } = loadKnowledge(['kb', 'local'], { open });

    expect(problems).toEqual([]);
    expect(knowledge?.entries.map(({ file }) => file)).toContain('local/events/storvsp/8.yaml');
  });
});

describe('faults', () => {
  it('are all found at once, over all files, in the order of files and lines', () => {
    const tree = {
      ...TREE,
      'codes.yaml': `${TREE['codes.yaml']}- code: 12\n  kind: Wein32\n  symbol: X_Y\n  meaning: { en: a }\n`,
      'events/vmsmp/26.yaml': ENTRY.replace('verdict: ignore', 'verdict: ignored')
        .replace('side: host', 'sid: host')
        .replace('level: error\n', 'lang: en\nlevel: error\n'),
      'events/vmsmp/27.yaml': 'title: [a\nb: 1\n',
      'events/vmsmp/028.yaml': PLAIN_ENTRY,
    };
    const { knowledge, problems } = loadTree(tree);

    expect(knowledge).toBeUndefined();
    expect(places(problems)).toEqual([
      'kb/codes.yaml:9 schema',
      'kb/codes.yaml:10 schema',
      'kb/codes.yaml:12 schema',
      'kb/events/vmsmp/028.yaml:? path-is-key',
      'kb/events/vmsmp/26.yaml:2 schema',
      'kb/events/vmsmp/26.yaml:5 schema',
      `kb/events/vmsmp/26.yaml:${lineWith(ENTRY, 'verdict: ignore') + 1} schema`,
      'kb/events/vmsmp/27.yaml:2 yaml',
    ]);
  });

  it.each([
    ['an unknown key', 'symptom:', 'symptoms:', 'Did you mean "symptom"?', 'symptom:'],
    [
      'a missing language',
      '{ en: No network., ja: 通信できません。 }',
      '{ en: No network. }',
      'Japanese (ja)',
      'symptom:',
    ],
    [
      'a wrong verdict',
      'verdict: ignore',
      'verdict: ignorable',
      'one of ignore, action, info. Did you mean "ignore"?',
      'verdict: ignore',
    ],
    ['a verdict that is never written', 'verdict: action', 'verdict: conditional', 'never written', 'verdict: action'],
    [
      'a condition of no known form',
      '- { ask: works }',
      '- { asks: works }',
      '{ ask: question, answer: yes | no }',
      '- { ask: works }',
    ],
    [
      'a version without its form',
      'than: { version: 3.1 }',
      'than: server',
      '{ insert: server } or { version',
      'protocol: nvsp, is:',
    ],
    [
      'a wrong word in a condition',
      'is: newer',
      'is: newest',
      'one of newer, older, same. Did you mean "newer"?',
      'protocol: nvsp, is:',
    ],
    ['an empty text', 'en: Upgrade.', 'en: ""', 'is empty', 'Upgrade.'],
    ['a wrong date', 'reviewed: 2026-11-20', 'reviewed: 2026-13-01', 'year-month-day', 'reviewed:'],
    ['a release of another spelling', '[WS2008R2]', '[WS2008 R2]', 'Did you mean "WS2008R2"?', 'appliesTo:'],
    ['an empty list', '[WS2008R2]', '[]', 'at least one', 'appliesTo:'],
    ['a short identifier', '0xC005001A', '0xC05001A', 'eight hex digits', 'identifier:'],
    ['a name with capitals', '  works: { en: Does', '  Works: { en: Does', 'lower-case', 'works: { en: Does'],
    ['text instead of a list', 'parameters: [vm, client]', 'parameters: vm', 'must be a list', 'parameters:'],
    ['a key that is written twice', 'side: host', 'side: host\nside: guest', '"side" is written twice', 'appliesTo:'],
    ['a tab', '  - { message: refused }', '\t- { message: refused }', 'A tab', '{ message: refused }'],
    ['a colon in a text', 'id: works', 'id: works: well', 'in quotes', 'id: works'],
    ['an own source', 'level: error', 'level: error\nsource: x', 'remove "source"', 'channel:'],
  ])('%s', (_, from, to, sentence, at) => {
    const problem = one(changed('events/vmsmp/26.yaml', from, to));

    expect(problem?.message).toContain(sentence);
    expect(problem?.line).toBe(lineWith(ENTRY, at));
  });

  it('a folder that is no provider, once and with the nearest name', () => {
    const problem = one({ ...TREE, 'events/storvps/5.yaml': PLAIN_ENTRY });

    expect(problem).toMatchObject({ file: 'kb/events/storvps/5.yaml', rule: 'unknown-provider' });
    expect(problem?.message).toContain('Did you mean "storvsp"?');
  });

  it('broken providers are not reported again for each event', () => {
    expect(one(changed('providers.yaml', 'side: guest', 'side: gues'))?.file).toBe('kb/providers.yaml');
  });

  it('no providers at all, and a status message without its source', () => {
    const { 'providers.yaml': _, ...rest } = TREE;
    expect(
      loadTree(rest)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('providers.yaml is missing');
    expect(one({ ...TREE, 'status/other.yaml': PLAIN_ENTRY })?.message).toContain('"source" is missing');
  });

  it.each([
    ['../outside.yaml', 'leads out'],
    ['events/../../etc/passwd.yaml', 'leads out'],
    ['events\\vmsmp\\26.yaml', 'leads out'],
    ['/etc/x.yaml', 'leads out'],
    ['events/vmsmp/65536.yaml', 'no event ID'],
    ['events/vmsmp/026.yaml', 'no event ID'],
    ['events/vmsmp/2 6.yaml', 'no event ID'],
    ['events/VMSMP/26.yaml', 'no provider slug'],
    ['events/26.yaml', 'no known place'],
    ['event/vmsmp/26.yaml', 'no known place'],
    ['events/vmsmp/26.yml', 'rename'],
    ['messages/a b.yaml', 'no name'],
    ['status/Get-State.yaml', 'lower-case'],
  ])('the path %s is refused and never read', (path, sentence) => {
    const files = memoryFiles(TREE);
    const read: string[] = [];
    const open = () => ({
      list: () => [...files.list(), path],
      read(name: string) {
        read.push(name);
        return files.read(name);
      },
    });
    const { problems } = loadKnowledge(['kb'], { open });

    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(sentence);
    expect(read).not.toContain(path);
  });

  it('a table under the name of another file', () => {
    const { 'messages/storvsp.sys.yaml': table = '', ...rest } = TREE;
    expect(one({ ...rest, 'messages/vmbus.yaml': table })?.message).toContain('name it storvsp.sys.yaml');
    expect(loadTree({ ...rest, 'messages/storvsp.yaml': table }).problems).toEqual([]);
  });

  it('the same entry, reference or code in two directories', () => {
    const local = {
      'events/vmsmp/26.yaml': ENTRY,
      'references.yaml': TREE['references.yaml'] ?? '',
      'codes.yaml': TREE['codes.yaml'] ?? '',
    };
    const open = (directory: string) => memoryFiles(directory === 'kb' ? TREE : local);
    const { problems } = loadKnowledge(['kb', 'local'], { open });

    expect(places(problems)).toEqual([
      'local/codes.yaml:1 duplicate',
      'local/codes.yaml:5 duplicate',
      'local/events/vmsmp/26.yaml:1 duplicate',
      'local/references.yaml:1 duplicate',
    ]);
  });

  it('keys that would reach into objects do nothing', () => {
    const { readable } = loadTree(changed('references.yaml', 'kb972108:', '__proto__:'));

    expect([...readable.references.keys()]).toEqual([]);
    expect('publisher' in {}).toBe(false);
  });

  it('a file of more than 1 MiB, and an empty file', () => {
    const comment = `# ${'x'.repeat(1024 * 1024)}\n`;
    expect(one({ ...TREE, 'events/vmsmp/27.yaml': comment + PLAIN_ENTRY })?.message).toContain('more than the 1048576');
    expect(one({ ...TREE, 'events/vmsmp/27.yaml': '\n' })?.message).toContain('empty');
  });

  it('thousands of faults in one file, told up to a bound', () => {
    const { problems } = loadTree({ ...TREE, 'codes.yaml': '- x: 1\n'.repeat(5000) });

    expect(problems).toHaveLength(200);
    expect(problems.every(({ file }) => file === 'kb/codes.yaml')).toBe(true);
  });

  it('aliases that multiply, and nesting without end', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i]}, `.repeat(9)}x]`),
    ].join('\n');
    expect(one({ ...TREE, 'events/vmsmp/27.yaml': bomb })?.message).toContain('cannot be read as YAML');
    expect(loadTree({ ...TREE, 'events/vmsmp/27.yaml': '['.repeat(20_000) }).knowledge).toBeUndefined();
  });

  it('never throws, whatever stands in a file', () => {
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a',
      '*a',
      '!',
      '\t',
      '|',
      '>',
      '#',
      '\ud800',
      'title',
      'cases',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('events/vmsmp/27.yaml', 'providers.yaml', 'codes.yaml', 'messages/x.yaml'),
        (content, path) => {
          const { problems, knowledge } = loadTree({ ...TREE, [path]: content });
          expect(knowledge === undefined).toBe(problems.length > 0);
          for (const { message } of problems) expect(message).toMatch(/\.$|\)$/);
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });
});

describe('a real directory', () => {
  it('is read through links, without hidden files, and its faults are problems', () => {
    const root = mkdtempSync(join(tmpdir(), 'knowledge-'));
    try {
      mkdirSync(join(root, '..data'));
      mkdirSync(join(root, 'events', 'vmsmp'), { recursive: true });
      writeFileSync(join(root, '..data', 'providers.yaml'), PROVIDERS);
      symlinkSync(join('..data', 'providers.yaml'), join(root, 'providers.yaml'));
      symlinkSync(root, join(root, 'status'));
      writeFileSync(join(root, 'events', 'vmsmp', '27.yaml'), PLAIN_ENTRY);
      writeFileSync(join(root, 'codes.yaml'), Buffer.from([0x61, 0xff, 0xfe]));
      writeFileSync(join(root, 'events', 'vmsmp', '28.yaml'), 'x'.repeat(1024 * 1024 + 1));

      const { problems, readable } = loadKnowledge([root]);
      const own = problems.filter(({ file }) => !file.includes('/status/'));

      expect(own.map(({ message }) => message.split(':')[0])).toEqual([
        'The file is not UTF-8',
        'The file has 1048577 bytes, more than the 1048576 that are read',
      ]);
      expect(readable.entries.map(({ key }) => key)).toEqual(['vmsmp/27']);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('that is not there is a problem', () => {
    const { problems, knowledge } = loadKnowledge(['no/such/directory']);

    expect(knowledge).toBeUndefined();
    expect(problems[0]?.message).toContain('cannot be read');
  });
});
