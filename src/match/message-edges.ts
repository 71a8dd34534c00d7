/**
 * How far a message reaches beyond its outer literals. An insert at its end is closed by the template's own marks (`'.`, `)`);
 * without them it ends with its sentence, its line, or the quotation it stands in. The beginning is the mirror image.
 */
import type { Gap } from './compile-template.ts';
import { endOfBreak, endsLabel, endsSentence, isLabelled, isQuoting, isStop, runsOn, wrapWidth } from './line-ends.ts';
import { isBlank, isLineBreak, isWordUnit, markOf, QUOTE, quoteSide } from './separators.ts';

export interface Edge {
  /** Where the inserts stand. */
  from: number;
  to: number;
  /** Where the message begins or ends. */
  outer: number;
  /** The template's own marks were found around the inserts. */
  closed: boolean;
}

/** The outer literals in the original text. */
export interface Core {
  start: number;
  end: number;
}

/** Farther away nothing belongs to the message any more. */
const REACH = 1024;
/** An insert does not run over more lines than this. */
const MOST_LINES = 4;

/** @param limit the message ends here at the latest: where the next one begins */
export function trailingEdge(text: string, core: Core, gap: Gap, limit: number): Edge {
  const end = Math.min(limit, core.end + REACH);
  const from = eatMarks(text, core.end, end, gap.marks[0] ?? '');
  if (gap.names.length === 0) return { from, to: from, outer: from, closed: true };
  const closers = gap.marks.at(-1) ?? '';
  const last = behindMarks(text, from, end, gap.marks.slice(1, -1));
  for (let i = 0; i < closers.length; i++) {
    const to = findCloser(text, last, end, closers.charAt(i));
    if (to >= 0) return { from, to, outer: eatMarks(text, to, end, closers.slice(i)), closed: true };
  }
  return openEnd(text, core, { from, end, onNextLine: hasBreak(gap.raws[0] ?? '') });
}

/** @param limit the message begins here at the earliest: where the one before ends */
export function leadingEdge(text: string, core: Core, gap: Gap, limit: number): Edge {
  const begin = Math.max(limit, core.start - REACH);
  const to = eatMarksBack(text, core.start, begin, gap.marks.at(-1) ?? '');
  if (gap.names.length === 0) return { from: to, to, outer: to, closed: true };
  const openers = gap.marks[0] ?? '';
  const first = beforeMarks(text, begin, to, gap.marks.slice(1, -1));
  const from = openers === '' ? -1 : findOpener(text, begin, first, openers.charAt(openers.length - 1));
  if (from >= 0) return { from, to, outer: eatMarksBack(text, from, begin, openers), closed: true };
  return openBeginning(text, begin, to);
}

/** Steps over marks, over line breaks too; the missing ones are passed over. */
function eatMarks(text: string, from: number, end: number, marks: string): number {
  let at = from;
  for (const mark of marks) {
    let next = at;
    while (next < end && (isBlank(text.charCodeAt(next)) || isQuoting(text, next))) next++;
    if (next < end && markOf(text.charCodeAt(next)) === mark) at = next + 1;
  }
  return at;
}

function eatMarksBack(text: string, from: number, begin: number, marks: string): number {
  let at = from;
  for (let i = marks.length - 1; i >= 0; i--) {
    let next = at;
    while (next > begin && (isBlank(text.charCodeAt(next - 1)) || isQuoting(text, next - 1))) next--;
    if (next > begin && markOf(text.charCodeAt(next - 1)) === marks[i]) at = next - 1;
  }
  return at;
}

