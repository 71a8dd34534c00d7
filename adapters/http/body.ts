/** Bodies at the door: the right type, not too large, and every fault named. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { cutTo } from '../../src/card/plain-text.ts';
import { failure, tooLarge } from './failure.ts';

const JSON_TYPE = 'application/json';
const MOST_PROBLEMS = 20;
const LONGEST_VALUE = 80;

type Issue = z.core.$ZodIssue;
interface Fault {
  path: string;
  message: string;
}

/** 413 by the declared length before anything is read, and in the middle of a body without one. */
export function limited(maxSize: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError: (c) => tooLarge(c, maxSize) });
  return async (c, next) => {
    const declared = c.req.header('content-length');
    // Counting while it arrives costs a stream; HTTP itself holds a body to its declared length.
    if (declared === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(declared) > maxSize ? tooLarge(c, maxSize) : next();
  };
}

/** Nothing is unpacked here, so that nothing grows. */
export const asSent: MiddlewareHandler = async (c, next) => {
  const encoding = c.req.header('content-encoding') ?? '';
  if (encoding === '' || encoding.toLowerCase() === 'identity') return next();
  const message = 'Compressed bodies are not read here: send it without Content-Encoding.';
  return failure(c, 415, { code: 'wrong-encoding', message });
};

/** `application/json` of `application/json; charset=utf-8`; empty when there is none. */
export function mediaType(c: Context): string {
  return (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

export function wrongType(c: Context, allowed: readonly string[]): Response {
  const type = cutTo(mediaType(c), LONGEST_VALUE) ?? mediaType(c);
  const got = type === '' ? 'The request has no Content-Type' : `The Content-Type "${type}" is not read here`;
  return failure(c, 415, { code: 'wrong-type', message: `${got}: send ${allowed.join(' or ')}.` });
}

/** The bytes of the body, or the answer to a sender who hung up in the middle. */
export async function readBytes(c: Context): Promise<Uint8Array<ArrayBuffer> | Response> {
  try {
    return new Uint8Array(await c.req.arrayBuffer());
  } catch {
    return failure(c, 400, { code: 'incomplete', message: 'The body ended early: send it again.' });
  }
}

/** The checked body, or the answer that says what is wrong with it. `example` shows what is meant. */
export async function readJson<T>(c: Context, schema: z.ZodType<T>, example: string): Promise<T | Response> {
  if (mediaType(c) !== JSON_TYPE) return wrongType(c, [JSON_TYPE]);
  const bytes = await readBytes(c);
  if (bytes instanceof Response) return bytes;
  const parsed = parseJson(bytes);
  if ('fault' in parsed) {
    return failure(c, 400, { code: 'invalid-json', message: `The body is no JSON${parsed.fault}: send ${example}.` });
  }
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues
    .slice(0, MOST_PROBLEMS)
    .flatMap((issue) => explained(issue, { schema, body: parsed.value }));
  const message = `${problems.map((problem) => problem.message).join(' ')} For example: ${example}`;
  return failure(c, 400, { code: 'invalid-request', message, problems });
}

function parseJson(bytes: Uint8Array): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch (error) {
    if (error instanceof TypeError) return { fault: ' in UTF-8' };
    const place = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    return { fault: place === undefined ? '' : ` (at character ${Number(place) + 1})` };
  }
}

interface Place {
  schema: z.ZodType;
  body: unknown;
}

/** What is wrong, with the value, and what is allowed. */
function explained(issue: Issue, { schema, body }: Place): Fault[] {
  const path = issue.path.map(String).join('.').slice(0, LONGEST_VALUE);
  const value = issue.path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    body,
  );
  const name = path === '' ? 'The body' : `"${path}"`;
  const one = (message: string): Fault[] => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
        path: key.slice(0, LONGEST_VALUE),
        message: `${shown(key)} is not a key here; allowed: ${keysOf(schema).join(', ')}.`,
      }));
    case 'invalid_type':
      if (value === undefined) return one(`${name} is missing: it must be ${worded(issue.expected)}.`);
      return one(`${name} is ${shown(value)}, but must be ${worded(issue.expected)}.`);
    case 'invalid_value':
      if (value === undefined) return one(`${name} is missing: send one of ${issue.values.join(', ')}.`);
      return one(`${name} is ${shown(value)}, which is not allowed: send one of ${issue.values.join(', ')}.`);
    case 'too_big':
      return one(`${name} is too long: at most ${issue.maximum}.`);
    case 'invalid_key':
      return one(`${name}: ${issue.issues[0]?.message ?? 'the key is not allowed'}.`);
    default:
      return one(`${name} is ${shown(value)}: ${issue.message}.`);
  }
}

function keysOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function worded(expected: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    boolean: 'true or false',
    record: 'an object',
    object: 'an object',
    number: 'a number',
  };
  return words[expected] ?? expected;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cutTo(value, LONGEST_VALUE) ?? value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
