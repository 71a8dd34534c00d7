/** Channels that want something, and when each may be used again. */
import { z } from 'zod';
import type { Db } from '../../store/db.ts';
import { WANTED } from './stored-card.ts';

export interface WaitingChannel {
  channel: string;
  /** Its next slot; 0: at once. */
  nextAt: number;
}

const next = (more: string) => `(SELECT c.channel FROM card c WHERE ${WANTED}${more} ORDER BY c.channel LIMIT 1)`;
/** Jumps from channel to channel in the index: the length of what waits costs nothing. */
const WAITING = `WITH RECURSIVE found (channel) AS (
    SELECT ${next('')}
    UNION ALL
    SELECT ${next(' AND c.channel > found.channel')} FROM found WHERE found.channel IS NOT NULL
  )
  SELECT found.channel, COALESCE(s.next_at, 0) AS "nextAt" FROM found LEFT JOIN channel_slot s ON s.channel = found.channel
  WHERE found.channel IS NOT NULL`;

const Rows = z.array(z.object({ channel: z.string(), nextAt: z.number() }));

export async function waitingChannels(db: Db): Promise<WaitingChannel[]> {
  return Rows.parse(await db.all(WAITING));
}

/** Nothing goes to the channel before `until`: it was told to wait. */
export async function holdChannel(db: Db, channel: string, until: number): Promise<void> {
  await db.run('UPDATE channel_slot SET next_at = $2 WHERE channel = $1 AND next_at < $2', [channel, until]);
}
