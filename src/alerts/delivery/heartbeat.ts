/** A source that is silent for longer than it may be: said once, and once again when it is back. */
import { z } from 'zod';
import type { Db, Sql, SqlRunner } from '../../store/db.ts';
import { wantNotices } from '../store-cards.ts';
import { generalChannels, langOfChannel, noticesFor, type Noticing } from './notice-channels.ts';

export interface HeartbeatParts extends Noticing {
  db: Db;
  /** Nobody could be heard before: a silence counts from here at the earliest. */
  startedAt: number;
}

const State = z.object({ last_at: z.number(), silent_since: z.number().nullable() });
const STATE = 'SELECT last_at, silent_since FROM source_state WHERE source = $1';
const LOCK_STATE: Sql = { sqlite: STATE, postgres: `${STATE} FOR UPDATE` };
/** A source that was never heard: expected since then. */
const EXPECT =
  'INSERT INTO source_state (source, first_at, last_at) VALUES ($1, $2, $2) ON CONFLICT (source) DO NOTHING';

/** @returns sources that were told of */
export async function checkHeartbeats(parts: HeartbeatParts): Promise<number> {
  let told = 0;
  for (const [source, everyMs] of Object.entries(parts.config.heartbeat)) {
    const [row] = await parts.db.all(STATE, [source]);
    if (!isNews(row, { everyMs, now: parts.now(), startedAt: parts.startedAt })) continue;
    if (await parts.db.transaction((tx) => tell(tx, { source, everyMs }, parts))) told += 1;
  }
  return told;
}

interface Limits {
  everyMs: number;
  now: number;
  startedAt: number;
}

type News = { kind: 'silent'; lastAt: number } | { kind: 'back'; silentSince: number; at: number };

function isNews(row: unknown, limits: Limits): News | undefined {
  const { everyMs, now, startedAt } = limits;
  const state = row === undefined ? undefined : State.parse(row);
  const silentSince = state?.silent_since ?? null;
  const lastAt = state?.last_at ?? startedAt;
  if (silentSince !== null) return lastAt > silentSince ? { kind: 'back', silentSince, at: lastAt } : undefined;
  return now - Math.max(lastAt, startedAt) > everyMs ? { kind: 'silent', lastAt } : undefined;
}

/** Looked at again under its lock: another replica may have said it. */
async function tell(
  tx: SqlRunner,
  { source, everyMs }: { source: string; everyMs: number },
  parts: HeartbeatParts,
): Promise<boolean> {
  const { config, startedAt } = parts;
  await tx.run(EXPECT, [source, startedAt]);
  const [row] = await tx.all(LOCK_STATE, [source]);
  const news = isNews(row, { everyMs, now: parts.now(), startedAt });
  if (news === undefined) return false;
  const since = news.kind === 'silent' ? news.lastAt : news.silentSince;
  const body =
    news.kind === 'silent'
      ? ({ kind: 'silent', source, lastAt: news.lastAt, expectedEveryMs: everyMs } as const)
      : ({ kind: 'back', source, silentSince: news.silentSince, at: news.at } as const);
  await tx.run('UPDATE source_state SET silent_since = $2 WHERE source = $1', [
    source,
    news.kind === 'silent' ? since : null,
  ]);
  const lang = (channel: string) => langOfChannel(config, channel);
  const key = `heartbeat:${source}:${since}:${news.kind}`;
  await wantNotices(tx, noticesFor(generalChannels(config), { key, body, lang }, parts));
  return true;
}
