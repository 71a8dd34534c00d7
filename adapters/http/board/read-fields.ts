/** The fields of a small form. */
import type { Context } from 'hono';
import { readBytes } from '../body.ts';
import { parseForm } from '../page/read-form.ts';

const NAMES = ['key', 'do', 'to', 'scope', 'for', 'reason', 'back', 'token', 'next'] as const;

/** The first value of each name that forms of the board use; undefined when the body is no form. */
export async function readFields(c: Context): Promise<ReadonlyMap<string, string> | undefined> {
  const bytes = await readBytes(c);
  if (bytes instanceof Response) return undefined;
  const form = await parseForm(bytes, c.req.header('content-type') ?? '').catch(() => undefined);
  if (form === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const name of NAMES) {
    const [value] = form.getAll(name);
    if (typeof value === 'string') fields.set(name, value);
  }
  return fields;
}
