/** What stands behind the buttons of an answer: who asked what, where. The body belongs to the adapter and may be sealed. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';

export const AnswerContextRow = z.object({
  /** Hard to guess: whoever has it may act on the answer. */
  id: z.string(),
  place: z.string(),
  person: z.string(),
  body: z.string(),
  at: z.number(),
  /** From this moment on it is gone for readers. */
  expiresAt: z.number(),
});
export type AnswerContextRow = z.infer<typeof AnswerContextRow>;

/** Stores a context, or replaces the one with this id (further answers to its questions). */
export async function putAnswerContext(
  db: SqlRunner,
  { id, place, person, body, at, expiresAt }: AnswerContextRow,
): Promise<void> {
  await db.run(
    `INSERT INTO answer_context (id, place, person, body, at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET
       place = excluded.place, person = excluded.person, body = excluded.body, at = excluded.at, expires_at = excluded.expires_at`,
    [id, place, person, body, at, expiresAt],
  );
}

/** Undefined when there is none, or when it has expired. */
export async function getAnswerContext(
  db: SqlRunner,
  { id, now }: { id: string; now: number },
): Promise<AnswerContextRow | undefined> {
  const [row] = await db.all(
    `SELECT id, place, person, body, at, expires_at AS "expiresAt" FROM answer_context
     WHERE id = $1 AND expires_at > $2`,
    [id, now],
  );
  return row && AnswerContextRow.parse(row);
}

/** Removes what has expired. @returns how many */
export function forgetExpiredContexts(db: SqlRunner, now: number): Promise<number> {
  return db.run('DELETE FROM answer_context WHERE expires_at <= $1', [now]);
}
