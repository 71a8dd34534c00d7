import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../adapters/http/card-html.ts';
import { renderTerminal } from '../adapters/cli/terminal.ts';
import { createAnswerer } from '../src/answer.ts';
import { buildCard } from '../src/card/build-card.ts';
import { renderMarkdown } from '../src/card/markdown.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { AnswerSchema } from './answer-schema.ts';

const { knowledge } = loadKnowledge(['knowledge']);
if (!knowledge) throw new Error('the knowledge has faults: see hvevent kb lint');
const answerer = createAnswerer(knowledge);
const SEED = 20_261_120;

/** Pieces that readers and matchers look for, in any order and number. */
const PIECES = [
  'VMSMP',
  'storvsp',
  ' 26',
  ' 5',
  'Event ID: ',
  'Source: ',
  'ソース：',
  'イベントID：',
  '説明：\n',
  '\n',
  '\r\n',
  '\t',
  '  ',
  ': ',
  "''",
  '"',
  '>',
  '> ',
  '<Event>',
  '<Provider Name="storvsp"/>',
  '<EventID Qualifiers="49158">5</EventID>',
  '</Event>',
  '&lt;',
  '&amp;',
  '{',
  '}',
  '[',
  ']',
  '|',
  ',',
  '%%21',
  '0xC0060005',
  '-1073348603',
  'NIC driver on ',
  'cannot load because it is incompatible with the server virtualization stack. Server version ',
  ' Client version ',
  '3.2',
  '196610',
  '(VMID ',
  'スイッチ ',
  ' のポート ',
  ' へ NIC ',
  ' を接続できませんでした。状態 = ',
  'C000003A',
  'エラー',
  '警告',
  '```',
  '**',
  '- ',
  '\u0000',
  '\u001B[31m',
  '\u202E',
  '\uD800',
  '\uFEFF',
  'ﾄﾞ',
  '２６',
];
const paste = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc
    .constantFrom(...knowledge.entries.flatMap(({ samples }) => samples.map(({ text }) => text)))
    .chain((text) =>
      fc
        .tuple(fc.nat({ max: text.length }), fc.constantFrom(...PIECES))
        .map(([at, piece]) => text.slice(0, at) + piece + text.slice(at)),
    ),
);

describe('any paste', () => {
  it('gets a valid answer that renders everywhere, in both languages', () => {
    fc.assert(
      fc.property(paste, fc.constantFrom('en', 'ja'), (text, lang) => {
        const answer = answerer.answer(text, { lang });
        AnswerSchema.parse(answer);
        const card = buildCard(answer);
        expect(renderTerminal(card, { width: 80, colour: true, unicode: true })).not.toBe('');
        expect(renderMarkdown(card)).not.toBe('');
        expect(renderHtml(card)).not.toBe('');
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it('never gets "ignore" without a case, a source, an explanation and a sure match', () => {
    fc.assert(
      fc.property(paste, (text) => {
        for (const finding of answerer.answer(text, { lang: 'en' }).findings) {
          if (finding.verdict !== 'ignore') continue;
          expect(finding.kind).toBe('known');
          expect(finding.case).toBeDefined();
          expect(finding.references.length).toBeGreaterThan(0);
          expect(finding.confidence).toBeGreaterThan(0.85);
        }
      }),
      { seed: SEED + 1, numRuns: 3000 },
    );
  });

  it('says the same in both languages', () => {
    const decision = (text: string, lang: 'en' | 'ja') =>
      answerer
        .answer(text, { lang })
        .findings.map(({ kind, key, verdict, case: one, count }) => ({ kind, key, verdict, one, count }));
    fc.assert(
      fc.property(paste, (text) => {
        expect(decision(text, 'ja')).toEqual(decision(text, 'en'));
      }),
      { seed: SEED + 2, numRuns: 1000 },
    );
  });

  it.each([
    '<',
    '>',
    '[',
    '{',
    '"',
    "'",
    ':',
    '|',
    ',',
    '\n',
    ' ',
    '&amp;',
    '<Event>',
    'ソース：',
    'Event ID: ',
    'VMSMP 26 ',
    'a',
    '0xC0060005 ',
    '%%',
    '（',
    "NIC driver on '",
    'Server version ',
  ])('made of %j to the limit and beyond comes to an end', (piece) => {
    const answer = answerer.answer(piece.repeat(Math.ceil(300_000 / piece.length)), { lang: 'en' });

    expect(answer.leftOut?.characters).toBeGreaterThan(0);
  });
});

describe('the limits of a paste', () => {
  it('keeps the most urgent 64 findings in the order of the paste, and says what was left out', () => {
    const harmless = Array.from({ length: 80 }, (_, i) => `Source: disk\nEvent ID: ${i + 100}\nLevel: Error\n`).join(
      '\n',
    );
    const urgent =
      '\n種類：警告\nソース：VMSMP\nイベントID：27\n説明：\n"A"のネットワーキング ドライバーが読み込まれましたが、サーバーからの別のバージョンが含まれています。サーバー バージョン 3.2、クライアント バージョン 0.2 (VMID)。\n';
    const answer = answerer.answer(harmless + urgent);

    expect(answer.findings).toHaveLength(64);
    expect(answer.findings.at(-1)).toMatchObject({ key: 'vmsmp/27', verdict: 'action' });
    expect(answer.leftOut).toEqual({ characters: 0, events: 0, findings: 17 });
  });

  it('counts the same event once, with every distinct occurrence', () => {
    const one = (vm: string) =>
      `NIC driver on '${vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID).`;
    const [finding, ...others] = answerer.answer([one('a'), one('b'), one('a')].join('\n')).findings;

    expect(others).toEqual([]);
    expect(finding).toMatchObject({ key: 'vmsmp/26', count: 3, verdict: 'ignore' });
    expect(finding?.occurrences?.map(({ vm }) => vm)).toEqual(['a', 'b']);
  });

  it('takes the event out of the talk around it once', () => {
    const answer = answerer.answer(
      "Hi all, we see VMSMP 26 since Monday:\n\nNIC driver on 'x' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID).",
    );

    expect(answer.findings).toHaveLength(1);
    expect(answer.findings[0]).toMatchObject({ key: 'vmsmp/26' });
  });
});
