/** Searching the knowledge by words, without any matching of events: every word of the query stands somewhere in the entry. */
import { fold } from '../text/fold.ts';
import type { Catalog } from './catalog.ts';
import type { Entry, KnownIdentity } from './knowledge.ts';
import type { Case } from './schema.ts';

const MOST_WORDS = 16;
/** Where no entry has all the words, one with this share of them will do. */
const ENOUGH = 2 / 3;
/** Parts fold to letters and digits alone, so this keeps them apart. */
const APART = '\n';

export interface WordSearch {
  q: string;
  /** Entries with a case of this verdict. */
  verdict?: Case['verdict'];
  /** Entries logged there; those of both sides belong to each. */
  side?: 'host' | 'guest';
}

export interface KnowledgeIndex {
  /** Entries in the order of sources and IDs. */
  search(search: WordSearch): Entry[];
  /** Events known by name only, in the same order; none when a verdict is asked for. */
  names(search: WordSearch): KnownIdentity[];
  /** The best first: all words before most words, name, title and phrases before symptom and messages. Nothing for no word. */
  find(q: string, most: number): Entry[];
}

interface Row {
  entry: Entry;
  /** Name, title and phrases: what the entry is about. */
  about: string;
  /** Symptom and messages. */
  rest: string;
}

const made = new WeakMap<Catalog, KnowledgeIndex>();

/** Folds every entry once, however often it is asked for. */
export function indexKnowledge(catalog: Catalog): KnowledgeIndex {
  const before = made.get(catalog);
  if (before !== undefined) return before;
  const index = newIndex(catalog);
  made.set(catalog, index);
  return index;
}

function newIndex(catalog: Catalog): KnowledgeIndex {
  const rows = [...catalog.entries].sort(bySourceAndId).map((entry) => rowOf(entry, catalog));
  const names = [...catalog.knowledge.identities].sort(bySourceAndId).map((identity) => ({
    identity,
    text: nameText(identity, catalog),
    side: catalog.provider(identity.provider)?.side,
  }));
  return {
    search({ q, verdict, side }) {
      const words = wordsOf(q);
      return rows
        .filter(({ about, rest }) => words.every((word) => about.includes(word) || rest.includes(word)))
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
    find(q, most) {
      const words = [...new Set(wordsOf(q))];
      const enough = rows
        .map((row) => scored(row, words))
        .filter(({ held }) => held > 0 && held >= words.length * ENOUGH);
      const all = enough.some(({ held }) => held === words.length);
      return enough
        .filter(({ held }) => !all || held === words.length)
        .sort((a, b) => b.held - a.held || b.near - a.near)
        .slice(0, most)
        .map(({ entry }) => entry);
    },
  };
}

/** How many of the words it holds, and how many of them in what it is about. */
function scored({ entry, about, rest }: Row, words: readonly string[]): { entry: Entry; held: number; near: number } {
  let held = 0;
  let near = 0;
  for (const word of words) {
    if (about.includes(word)) near += 1;
    if (about.includes(word) || rest.includes(word)) held += 1;
  }
  return { entry, held, near };
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

function rowOf(entry: Entry, catalog: Catalog): Row {
  const { title, symptom, messages, phrases, provider, eventId } = entry;
  const aliases = catalog.provider(provider)?.aliases ?? [];
  const about = [`${provider} ${eventId ?? ''}`, ...aliases, title.en, title.ja, ...phrases.en, ...phrases.ja];
  const rest = [
    symptom.en,
    symptom.ja,
    ...messages.map(({ text }) => text),
    ...messages.map(({ identifier = '' }) => identifier),
  ];
  return { entry, about: folded(about), rest: folded(rest) };
}

function nameText({ provider, eventId, title }: KnownIdentity, catalog: Catalog): string {
  const aliases = catalog.provider(provider)?.aliases ?? [];
  return folded([`${provider} ${eventId}`, ...aliases, title.en, title.ja]);
}

function folded(parts: readonly string[]): string {
  return parts.map(fold).join(APART);
}
