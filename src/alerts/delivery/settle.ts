/** What became of a claimed card, written down; only by whoever still has its lease. */
import type { Db, SqlRunner } from '../../store/db.ts';
import type { MessageRef } from '../alerts.ts';
import { type Claimed, LEASE_MS } from './claim.ts';
import { holdChannel } from './waiting-channels.ts';

const UNLEASED = 'lease_by = NULL, lease_until = 0';
const SURE = 'unsure_at = NULL, unsure_times = 0';
/** Failures before a card is left for dead. */
const MOST_ATTEMPTS = 8;
/** One that is dead is tried again so often, and for so long, as long as it is wanted. */
const DEAD_EVERY_MS = 3_600_000;
const LAST_ATTEMPT = MOST_ATTEMPTS + 72;
/** One that may stand there already, where nobody can look, is posted again once, then once a day, at most so often in all. */
const GUESS_EVERY_MS = 24 * 3_600_000;
const MOST_GUESSES = 4;
const LONGEST_ERROR = 300;
/** Nobody waits longer because a platform says so. */
const LONGEST_WAIT_MS = 3_600_000;

export interface SettleParts {
  db: Db;
  now: () => number;
  random: () => number;
  /** An edit comes so long after the one before. */
  updateEvery: number;
}

export type Failure =
  /** It may have been posted. */
  { state: 'unknown'; error: string; canFind: boolean } | { state: 'refused'; error: string };

const RENEW = 'UPDATE card SET lease_until = $3, unsure_at = COALESCE($4, unsure_at) WHERE id = $1 AND lease_by = $2';

/** Before each call. @param unsureSince the call may leave something behind that we know nothing of. @returns false: it is no longer ours */
export async function renew(
  { card, lease }: Claimed,
  { db, now }: SettleParts,
  unsureSince?: number,
): Promise<boolean> {
  return (await db.run(RENEW, [card.id, lease, now() + LEASE_MS, unsureSince ?? null])) > 0;
}

/** The thread tells the notes up to this one. */
export async function notesTold({ card, lease }: Claimed, { db }: SettleParts, upTo: number): Promise<void> {
  await db.run(`UPDATE card SET notes_posted = $3, ${SURE} WHERE id = $1 AND lease_by = $2 AND notes_posted < $3`, [
    card.id,
    lease,
    upTo,
  ]);
}

const POSTED = `UPDATE card SET state = 'live', message_ref = $3, notes_posted = CASE WHEN message_ref IS NULL THEN $4 ELSE notes_posted END,
    posted_at = COALESCE(posted_at, $5), ${SURE} WHERE id = $1 AND lease_by = $2`;
const COUNT = `INSERT INTO channel_hour AS h (channel, hour, posts) VALUES ($1, $2, 1)
  ON CONFLICT (channel, hour) DO UPDATE SET posts = h.posts + 1`;

/** There is a message of it now; its budget is charged. */
export function posted(
  { card, lease }: Claimed,
  { db, now }: SettleParts,
  { ref, notes, window }: { ref: MessageRef; notes: number; window: number | undefined },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ours = await tx.run(POSTED, [card.id, lease, JSON.stringify(ref), notes, now()]);
    if (ours > 0 && window !== undefined) await tx.run(COUNT, [card.channel, window]);
    return ours > 0;
  });
}

const SHOWN = `UPDATE card SET posted_rev = $3, body = COALESCE($4, body), state = 'live', next_at = $5, attempts = 0, last_error = NULL, ${SURE},
    ${UNLEASED} WHERE id = $1 AND lease_by = $2`;

/** The channel shows this revision. */
export async function shown(
  { card, lease }: Claimed,
  { db, now, updateEvery }: SettleParts,
  { revision, body }: { revision: number; body: string | undefined },
): Promise<boolean> {
  return (await db.run(SHOWN, [card.id, lease, revision, body ?? null, now() + updateEvery])) > 0;
}

