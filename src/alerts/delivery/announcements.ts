/** Maintenance windows: announced where incidents are posted, at the start, and at the end with what was held back. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Maintenance } from '../../config-alerts.ts';
import type { Db } from '../../store/db.ts';
import type { FindingVerdict } from '../../finding.ts';
import type { EventCount, EventName } from '../alerts.ts';
import type { MaintenancePlan, Window } from '../maintenance.ts';
import { matchesAny } from '../pattern.ts';
import { eventNameOf } from '../read-counts.ts';
import { VERDICTS } from '../read-incidents.ts';
import { wantNotices } from '../store-cards.ts';
import { rankOf } from '../tally.ts';
import { alertChannels, langOfChannel, noticesFor, type Noticing } from './notice-channels.ts';

/** The end is announced when nobody was there at the time, but not later than this. */
const LATE_MS = 6 * 3_600_000;
const MOST_ROWS = 15;
const MOST_HELD = 20_000;
const MOST_REMEMBERED = 1000;

export interface AnnouncementParts extends Noticing {
  db: Db;
  plan: MaintenancePlan;
}

/** @returns a check that tells how many announcements are new */
export function createAnnouncer(parts: AnnouncementParts): () => Promise<number> {
  const { plan, now } = parts;
  /** Looked after already, by this process; the store decides. */
  const done = new Set<string>();
  return async () => {
    const at = now();
    let told = 0;
    for (const window of plan.between(at - LATE_MS, at)) {
      const which = at < window.to ? 'start' : 'end';
      const key = `maintenance:${which}:${nameOf(window)}`;
      if (done.has(key)) continue;
      told += await announce(window, { key, which }, parts);
      if (done.size >= MOST_REMEMBERED) done.clear();
      done.add(key);
    }
    return told;
  };
}

/** The same on every replica, and after other windows came into the settings. */
function nameOf({ from, to, what, reason }: Window): string {
  return createHash('sha256')
    .update(JSON.stringify([from, to, what, reason]))
    .digest('hex')
    .slice(0, 32);
}

async function announce(
  window: Window,
  { key, which }: { key: string; which: 'start' | 'end' },
  parts: AnnouncementParts,
): Promise<number> {
  const { config, db } = parts;
  const lang = (channel: string) => langOfChannel(config, channel);
  const { from, to, what, reason } = window;
  const about = { reason, from, to, what };
  const channels = alertChannels(config);
  if (which === 'start') {
    const body = { kind: 'maintenanceStart', ...about } as const;
    return (await wantNotices(db, noticesFor(channels, { key, body, lang }, parts))).size;
  }
  const held = await heldBack(db, window, config.maintenance[window.index]);
  const notices = channels.flatMap((channel) => {
    const { incidents, events, top } = held.get(channel) ?? NOTHING;
    const body = { kind: 'maintenanceEnd', ...about, incidents, events, top } as const;
    return noticesFor([channel], { key, body, lang }, parts);
  });
  return (await wantNotices(db, notices)).size;
}

interface Held {
  incidents: number;
  events: number;
  top: readonly EventCount[];
}

const NOTHING: Held = { incidents: 0, events: 0, top: [] };

interface HeldEvent {
  name: EventName;
  verdict: FindingVerdict;
  n: number;
  incidents: number;
}

const HeldRow = z.object({
  channel: z.string(),
  verdict: z.enum(VERDICTS),
  n: z.number(),
  host: z.string().nullable(),
  vm: z.string().nullable(),
});
/** Incidents that arose in the window, with the channels that did not see them. */
const ARISEN = `SELECT c.channel, i.verdict, i.count AS n, i.host, i.vm, i.event_key, i.entry_key, i.provider, i.event_id
  FROM card c JOIN incident i ON i.id = c.incident_id
  WHERE c.created_at >= $1 AND c.created_at < $2 AND i.first_at >= $1 AND i.first_at < $2 LIMIT ${MOST_HELD}`;

async function heldBack(db: Db, { from, to }: Window, settings: Maintenance | undefined): Promise<Map<string, Held>> {
  const byChannel = new Map<string, Map<string, HeldEvent>>();
  for (const row of await db.all(ARISEN, [from, to])) {
    const { channel, verdict, n, host, vm } = HeldRow.parse(row);
    const { computers = [], vms = [] } = settings ?? {};
    if (!matchesAny(computers, host ?? undefined) && !matchesAny(vms, vm ?? undefined)) continue;
    const events = byChannel.get(channel) ?? new Map<string, HeldEvent>();
    byChannel.set(channel, events);
    const name = eventNameOf(row);
    const key = `${verdict} ${name.eventKey}`;
    const known = events.get(key);
    events.set(key, { name, verdict, n: n + (known?.n ?? 0), incidents: 1 + (known?.incidents ?? 0) });
  }
  return new Map([...byChannel].map(([channel, events]) => [channel, heldOf([...events.values()])]));
}

function heldOf(events: readonly HeldEvent[]): Held {
  let all = 0;
  let incidents = 0;
  for (const event of events) {
    all += event.n;
    incidents += event.incidents;
  }
  const sorted = events.toSorted((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || b.n - a.n);
  return {
    incidents,
    events: all,
    top: sorted.slice(0, MOST_ROWS).map(({ name, verdict, n }) => Object.assign(name, { verdict, n })),
  };
}
