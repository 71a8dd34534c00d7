/**
 * What was answered with 2xx is there after kill -9: a server that takes feedback from several senders is killed at a seeded
 * random moment and started again on the same data, twenty times on each engine. The server is a process of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import { createRandom } from '../generate/random.ts';
import { postJson } from './running-app.ts';
import { servingAt } from './server-process.ts';

const KILLS = 20;
const SENDERS = 6;
const MOST_ANSWERS = 60;
const SEED = 20261120;
/** About half a minute on two free cores. */
const MOST_MS = 240_000;

let postgres: TestPostgres;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hvevent-crash-'));
  postgres = await startPostgres();
  const first = await servingAt({ cwd: folder });
  first.child.kill('SIGTERM');
  await first.ended;
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Victim {
  env: Record<string, string>;
  round: number;
  /** Killed when so many have been answered. */
  killAfter: number;
  /** Is told each note that was answered with 2xx. */
  onAnswered: (note: string) => void;
}

/** One life of the server. */
async function liveAndDie({ env, round, killAfter, onAnswered }: Victim): Promise<void> {
  const server = await servingAt({ cwd: folder, env });
  let answered = 0;
  let dead = false;
  const sender = async (name: number): Promise<void> => {
    for (let i = 0; !dead; i++) {
      const note = `${round}-${name}-${i}`;
      const body = { opinion: 'helpful', verdict: 'ignore', knowledgeVersion: '0123456789ab', note };
      const response = await postJson(`${server.url}/v1/feedback`, body).catch(() => undefined);
      // Without an answer nothing was promised.
      if (response === undefined) return;
      expect(response.status).toBe(204);
      onAnswered(note);
      answered += 1;
      if (answered === killAfter) {
        server.child.kill('SIGKILL');
        dead = true;
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, name) => sender(name)));
  expect(await server.ended).toEqual({ code: null, signal: 'SIGKILL' });
}

async function storedNotes(db: Db): Promise<Set<unknown>> {
  return new Set((await db.all('SELECT note FROM feedback')).map(({ note }) => note));
}

async function survives(env: Record<string, string>): Promise<void> {
  const random = createRandom(SEED);
  const answered: string[] = [];
  const settings = { dataDirectory: env['HVEVENT_DATA'] ?? folder, ...databaseOf(env) };
  for (let round = 0; round < KILLS; round++) {
    const killAfter = random.int(1, MOST_ANSWERS);
    await liveAndDie({ env, round, killAfter, onAnswered: (note) => answered.push(note) });
    const db = await openStore(settings);
    const stored = await storedNotes(db);
    if (db.engine === 'sqlite') expect(await db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await db.close();

    expect(answered.filter((note) => !stored.has(note))).toEqual([]);
  }
  expect(answered.length).toBeGreaterThanOrEqual(KILLS);
}

function databaseOf(env: Record<string, string>): { databaseUrl?: string } {
  const url = env['DATABASE_URL'];
  return url === undefined ? {} : { databaseUrl: url };
}

describe.concurrent('kill -9 while feedback is written', () => {
  it('loses nothing on the embedded engine', () => survives({ HVEVENT_DATA: join(folder, 'data') }), MOST_MS);

  it('loses nothing on PostgreSQL', async () => survives({ DATABASE_URL: await postgres.newDatabase() }), MOST_MS);
});
