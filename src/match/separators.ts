/** The quotes, brackets and stops around inserts, read alike however a mail program or a translation printed them. */

/** Every quote mark counts as this one: Windows, chat and translations change them freely. */
export const QUOTE = "'";

const OPENING = '‘‚‛“„‟«‹「『〝';
const CLOSING = '’”»›」』〞〟';
const unitsOf = (marks: string) => new Set(marks.split('').map((c) => c.charCodeAt(0)));
const quoteMarks = unitsOf(`'"\`´＇＂｢｣${OPENING}${CLOSING}`);
const opening = unitsOf(`｢${OPENING}`);
const closing = unitsOf(`｣${CLOSING}`);
const RIGHT_SINGLE = '’'.charCodeAt(0);
const SINGLE = "'".charCodeAt(0);
const LONG_VOWELS = new Set([0x30fc, 0xff70]);
const sameMarks = new Map([
  [0x3002, '。'],
  [0xff61, '。'],
  [0xff64, '、'],
  [0x3008, '<'],
  [0x3009, '>'],
  [0x300a, '<'],
  [0x300b, '>'],
  [0x2010, '-'],
  [0x2011, '-'],
  [0x2013, '-'],
  [0x2014, '-'],
]);

/** One mark for all that look or mean alike: quotes become `'`, full-width becomes half-width. */
export function markOf(unit: number): string {
  if (quoteMarks.has(unit)) return QUOTE;
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  return sameMarks.get(unit) ?? String.fromCharCode(unit);
}

/** The marks of a separator: without blanks, and without the long vowel mark, which the comparison form drops from words. */
export function marksOf(raw: string): string {
  let marks = '';
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (!isBlank(unit) && !isTail(unit)) marks += markOf(unit);
  }
  return marks;
}

/** White space, line breaks, control and invisible characters. */
export function isBlank(unit: number): boolean {
  if (unit < 0x80) return unit <= 0x20 || unit === 0x7f;
  return (
    unit <= 0xa0 ||
    unit === 0xad ||
    (unit >= 0x2000 && unit <= 0x200f) ||
    (unit >= 0x2028 && unit <= 0x202f) ||
    (unit >= 0x205f && unit <= 0x206f) ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

export function isLineBreak(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029 || unit === 0x85;
}

/** Belongs to the letter before it although the comparison form drops it: the long vowel mark, and accents. */
export function isTail(unit: number): boolean {
  return LONG_VOWELS.has(unit) || (unit >= 0x300 && unit <= 0x36f);
}

/** Letters and digits of scripts that put blanks between words, half or full width. */
export function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  return (
    (unit >= 0xc0 && unit < 0x590 && unit !== 0xd7 && unit !== 0xf7 && !isTail(unit)) ||
    (unit >= 0xff10 && unit <= 0xff19) ||
    (unit >= 0xff21 && unit <= 0xff3a) ||
    (unit >= 0xff41 && unit <= 0xff5a)
  );
}

/** Letters of Japanese, Chinese and Korean, written without blanks between words. */
export function isWide(unit: number): boolean {
  if (unit < 0x2e80 || unit > 0xff9f) return false;
  return (
    unit < 0x3000 ||
    (unit >= 0x3005 && unit <= 0x3007) ||
    (unit >= 0x3021 && unit < 0xfe00 && unit !== 0x30fb) ||
    unit >= 0xff66
  );
}

export type QuoteSide = 'open' | 'close' | 'either' | 'inner';

/**
 * Which end of a quotation the quote mark at `at` is; `inner` is an apostrophe. Straight quotes are judged by their
 * neighbours, and between Japanese letters nothing tells.
 */
export function quoteSide(text: string, at: number): QuoteSide {
  const unit = text.charCodeAt(at);
  const before = at > 0 ? text.charCodeAt(at - 1) : 0x20;
  const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 0x20;
  const single = unit === RIGHT_SINGLE || unit === SINGLE;
  if (single && isWordUnit(before) && isWordUnit(after)) return 'inner';
  if (opening.has(unit)) return 'open';
  if (closing.has(unit)) return 'close';
  if (isBlank(before) !== isBlank(after)) return isBlank(before) ? 'open' : 'close';
  const letterBefore = isWordUnit(before) || isWide(before);
  const letterAfter = isWordUnit(after) || isWide(after);
  if (letterBefore === letterAfter) return 'either';
  return letterBefore ? 'close' : 'open';
}
