/** The outbox: which card a channel should show, in which revision. Written in the transaction that changes the incident. */
import { batchSql } from '../store/batch.ts';
import type { SqlRunner } from '../store/db.ts';
import type { Lang } from '../lang.ts';
import type { NoticeBody } from './alerts.ts';
import { runBatch } from './store-intake.ts';

export interface NewCard {
  id: string;
  incident_id: string;
  channel: string;
  lang: Lang;
  /** 0: not wanted yet, a mute or a window is in the way. */
  wanted_rev: number;
  /** Order within the channel. */
  turn: number;
  /** Card in whose thread it goes. */
  thread_of: string | null;
  shadow: boolean;
  at: number;
}

const CARD_START = 'posted_rev, notes_posted, next_at, lease_until, attempts';
const CARD_ZEROS = '0, 0, 0, 0, 0';

const WANT_CARDS = batchSql(
  {
    id: 'text',
    key: 'text',
    incident_id: 'text',
    channel: 'text',
    lang: 'text',
    state: 'text',
    wanted_rev: 'bigint',
    turn: 'bigint',
    thread_of: 'text',
    at: 'bigint',
  },
  (
    n,
  ) => `INSERT INTO card AS c (id, key, kind, incident_id, channel, lang, state, wanted_rev, turn, thread_of, created_at,
      ${CARD_START})
    SELECT n.id, n.key, 'incident', n.incident_id, n.channel, n.lang, n.state, n.wanted_rev, n.turn, n.thread_of, n.at,
      ${CARD_ZEROS} FROM ${n} WHERE true ORDER BY n.key
    ON CONFLICT (key) DO UPDATE SET wanted_rev = excluded.wanted_rev,
      state = CASE WHEN c.state = 'shadow' THEN excluded.state ELSE c.state END
    WHERE c.wanted_rev < excluded.wanted_rev`,
);

/** Cards of incidents that this transaction has locked; those that are there are raised to the wanted revision. */
export async function wantCards(tx: SqlRunner, cards: readonly NewCard[]): Promise<void> {
  const rows = cards.map(({ shadow, ...card }) => ({
    ...card,
    key: `incident:${card.incident_id}:${card.channel}`,
    state: shadow ? 'shadow' : 'live',
  }));
  await runBatch(tx, WANT_CARDS, rows);
}

/** Whether new cards of the incident have to wait (for the end of a mute or of a window), or are not wanted any more. */
export function isHidden({ state, held_until }: { state: string; held_until: number | null }, now: number): boolean {
  return state === 'muted' || state === 'resolved' || (held_until !== null && held_until > now);
}

/**
 * A card that was never wanted (its incident was muted or held back from the start) stays so until the incident is open to view: whoever
 * resolves what nobody was told of posts nothing.
 */
const RAISE_CARDS = batchSql(
  { id: 'text', revision: 'bigint', hidden: 'bigint' },
  (n) => `UPDATE card SET wanted_rev = n.revision FROM ${n}
    WHERE card.incident_id = n.id AND card.wanted_rev < n.revision AND (card.wanted_rev > 0 OR n.hidden = 0)`,
);

/** After a change of incidents that this transaction has locked. */
export async function raiseCards(
  tx: SqlRunner,
  changed: readonly { id: string; revision: number; hidden: boolean }[],
): Promise<void> {
  await runBatch(
    tx,
    RAISE_CARDS,
    changed.map(({ id, revision, hidden }) => ({ id, revision, hidden: hidden ? 1 : 0 })),
  );
}

export interface RootRow {
  channel: string;
  event_key: string;
  card_id: string;
  at: number;
  until: number;
}

const ROOTS = batchSql(
  { channel: 'text', event_key: 'text', card_id: 'text', at: 'bigint', until: 'bigint' },
  (n) => `INSERT INTO channel_event AS e (channel, event_key, card_id, until_at)
    SELECT n.channel, n.event_key, n.card_id, n.until FROM ${n} WHERE true ORDER BY n.channel, n.event_key
    ON CONFLICT (channel, event_key) DO UPDATE SET
      card_id = CASE WHEN e.until_at > $2 THEN e.card_id ELSE excluded.card_id END,
      until_at = CASE WHEN e.until_at > $2 THEN e.until_at ELSE excluded.until_at END
    RETURNING channel, event_key, card_id`,
);

/**
 * In whose thread new incidents of an event go: the card that opened the time of its channel; `card_id` itself when it is the first.
 * @param roots one for each channel and event
 */
export async function threadRoots(tx: SqlRunner, roots: readonly RootRow[], now: number): Promise<Map<string, string>> {
  if (roots.length === 0) return new Map();
  const rows = await tx.all(ROOTS, [JSON.stringify(roots), now]);
  return new Map(
    rows.map(({ channel, event_key, card_id }) => [`${String(channel)} ${String(event_key)}`, String(card_id)]),
  );
}

export interface NewNotice {
  id: string;
  /** The same key again changes nothing: any number of replicas may try. */
  key: string;
  kind: 'notice' | 'digest' | 'storm';
  channel: string;
  lang: Lang;
  body: NoticeBody;
  turn: number;
  shadow: boolean;
  at: number;
}

const WANT_NOTICES = batchSql(
  {
    id: 'text',
    key: 'text',
    kind: 'text',
    channel: 'text',
    lang: 'text',
    body: 'text',
    state: 'text',
    turn: 'bigint',
    at: 'bigint',
  },
  (n) => `INSERT INTO card (id, key, kind, channel, lang, body, state, wanted_rev, turn, created_at, ${CARD_START})
    SELECT n.id, n.key, n.kind, n.channel, n.lang, n.body, n.state, 1, n.turn, n.at, ${CARD_ZEROS} FROM ${n} WHERE true ORDER BY n.key
    ON CONFLICT (key) DO NOTHING RETURNING key`,
);

/** @returns keys of those that are new */
export async function wantNotices(tx: SqlRunner, notices: readonly NewNotice[]): Promise<Set<string>> {
  const rows = notices.map(({ shadow, body, ...notice }) => ({
    ...notice,
    body: JSON.stringify(body),
    state: shadow ? 'shadow' : 'live',
  }));
  const added = await runBatch(tx, WANT_NOTICES, rows);
  return new Set(added.map(({ key }) => String(key)));
}

/** 2026-01-01: keeps turns within exact integers until 2054. */
const TURNS_BEGIN = 1_767_225_600_000;
const TURNS_A_MS = 10_000;

/** Order of cards: by time, then by place within a flush. */
export function turnOf(at: number, place: number): number {
  return (at - TURNS_BEGIN) * TURNS_A_MS + Math.min(place, TURNS_A_MS - 1);
}
