/** Tables with a heading: Markdown, and what PowerShell's Format-Table prints. */
import type { ReadEvent, WindowsEvent } from '../event.ts';
import { parseIdentifier } from '../identifier.ts';
import { levelOf } from '../labels.ts';
import { type Columns, columnsOf, eventOfRow } from './columns.ts';
import { type Claim, type Line, record, type Stretch } from './reader.ts';

/** The dashes under a heading, in words of at least two. */
const DASHES = /^\s*-{2,}(?:\s+-{2,})+\s*$/;
const PIPE_RULE = /^[\s|:+-]+$/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const GAP = /\t+| {2,}/g;
const LONGEST_HEADING = 1000;

/** Reads tables whose heading row is followed by a rule, or whose cells stand between bars, tabs or wide gaps. */
export function readTable(stretch: Stretch): Claim[] {
  const lines = stretch.lines;
  const claims: Claim[] = [];
  let provider: { name: string; from: number } | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || line.text.trim() === '') continue;
    const group = groupHeading(line.text);
    const table = group === undefined ? tableAt(lines, i) : undefined;
    if (table !== undefined) {
      const read = readRows(stretch, lines, { ...table, provider: provider?.name });
      if (read.events.length > 0) {
        claims.push({ from: provider?.from ?? line.from, to: read.to, events: read.events });
        i = read.next - 1;
      }
    }
    provider = group === undefined ? undefined : { name: group, from: line.from };
  }
  return claims;
}

type Split = (line: string) => string[];

interface Table {
  columns: Columns;
  split: Split;
  /** The first line of data. */
  first: number;
  /** Rows of PowerShell may run over lines. */
  wraps: boolean;
  provider?: string | undefined;
}

/** `   ProviderName: VMSMP` above a group of Get-WinEvent's rows. */
function groupHeading(line: string): string | undefined {
  const name = /^\s{0,8}ProviderName\s{0,3}:\s?(\S[^:]{0,120})$/i.exec(line)?.[1];
  return name?.trim();
}

function tableAt(lines: readonly Line[], index: number): Table | undefined {
  const heading = lines[index]?.text ?? '';
  if (heading.length > LONGEST_HEADING) return undefined;
  const rule = lines[index + 1]?.text ?? '';
  if (heading.includes('|')) {
    const columns = columnsOf(barCells(heading));
    if (columns === undefined) return undefined;
    const first = rule.includes('-') && PIPE_RULE.test(rule.slice(0, LONGEST_HEADING)) ? index + 2 : index + 1;
    return { columns, split: barCells, first, wraps: false };
  }
  if (rule.length <= LONGEST_HEADING && DASHES.test(rule)) {
    const columns = columnsOf(heading.trim().split(/\s+/));
    if (columns === undefined) return undefined;
    const split = rowSplitter(columns, rule);
    return { columns, split, first: index + 2, wraps: true };
  }
  const columns = hasTwoGaps(heading.trim()) ? columnsOf(gapCells(heading)) : undefined;
  return columns && { columns, split: gapCells, first: index + 1, wraps: false };
}

function readRows(
  stretch: Stretch,
  lines: readonly Line[],
  table: Table,
): { events: ReadEvent[]; to: number; next: number } {
  const rows: { event: WindowsEvent; from: number; to: number }[] = [];
  let next = table.first;
  for (; next < lines.length; next++) {
    const line = lines[next];
    if (line === undefined) break;
    const last = rows.at(-1);
    const event = line.text.trim() === '' ? undefined : eventOfRow(table.columns, table.split(line.text));
    if (event !== undefined) {
      if (table.provider !== undefined) event.provider ??= table.provider;
      rows.push({ event, from: line.from, to: line.to });
    } else if (line.text.trim() === '') {
      if (last !== undefined || table.wraps) break;
    } else if (table.wraps && last !== undefined) {
      last.event.message = `${last.event.message ?? ''}\n${line.text.trim()}`.trim();
      last.to = line.to;
    } else break;
  }
  const events = rows.map(({ event, from, to }) => record('table', event, stretch, { from, to }));
  return { events, to: rows.at(-1)?.to ?? 0, next };
}

