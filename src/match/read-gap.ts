/** Reads the inserts out of the text that stands between two literals of a message. */
import type { Gap } from './compile-template.ts';
import { isBlank, isLineBreak, isWide, isWordUnit, markOf, QUOTE, quoteSide } from './separators.ts';

export interface GapReading {
  /** One per name of the gap: the insert as printed, on one line; absent where several inserts cannot be told apart. */
  values: readonly (string | undefined)[];
  /** All quotes, brackets and stops of the template are where they belong. */
  fits: boolean;
  /** A quotation of the insert ends before the text does: `'x' was not` is no `'{nic}'`. */
  contradicts: boolean;
}

/** @param text the original text between the literals */
export function readGap(gap: Gap, text: string): GapReading {
  const line = oneLine(text);
  const front = eatFront(line, gap.marks[0] ?? '');
  const back = eatBack(line, front.at, gap.marks.at(-1) ?? '');
  return {
    values: splitInserts(gap, line.slice(front.at, back.at)),
    fits: front.all && back.all,
    contradicts: isQuoted(gap) && front.all && endsEarly(line, front.at, back),
  };
}

/** The text without line breaks, quoting `>` and invisible characters; a break between Japanese letters leaves no blank. */
export function oneLine(text: string): string {
  let out = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x20 || !isBlank(unit)) continue;
    let from = i;
    while (from > copied && text[from - 1] === ' ') from--;
    const end = endOfBlanks(text, i);
    out += text.slice(copied, from) + blanksFor(text, from, end);
    copied = end;
    i = end - 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

/** After blanks, and after the `>` that a mail program puts before a quoted line. */
function endOfBlanks(text: string, from: number): number {
  let broken = false;
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isLineBreak(unit)) broken = true;
    else if (!isBlank(unit) && !(broken && text[at] === '>')) break;
  }
  return at;
}

function blanksFor(text: string, from: number, end: number): string {
  let blanks = '';
  for (let i = from; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isLineBreak(unit)) return isOneWordOver(text, from, end) ? '' : ' ';
    if (unit === 0x20 || unit === 0x09 || unit === 0xa0 || unit === 0x3000) blanks += ' ';
  }
  return blanks;
}

/** A break inside a word: between Japanese letters, or after the hyphen of a GUID or a host name. */
function isOneWordOver(text: string, from: number, end: number): boolean {
  if (from === 0 || end === text.length) return false;
  if (text[from - 1] === '-')
    return from > 1 && isWordUnit(text.charCodeAt(from - 2)) && isWordUnit(text.charCodeAt(end));
  return isWide(text.charCodeAt(from - 1)) && isWide(text.charCodeAt(end));
}

interface Eaten {
  /** Where the insert begins (front) or ends (back). */
  at: number;
  /** Every mark was there. */
  all: boolean;
}

/** Steps over the marks at the beginning of `text`; those that are missing are passed over. */
function eatFront(text: string, marks: string): Eaten {
  let at = 0;
  let all = true;
  for (const mark of marks) {
    let next = at;
    while (next < text.length && isBlank(text.charCodeAt(next))) next++;
    if (next < text.length && markOf(text.charCodeAt(next)) === mark) at = next + 1;
    else all = false;
  }
  return { at, all };
}

function eatBack(text: string, from: number, marks: string): Eaten {
  let at = text.length;
  let all = true;
  for (let i = marks.length - 1; i >= 0; i--) {
    let next = at;
    while (next > from && isBlank(text.charCodeAt(next - 1))) next--;
    if (next > from && markOf(text.charCodeAt(next - 1)) === marks[i]) at = next - 1;
    else all = false;
  }
  return { at, all };
}

function isQuoted({ marks }: Gap): boolean {
  return marks.length === 2 && marks[0]?.at(-1) === QUOTE && marks[1]?.[0] === QUOTE;
}

/** The opening quote is closed inside the insert, and what follows opens another or is not closed at all. */
function endsEarly(line: string, from: number, back: Eaten): boolean {
  let depth = 0;
  let closed = false;
  for (let i = from; i < back.at; i++) {
    if (markOf(line.charCodeAt(i)) !== QUOTE) continue;
    const side = quoteSide(line, i);
    if (side === 'inner') continue;
    if (closed) return true;
    if (side === 'open') depth++;
    else if (side === 'close') {
      if (depth > 0) depth--;
      else closed = true;
    }
  }
  return closed && !back.all;
}

/** Inserts that share a gap are told apart by the marks between them, else by blanks when the words are as many as they. */
function splitInserts(gap: Gap, inside: string): (string | undefined)[] {
  const count = gap.names.length;
  if (count === 1) return [trimInsert(inside)];
  const whole = inside.trim();
  if (whole === '') return gap.names.map(() => '');
  const between = gap.marks.slice(1, -1);
  if (between.every((marks) => marks === '')) {
    const words = whole.split(/\s+/);
    const glued = gap.raws.slice(1, -1).includes('');
    return words.length === count && !glued ? words : gap.names.map(() => undefined);
  }
  const values: (string | undefined)[] = [];
  let at = 0;
  for (const marks of between) {
    const found = marks === '' ? undefined : findMarks(inside, marks, at);
    if (!found) break;
    values.push(trimInsert(inside.slice(at, found.from)));
    at = found.to;
  }
  if (values.length === between.length) values.push(trimInsert(inside.slice(at)));
  return gap.names.map((_, i) => values[i]);
}

function findMarks(text: string, marks: string, from: number): { from: number; to: number } | undefined {
  for (let i = from; i < text.length; i++) {
    if (markOf(text.charCodeAt(i)) !== marks[0] || (marks[0] === QUOTE && quoteSide(text, i) === 'inner')) continue;
    const { at, all } = eatFront(text.slice(i, i + 4 * marks.length), marks);
    if (all) return { from: i, to: i + at };
  }
  return undefined;
}

/** Without blanks around it, and without quotes that the template does not have. */
function trimInsert(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  const opens = from < to && markOf(text.charCodeAt(from)) === QUOTE;
  const closes = to - 1 > from && markOf(text.charCodeAt(to - 1)) === QUOTE;
  if ((opens || closes) && !holdsQuote(text, opens ? from + 1 : from, closes ? to - 1 : to)) {
    return trimInsert(text.slice(opens ? from + 1 : from, closes ? to - 1 : to));
  }
  return text.slice(from, to);
}

function holdsQuote(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (markOf(text.charCodeAt(i)) === QUOTE) return true;
  return false;
}
