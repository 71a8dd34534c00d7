/** CSV and TSV: Event Viewer's export with or without its heading row, and PowerShell's Export-Csv. */
import { parse } from 'csv-parse/sync';
import type { ReadEvent } from '../event.ts';
import { type Columns, columnsOf, eventOfRow, EXPORTED, isExportedRow } from './columns.ts';
import { type Claim, type Line, record, type Stretch } from './reader.ts';

const DELIMITERS = [',', '\t', ';'];
const LONGEST_HEADING = 2000;

interface Table {
  columns: Columns;
  delimiter: string;
  /** The first line of data. */
  first: number;
}

/** Reads tables whose cells are separated by commas, tabs or semicolons; quoted cells may run over lines. */
export function readCsv(stretch: Stretch): Claim[] {
  if (!/[,;\t]/.test(stretch.text)) return [];
  const lines = stretch.lines;
  const claims: Claim[] = [];
  for (let i = 0; i < lines.length;) {
    const table = tableAt(lines, i);
    const claim = table === undefined ? undefined : readRows(stretch, lines, table);
    if (claim === undefined) i++;
    else {
      claims.push({ ...claim.claim, from: lines[i]?.from ?? 0 });
      i = claim.next;
    }
  }
  return claims;
}

function tableAt(lines: readonly Line[], index: number): Table | undefined {
  const line = lines[index]?.text ?? '';
  if (line.length > LONGEST_HEADING && !line.includes('"')) return undefined;
  for (const delimiter of DELIMITERS) {
    const head = line.slice(0, LONGEST_HEADING);
    if (head.split(delimiter, 3).length < 3) continue;
    if (isExportedRow(head.split(delimiter, 4).map(unquote))) return { columns: EXPORTED, delimiter, first: index };
    const columns = columnsOf(head.split(delimiter).map(unquote));
    if (columns !== undefined) return { columns, delimiter, first: index + 1 };
  }
  return undefined;
}

function unquote(cell: string): string {
  const bare = cell.trim();
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1) : bare;
}

function readRows(stretch: Stretch, lines: readonly Line[], table: Table): { claim: Claim; next: number } | undefined {
  const events: ReadEvent[] = [];
  let next = table.first;
  let to = 0;
  while (next < lines.length) {
    const line = lines[next];
    if (line === undefined) break;
    if (line.text.trim() === '') {
      next++;
      continue;
    }
    if (!mayBeRow(line.text, table)) break;
    const last = rowEnd(lines, next);
    const row = { from: line.from, to: lines[last]?.to ?? line.to };
    const event = eventOfRow(table.columns, cellsOf(stretch.text.slice(row.from, row.to), table.delimiter));
    if (event === undefined) break;
    events.push(record('csv', event, stretch, row));
    to = row.to;
    next = last + 1;
  }
  return events.length === 0 ? undefined : { claim: { from: 0, to, events }, next };
}

/** Looks only at the first line, so that a line of chat with one quote does not swallow the rest. */
function mayBeRow(line: string, { columns, delimiter }: Table): boolean {
  if (columns === EXPORTED) return isExportedRow(line.slice(0, LONGEST_HEADING).split(delimiter, 4).map(unquote));
  return line.includes(delimiter) || line.startsWith('"');
}

/** The line where the row that begins at `index` ends: where its quotes are even, or the last line when it was cut. */
function rowEnd(lines: readonly Line[], index: number): number {
  let quotes = 0;
  for (let i = index; i < lines.length; i++) {
    for (const c of lines[i]?.text ?? '') if (c === '"') quotes++;
    if (quotes % 2 === 0) return i;
  }
  return lines.length - 1;
}

function cellsOf(row: string, delimiter: string): string[] {
  // Without quotes there is nothing that the parser would see and a split would not; it takes 25 times as long.
  if (delimiter !== '\t' && !row.includes('"'))
    return row
      .toWellFormed()
      .split(delimiter)
      .map((cell) => cell.trim());
  for (const text of [row, `${row}"`]) {
    try {
      const [cells] = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, trim: true });
      if (cells !== undefined) return cells;
    } catch {
      // A row cut inside its quotes: once more with the quote closed.
    }
  }
  return [];
}