function barCells(line: string): string[] {
  const cells = line
    .trim()
    .split('|')
    .map((cell) => cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

function hasTwoGaps(line: string): boolean {
  GAP.lastIndex = 0;
  return GAP.test(line) && GAP.test(line);
}

/** Cells between tabs or gaps of two blanks and more. */
function gapCells(line: string): string[] {
  return line
    .trim()
    .split(GAP)
    .map((cell) => cell.trim());
}

/**
 * PowerShell's rows: by the words where the heading is one of the two usual ones (chat joins blanks), else by position.
 */
function rowSplitter(columns: Columns, rule: string): Split {
  const byPosition = positionSplitter(rule);
  const order = columns.join(' ');
  const isEvents = order === 'date id levelName message';
  const isLog = order === 'recordId clock type provider identifier message';
  if (isEvents) return (line) => splitAtLevel(line) ?? byPosition(line);
  if (isLog) return (line) => splitLogRow(line) ?? byPosition(line);
  return byPosition;
}

interface Word {
  text: string;
  from: number;
  to: number;
}

/** The first words of a line; enough for everything before the message. */
function firstWords(line: string): Word[] {
  const words: Word[] = [];
  const pattern = /\S+/g;
  for (let m = pattern.exec(line); m !== null && words.length < 16; m = pattern.exec(line))
    words.push({ text: m[0], from: m.index, to: m.index + m[0].length });
  return words;
}

/** `<time> <id> <level> <message>` */
function splitAtLevel(line: string): string[] | undefined {
  const words = firstWords(line);
  for (let i = 1; i + 1 < words.length; i++) {
    const [id, level] = [words[i], words[i + 1]];
    if (
      id === undefined ||
      level === undefined ||
      parseIdentifier(id.text) === undefined ||
      levelOf(level.text) === undefined
    )
      continue;
    return [line.slice(0, id.from).trim(), id.text, level.text, line.slice(level.to).trim()];
  }
  return undefined;
}

/** `<index> <time> <level> <source> <instance> <message>` */
function splitLogRow(line: string): string[] | undefined {
  const words = firstWords(line);
  const at = words.findIndex((word, i) => i > 1 && levelOf(word.text) !== undefined);
  const level = words[at];
  if (level === undefined || words[0] === undefined) return undefined;
  for (let i = at + 2; i < words.length; i++) {
    const id = words[i];
    if (id === undefined || parseIdentifier(id.text) === undefined) continue;
    const source = line.slice(level.to, id.from).trim();
    return [
      words[0].text,
      line.slice(words[0].to, level.from).trim(),
      level.text,
      source,
      id.text,
      line.slice(id.to).trim(),
    ];
  }
  return undefined;
}

/** By the columns of the rule; wide characters count twice, and a number may reach out to the left of its dashes. */
function positionSplitter(rule: string): Split {
  const starts = [...rule.matchAll(/-+/g)].map((run) => run.index);
  return (line) => {
    const offsets = offsetsAt(line, starts);
    for (let i = 1; i < offsets.length; i++) {
      const before = offsets[i - 1] ?? 0;
      offsets[i] = wordStart(line, { at: offsets[i] ?? line.length, after: before });
    }
    return offsets.map((from, i) => line.slice(i === 0 ? 0 : from, offsets[i + 1] ?? line.length).trim());
  };
}

/** A cell never begins inside a word: where the word at `at` begins, or behind it when that is still the cell before. */
function wordStart(line: string, { at, after }: { at: number; after: number }): number {
  let start = at;
  while (start > after && start < line.length && line[start - 1] !== ' ') start--;
  if (start > after) return start;
  let end = at;
  while (end < line.length && line[end] !== ' ') end++;
  return end;
}

/** Where the display columns `columns` are in `line`, in UTF-16 units. */
function offsetsAt(line: string, columns: readonly number[]): number[] {
  const offsets: number[] = [];
  let width = 0;
  for (let i = 0; i < line.length && offsets.length < columns.length; i++) {
    if (width >= (columns[offsets.length] ?? 0)) offsets.push(i);
    width += WIDE.test(line[i] ?? '') ? 2 : 1;
  }
  while (offsets.length < columns.length) offsets.push(line.length);
  return offsets;
}
