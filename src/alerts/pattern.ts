/** Patterns of the settings: `*` is any text, everything else stands for itself, in any case. */

/** Linear in pattern times text, both bounded by their owners; no regular expression meets a name. */
export function matchesPattern(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let p = 0;
  let star = -1;
  let from = 0;
  let t = 0;
  while (t < given.length) {
    if (wanted[p] === '*') {
      star = p;
      p += 1;
      from = t;
    } else if (p < wanted.length && wanted[p] === given[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      p = star + 1;
      from += 1;
      t = from;
    } else return false;
  }
  while (wanted[p] === '*') p += 1;
  return p === wanted.length;
}

export function matchesAny(patterns: readonly string[], text: string | undefined): boolean {
  return text !== undefined && patterns.some((pattern) => matchesPattern(pattern, text));
}
