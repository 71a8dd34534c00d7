import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/knowledge/rules/all.ts';
import { samples } from '../../src/knowledge/rules/samples.ts';
import type { JudgedSample } from '../../src/knowledge/rules/rule.ts';
import {
  changed,
  ENTRY,
  lineWith,
  lintTree,
  places,
  PLAIN_ENTRY,
  PROVIDERS,
  REFERENCES,
  TREE,
  type Tree,
} from './small-knowledge.ts';

const EVENT = 'events/vmsmp/26.yaml';
const PLAIN = 'events/storvsp/7.yaml';
const TABLE = 'messages/storvsp.sys.yaml';

/** An exchange in one file of the faultless tree: what must be reported, or nothing. */
interface Example {
  path: string;
  from: string;
  to: string;
}

const plain = (from: string, to: string): Example => ({ path: PLAIN, from, to });
const event = (from: string, to: string): Example => ({ path: EVENT, from, to });
const file = (path: string, from: string, to: string): Example => ({ path, from, to });
const apply = ({ path, from, to }: Example): Tree => changed(path, from, to);

const judged = (result: Partial<JudgedSample>) => (): JudgedSample => ({ verdict: 'info', open: false, ...result });

const wanting = (wanted: string) => PLAIN_ENTRY.replace('case: always', `case: ${wanted}`);

it('faultless knowledge has no problems', () => {
  expect(lintTree(TREE)).toEqual([]);
});

it('rules have different names and say what they promise', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  for (const { description } of RULES) expect(description).toMatch(/^[A-Z].*\.$/);
});

