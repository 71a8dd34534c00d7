/** Mutes: what is counted and not shown for a time. Whoever changes them holds off all counting for that moment. */
import type { Db, SqlRunner } from '../store/db.ts';
import type { Actor, Alerts, IncidentView, Mute, MutePreview, MuteScope, Refused } from './alerts.ts';
import { type ActionParts, boundedActor, NOT_ACKNOWLEDGED, viewOf } from './actions.ts';
import { type Change, changeIncidents, lockIncidents } from './change-incident.ts';
import { storable } from './event-key.ts';
import {
  INCIDENT_COLUMNS,
  type StoredIncident,
  StoredIncident as Incident,
  viewsOf,
  withoutSubject,
} from './read-incidents.ts';
import { notAllowed, refused } from './refusals.ts';
import { mayDo } from './roles.ts';
import { lockMutes, MUTE_COLUMNS, muteOf, mutesInForce, type StoredMute } from './store-incidents.ts';

const LONGEST_MS = 366 * 86_400_000;
const MOST_REASON = 500;
const LOOK_BACK_MS = 7 * 86_400_000;
const MOST_EXAMPLES = 5;

/** The column that a mute of this scope is compared with. */
const COMPARED = { incident: 'identity', event: 'event_key', host: 'host_key' } as const satisfies Record<
  MuteScope,
  string
>;

