import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, FoldedText, toFolded } from '../../src/text/fold.ts';

/** Units of the scripts that occur in pastes, and anything else now and then. */
const unit = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0x3040, max: 0x30ff }),
  fc.integer({ min: 0xff00, max: 0xffef }),
  fc.integer({ min: 0x4e00, max: 0x4eff }),
  fc.integer({ min: 0xac00, max: 0xd7a3 }),
  fc.integer({ min: 0x00, max: 0x24ff }),
  fc.integer({ min: 0, max: 0xffff }),
);
const anyText = fc.array(unit, { maxLength: 40 }).map((units) => String.fromCharCode(...units));
const wellFormed = anyText.map((text) => text.toWellFormed());
const astral = fc.string({ unit: 'binary', maxLength: 30 });

describe('fold', () => {
  it.each([
    ['half-width kana', 'ﾈｯﾄﾜｰｸ ﾄﾞﾗｲﾊﾞｰ', 'ネットワーク ドライバー'],
    ['full-width Latin', 'ＶＭＳＭＰ　２６', 'vmsmp 26'],
    ['a long vowel mark that is left out', 'サーバ', 'サーバー'],
    ['a half-width long vowel mark', 'ｻｰﾊﾞｰ', 'サーバー'],
    ['a voicing mark that stands alone', 'ト゛', 'ド'],
    ['a line broken after a hyphen', 'in-\r\n> compatible', 'incompatible'],
    ['a broken Japanese word', '互\n\n換性', '互換性'],
    ['smart quotes', '‘a’ “b”', `'a' "b"`],
    ['NBSP, zero-width, soft hyphen, BOM', '\ufeffa\u00a0b\u200bc\u00add', 'abcd'],
    ['circled and roman numbers', '② Ⅳ', '2 iv'],
    ['letters of mathematics beyond the BMP', '𝐇𝐲𝐩𝐞𝐫-𝐕', 'hyper-v'],
  ])('takes %s for the plain form', (_, a, b) => {
    expect(fold(a)).toBe(fold(b));
    expect(fold(a)).not.toBe('');
  });

  it.each([
    ['パス', 'バス'],
    ['ハス', 'バス'],
    ['ﾊﾟｽ', 'ﾊﾞｽ'],
    ['一', 'ー'],
    ['𠮷', '吉'],
    ['netvsc 12', 'netvsc 13'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(fold(a)).not.toBe(fold(b));
  });

  it('drops what is no letter and no number', () => {
    expect(fold(' \t\r\n\0\u001b"\'`~!@#$%^&*()_+-=[]{}\\|;:,.<>/?、。・「」\u{1f600}\u{1f1ef}\u{1f1f5}')).toBe('');
    expect(fold('')).toBe('');
  });

  it('drops lone halves of surrogate pairs and keeps what stands around them', () => {
    expect(fold('a\ud842b\udfb7c\ud842')).toBe('abc');
    expect(fold('\ud842\ud842\udfb7')).toBe('𠮷');
  });

  it('is the same for all normal forms of a text', () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, astral), (text) => {
        const form = fold(text);
        for (const normal of ['NFC', 'NFD', 'NFKC', 'NFKD']) expect(fold(text.normalize(normal))).toBe(form);
      }),
      { seed: 20, numRuns: 3000 },
    );
  });

  it('changes nothing when done twice, for every character', () => {
    for (let point = 0; point < 0x32000; point++) {
      const once = fold(String.fromCodePoint(point));
      if (fold(once) !== once) expect.unreachable(`U+${point.toString(16)} folds to ${once}, then to ${fold(once)}`);
    }
  });

  it('folds each character by itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        // Two halves would become one character.
        fc.pre(!(/[\ud800-\udbff]$/.test(a) && /^[\udc00-\udfff]/.test(b)));
        expect(fold(a + b)).toBe(fold(a) + fold(b));
      }),
      { seed: 21, numRuns: 2000 },
    );
  });

  it('takes full-width Latin for half-width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          const wide = text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
          expect(fold(wide)).toBe(fold(text));
        },
      ),
      { seed: 22 },
    );
  });

  it('folds texts longer than its work space, also where the form is much longer than the text', () => {
    expect(fold('Aー'.repeat(150_000))).toBe('a'.repeat(150_000));
    const phrase = '\ufdfa';
    expect(fold(phrase).length).toBeGreaterThan(10);
    expect(fold(phrase.repeat(20_000))).toBe(fold(phrase).repeat(20_000));
  });
});

describe('FoldedText', () => {
  it('says where each unit came from', () => {
    const folded = new FoldedText('  ド-𠮷 ½!');

    expect(folded.text).toBe('ト\u3099𠮷12');
    expect(Array.from({ length: folded.length + 1 }, (_, i) => folded.offsetOf(i))).toEqual([2, 2, 4, 4, 7, 7, 9]);
    expect(folded.endOf(1)).toBe(3);
    expect(folded.endOf(3)).toBe(6);
  });

  it('has the form of fold, and offsets that never go back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = new FoldedText(text);
        expect(folded.text).toBe(fold(text));
        expect(folded.text).toHaveLength(folded.length);
        for (let i = 0; i < folded.length; i++) {
          expect(folded.offsetOf(i)).toBeLessThanOrEqual(folded.offsetOf(i + 1));
          const character = text.slice(folded.offsetOf(i), folded.endOf(i));
          expect(fold(character)).toContain(folded.text.charAt(i));
        }
      }),
      { seed: 23, numRuns: 500 },
    );
  });

  it('is kept when it is there already', () => {
    const folded = new FoldedText('a');
    expect(toFolded(folded)).toBe(folded);
    expect(toFolded('a').original).toBe('a');
  });

  it('does not change when another text is folded', () => {
    const one = new FoldedText('f i r s t');
    expect(one.offsetOf(4)).toBe(8);
    fold('another');
    expect(one.offsetOf(4)).toBe(8);
    const two = new FoldedText('SECOND');
    expect([one.text, one.offsetOf(4), one.endOf(1)]).toEqual(['first', 8, 3]);
    expect([two.text, two.offsetOf(4)]).toEqual(['second', 4]);
  });

  it.each([40_000, 3_000])('keeps the offsets of %i long forms, which need larger buffers', (count) => {
    const long = new FoldedText('\ufdfa'.repeat(count));
    fold('another');
    const units = long.length / count;
    expect(long.offsetOf(long.length - 1)).toBe(count - 1);
    expect(long.offsetOf(units * 7)).toBe(7);
    expect(long.endOf(long.length - 1)).toBe(count);
  });
});
