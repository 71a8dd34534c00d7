/** Text as characters that can do nothing: for renderers, before their own escaping. */

const HIGHEST_C0 = 0x1f;
const DELETE = 0x7f;
const HIGHEST_C1 = 0x9f;
const CONTROL_PICTURES = 0x2400;
const PICTURE_OF_DELETE = '␡';
/** Joins emoji; changes no direction and hides nothing. */
const ZERO_WIDTH_JOINER = '\u200D';
/** Format characters (direction, zero width, tags), the two separators, and fillers that look like a blank. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]|\u034F/u;
const BLANKS = /[\t\n\v\f\r ]+/g;
const MAY_NEED_WORK = /[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u3001-\u30ff\u4e00-\u9fff\uff01-\uff9f]| {2}/;

/**
 * One line in which everything can be seen: blanks and line ends become one blank, control characters their pictures (␛),
 * characters that hide or turn the writing direction their numbers (<U+202E>), lone surrogates U+FFFD. Applying it twice
 * changes nothing. `unicode` false writes control characters as numbers as well.
 */
export function visible(text: string, { unicode = true } = {}): string {
  if (!MAY_NEED_WORK.test(text)) return text;
  let out = '';
  for (const c of text.toWellFormed().replace(BLANKS, ' ')) out += visibleCharacter(c, unicode);
  return out;
}

function visibleCharacter(c: string, unicode: boolean): string {
  const code = c.codePointAt(0) ?? 0;
  if (code <= HIGHEST_C0) return unicode ? String.fromCodePoint(CONTROL_PICTURES + code) : numbered(code);
  if (code === DELETE) return unicode ? PICTURE_OF_DELETE : numbered(code);
  if (code > DELETE && code <= HIGHEST_C1) return numbered(code);
  if (c !== ZERO_WIDTH_JOINER && INVISIBLE.test(c)) return numbered(code);
  return c;
}

function numbered(code: number): string {
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** The first `most` UTF-16 units, never half a character; undefined when nothing has to go. */
export function cutTo(text: string, most: number): string | undefined {
  if (text.length <= most) return undefined;
  const last = text.charCodeAt(most - 1);
  const halfOfPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, halfOfPair ? most - 1 : most);
}

/** The address if it is one that a card may link: http or https. */
export function linkable(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
