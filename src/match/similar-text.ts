/**
 * How like a known message a text is when no template fits: translations, other builds, damaged or shortened messages.
 * Only ever suggests. Texts are compared by their folded grams (4 Latin letters, 2 Japanese characters), rare grams
 * counting more; numbers and GUIDs do not count, for they are inserts.
 */
import { BOILERPLATE_FACTOR, BOILERPLATE_GRAMS } from './boilerplate.ts';
import { literalsOf } from './compile-template.ts';
import { gramsOf } from './grams.ts';
import { createPostings, rarity, type Postings } from './postings.ts';

/**
 * Provider and ID agree and the text is at least this similar: "wording differs". From .33 on (matching study, tier T3) 2,939 of 2,945
 * were right; the six were short texts of other events at .346.
 */
export const HEADER_NEEDS_SIMILARITY = 0.36;
/**
 * A text without header is suggested from here on. Matching study, tier T6: 2,638 of 2,676 right; 99.9 % of other Windows
 * messages stay at or below .36, Japanese documents .27, English ones .26.
 */
export const SIMILAR_TEXT_SUGGESTS = 0.36;
/** From here to the line above it is only "possible". Matching study: 47 of 53 right. */
export const SIMILAR_TEXT_POSSIBLE = 0.27;

/** Both texts must share this many rare grams' weight: 「接続できません」 alone is no message. False ones had at most 6.6. */
const LEAST_SHARED_GRAMS = 7;

/** One known wording of an event. `braces`: inserts are `{name}`; `percent`: `%2`, `%2!s!`, `%n`, `%0` … */
export interface SimilarTextSource {
  text: string;
  style: 'braces' | 'percent';
  key: string;
}

export interface SimilarText {
  /**
   * The keys whose wordings are most like `folded` (the comparison form of a record, first 4,096 units), best first, each
   * once, none below SIMILAR_TEXT_POSSIBLE. Score: F, the harmonic mean of how much of the wording is in the text and how
   * much of the text is in the wording, 0..1. Linear in the text.
   */
  rank(folded: string, limit: number): { key: string; score: number }[];
  /** The best F of the wordings of one key, 0 when it has none. */
  similarity(folded: string, key: string): number;
}

/**
 * Prose around a message: texts at least this much heavier than a wording, and holding this share of it, are also judged by
 * their best stretch, at most for this many wordings.
 */
const STRETCH = { longer: 1.5, recall: 0.5, most: 4, size: 1.2 } as const;

/** Only this much of a record is looked at: messages are shorter, and the work stays bounded. */
const LOOK_AT = 4096;

/** Indexes the wordings; all later work is per text. */
export function createSimilarText(sources: readonly SimilarTextSource[]): SimilarText {
  const postings = createPostings(
    sources.map(({ text, style }) => gramsOf(withoutInserts(text, style))),
    factorOf,
  );
  const keys = sources.map(({ key }) => key);
  const wordingsOf = new Map<string, number[]>();
  for (const [wording, key] of keys.entries()) wordingsOf.set(key, [...(wordingsOf.get(key) ?? []), wording]);
  const sums = new Float64Array(sources.length);
  const leastShared = LEAST_SHARED_GRAMS * rarity(1, sources.length);

  return {
    rank(folded, limit) {
      const text = readGrams(folded, postings);
      const touched: number[] = [];
      for (const gram of text.known) postings.add(gram, sums, touched);
      const shared = touched.map((wording) => ({ wording, weight: sums[wording] ?? 0 }));
      for (const wording of touched) sums[wording] = 0;
      const best = new Map<string, number>();
      const note = (wording: number, score: number): void => {
        const key = keys[wording] ?? '';
        if (score >= SIMILAR_TEXT_POSSIBLE && score > (best.get(key) ?? 0)) best.set(key, score);
      };
      const enough = shared.filter(({ weight }) => weight >= leastShared);
      for (const { wording, weight } of enough) note(wording, harmonic(weight, postings.total(wording), text.total));
      for (const wording of mostlyWithin(enough, text, postings))
        note(wording, bestStretch(text.all, wording, postings));
      const ranked = [...best].map(([key, score]) => ({ key, score }));
      return ranked.sort((a, b) => b.score - a.score).slice(0, limit);
    },
    similarity(folded, key) {
      const text = readGrams(folded, postings);
      let best = 0;
      for (const wording of wordingsOf.get(key) ?? []) {
        let shared = 0;
        for (const gram of text.known) if (postings.holds(gram, wording)) shared += postings.weight(gram);
        best = Math.max(best, harmonic(shared, postings.total(wording), text.total));
      }
      return best;
    },
  };
}

