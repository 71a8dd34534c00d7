/** Forgetting what is no longer needed, in small steps, so that nobody waits for it. */
import type { Db, Sql, SqlRunner } from '../store/db.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 2000;
const MOST_STEPS = 50;

/** design.md section 8: duplicates within a day. */
const RECORDS_MS = DAY_MS;
/** Senders give up long before. Longer than records are kept, so that a batch is known at least as long as its records. */
const BATCHES_MS = 7 * DAY_MS;

/** @param keepMs of resolved incidents and counts. @returns rows */
export async function forgetOld(db: Db, { now, keepMs }: { now: number; keepMs: number }): Promise<number> {
  const old = now - keepMs;
  let rows = 0;
  for (const [table, key, condition, before] of [
    ['event_seen', 'id', 'at < $1', now - RECORDS_MS],
    ['intake_batch', 'id', 'at < $1', now - BATCHES_MS],
    ['event_kind', 'event_key', 'last_at < $1', old],
    ['mute', 'id', 'ended_at < $1', old],
    ['card', 'id', 'incident_id IS NULL AND created_at < $1 AND posted_rev >= wanted_rev', old],
    ['due', 'id', 'done_at < $1', old],
  ] as const) {
    rows += await inSteps((tx) => tx.run(deletion({ table, key, condition }), [before]), db);
  }
  rows += await db.run('DELETE FROM event_hour WHERE hour < $1', [old]);
  rows += await db.run('DELETE FROM channel_event WHERE until_at < $1', [now]);
  rows += await db.run('DELETE FROM channel_hour WHERE hour < $1', [now - BATCHES_MS]);
  rows += await inSteps((tx) => forgetIncidents(tx, old), db);
  return rows;
}

/** Two replicas that forget at once do not wait for each other. */
function deletion({ table, key, condition }: { table: string; key: string; condition: string }): Sql {
  const chosen = `SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${AT_ONCE}`;
  const text = (inner: string) => `DELETE FROM ${table} WHERE ${key} IN (${inner})`;
  return { sqlite: text(chosen), postgres: text(`${chosen} FOR UPDATE SKIP LOCKED`) };
}

/** Resolved ones with all that belongs to them. */
async function forgetIncidents(tx: SqlRunner, before: number): Promise<number> {
  const chosen = `SELECT id FROM incident WHERE open_key IS NULL AND resolved_at < $1 ORDER BY identity, id LIMIT ${AT_ONCE}`;
  const found = await tx.all({ sqlite: chosen, postgres: `${chosen} FOR UPDATE SKIP LOCKED` }, [before]);
  if (found.length === 0) return 0;
  const ids = JSON.stringify(found.map(({ id }) => id));
  for (const table of ['incident_host', 'incident_note', 'card'] as const)
    await tx.run(inList(table, 'incident_id'), [ids]);
  return tx.run(inList('incident', 'id'), [ids]);
}

function inList(table: string, column: string): Sql {
  const text = (list: string) => `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM ${list})`;
  return { sqlite: text('json_each($1)'), postgres: text('json_array_elements_text($1::json)') };
}

async function inSteps(step: (tx: SqlRunner) => Promise<number>, db: Db): Promise<number> {
  let all = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const rows = await db.transaction(step);
    all += rows;
    if (rows < AT_ONCE) break;
  }
  return all;
}