/** Where the last of several inserts begins that share the edge: behind the marks between them, as far as they are there. */
function behindMarks(text: string, from: number, end: number, between: readonly string[]): number {
  let at = from;
  for (const mark of between.join('')) {
    const next = seek(text, mark, at, end, 1);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

/** Where the first of them ends. */
function beforeMarks(text: string, begin: number, to: number, between: readonly string[]): number {
  let at = to;
  for (const mark of between.join('').split('').toReversed()) {
    const next = seek(text, mark, at - 1, begin - 1, -1);
    if (next < 0) return at;
    at = next;
  }
  return at;
}

/** The nearest such mark, apostrophes left out. */
function seek(text: string, mark: string, from: number, end: number, step: 1 | -1): number {
  for (let i = from; i !== end && i >= 0 && i < text.length; i += step) {
    if (markOf(text.charCodeAt(i)) === mark && (mark !== QUOTE || quoteSide(text, i) !== 'inner')) return i;
  }
  return -1;
}

/** The first mark that can close the insert, -1 when there is none in reach. */
function findCloser(text: string, from: number, end: number, mark: string): number {
  let depth = 0;
  let lines = 1;
  let spare = -1;
  for (let i = from; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isLineBreak(unit)) {
      const next = endOfBreak(text, i, end);
      if (++lines > MOST_LINES || isLabelled(text, next)) break;
      i = next - 1;
      continue;
    }
    const found = markOf(unit);
    if (mark === QUOTE && found === QUOTE) {
      const side = quoteSide(text, i);
      if (side === 'inner') continue;
      if (spare < 0) spare = i;
      if (side === 'open') depth++;
      else if (depth === 0) return i;
      else depth--;
    } else if (found === mark) {
      if (depth > 0) depth--;
      else if (mark !== '.' || i + 1 >= text.length || !isWordUnit(text.charCodeAt(i + 1))) return i;
    } else if (opensBracket(found, mark)) depth++;
  }
  return spare;
}

/** Just behind the nearest mark that can open the insert, -1 when there is none in reach. */
function findOpener(text: string, begin: number, to: number, mark: string): number {
  let depth = 0;
  let lines = 1;
  let spare = -1;
  for (let i = to - 1; i >= begin; i--) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a && ++lines > MOST_LINES) break;
    const found = markOf(unit);
    if (mark === QUOTE && found === QUOTE) {
      const side = quoteSide(text, i);
      if (side === 'inner') continue;
      if (spare < 0) spare = i + 1;
      if (side === 'close') depth++;
      else if (depth === 0) return i + 1;
      else depth--;
    } else if (found === mark) {
      if (depth === 0) return i + 1;
      depth--;
    } else if (opensBracket(mark, found)) depth++;
  }
  return spare;
}

function opensBracket(open: string, close: string): boolean {
  return (
    (open === '(' && close === ')') ||
    (open === '<' && close === '>') ||
    (open === '[' && close === ']') ||
    (open === '{' && close === '}')
  );
}

/** A last insert that nothing closes. */
function openEnd(
  text: string,
  core: Core,
  { from, end, onNextLine }: { from: number; end: number; onNextLine: boolean },
): Edge {
  let start = from;
  while (start < end && isBlank(text.charCodeAt(start)) && !isLineBreak(text.charCodeAt(start))) start++;
  if (start < end && isLineBreak(text.charCodeAt(start))) {
    const next = endOfBreak(text, start, end);
    if (next >= end || (!onNextLine && isLabelled(text, next))) return { from, to: from, outer: from, closed: false };
    start = next;
  }
  const quote = enclosingQuote(text, core.start);
  const width = wrapWidth(text, core.start, start);
  let lines = 1;
  let to = start;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isLineBreak(unit)) {
      const next = endOfBreak(text, i, end);
      if (next >= end || ++lines > MOST_LINES || !runsOn(text, { lineEnd: i, next, width })) break;
      i = next - 1;
      continue;
    }
    if (quote && markOf(unit) === QUOTE && ['close', 'either'].includes(quoteSide(text, i))) break;
    if (endsSentence(text, i)) return { from: start, to: i, outer: i + 1, closed: false };
    if (!isBlank(unit)) to = i + 1;
  }
  return { from: start, to, outer: to > start ? to : from, closed: false };
}

/** A first insert that nothing opens: from the beginning of its line, sentence, or what follows a label. */
function openBeginning(text: string, begin: number, to: number): Edge {
  let i = to;
  while (i > begin && isBlank(text.charCodeAt(i - 1)) && !isLineBreak(text.charCodeAt(i - 1))) i--;
  // The literal begins a wrapped line: the insert is the end of the line before.
  while (i > begin && (isBlank(text.charCodeAt(i - 1)) || isQuoting(text, i - 1))) i--;
  let from = i;
  for (; i > begin; i--) {
    const unit = text.charCodeAt(i - 1);
    if (isLineBreak(unit) || isStop(text, i - 1) || endsLabel(text, i - 1) || isQuoting(text, i - 1)) break;
    if (markOf(unit) === QUOTE && quoteSide(text, i - 1) === 'open') break;
    if (!isBlank(unit)) from = i - 1;
  }
  return { from, to, outer: from, closed: false };
}

function hasBreak(raw: string): boolean {
  return raw.includes('\n');
}

/** The message is quoted as a whole. */
function enclosingQuote(text: string, start: number): boolean {
  return start > 0 && markOf(text.charCodeAt(start - 1)) === QUOTE && quoteSide(text, start - 1) !== 'inner';
}
