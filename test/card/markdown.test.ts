import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCard } from '../../src/card/build-card.ts';
import type { Card, Span } from '../../src/card/card.ts';
import { renderMarkdown } from '../../src/card/markdown.ts';
import { LANGS } from '../../src/lang.ts';
import { answer, anyAnswer, finding, fullFinding, HOSTILE } from './answers.ts';

const WORD_JOINER = '\u2060';

/** Markdown as CommonMark's inline rules see it: an escaped character is a letter like any other, and so is a code span. */
function bare(markdown: string): string {
  let out = '';
  let i = 0;
  while (i < markdown.length) {
    const c = markdown.charAt(i);
    if (c === '\\' && /[!-/:-@[-`{-~]/.test(markdown.charAt(i + 1))) {
      out += 'E';
      i += 2;
    } else if (c === '`') {
      let run = 0;
      while (markdown.charAt(i + run) === '`') run++;
      const end = closingRun(markdown, i + run, run);
      i = end === -1 ? i + run : end;
      out += end === -1 ? '`'.repeat(run) : 'C';
    } else {
      out += c;
      i++;
    }
  }
  return out;
}

/** Where the run of exactly `length` backticks ends that closes a code span on the same line; -1: there is none. */
function closingRun(text: string, from: number, length: number): number {
  for (let i = from; i < text.length && text.charAt(i) !== '\n';) {
    let run = 0;
    while (text.charAt(i + run) === '`') run++;
    if (run === length) return i + run;
    i += Math.max(1, run);
  }
  return -1;
}

/** What is markup: how each line begins, and the active characters left in it. */
function skeleton(markdown: string): string[] {
  return bare(markdown)
    .split('\n')
    .map((line) => {
      const begin = /^ *(?:[-+*>#=~]+|\d+[.)])(?= |$)/.exec(line)?.[0] ?? '';
      const active = line.slice(begin.length).replaceAll(/[^`*_{}[\]<>#|~&!$^]/g, '');
      return `${begin} ${active}`;
    });
}

const cardOf = (span: Span): Card => ({
  lang: 'en',
  head: [{ type: 'note', part: 'leftOut', text: [span] }],
  findings: [
    {
      sign: 'unknown',
      blocks: [
        { type: 'title', name: [span], title: [span], count: 1 },
        { type: 'paragraphs', part: 'explanation', heading: 'Why', paragraphs: [[span]] },
        { type: 'list', part: 'evidence', heading: 'Why this', ordered: true, items: [[span], [span, span]] },
        { type: 'facts', heading: 'Read', rows: [{ name: [span], value: [span], meaning: [span] }] },
      ],
    },
  ],
  foot: [],
});

describe('hostile text stays text', () => {
  test.each(HOSTILE.filter((text) => text.trim() !== '').map((text) => [text.slice(0, 40), text]))(
    '%j',
    (_name, text) => {
      for (const kind of ['event', 'plain'] as const) {
        const harmless = renderMarkdown(cardOf({ kind, text: 'x' }));
        const shown = renderMarkdown(cardOf({ kind, text }));
        expect(skeleton(shown)).toEqual(skeleton(harmless));
      }
    },
  );

  test('nothing is left that sites link or mention after Markdown is done', () => {
    for (const text of HOSTILE) {
      const shown = bare(renderMarkdown(cardOf({ kind: 'event', text })));
      expect(shown).not.toMatch(/@(?!\u2060)|:\/\/|www\./u);
    }
  });

  test('no character hides, controls or turns the writing direction', () => {
    for (const text of HOSTILE) {
      const shown = renderMarkdown(buildCard(answer([fullFinding(text)]))).replaceAll(WORD_JOINER, '');
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
      expect(shown.replaceAll('\u200d', '')).not.toMatch(/\p{Cf}/u);
      expect(shown.isWellFormed()).toBe(true);
    }
  });

  test('a value can be copied to the letter', () => {
    const shown = renderMarkdown(buildCard(answer([finding({ inserts: { vm: 'a_b* [x](y) `z` @c' } })])));

    expect(shown).toContain('- **Virtual machine:** `` a_b* [x](y) `z` @c ``\n');
  });

  test('only http and https addresses become links', () => {
    const references = [
      { title: 'Good', url: 'https://example.com/a b?x=<y>&z=(1)' },
      { title: 'Bad', url: 'javascript:alert(1)' },
      { title: 'Broken', url: 'nonsense' },
    ];
    const shown = renderMarkdown(buildCard(answer([finding({ references })])));

    expect(shown).toContain('- [Good](<https://example.com/a%20b?x=%3Cy%3E&z=(1)>)\n- Bad\n- Broken\n');
  });
});

test('a whole card', () => {
  const questions = [{ id: 'vmsmp/26/q', text: 'Does `ver` answer?' }];
  const known = finding({
    title: 'Network driver',
    verdict: 'conditional',
    questions,
    cases: [{ id: 'a', verdict: 'ignore', trigger: 'It does.' }],
    explanation: '1. Both agree.\n- Always.',
    count: 3,
  });

  expect(renderMarkdown(buildCard(answer([known])))).toBe(
    [
      '## 🟡 Safe only if a condition holds',
      '',
      'The text alone does not settle it: please answer the question below.',
      '',
      '### VMSMP 26 — Network driver (×3)',
      '',
      '#### Why it happens',
      '',
      '1\\. Both agree.',
      '',
      '\\- Always.',
      '',
      '#### Please answer',
      '',
      '- Does `ver` answer? (Yes / No)',
      '',
      '#### If ... then ...',
      '',
      '1. If: It does. Then: Safe to ignore',
      '',
    ].join('\n'),
  );
});

test('several findings: the summary, then the cards between rules', () => {
  const shown = renderMarkdown(buildCard(answer([finding(), finding({ eventId: 32, verdict: 'action' })], 'ja')));

  expect(shown).toMatch(
    /^#### 2 種類のイベント（緊急度の高い順）\n\n- 🔴 対応が必要です — VMSMP 32\n- ✅ 無視して問題ありません — VMSMP 26\n\n---\n\n## 🔴 /,
  );
  expect(shown.split('\n---\n')).toHaveLength(3);
});

test('property: any answer renders, well-formed, in both languages', () => {
  fc.assert(
    fc.property(anyAnswer, (any) => {
      for (const lang of LANGS) {
        const shown = renderMarkdown(buildCard({ ...any, lang }));
        expect(shown.isWellFormed()).toBe(true);
        expect(bare(shown)).not.toMatch(/`|[<>](?!\))(?<!\(<)[a-z]/i);
      }
    }),
    { seed: 26, numRuns: 200 },
  );
});
