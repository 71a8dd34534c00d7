/** Finds `label: value` in lines: every colon form, several on a line, labels broken over lines, labels above their values. */
import { fold } from '../../text/fold.ts';
import {
  isHeading,
  type Label,
  type LabelKind,
  labelOf,
  LONGEST_LABEL,
  mayEndLabel,
  MOST_LABEL_WORDS,
} from '../labels.ts';
import type { Line } from './reader.ts';

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
/** Where a label may begin: behind any of these, or behind a blank. */
const OPENING_SIGNS = `,;、。，；|（(【[「『{/・>*•→"'@`;
const BLANKS =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const BOUNDARIES = unitsOf(BLANKS + OPENING_SIGNS);
/** A line's first words with single blanks between them, no more than a label may have. */
const ONE_WORD = `[^\\s${OPENING_SIGNS}]+`;
const FEW_WORDS = new RegExp(`^${ONE_WORD}(?: ${ONE_WORD}){0,${MOST_LABEL_WORDS - 1}} *$`);
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

/** All labels of `lines` in order. What is a label by chance is for the caller to tell. */
export function findLabels(lines: readonly Line[]): FoundLabel[] {
  const found: FoundLabel[] = [];
  let head: Line | undefined;
  let afterBlank = false;
  for (const [index, line] of lines.entries()) {
    const bareText = line.text.trim();
    if (bareText === '') {
      afterBlank = true;
      continue;
    }
    const marker = markerOf(line, bareText);
    const inLine = marker === undefined ? labelsInLine(line, head) : [marker];
    const bare = inLine.length === 0 ? bareLabel(lines, index, found.at(-1)) : undefined;
    const all = bare === undefined ? inLine : [bare];
    if (all[0] !== undefined) all[0].afterBlank = afterBlank;
    for (const label of all) found.push(label);
    head = all.length === 0 && line.text.length <= LONGEST_HEAD ? line : undefined;
    afterBlank = false;
  }
  return found;
}

function markerOf(line: Line, bareText: string): FoundLabel | undefined {
  const hasBracket = bareText[5] === '[' || bareText[6] === '[';
  const isStart = hasBracket && RECORD_START.test(line.text.slice(0, 40));
  const kind = isHeading(bareText) ? 'end' : isStart ? 'start' : undefined;
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

function separatorFrom(text: string, from: number): number {
  SEPARATOR.lastIndex = from;
  return SEPARATOR.test(text) ? SEPARATOR.lastIndex - 1 : -1;
}

/** A table of UTF-16 units: one look at it is faster than a regular expression for one character. */
function unitsOf(signs: string): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
}

function has(units: Uint8Array, unit: number): boolean {
  return units[unit] === 1;
}

interface Place {
  from: number;
  value: number;
}

function foundAt(label: { kind: FoundLabel['kind']; strong: boolean }, line: Line, { from, value }: Place): FoundLabel {
  const firstLetter = line.text.search(/\p{L}/u);
  return {
    kind: label.kind,
    strong: label.strong,
    from: line.from + from,
    valueFrom: line.from + value,
    valueTo: line.to,
    indent: line.text.length - line.text.trimStart().length,
    bare: false,
    inside: firstLetter !== -1 && firstLetter < from,
    afterBlank: false,
  };
}

function labelsInLine(line: Line, head: Line | undefined): FoundLabel[] {
  const found: FoundLabel[] = [];
  let begin = 0;
  for (let index = separatorFrom(line.text, 0); index !== -1; index = separatorFrom(line.text, begin)) {
    const isCell = line.text[index] === '\t' || line.text[index] === '|';
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
  if (found.length === 0) return found;
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
  const whole = begin === 0 ? labelOfFewWords(text.slice(0, end)) : undefined;
  if (whole !== undefined) return { label: whole, from: 0 };
  const starts: number[] = [];
  let to = end;
  while (to > begin && has(BOUNDARIES, text.charCodeAt(to - 1))) to--;
  if (to === begin || !mayEndLabel(text.charCodeAt(to - 1))) return undefined;
  for (let i = to; i > begin && starts.length < MOST_LABEL_WORDS; i--)
    if (has(BOUNDARIES, text.charCodeAt(i - 1))) starts.unshift(i);
  if (starts.length < MOST_LABEL_WORDS && (begin === 0 || NO_LETTER.test(text[begin - 1] ?? ''))) starts.unshift(begin);
  for (const from of starts) {
    const label = labelOf(text.slice(from, to));
    if (label === undefined) continue;
    if (wholeCell && /[\p{L}\p{N}]/u.test(text.slice(begin, from))) return undefined;
    return { label, from };
  }
  return undefined;
}

/** Most labels begin their line: no need to look where each of their words begins. */
function labelOfFewWords(head: string): Label | undefined {
  return head.length <= LONGEST_LABEL && FEW_WORDS.test(head) ? labelOf(head) : undefined;
}

/** `イベ` / `ントID：26`: the whole line above and what stands before the first sign are one label. */
function brokenLabel(line: Line, head: Line, end: number): FoundLabel | undefined {
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
function keepPlausible(found: FoundLabel[]): FoundLabel[] {
  if (found.length === 1) return found[0]?.inside === true ? [] : found;
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
  return { ...foundAt(label, line, { from: 0, value: line.text.length }), bare: true };
}

function wholeLabel(text: string): Label | undefined {
  const bare = text.trim();
  return bare === '' ? undefined : labelOf(bare);
}

function nextContent(lines: readonly Line[], index: number): number | undefined {
  for (let i = index + 1; i < lines.length && i < index + 4; i++) if (lines[i]?.text.trim()) return i;
  return undefined;
}
