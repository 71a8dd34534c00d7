/**
 * Decides which entry an event is. Header first, then exact texts, then guesses; only an agreeing header or an exact text
 * may later carry a verdict. Nothing here is probabilistic: every tier has a rule and a measured precision (tiers.ts).
 */
import type { ReadEvent, SourceNames } from '../event/event.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { matchByHeader } from './by-header.ts';
import { matchById } from './by-id.ts';
import { isSignificant, matchByText } from './by-text.ts';
import { buildIndexes, type MatchIndexes } from './indexes.ts';
import type { Match } from './match.ts';

export interface Matcher {
  /** One event, one match; a free text may hold several messages, or none: then there is no match. */
  match(read: ReadEvent): Match[];
  /** Where known messages surely stand in a text, in its order: for the reader of prose. */
  messagesIn: NonNullable<SourceNames['messagesIn']>;
}

export function createMatcher(catalog: Catalog): Matcher {
  const indexes = buildIndexes(catalog);
  return {
    match: (read) => matchOne(read, indexes),
    messagesIn: (text) =>
      indexes.templates
        .find(text)
        .hits.filter(isSignificant)
        .map(({ core }) => ({ from: core.start, to: core.end })),
  };
}

function matchOne(read: ReadEvent, indexes: MatchIndexes): Match[] {
  if (read.event.provider !== undefined) return matchByHeader(read, indexes);
  if (read.event.eventId !== undefined) return matchById(read, indexes);
  return matchByText(read, indexes);
}
