/** The files of knowledge as they leave the loader: checked content with its place, so that rules can name file and line. */
import type { Entry, Knowledge, Problem } from './knowledge.ts';
import type { Place } from './places.ts';
import type { LineOf, Path } from './read-yaml.ts';
import type { Code, EntryChange, IdentitiesFile, MessageTable, Protocol, ProvidersFile, Reference } from './schema.ts';

/** How the loader gets at one knowledge directory. */
export interface KnowledgeFiles {
  /** Paths relative to the directory, with `/`. */
  list(): readonly string[];
  /** @throws when the file cannot be read, with a sentence for the author */
  read(path: string): string;
}

type Content =
  | { kind: 'providers'; content: ProvidersFile }
  | { kind: 'references'; content: Record<string, Reference> }
  | { kind: 'protocols'; content: Record<string, Protocol> }
  | { kind: 'codes'; content: Code[] }
  | { kind: 'table'; content: MessageTable }
  | { kind: 'identities'; slug: string; content: IdentitiesFile }
  | { kind: 'entry'; content: Entry; changed?: ChangedEntry; isChangedLater?: boolean }
  | { kind: 'change'; key: string; content: EntryChange };

/** Of a file that changes an entry of an earlier directory; its content is what becomes of the entry. */
export interface ChangedEntry {
  /** The entry before the change. */
  base: Entry;
  change: EntryChange;
  /** Whether what stands at this path of the content was taken over from the entry unchanged: its own file answers for it. */
  isInherited(path: Path): boolean;
}

/** A file without faults of its own. */
export type LoadedFile = Content & {
  /** As problems name it: directory and path. */
  file: string;
  /** Position of its directory: 0 is the product's own knowledge, more is local. */
  layer: number;
  lineOf: LineOf;
};

export type FileOfKind<K extends LoadedFile['kind']> = Extract<LoadedFile, { kind: K }>;

export interface LoadResult {
  /** Present only when no file has a fault: a bad file never replaces good knowledge. */
  knowledge?: Knowledge;
  problems: Problem[];
  /** What could be read, for the rules; incomplete when there are problems. */
  readable: Knowledge;
  files: readonly LoadedFile[];
  /** Places whose files have faults, so that no rule complains of what they would have held. */
  broken: readonly Place[];
}

/** The files of one kind. */
export function filesOfKind<K extends LoadedFile['kind']>(files: readonly LoadedFile[], kind: K): FileOfKind<K>[] {
  return files.filter((file): file is FileOfKind<K> => file.kind === kind);
}
