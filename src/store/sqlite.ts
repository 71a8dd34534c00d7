/** The embedded engine: Node's own SQLite, one file, WAL, a commit is on disk before it is answered. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sqlFor, StoreError, type Db, type Row, type Sql, type SqlRunner } from './db.ts';

/** Another connection may be writing: wait a little inside SQLite, then let the event loop run and try again, this often. */
const BUSY_MS = 20;
const BUSY_TRIES = 250;
const SQLITE_BUSY = 5;

/**
 * Opens or creates the file; its folder is created.
 * @throws StoreError when the file cannot be opened
 */
export function openSqlite(path: string): Db {
  const database = open(path);
  const statements = new Map<string, StatementSync>();
  // One connection: a transaction that waits must not let others' statements in between.
  let queue: Promise<unknown> = Promise.resolve();

  const prepare = (sql: Sql): StatementSync => {
    const text = sqlFor('sqlite', sql);
    const known = statements.get(text);
    if (known) return known;
    const statement = database.prepare(text.replaceAll(/\$(\d+)/g, '?$1'));
    statements.set(text, statement);
    return statement;
  };
  const direct: SqlRunner = {
    all: async (sql, values = []) => prepare(sql).all(...values) satisfies Row[],
    run: async (sql, values = []) => Number(prepare(sql).run(...values).changes),
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    engine: 'sqlite',
    place: path,
    all: (sql, values) => inTurn(() => whenFree(() => prepare(sql).all(...(values ?? [])))),
    run: (sql, values) => inTurn(() => whenFree(() => Number(prepare(sql).run(...(values ?? [])).changes))),
    transaction: (work) =>
      inTurn(async () => {
        await whenFree(() => database.exec('BEGIN IMMEDIATE'));
        try {
          const result = await work(direct);
          database.exec('COMMIT');
          return result;
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => inTurn(async () => database.close()),
  };
}

async function whenFree<T>(statement: () => T): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return statement();
    } catch (error) {
      if (!isBusy(error) || attempt === BUSY_TRIES) throw error;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: BUSY_MS });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    return database;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      `The data file ${path} cannot be opened (${why}): check that HVEVENT_DATA names a folder that this user may write to.`,
      { cause },
    );
  }
}
