import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, jsonLength, label } from '../../adapters/teams/safe-text.ts';
import { harmless, harmlessLines } from '../../src/chat/harmless.ts';
import { firstActive, TEAMS_HOSTILE } from './outgoing-card.ts';

const SEED = 20_261_124;
const PIECES = [
  '<',
  '>',
  '</',
  'at',
  'AT>',
  '{',
  '{{DATE(',
  '&',
  'nbsp;',
  '@',
  '#',
  ':',
  '//',
  '.',
  '_',
  '*',
  '[',
  '](',
  '\\',
  '1.',
  '- ',
  'http',
  'www',
  '漢',
  '😀',
  '\uD83D',
  '\u2060',
  '\u202E',
  '\n',
  ' ',
];
const anyText = fc.oneof(
  fc.constantFrom(...TEAMS_HOSTILE.filter((text) => text.length < 20_000)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);
const none = { runs: [], labels: [], values: [], urls: [], actions: [] };

describe('harmless', () => {
  it.each([
    ['<at>Boss</at>', '<\u2060at>Boss<\u2060/at>'],
    ['{{DATE(2026-11-20T03:00:00Z)}}', '{\u2060{DATE(2026-11-20T03:00:00Z)}}'],
    ['&nbsp;&lt;at&gt;', '&\u2060nbsp;&\u2060lt;at&\u2060gt;'],
    ['http://x', 'http:\u2060//x'],
    ['a@b', 'a@\u2060b'],
    ['a\u202Eb', 'a<U+202E>b'],
    ['\u001B[31m', '␛[31m'],
    ['\uD800', '\uFFFD'],
  ])('%j becomes %j', (raw, shown) => {
    expect(harmless(raw)).toBe(shown);
  });

  it.each([
    '<attachment>',
    '<TrustedInstaller>',
    '{7A4D-1}',
    'C:\\Windows\\*.log',
    'a < b',
    '**bold**',
    "Port '' (A&B)",
  ])('leaves %j as it is', (text) => {
    expect(harmless(text)).toBe(text);
  });

  it('leaves nothing active in any text, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = harmless(text);
        expect(firstActive({ ...none, runs: [once] })).toBeUndefined();
        expect(harmless(once)).toBe(once);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('keeps line ends where they are wanted, and nothing but them', () => {
    expect(harmlessLines('a\r\nb\u2028<at>x')).toBe('a\nb\n<\u2060at>x');
  });
});

describe('label', () => {
  it.each([
    ['**bold** _it_ `code`', "∗∗bold∗∗ ＿it＿ 'code'"],
    ['[KB](https://evil.example)', '［KB］(https:\u2060//evil.\u2060example)'],
    ['<b>x</b>', '‹b›x‹/b›'],
    ['# heading', '\u2060# heading'],
    ['1. item', '\u20601. item'],
    ['snake_case stays', 'snake_case stays'],
    ['🔴 Action needed: VMSMP 26 - title', '🔴 Action needed: VMSMP 26 - title'],
  ])('%j becomes %j', (raw, shown) => {
    expect(label(raw, 200)).toBe(shown);
  });

  it('has no markup and no more characters than it may, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 300 }), (text, most) => {
        const shown = label(text, most);
        expect(firstActive({ ...none, labels: [shown] })).toBeUndefined();
        expect(jsonLength(shown)).toBeLessThanOrEqual(most);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe('cutText', () => {
  it('counts what JSON adds, halves no character, and changes nothing that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(100), (text, most) => {
        const cut = cutText(text, most);
        expect(jsonLength(cut)).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(true);
        if (jsonLength(text) <= most) expect(cut).toBe(text);
        else expect(cut === '' || cut.endsWith('…')).toBe(true);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
