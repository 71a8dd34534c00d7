/**
 * Finds where known texts may stand, all of them in one pass: each template is known by its rarest run of six folded letters (its
 * anchor), and a rolling hash of the text is looked up at every letter, first in a bitmap that is nearly always empty.
 */

/** Letters of an anchor. Japanese literals are short; longer anchors would leave more templates without one. */
const ANCHOR_LETTERS = 6;

const BASE = 0x01000193;
/** Weight of the oldest letter in the hash, modulo 2^32. */
const OLDEST = power(BASE, ANCHOR_LETTERS - 1);
const MIX = 0x9e3779b1 | 0;
const BITS_PER_ANCHOR = 16;
const MOST_COUNTER_BITS = 22;

export interface AnchorTable {
  /** Which literal of a template holds its anchor, -1 when none is long enough; and where in it. */
  literalOf(template: number): number;
  offsetOf(template: number): number;
  /**
   * Where anchors may stand in `codes` from `from` up to `to` (equal hashes; the caller compares): template and place of the
   * anchor's first letter in turn, in the order of the text. Stops at `most` of them.
   */
  scan(codes: Uint16Array, range: { from: number; to: number; most: number }): number[];
}

/** @param templates the folded literals of each template */
export function createAnchorTable(templates: readonly (readonly string[])[]): AnchorTable {
  const literalOf = new Int32Array(templates.length).fill(-1);
  const offsetOf = new Int32Array(templates.length);
  const hashOf = new Int32Array(templates.length);
  chooseAnchors(templates, { literalOf, offsetOf, hashOf });

  const order = [...templates.keys()].filter((template) => literalOf[template] !== -1);
  order.sort((a, b) => hashOf[a]! - hashOf[b]! || a - b);
  const sorted = Int32Array.from(order);
  const wordBits = bitsFor((sorted.length * BITS_PER_ANCHOR) / 32);
  const bitmap = new Int32Array(2 ** wordBits);
  const tableBits = bitsFor(sorted.length * 2);
  // Slot -> 1 + where the templates of one hash begin in `sorted`; 0 = empty.
  const slots = new Int32Array(2 ** tableBits);
  for (let i = 0; i < sorted.length; i++) {
    const hash = hashOf[sorted[i]!]!;
    if (i > 0 && hashOf[sorted[i - 1]!] === hash) continue;
    bitmap[hash >>> (32 - wordBits)]! |= bitsOf(hash);
    let slot = hash >>> (32 - tableBits);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = i + 1;
  }

  const firstOf = (hash: number): number => {
    for (let slot = hash >>> (32 - tableBits); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const i = slots[slot]! - 1;
      if (hashOf[sorted[i]!] === hash) return i;
    }
    return -1;
  };
  const wordShift = 32 - wordBits;

  return {
    literalOf: (template) => literalOf[template] ?? -1,
    offsetOf: (template) => offsetOf[template] ?? 0,
    scan(codes, { from, to, most }) {
      const found: number[] = [];
      if (sorted.length === 0 || to - from < ANCHOR_LETTERS) return found;
      // Copies of what lies outside: the loop reads them for every letter.
      const words = bitmap;
      const shift = wordShift;
      const base = BASE;
      const gone = Math.imul(OLDEST, BASE);
      let rolling = hashOfRun(codes, from);
      for (let start = from; ; start++) {
        const hash = mix(rolling);
        const bits = bitsOf(hash);
        if ((words[hash >>> shift]! & bits) === bits) {
          for (let at = firstOf(hash); at >= 0 && at < sorted.length && hashOf[sorted[at]!] === hash; at++)
            found.push(sorted[at]!, start);
          if (found.length >= 2 * most) return found;
        }
        const next = start + ANCHOR_LETTERS;
        if (next >= to) return found;
        // Grouped so that the next hash waits for one multiplication only.
        rolling = (Math.imul(rolling, base) + (codes[next]! - Math.imul(gone, codes[start]!))) | 0;
      }
    },
  };
}

function hashOfRun(codes: Uint16Array, from: number): number {
  let rolling = 0;
  for (let i = from; i < from + ANCHOR_LETTERS; i++) rolling = (Math.imul(rolling, BASE) + codes[i]!) | 0;
  return rolling;
}

function mix(rolling: number): number {
  return Math.imul(rolling ^ (rolling >>> 15), MIX);
}

/** Two bits in a word of the bitmap; the upper end of the hash chooses the word. */
function bitsOf(hash: number): number {
  return (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
}

/** Counts all runs of letters in hashed counters, then takes the rarest of each template. */
function chooseAnchors(
  templates: readonly (readonly string[])[],
  chosen: { literalOf: Int32Array; offsetOf: Int32Array; hashOf: Int32Array },
): void {
  let letters = 0;
  for (const literals of templates) for (const literal of literals) letters += literal.length;
  const bits = Math.min(MOST_COUNTER_BITS, bitsFor(letters * 2));
  const counts = new Uint16Array(2 ** bits);
  const shift = 32 - bits;
  for (const literals of templates) {
    for (const literal of literals) {
      eachHash(literal, (hash) => {
        const slot = hash >>> shift;
        if (counts[slot]! < 0xffff) counts[slot]!++;
      });
    }
  }
  for (const [template, literals] of templates.entries()) {
    let rarest = Infinity;
    for (const [i, literal] of literals.entries()) {
      eachHash(literal, (hash, offset) => {
        const count = counts[hash >>> shift]!;
        if (count >= rarest) return;
        rarest = count;
        chosen.literalOf[template] = i;
        chosen.offsetOf[template] = offset;
        chosen.hashOf[template] = hash;
      });
    }
  }
}

function eachHash(literal: string, visit: (hash: number, offset: number) => void): void {
  let rolling = 0;
  for (let i = 0; i < literal.length; i++) {
    rolling = (Math.imul(rolling, BASE) + literal.charCodeAt(i)) | 0;
    const offset = i - ANCHOR_LETTERS + 1;
    if (offset < 0) continue;
    visit(mix(rolling), offset);
    rolling = (rolling - Math.imul(OLDEST, literal.charCodeAt(offset))) | 0;
  }
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

/** Bits of the smallest table with at least `size` places, never fewer than 8. */
function bitsFor(size: number): number {
  return Math.max(8, Math.ceil(Math.log2(Math.max(1, size))));
}
