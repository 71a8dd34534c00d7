/**
 * Who delivers what next. One card of a channel is under way at a time, so that order is kept; whoever claims it has a lease, and when the
 * lease ends (the process died), the next one takes over.
 */
import { z } from 'zod';
import type { Db, SqlRunner } from '../../store/db.ts';
import type { Budget } from '../../config-alerts.ts';
import { INCIDENT_STATES } from '../alerts.ts';
import { isHidden } from '../store-cards.ts';
import { sumUp, windowOf } from './storm.ts';
import { CARD_COLUMNS, StoredCard, WANTED } from './stored-card.ts';

/** Long enough for one call to a platform; renewed before each. */
export const LEASE_MS = 30_000;
/** Rows that turn out to need nothing, in one transaction. */
const MOST_SETTLED = 200;

export interface ClaimParts {
  db: Db;
  now: () => number;
  newId: () => string;
  budgetOf: (channel: string) => Budget;
  /** Between two messages of a channel, milliseconds. */
  slotOf: (channel: string) => number;
}

export interface Claimed {
  card: StoredCard;
  /** Of this claim alone. */
  lease: string;
  /** An earlier try may have arrived, for all we know. */
  wasUnsure: boolean;
}

const Candidate = StoredCard.extend({
  incident_state: z.enum(INCIDENT_STATES).nullable(),
  held_until: z.number().nullable(),
});
type Candidate = z.infer<typeof Candidate>;

const NEWS = `c.message_ref IS NOT NULL AND EXISTS
  (SELECT 1 FROM incident_note n WHERE n.incident_id = c.incident_id AND n.seq > c.notes_posted)`;
/** What people did is shown first, then notices, then incidents that were never posted, in their order; then what waits the longest for its edit. */
const CANDIDATE = `SELECT ${CARD_COLUMNS}, i.state AS incident_state, i.held_until
  FROM card c LEFT JOIN incident i ON i.id = c.incident_id
  WHERE c.channel = $1 AND ${WANTED} AND (c.next_at <= $2 OR (c.attempts = 0 AND ${NEWS}))
  ORDER BY CASE WHEN c.message_ref IS NOT NULL THEN CASE WHEN ${NEWS} THEN 0 ELSE 3 END WHEN c.kind IN ('notice', 'digest') THEN 1 ELSE 2 END,
    CASE WHEN c.message_ref IS NULL THEN c.turn ELSE c.next_at END, c.turn LIMIT 1`;
/** Waits for whoever is counting occurrences of it: passing it by would change the order. */
const PICK = { sqlite: CANDIDATE, postgres: `${CANDIDATE} FOR UPDATE OF c` };

const SLOT = 'SELECT next_at FROM channel_slot WHERE channel = $1';
const LOCK_SLOT = { sqlite: SLOT, postgres: `${SLOT} FOR UPDATE SKIP LOCKED` };
const NEW_SLOT = 'INSERT INTO channel_slot (channel, next_at) VALUES ($1, 0) ON CONFLICT (channel) DO NOTHING';
const UNDER_WAY = 'SELECT id FROM card WHERE channel = $1 AND lease_by IS NOT NULL AND lease_until > $2 LIMIT 1';
const TAKE = `UPDATE card SET lease_by = $2, lease_until = $3,
  unsure_at = CASE WHEN message_ref IS NULL THEN COALESCE(unsure_at, $4) ELSE unsure_at END WHERE id = $1`;

/** @returns the next card of the channel; undefined when nothing is due, or somebody else is at it */
export function claim(channel: string, parts: ClaimParts): Promise<Claimed | undefined> {
  return parts.db.transaction(async (tx) => {
    const now = parts.now();
    if (!(await slotIsFree(tx, channel, now))) return undefined;
    const card = await nextCard(tx, { channel, now }, parts);
    if (card === undefined) return undefined;
    const lease = parts.newId();
    await tx.run(TAKE, [card.id, lease, now + LEASE_MS, now]);
    await tx.run('UPDATE channel_slot SET next_at = $2 WHERE channel = $1', [channel, now + parts.slotOf(channel)]);
    return { card, lease, wasUnsure: card.unsure_at !== null };
  });
}

/** From here to the end of the transaction the channel is ours. */
async function slotIsFree(tx: SqlRunner, channel: string, now: number): Promise<boolean> {
  let [slot] = await tx.all(LOCK_SLOT, [channel]);
  if (slot === undefined) {
    await tx.run(NEW_SLOT, [channel]);
    [slot] = await tx.all(LOCK_SLOT, [channel]);
  }
  if (slot === undefined || Number(slot['next_at']) > now) return false;
  return (await tx.all(UNDER_WAY, [channel, now])).length === 0;
}

async function nextCard(
  tx: SqlRunner,
  { channel, now }: { channel: string; now: number },
  { budgetOf, newId }: ClaimParts,
): Promise<StoredCard | undefined> {
  const budget = budgetOf(channel);
  let summedUp = false;
  for (let i = 0; i < MOST_SETTLED; i++) {
    const [row] = await tx.all(PICK, [channel, now]);
    if (row === undefined) return undefined;
    const card = Candidate.parse(row);
    if (isNeedless(card, now)) await tx.run('UPDATE card SET posted_rev = wanted_rev WHERE id = $1', [card.id]);
    else if (!isNewPost(card)) return card;
    else {
      const left = await postsLeft(tx, { channel, now, budget });
      // A long queue is summed up in steps, so that no transaction keeps others waiting.
      if (!summedUp) await sumUp(tx, { channel, lang: card.lang, left, window: windowOf(now, budget), now, newId });
      else if (left === 0) return undefined;
      summedUp = true;
      if (left > 0) return card;
    }
  }
  return undefined;
}

/** Never shown, and nobody wants to see it now: it is wanted again when its incident changes. */
function isNeedless(
  { incident_id, message_ref, unsure_at, incident_state, held_until }: Candidate,
  now: number,
): boolean {
  if (incident_id === null || message_ref !== null || unsure_at !== null) return false;
  return incident_state === null || isHidden({ state: incident_state, held_until }, now);
}

/** What is tried again has had its place. */
function isNewPost({ incident_id, message_ref, unsure_at }: Candidate): boolean {
  return incident_id !== null && message_ref === null && unsure_at === null;
}

async function postsLeft(
  tx: SqlRunner,
  { channel, now, budget }: { channel: string; now: number; budget: Budget },
): Promise<number> {
  const { from } = windowOf(now, budget);
  const [row] = await tx.all('SELECT posts FROM channel_hour WHERE channel = $1 AND hour = $2', [channel, from]);
  return Math.max(0, budget.posts - Number(row?.['posts'] ?? 0));
}
