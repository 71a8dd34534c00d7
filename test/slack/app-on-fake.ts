/** The whole app against FakeSlack: our own HTTP server or sockets, the real Bolt app, the real knowledge, a store in memory. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSlack, startSlack } from '../../adapters/slack/start.ts';
import type { ChatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { ChatPort } from '../../src/alerts/alerts.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { FakeSlack } from '../fake-slack/fake-slack.ts';
import { realAnswerer } from '../http/running-app.ts';

export type Mode = 'http' | 'socket';

export interface AppOnFakeOptions {
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
  /** Changes what the store does. */
  store?: (db: Db) => Db;
  escalation?: SlackConfig['escalation'];
  /** By name of the channel. */
  channelLanguages?: Readonly<Record<string, 'en' | 'ja'>>;
  publicUrl?: string;
  secretKey?: Buffer;
  /** On the store that the app gets. */
  alerts?: (store: Db, slack: FakeSlack) => ChatAlerts;
}

export interface AppOnFake {
  store: Db;
  chatPort: ChatPort;
  stop: () => Promise<void>;
}

/** Resolves when FakeSlack can deliver to it. */
export async function startAppOn(slack: FakeSlack, mode: Mode, options: AppOnFakeOptions): Promise<AppOnFake> {
  const { log, now, pause, escalation = {}, channelLanguages = {}, publicUrl, secretKey } = options;
  const memory = openSqlite(':memory:');
  await migrate(memory);
  const store = options.store?.(memory) ?? memory;
  const answerer = realAnswerer();
  let made = 0;
  const running = await startSlack({
    settings: {
      delivery: mode === 'http' ? { mode, signingSecret: slack.signingSecret } : { mode, appToken: slack.appToken },
      access: { kind: 'workspace', botToken: slack.botToken },
      escalation,
      channelLanguages: Object.fromEntries(
        Object.entries(channelLanguages).map(([name, lang]) => [slack.channel(name), lang]),
      ),
    },
    secretKeys: secretKey === undefined ? [] : [secretKey],
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
    alerts: options.alerts?.(store, slack),
    language: 'auto',
    publicUrl,
    log,
    now,
    pause,
    connections: 1,
    apiUrl: slack.apiUrl,
    fakeSlack: slack.url,
  });
  const server = mode === 'http' ? await serve(running, slack) : undefined;
  if (mode === 'socket') await slack.until(() => slack.sockets.connections() === 1);
  return {
    store,
    chatPort: running.chatPort,
    stop: async () => {
      await running.stop();
      server?.closeAllConnections();
      server?.close();
      await memory.close();
    },
  };
}

async function serve({ rawRoutes }: RunningSlack, slack: FakeSlack): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const route = rawRoutes.get(new URL(incoming.url ?? '/', 'http://app').pathname);
    if (route === undefined) outgoing.writeHead(404).end();
    else route(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return server;
}
