/** Delivery as a running part of the server: the worker and the timekeeper, until it is stopped. */
import type { AlertsConfig } from '../../config-alerts.ts';
import { type ChatLog, failureFields } from '../../chat/log.ts';
import type { Db } from '../../store/db.ts';
import type { Alerts, ChatPort } from '../alerts.ts';
import { createPolicy } from '../policy.ts';
import { createTimekeeper, type Timekeeper } from './timekeeper.ts';
import { createDeliveryWorker, type DeliveryWorker } from './worker.ts';

/** What other replicas and the clock bring is seen so often. */
const LOOK_EVERY_MS = 1000;
const LOOK_AT_MOST_MS = 50;
const TICK_EVERY_MS = 5000;
const LONGEST_BACKOFF_MS = 5000;
/** Both platforms allow about so much for one conversation. Milliseconds between messages. */
const SLOTS = { slack: 1100, teams: 2000 } as const;

export interface AlertsDeliveryParts {
  db: Db;
  alerts: Alerts;
  ports: readonly ChatPort[];
  config: AlertsConfig;
  fetch: typeof globalThis.fetch;
  now: () => number;
  newId: () => string;
  /** Need not keep the process alive. */
  pause: (milliseconds: number) => Promise<void>;
  /** 0 to 1. */
  random: () => number;
  log: ChatLog;
}

export interface AlertsDelivery {
  /** Something is wanted: look now. */
  kick(): void;
  /** Takes nothing new and finishes what is under way. */
  stop(): Promise<void>;
}

/** In shadow mode nothing is posted; what time brings about is done all the same. */
export function startAlertsDelivery(parts: AlertsDeliveryParts): AlertsDelivery {
  const { alerts, ports, config, pause, log } = parts;
  const { worker, timekeeper } = createDeliveryParts(parts);
  const clock = createBell(pause);
  const bell = createBell(pause);
  let stopped = false;
  const loop = { ...parts, clock, bell, isStopped: () => stopped };
  const postsNothing = config.mode === 'shadow' || ports.length === 0;
  const running = Promise.all([keepTime(timekeeper, loop), postsNothing ? undefined : deliver(worker, loop)]);
  const ignore = alerts.changed(() => bell.ring());
  log.info('alerts: delivery has started', {
    mode: config.mode,
    platforms: ports.map(({ platform }) => platform).join(' '),
  });
  return {
    kick: () => bell.ring(),
    async stop() {
      stopped = true;
      ignore();
      clock.ring();
      bell.ring();
      await running;
    },
  };
}

interface Loop extends AlertsDeliveryParts {
  clock: Bell;
  bell: Bell;
  isStopped: () => boolean;
}

async function keepTime(timekeeper: Timekeeper, { clock, bell, isStopped, random }: Loop): Promise<void> {
  while (!isStopped()) {
    await timekeeper.tick();
    bell.ring();
    // Replicas that were started together drift apart.
    if (!isStopped()) await clock.waitFor(TICK_EVERY_MS * (0.8 + 0.4 * random()));
  }
}

async function deliver(worker: DeliveryWorker, { bell, isStopped, pause, now, log, random }: Loop): Promise<void> {
  let failures = 0;
  while (!isStopped()) {
    let wait = LOOK_EVERY_MS;
    try {
      const soonest = await worker.look();
      failures = 0;
      if (soonest !== undefined) wait = Math.max(0, Math.min(wait, soonest - now()));
      for (const job of worker.underWay()) void job.then((did) => did && bell.ring());
    } catch (error) {
      failures += 1;
      log.warn('alerts: the outbox cannot be read', failureFields(error));
      await pause(Math.min(LONGEST_BACKOFF_MS, LOOK_EVERY_MS * 2 ** failures) * (0.5 + random() / 2));
    }
    if (!isStopped()) await bell.waitFor(wait);
    // A storm rings without end; so many looks are enough.
    if (!isStopped()) await pause(LOOK_AT_MOST_MS);
  }
  await Promise.all(worker.underWay());
}

/** The two working parts, for whoever turns them by hand. */
export function createDeliveryParts(parts: AlertsDeliveryParts) {
  const policy = createPolicy(parts.config);
  const { updateEvery } = parts.config;
  const slotOf = (channel: string): number => (channel.startsWith('teams:') ? SLOTS.teams : SLOTS.slack);
  return {
    worker: createDeliveryWorker({ ...parts, updateEvery, budgetOf: (channel) => policy.budgetOf(channel), slotOf }),
    timekeeper: createTimekeeper({ ...parts, plan: policy.plan }),
  };
}

interface Bell {
  /** Ends waits; one that has not begun yet, too. */
  ring(): void;
  /** Until the bell rings, or the time is over. */
  waitFor(milliseconds: number): Promise<void>;
}

function createBell(pause: (milliseconds: number) => Promise<void>): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async waitFor(milliseconds) {
      if (!rung) {
        // A new promise for each wait: nothing piles up on one that lives for ever.
        const { promise: woken, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await Promise.race([pause(milliseconds), woken]);
        wake = undefined;
      }
      rung = false;
    },
  };
}
