/** What time alone brings about: each task is safe on any number of replicas, since keys and locks in the store let one of them do it. */
import { type ChatLog, failureFields } from '../../chat/log.ts';
import type { Alerts } from '../alerts.ts';
import { hourOf } from '../tally.ts';
import { type AnnouncementParts, createAnnouncer } from './announcements.ts';
import { createDigests } from './digests.ts';
import { checkHeartbeats } from './heartbeat.ts';
import { sendWebhooks, type WebhookParts } from './webhooks.ts';

export interface TimekeeperParts extends AnnouncementParts, Pick<WebhookParts, 'fetch'> {
  alerts: Pick<Alerts, 'lapse' | 'checkRates' | 'forget'>;
  log: ChatLog;
}

export interface Timekeeper {
  /** Does what is due. Never rejects. */
  tick(): Promise<void>;
}

type Task = readonly [name: string, run: () => Promise<unknown>];

export function createTimekeeper(parts: TimekeeperParts): Timekeeper {
  const { alerts, config, now, log } = parts;
  const startedAt = now();
  let hour: number | undefined;
  const always: readonly Task[] = [
    // Before the cards that a window held back are wanted again.
    ['announcements', createAnnouncer(parts)],
    ['lapses', () => alerts.lapse()],
    ['heartbeats', () => checkHeartbeats({ ...parts, startedAt })],
    ['digests', createDigests(parts)],
    ['web hooks', () => sendWebhooks({ ...parts, url: config.escalation.webhook })],
  ];
  const hourly: readonly Task[] = [
    ['rates', () => alerts.checkRates()],
    ['forgetting', () => alerts.forget()],
  ];

  return {
    async tick() {
      const isNewHour = hourOf(now()) !== hour;
      hour = hourOf(now());
      for (const [task, run] of isNewHour ? [...always, ...hourly] : always) {
        try {
          await run();
        } catch (error) {
          log.warn('alerts: a task failed and is tried again', { task, ...failureFields(error) });
        }
      }
    },
  };
}
