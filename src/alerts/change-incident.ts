/** Changes of incidents by people and by time: the row, its history and its cards in one transaction. */
import { batchSql } from '../store/batch.ts';
import type { Row, Sql, SqlRunner, SqlValue } from '../store/db.ts';
import type { Actor, NoteKind } from './alerts.ts';
import { INCIDENT_COLUMNS, StoredIncident } from './read-incidents.ts';
import { isHidden, raiseCards } from './store-cards.ts';
import { addNotes } from './store-incidents.ts';
import { runBatch } from './store-intake.ts';

/** `condition` may use $1 … for `values`; rows are locked in the order of counting. @param skipLocked what others hold is left to them */
export async function lockIncidents(
  tx: SqlRunner,
  condition: string,
  { values, most = 10_000, skipLocked = false }: { values: readonly SqlValue[]; most?: number; skipLocked?: boolean },
): Promise<StoredIncident[]> {
  const text = `SELECT ${INCIDENT_COLUMNS} FROM incident WHERE ${condition} ORDER BY identity, id LIMIT ${most}`;
  const sql: Sql = { sqlite: text, postgres: `${text} FOR UPDATE${skipLocked ? ' SKIP LOCKED' : ''}` };
  return (await tx.all(sql, values)).map((row: Row) => StoredIncident.parse(row));
}

/** Columns that a change sets; absent ones stay. */
export type IncidentChange = Partial<
  Pick<
    StoredIncident,
    | 'state'
    | 'assignee'
    | 'acknowledged_by'
    | 'acknowledged_at'
    | 'remind_at'
    | 'expires_at'
    | 'mute_id'
    | 'held_until'
    | 'resolved_at'
    | 'resolved_by'
    | 'reopened_at'
  >
>;

export interface Change {
  incident: StoredIncident;
  set: IncidentChange;
  kind: NoteKind;
  detail?: Readonly<Record<string, string | number>>;
  /** Who stands in the history, when it is not whoever made the change. */
  actor?: Actor;
}

const COLUMNS = {
  id: 'text',
  state: 'text',
  assignee: 'text',
  acknowledged_by: 'text',
  acknowledged_at: 'bigint',
  remind_at: 'bigint',
  expires_at: 'bigint',
  mute_id: 'text',
  held_until: 'bigint',
  resolved_at: 'bigint',
  resolved_by: 'text',
  reopened_at: 'bigint',
  revision: 'bigint',
  at: 'bigint',
} as const;
const UPDATE = batchSql(
  COLUMNS,
  (n) => `UPDATE incident SET state = n.state, assignee = n.assignee, acknowledged_by = n.acknowledged_by,
      acknowledged_at = n.acknowledged_at, remind_at = n.remind_at, expires_at = n.expires_at, mute_id = n.mute_id,
      held_until = n.held_until, resolved_at = n.resolved_at, resolved_by = n.resolved_by, reopened_at = n.reopened_at,
      revision = n.revision,
      updated_at = n.at, open_key = CASE WHEN n.state = 'resolved' THEN NULL ELSE incident.identity END
    FROM ${n} WHERE incident.id = n.id`,
);

/** @param changes of incidents that `lockIncidents` of this transaction gave, each once */
export async function changeIncidents(
  tx: SqlRunner,
  changes: readonly Change[],
  { by, now }: { by: Actor; now: number },
): Promise<void> {
  const changed = changes.map(({ incident, set, kind, detail, actor = by }) => {
    const after = { ...incident, ...set, revision: incident.revision + 1 };
    return {
      after,
      note: { incidentId: incident.id, revision: after.revision, at: now, actor, kind, ...(detail && { detail }) },
    };
  });
  await runBatch(
    tx,
    UPDATE,
    changed.map(({ after }) => ({ ...rowOf(after), at: now })),
  );
  await addNotes(
    tx,
    changed.map(({ note }) => note),
  );
  await raiseCards(
    tx,
    changed.map(({ after }) => ({ id: after.id, revision: after.revision, hidden: isHidden(after, now) })),
  );
}

function rowOf(incident: StoredIncident): object {
  return Object.fromEntries(Object.entries(incident).filter(([name]) => Object.hasOwn(COLUMNS, name)));
}