/** Nobody is to see it now: it is wanted again when its incident changes. */
export async function notNeeded({ card, lease }: Claimed, { db }: SettleParts): Promise<void> {
  await db.run(
    `UPDATE card SET posted_rev = wanted_rev, message_ref = NULL, ${SURE}, ${UNLEASED} WHERE id = $1 AND lease_by = $2`,
    [card.id, lease],
  );
}

/** Its message is gone: it begins again, without its former thread. */
export async function beginAgain({ card, lease }: Claimed, { db }: SettleParts): Promise<void> {
  await db.run(
    `UPDATE card SET message_ref = NULL, thread_of = NULL, ${SURE}, ${UNLEASED} WHERE id = $1 AND lease_by = $2`,
    [card.id, lease],
  );
}

/** The platform wants nothing for a while; nothing was posted. */
export async function putOff(
  { card, lease, wasUnsure }: Claimed,
  { db, now }: SettleParts,
  retryAfterMs: number,
): Promise<void> {
  const wait = Math.min(Math.max(retryAfterMs, 0), LONGEST_WAIT_MS);
  await holdChannel(db, card.channel, now() + wait);
  // What an earlier try left open stays open.
  await db.run(`UPDATE card SET ${wasUnsure ? '' : `${SURE}, `}${UNLEASED} WHERE id = $1 AND lease_by = $2`, [
    card.id,
    lease,
  ]);
}

/** @returns whether it is left for dead now */
export async function failed(claimed: Claimed, parts: SettleParts, failure: Failure): Promise<boolean> {
  const { card, lease, wasUnsure } = claimed;
  const { db, now } = parts;
  const attempts = card.attempts + 1;
  const unsureTimes = card.unsure_times + (failure.state === 'unknown' ? 1 : 0);
  // It was posted again once; without a way to look, more is guessing.
  const isGuessing = failure.state === 'unknown' && !failure.canFind && unsureTimes > 1;
  const isDead = attempts >= MOST_ATTEMPTS || isGuessing;
  const wait = isGuessing ? GUESS_EVERY_MS : isDead ? DEAD_EVERY_MS : waitAfter(failure, attempts);
  const staysUnsure = failure.state === 'unknown' || wasUnsure;
  const isOver = attempts > LAST_ATTEMPT || (isGuessing && unsureTimes >= MOST_GUESSES);
  const state = isOver ? 'closed' : isDead ? 'dead' : card.state;
  await db.run(
    `UPDATE card SET attempts = $3, state = $4, next_at = $5, last_error = $6, unsure_times = $7${staysUnsure ? '' : ', unsure_at = NULL'},
      ${UNLEASED} WHERE id = $1 AND lease_by = $2`,
    [
      card.id,
      lease,
      attempts,
      state,
      now() + Math.round(wait * (1 + parts.random() / 5)),
      failure.error.slice(0, LONGEST_ERROR).toWellFormed().replaceAll('\u0000', ''),
      staysUnsure ? unsureTimes : 0,
    ],
  );
  // The next one of the channel waits a little for it, so that order is kept where it can be; not for long.
  if (failure.state === 'unknown' && attempts <= 2 && !isDead) await holdChannel(db, card.channel, now() + wait);
  return isDead;
}

const FIRST_WAIT_MS = { unknown: 2000, refused: 15_000 } as const;

function waitAfter({ state }: Failure, attempts: number): number {
  return Math.min(FIRST_WAIT_MS[state] * 2 ** (attempts - 1), DEAD_EVERY_MS);
}

export interface DeadLetter {
  channel: string;
  key: string;
  error: string;
  attempts: number;
}

/** Cards that could not be delivered and are tried again rarely. */
export async function deadLetters(db: SqlRunner): Promise<DeadLetter[]> {
  const rows = await db.all(
    "SELECT channel, key, last_error, attempts FROM card WHERE state = 'dead' AND wanted_rev > posted_rev ORDER BY turn LIMIT 1000",
  );
  return rows.map(({ channel, key, last_error, attempts }) => ({
    channel: String(channel),
    key: String(key),
    error: typeof last_error === 'string' ? last_error : '',
    attempts: Number(attempts),
  }));
}
