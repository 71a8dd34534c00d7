/** A row of the outbox as delivery reads it. */
import { z } from 'zod';
import { LANGS } from '../../lang.ts';
import type { SqlRunner } from '../../store/db.ts';
import type { MessageRef } from '../alerts.ts';

/**
 * `live`: delivered as wanted. `summed`: told of by a summary, gets a card of its own when it changes later. `dead`: failed too often, tried
 * again rarely. Not here: `shadow` (never posted) and `closed` (given up).
 */
const DELIVERED = ['live', 'summed', 'dead'] as const;

/** A condition on `c`, the same text as that of the index. */
export const WANTED = "c.wanted_rev > c.posted_rev AND c.state IN ('live', 'summed', 'dead')";

export const StoredCard = z.object({
  id: z.string(),
  key: z.string(),
  kind: z.enum(['incident', 'notice', 'digest', 'storm']),
  incident_id: z.string().nullable(),
  channel: z.string(),
  lang: z.enum(LANGS),
  body: z.string().nullable(),
  state: z.enum(DELIVERED),
  wanted_rev: z.number(),
  posted_rev: z.number(),
  thread_of: z.string().nullable(),
  message_ref: z.string().nullable(),
  /** Up to this note of the incident, the thread tells them. */
  notes_posted: z.number(),
  attempts: z.number(),
  /** Since then there may be a message that we know no reference of: written before it is sent. */
  unsure_at: z.number().nullable(),
  /** Answers that were lost since. */
  unsure_times: z.number(),
  summed_at: z.number().nullable(),
  created_at: z.number(),
});
export type StoredCard = z.infer<typeof StoredCard>;

export const CARD_COLUMNS = Object.keys(StoredCard.shape)
  .map((name) => `c.${name}`)
  .join(', ');

const StoredRef = z.object({
  channel: z.string(),
  id: z.string(),
  thread: z.string().optional(),
  extra: z.record(z.string(), z.string()).optional(),
});

/** As `message_ref` has it. */
export function refOf(stored: string): MessageRef {
  const { channel, id, thread, extra } = StoredRef.parse(JSON.parse(stored));
  return { channel, id, ...(thread !== undefined && { thread }), ...(extra !== undefined && { extra }) };
}

/** Where the message of a card stands, if it does. */
export async function messageOf(db: SqlRunner, cardId: string): Promise<MessageRef | undefined> {
  const [row] = await db.all('SELECT message_ref FROM card WHERE id = $1', [cardId]);
  const stored = row?.['message_ref'];
  return typeof stored === 'string' ? refOf(stored) : undefined;
}
