/** What people thought of an answer, with the entry and the knowledge version it came from. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';

export const OPINIONS = ['helpful', 'wrong', 'outdated'] as const;
export type Opinion = (typeof OPINIONS)[number];

export const Feedback = z.object({
  id: z.string(),
  at: z.number(),
  opinion: z.enum(OPINIONS),
  entryKey: z.string().nullable(),
  caseId: z.string().nullable(),
  verdict: z.string(),
  knowledgeVersion: z.string(),
  /** Where it was given: `web`, `slack`, `teams`. */
  place: z.string(),
  note: z.string(),
});
export type Feedback = z.infer<typeof Feedback>;

/** Stores one opinion; the same id again changes nothing, so that a retry counts once. */
export async function giveFeedback(db: SqlRunner, feedback: Feedback): Promise<void> {
  const { id, at, opinion, entryKey, caseId, verdict, knowledgeVersion, place, note } = feedback;
  await db.run(
    `INSERT INTO feedback (id, at, opinion, entry_key, case_id, verdict, knowledge_version, place, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
    [id, at, opinion, entryKey, caseId, verdict, knowledgeVersion, place, note],
  );
}

/** Opinions, newest first. */
export async function listFeedback(db: SqlRunner, { most = 100 } = {}): Promise<Feedback[]> {
  const rows = await db.all(
    `SELECT id, at, opinion, entry_key AS "entryKey", case_id AS "caseId", verdict, knowledge_version AS "knowledgeVersion", place, note
     FROM feedback ORDER BY at DESC, id LIMIT $1`,
    [most],
  );
  return z.array(Feedback).parse(rows);
}