export function createMutes({ db, config, now, newId, onChange }: ActionParts) {
  const mute: Alerts['mute'] = async (id, by, { scope, until, reason }) => {
    if (!mayDo(config.roles, 'mute', by)) return notAllowed('mute');
    const at = now();
    if (!(until > at && until <= at + LONGEST_MS)) return refused('expired', 'until');
    const made: Partial<StoredMute> & { id: string; scope: MuteScope } = { id: newId(), scope };
    const result = await db.transaction(async (tx): Promise<Refused | string[]> => {
      await lockMutes(tx, db.engine, 'alone');
      const [incident] = await read(tx, id);
      if (incident === undefined) return refused('notFound', 'notFound');
      const subject = incident[COMPARED[scope]];
      if (subject === null) return refused('expired', 'noHost');
      const others = await mutesInForce(tx, at);
      if (others.some((one) => one.scope === scope && one.subject === subject && one.until >= until))
        return refused('alreadyDone', 'mutedAlready');
      const actor = boundedActor(by);
      await tx.run(
        `INSERT INTO mute (id, scope, subject, event_key, host, vm, reason, made_by, at, until_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          made.id,
          scope,
          subject,
          scope === 'host' ? null : incident.event_key,
          scope === 'event' ? null : incident.host,
          scope === 'incident' ? incident.vm : null,
          storable(reason, MOST_REASON),
          JSON.stringify(actor),
          at,
          Math.floor(until),
        ],
      );
      const covered = await lockIncidents(tx, `open_key IS NOT NULL AND ${COMPARED[scope]} = $1`, {
        values: [subject],
      });
      const detail = { until: Math.floor(until), reason: storable(reason, MOST_REASON), scope, mute: made.id };
      const changes = covered.map((one): Change => ({
        incident: one,
        set: { state: 'muted', mute_id: made.id },
        kind: 'muted',
        detail,
      }));
      await changeIncidents(tx, changes, { by: actor, now: at });
      return covered.map((one) => one.id);
    });
    if ('ok' in result) return result;
    onChange(result);
    return viewOf(db, id);
  };

  const unmute: Alerts['unmute'] = async (muteId, by) => {
    if (!mayDo(config.roles, 'mute', by)) return notAllowed('mute');
    const at = now();
    const result = await db.transaction(async (tx) => {
      await lockMutes(tx, db.engine, 'alone');
      const [row] = await tx.all(`SELECT ${MUTE_COLUMNS} FROM mute WHERE id = $1`, [muteId]);
      if (row === undefined) return refused('notFound', 'noMute');
      const found = muteOf(row);
      if (found.undoneAt !== undefined || found.until <= at) return refused('alreadyDone', 'unmuted');
      const ids = await endMute(tx, found, { by: boundedActor(by), now: at, kind: 'unmuted' });
      return { mute: { ...withoutSubject(found), undoneAt: at }, ids };
    });
    if ('ok' in result) return result;
    onChange(result.ids);
    return { ok: true, mute: result.mute, incidents: result.ids.length };
  };

  return {
    mute,
    unmute,
    previewMute: (id: string, scope: MuteScope) => preview(db, { id, scope, now: now() }),
    mutes: async (): Promise<Mute[]> => (await mutesInForce(db, now())).map(withoutSubject),
  } satisfies Partial<Alerts>;
}

/**
 * Ends a mute within a transaction that holds the lock of mutes alone: its incidents go to another mute that covers them, or back to
 * what they were.
 * @returns incidents that changed
 */
export async function endMute(
  tx: SqlRunner,
  mute: StoredMute,
  { by, now, kind }: { by: Actor; now: number; kind: 'unmuted' | 'muteEnded' },
): Promise<string[]> {
  await tx.run('UPDATE mute SET ended_at = $2, undone_by = $3 WHERE id = $1', [mute.id, now, JSON.stringify(by)]);
  const others = await mutesInForce(tx, now);
  const covered = await lockIncidents(tx, "mute_id = $1 AND state = 'muted'", { values: [mute.id] });
  const changes = covered.map((incident): Change => {
    const other = others.find((one) => one.subject === incident[COMPARED[one.scope]]);
    if (other !== undefined)
      return { incident, set: { mute_id: other.id }, kind: 'muted', detail: detailOf(other), actor: other.by };
    return { incident, set: { mute_id: null, ...beforeMute(incident, now) }, kind };
  });
  await changeIncidents(tx, changes, { by, now });
  return covered.map(({ id }) => id);
}

function detailOf({ id, until, reason, scope }: StoredMute): Record<string, string | number> {
  return { until, reason, scope, mute: id };
}

function beforeMute({ acknowledged_at, expires_at }: StoredIncident, now: number): Change['set'] {
  const stillAcknowledged = acknowledged_at !== null && (expires_at === null || expires_at > now);
  return stillAcknowledged ? { state: 'acknowledged' } : NOT_ACKNOWLEDGED;
}

async function read(tx: SqlRunner, id: string): Promise<StoredIncident[]> {
  const rows = await tx.all(`SELECT ${INCIDENT_COLUMNS} FROM incident WHERE id = $1`, [id]);
  return rows.map((row) => Incident.parse(row));
}

async function preview(
  db: Db,
  { id, scope, now }: { id: string; scope: MuteScope; now: number },
): Promise<MutePreview | undefined> {
  const [incident] = await read(db, id);
  if (incident === undefined) return undefined;
  const subject = incident[COMPARED[scope]];
  const since = now - LOOK_BACK_MS;
  const of = `${COMPARED[scope]} = $1`;
  const rows = await db.all(
    `SELECT ${INCIDENT_COLUMNS} FROM incident WHERE open_key IS NOT NULL AND state <> 'muted' AND ${of}
     ORDER BY last_at DESC, id LIMIT ${MOST_EXAMPLES}`,
    [subject],
  );
  const [open] = await db.all(
    `SELECT COUNT(*) AS n FROM incident WHERE open_key IS NOT NULL AND state <> 'muted' AND ${of}`,
    [subject],
  );
  const [past] = await db.all(
    `SELECT COUNT(*) AS incidents, COALESCE(SUM(count), 0) AS events FROM incident WHERE last_at >= $2 AND ${of}`,
    [subject, since],
  );
  const examples: IncidentView[] = await viewsOf(db, rows);
  return {
    scope,
    incidents: Number(open?.['n'] ?? 0),
    examples,
    wouldHaveMuted: { incidents: Number(past?.['incidents'] ?? 0), events: Number(past?.['events'] ?? 0), since },
  };
}
