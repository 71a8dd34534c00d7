import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCard, buildFindingCard } from '../../src/card/build-card.ts';
import type { Block, Card, FindingCard, Span, Text } from '../../src/card/card.ts';
import { say } from '../../src/card/words.ts';
import type { Answer, FindingVerdict } from '../../src/finding.ts';
import { LANGS } from '../../src/lang.ts';
import { answer, anyAnswer, finding, fullFinding } from './answers.ts';

function blockOf<T extends Block['type']>(
  { blocks }: FindingCard,
  type: T,
  part?: string,
): Extract<Block, { type: T }> {
  const found = blocks.find(
    (block): block is Extract<Block, { type: T }> =>
      block.type === type && (part === undefined || ('part' in block && block.part === part)),
  );
  if (found === undefined) throw new Error(`no block ${type}`);
  return found;
}

const flat = (text: Text): string => text.map((span) => span.text).join('');

/** All spans of a card, wherever they are. */
function spansIn(value: unknown): Span[] {
  if (Array.isArray(value)) return value.flatMap(spansIn);
  if (value === null || typeof value !== 'object') return [];
  if ('kind' in value && 'text' in value) return [value as Span];
  return Object.values(value).flatMap(spansIn);
}

function verdictWords({ head, findings }: Card): string[] {
  return [...head, ...findings.flatMap(({ blocks }) => blocks)].flatMap((block) =>
    block.type === 'verdict'
      ? [block.sign.word]
      : block.type === 'summary'
        ? block.lines.map(({ sign }) => sign.word)
        : [],
  );
}

