/** Files of one or several directories, put together. What one directory says, later ones may add to or change, but not repeat. */
import { filesOfKind, type FileOfKind, type LoadedFile } from './knowledge-files.ts';
import type { Knowledge, KnownIdentity, Problem } from './knowledge.ts';
import { type At, mergeEntries, problemAt } from './merge-entries.ts';
import type { Place } from './places.ts';
import type { Code, Protocol, Provider, Reference } from './schema.ts';
import { sourceForm } from './source-index.ts';

export interface MergedFiles {
  merged: Omit<Knowledge, 'version'>;
  problems: Problem[];
  /** The files as the rules see them: a change stands there as the entry that it leads to. */
  files: LoadedFile[];
}

/**
 * The first holder of a name wins; each further one is a problem.
 *
 * @param files in the order of their directories
 * @param broken places with faults of their own: a change of such an entry waits for its correction
 */
export function mergeFiles(files: readonly LoadedFile[], broken: readonly Place[] = []): MergedFiles {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();

  /** Whether this is the first file to define `name`. */
  function isFirst(name: string, at: At): boolean {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, at.file.file);
    else problems.push(problemAt(at, 'duplicate', `The ${name} is already defined in ${owner}: ${remedy(at.file)}`));
    return owner === undefined;
  }

  const providers: Provider[] = [];
  for (const file of filesOfKind(files, 'providers')) {
    for (const [index, provider] of file.content.providers.entries()) {
      if (isFirst(`provider ${provider.slug}`, { file, path: ['providers', index, 'slug'] })) providers.push(provider);
    }
  }
  const references = new Map<string, Reference>();
  for (const file of filesOfKind(files, 'references')) {
    for (const [id, reference] of Object.entries(file.content)) {
      if (isFirst(`reference ${id}`, { file, path: [id] })) references.set(id, reference);
    }
  }
  const protocols = new Map<string, Protocol>();
  for (const file of filesOfKind(files, 'protocols')) {
    for (const [id, protocol] of Object.entries(file.content)) {
      if (isFirst(`protocol ${id}`, { file, path: [id] })) protocols.set(id, protocol);
    }
  }
  const codes: Code[] = [];
  for (const file of filesOfKind(files, 'codes')) {
    for (const [index, code] of file.content.entries()) {
      if (isFirst(`code ${code.code.toLowerCase()} ${code.kind}`, { file, path: [index, 'code'] })) codes.push(code);
    }
  }
  const entries = mergeEntries({
    complete: filesOfKind(files, 'entry').filter((file) => isFirst(`entry ${file.content.key}`, { file, path: [] })),
    changes: filesOfKind(files, 'change'),
    unread: new Set(broken.flatMap((place) => ('key' in place ? [place.key] : []))),
  });
  const tables = filesOfKind(files, 'table').map(({ content }) => content);
  const names = new Map(providers.map(({ slug, name }) => [slug, name]));
  const identities: KnownIdentity[] = [];
  for (const file of filesOfKind(files, 'identities')) {
    for (const [index, { id: eventId, ...rest }] of file.content.entries()) {
      const key = `${file.slug}/${eventId}`;
      const provider = names.get(file.slug) ?? file.slug;
      if (isFirst(`identity ${key}`, { file, path: [index, 'id'] }))
        identities.push({ key, provider, eventId, ...rest });
    }
  }

  return {
    merged: {
      providers: { providers, foreign: foreignNames(filesOfKind(files, 'providers')) },
      references,
      protocols,
      codes,
      tables,
      entries: entries.entries,
      identities: withoutEntries(identities, entries.entries),
    },
    problems: [...problems, ...entries.problems],
    files: [...files.filter(({ kind }) => kind !== 'entry' && kind !== 'change'), ...entries.files],
  };
}

/** An entry says all that an identity says; both in one directory is the matter of a rule, a local entry of an identity is none. */
function withoutEntries(identities: readonly KnownIdentity[], entries: readonly { key: string }[]): KnownIdentity[] {
  const known = new Set(entries.map(({ key }) => key));
  return identities
    .filter(({ key }) => !known.has(key))
    .sort((a, b) => (a.provider === b.provider ? a.eventId - b.eventId : a.provider < b.provider ? -1 : 1));
}

/** A source that a later directory has knowledge of is no longer foreign. */
function foreignNames(files: readonly FileOfKind<'providers'>[]): string[] {
  const highest = new Map<string, number>();
  for (const { layer, content } of files) {
    for (const { name, aliases } of content.providers) {
      for (const known of [name, ...aliases]) highest.set(sourceForm(known), layer);
    }
  }
  return files.flatMap(({ layer, content }) =>
    content.foreign.filter((name) => (highest.get(sourceForm(name)) ?? -1) <= layer),
  );
}

function remedy({ kind, layer }: LoadedFile): string {
  if (kind !== 'entry' || layer === 0) return 'remove one of the two.';
  return 'remove this file, or write "extends" and only what you see differently.';
}
