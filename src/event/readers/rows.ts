/** Lists and tables without a heading, an event per line: `storvsp  5 Error  A storage device …`. */
import type { SourceNames, WindowsEvent } from '../event.ts';
import { levelOf } from '../labels.ts';
import { type Claim, hasContent, type Line, record, type Stretch } from './reader.ts';
import { idAt, nameAt, TokenReader } from './tokens.ts';

/** The fields stand at the beginning of the line. */
const HEAD = 160;
/** Wide gaps, or a time of day: what a remark in chat does not have. */
const GAP = /\t| {2,}|\||\p{Nd}:\p{Nd}/u;
/** The empty task category that Event Viewer's list ends with. */
const NO_CATEGORY = /^(?:none|なし|n\/a|\(0\))$/i;
const ORDINAL = /^\s*[(（[]?\p{Nd}{1,3}(?:[.)）\]．、](?=\s|\p{L}))/u;
const TIME_SIGNS = /[.:/,|\-()]/;

interface Row {
  event: WindowsEvent;
  from: number;
  to: number;
  hasGap: boolean;
}

/** Reads lines that begin with a known or foreign source, an ID and a level in any order; one line alone needs wide gaps. */
export function readRows(stretch: Stretch, names: SourceNames): Claim[] {
  const rows: Row[] = [];
  let open: Row | undefined;
  for (const line of stretch.lines) {
    const row = rowAt(line, names);
    if (row !== undefined) {
      rows.push(row);
      open = row;
    } else if (line.text.trim() === '') open = undefined;
    else if (open?.event.message !== undefined) {
      open.event.message += `\n${line.text.trim()}`;
      open.to = line.to;
    }
  }
  if (rows.length === 1 && rows[0]?.hasGap === false) return [];
  return rows.map(({ event, from, to }) => ({ from, to, events: [record('table', event, stretch, { from, to })] }));
}

function rowAt(line: Line, names: SourceNames): Row | undefined {
  const head = line.text.slice(0, HEAD);
  if (!/\p{Nd}/u.test(head)) return undefined;
  // The number of a list item is no event ID.
  const ordinal = ORDINAL.exec(head)?.[0].length ?? 0;
  const tokens = new TokenReader(head, ordinal);
  const event: WindowsEvent = {};
  let end = 0;
  for (let i = 0; ; i++) {
    const token = tokens.at(i);
    if (token === undefined) break;
    const name = event.provider === undefined ? nameAt(tokens, i, names) : undefined;
    const level = event.level === undefined ? levelOf(head.slice(token.from, token.to)) : undefined;
    const id = event.eventId === undefined ? idAt(head, tokens, i) : undefined;
    if (name !== undefined) {
      event.provider = head.slice(token.from, tokens.at(name.last)?.to);
      i = name.last;
    } else if (level !== undefined) event.level = level;
    else if (id !== undefined) Object.assign(event, id);
    else if (
      !(token.kind === 'number' || (token.kind === 'sign' && TIME_SIGNS.test(token.key)) || isHalfDay(token.key))
    )
      break;
    end = tokens.at(i)?.to ?? end;
    if (event.provider !== undefined && event.level !== undefined && event.eventId !== undefined) break;
  }
  if (event.provider === undefined || event.level === undefined || event.eventId === undefined) return undefined;
  const message = line.text
    .slice(end)
    .replace(/^[\s|:,\-–]{1,20}/, '')
    .replace(/\s?\|$/, '')
    .trim();
  if (hasContent(message) && !NO_CATEGORY.test(message)) event.message = message;
  return { event, from: line.from, to: line.to, hasGap: GAP.test(head.trim()) };
}

function isHalfDay(key: string): boolean {
  return key === 'am' || key === 'pm' || key === '午前' || key === '午後';
}
