/** Ids of what has arrived, so that what is delivered twice is done once. */
import type { SqlRunner } from './db.ts';

export interface Arrival {
  /** Whose ids these are: `slack`. */
  scope: string;
  id: string;
  at: number;
}

/** @returns whether it is new: true for exactly one of any number of callers, on any replica */
export async function markSeen(db: SqlRunner, { scope, id, at }: Arrival): Promise<boolean> {
  const added = await db.run(
    'INSERT INTO seen (scope, id, at) VALUES ($1, $2, $3) ON CONFLICT (scope, id) DO NOTHING',
    [scope, id, at],
  );
  return added > 0;
}

/** Removes what arrived before `before`, a time in milliseconds. @returns how many */
export function forgetSeen(db: SqlRunner, { scope, before }: { scope: string; before: number }): Promise<number> {
  return db.run('DELETE FROM seen WHERE scope = $1 AND at < $2', [scope, before]);
}
