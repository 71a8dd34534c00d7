/** Secrets of others that we keep for them, such as tokens of installations: sealed texts, never readable ones. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';

export interface SecretName {
  /** `slack-installation` */
  kind: string;
  id: string;
}

export const StoredSecret = z.object({
  sealed: z.string(),
  /** When it was first put there. */
  at: z.number(),
});
export type StoredSecret = z.infer<typeof StoredSecret>;

/** Stores a secret as new, whatever was there before. */
export async function putSecret(db: SqlRunner, { kind, id }: SecretName, { sealed, at }: StoredSecret): Promise<void> {
  await db.run(
    `INSERT INTO secret (kind, id, sealed, at, busy_until) VALUES ($1, $2, $3, $4, 0)
     ON CONFLICT (kind, id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, busy_until = 0`,
    [kind, id, sealed, at],
  );
}

export async function getSecret(db: SqlRunner, { kind, id }: SecretName): Promise<StoredSecret | undefined> {
  const [row] = await db.all('SELECT sealed, at FROM secret WHERE kind = $1 AND id = $2', [kind, id]);
  return row && StoredSecret.parse(row);
}

/** Their ids, the newest first. */
export async function listSecretIds(db: SqlRunner, kind: string, most: number): Promise<string[]> {
  const rows = await db.all('SELECT id FROM secret WHERE kind = $1 ORDER BY at DESC, id LIMIT $2', [kind, most]);
  return rows.map(({ id }) => String(id));
}

/**
 * Puts a renewed secret in the place of the one that was renewed, and lets it go.
 * @returns false, and changes nothing, when `before` is no longer the one there: it was deleted, or replaced by others
 */
export async function renewSecret(
  db: SqlRunner,
  { kind, id }: SecretName,
  { sealed, before }: { sealed: string; before: string },
): Promise<boolean> {
  const changed = await db.run(
    'UPDATE secret SET sealed = $3, busy_until = 0 WHERE kind = $1 AND id = $2 AND sealed = $4',
    [kind, id, sealed, before],
  );
  return changed > 0;
}

/** Of several that want to renew a secret, one gets to. @returns whether it is this one, until the given time */
export async function claimSecret(
  db: SqlRunner,
  { kind, id }: SecretName,
  { now, until }: { now: number; until: number },
): Promise<boolean> {
  const changed = await db.run('UPDATE secret SET busy_until = $3 WHERE kind = $1 AND id = $2 AND busy_until <= $4', [
    kind,
    id,
    until,
    now,
  ]);
  return changed > 0;
}

/** @returns whether there was one */
export async function deleteSecret(db: SqlRunner, { kind, id }: SecretName): Promise<boolean> {
  return (await db.run('DELETE FROM secret WHERE kind = $1 AND id = $2', [kind, id])) > 0;
}
