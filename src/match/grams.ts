/** Folded text as a sequence of gram hashes: what similar texts have in common when their words are inflected or wrapped. */

const NARROW_GRAM = 4;
/** A Latin word between Japanese ones ("VSP は") is one gram even when it is shorter than four letters. */
const SHORTEST_NARROW = 2;
/** Kana, Han, Hangul: two characters say as much as four Latin letters. */
const WIDE_FROM = 0x3040;
/** Code, GUID or checksum: this many hex characters in a row with this many digits among them. */
const HEX_RUN = { length: 8, digits: 3 } as const;

const VOICING = 0x3099;
const SEMI_VOICING = 0x309a;
const WIDE_SALT = 0x51ed270b;
const NARROW_SALT = 0x2545f491;

/**
 * Hashes of the grams of a folded text (text/fold.ts) in their order, repeats included: 4 Latin letters or 2 Japanese
 * characters. Digits, GUIDs and hex codes end a run and are in no gram. Linear.
 */
export function gramsOf(folded: string): Int32Array {
  const grams: number[] = [];
  let run: number[] = [];
  let runIsWide = false;
  const close = (): void => {
    emit(run, runIsWide, grams);
    run = [];
  };
  for (let i = 0; i < folded.length; i++) {
    const c = folded.charCodeAt(i);
    const end = endOfCode(folded, i);
    if (end > i) {
      close();
      i = end - 1;
    } else if (c === VOICING || c === SEMI_VOICING) {
      // The fold splits ド into ト and its mark; together they are one character.
      const base = run.pop();
      if (base !== undefined) run.push(base | ((c - VOICING + 1) << 16));
    } else {
      const wide = c >= WIDE_FROM;
      if (wide !== runIsWide) close();
      runIsWide = wide;
      run.push(c);
    }
  }
  close();
  return Int32Array.from(grams);
}

function emit(run: readonly number[], wide: boolean, grams: number[]): void {
  const size = wide ? 2 : NARROW_GRAM;
  if (!wide && run.length >= SHORTEST_NARROW && run.length < size) grams.push(hash(run, 0, run.length));
  for (let i = 0; i + size <= run.length; i++) grams.push(hash(run, i, i + size));
}

function hash(run: readonly number[], from: number, to: number): number {
  let h = (run[from] ?? 0) >= WIDE_FROM ? WIDE_SALT : NARROW_SALT;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (run[i] ?? 0), 0x01000193) + (h >>> 15);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 13)) | 0;
}

/** End of the number or hex code that begins at `start`, `start` when none does. Only looks at the start of a hex run. */
function endOfCode(folded: string, start: number): number {
  let end = start;
  while (end < folded.length && isDigit(folded.charCodeAt(end))) end++;
  if (start > 0 && isHex(folded.charCodeAt(start - 1)) && !isDigit(folded.charCodeAt(start - 1))) return end;
  let digits = 0;
  let hexEnd = start;
  while (hexEnd < folded.length && isHex(folded.charCodeAt(hexEnd))) if (isDigit(folded.charCodeAt(hexEnd++))) digits++;
  return hexEnd - start >= HEX_RUN.length && digits >= HEX_RUN.digits ? hexEnd : end;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

function isHex(c: number): boolean {
  return isDigit(c) || (c >= 0x61 && c <= 0x66);
}
