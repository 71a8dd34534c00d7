import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importMessages, writeTable } from '../../src/knowledge/import-messages.ts';
import { loadTree, TREE } from './small-knowledge.ts';

const OPTIONS = { provider: 'storvsp', source: 'a document', lang: 'en' } as const;

const FLUSH = '0xc0060001 | The Storage VSP failed to flush a drive mounted in loopback mode. \\r\\n';
const NEWEST =
  "0x40060007 | The storage device in '%2' is loaded and the protocol version is negotiated to the most recent version (Virtual machine ID %3).\\r\\n";
const VERSION =
  "0x80060006 | A storage device in '%2' loaded.  Server version %4  Client version %5 (Virtual machine ID %3).\\r\\n";
const HEAD = ['Message identifier | Message string', '--- | ---'];

const STORVSP = [
  '## storvsp.sys',
  '',
  'Path: %SystemRoot%\\System32\\drivers\\storvsp.sys',
  '',
  '### 6.1.7601.17734',
  '',
  ...HEAD,
  VERSION,
  FLUSH,
  '',
  '### 6.3.9600.16384, 6.3.9600.18575',
  '',
  ...HEAD,
  NEWEST,
  VERSION,
  FLUSH,
].join('\n');

const texts = (markdown: string) =>
  importMessages(markdown, OPTIONS).tables.flatMap(({ rows }) =>
    rows.map(({ identifier, text }) => `${identifier} ${text}`),
  );
const document = (...rows: string[]) => ['## a.sys', '### 1.0', ...HEAD, ...rows].join('\n');

describe('importing a message table', () => {
  it('merges equal rows over the builds, sorted by identifier, and keeps the wording', () => {
    const { tables, faults, dropped } = importMessages(STORVSP, OPTIONS);

    expect({ faults, dropped }).toEqual({ faults: [], dropped: 0 });
    expect(tables).toEqual([
      {
        file: 'storvsp.sys',
        provider: 'storvsp',
        lang: 'en',
        source: 'a document',
        builds: ['6.1.7601.17734', '6.3.9600.16384', '6.3.9600.18575'],
        rows: [
          {
            identifier: '0x40060007',
            text: "The storage device in '%2' is loaded and the protocol version is negotiated to the most recent version (Virtual machine ID %3).",
            builds: [1, 2],
          },
          {
            identifier: '0x80060006',
            text: "A storage device in '%2' loaded.  Server version %4  Client version %5 (Virtual machine ID %3).",
            builds: [0, 1, 2],
          },
          {
            identifier: '0xC0060001',
            text: 'The Storage VSP failed to flush a drive mounted in loopback mode.',
            builds: [0, 1, 2],
          },
        ],
      },
    ]);
  });

  it.each([
    ['bars at both ends', document('| 0x1 | a text |'), ['0x00000001 a text']],
    ['an escaped bar', document('0x1 | a \\| b'), ['0x00000001 a | b']],
    ['an escaped bar at the end', document('| 0x1 | a \\|'), ['0x00000001 a |']],
    ['a bar in the text', document('0x1 | a | b'), ['0x00000001 a | b']],
    [
      'formats, inner breaks and %0',
      document('0x1 | %1!s!: %2!08x!%n%t%3\\r\\nb%0'),
      ['0x00000001 %1!s!: %2!08x!%n%t%3\\r\\nb%0'],
    ],
    ['the breaks at the end alone', document('0x1 | a\\r\\n b \\r\\n\\r\\n'), ['0x00000001 a\\r\\n b']],
    ['capital hex and no blanks', document('0XC006000A|a'), ['0xC006000A a']],
    [
      'alignment colons',
      ['## a.sys', '### 1.0', '|Message identifier|Message string|', '|:---|---:|', '|0x1|a|'].join('\n'),
      ['0x00000001 a'],
    ],
    ['Windows line ends and a byte order mark', `\uFEFF${STORVSP.replaceAll('\n', '\r\n')}`, texts(STORVSP)],
    [
      'two texts of one identifier',
      document('0x2 | b', '0x1 | z', '0x1 | a'),
      ['0x00000001 z', '0x00000001 a', '0x00000002 b'],
    ],
  ])('reads %s', (_, markdown, expected) => {
    expect(importMessages(markdown, OPTIONS).faults).toEqual([]);
    expect(texts(markdown)).toEqual(expected);
  });

  it('joins builds that come back, and counts what is no event', () => {
    const markdown = [
      document('0x1 | a', '0x50000002 | Error', '0xb0010003 | c', '0x2 | \\r\\n'),
      '### 1.0, 2.0',
      ...HEAD,
      '0x1 | a',
    ].join('\n');
    const { tables, dropped } = importMessages(markdown, OPTIONS);

    expect(dropped).toBe(2);
    expect(tables[0]?.builds).toEqual(['1.0', '2.0']);
    expect(tables[0]?.rows).toEqual([
      { identifier: '0x00000001', text: 'a', builds: [0, 1] },
      { identifier: '0xB0010003', text: 'c', builds: [0] },
    ]);
  });

  it('makes one table of each file', () => {
    const { tables, faults } = importMessages(`${STORVSP}\n\n${document('0x1 | a')}`, OPTIONS);

    expect(faults).toEqual([]);
    expect(tables.map(({ file, builds }) => [file, builds.length])).toEqual([
      ['storvsp.sys', 3],
      ['a.sys', 1],
    ]);
  });

  it('names line and value of every fault at once', () => {
    const markdown = [
      '### 1.0',
      '0x9 | no table',
      '## a.sys',
      ...HEAD,
      '0x1 | no build',
      '### six',
      ...HEAD,
      '12 | a',
      '0x1',
      '## b.sys',
    ];
    const { faults } = importMessages(markdown.join('\n'), OPTIONS);

    expect(
      faults.toSorted((a, b) => a.line - b.line).map(({ line, message }) => [line, message.split(':')[0]]),
    ).toEqual([
      [1, 'The builds "1.0" stand before any file'],
      [2, 'The row "0x9 | no table" stands in no table'],
      [3, '"a.sys" has no event messages'],
      [6, 'The row 0x1 belongs to no build'],
      [7, '"six" is no build'],
      [10, '"12" is no message identifier'],
      [11, 'The row 0x1 has no "|" and so no text'],
      [12, '"b.sys" has no event messages'],
    ]);
  });

  it('says so when there is no table', () => {
    expect(importMessages('just prose\n', OPTIONS).faults).toMatchObject([{ line: 1 }]);
    expect(importMessages('', OPTIONS).faults).toHaveLength(1);
  });
});

