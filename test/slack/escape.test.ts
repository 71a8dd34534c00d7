import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, escapedLength, escapeMrkdwn, mrkdwnText } from '../../adapters/slack/escape.ts';
import { harmless, harmlessLines } from '../../src/chat/harmless.ts';
import { firstActive, isEscaped, SLACK_HOSTILE } from './outgoing.ts';

const SEED = 20_261_121;
const PIECES = [
  '<',
  '>',
  '&',
  '!',
  '@',
  '#',
  '|',
  ':',
  '/',
  '.',
  'here',
  'http',
  'www',
  'mailto',
  'lt;',
  '#60;',
  'U123',
  '漢',
  '😀',
  '\uD83D',
  '\uDE00',
  '\u2060',
  '\u202E',
  '\n',
  ' ',
  '*',
  '_',
];
const anyText = fc.oneof(
  fc.constantFrom(...SLACK_HOSTILE),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);
const withoutJoiners = (text: string) => text.replaceAll('\u2060', '');

describe('harmless', () => {
  it.each([
    ['<!channel>', '<\u2060!channel>'],
    ['<@U123>', '<\u2060@\u2060U123>'],
    ['a@b', 'a@\u2060b'],
    ['http://x', 'http:\u2060//x'],
    ['<mailto:a|b>', '<\u2060mailto:a|b>'],
    ['&lt;!here&gt;', '&\u2060lt;!here&\u2060gt;'],
    ['a\u202Eb', 'a<U+202E>b'],
    ['\u001B[31m', '␛[31m'],
    ['a\n b', 'a b'],
    ['\uD800', '\uFFFD'],
  ])('%j becomes %j', (raw, shown) => {
    expect(harmless(raw)).toBe(shown);
  });

  it.each([
    'VMSMP 26',
    '<TrustedInstaller>',
    "Port '' (A&B)",
    '12:30:45',
    'C:\\Windows',
    '{7A4D-1}',
    '状態 = C000003A',
    'a < b',
    ' ',
  ])('leaves %j as it is', (text) => {
    expect(harmless(text)).toBe(text);
  });

  it('leaves nothing active in any text, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = harmless(text);
        expect(firstActive([once])).toBeUndefined();
        expect(harmless(once)).toBe(once);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it('takes no character away that could be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 80 }), (text) => {
        expect(withoutJoiners(harmless(text))).toBe(text.replace(/ +/g, ' '));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('keeps line ends where they are wanted, and nothing but them', () => {
    expect(harmlessLines('a\r\nb\u2028<!here>')).toBe('a\nb\n<\u2060!here>');
  });
});

describe('mrkdwnText', () => {
  it('formats nothing, makes no emoji and links no host name', () => {
    const text = mrkdwnText('*a* `b` _c_ web_01 :boom: evil.example & <x>', 500);
    expect(withoutJoiners(text)).toBe("∗a∗ 'b' ＿c＿ web_01 :boom: evil.example &amp; &lt;x&gt;");
    expect(text).not.toContain(':boom:');
    expect(text).not.toContain('evil.example');
  });

  it('is escaped and inside its limit, for any text and limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 300 }), (text, most) => {
        const out = mrkdwnText(text, most);
        expect(out.length).toBeLessThanOrEqual(most);
        expect(isEscaped(out)).toBe(true);
        expect(out.isWellFormed()).toBe(true);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});

describe('cutText', () => {
  it('leaves what fits', () => {
    expect(cutText('a&b', 7)).toBe('a&b');
  });

  it('cuts before the entity that does not fit', () => {
    expect(cutText('a&b', 6)).toBe('a…');
    expect(cutText('a&bcd', 7)).toBe('a&…');
    expect(escapeMrkdwn(cutText('a&&', 10))).toBe('a&amp;…');
  });

  it('never halves a character', () => {
    expect(cutText('😀😀', 3)).toBe('😀…');
    expect(cutText('😀😀', 2)).toBe('…');
  });

  it('gives the longest beginning that fits, escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const out = cutText(text, most);
        expect(escapedLength(out)).toBeLessThanOrEqual(most);
        expect(escapedLength(out)).toBe(escapeMrkdwn(out).length);
        if (out !== text) {
          const kept = out.slice(0, -1);
          expect(out.endsWith('…')).toBe(true);
          expect(text.startsWith(kept)).toBe(true);
          const next = String.fromCodePoint(text.slice(kept.length).trimStart().codePointAt(0) ?? 0x20);
          const blanks = text.slice(kept.length).length - text.slice(kept.length).trimStart().length;
          expect(escapedLength(kept) + blanks + escapedLength(next) + 1).toBeGreaterThan(most);
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
