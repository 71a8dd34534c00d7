/**
 * Alerts after kill -9: a server that takes in a storm and posts its cards to FakeSlack is killed at seeded random moments and started
 * again on the same data, while shippers send each batch until it is answered. Every answered event counts once, every incident is
 * posted, and in a channel a post is repeated at most once for each kill; never where the app may look up what it has posted.
 *
 *   HVEVENT_KILLS=50 npx vitest run test/storm/crash.test.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import type { FakeSlack } from '../fake-slack/fake-slack.ts';
import { createRandom, type Random } from '../generate/random.ts';
import type { HveventProcess } from '../http/server-process.ts';
import { answers, endAll, freePort, openFakeWorkspace, startOnFake } from './fake-workspace.ts';
import { type Fleet, sendStorm } from './fleet.ts';
import { delivered, expectExact, expectShown, expectWhole } from './tallies.ts';

const KILLS = Number(process.env['HVEVENT_KILLS'] ?? 4);
const SEED = 20261120;
const SPEED = 10;
const SENDERS = 5;
const FIRST_PLACES = 6;
const MORE_PLACES = 3;
const LONGEST_LIFE_MS = 900;
const LONGEST_START_MS = 600;
const DELIVERED_MS = 60_000;
const MOST_MS = 120_000 + KILLS * 8000;

let folder = '';
let postgres: TestPostgres;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hvevent-storm-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await endAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ways {
  engine: 'sqlite' | 'postgres';
  mayRead: boolean;
}

async function survives({ engine, mayRead }: Ways): Promise<void> {
  const random = createRandom(SEED);
  const own = mkdtempSync(join(folder, `${engine}-`));
  const { slack, env: fake } = await openFakeWorkspace({ folder: own, speed: SPEED, mayRead });
  const databaseUrl = engine === 'postgres' ? { databaseUrl: await postgres.newDatabase() } : {};
  const store = { dataDirectory: join(own, 'data'), ...databaseUrl };
  const env = {
    ...fake,
    HVEVENT_DATA: store.dataDirectory,
    ...(databaseUrl.databaseUrl !== undefined && { DATABASE_URL: databaseUrl.databaseUrl }),
  };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = () => startOnFake(port, { folder: own, env });
  const fleet = sendStorm({ senders: SENDERS, random, places: FIRST_PLACES, urlOf: () => url, restMs: 20 });

  for (let kill = 0; kill < KILLS; kill++) {
    const server = start();
    await momentOf(random, { server, url, slack, fleet });
    server.child.kill('SIGKILL');
    expect(await server.ended).toEqual({ code: null, signal: 'SIGKILL' });
    // Else the next server is the first to open what was left behind.
    if (random.chance(0.3)) await expectStored(store, fleet);
    fleet.spread(MORE_PLACES);
  }

  const last = start();
  await answers(url, last);
  fleet.stop();
  await fleet.done;
  const db = await openStore(store);
  await delivered(db, DELIVERED_MS);
  await expectWhole(db, fleet.answered);
  await expectExact(db, fleet);
  const repeated = [...(await expectShown(db, slack)).values()];
  // One post of a channel is under way at a time.
  expect(Math.max(...repeated)).toBeLessThanOrEqual(mayRead ? 0 : KILLS);
  tell({ engine, mayRead, repeated, fleet, slack });
  last.child.kill('SIGTERM');
  expect(await last.ended).toEqual({ code: 0, signal: null });
  await db.close();
}

/** While it starts, at any time, with the answer to a batch, or in the middle of a post. */
async function momentOf(
  random: Random,
  { server, url, slack, fleet }: { server: HveventProcess; url: string; slack: FakeSlack; fleet: Fleet },
): Promise<void> {
  const which = random.next();
  if (which < 0.2) return wait(random.int(0, LONGEST_START_MS));
  await answers(url, server);
  if (which < 0.4) return wait(random.int(0, LONGEST_LIFE_MS));
  if (which < 0.7) return fleet.whenAnswered(random.int(1, 12));
  const posts = slack.state.messages.length + random.int(1, 8);
  await slack
    .until(() => slack.state.messages.length >= posts, { timeoutMs: 5 * LONGEST_LIFE_MS })
    .catch(() => undefined);
}

async function wait(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function expectStored(settings: Parameters<typeof openStore>[0], { answered }: Fleet): Promise<void> {
  const db = await openStore(settings);
  await expectWhole(db, new Set(answered));
  await db.close();
}

function tell({
  engine,
  mayRead,
  repeated,
  fleet,
  slack,
}: Ways & { repeated: readonly number[]; fleet: Fleet; slack: FakeSlack }) {
  if (process.env['HVEVENT_KILLS'] === undefined) return;
  const events = [...fleet.expected.values()].reduce((a, b) => a + b, 0);
  const incidents = fleet.lives.size;
  const posts = slack.state.messages.length;
  const edits = slack.calls('chat.update').length;
  const lookups = slack.calls('conversations.history').length;
  process.stdout.write(
    `${JSON.stringify({ engine, mayRead, kills: KILLS, batches: fleet.answered.size, events, incidents, posts, edits, lookups, repeated })}\n`,
  );
}

describe.concurrent('kill -9 during a storm', () => {
  it.each<Ways>([
    { engine: 'sqlite', mayRead: true },
    { engine: 'sqlite', mayRead: false },
    { engine: 'postgres', mayRead: true },
    { engine: 'postgres', mayRead: false },
  ])('loses nothing and doubles nothing on $engine (the app may read its channels: $mayRead)', survives, MOST_MS);
});
