/** The schema, as a numbered list that only ever grows. Times are milliseconds since 1970; the text of JSON is text. */
import { ALERT_TABLES } from './alert-tables.ts';
import type { Db, Sql } from './db.ts';

interface Migration {
  id: number;
  name: string;
  statements: readonly Sql[];
}

const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: 'feedback, knowledge gaps and languages',
    statements: [
      `CREATE TABLE feedback (
        id TEXT PRIMARY KEY,
        at BIGINT NOT NULL,
        opinion TEXT NOT NULL,
        entry_key TEXT,
        case_id TEXT,
        verdict TEXT NOT NULL,
        knowledge_version TEXT NOT NULL,
        place TEXT NOT NULL,
        note TEXT NOT NULL
      )`,
      'CREATE INDEX feedback_by_entry ON feedback (entry_key, at)',
      `CREATE TABLE knowledge_gap (
        identity TEXT PRIMARY KEY,
        provider TEXT,
        event_id BIGINT,
        level TEXT,
        sample TEXT NOT NULL,
        asked BIGINT NOT NULL,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL
      )`,
      'CREATE INDEX knowledge_gap_by_asked ON knowledge_gap (asked, last_at)',
      `CREATE TABLE preference (
        place TEXT NOT NULL,
        person TEXT NOT NULL,
        lang TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (place, person)
      )`,
    ],
  },
  {
    id: 2,
    name: 'secrets, events seen, contexts of answers and look-ups',
    statements: [
      `CREATE TABLE secret (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        sealed TEXT NOT NULL,
        at BIGINT NOT NULL,
        busy_until BIGINT NOT NULL,
        PRIMARY KEY (kind, id)
      )`,
      `CREATE TABLE seen (
        scope TEXT NOT NULL,
        id TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (scope, id)
      )`,
      'CREATE INDEX seen_by_age ON seen (scope, at)',
      `CREATE TABLE answer_context (
        id TEXT PRIMARY KEY,
        place TEXT NOT NULL,
        person TEXT NOT NULL,
        body TEXT NOT NULL,
        at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
      )`,
      'CREATE INDEX answer_context_by_place ON answer_context (place)',
      'CREATE INDEX answer_context_by_expiry ON answer_context (expires_at)',
      `CREATE TABLE look_up (
        answer_id TEXT PRIMARY KEY,
        place TEXT NOT NULL,
        person TEXT NOT NULL,
        at BIGINT NOT NULL,
        verdict TEXT NOT NULL,
        entry_key TEXT,
        label TEXT NOT NULL
      )`,
      'CREATE INDEX look_up_by_person ON look_up (place, person, at)',
      'CREATE INDEX look_up_by_age ON look_up (at)',
    ],
  },
  {
    id: 3,
    name: 'conversations of Teams',
    statements: [
      `CREATE TABLE teams_reference (
        conversation TEXT PRIMARY KEY,
        place TEXT NOT NULL,
        type TEXT NOT NULL,
        service_url TEXT NOT NULL,
        tenant TEXT NOT NULL,
        bot_id TEXT NOT NULL,
        bot_name TEXT NOT NULL,
        updated_at BIGINT NOT NULL
      )`,
      'CREATE INDEX teams_reference_by_place ON teams_reference (place)',
      'CREATE INDEX teams_reference_by_tenant ON teams_reference (tenant)',
    ],
  },
  { id: 4, name: 'alerts', statements: ALERT_TABLES },
];

/** Any number that no other program is likely to lock on the same server. */
const LOCK = 4_971_108;

/** Brings the schema up to date; several processes may start at once, one does the work. @returns the version */
export async function migrate(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    if (db.engine === 'postgres') await tx.all('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await tx.run('CREATE TABLE IF NOT EXISTS migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
    const done = new Set((await tx.all('SELECT id FROM migration')).map(({ id }) => Number(id)));
    for (const { id, name, statements } of MIGRATIONS) {
      if (done.has(id)) continue;
      for (const statement of statements) await tx.run(statement);
      await tx.run('INSERT INTO migration (id, name) VALUES ($1, $2)', [id, name]);
    }
    return Math.max(...MIGRATIONS.map(({ id }) => id));
  });
}
