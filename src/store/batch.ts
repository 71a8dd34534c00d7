/** Many rows in one statement: they travel as one JSON parameter, `$1`, which each engine takes apart in its own way. */
import type { Sql } from './db.ts';

/** Names of the columns and what they hold; a value that may be absent is `null` in the row. */
export type BatchColumns = Readonly<Record<string, 'text' | 'bigint'>>;

/**
 * @param columns of each row; nothing else of a row is seen
 * @param statement gets what stands after FROM: a table `n` with those columns
 */
export function batchSql(columns: BatchColumns, statement: (rows: string) => string): Sql {
  const names = Object.keys(columns);
  const taken = names.map((name) => `value ->> '$.${name}' AS ${name}`).join(', ');
  const typed = names.map((name) => `${name} ${columns[name] ?? 'text'}`).join(', ');
  return {
    sqlite: statement(`(SELECT ${taken} FROM json_each($1)) AS n`),
    postgres: statement(`json_to_recordset($1::json) AS n (${typed})`),
  };
}
