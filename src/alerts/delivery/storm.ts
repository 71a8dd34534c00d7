/** Beyond a channel's budget: incidents are told of by one summary card instead of cards of their own. */
import type { Budget } from '../../config-alerts.ts';
import type { Lang } from '../../lang.ts';
import type { SqlRunner } from '../../store/db.ts';
import type { EventCount, NoticeBody } from '../alerts.ts';
import { VERDICTS } from '../read-incidents.ts';
import { eventNameOf } from '../read-counts.ts';
import { turnOf } from '../store-cards.ts';
import { z } from 'zod';
import { WANTED } from './stored-card.ts';

const MOST_ROWS = 15;
const MOST_AT_ONCE = 2000;

/** The time that a budget is for: `from` inclusive, `to` exclusive. */
export interface BudgetWindow {
  from: number;
  to: number;
}

export function windowOf(now: number, { perMs }: Budget): BudgetWindow {
  const from = now - (now % perMs);
  return { from, to: from + perMs };
}

export interface SumUp {
  channel: string;
  lang: Lang;
  /** So many of those that wait may still have cards of their own. */
  left: number;
  window: BudgetWindow;
  now: number;
  newId: () => string;
}

/** Rows that others hold are left for the next time: waiting for several could be waiting in a circle. */
const CHOSEN = `SELECT c.id FROM card c JOIN incident i ON i.id = c.incident_id
  WHERE c.channel = $1 AND ${WANTED} AND c.message_ref IS NULL AND c.unsure_at IS NULL AND c.lease_by IS NULL AND c.next_at <= $2
    AND i.state IN ('open', 'acknowledged') AND (i.held_until IS NULL OR i.held_until <= $2)
  ORDER BY c.turn LIMIT ${MOST_AT_ONCE} OFFSET $4`;
const sum = (
  chosen: string,
) => `UPDATE card SET state = 'summed', posted_rev = wanted_rev, summed_at = $2, next_at = $3, attempts = 0
  WHERE id IN (${chosen})`;
const SUM = { sqlite: sum(CHOSEN), postgres: sum(`${CHOSEN} FOR UPDATE OF c SKIP LOCKED`) };
const SUMMARY = `INSERT INTO card AS c (id, key, kind, channel, lang, state, wanted_rev, turn, created_at, posted_rev, notes_posted,
    next_at, lease_until, attempts)
  VALUES ($1, $2, 'storm', $3, $4, 'live', 1, $5, $6, 0, 0, 0, 0, 0)
  ON CONFLICT (key) DO UPDATE SET wanted_rev = c.wanted_rev + 1`;

/** What waits to be posted beyond the budget goes into the summary of this window; from the next one on, what changes gets its card. */
export async function sumUp(tx: SqlRunner, { channel, lang, left, window, now, newId }: SumUp): Promise<void> {
  const summed = await tx.run(SUM, [channel, now, window.to, left]);
  if (summed === 0) return;
  // After those of this moment that still have cards of their own.
  await tx.run(SUMMARY, [newId(), `storm:${channel}:${window.from}`, channel, lang, turnOf(now, Infinity), now]);
}

const Figures = z.object({ verdict: z.enum(VERDICTS), n: z.number(), incidents: z.number() });

/** What the summary of a window says now. */
export async function stormBody(
  db: SqlRunner,
  { channel, from, window }: { channel: string; from: number; window: BudgetWindow },
): Promise<Extract<NoticeBody, { kind: 'storm' }>> {
  const rows = await db.all(
    `SELECT i.event_key, MIN(i.entry_key) AS entry_key, MIN(i.provider) AS provider, MIN(i.event_id) AS event_id, i.verdict,
       COUNT(*) AS incidents, SUM(i.count) AS n
     FROM card c JOIN incident i ON i.id = c.incident_id
     WHERE c.channel = $1 AND c.summed_at IS NOT NULL AND c.summed_at >= $2 AND c.summed_at < $3
     GROUP BY i.event_key, i.verdict, i.verdict_rank ORDER BY i.verdict_rank, n DESC, i.event_key`,
    [channel, window.from, window.to],
  );
  let incidents = 0;
  let events = 0;
  const top: EventCount[] = [];
  for (const row of rows) {
    const { verdict, n, incidents: some } = Figures.parse(row);
    incidents += some;
    events += n;
    if (top.length < MOST_ROWS) top.push({ ...eventNameOf(row), verdict, n });
  }
  return { kind: 'storm', from, incidents, events, top };
}
