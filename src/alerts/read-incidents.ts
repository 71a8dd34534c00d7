/** Incidents as boards and cards see them. */
import { z } from 'zod';
import { LEVELS, type WindowsEvent } from '../event/event.ts';
import { batchSql } from '../store/batch.ts';
import type { Row, Sql, SqlRunner, SqlValue } from '../store/db.ts';
import {
  INCIDENT_STATES,
  type IncidentFilter,
  type IncidentHost,
  type IncidentView,
  type Mute,
  NOTE_KINDS,
  type Note,
} from './alerts.ts';
import type { Sample } from './occurrence.ts';
import { actorOf, MUTE_COLUMNS, muteOf, type StoredMute } from './store-incidents.ts';
import { runBatch } from './store-intake.ts';

const MOST_HOSTS = 10;
const USUAL_LIST = 200;
const LONGEST_LIST = 1000;

export const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const;

export const StoredIncident = z.object({
  id: z.string(),
  identity: z.string(),
  event_key: z.string(),
  entry_key: z.string().nullable(),
  case_id: z.string().nullable(),
  provider: z.string().nullable(),
  event_id: z.number().nullable(),
  verdict: z.enum(VERDICTS),
  level: z.enum(LEVELS).nullable(),
  host: z.string().nullable(),
  host_key: z.string().nullable(),
  vm: z.string().nullable(),
  source: z.string(),
  sample: z.string(),
  state: z.enum(INCIDENT_STATES),
  assignee: z.string().nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: z.number().nullable(),
  remind_at: z.number().nullable(),
  expires_at: z.number().nullable(),
  mute_id: z.string().nullable(),
  held_until: z.number().nullable(),
  first_at: z.number(),
  last_at: z.number(),
  count: z.number(),
  revision: z.number(),
  updated_at: z.number(),
  resolved_at: z.number().nullable(),
  resolved_by: z.string().nullable(),
  reopened_at: z.number().nullable(),
  former_id: z.string().nullable(),
  shadow: z.number(),
});
export type StoredIncident = z.infer<typeof StoredIncident>;

export const INCIDENT_COLUMNS = Object.keys(StoredIncident.shape).join(', ');

const HOSTS = batchSql(
  { id: 'text' },
  (n) => `SELECT incident_id, host, count, first_at, last_at, total FROM (
      SELECT h.incident_id, h.host, h.count, h.first_at, h.last_at,
        ROW_NUMBER() OVER (PARTITION BY h.incident_id ORDER BY h.count DESC, h.host) AS place,
        COUNT(*) OVER (PARTITION BY h.incident_id) AS total
      FROM ${n} JOIN incident_host h ON h.incident_id = n.id) AS ranked
    WHERE place <= ${MOST_HOSTS} ORDER BY incident_id, place`,
);
const MUTES = batchSql({ id: 'text' }, (n) => `SELECT ${MUTE_COLUMNS} FROM mute WHERE id IN (SELECT n.id FROM ${n})`);

/** Where a view keeps what only we need to tell the event again. */
const samples = new WeakMap<IncidentView, Sample>();

/** The sample a view was read with; of a view that came from elsewhere, its event. */
export function sampleOf(view: IncidentView): Sample {
  return samples.get(view) ?? { event: view.event };
}

export async function listIncidents(db: SqlRunner, filter: IncidentFilter = {}): Promise<IncidentView[]> {
  const { where, values } = conditionsOf(filter);
  const most = Math.max(1, Math.min(filter.most ?? USUAL_LIST, LONGEST_LIST));
  const condition = (engine: 'sqlite' | 'postgres') =>
    where.length === 0 ? '' : `WHERE ${where.map((one) => one[engine]).join(' AND ')}`;
  const sql = (engine: 'sqlite' | 'postgres') => `SELECT ${INCIDENT_COLUMNS} FROM incident ${condition(engine)}
    ORDER BY verdict_rank, last_at DESC, id LIMIT $${values.length + 1}`;
  return viewsOf(db, await db.all({ sqlite: sql('sqlite'), postgres: sql('postgres') }, [...values, most]));
}

export async function readIncident(db: SqlRunner, id: string): Promise<IncidentView | undefined> {
  const [view] = await viewsOf(db, await db.all(`SELECT ${INCIDENT_COLUMNS} FROM incident WHERE id = $1`, [id]));
  return view;
}

/** Rows of INCIDENT_COLUMNS with their hosts and mutes, in the same order. */
export async function viewsOf(db: SqlRunner, rows: readonly Row[]): Promise<IncidentView[]> {
  const incidents = rows.map((row) => StoredIncident.parse(row));
  if (incidents.length === 0) return [];
  const hosts = await hostsOf(db, incidents);
  const muteIds = incidents.flatMap(({ state, mute_id }) =>
    state === 'muted' && mute_id !== null ? [{ id: mute_id }] : [],
  );
  const mutes = new Map<string, StoredMute>();
  if (muteIds.length > 0)
    for (const row of await runBatch(db, MUTES, muteIds)) mutes.set(String(row['id']), muteOf(row));
  return incidents.map((incident) => viewOf(incident, hosts.get(incident.id), mutes.get(incident.mute_id ?? '')));
}

interface Hosts {
  hosts: IncidentHost[];
  total: number;
}

async function hostsOf(db: SqlRunner, incidents: readonly { id: string }[]): Promise<Map<string, Hosts>> {
  const found = new Map<string, Hosts>();
  for (const { incident_id, host, count, first_at, last_at, total } of await runBatch(
    db,
    HOSTS,
    incidents.map(({ id }) => ({ id })),
  )) {
    const id = String(incident_id);
    const known = found.get(id) ?? { hosts: [], total: Number(total) };
    known.hosts.push({ host: String(host), count: Number(count), firstAt: Number(first_at), lastAt: Number(last_at) });
    found.set(id, known);
  }
  return found;
}

