/** How much of a short query an entry explains: the gate before any fuzzy search, and the only judge of "nothing found". */
import { commonness } from './common-words.ts';
import { editDistance, lettersApart, letterSet } from './edit-distance.ts';
import { createSums, type Sums } from './explained-sums.ts';
import { rarity } from './postings.ts';
import { isKatakana, kindOf, type Token } from './tokens.ts';

/** Share of the query's weight that one entry must explain; from the matching study, section 6. */
export const LEAST_SHARE = 0.45;
/**
 * Weight that one entry must explain, where 1 is a rare word of eight letters. The study's 4.2 was in units of its own idf
 * (2.6 for a rare word at 20 entries); this is its equal here, checked on generated office talk.
 */
export const LEAST_WEIGHT = 1.3;
/** Instead of the weight: the query is hardly more than one key phrase of at least three tokens, however common its words. */
const WHOLE_PHRASE = { share: 0.8, coverage: 0.8, tokens: 3 } as const;

/** What a word reached by one or two typing slips still counts. */
const SLIP_FACTOR = [1, 0.85, 0.75] as const;
/** A word of a symptom (whole sentences) counts less than one of a key phrase. */
const WEAK_FACTOR = 0.6;
/** Weight by size: letters that make 1, and the bounds. Long codes are hardly ever met by chance. */
const SIZE = { word: { letters: 8, least: 0.4, most: 1.5 }, code: { letters: 5, least: 0.2, most: 1.6 } } as const;
/** A pair of han is half a word; katakana words are longer, so their pairs are less each. */
const PAIR_SIZE = { han: 0.5, katakana: 0.25 } as const;
/** Before these a word means its opposite, so it is no typing slip. */
const NEGATIONS = ['in', 'un', 'im', 'ir', 'non', 'dis', 'mis'];

export interface IndexedEntry {
  /** Tokens of each key phrase, title and name. */
  phrases: readonly (readonly string[])[];
  /** Further tokens that count as much. */
  strong: readonly string[];
  /** Tokens of the symptom. */
  weak: readonly string[];
}

export interface Explained {
  /** Entries over both thresholds, best explained first. */
  entries: { entry: number; weight: number; share: number }[];
  /** Tokens that count, corrected to the entries' spelling where they were mistyped. */
  words: string[];
  /** Letters of the tokens that count. */
  contentLength: number;
}

export interface Explainer {
  explain(tokens: readonly Token[]): Explained;
}

/** The entries that hold a term, and a factor for each: 1 for a strong term, less for a weak one. */
interface Holders {
  entries: number[];
  factors: number[];
}

const NO_HOLDERS: Holders = { entries: [], factors: [] };

interface Vocabulary {
  entries: number;
  holders: ReadonlyMap<string, Holders>;
  /** Words by length and with the set of their letters, where mistyped words look for what was meant. */
  byLength: readonly (readonly { term: string; letters: number }[])[];
}

/** What one token of the query says. */
interface Meaning {
  weight: number;
  terms: string[];
}

/** Indexes the entries' terms; all later work is per query. */
export function createExplainer(entries: readonly IndexedEntry[]): Explainer {
  const vocabulary = collectTerms(entries);
  const sums = createSums(entries.length);
  return {
    explain(tokens) {
      const words: string[] = [];
      let [total, contentLength] = [0, 0];
      for (const token of distinct(withNegations(tokens, vocabulary))) {
        if (commonness(token.text) === 0) continue;
        const { weight, terms } = addMeaning(token, vocabulary, sums);
        total += weight;
        contentLength += token.kind === 'pair' ? 1 : token.text.length;
        for (const term of terms) words.push(term);
      }
      const said = new Set(words);
      const explained = sums
        .take(total * LEAST_SHARE)
        .map(({ entry, weight }) => ({ entry, weight, share: weight / total }))
        .filter((one) => isEnough(one, () => bestCoverage(entries[one.entry]?.phrases ?? [], said, vocabulary)))
        .sort((a, b) => b.weight - a.weight || a.entry - b.entry);
      return { entries: explained, words, contentLength };
    },
  };
}

function collectTerms(entries: readonly IndexedEntry[]): Vocabulary {
  const holders = new Map<string, Holders>();
  const note = (term: string, entry: number, factor: number): void => {
    const known = holders.get(term) ?? { entries: [], factors: [] };
    // An entry's terms come one after the other.
    if (known.entries.at(-1) === entry) known.factors[known.factors.length - 1] = factor;
    else {
      known.entries.push(entry);
      known.factors.push(factor);
    }
    holders.set(term, known);
  };
  for (const [entry, { phrases, strong, weak }] of entries.entries()) {
    for (const term of weak) note(term, entry, WEAK_FACTOR);
    for (const term of [...strong, ...phrases.flat()]) note(term, entry, 1);
  }
  const byLength: { term: string; letters: number }[][] = [];
  for (const term of holders.keys())
    if (kindOf(term) === 'word') (byLength[term.length] ??= []).push({ term, letters: letterSet(term) });
  return { entries: entries.length, holders, byLength };
}

