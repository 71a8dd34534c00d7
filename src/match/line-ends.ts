/** Where sentences, labels and wrapped lines of a paste end. */
import { isBlank, isLineBreak, isWide, markOf, QUOTE } from './separators.ts';

const STOP = '。';
/** A line is looked at no farther than this. */
const LINE_UNITS = 1024;

/** `。`, or a full stop before a blank or the end. */
export function isStop(text: string, at: number): boolean {
  const mark = markOf(text.charCodeAt(at));
  if (mark === STOP) return true;
  if (mark !== '.' && mark !== '!' && mark !== '?') return false;
  return at + 1 >= text.length || isBlank(text.charCodeAt(at + 1));
}

/** A stop before a new sentence or the end; "approx. 3" goes on. */
export function endsSentence(text: string, at: number): boolean {
  if (!isStop(text, at)) return false;
  if (markOf(text.charCodeAt(at)) === STOP) return true;
  let next = at + 1;
  while (next < text.length && isBlank(text.charCodeAt(next))) next++;
  if (next >= text.length) return true;
  const c = text.charAt(next);
  return c !== c.toLowerCase() || isWide(c.charCodeAt(0)) || markOf(c.charCodeAt(0)) === QUOTE || '([<{-*'.includes(c);
}

/** A colon before a blank, as in `Message: `. */
export function endsLabel(text: string, at: number): boolean {
  if (markOf(text.charCodeAt(at)) !== ':') return false;
  return text[at] !== ':' || at + 1 >= text.length || isBlank(text.charCodeAt(at + 1));
}

const LABEL_UNITS = 40;

/** The line beginning at `from` looks like `Source: …`. */
export function isLabelled(text: string, from: number): boolean {
  for (let i = from; i < text.length && i < from + LABEL_UNITS; i++) {
    if (isLineBreak(text.charCodeAt(i))) return false;
    if (endsLabel(text, i)) return i > from;
  }
  return false;
}

/** Where the next line with text begins. */
export function endOfBreak(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (isBlank(text.charCodeAt(at)) || isQuoting(text, at))) at++;
  return at;
}

/** A `>` at the beginning of a line. */
export function isQuoting(text: string, at: number): boolean {
  if (text[at] !== '>') return false;
  let i = at - 1;
  while (i >= 0 && i > at - 8 && (text[i] === '>' || (isBlank(text.charCodeAt(i)) && !isLineBreak(text.charCodeAt(i)))))
    i--;
  return i < 0 || isLineBreak(text.charCodeAt(i));
}

/** Columns of the longest line that was broken inside the message; 0 when it stands on one line. */
export function wrapWidth(text: string, from: number, to: number): number {
  let width = 0;
  let line = lineStart(text, from);
  for (let i = from; i < to; i++) {
    if (!isLineBreak(text.charCodeAt(i))) continue;
    width = Math.max(width, columns(text, line, i));
    line = i + 1;
  }
  return width;
}

/** A wrapped line goes on when the next word had no more room in it. */
export function runsOn(
  text: string,
  { lineEnd, next, width }: { lineEnd: number; next: number; width: number },
): boolean {
  if (width === 0 || isLabelled(text, next)) return false;
  let wordEnd = next + 1;
  if (!isWide(text.charCodeAt(next))) {
    while (wordEnd < text.length && wordEnd < next + LINE_UNITS && isWordLike(text.charCodeAt(wordEnd))) wordEnd++;
  }
  return columns(text, lineStart(text, lineEnd), lineEnd) + 1 + columns(text, next, wordEnd) > width;
}

function isWordLike(unit: number): boolean {
  return !isBlank(unit) && !isWide(unit);
}

function lineStart(text: string, at: number): number {
  let i = at;
  while (i > 0 && i > at - LINE_UNITS && !isLineBreak(text.charCodeAt(i - 1))) i--;
  return i;
}

/** Display columns without blanks at the end: Japanese letters take two. */
function columns(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  let width = 0;
  for (let i = from; i < end; i++) width += text.charCodeAt(i) >= 0x2e80 ? 2 : 1;
  return width;
}
