/** Events that were asked about and have no entry: what the knowledge should learn next. Texts are stored redacted only. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';

export const Gap = z.object({
  /** `provider|id` in the comparison form, or a hash of the redacted text. */
  identity: z.string(),
  provider: z.string().nullable(),
  eventId: z.number().nullable(),
  level: z.string().nullable(),
  sample: z.string(),
  asked: z.number(),
  firstAt: z.number(),
  lastAt: z.number(),
});
export type Gap = z.infer<typeof Gap>;

export type NewGap = Omit<Gap, 'asked' | 'firstAt' | 'lastAt'> & { at: number; times: number };

/** Counts a gap; the first sample with a text stays. */
export async function recordGap(
  db: SqlRunner,
  { identity, provider, eventId, level, sample, at, times }: NewGap,
): Promise<void> {
  await db.run(
    `INSERT INTO knowledge_gap AS g (identity, provider, event_id, level, sample, asked, first_at, last_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT (identity) DO UPDATE SET
       asked = g.asked + excluded.asked,
       last_at = excluded.last_at,
       sample = CASE WHEN g.sample = '' THEN excluded.sample ELSE g.sample END`,
    [identity, provider, eventId, level, sample, times, at],
  );
}

/** Gaps, the most asked first. */
export async function listGaps(db: SqlRunner, { most = 50 } = {}): Promise<Gap[]> {
  const rows = await db.all(
    `SELECT identity, provider, event_id AS "eventId", level, sample, asked, first_at AS "firstAt", last_at AS "lastAt"
     FROM knowledge_gap ORDER BY asked DESC, last_at DESC, identity LIMIT $1`,
    [most],
  );
  return z.array(Gap).parse(rows);
}
