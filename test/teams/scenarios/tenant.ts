/** An organisation with the whole app in it: FakeTeams, our own HTTP server, the real library, the real knowledge, a store in memory. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { createTeamsApp, type RunningTeamsApp } from '../../../adapters/teams/app.ts';
import type { ChatAlerts } from '../../../src/alerts/chat/chat-alerts.ts';
import { createAssistant } from '../../../src/assistant.ts';
import { say } from '../../../src/card/words.ts';
import type { TeamsConfig } from '../../../src/config-teams.ts';
import type { Db } from '../../../src/store/db.ts';
import { migrate } from '../../../src/store/migrations.ts';
import { createSecretBox } from '../../../src/store/secret-box.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { wordsOf } from '../../fake-teams/cards.ts';
import { createFakeTeams, type FakeTeams } from '../../fake-teams/fake-teams.ts';
import type { Message } from '../../fake-teams/state.ts';
import type { User } from '../../fake-teams/user.ts';
import { realAnswerer } from '../../http/running-app.ts';
import { type DoorOnFake, startDoorOn } from '../door-on-fake.ts';

export interface TenantOptions {
  escalation?: TeamsConfig['escalation'];
  /** By id of the conversation. */
  channelLanguages?: Record<string, 'en' | 'ja'>;
  publicUrl?: string;
  secretKey?: Buffer;
  /** Changes what the store does. */
  store?: (db: Db) => Db;
  /** On the store that the app gets. */
  alerts?: (store: Db, teams: FakeTeams) => ChatAlerts;
  /** Of the app; default: the real clock, moved by `later`. */
  now?: () => number;
  /** The organisations that are answered. Default: FakeTeams' own. */
  tenants?: string[];
}

export interface Tenant {
  teams: FakeTeams;
  alice: User;
  hanako: User;
  store: Db;
  app: RunningTeamsApp;
  door: DoorOnFake;
  /** Moves the app's clock. */
  later: (milliseconds: number) => void;
  /** What has been said stands there when this resolves. */
  settled: () => Promise<void>;
}

const ending: (() => Promise<void>)[] = [];
/** Every organisation of a test ends with it. */
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

export async function openTenant(options: TenantOptions = {}): Promise<Tenant> {
  const { escalation = {}, channelLanguages = {}, publicUrl, secretKey, tenants } = options;
  const teams = await createFakeTeams();
  const memory = openSqlite(':memory:');
  await migrate(memory);
  const store = options.store?.(memory) ?? memory;
  const answerer = realAnswerer();
  let ahead = 0;
  let made = 0;
  const now = options.now ?? (() => Date.now() + ahead);
  const settings = { tenants: tenants ?? [teams.tenantId] };
  const started: { app?: RunningTeamsApp } = {};
  const door = await startDoorOn(teams, { now, settings, onTurn: async (turn) => started.app?.onTurn(turn) });
  const log = logOf(door.lines);
  const app = createTeamsApp({
    port: door.connector,
    store,
    assistant: createAssistant({
      answerer: () => answerer,
      store,
      recordGaps: true,
      now,
      newId: () => String(made++),
      onError: () => undefined,
    }),
    answerer: () => answerer,
    ...(secretKey !== undefined && { box: createSecretBox([secretKey]) }),
    alerts: options.alerts?.(store, teams),
    settings: { escalation, channelLanguages, language: 'auto', publicUrl },
    log,
    now,
    // Waits of seconds are not waited for in tests.
    pause: (milliseconds) => wait(milliseconds / 20),
    random: () => 0,
  });
  started.app = app;
  const settled = async () => {
    await door.connector.idle();
    await app.settled();
  };
  ending.push(async () => {
    await settled();
    await app.stop();
    await door.stop();
    await teams.close();
    await memory.close();
  });
  return {
    teams,
    alice: teams.user('alice'),
    hanako: teams.user('hanako', { locale: 'ja-JP' }),
    store,
    app,
    door,
    later: (milliseconds) => {
      ahead += milliseconds;
    },
    settled,
  };
}

function logOf(lines: string[]) {
  const at = (level: string) => (message: string, fields?: object) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

type Seen = Message & { shown?: object };

/** The last of some messages, which must be there. */
export function last<T>(messages: readonly T[]): T {
  const message = messages.at(-1);
  if (message === undefined) throw new Error('nothing is there');
  return message;
}

/** All that a person reads on a message. */
export function read(message: Seen): string {
  return message.shown === undefined ? message.text : wordsOf(message.shown);
}

/** The verdict alone, as the first words of a card say it. */
export function verdict(shown: unknown): string {
  const [headline = ''] = wordsOf(shown).split('\n');
  return headline.replace(/^\S+ /u, '');
}

/** Words of the verdicts, as cards write them. */
export const SIGNS = {
  ignore: { en: say('sign.ignore', 'en'), ja: say('sign.ignore', 'ja') },
  conditional: { en: say('sign.conditional', 'en'), ja: say('sign.conditional', 'ja') },
  action: { en: say('sign.action', 'en'), ja: say('sign.action', 'ja') },
  nothing: { en: say('sign.nothing', 'en'), ja: say('sign.nothing', 'ja') },
} as const;

export const PASTES = {
  /** VMSMP 26 of the one pair of versions that Microsoft describes. */
  ignorable:
    "NIC driver on 'sales-portal' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
  /** Of another pair: it depends on whether the adapter works. */
  asks: "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
} as const;
