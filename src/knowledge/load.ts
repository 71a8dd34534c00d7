/** Reads knowledge directories: all files, all faults at once; only faultless knowledge goes on. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile, type CheckedFile, type ProviderNames, type RawFile } from './check-file.ts';
import type { KnowledgeFiles, LoadedFile, LoadResult } from './knowledge-files.ts';
import type { Problem } from './knowledge.ts';
import { mergeFiles } from './merge-files.ts';
import { placeOf, type Place } from './places.ts';
import { sortProblems } from './sort-problems.ts';

/** Beyond this somebody has put something else here. */
const MOST_BYTES = 1024 * 1024;
const MOST_FILES = 20_000;
/** events/<provider>/<id>.yaml, and one more so that a misplaced file is seen. */
const DEEPEST = 4;

export interface LoadOptions {
  /** How to open a directory; `directoryFiles` unless a test brings its own. */
  open?: (directory: string) => KnowledgeFiles;
}

/**
 * Reads and checks everything in `directories`: the product's own first, then local ones, which add to it and change it.
 * Never throws: what cannot be read is a problem.
 */
export function loadKnowledge(directories: readonly string[], { open = directoryFiles }: LoadOptions = {}): LoadResult {
  const problems: Problem[] = [];
  const broken: Place[] = [];
  const files: LoadedFile[] = [];
  const found = [...new Set(directories)].map((directory, layer) => readDirectory({ directory, layer }, open));
  for (const part of found) {
    problems.push(...part.problems);
    broken.push(...part.unreadable);
  }

  function take(raw: RawFile, checked: CheckedFile): void {
    if ('loaded' in checked) files.push(checked.loaded);
    else {
      for (const problem of checked.problems) problems.push(problem);
      broken.push(raw.place);
    }
  }
  const raw = found.flatMap((part) => part.files);
  // Providers first: the other files are checked against their slugs.
  for (const file of raw) if (file.place.kind === 'providers') take(file, checkFile(file, undefined));
  const names = providerNames(files, broken);
  for (const file of raw) if (file.place.kind !== 'providers') take(file, checkFile(file, names));
  if (!raw.some(({ place }) => place.kind === 'providers') && broken.every(({ kind }) => kind !== 'providers')) {
    problems.push(noProviders(directories));
  }

  const { merged, problems: mismatches, files: seen } = mergeFiles(files, broken);
  const all = sortProblems([...problems, ...mismatches]);
  const readable = { ...merged, version: versionOf(found.map((part) => part.files)) };
  return { ...(all.length === 0 ? { knowledge: readable } : {}), problems: all, readable, files: seen, broken };
}

/** The real thing: the files below a directory on disk. Links are followed (mounted configuration is made of them). */
function directoryFiles(directory: string): KnowledgeFiles {
  return {
    list: () => listBelow(directory, ''),
    read(path) {
      const full = join(directory, path);
      const { size } = statSync(full);
      if (size > MOST_BYTES) throw new Error(tooLarge(size));
      return decode(readFileSync(full));
    },
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('The file is not UTF-8: save it again with the encoding UTF-8.');
  }
}

function listBelow(directory: string, prefix: string, depth = 1): string[] {
  const found: string[] = [];
  for (const name of readdirSync(join(directory, prefix)).sort()) {
    if (name.startsWith('.')) continue;
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const isDirectory = statSync(join(directory, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isDirectory) found.push(path);
    else if (depth < DEEPEST) found.push(...listBelow(directory, path, depth + 1));
  }
  return found;
}

interface DirectoryContent {
  files: (RawFile & { path: string })[];
  problems: Problem[];
  unreadable: Place[];
}

function readDirectory(
  { directory, layer }: { directory: string; layer: number },
  open: (directory: string) => KnowledgeFiles,
): DirectoryContent {
  const source = open(directory);
  const content: DirectoryContent = { files: [], problems: [], unreadable: [] };
  const paths = listSafely(directory, source, content.problems);
  for (const path of paths) {
    const file = `${directory.replace(/\/$/, '')}/${path}`;
    const place = placeOf(path);
    if (place === undefined) continue;
    if (typeof place === 'string') {
      content.problems.push({ file, rule: 'path-is-key', message: place });
      continue;
    }
    try {
      const text = source.read(path);
      if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(tooLarge(Buffer.byteLength(text)));
      content.files.push({ file, path, place, layer, source: text });
    } catch (error) {
      content.unreadable.push(place);
      content.problems.push({
        file,
        rule: 'readable',
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return content;
}

function listSafely(directory: string, source: KnowledgeFiles, problems: Problem[]): string[] {
  try {
    const paths = [...source.list()].sort();
    if (paths.length <= MOST_FILES) return paths;
    const message = `The directory holds ${paths.length} files, more than ${MOST_FILES}: is this a knowledge directory?`;
    problems.push({ file: directory, rule: 'readable', message });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The knowledge directory cannot be read (${reason}): check its name and its permissions.`;
    problems.push({ file: directory, rule: 'readable', message });
  }
  return [];
}

function tooLarge(bytes: number): string {
  return `The file has ${bytes} bytes, more than the ${MOST_BYTES} that are read: split it or remove what does not belong here.`;
}

function noProviders(directories: readonly string[]): Problem {
  const message = 'providers.yaml is missing: without it no source of an event is known.';
  return { file: directories[0] ?? 'knowledge', rule: 'readable', message };
}

/** Undefined when a providers.yaml has faults, so that its absence is not reported once more for every event. */
function providerNames(files: readonly LoadedFile[], broken: readonly Place[]): ProviderNames {
  if (broken.some(({ kind }) => kind === 'providers')) return undefined;
  return new Map(
    files.flatMap((file) =>
      file.kind === 'providers' ? file.content.providers.map(({ slug, name }) => [slug, name] as const) : [],
    ),
  );
}

/** Names and contents of all files, directory by directory: the same knowledge has the same version wherever it lies. */
function versionOf(directories: readonly (readonly { path: string; source: string }[])[]): string {
  const hash = createHash('sha256');
  for (const [index, files] of directories.entries()) {
    for (const { path, source } of files)
      hash.update(`${index}\0${path}\0${Buffer.byteLength(source)}\0`).update(source);
  }
  return hash.digest('hex').slice(0, 12);
}
