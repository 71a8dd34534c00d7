/** Daily and weekly digests: each once, on any number of replicas, also when the server was away at the time. */
import { Cron } from 'croner';
import type { Db } from '../../store/db.ts';
import { readDigest } from '../read-counts.ts';
import { wantNotices } from '../store-cards.ts';
import { noticesFor, type Noticing } from './notice-channels.ts';

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** A digest that is later than this is of no use any more. */
const LATE_MS = { day: 6 * HOUR_MS, week: 24 * HOUR_MS } as const;

export interface DigestParts extends Noticing {
  db: Db;
}

/** @returns a check that tells how many digests are new */
export function createDigests(parts: DigestParts): () => Promise<number> {
  const { config, now } = parts;
  const { daily, weekly, timeZone, to } = config.digest;
  const schedules = [
    { period: 'day', cron: new Cron(daily, { paused: true, timezone: timeZone }), done: 0 },
    { period: 'week', cron: new Cron(weekly, { paused: true, timezone: timeZone }), done: 0 },
  ] as const satisfies { period: 'day' | 'week'; cron: Cron; done: number }[];
  const done = { day: 0, week: 0 };

  return async () => {
    if (to.length === 0) return 0;
    let made = 0;
    for (const { period, cron } of schedules) {
      const run = latestRun(cron, now());
      if (run === undefined || run.at <= done[period] || now() - run.at > LATE_MS[period]) continue;
      made += await make({ period, ...run }, parts);
      done[period] = run.at;
    }
    return made;
  };
}

/** The last time it should have been, and the time before that. */
function latestRun(cron: Cron, now: number): { at: number; before: number } | undefined {
  // Runs of the very second count as before it.
  const [at, before] = cron
    .previousRuns(3, new Date(now + SECOND_MS))
    .map((date) => date.getTime())
    .filter((time) => time <= now);
  return at === undefined || before === undefined ? undefined : { at, before };
}

async function make(
  { period, at, before }: { period: 'day' | 'week'; at: number; before: number },
  parts: DigestParts,
): Promise<number> {
  const { db, config } = parts;
  const [first] = await db.all('SELECT MIN(first_at) AS at FROM event_kind');
  // Nothing had been sent by then: there is nothing to tell.
  if (first === undefined || first['at'] === null || Number(first['at']) >= at) return 0;
  const key = `digest:${period}:${at}`;
  const body = await readDigest(db, { period, from: before, to: at });
  const lang = () => config.digest.language;
  return (await wantNotices(db, noticesFor(config.digest.to, { key, body, lang }, parts))).size;
}
