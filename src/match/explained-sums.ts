/** Sums up what the tokens of a query say of each entry, without making anything for an entry that is not taken. */

/** How much of a query each entry explains; a common word is held by most of them, so that nothing is made for each. */
export interface Sums {
  /** Of one token an entry explains the most that any of its terms gives. */
  add(entry: number, part: number): void;
  endOfToken(): void;
  /** The entries with at least `least`; all begin anew. */
  take(least: number): { entry: number; weight: number }[];
}

/** @param size how many entries there are */
export function createSums(size: number): Sums {
  const sums = new Float64Array(size);
  const ofToken = new Float64Array(size);
  let [touched, inToken]: [number[], number[]] = [[], []];
  return {
    add(entry, part) {
      const before = ofToken[entry] ?? 0;
      if (before === 0) inToken.push(entry);
      if (part > before) ofToken[entry] = part;
    },
    endOfToken() {
      for (const entry of inToken) {
        const before = sums[entry] ?? 0;
        if (before === 0) touched.push(entry);
        sums[entry] = before + (ofToken[entry] ?? 0);
        ofToken[entry] = 0;
      }
      inToken = [];
    },
    take(least) {
      const taken: { entry: number; weight: number }[] = [];
      for (const entry of touched) {
        const weight = sums[entry] ?? 0;
        if (weight > 0 && weight >= least) taken.push({ entry, weight });
        sums[entry] = 0;
      }
      touched = [];
      return taken;
    },
  };
}
