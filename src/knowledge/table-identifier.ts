/** Which event, if any, an identifier of a message table belongs to. */
import { splitIdentifier } from '../event/identifier.ts';

export interface TableEvent {
  eventId: number;
  /** Upper half of a classic identifier; absent for the event of a manifest. */
  qualifiers?: number;
  /** Version of a manifest event. */
  version?: number;
}

const RESERVED_BIT = 0x1000_0000;
const MANIFEST_EVENT = 0xb0;

/**
 * A compiled manifest puts the names of keywords (1), opcodes (3), levels (5), tasks (7), channels (9) and values (D, F) into
 * the same table; all of them have the reserved bit 28 set. Of those only 0xB0vvEEEE is an event, `vv` its version. Everything
 * with bit 28 clear is a classic event.
 *
 * @param identifier 32 bits, unsigned
 * @returns undefined when the row is no event
 */
export function tableEvent(identifier: number): TableEvent | undefined {
  const { eventId, qualifiers } = splitIdentifier(identifier);
  if ((identifier & RESERVED_BIT) === 0) return { eventId, qualifiers };
  if (identifier >>> 24 === MANIFEST_EVENT) return { eventId, version: (identifier >>> 16) & 0xff };
  return undefined;
}
