/**
 * Slack delivers an event again when it missed our answer, and sometimes without a reason. Each is done once: memory knows
 * the latest ones at once, the store knows those of a day for all replicas. A slow store never delays the answer to Slack.
 */
import type { SqlRunner } from '../../src/store/db.ts';
import { forgetSeen, markSeen } from '../../src/store/seen.ts';
import { failureFields, type SlackLog } from './log.ts';

const SCOPE = 'slack';
export const KEPT_MS = 24 * 60 * 60_000;
const MOST_IN_MEMORY = 10_000;
/** A store that takes longer is not waited for: doing an event twice is better than not at all. */
const PATIENCE_MS = 1000;
const EVENT_ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface SeenEvents {
  /** At once: whether this process has this event already. The first call for an id says no. */
  isRepeat: (eventId: string) => boolean;
  /** What the other replicas, and this one before its last start, know. Never rejects, and waits a second at most. */
  isNewToAll: (eventId: string) => Promise<boolean>;
  /** Forgets what is older than a day. */
  sweep: () => Promise<void>;
}

export interface SeenEventsParts {
  store: SqlRunner;
  log: SlackLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
}

export function createSeenEvents({ store, log, now, pause }: SeenEventsParts): SeenEvents {
  /** In the order of arrival. */
  const arrived = new Map<string, number>();

  const isRepeat = (eventId: string): boolean => {
    const known = arrived.get(eventId);
    if (known !== undefined && known > now() - KEPT_MS) return true;
    arrived.delete(eventId);
    arrived.set(eventId, now());
    if (arrived.size > MOST_IN_MEMORY) arrived.delete(arrived.keys().next().value ?? eventId);
    return false;
  };

  return {
    isRepeat,
    isNewToAll: async (eventId) => {
      const marked = markSeen(store, { scope: SCOPE, id: eventId, at: now() }).catch((error: unknown) => {
        log.warn('slack: the store did not take an event id', failureFields(error));
        return true;
      });
      return Promise.race([marked, pause(PATIENCE_MS).then(() => true)]);
    },
    sweep: async () => {
      await forgetSeen(store, { scope: SCOPE, before: now() - KEPT_MS });
    },
  };
}

/** The id of a delivery of the Events API; other requests have none. */
export function eventIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('event_id' in body)) return undefined;
  const { event_id: id } = body;
  return typeof id === 'string' && EVENT_ID.test(id) ? id : undefined;
}
