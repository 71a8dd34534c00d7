/**
 * The floor of the alerts bench: parses the JSON of a batch and inserts a row for each event, in the same kind of transaction, with the same
 * group commit and the same driver. It reads no shape, judges nothing, knows no duplicates and keeps no incidents.
 */
import { setImmediate } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { createGroupCommit } from '../../src/alerts/group-commit.ts';
import { batchSql } from '../../src/store/batch.ts';
import { openStore } from '../../src/store/open.ts';

const MOST_ROWS = 2000;
const { HVEVENT_DATA: dataDirectory = '', DATABASE_URL: databaseUrl = '' } = process.env;
const db = await openStore({ dataDirectory, ...(databaseUrl !== '' && { databaseUrl }) });
await db.run(
  'CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, at BIGINT, provider TEXT, host TEXT, event_id TEXT)',
);
const INSERT = batchSql(
  { id: 'text', at: 'bigint', provider: 'text', host: 'text', event_id: 'text' },
  (n) => `INSERT INTO floor (id, at, provider, host, event_id)
    SELECT n.id, n.at, n.provider, n.host, n.event_id FROM ${n} WHERE true ORDER BY n.id`,
);

interface FloorRow {
  id: string;
  at: number;
  provider: string;
  host: string;
  event_id: string;
}

const Batch = z.array(
  z.object({
    winlog: z.object({
      record_id: z.number(),
      event_id: z.string(),
      computer_name: z.string(),
      provider_name: z.string(),
    }),
  }),
);

let batches = 0;
const commit = createGroupCommit<FloorRow[], number>({
  rowsOf: (rows) => rows.length,
  mostRows: MOST_ROWS,
  keyOf: () => String((batches += 1)),
  pause: () => setImmediate(),
  flush: async (jobs) => {
    await db.transaction((tx) => tx.run(INSERT, [JSON.stringify(jobs.flat())]));
    return jobs.map((rows) => rows.length);
  },
});

const app = new Hono();
app.post('/v1/events', async (c) => {
  const at = Date.now();
  const rows = Batch.parse(await c.req.json()).map(({ winlog }) => ({
    id: `${winlog.computer_name} ${winlog.record_id}`,
    at,
    provider: winlog.provider_name,
    host: winlog.computer_name,
    event_id: winlog.event_id,
  }));
  return c.json({ accepted: await commit.add(rows) });
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`hvevent is at http://127.0.0.1:${port}\n`);
});
