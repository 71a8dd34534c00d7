/** Chooses the engine: PostgreSQL when there is an address, the embedded file otherwise. */
import { join } from 'node:path';
import { type Db, StoreError } from './db.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export interface StoreSettings {
  /** Folder of the embedded file. */
  dataDirectory: string;
  databaseUrl?: string;
}

/** An open store with its schema up to date. @throws StoreError */
export async function openStore({ dataDirectory, databaseUrl }: StoreSettings): Promise<Db> {
  const db =
    databaseUrl === undefined ? openSqlite(join(dataDirectory, 'hvevent.db')) : await openPostgres(databaseUrl);
  try {
    await migrate(db);
    return db;
  } catch (cause) {
    await db.close().catch(() => undefined);
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The store at ${db.place} cannot be brought up to date (${why}): check that this user may write to it.`;
    throw new StoreError(message, { cause });
  }
}
