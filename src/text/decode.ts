/** Bytes of a file as text, in the encodings that Windows tools write. */

const SAMPLE_BYTES = 4096;
/** One NUL in so many pairs is enough: text in one-byte encodings has none at all. */
const PAIRS_PER_NUL = 32;
/** A file in UTF-8 with a stray byte has about one replacement per so many characters. */
const CHARACTERS_PER_FAULT = 500;
const REPLACEMENT = '\uFFFD';

/**
 * Text of `bytes`: by byte order mark, else UTF-16 without one (NULs in every second place), else valid UTF-8 (an incomplete
 * last character is allowed), else CP932. Never throws; what cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);

  const wide = wideEncoding(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);

  return strictUtf8(bytes) ?? likelier(bytes);
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const enough = Math.max(1, length / 2 / PAIRS_PER_NUL);
  if (odd >= enough && odd > even * 2) return 'utf-16le';
  if (even >= enough && even > odd * 2) return 'utf-16be';
  return undefined;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    // `stream` lets the last character be incomplete: a file cut at a byte limit is still UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** CP932, but for a text that is UTF-8 except for a stray byte. */
function likelier(bytes: Uint8Array): string {
  const japanese = new TextDecoder('shift_jis').decode(bytes);
  const faults = countFaults(japanese);
  if (faults === 0) return japanese;

  const unicode = new TextDecoder('utf-8').decode(bytes);
  const unicodeFaults = countFaults(unicode);
  return unicodeFaults < faults && unicodeFaults * CHARACTERS_PER_FAULT <= unicode.length ? unicode : japanese;
}

function countFaults(text: string): number {
  let count = 0;
  for (const c of text) if (c === REPLACEMENT) count++;
  return count;
}
