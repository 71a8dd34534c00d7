import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCodes, formatCode, readCode } from '../../src/verdict/codes.ts';
import { codes } from './fixtures.ts';

describe('readCode', () => {
  it.each([
    ['C000003A', 0xc000003a],
    ['c000003a', 0xc000003a],
    ['0xC000003A', 0xc000003a],
    ['Ｃ０００００３Ａ', 0xc000003a],
    ['(0x80070490)', 0x80070490],
    ['HRESULT800706BF', 0x800706bf],
    ['HRESULT0x800706BF', 0x800706bf],
    ['80070005', 0x80070005],
    ['-2147023728', 0x80070490],
    ['2147943568', 0x80070490],
    ['%%2147943568', 0x80070490],
    ['%%21', 21],
    ['21', 21],
    ['0x15', 21],
    ['00000490', 0x490],
    ['490@01010004', 0x490],
    ['「C000003A」。', 0xc000003a],
  ])('reads %j', (text, expected) => {
    expect(readCode(text)).toBe(expected);
  });

  it.each([
    '',
    'C3A',
    'the path',
    '%21',
    '%%',
    '99999999999',
    '-2147483649',
    '0x1C000003A',
    '3.2',
    '10 %',
    'x'.repeat(100_000),
  ])('does not read %j', (text) => {
    expect(readCode(text)).toBeUndefined();
  });

  it('reads a code in every spelling alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x80000000, max: 0xffffffff }), (code) => {
        const spellings = [formatCode(code), String(code), String(code - 2 ** 32), `%%${code}`];
        expect(spellings.map(readCode)).toEqual(spellings.map(() => code));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('findCodes', () => {
  it.each([
    ['Element not found. (0x80070490)', [0x80070490]],
    ['サブスクライバは、HRESULT 800706BF を返しました。', [0x800706bf]],
    ['0xC000003A and then 0xC0000001', [0xc000003a, 0xc0000001]],
    ['%%2147943568 at start', [0x80070490]],
    ['port 5 of 1168 on 20101112', []],
    ['{2F519218-754D-4CFE-8DAA-5215CD0DE0EB}', []],
  ])('finds the codes of %j', (text, expected) => {
    expect(findCodes(text)).toEqual(expected);
  });

  it('takes a bounded number of codes from a bounded part of the text', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => formatCode(0xc0000000 + i)).join(' ');

    expect(findCodes(many)).toHaveLength(8);
    expect(findCodes(`${' '.repeat(5000)} 0xC000003A`)).toEqual([]);
  });
});

describe('createCodes', () => {
  it('describes a code in both languages', () => {
    expect(codes.describe(0xc000003a, 'en')).toBe('0xC000003A STATUS_OBJECT_PATH_NOT_FOUND: The path does not exist.');
    expect(codes.describe(0xc000003a, 'ja')).toBe('0xC000003A STATUS_OBJECT_PATH_NOT_FOUND: パスが見つかりません。');
  });

  it.each([0x80070490, 0xc0070490])('finds the Win32 error within %s', (code) => {
    expect(codes.describe(code, 'en')).toContain('ERROR_NOT_FOUND');
  });

  it('finds the NTSTATUS within an HRESULT', () => {
    expect(codes.describe(0xd000003a, 'en')).toContain('STATUS_OBJECT_PATH_NOT_FOUND');
  });

  it('knows nothing of other codes', () => {
    expect(codes.describe(0x80040490, 'en')).toBeUndefined();
    expect(codes.describe(0xdeadbeef, 'en')).toBeUndefined();
    expect(codes.describe(0x10000490, 'en')).toBeUndefined();
  });
});
