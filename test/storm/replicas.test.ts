/**
 * Three replicas of the product on one PostgreSQL, FakeSlack with rate limits, and one replica killed in the middle of a storm: nothing is
 * lost, nothing is posted twice, and in each channel what was answered earlier is posted earlier.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import type { FakeSlack } from '../fake-slack/fake-slack.ts';
import { createRandom } from '../generate/random.ts';
import type { HveventProcess } from '../http/server-process.ts';
import { answers, endAll, freePort, openFakeWorkspace, startOnFake } from './fake-workspace.ts';
import { type Life, sendStorm } from './fleet.ts';
import { delivered, expectExact, expectShown, expectWhole, keyOf, labelOfIncident } from './tallies.ts';

const SEED = 20261121;
const SPEED = 10;
const REPLICAS = 3;
const STEPS = 12;
const STEP_MS = 400;
/** Fewer than the product's own pace, so that Slack has to say "wait". */
const POSTS = { calls: 3, perMs: 6000 };
const EDITS = { calls: 50, perMs: 60_000 };
const DELIVERED_MS = 60_000;
const MOST_MS = 180_000;

let folder = '';
let postgres: TestPostgres;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hvevent-replicas-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await endAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('three replicas on one PostgreSQL', () => {
  it(
    'lose nothing, double nothing and keep the order, though one is killed and Slack limits them',
    async () => {
      const { slack, env: fake } = await openFakeWorkspace({ folder, speed: SPEED, mayRead: true });
      slack.limits.set('chat.postMessage', POSTS);
      slack.limits.set('chat.update', EDITS);
      const databaseUrl = await postgres.newDatabase();
      const env = { ...fake, DATABASE_URL: databaseUrl };
      const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
      const urls = ports.map((port) => `http://127.0.0.1:${port}`);
      const servers = ports.map((port) => startOnFake(port, { folder, env }));
      await Promise.all(servers.map((server, i) => answers(urls[i] ?? '', server)));
      const fleet = sendStorm({
        senders: 2 * REPLICAS,
        random: createRandom(SEED),
        places: 2,
        // Whoever gets no answer asks the next one.
        urlOf: (sender, failures) => urls[(sender + failures) % REPLICAS] ?? '',
        restMs: 30,
      });

      const [victim, ...others] = servers;
      for (let step = 0; step < STEPS; step++) {
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
        if (step === STEPS / 2) await killedWhilePosting(victim, slack);
        fleet.spread(3);
      }
      fleet.stop();
      await fleet.done;
      const db = await openStore({ dataDirectory: folder, databaseUrl });
      await delivered(db, DELIVERED_MS);

      expect(await victim?.ended).toEqual({ code: null, signal: 'SIGKILL' });
      await expectWhole(db, fleet.answered);
      await expectExact(db, fleet);
      expect(Math.max(...(await expectShown(db, slack)).values())).toBe(0);
      await expectOrder(db, slack, fleet.lives);
      expect(slack.calls('chat.postMessage').filter(({ status }) => status === 429).length).toBeGreaterThan(0);
      for (const server of others) server.child.kill('SIGTERM');
      for (const server of others) expect(await server.ended).toEqual({ code: 0, signal: null });
      await db.close();
    },
    MOST_MS,
  );
});

/** Whoever of them it is that posts. */
async function killedWhilePosting(victim: HveventProcess | undefined, slack: FakeSlack): Promise<void> {
  const { length } = slack.state.messages;
  await slack.until(() => slack.state.messages.length > length, { timeoutMs: STEP_MS * STEPS });
  victim?.child.kill('SIGKILL');
}

/** What was answered before something else was sent stands before it in its channel. */
async function expectOrder(db: Db, slack: FakeSlack, lives: ReadonlyMap<string, Life>): Promise<void> {
  const rows = await db.all(
    'SELECT c.key, i.event_id, i.host, i.vm FROM card c JOIN incident i ON i.id = c.incident_id',
  );
  const labels = new Map(rows.map((row) => [String(row['key']), labelOfIncident(row)]));
  let compared = 0;
  for (const [, messages] of Map.groupBy(slack.state.messages, ({ channel }) => channel)) {
    const posted = messages
      .toSorted((a, b) => Number(a.ts) - Number(b.ts))
      .map((message) => labels.get(keyOf(message) ?? '') ?? '');
    for (const [i, later] of posted.entries()) {
      for (const earlier of posted.slice(0, i)) {
        const [first, second] = [lives.get(later), lives.get(earlier)];
        if (first === undefined || second === undefined) throw new Error(`${later} or ${earlier} was never sent`);
        if (second.answered < first.sent) compared += 1;
        // Answered before the other was sent, and posted after it.
        expect(first.answered < second.sent, `${later} stands after ${earlier}`).toBe(false);
      }
    }
  }
  expect(compared).toBeGreaterThan(10);
}
