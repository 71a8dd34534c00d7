/** One file of knowledge: text -> checked content, or all its faults. */
import type { z } from 'zod';
import { explainIssues } from './explain-issue.ts';
import type { LoadedFile } from './knowledge-files.ts';
import type { Entry, Problem } from './knowledge.ts';
import { didYouMean } from './nearest.ts';
import type { Place } from './places.ts';
import { readYaml, type LineOf } from './read-yaml.ts';
import {
  CodesFile,
  EntryChange,
  EntryFile,
  IdentitiesFile,
  MessageTable,
  ProtocolsFile,
  ProvidersFile,
  ReferencesFile,
} from './schema.ts';

export interface RawFile {
  /** As problems name it. */
  file: string;
  place: Place;
  /** Position of its directory. */
  layer: number;
  source: string;
}

/** slug -> canonical name; undefined while providers.yaml itself has faults. */
export type ProviderNames = ReadonlyMap<string, string> | undefined;

export type CheckedFile = { loaded: LoadedFile } | { problems: Problem[] };

/** Never throws. `names` is needed for the files under events/ and identities/ only. */
export function checkFile({ file, place, layer, source }: RawFile, names: ProviderNames): CheckedFile {
  const yaml = readYaml(source);
  if ('faults' in yaml) return { problems: yaml.faults.map((fault) => ({ file, rule: 'yaml', ...fault })) };
  const parsed = { file, layer, ...yaml };

  switch (place.kind) {
    case 'providers':
      return checked(ProvidersFile, parsed, (content) => ({ kind: 'providers', content }));
    case 'references':
      return checked(ReferencesFile, parsed, (content) => ({ kind: 'references', content }));
    case 'protocols':
      return checked(ProtocolsFile, parsed, (content) => ({ kind: 'protocols', content }));
    case 'codes':
      return checked(CodesFile, parsed, (content) => ({ kind: 'codes', content }));
    case 'table':
      return checkTable(parsed, place.name);
    case 'identities':
      return checkIdentities(parsed, place.slug, names);
    default:
      return isChange(yaml.content) ? checkChange(parsed, place) : checkEntry(parsed, place, names);
  }
}

interface ParsedFile {
  file: string;
  layer: number;
  content: unknown;
  lineOf: LineOf;
}

type Content = LoadedFile extends infer F
  ? F extends LoadedFile
    ? Omit<F, 'file' | 'layer' | 'lineOf'>
    : never
  : never;

function checked<T>(
  schema: z.ZodType<T>,
  { file, layer, content, lineOf }: ParsedFile,
  kind: (valid: T) => Content,
): CheckedFile {
  const result = schema.safeParse(content);
  if (result.success) return { loaded: { ...kind(result.data), file, layer, lineOf } };
  const faults = explainIssues(result.error.issues, schema, content);
  return { problems: faults.map(({ path, message }) => problem({ file, lineOf }, { rule: 'schema', path, message })) };
}

function checkTable(parsed: ParsedFile, name: string): CheckedFile {
  const result = checked(MessageTable, parsed, (valid) => ({ kind: 'table', content: valid }));
  if ('problems' in result || result.loaded.kind !== 'table') return result;
  const { file } = result.loaded.content;
  if (`${name.toLowerCase()}.`.startsWith(`${file.toLowerCase().split('.')[0]}.`)) return result;
  const message = `The table is of "${file}", but the file is named "${name}.yaml": name it ${file}.yaml.`;
  return { problems: [problem(parsed, { rule: 'path-is-key', path: ['file'], message })] };
}

function checkIdentities(parsed: ParsedFile, slug: string, names: ProviderNames): CheckedFile {
  if (names !== undefined && !names.has(slug)) {
    const file = { path: [], message: unknownProvider(`${slug}.yaml`, slug, names) };
    return { problems: [problem(parsed, { rule: 'unknown-provider', ...file })] };
  }
  return checked(IdentitiesFile, parsed, (content) => ({ kind: 'identities', slug, content }));
}

function checkEntry(parsed: ParsedFile, place: Extract<Place, { key: string }>, names: ProviderNames): CheckedFile {
  const result = EntryFile.safeParse(parsed.content);
  const faults = result.success ? [] : explainIssues(result.error.issues, EntryFile, parsed.content);
  const problems = faults.map((fault) => problem(parsed, { rule: 'schema', ...fault }));
  const source = result.data?.source;

  if (place.kind === 'event') {
    const known = names === undefined || names.has(place.slug);
    if (!known) {
      const message = unknownProvider(place.slug, place.slug, names);
      problems.push(problem(parsed, { rule: 'unknown-provider', path: [], message }));
    }
    if (source !== undefined)
      problems.push(problem(parsed, { rule: 'path-is-key', path: ['source'], message: SOURCE_OF_EVENT }));
  } else if (result.success && source === undefined) {
    problems.push(problem(parsed, { rule: 'path-is-key', path: ['source'], message: SOURCE_OF_STATUS }));
  }
  if (!result.success || problems.length > 0) return { problems };

  const { file, layer, lineOf } = parsed;
  const identity =
    place.kind === 'event'
      ? { key: place.key, provider: names?.get(place.slug) ?? place.slug, eventId: place.eventId }
      : { key: place.key, provider: source ?? '' };
  const entry: Entry = { ...result.data, ...identity, file };
  return { loaded: { kind: 'entry', content: entry, file, layer, lineOf } };
}

/** `silence` says it too, so that a forgotten "extends" is told as that and not as ten missing fields. */
function isChange(content: unknown): boolean {
  return typeof content === 'object' && content !== null && ('extends' in content || 'silence' in content);
}

function checkChange(parsed: ParsedFile, { key }: Extract<Place, { key: string }>): CheckedFile {
  const result = checked(EntryChange, parsed, (valid) => ({ kind: 'change', key, content: valid }));
  if ('problems' in result || result.loaded.kind !== 'change') return result;
  const { extends: named, cases, silence } = result.loaded.content;
  const problems: Problem[] = [];
  if (named !== key) {
    const message = `"extends" says "${named}", but by its path the file changes "${key}": correct one of them.`;
    problems.push(problem(parsed, { rule: 'path-is-key', path: ['extends'], message }));
  }
  if (cases.length === 0 && silence.length === 0) {
    problems.push(problem(parsed, { rule: 'change', path: [], message: CHANGES_NOTHING }));
  }
  return problems.length > 0 ? { problems } : result;
}

const CHANGES_NOTHING = 'The file changes nothing: write "cases" or "silence", or delete it.';

const SOURCE_OF_EVENT = 'An event takes its source from its folder: remove "source".';
const SOURCE_OF_STATUS = '"source" is missing: say what prints this message, such as Get-VMIntegrationService.';

function unknownProvider(shown: string, slug: string, names: ProviderNames): string {
  const known = [...(names?.keys() ?? [])];
  return `"${shown}" names no provider of providers.yaml.${didYouMean(slug, known)} Add the provider there or rename it.`;
}

function problem(
  { file, lineOf }: Pick<ParsedFile, 'file' | 'lineOf'>,
  { rule, path, message }: { rule: string; path: readonly (string | number)[]; message: string },
): Problem {
  const line = lineOf(path);
  return { file, rule, message, ...(line === undefined ? {} : { line }) };
}
