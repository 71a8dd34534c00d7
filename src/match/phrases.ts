/**
 * Finds the entry that a person describes in a few words ("nic drvier incompatable"). fuse.js puts the entries in order;
 * whether there is an answer at all is decided here, because its scores cannot be compared between queries. Only ever
 * suggests. This is the only importer of fuse.js.
 */
import Fuse, { type IFuseOptions } from 'fuse.js';
import { fold } from '../text/fold.ts';
import { createExplainer } from './explained.ts';
import { tokensOf } from './tokens.ts';

export interface PhraseEntry {
  key: string;
  provider: string;
  /** How people say it in a few words, any language. */
  phrases: readonly string[];
  symptom?: readonly string[];
  title: readonly string[];
}

export interface PhraseRanker {
  /**
   * Entries that a short query (no header, no paste) may mean, best first, at most six; none when too little of the query
   * is explained by any. Scores fall from first to last and are for order only. Never throws.
   */
  rank(query: string): { key: string; score: number }[];
}

/** Longer texts are pastes, which other layers read; UTF-16 units. */
const LONGEST_QUERY = 256;
/** Folded characters of the words that count; the matching study's bound for what fuse.js ranks well and quickly. */
const LONGEST_CONTENT = 64;
const MOST_ENTRIES = 6;
/** A phrase of fewer letters (「VM 起動」) is also a part of other talk. */
const SHORTEST_WHOLE = 6;
/** fuse.js is linear in the entries it gets (1 ms for twenty), so it gets those that pass the gate, the best explained first. */
const PRESELECTED = 64;

interface Searchable {
  key: string;
  phrases: string;
  provider: string;
  title: string;
  symptom: string;
}

/** Options and weights as measured in the matching study, section 6; the texts come tokenised, joined by blanks. */
const FUSE_OPTIONS: IFuseOptions<Searchable> = {
  keys: [
    { name: 'phrases', weight: 3 },
    { name: 'provider', weight: 2 },
    { name: 'title', weight: 1 },
    { name: 'symptom', weight: 0.5 },
  ],
  useTokenSearch: true,
  tokenize: split,
  ignoreLocation: true,
  threshold: 0.3,
  includeScore: true,
};

/** Indexes the entries; all later work is per query. */
export function createPhraseRanker(entries: readonly PhraseEntry[]): PhraseRanker {
  const searchable = entries.map(toSearchable);
  const explainer = createExplainer(
    entries.map(({ phrases, title, provider }, i) => ({
      phrases: [...phrases, ...title, provider].map((text) => tokensOf(text).map((token) => token.text)),
      strong: split(searchable[i]?.phrases ?? ''),
      weak: split(searchable[i]?.symptom ?? ''),
    })),
  );

  const asWritten = keysByPhrase(entries);

  return {
    rank(query) {
      if (query.length > LONGEST_QUERY) return [];
      // However common its words are, a whole phrase of an entry is what people say for it.
      const whole = asWritten.get(fold(query));
      if (whole !== undefined) return whole.slice(0, MOST_ENTRIES).map((key) => ({ key, score: 1 }));
      const { entries: passed, words, contentLength } = explainer.explain(tokensOf(query));
      if (contentLength > LONGEST_CONTENT || passed.length === 0) return [];
      const chosen = passed.slice(0, PRESELECTED).flatMap(({ entry }) => searchable[entry] ?? []);
      const found = new Fuse(chosen, FUSE_OPTIONS).search(words.join(' '), { limit: MOST_ENTRIES });
      return found.map(({ item, score = 1 }) => ({ key: item.key, score: 1 - score }));
    },
  };
}

function keysByPhrase(entries: readonly PhraseEntry[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const { key, phrases } of entries) {
    for (const phrase of new Set(phrases.map(fold))) {
      if (phrase.length >= SHORTEST_WHOLE) keys.set(phrase, [...(keys.get(phrase) ?? []), key]);
    }
  }
  return keys;
}

function toSearchable({ key, provider, phrases, title, symptom = [] }: PhraseEntry): Searchable {
  return {
    key,
    phrases: tokenised(phrases),
    provider: tokenised([provider]),
    title: tokenised(title),
    symptom: tokenised(symptom),
  };
}

/** Distinct tokens; Japanese also with its blanks left out, because 「ネットワークドライバ」 is as good as two words. */
function tokenised(texts: readonly string[]): string {
  const tokens = new Set<string>();
  for (const text of texts) {
    for (const token of tokensOf(text)) tokens.add(token.text);
    for (const token of tokensOf(text.replaceAll(' ', ''))) if (token.kind === 'pair') tokens.add(token.text);
  }
  return [...tokens].join(' ');
}

function split(tokens: string): string[] {
  return tokens.split(' ').filter((token) => token !== '');
}
