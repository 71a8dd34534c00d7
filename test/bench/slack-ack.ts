/**
 * How soon Slack hears from us: 50 requests at once, of each kind, against the real app, with a store that takes 2 s for
 * every statement. Slack gives up after 3,000 ms. FakeSlack works in the same process, so its share is in the figures.
 *
 *   node test/bench/slack-ack.ts
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatLog } from '../../src/chat/log.ts';
import type { Db } from '../../src/store/db.ts';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';
import type { User } from '../fake-slack/user.ts';
import { type Mode, startAppOn } from '../slack/app-on-fake.ts';

const AT_ONCE = 50;
const STORE_MS = 2000;
const PASTE =
  "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).";
const QUIET: ChatLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

interface Row {
  mode: Mode;
  store: string;
  kind: string;
  ms: readonly number[];
  unheard: number;
}

const rows: Row[] = [];
for (const mode of ['http', 'socket'] as const) {
  for (const storeMs of [0, STORE_MS]) rows.push(...(await measure(mode, storeMs)));
}
process.stdout.write(`${AT_ONCE} requests at once; milliseconds until Slack has heard (limit 3,000)\n`);
process.stdout.write(line(['', 'store', 'request', 'min', 'p50', 'p90', 'p99', 'max', 'unheard']));
for (const { mode, store, kind, ms, unheard } of rows) {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
  process.stdout.write(line([mode, store, kind, at(0), at(0.5), at(0.9), at(0.99), at(1), String(unheard)]));
}

// What the clicks on one card still have to store would keep the process for minutes.
process.exit(0);

async function measure(mode: Mode, storeMs: number): Promise<Row[]> {
  const slack = await createFakeSlack({ mode });
  const store = (db: Db) => (storeMs === 0 ? db : slow(db, storeMs));
  const app = await startAppOn(slack, mode, {
    log: QUIET,
    now: Date.now,
    pause: (milliseconds) => wait(milliseconds),
    store,
  });
  const alice = slack.user('alice');
  const measured: Row[] = [];
  const label = storeMs === 0 ? 'in memory' : `${storeMs} ms`;
  // The first request of a process compiles what the others use.
  await alice.command('/hvevent vmsmp 26');
  const kinds = Object.entries(await requests(slack, alice));
  for (const [i, [kind, send]] of kinds.entries()) {
    const deliveries = await Promise.all(Array.from({ length: AT_ONCE }, send));
    const ms = deliveries.flatMap(({ acked, ms: took }) => (acked ? [took] : []));
    measured.push({ mode, store: label, kind, ms, unheard: AT_ONCE - ms.length });
    // The clicks are on one card and change it one after the other: that is not waited for.
    if (i < kinds.length - 1) await slack.idle({ quietMs: 500, timeoutMs: 60_000 });
  }
  await app.stop();
  await slack.close();
  return measured;
}

type Send = () => Promise<{ acked: boolean; ms: number }>;

async function requests(slack: FakeSlack, alice: User): Promise<Record<string, Send>> {
  await slack.until(() => alice.sees().length > 0, { timeoutMs: 20_000 });
  const card = alice.sees().at(-1);
  if (card === undefined) throw new Error('there is no answer to press');
  return {
    command: () => alice.command(`/hvevent ${PASTE}`),
    mention: () => alice.mention(PASTE),
    button: () => alice.click(card, '日本語で見る'),
  };
}

function slow(db: Db, ms: number): Db {
  const late =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await wait(ms);
      return work(...args);
    };
  return { ...db, all: late((...args) => db.all(...args)), run: late((...args) => db.run(...args)) };
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell, i) => (i < 3 ? cell.padEnd(10) : cell.padStart(8))).join(' ')}\n`;
}