/** rule, example that breaks it, part of the line that is reported (in the changed file), part of the sentence. */
const FAULTS: [rule: string, example: Example, line: string, sentence: string][] = [
  ['languages', plain('ja: 読み込み }', 'ja: Loaded }'), 'title:', 'no Japanese character'],
  ['languages', plain('en: All is well.', 'en: 正常です。'), 'explanation:', 'write it in English'],
  ['languages', plain('lang: en, text', 'lang: ja, text'), 'lang: ja', 'no Japanese character'],
  ['languages', plain('en: [loaded]', 'en: [起動]'), 'phrases:', 'write it in English'],
  ['languages', file('codes.yaml', 'ja: アクセスが拒否されました。', 'ja: Access denied'), 'ja: Access', 'no Japanese'],
  ['dead-reference', event('source: kb972108', 'source: kb972109'), 'kb972109', 'Did you mean "kb972108"?'],
  ['dead-reference', event('references: [kb972108]', 'references: [kb972108, kb1]'), 'kb1', 'references.yaml'],
  [
    'unused-reference',
    file('references.yaml', REFERENCES, `${REFERENCES}kb1: { title: a, publisher: b }\n`),
    'kb1',
    'No entry cites',
  ],
  ['see-also', plain('reviewed:', 'seeAlso: [vmsmp/27]\nreviewed:'), 'seeAlso:', 'Did you mean "vmsmp/26"?'],
  ['see-also', plain('reviewed:', 'seeAlso: [storvsp/7]\nreviewed:'), 'seeAlso:', 'itself'],
  ['protocols', event('protocol: nvsp, is:', 'protocol: nvps, is:'), 'nvps', 'Did you mean "nvsp"?'],
  ['protocols', event('client: { protocol: nvsp }', 'client: { protocol: netvsp }'), 'netvsp', 'protocols.yaml'],
  ['protocols', event('reviewed:', 'negotiation: { protocol: x, guest: client }\nreviewed:'), 'negotiation:', '"x"'],
  ['protocols', event('{ version: 3.1 }', '{ version: "3,1" }'), '3,1', 'numbers with dots'],
  [
    'inserts',
    event('insert: client, protocol', 'insert: cleint, protocol'),
    'cleint',
    'Did you mean "client"? Known: vm, client.',
  ],
  ['inserts', event('{ version: 3.1 }', '{ insert: server }'), 'insert: server', '"server"'],
  ['inserts', event('decode:\n', 'decode:\n  server: code\n'), 'server: code', '"server"'],
  [
    'inserts',
    event('reviewed:', 'negotiation: { protocol: nvsp, host: server }\nreviewed:'),
    'negotiation:',
    '"server"',
  ],
  ['inserts', plain("'{vm}'", "'{VM name}'"), '{VM name}', 'is no insert'],
  ['inserts', plain("'{vm}'", "'{vm'"), "'{vm'", 'is no insert'],
  ['inserts', plain("'{vm}'", "'vm}'"), "'vm}'", 'stands alone'],
  ['questions', event('- { ask: works }', '- { ask: work }'), 'ask: work }', 'Did you mean "works"?'],
  [
    'questions',
    event('questions:\n', 'questions:\n  first: { en: First start?, ja: 最初の起動ですか? }\n'),
    'first:',
    'No case asks',
  ],
  ['questions', event('answers: { works: yes }', 'answers: { works: yes, wrks: no }'), 'wrks', 'Did you mean "works"?'],
  ['ids', event('- id: old', '- id: works'), '- id: works', 'Two cases'],
  ['ids', event('id: refused, lang: ja', 'id: refused, lang: en'), 'lang: en, text: "\'', 'by "wording"'],
  ['ids', event('{ message: refused }', '{ message: refuse }'), 'message: refuse }', 'Did you mean "refused"?'],
  ['ids', event('case: old', 'case: older'), 'case: older', 'Did you mean "old"?'],
  ['ids', plain('id: always', 'id: open'), 'id: open', 'means something else'],
  ['verdict-source', plain('verdict: info', 'verdict: action'), 'verdict: action', 'without a source'],
  [
    'verdict-source',
    plain('verdict: info', 'when: [{ insert: vm, is: empty }]\n    verdict: ignore'),
    'verdict: ignore',
    'without a source',
  ],
  [
    'unconditional-ignore',
    plain('verdict: info', 'verdict: ignore\n    references: [kb972108]'),
    'verdict: ignore',
    'for every such event',
  ],
  ['identifiers', event('0xC005001A', '0xC005001B'), 'identifier:', 'is event 27, but this file is event 26'],
  ['identifiers', event('level: error', 'level: warning'), 'level:', 'say "error"'],
  ['identifiers', event('0xC005001A', '0x5000001A'), 'identifier:', 'is no event'],
  [
    'identifiers',
    file('status/get-state.yaml', 'lang: en,', 'lang: en, identifier: 0xC0050001,'),
    'lang: en',
    'a status message has no identifier',
  ],
  ['ties', file('status/get-state.yaml', 'The state of the device', 'THE storage device'), 'lang: en', '"seeAlso"'],
  ['codes-sorted', file('codes.yaml', '0x00000005', '0x80070006'), '0x80070005', 'behind 0x80070006'],
  [
    'providers',
    file('providers.yaml', '[vmswitch]', '[vmswitch, StorVSP]'),
    'name: storvsp',
    'already a name of "vmsmp"',
  ],
  [
    'providers',
    file('providers.yaml', '[vmswitch]', '[Microsoft-Windows-VMSMP]'),
    'aliases:',
    'says the same as "VMSMP"',
  ],
  ['providers', file('providers.yaml', '[disk,', '[disk, vmswitch,'), 'foreign:', 'is foreign and also'],
  ['providers', file('providers.yaml', '[disk,', '[disk, Disk,'), 'foreign:', 'twice'],
  ['providers', file('providers.yaml', '[disk,', '[Microsoft-Windows-,'), 'foreign:', 'no letters'],
  [
    'providers',
    file('providers.yaml', 'aliases: [vmswitch]', 'aliases: [vmswitch]\n    related: [storvsc]'),
    'related:',
    'Did you mean "storvsp"?',
  ],
  ['reviewed', plain('reviewed: 2026-11-20', 'reviewed: 2026-11-21'), 'reviewed:', 'lies in the future'],
  ['tables', file(TABLE, 'provider: storvsp', 'provider: storvps'), 'provider:', 'Did you mean "storvsp"?'],
  ['tables', file(TABLE, '0xC0060001', '0x50000002'), '0x50000002', 'not an event'],
  ['tables', file(TABLE, 'builds: [0, 1]', 'builds: [0, 2]'), '[0, 2]', 'no build number 2'],
  ['todo', plain('en: At start.', 'en: "TODO: when"'), 'trigger:', 'from the scaffold'],
  ['no-case', plain(/cases:[^]*?(?=samples)/.exec(PLAIN_ENTRY)?.[0] ?? '', ''), 'title:', 'The entry has no case'],
];

