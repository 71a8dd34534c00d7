/** What a flush stores of incidents and of their cards. */
import { batchSql } from '../store/batch.ts';
import type { SqlRunner } from '../store/db.ts';
import { z } from 'zod';
import type { Actor, Mute, NoteKind } from './alerts.ts';
import { runBatch } from './store-intake.ts';

export interface IncidentRow {
  id: string;
  identity: string;
  event_key: string;
  entry_key: string | null;
  case_id: string | null;
  provider: string | null;
  event_id: number | null;
  verdict: string;
  verdict_rank: number;
  level: string | null;
  host: string | null;
  host_key: string | null;
  vm: string | null;
  source: string;
  sample: string;
  state: 'open' | 'muted';
  mute_id: string | null;
  held_until: number | null;
  at: number;
  count: number;
  shadow: number;
}

const Upserted = z.object({
  id: z.string(),
  identity: z.string(),
  revision: z.number(),
  verdict: z.string(),
  verdict_rev: z.number(),
  verdict_before: z.string().nullable(),
  state: z.string(),
  held_until: z.number().nullable(),
  former_id: z.string().nullable(),
});
export type Upserted = z.infer<typeof Upserted>;

/** A graver occurrence than any before wants a new look: the acknowledgement was of something else. */
const IS_GRAVER = 'excluded.verdict_rank < i.verdict_rank';
const UPSERT = batchSql(
  {
    id: 'text',
    identity: 'text',
    event_key: 'text',
    entry_key: 'text',
    case_id: 'text',
    provider: 'text',
    event_id: 'bigint',
    verdict: 'text',
    verdict_rank: 'bigint',
    level: 'text',
    host: 'text',
    host_key: 'text',
    vm: 'text',
    source: 'text',
    sample: 'text',
    state: 'text',
    mute_id: 'text',
    held_until: 'bigint',
    at: 'bigint',
    count: 'bigint',
    shadow: 'bigint',
  },
  (n) => `INSERT INTO incident AS i (id, open_key, identity, event_key, entry_key, case_id, provider, event_id, verdict,
      verdict_rank, verdict_rev, level, host, host_key, vm, source, sample, state, mute_id, held_until, first_at, last_at,
      count, revision, updated_at, former_id, shadow)
    SELECT n.id, n.identity, n.identity, n.event_key, n.entry_key, n.case_id, n.provider, n.event_id, n.verdict,
      n.verdict_rank, 1, n.level, n.host, n.host_key, n.vm, n.source, n.sample, n.state, n.mute_id, n.held_until, n.at, n.at,
      n.count, 1, n.at,
      (SELECT p.id FROM incident p WHERE p.identity = n.identity ORDER BY p.first_at DESC LIMIT 1), n.shadow
    FROM ${n} WHERE true ORDER BY n.identity
    ON CONFLICT (open_key) DO UPDATE SET
      count = i.count + excluded.count,
      last_at = CASE WHEN excluded.last_at > i.last_at THEN excluded.last_at ELSE i.last_at END,
      verdict_before = CASE WHEN ${IS_GRAVER} THEN i.verdict ELSE i.verdict_before END,
      verdict_rev = CASE WHEN ${IS_GRAVER} THEN i.revision + 1 ELSE i.verdict_rev END,
      sample = CASE WHEN ${IS_GRAVER} THEN excluded.sample ELSE i.sample END,
      level = CASE WHEN ${IS_GRAVER} THEN excluded.level ELSE i.level END,
      state = CASE WHEN ${IS_GRAVER} AND i.state = 'acknowledged' THEN 'open' ELSE i.state END,
      verdict = CASE WHEN ${IS_GRAVER} THEN excluded.verdict ELSE i.verdict END,
      verdict_rank = CASE WHEN ${IS_GRAVER} THEN excluded.verdict_rank ELSE i.verdict_rank END,
      held_until = COALESCE(excluded.held_until, i.held_until),
      revision = i.revision + 1,
      updated_at = excluded.updated_at
    RETURNING id, identity, revision, verdict, verdict_rev, verdict_before, state, held_until, former_id`,
);

/** @param rows one for each identity, sorted by it. Locks the incidents. @returns one for each, in any order; revision 1 is a new one */
export async function upsertIncidents(tx: SqlRunner, rows: readonly IncidentRow[]): Promise<Upserted[]> {
  return z.array(Upserted).parse(await runBatch(tx, UPSERT, rows));
}

