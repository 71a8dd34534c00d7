/** How many typing slips lie between two short words. */

/** Longer words are never compared: names and key words are shorter, and the table stays small. */
const LONGEST = 64;

/**
 * Damerau-Levenshtein distance (optimal string alignment: insert, delete, replace, swap of neighbours, each 1), in UTF-16
 * units. Answers `limit + 1` for everything beyond `limit`, and for words of more than 64 units unless they are equal.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const beyond = limit + 1;
  if (Math.abs(a.length - b.length) > limit || a.length > LONGEST || b.length > LONGEST) return beyond;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = nextRow({ a, b, i }, before, last);
    if (isBeyond(row, limit) && isBeyond(last, limit)) return beyond;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? beyond, beyond);
}

function nextRow({ a, b, i }: { a: string; b: string; i: number }, before: number[], last: number[]): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const same = a[i - 1] === b[j - 1];
    let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
    row.push(best);
  }
  return row;
}

/** No later row can come back below its predecessors, two of them because of the swaps. */
function isBeyond(row: readonly number[], limit: number): boolean {
  for (const distance of row) if (distance <= limit) return false;
  return true;
}

/** A bit for each letter of the word, so that most words need no closer look. */
export function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** At least this many slips lie between words with these letters: one slip brings or takes one letter. */
export function lettersApart(a: number, b: number): number {
  return Math.max(bits(a & ~b), bits(b & ~a));
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
