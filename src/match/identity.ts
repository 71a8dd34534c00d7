/** Which entries a 32-bit identifier can mean. */
import { splitIdentifier } from '../event/identifier.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import type { Entry } from '../knowledge/knowledge.ts';

/** Entries that print this 32-bit identifier, then those with this ID of whose identifiers nothing is known. */
export function entriesOfIdentifier(eventId: number, qualifiers: number, catalog: Catalog): Entry[] {
  const sameId = catalog.entriesOfId(eventId);
  const surely = sameId.filter((entry) => catalog.qualifiersOf(entry.key).includes(qualifiers));
  return surely.length > 0
    ? surely
    : sameId.filter((entry) => catalog.qualifiersOf(entry.key).length === 0 && mayHave(entry, qualifiers));
}

const FACILITY = 0x0fff;

/** The severity is that of the entry. Sources with a manifest have no facility: 0x80070005 is a result code, not their event 5. */
function mayHave(entry: Entry, qualifiers: number): boolean {
  const hasManifest = entry.provider.startsWith('Microsoft-Windows-');
  return levelFits(entry, qualifiers) && !(hasManifest && (qualifiers & FACILITY) !== 0);
}

function levelFits(entry: Entry, qualifiers: number): boolean {
  const { severity } = splitIdentifier(qualifiers * 0x10000);
  return entry.level === undefined || entry.level === severity;
}

/** Classic providers have a facility; a manifest event prints 0, which says nothing. */
export function differs(printed: number | undefined, known: number): boolean {
  return printed !== undefined && printed !== 0 && printed !== known;
}
