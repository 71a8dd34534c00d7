/** Short texts as search tokens: words and codes in their comparison form, Japanese as pairs of characters. */
import { fold } from '../text/fold.ts';

/** `word`: letters; `code`: holds a digit, must be met exactly; `pair`: two Japanese characters. */
export interface Token {
  text: string;
  kind: 'word' | 'code' | 'pair';
}

/** Joins the halves of a code such as 490@01010004 or 6.1.7601. */
const JOINERS = '.@_';
/** Hiragana that mostly stand between words; a pair with one of them says nothing. */
const PARTICLES = 'のがをにはでともへやか';
const LONG_VOWELS = 'ーｰ';

const WIDE_FROM = 0x3040;
const HANGUL_FROM = 0xac00;

type Script = 'latin' | 'hiragana' | 'katakana' | 'han' | 'joiner' | 'none';

/**
 * The tokens of `text` in order, repeats included. Pairs do not cross a change from katakana to han or a particle.
 * Linear; never throws.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const chars = Array.from(text.normalize('NFKC').toLowerCase()).filter((c) => !LONG_VOWELS.includes(c));
  let word = '';
  let before = ' ';
  for (const [i, c] of chars.entries()) {
    const script = scriptOf(c);
    const joins = script === 'joiner' && word !== '' && scriptOf(chars[i + 1] ?? ' ') === 'latin';
    if (script === 'latin' || joins) {
      word += c;
    } else {
      pushWord(word, tokens);
      word = '';
      if (belongTogether(before, c)) tokens.push({ text: before + c, kind: 'pair' });
    }
    before = c;
  }
  pushWord(word, tokens);
  return tokens;
}

function pushWord(word: string, tokens: Token[]): void {
  const text = fold(word);
  if (text === '') return;
  const kind = kindOf(text);
  tokens.push({ text: kind === 'word' ? stemOf(text) : text, kind });
}

/** Endings of English words, longest first; what is left must still be a word. */
const ENDINGS = ['ing', 'ed', 'es', 's', 'e'];
const SHORTEST_STEM = 4;
const NO_PLURAL = ['ss', 'us', 'is'];

/** "loaded", "loads" and "loading" are one word, roughly. */
export function stemOf(word: string): string {
  if (NO_PLURAL.some((end) => word.endsWith(end))) return word;
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= SHORTEST_STEM);
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** The kind of a token's text. */
export function kindOf(text: string): Token['kind'] {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x30 && c <= 0x39) return 'code';
    if (c >= WIDE_FROM && c < HANGUL_FROM) return 'pair';
  }
  return 'word';
}

/** Whether a pair is a piece of a katakana word. */
export function isKatakana(pair: string): boolean {
  return scriptOf(pair) === 'katakana';
}

/** Word-like pairs: both katakana, both han, or han beside the kana of its ending (古い, 読み, み込). */
function belongTogether(a: string, b: string): boolean {
  if (PARTICLES.includes(a) || PARTICLES.includes(b)) return false;
  const [first, second] = [scriptOf(a), scriptOf(b)];
  if (first === 'katakana' || first === 'han') return second === first || (first === 'han' && second === 'hiragana');
  return first === 'hiragana' && second === 'han';
}

function scriptOf(c: string): Script {
  const code = c.codePointAt(0) ?? 0;
  if (JOINERS.includes(c)) return 'joiner';
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) ? 'latin' : 'none';
  if (code < 0x3040) return fold(c) === '' ? 'none' : 'latin';
  if (code <= 0x309f) return 'hiragana';
  if (code <= 0x30ff) return code === 0x30fb ? 'none' : 'katakana';
  if ((code >= 0x3400 && code <= 0x9fff) || code === 0x3005) return 'han';
  return fold(c) === '' ? 'none' : 'latin';
}
