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

/** Rows a statement: two thousand would do, and others want their turn. */
const BATCH = 250;
const COLUMNS = 'identity, provider, event_id, level, sample, asked, first_at, last_at';
const VALUES = (name: (column: string) => string) =>
  ['identity', 'provider', 'eventId', 'level', 'sample', 'times', 'at', 'at'].map(name).join(', ');
/** Replicas that count in one order do not wait for each other in a circle. */
const COUNT = `WHERE true ORDER BY 1
  ON CONFLICT (identity) DO UPDATE SET
    asked = g.asked + excluded.asked,
    last_at = excluded.last_at,
    sample = CASE WHEN g.sample = '' THEN excluded.sample ELSE g.sample END`;
const RECORD = {
  sqlite: `INSERT INTO knowledge_gap AS g (${COLUMNS})
    SELECT ${VALUES((column) => `value ->> '$.${column}'`)} FROM json_each($1) ${COUNT}`,
  postgres: `INSERT INTO knowledge_gap AS g (${COLUMNS})
    SELECT ${VALUES((column) => `"${column}"`)} FROM json_to_recordset($1::json) AS n (identity text, provider text,
      "eventId" bigint, level text, sample text, times bigint, at bigint) ${COUNT}`,
};

/** Counts a gap; the first sample with a text stays. */
export async function recordGap(db: SqlRunner, gap: NewGap): Promise<void> {
  await recordGaps(db, [gap]);
}

/** Counts gaps of different identities. */
export async function recordGaps(db: SqlRunner, gaps: readonly NewGap[]): Promise<void> {
  for (let at = 0; at < gaps.length; at += BATCH) {
    await db.run(RECORD, [JSON.stringify(gaps.slice(at, at + BATCH))]);
  }
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
