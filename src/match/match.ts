/** Which entry an event is, and how surely. */
import type { ReadEvent } from '../event/event.ts';
import type { Entry, KnownIdentity } from '../knowledge/knowledge.ts';
import type { Message } from '../knowledge/schema.ts';
import type { TableText } from '../knowledge/texts.ts';

/**
 * On what a match rests, best first. Only the first four may carry a verdict (see match/tiers.ts for the measured precision).
 * - `header-and-text`: provider and ID, and a known text of that event (or identifier and parameters that fit it)
 * - `text`: a known text alone, long enough, covering most of the record, printed by one event only
 * - `header-similar-text`: provider and ID, a text like the known one, nothing contradicts
 * - `header`: provider and ID without any text: verdict only under "if the text is …"
 * - `header-other-text`: provider and ID, but text, level or identifier contradict: same ID, different event
 * - `id`: a number alone
 * - `similar-text`, `corrected-name`, `phrase`: guesses
 * - `unknown`: surely an event, and nothing is known of it
 */
export const TIERS = [
  'header-and-text',
  'text',
  'header-similar-text',
  'header',
  'header-other-text',
  'id',
  'similar-text',
  'corrected-name',
  'phrase',
  'unknown',
] as const;
export type Tier = (typeof TIERS)[number];

/** A suggestion: an entry and how well it fits, 0..1 (order only). */
export interface Candidate {
  entry: Entry;
  score: number;
}

export type { TableText };

export interface Match {
  kind: 'exact' | 'candidates' | 'similar' | 'none';
  tier: Tier;
  read: ReadEvent;
  /** Canonical when the provider is known, else as written. */
  provider?: string;
  eventId?: number;
  /** Identity key `storvsp/5`, also when only a table or nothing knows it. */
  key?: string;
  /** kind `exact` only. */
  entry?: Entry;
  /** kind `none`: what is known of the event by name only. */
  identity?: KnownIdentity;
  /** The entry's message that was found, when it was one of the entry's own. */
  message?: Message;
  /** Insert name -> value as printed; '' is a value, an absent name is "not in the text". */
  inserts: ReadonlyMap<string, string>;
  /** Inserts of the text of which the event's own parameters say something else, and what they say. */
  disputed?: ReadonlyMap<string, string>;
  /** kinds `candidates` and `similar`: best first; kind `none`: related entries, if any. */
  candidates: readonly Candidate[];
  /** The first candidate stands there because it is related to this other event of the same paste. */
  relatedTo?: Entry;
  /** Texts of message tables for this identity (kind `none`, and for showing). */
  tableTexts: readonly TableText[];
  /** A bound was reached: no verdict. */
  truncated: boolean;
}
