/** Known-benign events speak up when their rate jumps against their own history. Their verdict stays what it is. */
import type { AlertsConfig } from '../config-alerts.ts';
import type { Db } from '../store/db.ts';
import { type NoticeBody } from './alerts.ts';
import { eventNameOf } from './read-counts.ts';
import { type NewNotice, turnOf, wantNotices } from './store-cards.ts';
import { hourOf } from './tally.ts';

const HOUR_MS = 3_600_000;
const HOURS_BACK = 14 * 24;
/** Less history says nothing of what is usual. */
const FEWEST_HOURS = 24;
/** Fewer occurrences in an hour are nobody's concern. */
const FEWEST = 20;
/** So many times its usual straying above the usual … */
const STRAYS = 6;
/** … and so many times the usual. */
const TIMES = 3;
/** Of a normal distribution, the standard deviation is this many times the median deviation. */
const MAD_SCALE = 1.4826;
/** One notice of an event in this time. */
const QUIET_MS = 24 * HOUR_MS;

export interface RateChange {
  /** Median of the hours. */
  usual: number;
  /** How far an hour usually strays from it. */
  strays: number;
  now: number;
}

/**
 * Whether the count of an hour is far above its history: robust (median and median deviation), so that one earlier storm does not hide
 * the next. @param history counts of the hours before, hours without an occurrence included
 */
export function rateChange(history: readonly number[], now: number): RateChange | undefined {
  if (history.length < FEWEST_HOURS || now < FEWEST) return undefined;
  const usual = median(history);
  const deviation = MAD_SCALE * median(history.map((n) => Math.abs(n - usual)));
  // Counts stray by about their root, even where the history happens to be even.
  const strays = Math.max(deviation, Math.sqrt(usual), 1);
  return now > usual + STRAYS * strays && now >= TIMES * usual ? { usual, strays, now } : undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2;
}

/** Notices of the last full hour, one for each event, channel and day. @returns how many are new */
export async function noticeRates(
  db: Db,
  { config, now, newId }: { config: AlertsConfig; now: number; newId: () => string },
): Promise<number> {
  const channels = config.defaultTo.length > 0 ? config.defaultTo : config.digest.to;
  if (channels.length === 0) return 0;
  const hour = hourOf(now) - HOUR_MS;
  const busy = await db.all(
    `SELECT event_key, SUM(n) AS n FROM event_hour WHERE hour = $1 AND verdict = 'ignore' GROUP BY event_key
     HAVING SUM(n) >= $2 ORDER BY event_key LIMIT 1000`,
    [hour, FEWEST],
  );
  const notices: Omit<NewNotice, 'turn'>[] = [];
  for (const { event_key, n } of busy) {
    const eventKey = String(event_key);
    const [kind] = await db.all('SELECT * FROM event_kind WHERE event_key = $1', [eventKey]);
    const since = Math.max(hour - HOURS_BACK * HOUR_MS, hourOf(Number(kind?.['first_at'] ?? hour)));
    const change = rateChange(await historyOf(db, { eventKey, from: since, to: hour }), Number(n));
    if (change === undefined || (await toldLately(db, { eventKey, now }))) continue;
    const event = eventNameOf({ event_key: eventKey, ...kind });
    const body: NoticeBody = { kind: 'rate', event, verdict: 'ignore', hour, ...change };
    for (const channel of channels) {
      const key = `rate:${eventKey}:${hour}:${channel}`;
      notices.push({
        id: newId(),
        key,
        kind: 'notice',
        channel,
        lang: config.language,
        body,
        shadow: config.mode === 'shadow',
        at: now,
      });
    }
  }
  const added = await wantNotices(
    db,
    notices.map((notice, i) => Object.assign(notice, { turn: turnOf(now, i) })),
  );
  return added.size;
}

async function historyOf(
  db: Db,
  { eventKey, from, to }: { eventKey: string; from: number; to: number },
): Promise<number[]> {
  const rows = await db.all(
    'SELECT hour, SUM(n) AS n FROM event_hour WHERE event_key = $1 AND hour >= $2 AND hour < $3 GROUP BY hour',
    [eventKey, from, to],
  );
  const counts = new Map(rows.map(({ hour, n }) => [Number(hour), Number(n)]));
  const hours = Math.max(0, Math.round((to - from) / HOUR_MS));
  return Array.from({ length: hours }, (_, i) => counts.get(from + i * HOUR_MS) ?? 0);
}

/** Of another hour: the same hour's notice has the same key. */
async function toldLately(db: Db, { eventKey, now }: { eventKey: string; now: number }): Promise<boolean> {
  const start = `rate:${eventKey}:`;
  const rows = await db.all(
    "SELECT key FROM card WHERE created_at > $1 AND kind = 'notice' AND substr(key, 1, $2) = $3 LIMIT 1",
    [now - QUIET_MS, start.length, start],
  );
  return rows.length > 0;
}
