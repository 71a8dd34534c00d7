/** What the store says was counted, and what a channel was shown, by the names that fleet.ts gives. */
import { expect } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { KEY_EVENT } from '../../adapters/slack/alerts/chat-port.ts';
import type { FakeSlack } from '../fake-slack/fake-slack.ts';
import type { Message } from '../fake-slack/state.ts';
import { type Fleet, labelOf } from './fleet.ts';
import { POSTED } from './storm-events.ts';

/** Counts by name: of incidents, and of kinds that make none. */
export async function counted(db: Db): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const row of await db.all('SELECT event_id, host, vm, count FROM incident'))
    add(found, labelOfIncident(row), Number(row['count']));
  const rows = await db.all(
    `SELECT k.event_id, SUM(h.n) AS n FROM event_hour h JOIN event_kind k ON k.event_key = h.event_key
     WHERE h.mode <> 'post' GROUP BY k.event_id`,
  );
  for (const { event_id, n } of rows) add(found, String(event_id), Number(n));
  return found;
}

export function labelOfIncident(row: Readonly<Record<string, unknown>>): string {
  const id = Number(row['event_id']);
  const kind = POSTED.find((one) => one.id === id);
  const host = String(row['host']).split('.')[0] ?? '';
  return labelOf({ id, ...(kind?.about !== undefined && { about: kind.about }) }, { host, vm: String(row['vm']) });
}

function add(to: Map<string, number>, name: string, n: number): void {
  to.set(name, (to.get(name) ?? 0) + n);
}

/** Batch, counts, incidents and hosts of a flush are all there, or none of it; and what was answered is there. */
export async function expectWhole(db: Db, answered: ReadonlySet<string>): Promise<void> {
  const one = async (sql: string): Promise<number> => Number((await db.all(sql))[0]?.['n'] ?? 0);
  const events = await one('SELECT SUM(accepted) AS n FROM intake_batch');
  expect(await one('SELECT SUM(n) AS n FROM event_hour')).toBe(events);
  const posted = await one("SELECT SUM(n) AS n FROM event_hour WHERE mode = 'post'");
  expect(await one('SELECT SUM(count) AS n FROM incident')).toBe(posted);
  expect(await one('SELECT SUM(count) AS n FROM incident_host')).toBe(posted);
  const stored = new Set((await db.all('SELECT id FROM intake_batch')).map(({ id }) => String(id)));
  expect([...answered].filter((id) => !stored.has(id))).toEqual([]);
  if (db.engine === 'sqlite') expect(await db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

/** Every event counts once, and every incident that the policy posts has a card in its channel. */
export async function expectExact(db: Db, fleet: Fleet): Promise<void> {
  expect(sorted(await counted(db))).toEqual(sorted(fleet.expected));
  const cards = await db.all('SELECT channel FROM card');
  expect(cards).toHaveLength([...fleet.expected.keys()].filter((label) => label.includes(' ')).length);
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export function keyOf({ metadata }: Message): string | undefined {
  if (metadata === null || typeof metadata !== 'object' || !('event_payload' in metadata)) return undefined;
  const { event_type: type, event_payload: payload } = metadata as { event_type?: unknown; event_payload: unknown };
  if (type !== KEY_EVENT || payload === null || typeof payload !== 'object' || !('key' in payload)) return undefined;
  return String(payload.key);
}

/** Every card stands in its channel and says what is true now. @returns posts beyond the first of a card, by channel */
export async function expectShown(db: Db, slack: FakeSlack): Promise<Map<string, number>> {
  const byKey = Map.groupBy(slack.state.messages, keyOf);
  const cards = await db.all('SELECT c.key, c.channel, i.count FROM card c JOIN incident i ON i.id = c.incident_id');
  const missing: string[] = [];
  const outdated: string[] = [];
  const repeated = new Map<string, number>();
  for (const { key, channel, count } of cards) {
    const shown = (byKey.get(String(key)) ?? []).filter((message) => `slack:${message.channel}` === channel);
    add(repeated, String(channel), Math.max(0, shown.length - 1));
    const saysCount = ({ blocks }: Message) =>
      Number(count) === 1 || JSON.stringify(blocks).includes(`×${String(count)}`);
    if (shown.length === 0) missing.push(String(key));
    else if (!shown.some(saysCount)) outdated.push(`${String(key)} ${String(count)}`);
  }
  expect(missing).toEqual([]);
  expect(outdated).toEqual([]);
  expect(slack.state.messages.filter((message) => keyOf(message) === undefined)).toEqual([]);
  expect(slack.state.violations).toEqual([]);
  return repeated;
}

/** Resolves when no card wants anything. @throws after `timeoutMs` */
export async function delivered(db: Db, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const [row] = await db.all('SELECT COUNT(*) AS n FROM card WHERE wanted_rev > posted_rev OR lease_by IS NOT NULL');
    if (Number(row?.['n']) === 0) return;
    if (performance.now() > until) {
      const left = await db.all('SELECT * FROM card WHERE wanted_rev > posted_rev OR lease_by IS NOT NULL LIMIT 3');
      throw new Error(`${String(row?.['n'])} cards still wait: ${JSON.stringify(left)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
