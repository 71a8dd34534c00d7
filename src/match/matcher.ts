/**
 * Decides which entry an event is. Header first, then exact texts, then guesses; only an agreeing header or an exact text
 * may later carry a verdict. Nothing here is probabilistic: every tier has a rule and a measured precision (tiers.ts).
 */
import type { ReadEvent } from '../event/event.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { matchByHeader } from './by-header.ts';
import { matchById } from './by-id.ts';
import { matchByText } from './by-text.ts';
import { buildIndexes, type MatchIndexes } from './indexes.ts';
import type { Match } from './match.ts';

export interface Matcher {
  /** One event, one match; a free text may hold several messages, or none: then there is no match. */
  match(read: ReadEvent): Match[];
}

export function createMatcher(catalog: Catalog): Matcher {
  const indexes = buildIndexes(catalog);
  return { match: (read) => matchOne(read, indexes) };
}

function matchOne(read: ReadEvent, indexes: MatchIndexes): Match[] {
  if (read.event.provider !== undefined) return matchByHeader(read, indexes);
  if (read.event.eventId !== undefined) return matchById(read, indexes);
  return matchByText(read, indexes);
}
