/** zod's issues as sentences for people who know Hyper-V and not zod: what is wrong, what is allowed, what to do. */
import { z } from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import type { Path } from './read-yaml.ts';
import { Condition } from './schema.ts';

export interface Fault {
  path: Path;
  message: string;
  /** The required key that was probably meant by an unknown one; its absence needs no second sentence. */
  meant?: Path;
}

type Issue = z.core.$ZodIssue;
/** Where an issue stands: the schema that was expected there and the value that was found. */
interface Spot {
  path: Path;
  schema: z.core.$ZodType | undefined;
  value: unknown;
}

/** Of one file; whoever corrects these sees the rest. */
const MOST_FAULTS = 200;

const CONDITION_FORMS = [
  '{ insert: x, is: empty } or { insert: x, is: notEmpty }',
  '{ insert: x, equals: text or [list] }',
  '{ insert: x, code: code or [list] }',
  '{ insert: x, protocol: p, is: newer | older | same, than: { insert: y } or { version: "3.2" } }',
  '{ level: error or [list] }',
  '{ channel: System or [list] }',
  '{ message: id }',
  '{ ask: question, answer: yes | no }',
].join('; ');

/** All faults of `content` under `schema`; empty when it is valid. */
export function explainIssues(issues: readonly Issue[], schema: z.core.$ZodType, content: unknown): Fault[] {
  const faults = issues.slice(0, MOST_FAULTS).flatMap((issue) => explain(issue, schema, content, []));
  const meant = new Set(faults.flatMap((fault) => (fault.meant === undefined ? [] : [JSON.stringify(fault.meant)])));
  return faults.filter(({ path }) => !meant.has(JSON.stringify(path))).map(({ path, message }) => ({ path, message }));
}

function explain(issue: Issue, schema: z.core.$ZodType, content: unknown, base: Path): Fault[] {
  const local = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const path = [...base, ...local];
  const spot: Spot = { path, schema: schemaAt(schema, local), value: valueAt(content, local) };
  const one = (message: string): Fault[] => [{ path, message }];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, spot));
    case 'invalid_union':
      return unionFaults(issue.errors, spot);
    case 'invalid_type':
      return one(wrongType(issue.expected, spot));
    case 'invalid_value':
      return one(wrongValue(issue.values.map(String), spot));
    case 'invalid_format':
      return one(`${name(spot.path)} is ${shown(spot.value)}: ${formatHint(issue.format, issue.message)}.`);
    case 'invalid_key':
      return one(`${shown(path.at(-1))} cannot be a name here: ${issue.issues[0]?.message ?? 'check its spelling'}.`);
    case 'too_small':
      return one(
        issue.origin === 'array' ? `${name(path)} needs at least one item.` : `${name(path)} is empty: write a text.`,
      );
    default:
      return one(`${name(path)} is ${shown(spot.value)}: ${issue.message}.`);
  }
}

function unknownKey(key: string, { path, schema, value }: Spot): Fault {
  const allowed = keysOf(schema);
  const absent = allowed.filter((other) => !isGroup(value) || !Object.hasOwn(value, other));
  const meant = nearest(key, absent);
  const where = path.length === 0 ? 'this file' : name(path);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const message = `"${key}" is not a key of ${where}.${hint} Allowed: ${allowed.join(', ')}.`;
  return { path: [...path, key], message, ...(meant === undefined ? {} : { meant: [...path, meant] }) };
}

function wrongType(expected: string, { path, value }: Spot): string {
  const last = path.at(-1);
  if (value === undefined) {
    if (last === 'ja' || last === 'en')
      return `${name(path)} is missing: every text is needed in English (en) and in Japanese (ja).`;
    return `${name(path)} is missing: add it.`;
  }
  const wanted = {
    string: 'a text',
    array: 'a list',
    object: 'a group of keys',
    record: 'a group of keys',
    number: 'a number',
  }[expected];
  const hint = value === '' ? ' or remove the key' : '';
  return `${name(path)} is ${shown(value)}, but must be ${wanted ?? expected}: write ${wanted ?? expected}${hint}.`;
}

