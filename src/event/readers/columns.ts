/** What the columns of a table mean, and one row of it as an event. */
import type { WindowsEvent } from '../event.ts';
import { eventOfFields, leadingIds, tidyValue } from '../fields.ts';
import { type LabelKind, labelOf, levelOf } from '../labels.ts';

/** The kind of each column; undefined where the heading says nothing we know. */
export type Columns = readonly (LabelKind | undefined)[];

/** Event Viewer's export: level, date and time, source, event ID, task category, and the description without a heading. */
export const EXPORTED: Columns = ['level', 'date', 'provider', 'id', 'other', 'message'];

const MOST_COLUMNS = 60;

/** The columns that a heading row names; undefined when it is not the heading of a table of events. */
export function columnsOf(cells: readonly string[]): Columns | undefined {
  if (cells.length < 2 || cells.length > MOST_COLUMNS) return undefined;
  const kinds = cells.map((cell) => labelOf(tidyValue(cell))?.kind);
  const known = kinds.filter((kind) => kind !== undefined);
  const hasId = known.includes('id') || known.includes('identifier');
  if (!hasId || known.length < Math.max(2, cells.length / 2 - 1)) return undefined;
  if (!['provider', 'message', 'level', 'levelName', 'type'].some((kind) => known.some((one) => one === kind)))
    return undefined;
  return kinds;
}

/** Whether cells without a heading are a row of Event Viewer's export. */
export function isExportedRow(cells: readonly string[]): boolean {
  const [level, date, source, id] = cells;
  if (level === undefined || date === undefined || !source || id === undefined) return false;
  return levelOf(tidyValue(level)) !== undefined && /\p{N}/u.test(date) && leadingIds(id).length > 0;
}

/** The event of a row; undefined when it has no readable ID. Cells beyond the columns belong to the description. */
export function eventOfRow(columns: Columns, cells: readonly string[]): WindowsEvent | undefined {
  const fields = new Map<LabelKind, string>();
  cells.forEach((cell, i) => {
    const kind = i < columns.length ? columns[i] : 'message';
    if (kind === undefined || kind === 'other') return;
    if (kind === 'message' && fields.has('message')) fields.set('message', `${fields.get('message')},${cell}`);
    else if (!fields.has(kind)) fields.set(kind, cell);
  });
  // A narrow column cuts the name ("Service Control M..."): half a name may be another source's.
  if (/(?:\.\.\.|…)$/.test(fields.get('provider') ?? '')) fields.delete('provider');
  const event = eventOfFields(fields);
  return event.eventId === undefined ? undefined : event;
}
