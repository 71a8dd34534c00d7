/** What time alone changes: each change once, on any number of replicas, because whoever locks the row first does it. */
import type { SqlRunner } from '../store/db.ts';
import type { Actor, Lapsed } from './alerts.ts';
import { type ActionParts, NOT_ACKNOWLEDGED, resolvedBy } from './actions.ts';
import { type Change, changeIncidents, lockIncidents } from './change-incident.ts';
import type { MaintenancePlan } from './maintenance.ts';
import { endMute } from './mutes.ts';
import type { StoredIncident } from './read-incidents.ts';
import { lockMutes, MUTE_COLUMNS, muteOf } from './store-incidents.ts';

const SYSTEM: Actor = { kind: 'system', id: 'hvevent' };
/** Incidents of one transaction. */
const AT_ONCE = 500;

/** One call does what is due, in bounded steps. */
export async function lapse(parts: ActionParts, plan: MaintenancePlan): Promise<Lapsed> {
  const now = parts.now();
  const due = (condition: string, change: (incident: StoredIncident) => Omit<Change, 'incident'>, values = [now]) =>
    inSteps(parts, { condition, values, change, now });
  const quiet = now - parts.config.quiet;
  return {
    unmuted: await endMutes(parts, now),
    unacknowledged: await due("state = 'acknowledged' AND expires_at <= $1", () => ({
      set: NOT_ACKNOWLEDGED,
      kind: 'expired',
    })),
    resolved: await due(
      'open_key IS NOT NULL AND last_at <= $1 AND (reopened_at IS NULL OR reopened_at <= $1)',
      () => ({ set: resolvedBy(SYSTEM, now), kind: 'quiet', detail: { quietMs: parts.config.quiet } }),
      [quiet],
    ),
    reminded: await due("state = 'acknowledged' AND remind_at <= $1", (incident) => reminder(incident, parts, now)),
    released: await due('held_until <= $1', (incident) => release(incident, plan, now)),
  };
}

/** Whoever acknowledged it is asked again; the next time is as far away as the first was. */
function reminder(
  { count, assignee, acknowledged_by }: StoredIncident,
  { config }: ActionParts,
  now: number,
): Omit<Change, 'incident'> {
  return {
    set: { remind_at: now + config.acknowledge.remindAfter },
    kind: 'reminder',
    detail: { count, to: assignee ?? acknowledged_by ?? '' },
  };
}

/** Another window may have begun meanwhile. */
function release({ host, vm }: StoredIncident, plan: MaintenancePlan, now: number): Omit<Change, 'incident'> {
  const next = plan.covering({ host: host ?? undefined, vm: vm ?? undefined }, now);
  return { set: { held_until: next?.to ?? null }, kind: 'maintenanceEnded' };
}

interface Due {
  condition: string;
  values: number[];
  change: (incident: StoredIncident) => Omit<Change, 'incident'>;
  now: number;
}

async function inSteps({ db, onChange }: ActionParts, { condition, values, change, now }: Due): Promise<number> {
  let all = 0;
  for (;;) {
    const ids = await db.transaction(async (tx) => {
      const found = await lockIncidents(tx, condition, { values, most: AT_ONCE, skipLocked: true });
      const changes = found.map((incident): Change => Object.assign(change(incident), { incident }));
      await changeIncidents(tx, changes, { by: SYSTEM, now });
      return found.map(({ id }) => id);
    });
    if (ids.length > 0) onChange(ids);
    all += ids.length;
    if (ids.length < AT_ONCE) return all;
  }
}

/** @returns incidents that were muted until now */
async function endMutes({ db, onChange }: ActionParts, now: number): Promise<number> {
  if ((await endedMutes(db, now)).length === 0) return 0;
  const ids = await db.transaction(async (tx) => {
    await lockMutes(tx, db.engine, 'alone');
    const changed: string[] = [];
    for (const row of await endedMutes(tx, now)) {
      for (const id of await endMute(tx, muteOf(row), { by: SYSTEM, now, kind: 'muteEnded' })) changed.push(id);
    }
    return changed;
  });
  if (ids.length > 0) onChange(ids);
  return ids.length;
}

function endedMutes(db: SqlRunner, now: number) {
  return db.all(`SELECT ${MUTE_COLUMNS} FROM mute WHERE ended_at IS NULL AND until_at <= $1 ORDER BY at, id`, [now]);
}
