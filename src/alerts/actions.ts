/** What people do with one incident: each action is one transaction, and is refused rather than done twice. */
import type { AlertsConfig } from '../config-alerts.ts';
import type { Db, SqlRunner } from '../store/db.ts';
import type { Actor, Done, EventName, GuardedAction, IncidentView, NoteKind, Refused } from './alerts.ts';
import { changeIncidents, type IncidentChange, lockIncidents } from './change-incident.ts';
import { storable } from './event-key.ts';
import { readIncident, type StoredIncident } from './read-incidents.ts';
import { notAllowed, refused } from './refusals.ts';
import { mayDo } from './roles.ts';
import { turnOf, wantNotices } from './store-cards.ts';
import { lockMutes } from './store-incidents.ts';
import type { Localized } from '../lang.ts';

export interface ActionParts {
  db: Db;
  config: AlertsConfig;
  now: () => number;
  newId: () => string;
  /** Told after the commit. */
  onChange: (ids: readonly string[]) => void;
}

type Step = { set: IncidentChange; kind: NoteKind; detail?: Readonly<Record<string, string | number>> } | Refused;

const MOST_OF_A_NAME = 100;
const AGAIN_AFTER_MS = 60_000;

/** As it is stored: bounded, and nothing else than an actor. */
export function boundedActor({ kind, id, name, place }: Actor): Actor {
  return {
    kind,
    id: storable(id, MOST_OF_A_NAME),
    ...(name !== undefined && { name: storable(name, MOST_OF_A_NAME) }),
    ...(place !== undefined && { place: storable(place, MOST_OF_A_NAME) }),
  };
}