export interface HostRow {
  incident_id: string;
  host: string;
  n: number;
  at: number;
}

const COUNT_HOSTS = batchSql(
  { incident_id: 'text', host: 'text', n: 'bigint', at: 'bigint' },
  (n) => `INSERT INTO incident_host AS h (incident_id, host, count, first_at, last_at)
    SELECT n.incident_id, n.host, n.n, n.at, n.at FROM ${n} WHERE true ORDER BY n.incident_id, n.host
    ON CONFLICT (incident_id, host) DO UPDATE SET count = h.count + excluded.count,
      last_at = CASE WHEN excluded.last_at > h.last_at THEN excluded.last_at ELSE h.last_at END`,
);

/** Of incidents that this transaction has locked. */
export async function countHosts(tx: SqlRunner, rows: readonly HostRow[]): Promise<void> {
  await runBatch(tx, COUNT_HOSTS, rows);
}

export interface NewNote {
  incidentId: string;
  /** The incident's revision after the change: no two changes have the same. */
  revision: number;
  at: number;
  actor: Actor;
  kind: NoteKind;
  detail?: Readonly<Record<string, string | number>>;
}

const ADD_NOTES = batchSql(
  { incident_id: 'text', seq: 'bigint', at: 'bigint', actor: 'text', kind: 'text', body: 'text' },
  (n) => `INSERT INTO incident_note (incident_id, seq, at, actor, kind, body)
    SELECT n.incident_id, n.seq, n.at, n.actor, n.kind, n.body FROM ${n} WHERE true ORDER BY n.incident_id, n.seq`,
);

/** Of incidents that this transaction has locked. */
export async function addNotes(tx: SqlRunner, notes: readonly NewNote[]): Promise<void> {
  const rows = notes.map(({ incidentId, revision, at, actor, kind, detail = {} }) => ({
    incident_id: incidentId,
    seq: revision,
    at,
    actor: JSON.stringify(actor),
    kind,
    body: JSON.stringify(detail),
  }));
  await runBatch(tx, ADD_NOTES, rows);
}

const MuteRow = z.object({
  id: z.string(),
  scope: z.enum(['incident', 'event', 'host']),
  subject: z.string(),
  event_key: z.string().nullable(),
  host: z.string().nullable(),
  vm: z.string().nullable(),
  reason: z.string(),
  made_by: z.string(),
  at: z.number(),
  until_at: z.number(),
  ended_at: z.number().nullable(),
});
/** A mute and what it is compared with: an identity, an event key, or a host in its comparison form. */
export type StoredMute = Mute & { subject: string };

export const MUTE_COLUMNS = 'id, scope, subject, event_key, host, vm, reason, made_by, at, until_at, ended_at';
const IN_FORCE = `SELECT ${MUTE_COLUMNS} FROM mute WHERE ended_at IS NULL AND until_at > $1 ORDER BY at, id`;

export async function mutesInForce(db: SqlRunner, now: number): Promise<StoredMute[]> {
  return (await db.all(IN_FORCE, [now])).map(muteOf);
}

export function muteOf(row: unknown): StoredMute {
  const { id, scope, subject, event_key, host, vm, reason, made_by, at, until_at, ended_at } = MuteRow.parse(row);
  return {
    id,
    scope,
    subject,
    ...(event_key !== null && { eventKey: event_key }),
    ...(host !== null && { host }),
    ...(vm !== null && { vm }),
    reason,
    by: actorOf(made_by),
    at,
    until: until_at,
    ...(ended_at !== null && { undoneAt: ended_at }),
  };
}

const StoredActor = z.object({
  kind: z.enum(['slack', 'teams', 'operator', 'system']),
  id: z.string(),
  name: z.string().optional(),
  place: z.string().optional(),
});

/** As `storedActor` wrote it. */
export function actorOf(text: string): Actor {
  const { kind, id, name, place } = StoredActor.parse(JSON.parse(text));
  return { kind, id, ...(name !== undefined && { name }), ...(place !== undefined && { place }) };
}

/** Taken by everyone who counts, shared, and by whoever changes mutes, alone: no occurrence slips past a new mute. */
const MUTES_LOCK = 4_971_109;

export async function lockMutes(tx: SqlRunner, engine: 'sqlite' | 'postgres', how: 'shared' | 'alone'): Promise<void> {
  // SQLite has one writer at a time.
  if (engine === 'sqlite') return;
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.all(`SELECT ${lock}($1)`, [MUTES_LOCK]);
}
