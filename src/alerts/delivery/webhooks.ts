/** Tickets of escalations to the web hook of the settings: at least once, each with a key that lets the receiver know a repetition. */
import { z } from 'zod';
import { type ChatLog, failureFields } from '../../chat/log.ts';
import type { Db, Sql } from '../../store/db.ts';

const CALL_MS = 10_000;
const LEASE_MS = 30_000;
const MOST_AT_ONCE = 10;
const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 3_600_000;

export interface WebhookParts {
  db: Db;
  /** Absent: nothing is sent. */
  url: string | undefined;
  fetch: typeof globalThis.fetch;
  now: () => number;
  newId: () => string;
  log: ChatLog;
}

const Due = z.object({ id: z.string(), body: z.string(), attempts: z.number() });
type Due = z.infer<typeof Due>;

const claim = (lock: string) => `UPDATE due SET lease_by = $1, lease_until = $2, attempts = attempts + 1
  WHERE id IN (SELECT id FROM due WHERE kind = 'webhook' AND done_at IS NULL AND at <= $3 AND lease_until <= $3
    ORDER BY at LIMIT ${MOST_AT_ONCE} ${lock}) RETURNING id, body, attempts`;
const CLAIM: Sql = { sqlite: claim(''), postgres: claim('FOR UPDATE SKIP LOCKED') };

/** @returns how many were delivered */
export async function sendWebhooks(parts: WebhookParts): Promise<number> {
  const { db, now, newId, url } = parts;
  if (url === undefined) return 0;
  const lease = newId();
  const due = (await db.all(CLAIM, [lease, now() + LEASE_MS, now()])).map((row) => Due.parse(row));
  const results = await Promise.all(due.map((one) => deliver(one, { ...parts, url, lease })));
  return results.filter(Boolean).length;
}

async function deliver(due: Due, parts: WebhookParts & { url: string; lease: string }): Promise<boolean> {
  const { db, now, lease, log } = parts;
  const error = await send(due, parts);
  const isLast = error !== undefined && due.attempts >= MOST_ATTEMPTS;
  if (error !== undefined) {
    const fields = { attempt: due.attempts, reason: error };
    if (isLast) log.error('alerts: an escalation could not be delivered to the web hook', fields);
    else log.warn('alerts: the web hook did not take an escalation', fields);
  }
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (due.attempts - 1), LONGEST_WAIT_MS);
  await db.run(
    'UPDATE due SET done_at = $3, at = $4, last_error = $5, lease_until = 0 WHERE id = $1 AND lease_by = $2',
    [due.id, lease, error === undefined || isLast ? now() : null, now() + wait, error ?? null],
  );
  return error === undefined;
}

/** @returns what went wrong */
async function send(
  { id, body }: Due,
  { url, fetch, log }: WebhookParts & { url: string },
): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': id },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `status ${answer.status}`;
  } catch (error) {
    log.debug('alerts: the web hook did not answer', failureFields(error));
    return error instanceof Error ? error.name : 'no answer';
  }
}
