/** The receiver in use, an app that notes what it hears, and an HTTP server of our own: no listeners of the product. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AckFirstApp } from '../../adapters/slack/ack-first.ts';
import { createInstallations, type Installations } from '../../adapters/slack/installations.ts';
import { createReceiver, renewAtSlack, type SlackReceiver } from '../../adapters/slack/receiver.ts';
import { createSeenEvents } from '../../src/chat/seen-events.ts';
import { listenForUninstall } from '../../adapters/slack/uninstall.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import type { Db } from '../../src/store/db.ts';
import type { SecretBox } from '../../src/store/secret-box.ts';
import type { FakeSlack } from '../fake-slack/fake-slack.ts';
import { createHandClock, createKeptLog, type HandClock, type KeptLog } from './hand-clock.ts';

/** What a listener was told of one delivery. */
export interface Heard {
  what: string;
  token: string | undefined;
  teamId: string | undefined;
  enterpriseId: string | undefined;
  isEnterpriseInstall: boolean;
}

export interface BareApp {
  heard: Heard[];
  receiver: SlackReceiver;
  installations?: Installations;
  /** `http://127.0.0.1:1234` */
  url: string;
  log: KeptLog;
  clock: HandClock;
  close: () => Promise<void>;
}

export interface BareOptions {
  mode: 'http' | 'socket';
  store: Db;
  /** Several workspaces, their tokens sealed with it. */
  box?: SecretBox;
  clock?: HandClock;
  settings?: Partial<SlackConfig>;
  /** Before a listener is done. */
  work?: () => Promise<void>;
}

export async function bareApp(slack: FakeSlack, options: BareOptions): Promise<BareApp> {
  const { mode, store, box, clock = createHandClock(Date.now()), work } = options;
  const log = createKeptLog();
  const { now, pause } = clock;
  const settings: Pick<SlackConfig, 'access' | 'delivery'> = {
    access: box === undefined ? { kind: 'workspace', botToken: slack.botToken } : oauthOf(slack),
    delivery: mode === 'http' ? { mode, signingSecret: slack.signingSecret } : { mode, appToken: slack.appToken },
    ...options.settings,
  };
  const addresses = { apiUrl: slack.apiUrl, authorizationUrl: slack.authorizationUrl };
  const renew = renewAtSlack(settings.access, { ...addresses, log });
  const installations = box && createInstallations({ store, box, log, now, pause, renew });
  const heard: Heard[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver = createReceiver({
    ...addresses,
    settings,
    installations,
    log,
    now,
    pause,
    publicUrl: url,
    seen: createSeenEvents({ platform: 'slack', store, log, now, pause }),
  });
  const app = new AckFirstApp({ ...receiver.bolt, convoStore: false, answerForm: () => undefined });
  app.use(async ({ context, body, next }) => {
    const given: Record<string, unknown> = { ...body };
    const event = given['event'] as { type?: string } | undefined;
    const { botToken: token, teamId, enterpriseId, isEnterpriseInstall } = context;
    const what = String(given['command'] ?? event?.type ?? given['type']);
    heard.push({ what, token, teamId, enterpriseId, isEnterpriseInstall });
    await next();
  });
  app.command('/hvevent', () => Promise.resolve(work?.()));
  app.event('app_mention', () => Promise.resolve(work?.()));
  listenForUninstall(app, { store, installations, log });
  app.error(() => Promise.resolve());
  server.on('request', (incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    const route = receiver.rawRoutes.get(path);
    if (route) route(incoming, outgoing);
    else outgoing.writeHead(404).end();
  });
  slack.setRequestUrl(`${url}/slack/events`);
  receiver.start();
  if (mode === 'socket' && options.settings === undefined) await slack.until(() => connected(log) === 2);

  return {
    heard,
    receiver,
    url,
    log,
    clock,
    ...(installations !== undefined && { installations }),
    close: async () => {
      await receiver.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How often a connection was opened, and Slack has said hello. */
export function connected({ lines }: KeptLog): number {
  return lines.filter(({ message }) => message === 'slack: connected').length;
}

function oauthOf({ clientId, clientSecret }: FakeSlack): SlackConfig['access'] {
  return { kind: 'oauth', clientId, clientSecret, stateSecret: 'a state secret of the tests' };
}
