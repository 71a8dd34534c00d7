/** What a person has looked up lately, for a short list that opens it again. Never the text that was asked. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';
import type { Person } from './preferences.ts';

/** Kept per person. */
const MOST_KEPT = 20;

export const LookUp = z.object({
  answerId: z.string(),
  at: z.number(),
  verdict: z.string(),
  entryKey: z.string().nullable(),
  /** What the list shows: `VMSMP 26`. */
  label: z.string(),
});
export type LookUp = z.infer<typeof LookUp>;

/** Adds a look-up, or renews it; a person's oldest ones go. */
export async function addLookUp(db: SqlRunner, { place, person }: Person, lookUp: LookUp): Promise<void> {
  const { answerId, at, verdict, entryKey, label } = lookUp;
  await db.run(
    `INSERT INTO look_up (answer_id, place, person, at, verdict, entry_key, label) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (answer_id) DO UPDATE SET at = excluded.at, verdict = excluded.verdict, entry_key = excluded.entry_key, label = excluded.label`,
    [answerId, place, person, at, verdict, entryKey, label],
  );
  await db.run(
    `DELETE FROM look_up WHERE place = $1 AND person = $2 AND answer_id NOT IN (
       SELECT answer_id FROM look_up WHERE place = $1 AND person = $2 ORDER BY at DESC, answer_id LIMIT $3)`,
    [place, person, MOST_KEPT],
  );
}

/** Newest first. */
export async function recentLookUps(db: SqlRunner, { place, person }: Person, most = 5): Promise<LookUp[]> {
  const rows = await db.all(
    `SELECT answer_id AS "answerId", at, verdict, entry_key AS "entryKey", label FROM look_up
     WHERE place = $1 AND person = $2 ORDER BY at DESC, answer_id LIMIT $3`,
    [place, person, most],
  );
  return z.array(LookUp).parse(rows);
}

/** Removes what is older than `before`, a time in milliseconds. @returns how many */
export function forgetOldLookUps(db: SqlRunner, before: number): Promise<number> {
  return db.run('DELETE FROM look_up WHERE at < $1', [before]);
}
