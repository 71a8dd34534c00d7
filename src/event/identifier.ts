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
