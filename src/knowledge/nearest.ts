/** The allowed word an author probably meant. */

const MOST_EDITS = 3;

/** The word of `allowed` with the fewest edits to `written`, if that is few enough to be a slip. */
export function nearest(written: string, allowed: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.min(MOST_EDITS, Math.ceil(written.length / 2)) + 1;
  for (const word of allowed) {
    if (Math.abs(word.length - written.length) >= fewest) continue;
    const edits = editsBetween(written.toLowerCase(), word.toLowerCase());
    if (edits < fewest) {
      best = word;
      fewest = edits;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing; to be appended to a sentence. */
export function didYouMean(written: string, allowed: Iterable<string>): string {
  const word = nearest(written.slice(0, 80), allowed);
  return word === undefined ? '' : ` Did you mean "${word}"?`;
}

/** Levenshtein distance, one row at a time. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replace, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
