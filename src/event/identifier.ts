/** 32-bit event identifiers: `Sev(2) C(1) R(1) Facility(12) Code(16)`. Source: Microsoft, "Event Identifiers" (win32 EventLog). */
import type { Level } from './event.ts';

export interface IdentifierParts {
  /** The lower half, what Event Viewer shows as the event ID. */
  eventId: number;
  /** The upper half, what event XML calls `Qualifiers`. */
  qualifiers: number;
  facility: number;
  severity: 'success' | 'information' | 'warning' | 'error';
}

const SEVERITIES = ['success', 'information', 'warning', 'error'] as const;

/** Splits an identifier; `identifier` may be signed or unsigned and is taken modulo 2^32. */
export function splitIdentifier(identifier: number): IdentifierParts {
  const unsigned = identifier >>> 0;
  const qualifiers = unsigned >>> 16;

  return {
    eventId: unsigned & 0xffff,
    qualifiers,
    facility: qualifiers & 0xfff,
    severity: SEVERITIES[unsigned >>> 30] ?? 'success',
  };
}

/** Puts the halves together again, unsigned. */
export function joinIdentifier(eventId: number, qualifiers: number): number {
  return ((qualifiers << 16) | eventId) >>> 0;
}

/** `0xC0060005`, always eight digits. */
export function formatIdentifier(identifier: number): string {
  return `0x${(identifier >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The level that the severity bits of a classic identifier stand for; undefined for success. */
export function levelOfQualifiers(qualifiers: number): Level | undefined {
  const severity = SEVERITIES[qualifiers >>> 14];
  return severity === 'success' ? undefined : severity;
}

/** What a written number names: an event ID, or both halves of a 32-bit identifier. */
export interface WrittenId {
  eventId: number;
  qualifiers?: number;
}

/** What nearly every ID is. */
const PLAIN = /^[0-9]{1,4}$/;
const DECIMAL = /^-?[0-9]{1,10}$/;
const HEX = /^0x([0-9a-f]{1,8})$/i;
const HEX_WITH_H = /^([0-9a-f]{8})h$/i;
const BARE_HEX = /^[0-9a-f]{8}$/i;
/** Bit 28 is set only in names of levels, tasks, channels and the like, not in identifiers of classic events. */
const RESERVED = 0x10000000;
const SMALLEST_IDENTIFIER = 0x40000000;

/**
 * Reads one written number: `26`, `２６`, `0xC0060005`, `C0060005h`, `3221618693`, `-1073348603`; with `bareHex` also `C0060005`.
 * Undefined for anything else, also for numbers that are neither an event ID nor a plausible identifier (99999).
 */
export function parseIdentifier(text: string, { bareHex = false }: { bareHex?: boolean } = {}): WrittenId | undefined {
  if (PLAIN.test(text)) return { eventId: Number(text) };
  const written = text.length > 24 ? '' : text.normalize('NFKC').trim();
  const hex = HEX.exec(written)?.[1] ?? HEX_WITH_H.exec(written)?.[1];
  if (hex !== undefined) return identifierOf(Number.parseInt(hex, 16), { manifest: true });
  if (bareHex && BARE_HEX.test(written)) return identifierOf(Number.parseInt(written, 16));
  if (!DECIMAL.test(written)) return undefined;

  const value = Number(written);
  if (value < -0x80000000 || value > 0xffffffff) return undefined;
  return value < 0 ? identifierOf(value >>> 0) : identifierOf(value);
}

/** An event ID as it is; a larger number only when it can be an identifier. `manifest`: 0xB0VVEEEE is event EEEE. */
function identifierOf(value: number, { manifest = false }: { manifest?: boolean } = {}): WrittenId | undefined {
  if (value <= 0xffff) return { eventId: value };
  if (manifest && value >>> 24 === 0xb0) return { eventId: value & 0xffff };
  if (value < SMALLEST_IDENTIFIER || (value & RESERVED) !== 0) return undefined;

  const { eventId, qualifiers } = splitIdentifier(value);
  return { eventId, qualifiers };
}
