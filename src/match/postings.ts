/** Which documents hold which grams, in typed arrays: small, built once, and quick to walk. */

/** From this many documents on, grams that more than 2 % of them hold are left out: they cost most and say least. */
const LARGE = 1000;
const COMMON_SHARE = 0.02;

export interface Postings {
  /** Number of the gram, -1 when no document holds it. */
  gram(hash: number): number;
  /** Rarity of a gram (-1: held by none); 0 for one that is left out. */
  weight(gram: number): number;
  /** Adds `weight` to `sums[document]` for each document that holds the gram; first touches go to `touched`. */
  add(gram: number, sums: Float64Array, touched: number[]): void;
  /** Whether the document holds the gram. */
  holds(gram: number, document: number): boolean;
  /** Summed weight of a document's grams. */
  total(document: number): number;
  /** Number of a document's grams. */
  size(document: number): number;
}

/**
 * Indexes documents given as gram hashes (repeats allowed).
 * @param factorOf what share of its rarity a gram counts
 */
export function createPostings(documents: readonly Int32Array[], factorOf: (hash: number) => number): Postings {
  const { hashes, starts, holders, sizes } = collect(documents);
  const table = createHashTable(hashes);
  const count = documents.length;
  const weights = new Float64Array(hashes.length);
  const totals = new Float64Array(count);
  for (let g = 0; g < hashes.length; g++) {
    const [from, to] = [starts[g] ?? 0, starts[g + 1] ?? 0];
    const tooCommon = count >= LARGE && to - from > count * COMMON_SHARE;
    weights[g] = tooCommon ? 0 : rarity(to - from, count) * factorOf(hashes[g] ?? 0);
    for (let p = from; p < to; p++) addTo(totals, holders[p] ?? 0, weights[g] ?? 0);
  }
  const unknown = rarity(0, count);

  return {
    gram: table,
    weight: (gram) => (gram < 0 ? unknown : (weights[gram] ?? 0)),
    add(gram, sums, touched) {
      const weight = weights[gram] ?? 0;
      if (weight === 0) return;
      const end = starts[gram + 1] ?? 0;
      for (let p = starts[gram] ?? 0; p < end; p++) {
        const document = holders[p] ?? 0;
        if (sums[document] === 0) touched.push(document);
        addTo(sums, document, weight);
      }
    },
    holds(gram, document) {
      let [low, high] = [starts[gram] ?? 0, (starts[gram + 1] ?? 0) - 1];
      while (low <= high) {
        const middle = (low + high) >> 1;
        const at = holders[middle] ?? 0;
        if (at === document) return true;
        if (at < document) low = middle + 1;
        else high = middle - 1;
      }
      return false;
    },
    total: (document) => totals[document] ?? 0,
    size: (document) => sizes[document] ?? 0,
  };
}

/** BM25's inverse document frequency: always above 0, flat for what nearly all hold. */
export function rarity(holding: number, of: number): number {
  return Math.log(1 + (of - holding + 0.5) / (holding + 0.5));
}

function addTo(sums: Float64Array, at: number, weight: number): void {
  sums[at] = (sums[at] ?? 0) + weight;
}

/** Distinct hashes in ascending order, and for each the ascending documents `holders[starts[g] .. starts[g + 1])`. */
function collect(documents: readonly Int32Array[]) {
  let length = 0;
  for (const grams of documents) length += grams.length;
  const pairs = new Float64Array(length);
  let end = 0;
  // Hash and document in one number (32 + 20 bits fit a double), so that one native sort groups them.
  for (const [document, grams] of documents.entries())
    for (const hash of grams) pairs[end++] = (hash >>> 0) * 0x100000 + document;
  pairs.sort();
  const hashes: number[] = [];
  const starts: number[] = [];
  const holders = new Int32Array(length);
  const sizes = new Int32Array(documents.length);
  let kept = 0;
  for (let i = 0; i < length; i++) {
    const pair = pairs[i] ?? 0;
    if (i > 0 && pair === pairs[i - 1]) continue;
    const hash = Math.floor(pair / 0x100000) | 0;
    const document = pair % 0x100000;
    if (hashes.length === 0 || hashes[hashes.length - 1] !== hash) {
      hashes.push(hash);
      starts.push(kept);
    }
    holders[kept++] = document;
    sizes[document] = (sizes[document] ?? 0) + 1;
  }
  starts.push(kept);
  return { hashes: Int32Array.from(hashes), starts: Int32Array.from(starts), holders: holders.slice(0, kept), sizes };
}

/** Open addressing, at most half full: hash -> its position, or -1. */
function createHashTable(hashes: Int32Array): (hash: number) => number {
  let slots = 16;
  while (slots < hashes.length * 2) slots *= 2;
  const table = new Int32Array(slots).fill(-1);
  const mask = slots - 1;
  for (const [position, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (table[slot] !== -1) slot = (slot + 1) & mask;
    table[slot] = position;
  }
  return (hash) => {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const position = table[slot] ?? -1;
      if (position === -1 || hashes[position] === hash) return position;
    }
  };
}
