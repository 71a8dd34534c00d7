/** Indexes over the knowledge, built once at start and asked for every paste. */
import type { SourceNames } from '../event/event.ts';
import { joinIdentifier } from '../event/identifier.ts';
import { fold } from '../text/fold.ts';
import type { Entry, Knowledge, KnownIdentity } from './knowledge.ts';
import type { Message, Provider } from './schema.ts';
import { createSourceIndex } from './source-index.ts';
import { tableEvent } from './table-identifier.ts';
import { addTo, indexTableRows, type TableRow } from './table-rows.ts';
import type { OwnedTableText, TemplateSource } from './texts.ts';

export interface Catalog {
  readonly knowledge: Knowledge;
  readonly entries: readonly Entry[];
  /** The provider of a name as a person or an event writes it: any case, width, blanks, the Microsoft-Windows- prefix, aliases, the GUID. */
  provider(name: string): Provider | undefined;
  providerOfSlug(slug: string): Provider | undefined;
  /** Whether the name is a Windows source that is listed as not ours. */
  isForeign(name: string): boolean;
  /** Canonical names and aliases of our providers, as written. */
  knownNames(): readonly string[];
  /** Names of foreign sources, as written. */
  foreignNames(): readonly string[];
  /** For the reader of prose. */
  readonly sourceNames: SourceNames;
  /** @param key `vmsmp/26`, `status/get-vmintegrationservice` */
  entry(key: string): Entry | undefined;
  /** Entries of any provider with this event ID. */
  entriesOfId(eventId: number): readonly Entry[];
  /** An event known by name only; undefined when it has an entry. */
  identity(key: string): KnownIdentity | undefined;
  /** The upper halves under which the entry's own texts are logged; empty when nothing says them. */
  qualifiersOf(key: string): readonly number[];
  /** Rows of message tables for an identity. */
  tableTexts(key: string): readonly OwnedTableText[];
  /** Rows of message tables with exactly this 32-bit identifier, of any provider. */
  tableTextsOfIdentifier(eventId: number, qualifiers: number): readonly OwnedTableText[];
  /** Every text worth indexing, entries first. */
  templateSources(): readonly TemplateSource[];
}

const NOTHING: readonly never[] = [];

/** Builds all indexes. Linear in the knowledge. */
export function createCatalog(knowledge: Knowledge): Catalog {
  const { providers, foreign } = knowledge.providers;
  const known = [...providers.map(({ name }) => name), ...providers.flatMap(({ aliases }) => aliases)];
  const sources = createSourceIndex(knowledge.providers);
  const slugs = new Map(providers.map((provider) => [provider.slug, provider]));
  const entries = indexEntries(knowledge.entries);
  const identities = new Map(knowledge.identities.map((identity) => [identity.key, identity]));
  const rows = indexTableRows(knowledge.tables, slugs);
  const owned = ownedRows(knowledge.entries, rows.byKey);
  const qualifiers = qualifiersOfEntries(knowledge.entries, owned);
  const templates = [...entryTemplates(knowledge.entries), ...tableTemplates(rows.all, owned)];

  return {
    knowledge,
    entries: knowledge.entries,
    provider: (name) => sources.provider(fold(name)),
    providerOfSlug: (slug) => slugs.get(slug),
    isForeign: (name) => sources.names.lookup(fold(name)) === 'foreign',
    knownNames: () => known,
    foreignNames: () => foreign,
    sourceNames: sources.names,
    entry: (key) => entries.byKey.get(key),
    entriesOfId: (eventId) => entries.byId.get(eventId) ?? NOTHING,
    identity: (key) => identities.get(key),
    qualifiersOf: (key) => qualifiers.get(key) ?? NOTHING,
    tableTexts: (key) => rows.byKey.get(key) ?? NOTHING,
    tableTextsOfIdentifier: (id, upper) => rows.byIdentifier.get(joinIdentifier(id, upper)) ?? NOTHING,
    templateSources: () => templates,
  };
}

function indexEntries(entries: readonly Entry[]) {
  const byKey = new Map<string, Entry>();
  const byId = new Map<number, Entry[]>();
  for (const entry of entries) {
    byKey.set(entry.key, entry);
    if (entry.eventId !== undefined) addTo(byId, entry.eventId, entry);
  }
  return { byKey, byId };
}

/** The 32-bit identifiers that the messages of an entry carry, each once. */
function identifiersOf(entry: Entry): Set<number> {
  const found = new Set<number>();
  for (const { identifier } of entry.messages) if (identifier !== undefined) found.add(Number(identifier));
  return found;
}

/**
 * The entry that a table row belongs to. One ID may hold a harmless warning and a real error (EventSystem 4106), so an entry
 * that names its identifiers owns those rows only, and one that names none owns rows only when all are of one severity and facility.
 */
function ownedRows(entries: readonly Entry[], byKey: ReadonlyMap<string, readonly TableRow[]>): Map<TableRow, Entry> {
  const owned = new Map<TableRow, Entry>();
  for (const entry of entries) {
    const rows = byKey.get(entry.key) ?? NOTHING;
    const named = identifiersOf(entry);
    const clear = named.size > 0 || new Set(rows.map(({ qualifiers }) => qualifiers)).size === 1;
    for (const row of rows) if (clear && (named.size === 0 || named.has(row.identifier))) owned.set(row, entry);
  }
  return owned;
}

function qualifiersOfEntries(entries: readonly Entry[], owned: ReadonlyMap<TableRow, Entry>): Map<string, number[]> {
  const found = new Map(entries.map((entry) => [entry.key, new Set<number>()]));
  for (const entry of entries) {
    for (const message of entry.messages) {
      const { qualifiers } = upperHalf(message);
      if (qualifiers !== undefined) found.get(entry.key)?.add(qualifiers);
    }
  }
  for (const [row, entry] of owned) if (row.classic) found.get(entry.key)?.add(row.qualifiers);
  return new Map(Array.from(found, ([key, qualifiers]) => [key, [...qualifiers]]));
}

function* entryTemplates(entries: readonly Entry[]): Generator<TemplateSource> {
  for (const entry of entries) {
    const { key, provider, eventId } = entry;
    const identity = { key, provider, entry, ...(eventId === undefined ? {} : { eventId }) };
    for (const message of entry.messages) {
      yield { text: message.text, style: 'braces', owner: { ...identity, message, ...upperHalf(message) } };
    }
  }
}

function upperHalf(message: Message): { qualifiers?: number } {
  const event = message.identifier === undefined ? undefined : tableEvent(Number(message.identifier));
  return event?.qualifiers === undefined ? {} : { qualifiers: event.qualifiers };
}

function* tableTemplates(rows: readonly TableRow[], owned: ReadonlyMap<TableRow, Entry>): Generator<TemplateSource> {
  for (const row of rows) {
    const { key, provider, eventId, file, builds } = row;
    const entry = owned.get(row);
    yield {
      text: row.text,
      style: 'percent',
      owner: {
        key,
        provider,
        eventId,
        table: { file, builds },
        ...(row.classic ? { qualifiers: row.qualifiers } : {}),
        ...(entry === undefined ? {} : { entry }),
      },
    };
  }
}