function viewOf(row: StoredIncident, hosts: Hosts | undefined, mute: StoredMute | undefined): IncidentView {
  const sample = sampleFrom(row.sample);
  const view: IncidentView = {
    id: row.id,
    eventKey: row.event_key,
    ...(row.entry_key !== null && { entryKey: row.entry_key }),
    ...(row.case_id !== null && { caseId: row.case_id }),
    ...(row.provider !== null && { provider: row.provider }),
    ...(row.event_id !== null && { eventId: row.event_id }),
    verdict: row.verdict,
    ...(row.level !== null && { level: row.level }),
    ...(row.host !== null && { host: row.host }),
    ...(row.vm !== null && { vm: row.vm }),
    source: row.source,
    event: sample.event,
    state: row.state,
    ...(row.assignee !== null && { assignee: actorOf(row.assignee) }),
    ...(row.state === 'acknowledged' && acknowledgementOf(row)),
    ...(mute !== undefined && row.state === 'muted' && { mute: withoutSubject(mute) }),
    ...(row.held_until !== null && { heldUntil: row.held_until }),
    firstAt: row.first_at,
    lastAt: row.last_at,
    count: row.count,
    revision: row.revision,
    updatedAt: row.updated_at,
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    ...(row.resolved_by !== null && { resolvedBy: actorOf(row.resolved_by) }),
    ...(row.former_id !== null && { formerId: row.former_id }),
    shadow: row.shadow === 1,
    hosts: hosts?.hosts ?? [],
    hostCount: hosts?.total ?? 0,
  };
  samples.set(view, sample);
  return view;
}

function acknowledgementOf(row: StoredIncident): Partial<IncidentView> {
  return {
    ...(row.acknowledged_by !== null && { acknowledgedBy: actorOf(row.acknowledged_by) }),
    ...(row.acknowledged_at !== null && { acknowledgedAt: row.acknowledged_at }),
    ...(row.remind_at !== null && { remindAt: row.remind_at }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
  };
}

export function withoutSubject(stored: StoredMute): Mute {
  const { subject: _, ...mute } = stored;
  return mute;
}

const StoredSample = z.object({
  event: z.custom<WindowsEvent>((value) => typeof value === 'object' && value !== null),
  text: z.string().optional(),
});

function sampleFrom(text: string): Sample {
  const { event, text: whole } = StoredSample.parse(JSON.parse(text));
  return { event, ...(whole !== undefined && { text: whole }) };
}

interface Condition {
  sqlite: string;
  postgres: string;
}

function conditionsOf(filter: IncidentFilter): { where: Condition[]; values: SqlValue[] } {
  const where: Condition[] = [];
  const values: SqlValue[] = [];
  const add = (condition: (place: string, engine: 'sqlite' | 'postgres') => string, value: SqlValue): void => {
    values.push(value);
    const place = `$${values.length}`;
    where.push({ sqlite: condition(place, 'sqlite'), postgres: condition(place, 'postgres') });
  };
  const { id, states, verdicts, search, eventKey, source, updatedSince } = filter;
  if (id !== undefined) add((p) => `id = ${p}`, id);
  if (states !== undefined) add((p, engine) => `state IN ${listIn(p, engine)}`, JSON.stringify(states));
  if (verdicts !== undefined) add((p, engine) => `verdict IN ${listIn(p, engine)}`, JSON.stringify(verdicts));
  if (eventKey !== undefined) add((p) => `event_key = ${p}`, eventKey);
  if (source !== undefined) add((p) => `source = ${p}`, source);
  if (updatedSince !== undefined) add((p) => `updated_at >= ${p}`, updatedSince);
  if (search !== undefined && search !== '') {
    const text = `lower(COALESCE(host, '') || ' ' || COALESCE(vm, '') || ' ' || COALESCE(provider, '') || ' ' || event_key)`;
    add(
      (p, engine) => `${engine === 'sqlite' ? 'instr' : 'strpos'}(${text}, ${p}) > 0`,
      search.toLowerCase().toWellFormed().replaceAll('\u0000', ''),
    );
  }
  return { where, values };
}

function listIn(place: string, engine: 'sqlite' | 'postgres'): string {
  return engine === 'sqlite'
    ? `(SELECT value FROM json_each(${place}))`
    : `(SELECT value FROM json_array_elements_text(${place}::json))`;
}

const NoteRow = z.object({
  incident_id: z.string(),
  seq: z.number(),
  at: z.number(),
  actor: z.string(),
  kind: z.enum(NOTE_KINDS),
  body: z.string(),
});
const Detail = z.record(z.string(), z.union([z.string(), z.number()]));
const NOTES: Sql = `SELECT incident_id, seq, at, actor, kind, body FROM incident_note
  WHERE incident_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`;
const MOST_NOTES = 1000;

/** Oldest first, at most 1,000. @param after notes up to this one are left out */
export async function readNotes(db: SqlRunner, incidentId: string, after = -1): Promise<Note[]> {
  const rows = await db.all(NOTES, [incidentId, after, MOST_NOTES]);
  return rows.map((row) => {
    const { incident_id, seq, at, actor, kind, body } = NoteRow.parse(row);
    return { incidentId: incident_id, seq, at, actor: actorOf(actor), kind, detail: Detail.parse(JSON.parse(body)) };
  });
}
