/** What a file of `knowledge/` is, by its path alone: the path is the key, so that path and content cannot disagree. */

export type Place =
  | { kind: 'providers' | 'references' | 'protocols' | 'codes' }
  | { kind: 'table'; name: string }
  | { kind: 'identities'; slug: string }
  | { kind: 'event'; key: string; slug: string; eventId: number }
  | { kind: 'status'; key: string };

const SINGLE_FILES = ['providers', 'references', 'protocols', 'codes'] as const;
const SLUG = /^[a-z0-9][a-z0-9-]{0,80}$/;
const TABLE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,80}$/;
const EVENT_ID = /^(0|[1-9][0-9]{0,4})$/;
const HIGHEST_EVENT_ID = 65535;
const PLACES =
  'providers.yaml, references.yaml, protocols.yaml, codes.yaml, messages/<file>.yaml, identities/<provider>.yaml, events/<provider>/<id>.yaml and status/<name>.yaml';

/**
 * @param path relative to the knowledge directory, with `/`
 * @returns the place; a sentence when the path is wrong; undefined for files that are not YAML (README.md)
 */
export function placeOf(path: string): Place | string | undefined {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  if (parts.some((part) => part === '' || part.startsWith('.')) || path.includes('\\')) {
    return `"${path}" leads out of the knowledge directory or is hidden: only ${PLACES} are read.`;
  }
  if (last.toLowerCase().endsWith('.yml'))
    return `The ending .yml is not read: rename the file to ${last.slice(0, -4)}.yaml.`;
  if (!last.endsWith('.yaml')) return undefined;
  const name = last.slice(0, -'.yaml'.length);
  if (parts.length === 1) return singleFile(name, path);
  if (parts.length === 2 && parts[0] === 'messages') return table(name);
  if (parts.length === 2 && parts[0] === 'identities') return identities(name);
  if (parts.length === 2 && parts[0] === 'status') return status(name);
  if (parts.length === 3 && parts[0] === 'events') return event(parts[1] ?? '', name);
  return unknownPlace(path);
}

function singleFile(name: string, path: string): Place | string {
  const kind = SINGLE_FILES.find((known) => known === name);
  return kind === undefined ? unknownPlace(path) : { kind };
}

function table(name: string): Place | string {
  if (TABLE_NAME.test(name)) return { kind: 'table', name };
  return `"${name}" is no name for a message table: use letters, digits, dots, hyphens and underscores, such as storvsp.sys.yaml.`;
}

function identities(slug: string): Place | string {
  if (SLUG.test(slug)) return { kind: 'identities', slug };
  return `"${slug}" is no provider slug: name the file by the slug that providers.yaml gives, such as hyper-v-vmms.yaml.`;
}

function status(name: string): Place | string {
  if (SLUG.test(name)) return { kind: 'status', key: `status/${name}` };
  return `"${name}" is no name for a status message: use lower-case letters, digits and hyphens.`;
}

function event(slug: string, id: string): Place | string {
  if (!SLUG.test(slug))
    return `The folder "${slug}" is no provider slug: use the slug that providers.yaml gives, in lower case.`;
  const eventId = Number(id);
  if (!EVENT_ID.test(id) || eventId > HIGHEST_EVENT_ID) {
    return `"${id}" is no event ID: name the file by a number from 0 to ${HIGHEST_EVENT_ID} without leading zeros, such as 26.yaml.`;
  }
  return { kind: 'event', key: `${slug}/${id}`, slug, eventId };
}

function unknownPlace(path: string): string {
  return `"${path}" is in no known place. Files are ${PLACES}: move or rename it.`;
}
