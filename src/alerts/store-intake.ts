/** What a flush stores of batches and counts: each batch, each record counts once. */
import { batchSql, type BatchColumns } from '../store/batch.ts';
import type { Row, Sql, SqlRunner } from '../store/db.ts';
import type { HourRow } from './tally.ts';

/** Rows a statement. */
const MOST_ROWS = 2000;

/** Runs a batched statement, in several parts when there are very many rows. */
export async function runBatch(tx: SqlRunner, sql: Sql, rows: readonly object[]): Promise<Row[]> {
  const found: Row[] = [];
  for (let at = 0; at < rows.length; at += MOST_ROWS) {
    const part = await tx.all(sql, [JSON.stringify(rows.slice(at, at + MOST_ROWS))]);
    for (const row of part) found.push(row);
  }
  return found;
}

const SEE = batchSql(
  { id: 'text', at: 'bigint' },
  (n) => `INSERT INTO event_seen (id, at) SELECT n.id, n.at FROM ${n} WHERE true ORDER BY n.id
    ON CONFLICT (id) DO NOTHING RETURNING id`,
);

/** @param ids sorted, each once: parts lock in one order, too. @returns those that were not there */
export async function seeRecords(tx: SqlRunner, ids: readonly string[], at: number): Promise<Set<string>> {
  const rows = await runBatch(
    tx,
    SEE,
    ids.map((id) => ({ id, at })),
  );
  return new Set(rows.map(({ id }) => String(id)));
}

export interface BatchRow {
  id: string;
  source: string;
  at: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

const BATCH: BatchColumns = {
  id: 'text',
  source: 'text',
  at: 'bigint',
  accepted: 'bigint',
  duplicates: 'bigint',
  rejected: 'bigint',
};
const STORE_BATCHES = batchSql(
  BATCH,
  (n) => `INSERT INTO intake_batch (id, source, at, accepted, duplicates, rejected)
    SELECT n.id, n.source, n.at, n.accepted, n.duplicates, n.rejected FROM ${n} WHERE true ORDER BY n.id
    ON CONFLICT (id) DO NOTHING RETURNING id`,
);
const BATCHES_OF = batchSql(
  { id: 'text' },
  (n) => `SELECT b.id, b.accepted, b.duplicates FROM ${n} JOIN intake_batch b ON b.id = n.id`,
);

/** @returns ids of the batches that are new */
export async function storeBatches(tx: SqlRunner, batches: readonly BatchRow[]): Promise<Set<string>> {
  const rows = await runBatch(tx, STORE_BATCHES, batches);
  return new Set(rows.map(({ id }) => String(id)));
}

/** What was answered to batches that are stored. */
export async function storedBatches(
  tx: SqlRunner,
  ids: readonly string[],
): Promise<Map<string, { accepted: number; duplicates: number }>> {
  const rows = await runBatch(
    tx,
    BATCHES_OF,
    ids.map((id) => ({ id })),
  );
  return new Map(
    rows.map((row) => [
      String(row['id']),
      { accepted: Number(row['accepted']), duplicates: Number(row['duplicates']) },
    ]),
  );
}

const COUNT_HOURS = batchSql(
  { hour: 'bigint', event_key: 'text', verdict: 'text', source: 'text', mode: 'text', n: 'bigint' },
  (n) => `INSERT INTO event_hour AS h (hour, event_key, verdict, source, mode, n)
    SELECT n.hour, n.event_key, n.verdict, n.source, n.mode, n.n FROM ${n} WHERE true
    ORDER BY n.hour, n.event_key, n.verdict, n.source, n.mode
    ON CONFLICT (hour, event_key, verdict, source, mode) DO UPDATE SET n = h.n + excluded.n`,
);

export async function countHours(tx: SqlRunner, hours: readonly HourRow[]): Promise<void> {
  await runBatch(tx, COUNT_HOURS, hours);
}

export interface KindRow {
  event_key: string;
  entry_key: string | null;
  provider: string | null;
  event_id: number | null;
  verdict: string;
  at: number;
}

const MEET_KINDS = batchSql(
  { event_key: 'text', entry_key: 'text', provider: 'text', event_id: 'bigint', verdict: 'text', at: 'bigint' },
  (n) => `INSERT INTO event_kind AS k (event_key, entry_key, provider, event_id, verdict, first_at, last_at)
    SELECT n.event_key, n.entry_key, n.provider, n.event_id, n.verdict, n.at, n.at FROM ${n} WHERE true ORDER BY n.event_key
    ON CONFLICT (event_key) DO UPDATE SET verdict = excluded.verdict,
      last_at = CASE WHEN excluded.last_at > k.last_at THEN excluded.last_at ELSE k.last_at END`,
);

export async function meetKinds(tx: SqlRunner, kinds: readonly KindRow[]): Promise<void> {
  await runBatch(tx, MEET_KINDS, kinds);
}

const HEAR_SOURCES = batchSql(
  { source: 'text', at: 'bigint' },
  (n) => `INSERT INTO source_state AS s (source, first_at, last_at)
    SELECT n.source, n.at, n.at FROM ${n} WHERE true ORDER BY n.source
    ON CONFLICT (source) DO UPDATE SET
      last_at = CASE WHEN excluded.last_at > s.last_at THEN excluded.last_at ELSE s.last_at END`,
);

export async function hearSources(tx: SqlRunner, sources: readonly { source: string; at: number }[]): Promise<void> {
  await runBatch(tx, HEAR_SOURCES, sources);
}
