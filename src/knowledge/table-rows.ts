/** The rows of all message tables as events, under their identity and under their identifier. */
import type { Knowledge } from './knowledge.ts';
import type { Provider } from './schema.ts';
import { tableEvent } from './table-identifier.ts';
import type { OwnedTableText } from './texts.ts';

export interface TableRow extends OwnedTableText {
  eventId: number;
  /** 32 bits, unsigned. */
  identifier: number;
  /** A manifest event carries no qualifiers. */
  classic: boolean;
}

export interface TableRows {
  all: readonly TableRow[];
  byKey: ReadonlyMap<string, readonly TableRow[]>;
  byIdentifier: ReadonlyMap<number, readonly TableRow[]>;
}

/** Rows that are no events are left out. */
export function indexTableRows(tables: Knowledge['tables'], slugs: ReadonlyMap<string, Provider>): TableRows {
  const all: TableRow[] = [];
  const byKey = new Map<string, TableRow[]>();
  const byIdentifier = new Map<number, TableRow[]>();
  for (const table of tables) {
    const provider = slugs.get(table.provider)?.name ?? table.provider;
    for (const { identifier: written, text, builds } of table.rows) {
      const identifier = Number(written);
      const event = tableEvent(identifier);
      if (event === undefined) continue;
      const row: TableRow = {
        key: `${table.provider}/${event.eventId}`,
        provider,
        file: table.file,
        text,
        builds: builds.flatMap((index) => table.builds[index] ?? []),
        qualifiers: event.qualifiers ?? 0,
        eventId: event.eventId,
        identifier,
        classic: event.qualifiers !== undefined,
      };
      all.push(row);
      addTo(byKey, row.key, row);
      addTo(byIdentifier, identifier, row);
    }
  }
  return { all, byKey, byIdentifier };
}

/** Appends to the list under `key`. */
export function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
