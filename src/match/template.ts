/** What the template index works on: Windows' message texts cut at their inserts, and who prints them. */
import type { Entry } from '../knowledge/knowledge.ts';
import type { Message } from '../knowledge/schema.ts';

/** Who prints a text: an event of an entry, or a row of a message table that may have no entry. */
export interface Owner {
  /** `storvsp/5`: the identity, also when there is no entry for it. */
  key: string;
  provider: string;
  eventId?: number;
  /** Upper half of the identifier where it is known. */
  qualifiers?: number;
  entry?: Entry;
  /** The entry's message, absent for a row of a table. */
  message?: Message;
  /** For a row of a table: file and builds. */
  table?: { file: string; builds: readonly string[] };
}

/** One text to index. `braces`: inserts are `{name}`; `percent`: `%2`, `%2!s!`, `%n`, `%0` … as in message tables. */
export interface TemplateSource {
  text: string;
  style: 'braces' | 'percent';
  owner: Owner;
}

/** A message found in a text. */
export interface TemplateHit {
  owners: readonly Owner[];
  /** The template's text as its first owner wrote it. */
  templateText: string;
  /** Folded letters of the literals: how much text had to agree. */
  letters: number;
  /** Where the message stands in the original text, edge inserts included; UTF-16 units. */
  start: number;
  end: number;
  /** Insert name (a number such as `2` for tables) -> text between the literals, trimmed of blanks and quotes; '' is a value. */
  inserts: ReadonlyMap<string, string>;
}

export interface TemplateFinds {
  /** In the order of the text; longer literals first among those that overlap (the shorter ones are dropped). */
  hits: readonly TemplateHit[];
  /** A bound of the search was reached, so something may have been missed: no verdict may rest on this. */
  truncated: boolean;
}

export interface TemplateIndex {
  /** All messages in `text`. Linear in the text; no regular expression. */
  find(text: string): TemplateFinds;
  /**
   * Whether `text` is one of the texts of `key`, the weak ones (too few letters to be indexed) included.
   * For confirming a header; never for finding one.
   */
  confirm(text: string, key: string): TemplateHit | undefined;
  readonly size: number;
}