describe('one finding', () => {
  test('the verdict stands first and the rest in the order of reading', () => {
    const questions = [{ id: 'vmsmp/26/q', text: 'Did it start?' }];
    const cases = [{ id: 'a', verdict: 'ignore' as const, trigger: 'It started.' }];
    const card = buildFindingCard(fullFinding('web-07', { verdict: 'conditional', questions, cases }), 'en');

    expect(card.blocks.map((block) => ('part' in block ? block.part : block.type))).toEqual([
      'verdict',
      'title',
      'explanation',
      'questions',
      'cases',
      'action',
      'facts',
      'course',
      'evidence',
      'references',
      'related',
      'appliesTo',
    ]);
  });

  test('blocks without content are left out', () => {
    const card = buildFindingCard(finding(), 'en');

    expect(card.blocks.map(({ type }) => type)).toEqual(['verdict', 'title']);
  });

  test.each([
    ['ignore', 'Safe to ignore', '無視して問題ありません'],
    ['conditional', 'Safe only if a condition holds', '条件付きで無視できます'],
    ['action', 'Action needed', '対応が必要です'],
    ['info', 'For information', '情報'],
    ['unknown', 'Unknown - do not ignore on our word', '不明（判断できません）'],
  ] as const)('a known event says its verdict %s', (verdict, en, ja) => {
    expect(blockOf(buildFindingCard(finding({ verdict }), 'en'), 'verdict').sign.word).toBe(en);
    expect(blockOf(buildFindingCard(finding({ verdict }), 'ja'), 'verdict').sign.word).toBe(ja);
  });

  test('a condition under which nothing may be ignored does not promise so', () => {
    const cases = [
      { id: 'a', verdict: 'action' as const, trigger: 'It is older.' },
      { id: 'b', verdict: 'info' as const, trigger: 'It is the same.' },
    ];
    const { sign } = blockOf(buildFindingCard(finding({ verdict: 'conditional', cases }), 'en'), 'verdict');

    expect(sign).toMatchObject({ name: 'conditional', word: 'It depends on a condition' });
  });

  test('open cases say "if ... then ..."', () => {
    const cases = [
      { id: 'a', verdict: 'ignore' as const, trigger: 'Both names are empty.' },
      { id: 'b', verdict: 'action' as const, trigger: '`sc query` shows it.' },
    ];
    const list = blockOf(buildFindingCard(finding({ verdict: 'conditional', cases }), 'en'), 'list', 'cases');

    expect(list.items.map(flat)).toEqual([
      'If: Both names are empty. Then: Safe to ignore',
      'If: sc query shows it. Then: Action needed',
    ]);
    expect(list.items[1]).toContainEqual({ kind: 'code', text: 'sc query' });
  });

  test('decoded values stand beside the printed ones, and an empty one is said to be empty', () => {
    const inserts = { client: '196610', 'client.decoded': 'NVSP 3.2', port: '', Odd: 'x' };
    const { rows } = blockOf(buildFindingCard(finding({ inserts }), 'ja'), 'facts');

    expect(rows.map(({ name, value, meaning = [] }) => [name, value, meaning].map(flat))).toEqual([
      ['クライアント バージョン', '196610', 'NVSP 3.2'],
      ['ポート', '（空）', ''],
      ['Odd', 'x', ''],
    ]);
    expect(rows[2]?.name).toEqual([{ kind: 'event', text: 'Odd' }]);
  });

  test('a name without a label is readable, and one that Windows writes stays as it is', () => {
    const inserts = { 'ring-buffer-size': '4', 'Ring-Buffer': '5', param1: '6' };
    const { rows } = blockOf(buildFindingCard(finding({ inserts }), 'en'), 'facts');

    expect(rows.map(({ name }) => name)).toEqual([
      [{ kind: 'event', text: 'ring buffer size' }],
      [{ kind: 'event', text: 'Ring-Buffer' }],
      [{ kind: 'event', text: 'param1' }],
    ]);
  });

  test('several occurrences list their values instead of the first one alone', () => {
    const occurrences: Record<string, string>[] = [
      { vm: 'web-07' },
      { vm: 'db-01', client: '2', 'client.decoded': 'NVSP 0.2' },
    ];
    const card = buildFindingCard(finding({ count: 3, inserts: { vm: 'web-07' }, occurrences }), 'en');

    expect(blockOf(card, 'list', 'occurrences').items.map(flat)).toEqual([
      'Virtual machine: web-07',
      'Virtual machine: db-01, Client version: 2 (NVSP 0.2)',
    ]);
    expect(card.blocks.some(({ type }) => type === 'facts')).toBe(false);
    expect(blockOf(card, 'title').count).toBe(3);
  });

  test('a long value is cut and its length said', () => {
    const { rows } = blockOf(buildFindingCard(finding({ inserts: { vm: 'x'.repeat(10_000) } }), 'en'), 'facts');

    expect(flat(rows[0]?.value ?? [])).toBe(`${'x'.repeat(300)} ... (10,000 characters)`);
  });

  test('backticks of the knowledge mark what is typed; an odd one is a character', () => {
    const [paragraph] = blockOf(
      buildFindingCard(finding({ action: 'Run `ver` in 5` minutes.' }), 'en'),
      'paragraphs',
      'action',
    ).paragraphs;

    expect(paragraph).toEqual([
      { kind: 'plain', text: 'Run ' },
      { kind: 'code', text: 'ver' },
      { kind: 'plain', text: ' in 5' },
      { kind: 'plain', text: '` minutes.' },
    ]);
  });

  test('everything that the paste may have written is marked as such', () => {
    const spans = spansIn(buildFindingCard(fullFinding('HOSTILE'), 'en'));

    const withIt = spans.filter(({ text }) => text.includes('HOSTILE'));
    expect(withIt.length).toBeGreaterThanOrEqual(7);
    expect(withIt.every(({ kind }) => kind === 'event')).toBe(true);
  });

  test.each(['candidates', 'similar', 'unknown'] as const)(
    'the words of kind %s repeat the paste, so they are marked',
    (kind) => {
      const words = { provider: 'HOSTILE source', title: 'HOSTILE', explanation: 'HOSTILE', action: 'HOSTILE' };
      const spans = spansIn(buildFindingCard(finding({ kind, ...words }), 'en'));

      const withIt = spans.filter(({ text }) => text.includes('HOSTILE'));
      expect(withIt).toHaveLength(4);
      expect(withIt.every((span) => span.kind === 'event')).toBe(true);
    },
  );
});

test('a name that the title of a guess repeats is said once', () => {
  const guess = finding({ kind: 'candidates', provider: undefined, title: 'Event ID 26: which source?' });

  expect(blockOf(buildFindingCard(guess, 'en'), 'title').name).toEqual([]);
  expect(flat(blockOf(buildFindingCard(finding({ title: 'VMSMP 26 fails' }), 'en'), 'title').name)).toBe('VMSMP 26');
});