interface TextGrams {
  /** Numbers of the grams in order, -1 for those that no wording has. */
  all: Int32Array;
  /** The distinct ones that some wording has. */
  known: readonly number[];
  /** Summed weight of the distinct grams. */
  total: number;
}

function readGrams(folded: string, postings: Postings): TextGrams {
  const hashes = gramsOf(folded.slice(0, LOOK_AT));
  const all = hashes.map((hash) => postings.gram(hash));
  const known = new Set<number>();
  const unknown = new Set<number>();
  for (const [i, gram] of all.entries())
    if (gram >= 0) known.add(gram);
    else unknown.add(hashes[i] ?? 0);
  let total = 0;
  for (const hash of unknown) total += postings.weight(-1) * factorOf(hash);
  for (const gram of known) total += postings.weight(gram);
  return { all, known: [...known], total };
}

/** The few wordings that a much longer text holds the greater part of. */
function mostlyWithin(
  shared: readonly { wording: number; weight: number }[],
  text: TextGrams,
  postings: Postings,
): number[] {
  return shared
    .map(({ wording, weight }) => ({ wording, recall: weight / postings.total(wording) }))
    .filter(({ wording, recall }) => recall >= STRETCH.recall && text.total >= STRETCH.longer * postings.total(wording))
    .sort((a, b) => b.recall - a.recall)
    .slice(0, STRETCH.most)
    .map(({ wording }) => wording);
}

function factorOf(hash: number): number {
  return BOILERPLATE_GRAMS.has(hash) ? BOILERPLATE_FACTOR : 1;
}

/** Harmonic mean of recall (shared / ofWording) and precision (shared / ofText). */
function harmonic(shared: number, ofWording: number, ofText: number): number {
  const both = ofWording + ofText;
  return both === 0 ? 0 : Math.min((2 * shared) / both, 1);
}

/**
 * F of the best stretch of a text, a fifth longer than the wording: a message within prose. Slides once over the text.
 * @param grams numbers of the text's grams in order, -1 for those no wording has
 */
function bestStretch(grams: Int32Array, wording: number, postings: Postings): number {
  const leastShared = LEAST_SHARED_GRAMS * postings.weight(-1);
  const size = Math.ceil(postings.size(wording) * STRETCH.size);
  const within = new Map<number, number>();
  let [shared, all, best] = [0, 0, 0];
  const change = (gram: number, by: 1 | -1): void => {
    const count = (within.get(gram) ?? 0) + by;
    within.set(gram, count);
    // Each unknown gram counts, of the known ones each kind once.
    if (gram >= 0 && count !== (by === 1 ? 1 : 0)) return;
    const weight = by * postings.weight(gram);
    all += weight;
    if (gram >= 0 && postings.holds(gram, wording)) shared += weight;
  };
  for (const [i, gram] of grams.entries()) {
    change(gram, 1);
    const left = grams[i - size];
    if (left !== undefined) change(left, -1);
    if (shared >= leastShared) best = Math.max(best, harmonic(shared, postings.total(wording), all));
  }
  return best;
}

/** The folded literals, an insert as a digit: it ends a run of grams just as the inserted numbers of a record do. */
function withoutInserts(text: string, style: SimilarTextSource['style']): string {
  return [...literalsOf([{ text, style }])].flat().join('0');
}
