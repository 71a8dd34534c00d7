/** Knowledge as the rest of the product sees it: plain data, already checked, immutable. */
import type { Level } from '../event/event.ts';
import type { Localized } from '../lang.ts';
import type { Case, Code, EntryFile, MessageTable, Protocol, ProvidersFile, Reference } from './schema.ts';

/** One event (`vmsmp/26`) or one status message (`status/get-vmintegrationservice`). */
export interface Entry extends EntryFile {
  key: string;
  /** Canonical provider name; for a status message the name of what prints it. */
  provider: string;
  /** Absent for status messages. */
  eventId?: number;
  /** Path of the file, for error messages. */
  file: string;
  /** With what local directories say of them. */
  cases: Case[];
}

/** Question that every entry has: whether the text of the event is the known one. No entry may ask one of this name. */
export const SAME_TEXT = 'same-text';

/** An event that is known by name only (`knowledge/identities/`): no advice, no verdict. */
export interface KnownIdentity {
  /** `hyper-v-vmms/20000` */
  key: string;
  /** Canonical name. */
  provider: string;
  eventId: number;
  level?: Level;
  title: Localized;
}

export interface Knowledge {
  providers: ProvidersFile;
  references: ReadonlyMap<string, Reference>;
  protocols: ReadonlyMap<string, Protocol>;
  codes: readonly Code[];
  tables: readonly MessageTable[];
  entries: readonly Entry[];
  /** Sorted by provider and ID; none has an entry. */
  identities: readonly KnownIdentity[];
  /** Content hash of all files (first 12 hex digits), so that feedback can name what it judged. */
  version: string;
}

/** One fault of a knowledge file, as an author reads it. */
export interface Problem {
  file: string;
  /** 1-based. */
  line?: number;
  rule: string;
  /** What is wrong, with the value, what is allowed, and what to do. */
  message: string;
}