test('related events are named as one asks for them', () => {
  const seeAlso = [
    { key: 'storvsp/5', title: 'Storage' },
    { key: 'status/x', title: 'Status' },
  ];
  const block = blockOf(buildFindingCard(finding({ seeAlso }), 'en'), 'entries', 'related');

  expect(block.entries.map(({ key, name }) => [key, flat(name)])).toEqual([
    ['storvsp/5', 'storvsp 5'],
    ['status/x', 'status/x'],
  ]);
});

describe('no verdict without knowledge', () => {
  const candidates = [
    { key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'Network driver', verdict: 'ignore' as const },
    { key: 'status/x', provider: 'Get-VMIntegrationService', title: 'Mismatch', verdict: 'ignore' as const },
  ];

  test.each(['candidates', 'similar', 'unknown'] as const)('kind %s never shows "safe to ignore"', (kind) => {
    for (const lang of LANGS) {
      const card = buildCard(
        answer([finding({ kind, verdict: 'ignore', candidates }), finding({ kind, candidates })], lang),
      );
      const shown = JSON.stringify(card);

      expect(shown).not.toContain(say('sign.ignore', lang));
      expect(shown).not.toContain('✅');
    }
  });

  test('a guess asks "did you mean" and says how to ask', () => {
    const block = blockOf(buildFindingCard(finding({ kind: 'similar', candidates }), 'en'), 'entries', 'candidates');

    expect(block.heading).toBe('Did you mean ...?');
    expect(block.entries.map(({ name }) => flat(name))).toEqual(['VMSMP 26', 'Get-VMIntegrationService']);
    expect(block.hint).toContainEqual({ kind: 'code', text: 'VMSMP 26' });
  });

  test('property: "safe to ignore" is said only of a known event that is', () => {
    fc.assert(
      fc.property(anyAnswer, (any) => {
        const may = any.findings.some(({ kind, verdict }) => kind === 'known' && verdict === 'ignore');
        const says = verdictWords(buildCard(any)).includes(say('sign.ignore', any.lang));
        expect(says).toBe(may);
      }),
      { seed: 26, numRuns: 300 },
    );
  });
});

describe('several findings', () => {
  const verdicts: FindingVerdict[] = ['ignore', 'info', 'unknown', 'conditional', 'action'];

  test('the most urgent first, in the summary and below, and counts are said', () => {
    const card = buildCard(answer(verdicts.map((verdict, i) => finding({ verdict, eventId: i, count: i + 1 }))));

    const [summary] = card.head;
    if (summary?.type !== 'summary') throw new Error('no summary');
    expect(summary.heading).toBe('5 different events, the most urgent first');
    expect(summary.lines.map(({ sign, count }) => [sign.name, count])).toEqual([
      ['action', 5],
      ['conditional', 4],
      ['unknown', 3],
      ['info', 2],
      ['ignore', 1],
    ]);
    expect(card.findings.map(({ sign }) => sign)).toEqual(['action', 'conditional', 'unknown', 'info', 'ignore']);
  });

  test('equally urgent ones keep the order of the paste', () => {
    const card = buildCard(
      answer([finding({ key: 'a/1' }), finding({ key: 'b/2' }), finding({ key: 'c/3', verdict: 'action' })]),
    );

    expect(card.findings.map(({ key }) => key)).toEqual(['c/3', 'a/1', 'b/2']);
  });

  test('one finding needs no summary', () => {
    expect(buildCard(answer([finding()])).head).toEqual([]);
  });

  test('an answer that is shown is not changed', () => {
    const given = answer([finding({ verdict: 'ignore' }), finding({ verdict: 'action' })]);
    const before = structuredClone(given);

    buildCard(given);

    expect(given).toEqual(before);
  });
});

test('no finding: a friendly sentence and two examples', () => {
  const card = buildCard(answer([], 'ja'));

  expect(card.findings).toEqual([]);
  const [verdict, examples] = card.head;
  expect(verdict).toMatchObject({ type: 'verdict', sign: { name: 'nothing' } });
  if (examples?.type !== 'list') throw new Error('no examples');
  expect(examples.items).toHaveLength(2);
});

test('what was left out is said', () => {
  const given: Answer = { ...answer([finding()]), leftOut: { characters: 12_345, events: 0, findings: 2 } };
  const notes = buildCard(given).foot.flatMap((block) => (block.type === 'note' ? [flat(block.text)] : []));

  expect(notes).toEqual([
    'The paste was too long: the last 12,345 characters were not read.',
    'Too many different events: 2 of the less urgent ones are not shown.',
  ]);
});
