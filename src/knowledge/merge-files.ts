/** Files of one or several directories, put together. What one directory says, another may add to, but not repeat. */
import { filesOfKind, type LoadedFile } from './knowledge-files.ts';
import type { Entry, Knowledge, Problem } from './knowledge.ts';
import type { Path } from './read-yaml.ts';
import type { Code, Protocol, Provider, Reference } from './schema.ts';

type Merged = Omit<Knowledge, 'version'>;

/** The first holder of a name wins; each further one is a problem. */
export function mergeFiles(files: readonly LoadedFile[]): { merged: Merged; problems: Problem[] } {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();

  /** Whether this is the first file to define `name`. */
  function isFirst(name: string, at: { file: LoadedFile; path: Path }): boolean {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, at.file.file);
    else problems.push(repeated(name, owner, at));
    return owner === undefined;
  }

  const providers: Provider[] = [];
  const foreign: string[] = [];
  for (const file of filesOfKind(files, 'providers')) {
    foreign.push(...file.content.foreign);
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
  const entries: Entry[] = [];
  for (const file of filesOfKind(files, 'entry')) {
    if (isFirst(`entry ${file.content.key}`, { file, path: [] })) entries.push(file.content);
  }
  entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  const tables = filesOfKind(files, 'table').map(({ content }) => content);

  return { merged: { providers: { providers, foreign }, references, protocols, codes, tables, entries }, problems };
}

function repeated(name: string, owner: string, { file, path }: { file: LoadedFile; path: Path }): Problem {
  const line = file.lineOf(path);
  const message = `The ${name} is already defined in ${owner}: remove one of the two.`;
  return { file: file.file, rule: 'duplicate', message, ...(line === undefined ? {} : { line }) };
}
