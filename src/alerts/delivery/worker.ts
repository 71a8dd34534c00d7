/** Brings every channel to what it should show: looks who waits, one card of each channel at a time, channels side by side. */
import { type ChatLog, failureFields } from '../../chat/log.ts';
import type { ChatPort } from '../alerts.ts';
import { claim, type ClaimParts } from './claim.ts';
import { type Delivered, deliverCard, type DeliverParts } from './deliver-card.ts';
import { waitingChannels } from './waiting-channels.ts';

/** Channels under way at once. */
const MOST_CHANNELS = 16;

export interface WorkerParts extends ClaimParts, DeliverParts {
  ports: readonly ChatPort[];
  log: ChatLog;
}

export interface DeliveryWorker {
  /** Starts what can be started now. @returns when a channel that waits is free again, if one does. @throws what the store throws */
  look(): Promise<number | undefined>;
  /** What is under way, each with whether it did anything; more may be due at once where one did. */
  underWay(): readonly Promise<boolean>[];
}

export function createDeliveryWorker(parts: WorkerParts): DeliveryWorker {
  const { log, now } = parts;
  const byPlatform = new Map<string, ChatPort>(parts.ports.map((port) => [port.platform, port]));
  const flying = new Map<string, Promise<boolean>>();
  const noPort = new Set<string>();

  const portOf = (channel: string): ChatPort | undefined => {
    const platform = channel.slice(0, channel.indexOf(':'));
    const port = byPlatform.get(platform);
    if (port === undefined && !noPort.has(platform)) {
      noPort.add(platform);
      log.warn('alerts: cards wait for a platform that is not set up', { platform });
    }
    return port;
  };
  const work = async (channel: string, port: ChatPort): Promise<boolean> => {
    try {
      const claimed = await claim(channel, parts);
      if (claimed === undefined) return false;
      report(await deliverCard(claimed, port, parts), channel, log);
      return true;
    } catch (error) {
      log.warn('alerts: the store failed during a delivery', failureFields(error));
      return false;
    } finally {
      flying.delete(channel);
    }
  };

  return {
    async look() {
      let soonest: number | undefined;
      for (const { channel, nextAt } of await waitingChannels(parts.db)) {
        if (flying.has(channel) || flying.size >= MOST_CHANNELS) continue;
        const port = portOf(channel);
        if (port === undefined) continue;
        if (nextAt > now()) soonest = Math.min(soonest ?? nextAt, nextAt);
        else flying.set(channel, work(channel, port));
      }
      return soonest;
    },
    underWay: () => [...flying.values()],
  };
}

function report(delivered: Delivered, channel: string, log: ChatLog): void {
  switch (delivered.state) {
    case 'shown':
    case 'notNeeded':
    case 'again':
      return;
    case 'lost':
      log.warn('alerts: a delivery took longer than its lease', { channel });
      return;
    case 'later':
      log.info('alerts: a channel has to wait', { channel, ms: delivered.retryAfterMs });
      return;
    case 'failed':
      if (delivered.dead) log.error('alerts: a card cannot be delivered', { channel, reason: delivered.error });
      else log.warn('alerts: a card was not delivered', { channel, reason: delivered.error });
      return;
    default:
      delivered satisfies never;
  }
}
