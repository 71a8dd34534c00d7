import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderTerminal, type TerminalOptions } from '../../adapters/cli/terminal.ts';
import { wrap } from '../../adapters/cli/wrap.ts';
import { buildCard } from '../../src/card/build-card.ts';
import { LANGS } from '../../src/lang.ts';
import { answer, anyAnswer, finding, fullFinding, HOSTILE } from '../card/answers.ts';

const PLAIN: TerminalOptions = { width: 80, colour: false, unicode: true };
const COLOURED = { ...PLAIN, colour: true };
/** The sequences of our own, in the order they may come. */
const OUR_SEQUENCES = /\u001b\[(?:0|1|2|1;3[1-6])m/g;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe('hostile text stays text', () => {
  test.each(HOSTILE.map((text) => [text.slice(0, 40), text]))('%j', (_name, text) => {
    const shown = renderTerminal(buildCard(answer([fullFinding(text)])), COLOURED).replaceAll(OUR_SEQUENCES, '');

    expect(shown).not.toMatch(CONTROL);
    expect(shown.replaceAll('\u200d', '')).not.toMatch(/\p{Cf}/u);
    expect(shown.isWellFormed()).toBe(true);
  });

  test('control and direction characters can be seen', () => {
    const given = answer([finding({ inserts: { vm: 'a\u001b[31mb\u202Ec' } })]);

    expect(renderTerminal(buildCard(given), PLAIN)).toContain('a␛[31mb<U+202E>c');
    expect(renderTerminal(buildCard(given), { ...PLAIN, unicode: false })).toContain('a<U+001B>[31mb<U+202E>c');
  });

  test('our own sequences only where colour is wanted', () => {
    const card = buildCard(answer([fullFinding('web-07')]));

    expect(renderTerminal(card, PLAIN)).not.toContain('\u001b');
    const coloured = renderTerminal(card, COLOURED);
    expect(coloured).toContain('\u001b[1;32m✅ Safe to ignore\u001b[0m');
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(card, PLAIN));
  });
});

test('a whole card', () => {
  const known = finding({
    title: 'Network driver of a VM could not load',
    explanation: 'Both agree on an older version, and then everything works as it should; only the log is wrong.',
    inserts: { vm: 'web-07', client: '196610', 'client.decoded': 'NVSP 3.2' },
    course: ['The guest proposes 3.2.', 'The host refuses.'],
    references: [{ title: 'KB 972108', url: 'https://example.com/972108' }],
    count: 2,
  });

  expect(renderTerminal(buildCard(answer([known])), { ...PLAIN, width: 60 })).toBe(
    [
      '✅ Safe to ignore [ignore]',
      'Documented as harmless: nothing has to be done.',
      '',
      'VMSMP 26 - Network driver of a VM could not load ×2',
      '',
      'Why it happens',
      '  Both agree on an older version, and then everything works',
      '  as it should; only the log is wrong.',
      '',
      'What was read',
      '  Virtual machine  web-07',
      '  Client version   196610 = NVSP 3.2',
      '',
      'How the negotiation went',
      '  1. The guest proposes 3.2.',
      '  2. The host refuses.',
      '',
      'Sources',
      '  • KB 972108',
      '    https://example.com/972108',
      '',
    ].join('\n'),
  );
});

test('without symbols everything of ours is ASCII', () => {
  const two = answer([fullFinding('web-07', { count: 2 }), finding({ verdict: 'action' })]);
  const shown = renderTerminal(buildCard(two), { width: 72, colour: false, unicode: false });

  expect(shown).toMatch(/^[\n\u0020-\u007e]*$/);
  expect(shown).toContain('- Action needed [action] - VMSMP 26');
  expect(shown).toContain('x2');
});

test('a question says how to answer it', () => {
  const questions = [{ id: 'vmsmp/26/q', text: '起動しますか。' }];
  const shown = renderTerminal(buildCard(answer([finding({ verdict: 'conditional', questions })], 'ja')), PLAIN);

  expect(shown).toContain('  1. 起動しますか。 (はい / いいえ) --answer vmsmp/26/q=yes\n');
});

describe('lines', () => {
  test('Japanese breaks between characters, but never before 。 、 」 ー or after 「', () => {
    const text = 'ホストが「仮想スイッチ」のポートに接続できなかったため、エラーが記録されます。サーバーは正常です。';
    for (let width = 6; width <= 40; width++) {
      const lines = wrap([{ text }], { width });
      expect(lines.join('')).toBe(text);
      for (const line of lines.slice(1)) expect(line).not.toMatch(/^[。、」ーッ]/);
      for (const line of lines) expect(line).not.toMatch(/「$/);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  test('words stay whole, and one longer than the line is broken at its end', () => {
    expect(wrap([{ text: 'one two 0123456789abc three' }], { width: 10 })).toEqual([
      'one two',
      '0123456789',
      'abc three',
    ]);
  });

  test('the following lines begin below the first', () => {
    expect(wrap([{ text: 'aa bb cc' }], { width: 7, first: [{ text: '1. ' }] })).toEqual(['1. aa', '   bb', '   cc']);
  });

  test('no text is one empty line', () => {
    expect(wrap([], { width: 20 })).toEqual(['']);
  });

  test('no line is wider than the width, whatever the text, from 20 to 120 columns', () => {
    const texts = HOSTILE.map((text) => fullFinding(text, { title: text, explanation: text }));
    for (let width = 20; width <= 120; width += 5) {
      const cards = texts.filter((_text, i) => (i + width) % 4 === 0).map((one) => buildCard(answer([one])));
      for (const card of cards) {
        const widths = renderTerminal(card, { ...COLOURED, width })
          .split('\n')
          .map((line) => stringWidth(line));
        expect(Math.max(...widths)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('property: any answer, in both languages, keeps the width and holds no control character', () => {
    fc.assert(
      fc.property(anyAnswer, fc.integer({ min: 20, max: 120 }), fc.boolean(), (any, width, unicode) => {
        for (const lang of LANGS) {
          const shown = renderTerminal(buildCard({ ...any, lang }), { width, colour: true, unicode });
          const lines = shown.replaceAll(OUR_SEQUENCES, '').split('\n');
          for (const line of lines) if (stringWidth(line) > width) expect(line).toBe(`no wider than ${width}`);
          expect(lines.join('\n')).not.toMatch(CONTROL);
        }
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  test('nothing of the text is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const shown = wrap([{ text: text.slice(0, 9) }, { text: text.slice(9), style: '1' }], { width }).join('');
        expect(stripVTControlCharacters(shown).replaceAll(' ', '')).toBe(
          stripVTControlCharacters(text).replaceAll(' ', ''),
        );
      }),
      { seed: 26, numRuns: 300 },
    );
  });
});
