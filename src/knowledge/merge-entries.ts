/** Entries of several directories: what is added, and what later directories change of it. */
import { applyChange } from './apply-change.ts';
import type { FileOfKind, LoadedFile } from './knowledge-files.ts';
import type { Entry, Problem } from './knowledge.ts';
import type { Path } from './read-yaml.ts';

/** A place in a file, for a problem. */
export interface At {
  file: LoadedFile;
  path: Path;
}

export interface MergedEntries {
  /** Sorted by key. */
  entries: Entry[];
  problems: Problem[];
  /** The files as the rules see them: a change stands there as the entry that it leads to. */
  files: FileOfKind<'entry'>[];
}

interface EntryFiles {
  /** Complete entries, one for each key. */
  complete: readonly FileOfKind<'entry'>[];
  /** In the order of their directories. */
  changes: readonly FileOfKind<'change'>[];
  /** Keys whose files have faults of their own: a change of such an entry waits for the correction. */
  unread: ReadonlySet<string>;
}

/** Applies all changes in order; the last one has the last word. */
export function mergeEntries({ complete, changes, unread }: EntryFiles): MergedEntries {
  const problems: Problem[] = [];
  const files = [...complete];
  /** Of each key: the entry so far, and where in `files` its latest file stands. */
  const latest = new Map<string, { entry: Entry; at: number }>();
  for (const [at, file] of complete.entries()) latest.set(file.content.key, { entry: markedLocal(file), at });

  for (const change of changes) {
    const base = latest.get(change.key);
    const before = base && files[base.at];
    if (base === undefined || before === undefined || before.layer >= change.layer) {
      const message = nothingToChange(change.key, before);
      if (!unread.has(change.key)) problems.push(problemAt({ file: change, path: ['extends'] }, 'change', message));
      continue;
    }
    const { entry, file, faults } = applyChange(base.entry, change);
    for (const { path, message } of faults) problems.push(problemAt({ file: change, path }, 'change', message));
    files[base.at] = { ...before, isChangedLater: true };
    latest.set(change.key, { entry, at: files.push(file) - 1 });
  }
  const entries = Array.from(latest.values(), ({ entry }) => entry);
  return { entries: entries.sort((a, b) => (a.key < b.key ? -1 : 1)), problems, files };
}

/** A problem at the line of `path`. */
export function problemAt({ file, path }: At, rule: string, message: string): Problem {
  const line = file.lineOf(path);
  return { file: file.file, rule, message, ...(line === undefined ? {} : { line }) };
}

function markedLocal({ content, layer }: FileOfKind<'entry'>): Entry {
  if (layer === 0) return content;
  return { ...content, cases: content.cases.map((one) => Object.assign({}, one, { local: {} })) };
}

function nothingToChange(key: string, found: LoadedFile | undefined): string {
  if (found === undefined)
    return `No earlier directory has an entry "${key}": correct the path, or write a complete entry.`;
  return `The entry "${key}" stands in ${found.file}, which is not in an earlier directory: put this directory behind it.`;
}
