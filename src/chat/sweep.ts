/** What has expired goes, at the start and then every hour. */
import { forgetExpiredContexts } from '../store/answer-contexts.ts';
import { forgetOldLookUps } from '../store/look-ups.ts';
import type { ChatParts } from './chat-parts.ts';
import { failureFields } from './log.ts';
import type { SeenEvents } from './seen-events.ts';

const SWEEP_EVERY_MS = 60 * 60_000;
const LOOK_UPS_KEPT_MS = 90 * 24 * 60 * 60_000;

interface Sweeping extends Pick<ChatParts, 'store' | 'log' | 'now'> {
  seen: SeenEvents;
}

/** @returns the timer, which does not keep the process alive */
export function sweepNowAndThen({ store, seen, log, now }: Sweeping): NodeJS.Timeout {
  const sweep = async () => {
    try {
      await seen.sweep();
      await forgetExpiredContexts(store, now());
      await forgetOldLookUps(store, now() - LOOK_UPS_KEPT_MS);
    } catch (error) {
      log.warn('chat: old rows were not removed', failureFields(error));
    }
  };
  void sweep();
  return setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
}
