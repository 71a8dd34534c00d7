import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/text/decode.ts';

const TEXT = 'ソース: VMSMP\r\nイベント ID: 26\r\n';
/** "ソース: VMSMP" in CP932. */
const CP932 = [0x83, 0x5c, 0x81, 0x5b, 0x83, 0x58, 0x3a, 0x20, 0x56, 0x4d, 0x53, 0x4d, 0x50];

function utf16(text: string, { bigEndian = false, mark = true } = {}): Uint8Array {
  const units = Array.from((mark ? '\uFEFF' : '') + text, (c) => c.charCodeAt(0)).flatMap((unit) =>
    bigEndian ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8],
  );
  return Uint8Array.from(units);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decodeText', () => {
  test('reads UTF-8 with and without a byte order mark', () => {
    expect(decodeText(utf8(TEXT))).toBe(TEXT);
    expect(decodeText(utf8(`\uFEFF${TEXT}`))).toBe(TEXT);
  });

  test('reads UTF-16 of both byte orders by its mark', () => {
    expect(decodeText(utf16(TEXT))).toBe(TEXT);
    expect(decodeText(utf16(TEXT, { bigEndian: true }))).toBe(TEXT);
  });

  test('reads UTF-16 without a mark by its NULs', () => {
    expect(decodeText(utf16('Event ID: 26', { mark: false }))).toBe('Event ID: 26');
    expect(decodeText(utf16('Event ID: 26', { mark: false, bigEndian: true }))).toBe('Event ID: 26');
    expect(decodeText(utf16(TEXT, { mark: false }))).toBe(TEXT);
  });

  test('reads anything else as CP932', () => {
    expect(decodeText(Uint8Array.from(CP932))).toBe('ソース: VMSMP');
  });

  test('keeps UTF-8 whose last character was cut, or that holds one stray byte', () => {
    const cut = utf8(TEXT.trim().repeat(3) + '態').slice(0, -1);
    expect(decodeText(cut)).toBe(TEXT.trim().repeat(3));

    const long = 'イベントログのシステムに警告が記録された。'.repeat(40);
    const stray = Uint8Array.from([...utf8(long), 0xff, ...utf8(long)]);
    expect(decodeText(stray)).toBe(`${long}\uFFFD${long}`);
  });

  test('returns an empty text for no bytes', () => {
    expect(decodeText(new Uint8Array())).toBe('');
  });

  test('never throws, and gives back every text in UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decodeText(bytes) === 'string'),
      { seed: 26, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'));
        return decodeText(utf8(text)) === text;
      }),
      { seed: 26, numRuns: 300 },
    );
  });
});
