/** What mail, chat, PDF and keyboards do to a pasted message; the meaning stays. */
import type { Random } from './random.ts';

const HALF_WIDTH = new Map<string, string>();
for (let code = 0xff66; code <= 0xff9d; code++) {
  const half = String.fromCharCode(code);
  HALF_WIDTH.set(half.normalize('NFKC'), half);
  const voiced = `${half}\uff9e`.normalize('NFKC');
  if (voiced.length === 1) HALF_WIDTH.set(voiced, `${half}\uff9e`);
  const halfVoiced = `${half}\uff9f`.normalize('NFKC');
  if (halfVoiced.length === 1) HALF_WIDTH.set(halfVoiced, `${half}\uff9f`);
}

/** Breaks lines near `width` characters, also inside Japanese words, as a PDF does; runs of ASCII stay whole. */
function wrapHard(text: string, width: number): string {
  const lines: string[] = [];
  for (const given of text.split('\n')) {
    let line = '';
    for (const [piece] of given.matchAll(/[!-~]+|[^!-~]/gu)) {
      if (line !== '' && line.length + piece.length > width) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** Breaks lines at blanks near `width`, as a mail program does. */
function wrapWords(text: string, width: number, prefix = ''): string {
  const lines: string[] = [];
  for (const given of text.split('\n')) {
    let line = '';
    for (const word of given.split(' ')) {
      if (line !== '' && line.length + word.length + 1 > width) {
        lines.push(prefix + line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    lines.push(prefix + line);
  }
  return lines.join('\n');
}

/** ASCII letters, digits and signs in full width. */
function fullWidth(text: string): string {
  let out = '';
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    out += code >= 0x21 && code <= 0x7e ? String.fromCodePoint(code + 0xfee0) : c;
  }
  return out;
}

/** Katakana in half width. */
function halfWidthKana(text: string): string {
  let out = '';
  for (const c of text) out += HALF_WIDTH.get(c) ?? c;
  return out;
}

export interface Noise {
  name: string;
  /** How much of the text must be Japanese for the noise to mean anything. */
  only?: 'ja';
  apply(text: string, r: Random): string;
}

export const NOISES: readonly Noise[] = [
  { name: 'wrapped at blanks', apply: (t, r) => wrapWords(t, r.int(30, 80)) },
  { name: 'wrapped and quoted', apply: (t, r) => wrapWords(t, r.int(30, 80), '> ') },
  { name: 'broken inside words', only: 'ja', apply: (t, r) => wrapHard(t, r.int(30, 80)) },
  { name: 'no-break blanks', apply: (t) => t.replaceAll(' ', '\u00a0') },
  { name: 'doubled blanks', apply: (t) => t.replaceAll(' ', '  ') },
  { name: 'full width', apply: (t) => fullWidth(t) },
  { name: 'upper case', apply: (t) => t.toUpperCase() },
  { name: 'long vowel mark dropped', only: 'ja', apply: (t) => t.replaceAll('ー', '') },
  { name: 'half-width kana', only: 'ja', apply: (t) => halfWidthKana(t) },
  { name: 'CRLF', apply: (t, r) => wrapWords(t, r.int(40, 70)).replaceAll('\n', '\r\n') },
  { name: 'zero-width characters', apply: (t, r) => sprinkle(t, r, '\u200b') },
  { name: 'typographic quotes', apply: (t) => t.replaceAll("'", '\u2019').replaceAll('"', '\u201d') },
  { name: 'trailing blanks', apply: (t, r) => wrapWords(t, r.int(30, 80)).replaceAll('\n', '   \n') },
];

function sprinkle(text: string, r: Random, mark: string): string {
  let out = '';
  for (const c of text) out += r.chance(0.05) ? c + mark : c;
  return out;
}
