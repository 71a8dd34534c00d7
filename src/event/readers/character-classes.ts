/** What a character is to the tokens of running text: one table look-up, filled where it is first needed. */

export const CLASS = {
  /** Not a character: behind the end. */
  none: 0,
  blank: 1,
  line: 2,
  /** Han and katakana. */
  kanji: 3,
  /** Hiragana. */
  kana: 4,
  /** Letters and numbers of all other scripts, but for decimal digits. */
  letter: 5,
  digit: 6,
  /** `-`, `_` and `+`, which join words. */
  joiner: 7,
  sign: 8,
} as const;

const BLOCK = 256;
const LAST_UNIT = 0xffff;
const classes = new Uint8Array(LAST_UNIT + 1);

const JAPANESE = /[\p{Script=Han}\p{Script=Katakana}ーｰﾞﾟ]/u;
const HIRAGANA = /\p{Script=Hiragana}/u;

/** The class of the character that begins at `at`. */
export function classAt(text: string, at: number): number {
  if (at >= text.length) return CLASS.none;
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdfff) return classOf(text.codePointAt(at) ?? 0);
  if (classes[unit] === CLASS.none) fillBlock(unit - (unit % BLOCK));
  return classes[unit] ?? CLASS.none;
}

/** UTF-16 units of the character at `at`. */
export function unitsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && (text.codePointAt(at) ?? 0) > LAST_UNIT ? 2 : 1;
}

function fillBlock(from: number): void {
  for (let unit = from; unit < from + BLOCK; unit++) classes[unit] = classOf(unit);
}

function classOf(point: number): number {
  const c = String.fromCodePoint(point);
  if (c === '\n') return CLASS.line;
  if (/\s/u.test(c)) return CLASS.blank;
  if (JAPANESE.test(c)) return CLASS.kanji;
  if (HIRAGANA.test(c)) return CLASS.kana;
  if (/\p{Nd}/u.test(c)) return CLASS.digit;
  if (/[\p{L}\p{N}]/u.test(c)) return CLASS.letter;
  return c === '-' || c === '_' || c === '+' ? CLASS.joiner : CLASS.sign;
}