function wrongValue(allowed: readonly string[], { path, value }: Spot): string {
  if (value === undefined) return `${name(path)} is missing: write one of ${allowed.join(', ')}.`;
  const judged =
    path.at(-1) === 'verdict' && (value === 'conditional' || value === 'unknown')
      ? ` "${value}" is never written: it comes out of judging when a condition cannot be told.`
      : '';
  const meant = typeof value === 'string' ? didYouMean(value, allowed) : '';
  return `${name(path)} is ${shown(value)}, which is not allowed: write ${oneOf(allowed)}.${meant}${judged}`;
}

function oneOf(allowed: readonly string[]): string {
  return allowed.length === 1 ? `"${allowed[0]}"` : `one of ${allowed.join(', ')}`;
}

function formatHint(format: string, message: string): string {
  if (format === 'date') return 'write a date as year-month-day, such as 2026-11-20';
  if (format === 'url') return 'write a whole address beginning with https://';
  if (format === 'guid' || format === 'uuid') return 'write a GUID such as 67dc0d66-3695-47c0-9642-33f76f7bd7ad';
  return message.startsWith('Invalid') ? `it does not have the expected form (${message})` : message;
}

/** A union has one list of issues per form; the form with the fewest structural faults is the one that was meant. */
function unionFaults(errors: readonly (readonly Issue[])[], { path, schema, value }: Spot): Fault[] {
  if (value === undefined) return [{ path, message: `${name(path)} is missing: add it.` }];
  const options = inner(schema) instanceof z.ZodUnion ? (inner(schema) as z.ZodUnion).options : [];
  const forms = errors.map((issues, index) => ({ issues, option: options[index], weight: structuralFaults(issues) }));
  const best = forms.sort((a, b) => a.weight - b.weight)[0];
  const isCondition = inner(schema) === Condition;
  if (best?.option === undefined || (isCondition && best.weight > 0)) {
    const hint = isCondition
      ? `this is no condition. The forms are: ${CONDITION_FORMS}`
      : 'none of the allowed forms fits';
    return [{ path, message: `${name(path)} is ${shown(value)}: ${hint}.` }];
  }
  if (path.at(-1) === 'than' && typeof value === 'string') {
    return [{ path, message: `${name(path)} is ${shown(value)}: write { insert: ${value} } or { version: "3.2" }.` }];
  }
  const { option, issues } = best;
  return issues.flatMap((issue) => explain(issue, option, value, path));
}

/** Unknown or missing keys weigh more than a wrong value under the right key. */
function structuralFaults(issues: readonly Issue[]): number {
  let weight = 0;
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') weight += issue.keys.length;
    else if (issue.path.length === 0) weight += 10;
    else if (issue.code === 'invalid_type') weight += 1;
  }
  return weight;
}

/** `cases[0].verdict`, as an author reads it. */
function name(path: Path): string {
  if (path.length === 0) return 'The file';
  let out = '';
  for (const step of path) {
    if (typeof step === 'number') out += `[${step + 1}]`;
    else out += out === '' ? step : `.${step}`;
  }
  return `"${out}"`;
}

function shown(value: unknown): string {
  if (value === '') return 'empty';
  const text =
    typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function keysOf(schema: z.core.$ZodType | undefined): string[] {
  const found = inner(schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function schemaAt(schema: z.core.$ZodType | undefined, path: Path): z.core.$ZodType | undefined {
  let at = inner(schema);
  for (const step of path) {
    if (at instanceof z.ZodObject)
      at = inner(Object.hasOwn(at.shape, step) ? (at.shape as z.core.$ZodShape)[step] : undefined);
    else if (at instanceof z.ZodArray) at = inner(at.element);
    else if (at instanceof z.ZodRecord) at = inner(at.valueType);
    else return undefined;
  }
  return at;
}

/** The schema inside optional and default wrappers. */
function inner(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodDefault) at = at.unwrap();
  return at;
}

function valueAt(content: unknown, path: Path): unknown {
  let at = content;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else if (isGroup(at) && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return at;
}

function isGroup(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
