/**
 * The comparison form of text: NFKD, lower case, only letters, numbers and the Japanese voicing marks. Line wraps, quotes, width,
 * case, blanks, punctuation, the long vowel mark and zero-width characters do not survive it (../shared matching study, 5.1).
 */

const KEPT = /[\p{L}\p{N}\u3099\u309a]/u;
const LONG_VOWEL = 'ー';

/** The comparison form of `text`. Linear; never throws, also not on lone surrogates. */
export function fold(text: string): string {
  let out = '';
  for (const c of text.normalize('NFKD').toLowerCase()) if (KEPT.test(c) && c !== LONG_VOWEL) out += c;
  return out;
}
