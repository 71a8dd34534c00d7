/** Where Teams' conversations are, so that we can speak there again. */
import { z } from 'zod';
import type { SqlRunner } from './db.ts';

export const TeamsReferenceRow = z.object({
  /** `19:…@thread.tacv2`, without the thread of a channel. */
  conversation: z.string(),
  /** `teams:<tenant>:<team or conversation>` */
  place: z.string(),
  type: z.enum(['personal', 'groupChat', 'channel']),
  serviceUrl: z.string(),
  tenant: z.string(),
  botId: z.string(),
  botName: z.string(),
  /** When Teams last told it. */
  updatedAt: z.number(),
});
export type TeamsReferenceRow = z.infer<typeof TeamsReferenceRow>;

/** Stores a conversation; what was told later stays. */
export async function putTeamsReference(db: SqlRunner, row: TeamsReferenceRow): Promise<void> {
  const { conversation, place, type, serviceUrl, tenant, botId, botName, updatedAt } = row;
  await db.run(
    `INSERT INTO teams_reference (conversation, place, type, service_url, tenant, bot_id, bot_name, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (conversation) DO UPDATE SET
       place = excluded.place, type = excluded.type, service_url = excluded.service_url, tenant = excluded.tenant,
       bot_id = excluded.bot_id, bot_name = excluded.bot_name, updated_at = excluded.updated_at
     WHERE excluded.updated_at >= teams_reference.updated_at`,
    [conversation, place, type, serviceUrl, tenant, botId, botName, updatedAt],
  );
}

export async function getTeamsReference(db: SqlRunner, conversation: string): Promise<TeamsReferenceRow | undefined> {
  const [row] = await db.all(
    `SELECT conversation, place, type, service_url AS "serviceUrl", tenant, bot_id AS "botId", bot_name AS "botName",
       updated_at AS "updatedAt" FROM teams_reference WHERE conversation = $1`,
    [conversation],
  );
  return row && TeamsReferenceRow.parse(row);
}

export async function forgetTeamsReference(db: SqlRunner, conversation: string): Promise<void> {
  await db.run('DELETE FROM teams_reference WHERE conversation = $1', [conversation]);
}

/** All conversations of a team, or the one chat that is its own place. */
export async function forgetTeamsPlace(db: SqlRunner, place: string): Promise<void> {
  await db.run('DELETE FROM teams_reference WHERE place = $1', [place]);
}

/** Whether we are still in any conversation of this tenant. */
export async function isInTenant(db: SqlRunner, tenant: string): Promise<boolean> {
  return (await db.all('SELECT 1 AS found FROM teams_reference WHERE tenant = $1 LIMIT 1', [tenant])).length > 0;
}
