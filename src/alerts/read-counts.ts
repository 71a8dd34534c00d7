/** Figures: events per hour, sources, what shadow mode would have posted, what a digest tells. */
import { z } from 'zod';
import type { AlertsConfig } from '../config-alerts.ts';
import type { FindingVerdict } from '../finding.ts';
import type { SqlRunner } from '../store/db.ts';
import type { EventCount, EventName, HourCount, NoticeBody, ShadowReport, SourceView } from './alerts.ts';
import { VERDICTS } from './read-incidents.ts';

const MOST_EVENTS = 50;
const MOST_IN_A_DIGEST = 15;

const Hour = z.object({ hour: z.number(), verdict: z.enum(VERDICTS), n: z.number() });

/** Hours that begin from `from` (inclusive) to `to` (exclusive); those without an event are absent. */
export async function readHours(db: SqlRunner, from: number, to: number): Promise<HourCount[]> {
  const rows = await db.all(
    'SELECT hour, verdict, SUM(n) AS n FROM event_hour WHERE hour >= $1 AND hour < $2 GROUP BY hour, verdict ORDER BY hour, verdict',
    [from, to],
  );
  return z.array(Hour).parse(rows);
}

const Source = z.object({
  source: z.string(),
  first_at: z.number(),
  last_at: z.number(),
  silent_since: z.number().nullable(),
});

export async function readSources(db: SqlRunner, heartbeat: AlertsConfig['heartbeat']): Promise<SourceView[]> {
  const rows = await db.all('SELECT source, first_at, last_at, silent_since FROM source_state ORDER BY source');
  const sources: SourceView[] = [];
  for (const row of rows) {
    const { source, first_at, last_at, silent_since } = Source.parse(row);
    const view: SourceView = { source, firstAt: first_at, lastAt: last_at };
    const expected = Object.hasOwn(heartbeat, source) ? heartbeat[source] : undefined;
    if (silent_since !== null) view.silentSince = silent_since;
    if (expected !== undefined) view.expectedEveryMs = expected;
    sources.push(view);
  }
  return sources;
}

const Name = z.object({
  event_key: z.string(),
  entry_key: z.string().nullish(),
  provider: z.string().nullish(),
  event_id: z.number().nullish(),
});

/** Of a row that has these columns. */
export function eventNameOf(row: unknown): EventName {
  const { event_key, entry_key, provider, event_id } = Name.parse(row);
  return {
    eventKey: event_key,
    ...(entry_key && { entryKey: entry_key }),
    ...(provider && { provider }),
    ...(event_id !== null && event_id !== undefined && { eventId: event_id }),
  };
}

const Counted = z.object({ verdict: z.enum(VERDICTS), n: z.number() });

function eventCountOf(row: unknown): EventCount {
  return { ...eventNameOf(row), ...Counted.parse(row) };
}

export async function readShadowReport(db: SqlRunner, from: number, to: number): Promise<ShadowReport> {
  const rows = await db.all(
    `SELECT i.event_key, i.entry_key, i.provider, i.event_id, MIN(i.verdict) AS verdict, c.channel, COUNT(*) AS n
     FROM card c JOIN incident i ON i.id = c.incident_id
     WHERE c.state = 'shadow' AND c.wanted_rev > 0 AND c.created_at >= $1 AND c.created_at < $2
     GROUP BY i.event_key, i.entry_key, i.provider, i.event_id, c.channel ORDER BY n DESC, i.event_key, c.channel`,
    [from, to],
  );
  const [incidents] = await db.all(
    'SELECT COUNT(*) AS n FROM incident WHERE shadow = 1 AND first_at >= $1 AND first_at < $2',
    [from, to],
  );
  const [events] = await db.all('SELECT COALESCE(SUM(n), 0) AS n FROM event_hour WHERE hour >= $1 AND hour < $2', [
    from,
    to,
  ]);
  const counted = rows.map((row) => ({
    item: eventCountOf(row),
    channel: String(row['channel']),
    posts: Number(row['n']),
  }));
  const byChannel = new Map<string, number>();
  for (const { channel, posts } of counted) byChannel.set(channel, (byChannel.get(channel) ?? 0) + posts);
  return {
    from,
    to,
    events: Number(events?.['n'] ?? 0),
    incidents: Number(incidents?.['n'] ?? 0),
    posts: [...byChannel.values()].reduce((sum, posts) => sum + posts, 0),
    byChannel: [...byChannel].map(([channel, posts]) => ({ channel, posts })).toSorted((a, b) => b.posts - a.posts),
    byEvent: counted.slice(0, MOST_EVENTS),
  };
}

/** What happened in a time, for a digest; hours that begin in it. */
export async function readDigest(
  db: SqlRunner,
  { period, from, to }: { period: 'day' | 'week'; from: number; to: number },
): Promise<Extract<NoticeBody, { kind: 'digest' }>> {
  const verdicts = await db.all(
    'SELECT verdict, SUM(n) AS n FROM event_hour WHERE hour >= $1 AND hour < $2 GROUP BY verdict',
    [from, to],
  );
  const top = await db.all(
    `SELECT h.event_key, h.verdict, SUM(h.n) AS n, MIN(k.entry_key) AS entry_key, MIN(k.provider) AS provider, MIN(k.event_id) AS event_id
     FROM event_hour h LEFT JOIN event_kind k ON k.event_key = h.event_key
     WHERE h.hour >= $1 AND h.hour < $2 AND h.mode <> 'count'
     GROUP BY h.event_key, h.verdict ORDER BY n DESC, h.event_key LIMIT ${MOST_IN_A_DIGEST}`,
    [from, to],
  );
  const [figures] = await db.all(
    `SELECT
       (SELECT COUNT(*) FROM incident WHERE first_at >= $1 AND first_at < $2) AS opened,
       (SELECT COUNT(*) FROM incident WHERE resolved_at >= $1 AND resolved_at < $2) AS resolved,
       (SELECT COUNT(*) FROM incident WHERE open_key IS NOT NULL AND state <> 'muted') AS open,
       (SELECT COUNT(*) FROM incident WHERE open_key IS NOT NULL AND state = 'muted') AS muted`,
    [from, to],
  );
  const byVerdict: Partial<Record<FindingVerdict, number>> = {};
  for (const row of verdicts) {
    const { verdict, n } = Counted.parse(row);
    byVerdict[verdict] = n;
  }
  return {
    kind: 'digest',
    period,
    from,
    to,
    byVerdict,
    top: top.map(eventCountOf),
    opened: Number(figures?.['opened'] ?? 0),
    resolved: Number(figures?.['resolved'] ?? 0),
    stillOpen: Number(figures?.['open'] ?? 0),
    muted: Number(figures?.['muted'] ?? 0),
  };
}
