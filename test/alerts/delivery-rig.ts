/** Replicas that deliver, turned by hand: the clock stands still until a test moves it. */
import { randomUUID } from 'node:crypto';
import type { Alerts, ChatMessage, ChatPort } from '../../src/alerts/alerts.ts';
import { type AlertsDeliveryParts, createDeliveryParts } from '../../src/alerts/delivery/start.ts';
import type { Timekeeper } from '../../src/alerts/delivery/timekeeper.ts';
import type { DeliveryWorker } from '../../src/alerts/delivery/worker.ts';
import type { Db } from '../../src/store/db.ts';
import { alertsConfig, alertsOn, type Clock, TO } from './alerts-rig.ts';

export const SILENT_LOG = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
/** Between two messages of a Slack channel. */
export const SLOT = 1100;

export interface Replica {
  alerts: Alerts;
  worker: DeliveryWorker;
  timekeeper: Timekeeper;
}

export interface ReplicaOptions {
  clock: Clock;
  ports: readonly ChatPort[];
  config?: object;
  parts?: Partial<AlertsDeliveryParts>;
}

/** Waits for an answer never end by themselves, other waits at once. */
function pause(milliseconds: number): Promise<void> {
  return milliseconds < 10_000 ? Promise.resolve() : new Promise(() => undefined);
}

export function deliveryParts(db: Db, { clock, ports, config = TO, parts = {} }: ReplicaOptions): AlertsDeliveryParts {
  return {
    db,
    alerts: alertsOn(db, { config, clock }),
    ports,
    config: alertsConfig(config),
    fetch: () => Promise.reject(new Error('no network')),
    now: () => clock.at,
    newId: randomUUID,
    pause,
    random: () => 0,
    log: SILENT_LOG,
    ...parts,
  };
}

export function replicaOn(db: Db, options: ReplicaOptions): Replica {
  const parts = deliveryParts(db, options);
  return { alerts: parts.alerts, ...createDeliveryParts(parts) };
}

/** All that can be done at this moment. */
export async function settle(replicas: readonly Replica[]): Promise<void> {
  for (;;) {
    await Promise.all(replicas.map(({ worker }) => worker.look()));
    const did = await Promise.all(replicas.flatMap(({ worker }) => worker.underWay()));
    if (!did.some(Boolean)) return;
  }
}

/** Time goes by in steps of a channel's slot, and everything that comes due is done. */
export async function pass(replicas: readonly Replica[], clock: Clock, milliseconds: number): Promise<void> {
  const end = clock.at + milliseconds;
  await settle(replicas);
  while (clock.at < end) {
    clock.at = Math.min(clock.at + SLOT, end);
    await settle(replicas);
  }
}

/** Host of the incident, or the text of a note, or the kind of a notice. */
export function about(message: ChatMessage): string {
  switch (message.kind) {
    case 'incident':
      return message.card.hosts[0]?.host ?? '';
    case 'note':
      return message.text;
    case 'notice':
      return message.card.kind;
    default:
      return message satisfies never;
  }
}
