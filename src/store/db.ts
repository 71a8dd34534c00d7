/** The one seam to a database: SQL text in, plain rows out. Rows are checked with zod where they are read. */

export type SqlValue = string | number | null;
export type Row = Record<string, unknown>;

/** One text where the engines agree (`$1`, `ON CONFLICT`, `RETURNING`), two side by side where they do not. */
export type Sql = string | { sqlite: string; postgres: string };

/** What a statement may be run on: the database itself, or a transaction of it. */
export interface SqlRunner {
  /** Rows of a SELECT or a RETURNING. */
  all(sql: Sql, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Number of rows changed. */
  run(sql: Sql, values?: readonly SqlValue[]): Promise<number>;
}

export interface Db extends SqlRunner {
  readonly engine: 'sqlite' | 'postgres';
  /** Where the data is, fit for a log line: a path, or host and database without the password. */
  readonly place: string;
  /** All or nothing; what `work` returns is durable when the promise resolves. `work` uses only the runner it is given. */
  transaction<T>(work: (tx: SqlRunner) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A database that cannot be opened or reached; the message says which and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

export function sqlFor(engine: Db['engine'], sql: Sql): string {
  return typeof sql === 'string' ? sql : sql[engine];
}
