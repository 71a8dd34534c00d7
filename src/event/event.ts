/** What could be read of one Windows event, and what a reader hands on. */

export const LEVELS = ['critical', 'error', 'warning', 'information', 'verbose'] as const;
export type Level = (typeof LEVELS)[number];

/** One parameter of an event: positional (no name) or named, the value as printed. */
export interface EventDatum {
  name?: string;
  value: string;
}

/** Every field is optional: a paste may be a whole event or a single number. Texts are as the person pasted them. */
export interface WindowsEvent {
  /** The source exactly as written; the catalog knows canonical names. */
  provider?: string;
  /** 0..65535. A 32-bit identifier is split into this (lower half) and `qualifiers` (upper half). */
  eventId?: number;
  /** 0..65535: the upper half of the 32-bit identifier, from XML `Qualifiers` or from an identifier printed whole. */
  qualifiers?: number;
  level?: Level;
  channel?: string;
  computer?: string;
  time?: string;
  recordId?: number;
  message?: string;
  /** The event's parameters in order: %1 is data[0]. */
  data?: EventDatum[];
  /** BCP 47 tag of the message's language where the source says it (RenderingInfo Culture). */
  culture?: string;
}

/** How an event was written in the paste; decides how much its header may be trusted. */
export const SHAPES = ['xml', 'json', 'csv', 'labels', 'table', 'prose', 'id', 'text'] as const;
export type Shape = (typeof SHAPES)[number];

/** One event as a reader found it. */
export interface ReadEvent {
  shape: Shape;
  event: WindowsEvent;
  /** The part of the (tidied) paste this was read from; for `text` and `prose` the matcher looks for messages in it. */
  text: string;
  /** Where `text` begins in the tidied paste, in UTF-16 units; findings keep this order. */
  at: number;
}

/** Everything read of one paste. */
export interface Reading {
  events: ReadEvent[];
  /** What the limits left out, so that a card can say so. */
  leftOut: { characters: number; events: number };
}

/**
 * The readers' view of the known source names, so that "what is vmbus event 2?" can be told from "chapter 2".
 * `known`: a provider of ours; `foreign`: another Windows source, never ours.
 */
export interface SourceNames {
  /** @param folded the comparison form (text/fold.ts) of a candidate name */
  lookup(folded: string): 'known' | 'foreign' | undefined;
  /**
   * Whether people also write this name before other numbers ("disk 1", "event log 6008"): in running text it is a source only
   * beside an event word.
   * @param words the comparison forms of its words, with blanks between them: `event log` may be one where `eventlog` is none
   */
  isEveryday(words: string): boolean;
  /** Units of the longest name that begins as `folded` does; 0 when none does. May be too large, never too small. */
  longest(folded: string): number;
  /** The most words any name has, to bound the search window. */
  readonly mostWords: number;
  /** Where known messages surely stand in a text, in its order: what a message says names no event. */
  messagesIn?(text: string): readonly { from: number; to: number }[];
}

/** Limits of design.md section 11, in UTF-16 units and events. */
export const READ_LIMITS = { characters: 256 * 1024, events: 5000 } as const;
