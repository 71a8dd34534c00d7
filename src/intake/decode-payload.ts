/** Bytes of a payload -> text; shippers may mix encodings in one payload. */
import { decodeText } from '../text/decode.ts';

/** `"`, `<`, `>` and line feed are never part of a character of two bytes, neither in UTF-8 nor in CP932. */
const BORDERS = new Set([0x22, 0x3c, 0x3e, 0x0a]);
const MOST_STRINGS = 100_000;

/**
 * Like any Windows text; but where UTF-8 has strings in the ANSI code page (account names of Fluent Bit), each string is decoded by
 * itself. Never throws.
 */
export function decodePayload(bytes: Uint8Array): string {
  if (isWide(bytes) || strictUtf8(bytes) !== undefined) return decodeText(bytes);
  let unicode = 0;
  let other = 0;
  for (const part of stringsOf(bytes)) {
    if (isAscii(part)) continue;
    if (strictUtf8(part) === undefined) other++;
    else unicode++;
    if (unicode + other > MOST_STRINGS) return decodeText(bytes);
  }
  // Mixed only when UTF-8 is the rule: a text in CP932 has strings that happen to be valid UTF-8.
  if (other === 0 || unicode < other) return decodeText(bytes);
  let text = '';
  for (const part of stringsOf(bytes)) text += strictUtf8(part) ?? decodeText(part);
  return text.replace(/^\uFEFF/, '');
}

function isWide(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 64).includes(0) || (bytes[0] ?? 0) >= 0xfe;
}

/** Parts that end at a border and have at most one string that is not ASCII. */
function* stringsOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  let hasOther = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80) hasOther = true;
    else if (hasOther && BORDERS.has(byte)) {
      yield bytes.subarray(from, i);
      from = i;
      hasOther = false;
    }
  }
  yield bytes.subarray(from);
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
