/** Breaking a label into lines: SVG text does not wrap. */

const WIDE_FROM = 0x2e80;

/** Lines of about `most` columns (a Japanese character is two); broken at blanks, before brackets, and inside Japanese. */
export function wrapLabel(label: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(label)) {
    if (line !== '' && columns(line + piece.trimEnd()) > most) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}

/** What must stay together: words with their blank, katakana words, other Japanese characters with the mark that follows them. */
function pieces(label: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (const c of label) {
    if (piece !== '' && mayBreak(piece.at(-1) ?? '', c)) {
      found.push(piece);
      piece = '';
    }
    piece += c;
  }
  return [...found, piece];
}

function mayBreak(before: string, c: string): boolean {
  if (c === ' ' || isClosing(c) || before === '(') return false;
  if (before === ' ') return true;
  return (isWide(before) || isWide(c)) && !(isKatakana(before) && isKatakana(c));
}

function isKatakana(c: string): boolean {
  return c >= '\u30a1' && c <= '\u30ff';
}

function columns(text: string): number {
  let n = 0;
  for (const c of text) n += isWide(c) ? 2 : 1;
  return n;
}

function isWide(c: string): boolean {
  return (c.codePointAt(0) ?? 0) >= WIDE_FROM;
}

function isClosing(c: string): boolean {
  return '、。）」』)ー・'.includes(c);
}
