/** The two languages of the product, and how to guess which one a person writes in. */

export const LANGS = ['en', 'ja'] as const;
export type Lang = (typeof LANGS)[number];

/** A text in both languages; knowledge and words are always complete in both. */
export type Localized = Record<Lang, string>;

const HIRAGANA_TO_KATAKANA = [0x3040, 0x30ff] as const;
const HALF_WIDTH_KATAKANA = [0xff66, 0xff9f] as const;
const HAN = [0x4e00, 0x9fff] as const;
const HANGUL = [0xac00, 0xd7a3] as const;
const LOOK_AT = 4096;

/**
 * The language to answer in when the person has not chosen one: Japanese when the text holds kana, or Han characters and
 * no Hangul; English otherwise. Looks at the first 4,096 UTF-16 units.
 */
export function guessLang(text: string): Lang {
  let han = false;
  let hangul = false;
  for (let i = 0; i < text.length && i < LOOK_AT; i++) {
    const c = text.charCodeAt(i);
    if (within(c, HIRAGANA_TO_KATAKANA) || within(c, HALF_WIDTH_KATAKANA)) return 'ja';
    if (within(c, HAN)) han = true;
    if (within(c, HANGUL)) hangul = true;
  }
  return han && !hangul ? 'ja' : 'en';
}

function within(c: number, [from, to]: readonly [number, number]): boolean {
  return c >= from && c <= to;
}