describe('rules report', () => {
  it.each(FAULTS)('%s: %o', (rule, example, line, sentence) => {
    const tree = apply(example);
    const found = lintTree(tree).filter((problem) => problem.rule === rule && problem.message.includes(sentence));

    expect(found.map((problem) => problem.file)).toEqual([`kb/${example.path}`]);
    expect(tree[example.path]?.split('\n')[(found[0]?.line ?? 0) - 1]).toContain(line);
  });

  it('cases behind one without conditions', () => {
    const reversed = ENTRY.replace(/(cases:\n)([^]*?)( {2}- id: old[^]*?)(samples:)/, '$1$3$2$4');
    const found = lintTree({ ...TREE, [EVENT]: reversed });

    expect(places(found)).toEqual([`kb/${EVENT}:${lineWith(reversed, '- id: works')} dead-case`]);
  });

  it('an ID of two severities in the tables whose entry names no identifier', () => {
    const tree = changed(
      TABLE,
      '  - { identifier: 0xC0060001',
      '  - { identifier: 0xC0060007, text: Access violation, builds: [0] }\n  - { identifier: 0xC0060001',
    );
    const found = lintTree(tree);

    expect(places(found)).toEqual([`kb/${PLAIN}:5 identifiers`]);
    expect(found[0]?.message).toContain('0x40060007 and 0xC0060007');
    expect(lintTree(changed(PLAIN, 'lang: en,', 'lang: en, identifier: 0x40060007,', tree))).toEqual([]);
  });
});

/** What looks like a fault and is none. */
const FINE: [string, Example][] = [
  [
    'Japanese in quotes in an English text',
    plain('en: All is well. No', 'en: The state 「正常」 ("正常") is printed. No'),
  ],
  ['a phrase of names in both languages', plain('en: [loaded], ja: [読み込み]', 'en: [storvsp 7], ja: [storvsp 7]')],
  ['a link to an entry', plain('reviewed:', 'seeAlso: [vmsmp/26]\nreviewed:')],
  ['braces that are text', plain("'{vm}'", "'{{x}} {vm}'")],
  [
    'an insert that only a parameter gives',
    event(
      'parameters: [vm, client]',
      'parameters: [vm, client, server]\nnegotiation: { protocol: nvsp, host: server }',
    ),
  ],
  [
    'two wordings under one id',
    event(
      '{ id: refused, lang: ja',
      '{ id: refused, lang: en, wording: NEC, text: other }\n  - { id: refused, lang: ja',
    ),
  ],
  [
    'an ignore for every event that the entry explains',
    plain('verdict: info', 'verdict: ignore\n    references: [kb972108]'),
  ],
  [
    'an entry without cases that says what that means',
    plain(
      /cases:[^]*?(?=samples)/.exec(PLAIN_ENTRY)?.[0] ?? '',
      'otherwise: { explanation: { en: a, ja: あ。 }, action: { en: b, ja: い。 } }\n',
    ),
  ],
  ['a review of today', plain('reviewed: 2026-11-20', 'reviewed: 2026-11-19')],
  ['a text without inserts on an identifier of a manifest', event('0xC005001A', '0xB003001A')],
  ['related providers', file('providers.yaml', 'aliases: [vmswitch]', 'aliases: [vmswitch]\n    related: [storvsp]')],
];

describe('rules accept', () => {
  it.each(FINE)('%s', (name, example) => {
    const tree = apply(example);
    const fixed = name.startsWith('an ignore')
      ? changed(PLAIN, 'reviewed:', 'references: [{ source: kb972108, supports: always harmless }]\nreviewed:', tree)
      : tree;
    const sampled = name.startsWith('an entry without') ? changed(PLAIN, 'case: always', 'case: none', fixed) : fixed;

    expect(lintTree(sampled)).toEqual([]);
  });

  it('the same text under two keys when one names the other', () => {
    const tied = changed('status/get-state.yaml', 'The state of the device', 'The storage device');

    expect(places(lintTree(tied))).toEqual(['kb/status/get-state.yaml:7 ties']);
    expect(lintTree(changed(PLAIN, 'reviewed:', 'seeAlso: [status/get-state]\nreviewed:', tied))).toEqual([]);
  });
});