describe('writing a table', () => {
  it('gives a file that the loader reads back unchanged, however odd the texts', () => {
    const rows = [
      "0x1 | '%1': # no, {x} & *y",
      '0x2 | yes',
      '0x3 | 0x10',
      '0x4 | \\tBackslash \\\\ and "quotes"',
      `0x5 | ${'long '.repeat(60)}.`,
      '0x6 | - a',
      '0x7 | 日本語 %1。',
    ];
    const [table] = importMessages(document(...rows), OPTIONS).tables;
    if (table === undefined) throw new Error('no table');
    const yaml = writeTable(table);

    expect(yaml.split('\n').filter((line) => line.includes('text:'))).toHaveLength(rows.length);
    const { problems, readable } = loadTree({ ...TREE, 'messages/a.sys.yaml': yaml });
    expect(problems).toEqual([]);
    expect(readable.tables).toContainEqual(table);
  });

  it('reads back any text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, (value) => {
        const table = { file: 'a.sys', provider: 'storvsp', lang: 'en' as const, source: 'x', builds: ['1.0'] };
        const whole = { ...table, rows: [{ identifier: '0x00000001', text: value.trim(), builds: [0] }] };
        expect(loadTree({ ...TREE, 'messages/a.sys.yaml': writeTable(whole) }).readable.tables).toContainEqual(whole);
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  it('never throws on any document', () => {
    const piece = fc.constantFrom(
      '## a',
      '### 1.0',
      '---|---',
      '|',
      '0x1',
      '\\',
      '\n',
      '\r',
      ' ',
      '#',
      '\\r\\n',
      '\ud800',
      'text',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { tables, faults } = importMessages(pieces.join(''), OPTIONS);
        expect(tables.length + faults.length).toBeGreaterThan(0);
      }),
      { seed: 27, numRuns: 500 },
    );
  });
});
