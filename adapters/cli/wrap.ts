/**
 * Lines of a width, with styles. wrap-ansi breaks at blanks only; Japanese has none, and 。 、 」 must not begin a line, so
 * the places to break are found here, and string-width does the measuring.
 */
import stringWidth from 'string-width';

/** Select Graphic Rendition parameters, such as `1;31`; absent: as it comes. */
export interface Piece {
  text: string;
  style?: string | undefined;
}

interface Atom {
  text: string;
  width: number;
  style: string | undefined;
  blank: boolean;
  /** A line may begin with it. */
  mayBegin: boolean;
}

const graphemes = new Intl.Segmenter();
const ASCII_ONLY = /^[\u0020-\u007e]*$/;
const WIDE_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;
const NEVER_FIRST = new Set(
  '、。，．・：；？！゛゜´｀¨ヽヾゝゞ々ー—…‥」』）］｝〉》】〕〟’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%％℃',
);
const NEVER_LAST = new Set('「『（［｛〈《【〔〝‘“([{');

/**
 * Breaks `pieces` into lines no wider than `width` columns. The first line begins with `first` (say a bullet), the others
 * with as many blanks as `first` is wide. A word longer than a line is broken where the line ends.
 */
export function wrap(
  pieces: readonly Piece[],
  { width, first = [] }: { width: number; first?: readonly Piece[] },
): string[] {
  const margin = stringWidth(first.map(({ text }) => text).join(''));
  const room = Math.max(2, width - margin);
  return brokenLines(atomsOf(pieces), room).map((line, i) =>
    i === 0 ? painted(first) + painted(line) : ' '.repeat(margin) + painted(line),
  );
}

/** The pieces one after the other with their styles on. */
function painted(pieces: readonly Piece[]): string {
  let out = '';
  let on: string | undefined;
  for (const { text, style } of pieces) {
    if (style !== on) {
      if (on !== undefined) out += RESET;
      if (style !== undefined) out += `\u001b[${style}m`;
      on = style;
    }
    out += text;
  }
  return on === undefined ? out : out + RESET;
}

const RESET = '\u001b[0m';

/** Greedy: a line takes what fits, and ends at the last place where the next one may begin. */
function brokenLines(atoms: readonly Atom[], room: number): Atom[][] {
  const lines: Atom[][] = [];
  let start = skipBlanks(atoms, 0);
  while (start < atoms.length) {
    const end = lineEnd(atoms, start, room);
    lines.push(withoutTrailingBlanks(atoms.slice(start, end)));
    start = skipBlanks(atoms, end);
  }
  return lines.length === 0 ? [[]] : lines;
}

function lineEnd(atoms: readonly Atom[], start: number, room: number): number {
  let used = 0;
  let place = start;
  for (let i = start; i < atoms.length; i++) {
    const atom = atoms[i];
    if (atom === undefined) break;
    if (i > start && atom.mayBegin) place = i;
    used += atom.width;
    if (used > room && !atom.blank) return place > start ? place : Math.max(i, start + 1);
  }
  return atoms.length;
}

function skipBlanks(atoms: readonly Atom[], from: number): number {
  let i = from;
  while (atoms[i]?.blank === true) i++;
  return i;
}

function withoutTrailingBlanks(line: Atom[]): Atom[] {
  while (line.at(-1)?.blank === true) line.pop();
  return line;
}

/** Characters are found in the whole text, because two pieces may meet inside one (a digit and a keycap mark). */
function atomsOf(pieces: readonly Piece[]): Atom[] {
  const whole = pieces.map(({ text }) => text).join('');
  const styleAt = styleReader(pieces);
  const atoms: Atom[] = [];
  let before: Atom | undefined;
  let at = 0;
  for (const text of charactersOf(whole)) {
    const width = stringWidth(text);
    const atom: Atom = {
      text,
      width,
      style: styleAt(at),
      blank: text === ' ',
      mayBegin: mayBreak(before, text, width),
    };
    atoms.push(atom);
    before = atom;
    at += text.length;
  }
  return atoms;
}

function* charactersOf(text: string): Iterable<string> {
  if (ASCII_ONLY.test(text)) {
    yield* text;
    return;
  }
  for (const { segment } of graphemes.segment(text)) {
    // Some clusters of jamo or marks are wider than a line; they are shown in parts.
    if (segment.length > 2 && stringWidth(segment) > 2) yield* segment;
    else yield segment;
  }
}

function styleReader(pieces: readonly Piece[]): (at: number) => string | undefined {
  let index = 0;
  let end = pieces[0]?.text.length ?? 0;
  return (at) => {
    while (at >= end && index < pieces.length - 1) end += pieces[++index]?.text.length ?? 0;
    return pieces[index]?.style;
  };
}

function mayBreak(before: Atom | undefined, text: string, width: number): boolean {
  if (before === undefined || width === 0) return false;
  if (before.blank) return true;
  if (NEVER_FIRST.has(text) || NEVER_LAST.has(before.text)) return false;
  return WIDE_SCRIPT.test(text) || WIDE_SCRIPT.test(before.text);
}
