/** Windows' message texts with their owners: what the catalog hands to the template index and to the matcher. */
import type { Entry } from './knowledge.ts';
import type { Message } from './schema.ts';

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

/** A row of a message table that prints this identity. */
export interface TableText {
  file: string;
  text: string;
  builds: readonly string[];
  /** Upper half of a classic identifier; 0 for the events of a manifest, whose records carry none. */
  qualifiers: number;
}

/** A table text together with its identity, for look-ups that begin with an identifier. */
export interface OwnedTableText extends TableText {
  key: string;
  provider: string;
}