/** What the token says, and into `sums` how much of it each entry explains. */
function addMeaning(token: Token, vocabulary: Vocabulary, sums: Sums): Meaning {
  const meant = termsMeant(token, vocabulary);
  if (meant.length === 0) return { weight: weightOf(token, 0, vocabulary), terms: [token.text] };
  let most = 0;
  for (const { term, slips } of meant) {
    const { entries, factors } = vocabulary.holders.get(term) ?? NO_HOLDERS;
    const weight = weightOf({ text: term, kind: token.kind }, entries.length, vocabulary);
    most = Math.max(most, weight);
    const part = weight * (SLIP_FACTOR[slips] ?? 0);
    for (let i = 0; i < entries.length; i++) sums.add(entries[i] ?? 0, part * (factors[i] ?? 0));
  }
  sums.endOfToken();
  return { weight: most, terms: meant.map(({ term }) => term) };
}

function weightOf({ text, kind }: Token, holding: number, { entries }: Vocabulary): number {
  const rare = rarity(1, entries);
  return Math.min(rarity(holding, entries) / rare, 1) * sizeOf({ text, kind }) * commonness(text);
}

function sizeOf({ text, kind }: Token): number {
  if (kind === 'pair') return isKatakana(text) ? PAIR_SIZE.katakana : PAIR_SIZE.han;
  const { letters, least, most } = SIZE[kind];
  return Math.min(Math.max(text.length / letters, least), most);
}

/**
 * The term itself, or for a word that is none the nearest terms within its typing slips. A code with a slip is another
 * code, and a pair has nothing to spare.
 */
function termsMeant({ text, kind }: Token, { holders, byLength }: Vocabulary): { term: string; slips: number }[] {
  if (holders.has(text)) return [{ term: text, slips: 0 }];
  const limit = kind === 'word' ? slipsAllowed(text.length + 1) : 0;
  const own = letterSet(text);
  let nearest: { term: string; slips: number }[] = [];
  let least = limit;
  if (limit === 0) return nearest;
  for (let length = text.length - limit; length <= text.length + limit; length++) {
    const allowed = Math.min(least, slipsAllowed(Math.max(length, text.length)));
    for (const { term, letters } of byLength[length] ?? []) {
      if (lettersApart(letters, own) > allowed) continue;
      const slips = editDistance(text, term, Math.min(allowed, least));
      if (slips > Math.min(allowed, least) || isOpposite(text, term)) continue;
      if (slips < least) nearest = [];
      least = slips;
      nearest.push({ term, slips });
    }
  }
  return nearest;
}

/** 1 for words of 4 to 7 letters, 2 from 8 on. */
function slipsAllowed(letters: number): number {
  if (letters < 4) return 0;
  return letters < 8 ? 1 : 2;
}

/** "not compatible" is "incompatible" where an entry says so. */
function withNegations(tokens: readonly Token[], { holders }: Vocabulary): Token[] {
  return tokens.map((token, i) => {
    if (tokens[i - 1]?.text !== 'not') return token;
    const negation = NEGATIONS.find((one) => holders.has(one + token.text));
    return negation === undefined ? token : { ...token, text: negation + token.text };
  });
}

function isOpposite(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return NEGATIONS.some((negation) => long === negation + short);
}

function isEnough({ weight, share }: { weight: number; share: number }, coverage: () => number): boolean {
  if (share < LEAST_SHARE) return false;
  return weight >= LEAST_WEIGHT || (share >= WHOLE_PHRASE.share && coverage() >= WHOLE_PHRASE.coverage);
}

/** Of the phrases with enough tokens, the greatest share that the query says. */
function bestCoverage(phrases: IndexedEntry['phrases'], said: ReadonlySet<string>, vocabulary: Vocabulary): number {
  let best = 0;
  for (const phrase of phrases) {
    const counted = phrase.filter((term) => commonness(term) > 0);
    if (counted.length < WHOLE_PHRASE.tokens) continue;
    let [met, all] = [0, 0];
    for (const term of counted) {
      const weight = weightOf(
        { text: term, kind: kindOf(term) },
        vocabulary.holders.get(term)?.entries.length ?? 0,
        vocabulary,
      );
      all += weight;
      if (said.has(term)) met += weight;
    }
    best = Math.max(best, all === 0 ? 0 : met / all);
  }
  return best;
}

function distinct(tokens: readonly Token[]): Token[] {
  return [...new Map(tokens.map((token) => [token.text, token])).values()];
}