export function createActions(parts: ActionParts) {
  const { db, config, now, newId, onChange } = parts;

  /** Locks the incident, decides, changes. */
  const act = async (
    id: string,
    { action, by }: { action: GuardedAction; by: Actor },
    step: (incident: StoredIncident, now: number, tx: SqlRunner) => Step | Promise<Step>,
    { alone = false } = {},
  ): Promise<Done> => {
    if (!mayDo(config.roles, action, by)) return notAllowed(action);
    const at = now();
    const done = await db.transaction(async (tx): Promise<Refused | undefined> => {
      if (alone) await lockMutes(tx, db.engine, 'alone');
      const [incident] = await lockIncidents(tx, 'id = $1', { values: [id] });
      if (incident === undefined) return refused('notFound', 'notFound');
      const next = await step(incident, at, tx);
      if ('ok' in next) return next;
      await changeIncidents(tx, [{ incident, ...next }], { by: boundedActor(by), now: at });
      return undefined;
    });
    if (done !== undefined) return done;
    onChange([id]);
    return viewOf(db, id);
  };

  return {
    acknowledge: (id: string, by: Actor) =>
      act(id, { action: 'acknowledge', by }, ({ state }, at) => {
        if (state === 'acknowledged') return refused('alreadyDone', 'acknowledged');
        if (state === 'resolved') return refused('expired', 'resolved');
        if (state === 'muted') return refused('expired', 'muted');
        const { remindAfter, expireAfter } = config.acknowledge;
        const set = {
          state: 'acknowledged',
          acknowledged_by: JSON.stringify(boundedActor(by)),
          acknowledged_at: at,
          remind_at: at + remindAfter,
          expires_at: at + expireAfter,
        } as const;
        return { set, kind: 'acknowledged', detail: { until: at + expireAfter } };
      }),

    unacknowledge: (id: string, by: Actor) =>
      act(id, { action: 'acknowledge', by }, ({ state }) => {
        if (state !== 'acknowledged') return refused('alreadyDone', 'notAcknowledged');
        return { set: NOT_ACKNOWLEDGED, kind: 'unacknowledged' };
      }),

    assign: (id: string, by: Actor, to: Actor) =>
      act(id, { action: 'acknowledge', by }, ({ state, assignee }) => {
        const wanted = JSON.stringify(boundedActor(to));
        if (state === 'resolved') return refused('expired', 'resolved');
        if (assignee === wanted) return refused('alreadyDone', 'assigned');
        return {
          set: { assignee: wanted },
          kind: 'assigned',
          detail: { to: storable(to.name ?? to.id, MOST_OF_A_NAME), toId: `${to.kind}:${to.id}` },
        };
      }),

    resolve: (id: string, by: Actor) =>
      act(id, { action: 'resolve', by }, ({ state }, at) => {
        if (state === 'resolved') return refused('alreadyDone', 'resolved');
        return { set: resolvedBy(boundedActor(by), at), kind: 'resolved' };
      }),

    // Alone, so that no occurrence opens another incident of this identity meanwhile.
    reopen: (id: string, by: Actor) =>
      act(
        id,
        { action: 'resolve', by },
        async ({ state, identity }, at, tx) => {
          if (state !== 'resolved') return refused('alreadyDone', 'notResolved');
          const newer = await tx.all('SELECT id FROM incident WHERE open_key = $1', [identity]);
          if (newer.length > 0) return refused('expired', 'newer');
          return {
            set: { ...NOT_ACKNOWLEDGED, mute_id: null, resolved_at: null, resolved_by: null, reopened_at: at },
            kind: 'reopened',
          };
        },
        { alone: true },
      ),

    /** @param ticket made of the incident as it is now */
    escalate: (id: string, by: Actor, ticket: { text: Localized; view: IncidentView; event: EventName }) =>
      act(id, { action: 'escalate', by }, async (_, at, tx) => {
        const lately = await tx.all(
          "SELECT seq FROM incident_note WHERE incident_id = $1 AND kind = 'escalated' AND at > $2 LIMIT 1",
          [id, at - AGAIN_AFTER_MS],
        );
        if (lately.length > 0) return refused('alreadyDone', 'escalated');
        await sendTicket(tx, { id, by: boundedActor(by), at, ...ticket });
        return { set: {}, kind: 'escalated' };
      }),
  };

  async function sendTicket(
    tx: SqlRunner,
    {
      id,
      by,
      at,
      text,
      view,
      event,
    }: { id: string; by: Actor; at: number; text: Localized; view: IncidentView; event: EventName },
  ): Promise<void> {
    const { channel, webhook } = config.escalation;
    const key = `escalation:${id}:${at}`;
    const { verdict } = view;
    if (channel !== undefined) {
      const body = { kind: 'escalation', incidentId: id, event, verdict, by, ticket: text } as const;
      const notice = {
        id: newId(),
        key,
        kind: 'notice',
        channel,
        lang: config.language,
        body,
        turn: turnOf(at, 0),
        at,
      } as const;
      await wantNotices(tx, [{ ...notice, shadow: config.mode === 'shadow' }]);
    }
    if (webhook === undefined || config.mode === 'shadow') return;
    const body = JSON.stringify({ text: text[config.language], ticket: text, incident: view, by });
    await tx.run(
      "INSERT INTO due (id, kind, at, body, lease_until, attempts) VALUES ($1, 'webhook', $2, $3, 0, 0) ON CONFLICT (id) DO NOTHING",
      [key, at, body],
    );
  }
}

/** Back to open, as if nobody had seen it. */
export const NOT_ACKNOWLEDGED = {
  state: 'open',
  acknowledged_by: null,
  acknowledged_at: null,
  remind_at: null,
  expires_at: null,
} as const satisfies IncidentChange;

export function resolvedBy(by: Actor, at: number): IncidentChange {
  return {
    ...NOT_ACKNOWLEDGED,
    state: 'resolved',
    mute_id: null,
    held_until: null,
    resolved_at: at,
    resolved_by: JSON.stringify(by),
  };
}

export async function viewOf(db: SqlRunner, id: string): Promise<Done> {
  const incident = await readIncident(db, id);
  return incident === undefined ? refused('notFound', 'notFound') : { ok: true, incident };
}
