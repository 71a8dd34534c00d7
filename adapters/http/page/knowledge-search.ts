/** Searching the knowledge as a list: every word of the query stands somewhere in the entry. */
import type { Catalog } from '../../../src/knowledge/catalog.ts';
import type { Entry, KnownIdentity } from '../../../src/knowledge/knowledge.ts';
import { type Case, CaseVerdict } from '../../../src/knowledge/schema.ts';
import { fold } from '../../../src/text/fold.ts';

export const VERDICT_FILTERS = CaseVerdict.options;
export const SIDE_FILTERS = ['host', 'guest'] as const;

const LONGEST_QUERY = 200;
const MOST_WORDS = 16;
/** Parts fold to letters and digits alone, so this keeps them apart. */
const APART = '\n';

export interface Search {
  q: string;
  /** Entries with a case of this verdict. */
  verdict?: Case['verdict'];
  /** Entries logged there; those of both sides belong to each. */
  side?: (typeof SIDE_FILTERS)[number];
}

/** What the address says; what is not allowed counts as not said. */
export function readSearch(query: (name: string) => string | undefined): Search {
  const verdict = VERDICT_FILTERS.find((known) => known === query('verdict'));
  const side = SIDE_FILTERS.find((known) => known === query('side'));
  const q = (query('q') ?? '').slice(0, LONGEST_QUERY).trim();
  return { q, ...(verdict && { verdict }), ...(side && { side }) };
}

export interface KnowledgeIndex {
  /** Entries in the order of sources and IDs. */
  search(search: Search): Entry[];
  /** Events known by name only, in the same order; none when a verdict is asked for. */
  names(search: Search): KnownIdentity[];
}

/** Folds every entry once. */
export function indexKnowledge(catalog: Catalog): KnowledgeIndex {
  const rows = [...catalog.entries].sort(bySourceAndId).map((entry) => ({ entry, text: searchText(entry, catalog) }));
  const names = [...catalog.knowledge.identities].sort(bySourceAndId).map((identity) => ({
    identity,
    text: nameText(identity, catalog),
    side: catalog.provider(identity.provider)?.side,
  }));
  return {
    search({ q, verdict, side }) {
      const words = wordsOf(q);
      return rows
        .filter(({ text }) => words.every((word) => text.includes(word)))
        .map(({ entry }) => entry)
        .filter((entry) => verdict === undefined || entry.cases.some((one) => one.verdict === verdict))
        .filter((entry) => side === undefined || entry.side === side || entry.side === 'both');
    },
    names({ q, verdict, side }) {
      if (verdict !== undefined) return [];
      const words = wordsOf(q);
      return names
        .filter(({ text }) => words.every((word) => text.includes(word)))
        .filter((one) => side === undefined || one.side === side || one.side === 'both')
        .map(({ identity }) => identity);
    },
  };
}

function wordsOf(q: string): string[] {
  return q
    .split(/\s/)
    .slice(0, MOST_WORDS)
    .map(fold)
    .filter((word) => word !== '');
}

type Identified = Pick<Entry, 'key' | 'provider' | 'eventId'>;

function bySourceAndId(a: Identified, b: Identified): number {
  const isStatus = Number(a.eventId === undefined) - Number(b.eventId === undefined);
  return (
    isStatus ||
    a.provider.localeCompare(b.provider, 'en') ||
    (a.eventId ?? 0) - (b.eventId ?? 0) ||
    a.key.localeCompare(b.key, 'en')
  );
}

function searchText(entry: Entry, catalog: Catalog): string {
  const { title, symptom, messages, phrases, provider, eventId } = entry;
  const aliases = catalog.provider(provider)?.aliases ?? [];
  const parts = [
    `${provider} ${eventId ?? ''}`,
    ...aliases,
    title.en,
    title.ja,
    symptom.en,
    symptom.ja,
    ...messages.map(({ text }) => text),
    ...messages.map(({ identifier = '' }) => identifier),
    ...phrases.en,
    ...phrases.ja,
  ];
  return parts.map(fold).join(APART);
}

function nameText({ provider, eventId, title }: KnownIdentity, catalog: Catalog): string {
  const aliases = catalog.provider(provider)?.aliases ?? [];
  return [`${provider} ${eventId}`, ...aliases, title.en, title.ja].map(fold).join(APART);
}
