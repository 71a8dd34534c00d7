/** The one shape of an error: `{error: {code, message, …}}`, a sentence that says what to do. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface Failure {
  /** Stable, for programs: `invalid-request`, `too-large`. */
  code: string;
  message: string;
  /** Faults of the body, one by one. */
  problems?: { path: string; message: string }[];
}

export function failure(c: Context, status: ContentfulStatusCode, error: Failure): Response {
  return c.json({ error }, status);
}

/** Wherever a route refuses a body for its size. */
export function tooLarge(c: Context, most: number): Response {
  const message = `The body is larger than ${most} bytes: cut out the events you want explained, and ask again.`;
  return failure(c, 413, { code: 'too-large', message });
}
