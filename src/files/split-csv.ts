/** CSV and TSV files: one row at a time, under the heading row. */
import { columnsOf, isExportedRow } from '../event/readers/columns.ts';
import type { FileNote } from './file-notes.ts';
import { LineReader } from './line-reader.ts';
import { LONGEST_CHUNK } from './split-text.ts';
import type { FileChunk } from './file-chunk.ts';

const DELIMITERS = [',', '\t', ';'];
const LONGEST_HEADING = 2000;
/** A row over more lines, or longer, has a stray quote rather than a long message. */
const MOST_ROW_LINES = 2000;
const MOST_ROW_CHARACTERS = LONGEST_CHUNK - LONGEST_HEADING - 1;

/** Whether a line is the heading of a table of events, a row of Event Viewer's export, or neither. */
export function csvLine(line: string): 'heading' | 'row' | undefined {
  const head = line.slice(0, LONGEST_HEADING);
  for (const delimiter of DELIMITERS) {
    const cells = head.split(delimiter, 64).map(unquoted);
    if (cells.length < 4) continue;
    if (isExportedRow(cells.slice(0, 4))) return 'row';
    if (line.length <= LONGEST_HEADING && columnsOf(cells) !== undefined) return 'heading';
  }
  return undefined;
}

/** Rows, each with the heading that stands above it. Line ends inside quotes belong to the row. */
export function* splitCsv(text: string, notes: FileNote[]): Generator<FileChunk> {
  const lines = new LineReader(text);
  let heading = '';
  let cut = 0;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.trim() === '' || line.startsWith('#TYPE ')) continue;
    if (csvLine(line) === 'heading') {
      heading = `${line}\n`;
      continue;
    }
    const row = wholeRow(line, lines);
    cut += row.length - 1;
    for (const part of row) yield { text: heading + part, done: lines.at / text.length, single: true };
  }
  if (cut > 0) notes.push({ kind: 'cut-record', count: cut });
}

/** The row that begins with `line`, up to where its quotes are even; only its first line, when they never are. */
function wholeRow(line: string, lines: LineReader): string[] {
  const start = lines.at;
  let row = line;
  let isOpen = hasOddQuotes(line);
  for (let count = 1; isOpen; count++) {
    const more = lines.next();
    if (more === undefined || count === MOST_ROW_LINES || row.length + more.length > MOST_ROW_CHARACTERS) {
      lines.at = start;
      return pieces(line);
    }
    row += `\n${more}`;
    if (hasOddQuotes(more)) isOpen = false;
  }
  return pieces(row);
}

function pieces(row: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < row.length; at += MOST_ROW_CHARACTERS) parts.push(row.slice(at, at + MOST_ROW_CHARACTERS));
  return parts;
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function unquoted(cell: string): string {
  const bare = cell.trim();
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1) : bare;
}
