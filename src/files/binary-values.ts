/** Typed values of binary XML as Windows prints them. Source: Microsoft, [MS-EVEN6] 2.2.12; libevtx, "EVTX format". */

/** Where a value stands in its chunk. */
export interface StoredValue {
  type: number;
  from: number;
  size: number;
}

/** Something in the chunk contradicts the format: the record cannot be read. */
export class Damaged extends Error {
  override name = 'Damaged';
}

export const NULL_TYPE = 0x00;
export const STRING_TYPE = 0x01;
export const BINARY_XML_TYPE = 0x21;
const ARRAY_FLAG = 0x80;

const UNIX_EPOCH_IN_FILETIME = 116_444_736_000_000_000n;
const TICKS_PER_SECOND = 10_000_000n;
/** 9999-12-31, after which a year has five digits. */
const LAST_SECOND = 253_402_300_799n;

/** Bytes of one element of an array; strings end with a NUL instead. */
const WIDTHS: Readonly<Record<number, number>> = {
  0x03: 1,
  0x04: 1,
  0x05: 2,
  0x06: 2,
  0x07: 4,
  0x08: 4,
  0x09: 8,
  0x0a: 8,
  0x0b: 4,
  0x0c: 8,
  0x0d: 4,
  0x0f: 16,
  0x10: 8,
  0x11: 8,
  0x12: 16,
  0x14: 4,
  0x15: 8,
};

export function isArray({ type }: StoredValue): boolean {
  return (type & ARRAY_FLAG) !== 0;
}

/** The elements of an array, each as Windows prints it; empty strings are elements like any other. */
export function arrayTexts(chunk: DataView, value: StoredValue): string[] {
  const type = value.type & ~ARRAY_FLAG;
  if (type === STRING_TYPE || type === 0x02) {
    const text = type === STRING_TYPE ? utf16(chunk, value.from, value.size) : ansi(chunk, value);
    return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
  }
  const width = WIDTHS[type];
  if (width === undefined) return [hexBytes(chunk, value)];
  const texts: string[] = [];
  for (let at = 0; at + width <= value.size; at += width) {
    texts.push(valueText(chunk, { type, from: value.from + at, size: width }));
  }
  return texts;
}

/** One value as Windows prints it. Values of unknown types are printed as bytes. @throws Damaged when its size does not fit */
export function valueText(chunk: DataView, value: StoredValue): string {
  const { type, from, size } = value;
  if (size === 0) return '';
  switch (type) {
    case NULL_TYPE:
      return '';
    case STRING_TYPE:
    case 0x23:
      return withoutNuls(utf16(chunk, from, size));
    case 0x02:
      return withoutNuls(ansi(chunk, value));
    case 0x03:
    case 0x05:
    case 0x07:
    case 0x09:
      return String(BigInt.asIntN(size * 8, whole(chunk, value)));
    case 0x04:
    case 0x06:
    case 0x08:
    case 0x0a:
      return String(whole(chunk, value));
    case 0x0b:
      return String(chunk.getFloat32(from, true));
    case 0x0c:
      return String(chunk.getFloat64(from, true));
    case 0x0d:
      return whole(chunk, value) === 0n ? 'false' : 'true';
    case 0x0f:
      return guid(chunk, value);
    case 0x10:
    case 0x14:
    case 0x15:
    case 0x20:
      return `0x${whole(chunk, value).toString(16)}`;
    case 0x11:
      return fileTime(whole(chunk, value));
    case 0x12:
      return systemTime(chunk, value);
    case 0x13:
      return securityId(chunk, value);
    default:
      return hexBytes(chunk, value);
  }
}

/** By hand: a regular expression for this is quadratic on a value full of NULs. */
function withoutNuls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}

/** UTF-16LE text of `size` bytes. */
export function utf16(chunk: DataView, from: number, size: number): string {
  return new TextDecoder('utf-16le').decode(bytesOf(chunk, from, size));
}

function ansi(chunk: DataView, { from, size }: StoredValue): string {
  return new TextDecoder('windows-1252').decode(bytesOf(chunk, from, size));
}

function hexBytes(chunk: DataView, { from, size }: StoredValue): string {
  let text = '';
  for (const byte of bytesOf(chunk, from, size)) text += byte.toString(16).toUpperCase().padStart(2, '0');
  return text;
}

function bytesOf(chunk: DataView, from: number, size: number): Uint8Array {
  if (from + size > chunk.byteLength) throw new Damaged('a value ends outside its chunk');
  return new Uint8Array(chunk.buffer, chunk.byteOffset + from, size);
}

function whole(chunk: DataView, { from, size }: StoredValue): bigint {
  switch (size) {
    case 1:
      return BigInt(chunk.getUint8(from));
    case 2:
      return BigInt(chunk.getUint16(from, true));
    case 4:
      return BigInt(chunk.getUint32(from, true));
    case 8:
      return chunk.getBigUint64(from, true);
    default:
      throw new Damaged(`a number of ${size} bytes`);
  }
}

/** The first three groups are little-endian numbers, the rest are bytes. */
function guid(chunk: DataView, { from, size }: StoredValue): string {
  if (size !== 16) throw new Damaged(`a GUID of ${size} bytes`);
  const groups = [
    hex(chunk.getUint32(from, true), 8),
    hex(chunk.getUint16(from + 4, true), 4),
    hex(chunk.getUint16(from + 6, true), 4),
    hex(chunk.getUint16(from + 8), 4),
    hex(chunk.getUint16(from + 10), 4) + hex(chunk.getUint32(from + 12), 8),
  ];
  return `{${groups.join('-')}}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Ticks of 100 ns since 1601, in UTC with seven decimals. */
function fileTime(ticks: bigint): string {
  const since1970 = ticks - UNIX_EPOCH_IN_FILETIME;
  const fraction = ((since1970 % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND;
  const seconds = (since1970 - fraction) / TICKS_PER_SECOND;
  if (seconds > LAST_SECOND) return String(ticks);
  const date = new Date(Number(seconds) * 1000).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  return `${date}.${String(fraction).padStart(7, '0')}Z`;
}

function systemTime(chunk: DataView, { from, size }: StoredValue): string {
  if (size !== 16) throw new Damaged(`a time of ${size} bytes`);
  const part = (index: number, digits: number): string =>
    String(chunk.getUint16(from + index * 2, true)).padStart(digits, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}

function securityId(chunk: DataView, { from, size }: StoredValue): string {
  const parts = size < 8 ? -1 : chunk.getUint8(from + 1);
  if (parts < 0 || size < 8 + parts * 4) throw new Damaged('a security identifier is cut');
  let authority = 0n;
  for (let i = 2; i < 8; i++) authority = (authority << 8n) | BigInt(chunk.getUint8(from + i));
  let text = `S-${chunk.getUint8(from)}-${authority}`;
  for (let i = 0; i < parts; i++) text += `-${chunk.getUint32(from + 8 + i * 4, true)}`;
  return text;
}
