/** Occurrences -> what one flush changes: a row per incident, per kind of event, per hour. Pure. */
import type { FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { RouteDecision, RouteMode } from './alerts.ts';
import { placeKey } from './event-key.ts';
import type { Occurrence } from './occurrence.ts';
import { becomesIncident } from './policy.ts';

export interface Decided {
  occurrence: Occurrence;
  route: RouteDecision;
  source: string;
}

/** Where an incident's card is wanted. */
export interface WantedChannel {
  channel: string;
  lang: Lang;
  mode: RouteMode;
  throttleMs?: number | undefined;
}

export interface IncidentGroup {
  identity: string;
  /** Among the incidents of the flush, as they arrived. */
  place: number;
  /** The gravest occurrence, the first of several; it is the sample. */
  gravest: Decided;
  count: number;
  /** Name by comparison form: spellings of one host are one host. */
  hosts: Map<string, { host: string; count: number }>;
  channels: Map<string, WantedChannel>;
  heldUntil?: number;
}

export interface HourRow {
  hour: number;
  event_key: string;
  verdict: FindingVerdict;
  source: string;
  mode: RouteMode;
  n: number;
}

export interface Tally {
  groups: IncidentGroup[];
  hours: HourRow[];
  /** One occurrence of each kind of event. */
  kinds: Map<string, Occurrence>;
}

const HOUR_MS = 3_600_000;
/** The most urgent first. */
const URGENCY = ['action', 'conditional', 'unknown', 'info', 'ignore'] as const satisfies readonly FindingVerdict[];

/** Smaller is more urgent. */
export function rankOf(verdict: FindingVerdict): number {
  return URGENCY.indexOf(verdict);
}

export function hourOf(at: number): number {
  return at - (at % HOUR_MS);
}

export function tally(occurrences: readonly Decided[], now: number): Tally {
  const groups = new Map<string, IncidentGroup>();
  const hours = new Map<string, HourRow>();
  const kinds = new Map<string, Occurrence>();
  for (const decided of occurrences) {
    const { occurrence, route, source } = decided;
    const { eventKey, verdict } = occurrence;
    kinds.set(eventKey, kinds.get(eventKey) ?? occurrence);
    countHour(hours, { hour: hourOf(now), event_key: eventKey, verdict, source, mode: route.mode, n: 1 });
    if (becomesIncident(route.mode, verdict)) addToGroup(groups, decided);
  }
  return { groups: [...groups.values()], hours: [...hours.values()], kinds };
}

function countHour(hours: Map<string, HourRow>, row: HourRow): void {
  const key = JSON.stringify([row.event_key, row.verdict, row.source, row.mode]);
  const known = hours.get(key);
  if (known === undefined) hours.set(key, row);
  else known.n += 1;
}

function addToGroup(groups: Map<string, IncidentGroup>, decided: Decided): void {
  const { occurrence, route } = decided;
  const { identity, host } = occurrence;
  let group = groups.get(identity);
  if (group === undefined) {
    group = { identity, place: groups.size, gravest: decided, count: 0, hosts: new Map(), channels: new Map() };
    groups.set(identity, group);
  }
  group.count += 1;
  if (rankOf(occurrence.verdict) < rankOf(group.gravest.occurrence.verdict)) group.gravest = decided;
  if (host !== undefined) {
    const known = group.hosts.get(placeKey(host));
    if (known === undefined) group.hosts.set(placeKey(host), { host, count: 1 });
    else known.count += 1;
  }
  for (const channel of route.to) {
    const { lang, mode, throttleMs } = route;
    if (!group.channels.has(channel)) group.channels.set(channel, { channel, lang, mode, throttleMs });
  }
  if (route.heldUntil !== undefined) group.heldUntil = Math.max(group.heldUntil ?? 0, route.heldUntil);
}
