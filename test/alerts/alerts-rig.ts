/** Alerts on a store, with hands on the clock and the settings. */
import { randomUUID } from 'node:crypto';
import { type Answerer, createAnswerer } from '../../src/answer.ts';
import type { Actor, Alerts, IntakeBatch, IntakeEvent } from '../../src/alerts/alerts.ts';
import { createAlerts } from '../../src/alerts/create-alerts.ts';
import { AlertsSection, type AlertsConfig, readAlertsConfig } from '../../src/config-alerts.ts';
import type { WindowsEvent } from '../../src/event/event.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Db } from '../../src/store/db.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** 2026-11-20T12:00Z: the beginning of an hour. */
export const START = Date.UTC(2026, 10, 20, 12);
export const ALICE: Actor = { kind: 'operator', id: 'alice', name: 'Alice', place: 'web' };
export const AIKO: Actor = { kind: 'slack', id: 'U0AIKO', name: '愛子', place: 'slack:C0ALERTS' };

let answerer: Answerer | undefined;
/** The product's own knowledge, compiled once for all tests of a file. */
export function ownAnswerer(): Answerer {
  if (answerer !== undefined) return answerer;
  const { knowledge } = loadKnowledge(['knowledge']);
  if (knowledge === undefined) throw new Error('the knowledge has faults');
  answerer = createAnswerer(knowledge);
  return answerer;
}

/** @param section as in `hvevent.yaml`, all scalars texts */
export function alertsConfig(section: object = {}): AlertsConfig {
  return readAlertsConfig({ env: {}, section: AlertsSection.parse(section), language: 'auto' }).alerts;
}

export interface Clock {
  at: number;
}

export interface RigOptions {
  config?: object;
  clock?: Clock;
  limits?: { waiting?: number; rows?: number };
  publicUrl?: string | undefined;
}

export const TO = { defaultTo: ['slack:C0ALERTS'] };

export function alertsOn(
  db: Db,
  { config = TO, clock = { at: START }, limits = {}, publicUrl }: RigOptions = {},
): Alerts {
  return createAlerts({
    db,
    answerer: ownAnswerer,
    config: alertsConfig(config),
    publicUrl,
    now: () => clock.at,
    newId: randomUUID,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    limits,
  });
}

let batches = 0;
export function batchOf(events: readonly WindowsEvent[], rest: Partial<IntakeBatch> = {}): IntakeBatch {
  batches += 1;
  return {
    source: 'wec1',
    batchId: `batch-${batches}-${randomUUID()}`,
    events: events.map((event): IntakeEvent => ({ event })),
    rejected: 0,
    ...rest,
  };
}

/** Unknown error: an incident per host. */
export function diskError(computer: string, more: Partial<WindowsEvent> = {}): WindowsEvent {
  return { provider: 'disk', eventId: 7, level: 'error', computer, message: 'The device has a bad block.', ...more };
}

/** About a VM: an incident per VM, wherever it runs. */
export function driverError(vm: string, computer: string, more: Partial<WindowsEvent> = {}): WindowsEvent {
  return {
    provider: 'VMSMP',
    eventId: 26,
    level: 'error',
    computer,
    message: `NIC driver on '${vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2.0 Client version 3.2 (VMID 0A1B-${vm}).`,
    ...more,
  };
}

/** Known to be harmless. */
export function harmless(computer: string): WindowsEvent {
  return {
    provider: 'netvsc',
    eventId: 12,
    computer,
    message: "VSP rejected attempt to use protocol version '3.2'.",
  };
}
