/** PostgreSQL 15 or newer, for several replicas on one store. The only importer of `pg`. */
import pg from 'pg';
import { sqlFor, StoreError, type Db, type Row, type Sql, type SqlRunner, type SqlValue } from './db.ts';

const CONNECT_MS = 5000;
/** A server that hangs answers nothing; whoever waits is told so. */
const STATEMENT_MS = 15_000;
const MOST_CONNECTIONS = 10;
/** Types that pg returns as text because they may exceed a double; ours are counts and times in milliseconds. */
const INT8 = 20;
const NUMERIC = 1700;

interface Queryable {
  query(text: string, values: SqlValue[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/**
 * Connects lazily; the first statement is checked here, so that a wrong address is said at start.
 * @throws StoreError when the server cannot be reached or refuses
 */
export async function openPostgres(url: string, { statementMs = STATEMENT_MS } = {}): Promise<Db> {
  const types = { getTypeParser: typeParser };
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: statementMs,
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced at the next statement; without a listener it would end the process.
  pool.on('error', () => undefined);
  const place = placeOf(url);
  await reach(pool, place);

  return {
    engine: 'postgres',
    place,
    ...runner(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(runner(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        await rollBack(client);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

function runner(target: Queryable): SqlRunner {
  const query = (sql: Sql, values: readonly SqlValue[] = []) => target.query(sqlFor('postgres', sql), [...values]);
  return {
    all: async (sql, values) => (await query(sql, values)).rows,
    run: async (sql, values) => (await query(sql, values)).rowCount ?? 0,
  };
}

/** A connection that cannot even roll back is thrown away. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}

async function reach(pool: pg.Pool, place: string): Promise<void> {
  try {
    await pool.query('SELECT 1');
  } catch (cause) {
    await pool.end();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      `PostgreSQL at ${place} cannot be used (${why}): check DATABASE_URL and that the server runs.`,
      { cause },
    );
  }
}

/** Host and database, never user or password. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format ?? 'text');
}
