/**
 * Platforms deliver an event again when they missed our answer, and sometimes without a reason. Each is done once: memory
 * knows the latest ones at once, the store knows those of a day for all replicas. A slow store never delays our answer.
 */
import type { SqlRunner } from '../store/db.ts';
import { forgetSeen, markSeen } from '../store/seen.ts';
import { type ChatLog, failureFields } from './log.ts';

export const KEPT_MS = 24 * 60 * 60_000;
const MOST_IN_MEMORY = 10_000;
/** A store that takes longer is not waited for: doing an event twice is better than not at all. */
const PATIENCE_MS = 1000;

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
  /** Whose ids these are: `slack`. */
  platform: string;
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
}

export function createSeenEvents({ store, platform, log, now, pause }: SeenEventsParts): SeenEvents {
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
      const marked = markSeen(store, { scope: platform, id: eventId, at: now() }).catch((error: unknown) => {
        log.warn('chat: the store did not take an event id', failureFields(error));
        return true;
      });
      return Promise.race([marked, pause(PATIENCE_MS).then(() => true)]);
    },
    sweep: async () => {
      await forgetSeen(store, { scope: platform, before: now() - KEPT_MS });
    },
  };
}
