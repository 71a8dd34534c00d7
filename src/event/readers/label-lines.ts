/** Finds `label: value` in lines: every colon form, several on a line, labels broken over lines, labels above their values. */
import { fold } from '../../text/fold.ts';
import { isHeading, type Label, type LabelKind, labelOf, LONGEST_LABEL, MOST_LABEL_WORDS } from '../labels.ts';
import { type Line, linesOf } from './reader.ts';

/** One label in a stretch, with offsets in it. */
export interface FoundLabel {
  /** `start`: `Event[0]:` of wevtutil; `end`: a heading of a paper. */
  kind: LabelKind | 'start' | 'end';
  strong: boolean;
  from: number;
  valueFrom: number;
  /** End of the value on its own line. */
  valueTo: number;
  /** Blanks of the line before the label. */
  indent: number;
  /** Only a line end, not a sign, stands between label and value. */
  bare: boolean;
  /** Words stand before the label in its line. */
  inside: boolean;
  /** A blank line stands right before. */
  afterBlank: boolean;
}

const SEPARATOR = /[:：=＝\t|]/g;
const BOUNDARY = /[\s,;、。，；|（(【[「『{/・>*•→"'@]/;
const NO_LETTER = /[^\p{L}\p{N}]/u;
const RECORD_START = /^\s*event\s?\[\d{1,7}\]\s?:?\s*$/i;
/** Header fields a message may not be cut at unless another follows. */
const OPENERS: ReadonlySet<FoundLabel['kind']> = new Set(['channel', 'provider', 'type', 'level', 'date']);
const VALUED: ReadonlySet<FoundLabel['kind']> = new Set([
  'provider',
  'id',
  'identifier',
  'level',
  'levelName',
  'type',
  'channel',
  'computer',
  'date',
  'message',
]);
/** How many lines up the head of a broken label may be. */
const LONGEST_HEAD = 20;

/** A line and what is asked of it for every label. */
interface Row extends Line {
  /** Blanks before the first character. */
  indent: number;
  /** Where the first letter is; the length of the line when there is none. */
  firstLetter: number;
}

function rowOf(line: Line): Row {
  const letter = line.text.search(/\p{L}/u);
  return {
    ...line,
    indent: line.text.length - line.text.trimStart().length,
    firstLetter: letter === -1 ? line.text.length : letter,
  };
}

/** All labels of `text` in order. What is a label by chance is for the caller to tell. */
export function findLabels(text: string): FoundLabel[] {
  const found: FoundLabel[] = [];
  let head: Line | undefined;
  let afterBlank = false;
  const lines = linesOf(text);
  for (const [index, plain] of lines.entries()) {
    const line = rowOf(plain);
    if (line.text.trim() === '') {
      afterBlank = true;
      continue;
    }
    const marker = markerOf(line);
    const inLine = marker === undefined ? labelsInLine(line, head) : [marker];
    const bare = inLine.length === 0 ? bareLabel(lines, index, found.at(-1)) : undefined;
    const all = bare === undefined ? inLine : [bare];
    if (all[0] !== undefined) all[0].afterBlank = afterBlank;
    found.push(...all);
    head = all.length === 0 && line.text.length <= LONGEST_HEAD ? line : undefined;
    afterBlank = false;
  }
  return found;
}

function markerOf(line: Row): FoundLabel | undefined {
  const kind = isHeading(line.text.trim()) ? 'end' : RECORD_START.test(line.text.slice(0, 40)) ? 'start' : undefined;
  return kind && foundAt({ kind, strong: true }, line, { from: 0, value: line.text.length });
}

/** Footers that a PDF leaves in the text: copyright lines and page numbers. */
export function isFooter(line: string): boolean {
  if (line.length > 200) return false;
  const bare = line.trim().toLowerCase();
  if (bare.startsWith('copyright') || bare.startsWith('©') || bare.startsWith('(c) ')) return true;
  return (
    bare.length <= 24 &&
    /^(?:(?:- ?)?\d{1,4} ?-|\d{1,4} ?\/ ?\d{1,4}|page \d{1,4}(?: of \d{1,4})?|\d{1,4} ?ページ)$/.test(bare)
  );
}

interface Place {
  from: number;
  value: number;
}

function foundAt(label: { kind: FoundLabel['kind']; strong: boolean }, line: Row, { from, value }: Place): FoundLabel {
  return {
    kind: label.kind,
    strong: label.strong,
    from: line.from + from,
    valueFrom: line.from + value,
    valueTo: line.to,
    indent: line.indent,
    bare: false,
    inside: line.firstLetter < from,
    afterBlank: false,
  };
}

function labelsInLine(line: Row, head: Line | undefined): FoundLabel[] {
  const found: FoundLabel[] = [];
  let begin = 0;
  for (const { 0: sign, index } of line.text.matchAll(SEPARATOR)) {
    const isCell = sign === '\t' || sign === '|';
    const place = labelBefore(line.text, {
      begin: Math.max(begin, index - LONGEST_LABEL - 20),
      end: index,
      wholeCell: isCell,
    });
    const broken = begin === 0 && head !== undefined ? brokenLabel(line, head, index) : undefined;
    if (broken !== undefined) found.push(broken);
    else if (place !== undefined) found.push(foundAt(place.label, line, { from: place.from, value: index + 1 }));
    begin = index + 1;
  }
  const kept = keepPlausible(found);
  for (const [i, label] of kept.entries()) label.valueTo = kept[i + 1]?.from ?? line.to;
  return kept;
}

interface Window {
  begin: number;
  end: number;
  wholeCell: boolean;
}

/** The longest label that ends at `end`, of at most four words. */
function labelBefore(text: string, { begin, end, wholeCell }: Window): { label: Label; from: number } | undefined {
  const starts: number[] = [];
  let to = end;
  while (to > begin && BOUNDARY.test(text[to - 1] ?? '')) to--;
  for (let i = to; i > begin && starts.length < MOST_LABEL_WORDS; i--)
    if (BOUNDARY.test(text[i - 1] ?? '')) starts.unshift(i);
  if (starts.length < MOST_LABEL_WORDS && (begin === 0 || NO_LETTER.test(text[begin - 1] ?? ''))) starts.unshift(begin);
  for (const from of starts) {
    const label = from < to ? labelOf(text.slice(from, to)) : undefined;
    if (label === undefined) continue;
    if (wholeCell && /[\p{L}\p{N}]/u.test(text.slice(begin, from))) return undefined;
    return { label, from };
  }
  return undefined;
}

/** `イベ` / `ントID：26`: the whole line above and what stands before the first sign are one label. */
function brokenLabel(line: Row, head: Line, end: number): FoundLabel | undefined {
  if (end > LONGEST_LABEL) return undefined;
  const tail = line.text.slice(0, end);
  const label = labelOf(head.text.trim() + tail.trim()) ?? labelOf(`${head.text.trim()} ${tail.trim()}`);
  if (label === undefined || fold(head.text) === '') return undefined;
  const found = foundAt(label, line, { from: 0, value: end + 1 });
  return { ...found, from: head.from };
}

/**
 * In one line: after a message label the rest is the message, unless two header labels in a row begin another record (a paste
 * that lost its line ends); labels behind other words count only when there are two.
 */
function keepPlausible(found: readonly FoundLabel[]): FoundLabel[] {
  const kept: FoundLabel[] = [];
  let inMessage = false;
  for (const [i, label] of found.entries()) {
    if (inMessage && !opensRecord(found, i)) continue;
    inMessage = label.kind === 'message';
    kept.push(label);
  }
  const isLone = kept.length === 1 && kept[0]?.inside === true;
  return isLone ? [] : kept;
}

function opensRecord(found: readonly FoundLabel[], index: number): boolean {
  const [first, second] = [found[index], found[index + 1]];
  if (first === undefined || second === undefined || !OPENERS.has(first.kind)) return false;
  return (
    VALUED.has(second.kind) && second.kind !== 'message' && second.kind !== first.kind && second.from - first.from < 120
  );
}

/** A line that is nothing but a label, with its value in the next line; only in a chain of such pairs. */
function bareLabel(lines: readonly Line[], index: number, previous: FoundLabel | undefined): FoundLabel | undefined {
  const line = lines[index];
  const label = line === undefined ? undefined : wholeLabel(line.text);
  if (line === undefined || label === undefined || !VALUED.has(label.kind)) return undefined;
  const value = nextContent(lines, index);
  if (value === undefined || wholeLabel(lines[value]?.text ?? '') !== undefined) return undefined;
  const second = nextContent(lines, value);
  const isChained =
    previous?.bare === true || (second !== undefined && wholeLabel(lines[second]?.text ?? '') !== undefined);
  if (!isChained) return undefined;
  return { ...foundAt(label, rowOf(line), { from: 0, value: line.text.length }), bare: true };
}

function wholeLabel(text: string): Label | undefined {
  const bare = text.trim();
  return bare === '' ? undefined : labelOf(bare);
}

function nextContent(lines: readonly Line[], index: number): number | undefined {
  for (let i = index + 1; i < lines.length && i < index + 4; i++) if (lines[i]?.text.trim()) return i;
  return undefined;
}