describe('broken files', () => {
  it('do not hide the faults of others, and cause none of their own making', () => {
    const tree = {
      ...TREE,
      [EVENT]: ENTRY.replace('verdict: ignore', 'verdict: x'),
      [PLAIN]: PLAIN_ENTRY.replace('reviewed: 2026', 'seeAlso: [vmsmp/26]\nreviewed: 2027'),
    };

    expect(places(lintTree(tree))).toEqual([
      `kb/${PLAIN}:${lineWith(PLAIN_ENTRY, 'reviewed:') + 1} reviewed`,
      `kb/${EVENT}:${lineWith(ENTRY, 'verdict: ignore')} schema`,
    ]);
  });

  it.each(['providers.yaml', 'references.yaml', 'protocols.yaml'])('%s is reported alone', (path) => {
    expect(places(lintTree({ ...TREE, [path]: 'a: [' }))).toEqual([`kb/${path}:1 yaml`]);
  });
});

describe('samples', () => {
  const tree: Tree = {
    'providers.yaml': PROVIDERS,
    [PLAIN]: PLAIN_ENTRY,
  };
  const lint = (result: Partial<JudgedSample>, text = PLAIN_ENTRY) =>
    lintTree(
      { ...tree, [PLAIN]: text.replace(/notThis: .*\n/, '') },
      { judgeSample: judged(result), rules: [samples] },
    );
  const HIT = { key: 'storvsp/7', case: 'always' };

  it.each([
    ['their case', PLAIN_ENTRY, HIT],
    ['no case', wanting('none'), { key: 'storvsp/7', verdict: 'unknown' }],
    ['an open question', wanting('open'), { key: 'storvsp/7', verdict: 'conditional', open: true }],
  ])('hit %s', (_, text, result) => {
    expect(lint(result, text)).toEqual([]);
  });

  it.each([
    ['nothing', PLAIN_ENTRY, {}, 'hits no entry'],
    ['another entry', PLAIN_ENTRY, { key: 'storvsp/5', case: 'always' }, 'hits "storvsp/5" instead'],
    ['another case', PLAIN_ENTRY, { key: 'storvsp/7', case: 'other' }, 'case "other" decides'],
    ['an open question', PLAIN_ENTRY, { key: 'storvsp/7', verdict: 'conditional', open: true }, 'cannot be told'],
    ['a case where none should hold', wanting('none'), HIT, 'should hit no case, but case "always" decides'],
    ['a case where it should stay open', wanting('open'), HIT, 'should stay open'],
    ['no case where one should hold', PLAIN_ENTRY, { key: 'storvsp/7', verdict: 'unknown' }, 'no case holds'],
  ])('are reported when they hit %s', (_, text, result, sentence) => {
    const problems = lint(result, text);

    expect(places(problems)).toEqual([`kb/${PLAIN}:${lineWith(text, '- { text:')} samples`]);
    expect(problems[0]?.message).toContain(sentence);
  });

  it('are judged with their answers', () => {
    const asked: unknown[] = [];
    lintTree(TREE, {
      judgeSample(text, answers) {
        asked.push([text.slice(0, 3), answers]);
        return { verdict: 'info', open: false };
      },
    });

    expect(asked).toContainEqual(['NIC', { works: 'yes' }]);
    expect(asked).toHaveLength(10);
  });

  it.each([
    [{ ...HIT, verdict: 'ignore' }, 1],
    [{ key: 'storvsp/7', verdict: 'conditional', open: true }, 1],
    [{ key: 'storvsp/7', verdict: 'unknown' }, 0],
    [{ key: 'storvsp/5', verdict: 'ignore' }, 0],
    [{}, 0],
  ])('near misses must get no verdict of the entry: %o', (result, problems) => {
    const text = PLAIN_ENTRY.replace(/notThis: .*/, 'notThis:\n  - another text');
    const judgeSample = (sample: string): JudgedSample => ({
      verdict: 'info',
      open: false,
      ...(sample === 'another text' ? result : HIT),
    });
    const found = lintTree({ ...tree, [PLAIN]: text }, { judgeSample });

    expect(places(found)).toEqual(problems === 0 ? [] : [`kb/${PLAIN}:${lineWith(text, 'another text')} samples`]);
  });
});
