/** Alerts of a chat bench: settings with the platform's own ids, and a replica that is turned by hand. */
import type { Alerts, ChatPort } from '../../src/alerts/alerts.ts';
import { type ChatAlerts, chatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { Db } from '../../src/store/db.ts';
import { alertsConfig, alertsOn, type Clock } from './alerts-rig.ts';
import { pass, type Replica, replicaOn, SLOT } from './delivery-rig.ts';

export interface PlatformNames {
  /** Where incidents go, as in the settings. */
  channel: string;
  other: string;
  alice: string;
}

export const PUBLIC_URL = 'https://hvevent.example.com';

export interface ChatRig {
  make: (db: Db, names: PlatformNames) => ChatAlerts;
  alerts: () => Alerts;
  /** From the store to the port. */
  connect: (db: Db, port: ChatPort) => Replica;
}

export function createChatRig(given: object, clock: Clock): ChatRig {
  let config: object = {};
  let alerts: Alerts | undefined;
  const made = (): Alerts => {
    if (alerts === undefined) throw new Error('the app was not started with alerts');
    return alerts;
  };
  return {
    make: (db, { channel, other, alice }) => {
      const named = JSON.stringify({ defaultTo: [channel], ...given })
        .replaceAll('<other>', other)
        .replaceAll('<alice>', alice);
      config = JSON.parse(named) as object;
      alerts = alertsOn(db, { config, clock, publicUrl: PUBLIC_URL });
      return chatAlerts(alerts, { config: alertsConfig(config), publicUrl: PUBLIC_URL });
    },
    alerts: made,
    connect: (db, port) => replicaOn(db, { clock, ports: [port], config, parts: { alerts: made() } }),
  };
}

/** Everything that is due, with the timekeeper's turn at the end of each step. */
export async function passWith(replica: Replica, clock: Clock, milliseconds: number): Promise<void> {
  await replica.timekeeper.tick();
  // Channels of Teams have slots of two seconds.
  await pass([replica], clock, Math.max(milliseconds, 4 * SLOT));
}
