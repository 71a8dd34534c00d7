/** An entry and what a local directory says differently -> the entry as it is judged, and where each part of it stands. */
import type { ChangedEntry, FileOfKind } from './knowledge-files.ts';
import type { Entry } from './knowledge.ts';
import { didYouMean } from './nearest.ts';
import type { LineOf, Path } from './read-yaml.ts';
import type { Case, EntryChange } from './schema.ts';

interface ChangeFault {
  path: Path;
  message: string;
}

interface AppliedChange {
  entry: Entry;
  /** The changed entry as the rules of the data see it: samples are those of the change alone. */
  file: FileOfKind<'entry'>;
  faults: ChangeFault[];
}

/** Where a part of the changed entry stands in the file of the change; undefined: taken over from the entry. */
type Origin = (path: Path) => Path | undefined;

/** Applies one change. Never throws; what does not fit is a fault and is left out. */
export function applyChange(base: Entry, file: FileOfKind<'change'>): AppliedChange {
  const { content: change } = file;
  const faults = [...caseFaults(change), ...questionFaults(base, change)];
  const written = change.cases.map((one): Case => ({ ...one, local: { reason: change.reason } }));
  const known = new Set(base.cases.map(({ id }) => id));
  const replacing = new Map(written.map((one) => [one.id, one]));
  const cases = [
    ...written.filter(({ id }) => !known.has(id)),
    ...base.cases.map((one) => replacing.get(one.id) ?? one),
  ];
  faults.push(...silenceFaults(cases, change));
  const silent = new Set(change.silence);
  const repeated = new Set(change.samples.map(({ text }) => text));

  const entry: Entry = {
    ...base,
    questions: { ...base.questions, ...change.questions },
    cases: cases.map((one) => (silent.has(one.id) ? Object.assign({}, one, { silenced: change.reason }) : one)),
    samples: [...change.samples, ...base.samples.filter(({ text }) => !repeated.has(text))],
    notThis: [...change.notThis, ...base.notThis],
    references: [...change.references, ...base.references],
  };
  const origin = originOf(entry, change);
  const changed: ChangedEntry = { base, change, isInherited: (path) => origin(path) === undefined };
  const content = { ...entry, samples: change.samples, reviewed: change.reviewed, file: file.file };
  return {
    entry,
    file: { kind: 'entry', content, changed, file: file.file, layer: file.layer, lineOf: linesOf(file.lineOf, origin) },
    faults,
  };
}

function* caseFaults({ cases }: EntryChange): Generator<ChangeFault> {
  const seen = new Set<string>();
  for (const [index, { id }] of cases.entries()) {
    if (seen.has(id))
      yield { path: ['cases', index, 'id'], message: `Two cases have the id "${id}": give each its own.` };
    seen.add(id);
  }
}

/** The entry's own cases rely on the wording of its questions. */
function* questionFaults(base: Entry, { questions }: EntryChange): Generator<ChangeFault> {
  for (const id of Object.keys(questions)) {
    if (!Object.hasOwn(base.questions, id)) continue;
    const message = `The entry already asks "${id}": use that question, or give yours another name.`;
    yield { path: ['questions', id], message };
  }
}

function* silenceFaults(cases: readonly Case[], { silence }: EntryChange): Generator<ChangeFault> {
  const ids = new Set(cases.map(({ id }) => id));
  for (const [index, id] of silence.entries()) {
    if (ids.has(id)) continue;
    const message = `The entry has no case "${id}".${didYouMean(id, ids)} Write one of: ${[...ids].join(', ') || 'none'}.`;
    yield { path: ['silence', index], message };
  }
}

function originOf(entry: Entry, change: EntryChange): Origin {
  const written = new Map(change.cases.map(({ id }, index) => [id, index]));
  const silent = new Set(change.silence);
  const fromCase = (path: Path): Path | undefined => {
    const [, at, part, ...rest] = path;
    const one = typeof at === 'number' ? entry.cases[at] : undefined;
    if (one === undefined) return undefined;
    if (part === 'silenced') return silent.has(one.id) ? ['reason', ...rest] : undefined;
    const index = written.get(one.id);
    if (index === undefined) return undefined;
    if (part === 'local') return ['reason', ...rest.slice(1)];
    return ['cases', index, ...path.slice(2)];
  };

  return (path) => {
    const [part, at] = path;
    switch (part) {
      case 'cases':
        return fromCase(path);
      case 'questions':
        return typeof at === 'string' && Object.hasOwn(change.questions, at) ? path : undefined;
      case 'notThis':
      case 'references':
        return typeof at === 'number' && at < change[part].length ? path : undefined;
      case undefined:
      case 'samples':
      case 'reviewed':
        return path;
      default:
        return undefined;
    }
  };
}

function linesOf(lineOf: LineOf, origin: Origin): LineOf {
  return (path) => lineOf(origin(path) ?? []);
}
