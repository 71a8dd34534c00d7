/** The whole Teams app against our own Teams: HTTP server, the real library, the real knowledge, a store in memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { type RunningTeams, startTeams } from '../../adapters/teams/start.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { Secret, type TeamsConfig } from '../../src/config-teams.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { FakeTeams } from '../fake-teams/fake-teams.ts';
import { realAnswerer } from '../http/running-app.ts';

export interface AppOnFakeOptions {
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
  /** Changes what the store does. */
  store?: (db: Db) => Db;
  escalation?: TeamsConfig['escalation'];
  /** By the conversation's ID. */
  channelLanguages?: TeamsConfig['channelLanguages'];
  tenants?: TeamsConfig['tenants'];
  publicUrl?: string;
  secretKey?: Buffer;
  language?: 'auto' | 'en' | 'ja';
}

export interface AppOnFake {
  store: Db;
  running: RunningTeams;
  stop: () => Promise<void>;
}

/** Resolves when our Teams can deliver to it. */
export async function startAppOn(teams: FakeTeams, options: AppOnFakeOptions): Promise<AppOnFake> {
  const { log, now, pause, publicUrl, secretKey, language = 'auto' } = options;
  const memory = openSqlite(':memory:');
  await migrate(memory);
  const store = options.store?.(memory) ?? memory;
  const answerer = realAnswerer();
  const { appId, tenantId, url, openIdMetadataUrl, outgoingToken: token } = teams;
  const running = startTeams({
    settings: {
      identity: {
        kind: 'registered',
        appId,
        tenantId,
        credentials: { kind: 'password', password: new Secret('none') },
      },
      tenants: options.tenants ?? [tenantId],
      serviceUrls: [],
      escalation: options.escalation ?? {},
      channelLanguages: options.channelLanguages ?? {},
    },
    secretKeys: secretKey === undefined ? [] : [secretKey],
    store,
    assistant: createAssistant({
      answerer: () => answerer,
      store,
      recordGaps: true,
      now,
      newId: randomUUID,
      onError: () => undefined,
    }),
    answerer: () => answerer,
    language,
    publicUrl,
    log,
    now,
    newId: randomUUID,
    pause,
    fake: { url, openIdMetadataUrl, token },
  });
  const server = createServer((incoming, outgoing) => {
    const route = running.rawRoutes.get(new URL(incoming.url ?? '/', 'http://app').pathname);
    if (route === undefined) outgoing.writeHead(404).end();
    else route(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  teams.setBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  return {
    store,
    running,
    stop: async () => {
      await running.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await memory.close();
    },
  };
}
