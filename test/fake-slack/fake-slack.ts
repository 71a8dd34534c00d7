/**
 * FakeSlack: Slack as an app sees it, on 127.0.0.1, for tests and for trying the app by hand.
 *
 *   const slack = await createFakeSlack({ mode: 'http' });          // or 'socket'
 *   // start the app with clientOptions.slackApiUrl = slack.apiUrl, slack.signingSecret, slack.botToken, slack.appToken
 *   slack.setRequestUrl('http://127.0.0.1:3000/slack/events');      // HTTP mode only
 *   const alice = slack.user('alice');
 *   await alice.command('/hvevent 26');
 *   await slack.idle();
 *   expect(visibleText(alice.sees().at(-1)!)).toContain('VMSMP');
 *   expect(slack.state.violations).toEqual([]);
 *
 * It is strict where Slack is not documented. What is not faithful: no user tokens, no block_suggestion.
 */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppSettings, type Context, type Knobs, createContext, newTs } from './context.ts';
import {
  type Attempt,
  type PayloadKind,
  type Signing,
  type Transport,
  createHttpTransport,
  postSigned,
} from './deliveries.ts';
import { type Events, createEvents } from './events.ts';
import { type FaultRules, createFaults } from './faults.ts';
import { type Installed, type InstallOptions, install } from './install.ts';
import type { Json } from './json.ts';
import { addToken } from './oauth.ts';
import { type RateLimits, createRateLimits } from './rate-limits.ts';
import { createRoutes } from './routes.ts';
import { type SocketMode, createSocketMode } from './socket-mode.ts';
import { type ApiCall, type Message, type State, newId, newSecret } from './state.ts';
import { revokeTokens } from './uninstall.ts';
import { type User, createUser } from './user.ts';
import { type AddedWorkspace, type GivenWorkspace, addWorkspace } from './workspaces.ts';

/** Scopes and events of the app's manifest. */
const SCOPES = [
  'commands',
  'chat:write',
  'users:read',
  'app_mentions:read',
  'im:history',
  'assistant:write',
  'files:read',
] as const;
const EVENTS = ['app_home_opened', 'app_mention', 'message.im', 'app_uninstalled', 'tokens_revoked'] as const;

export interface FakeSlackOptions {
  /** How payloads reach the app. Default: "socket". */
  mode?: 'http' | 'socket';
  /** Default: one workspace with alice (en-US), hanako (ja-JP), #general with the app, #no-app and 🔒secret without. */
  workspaces?: readonly GivenWorkspace[];
  app?: Partial<AppSettings>;
  knobs?: Partial<Knobs>;
  /** Milliseconds; default Date.now. Signatures keep to the real clock. */
  now?: () => number;
  /** Default: any free port. */
  port?: number;
  /** Serves what FakeSlack itself does not; see page.ts. */
  page?: (slack: FakeSlack) => PageHandler;
}

type PageHandler = (...args: Parameters<ReturnType<typeof createRoutes>>) => Promise<boolean>;

export interface FakeSlack {
  url: string;
  /** For clientOptions.slackApiUrl; ends with a slash. */
  apiUrl: string;
  /** For installerOptions.authorizationUrl. */
  authorizationUrl: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  /** Of the first workspace. */
  botToken: string;
  appToken: string;
  /** The app's settings at Slack; may be changed while it runs, redirectUrls for example. */
  app: AppSettings;
  state: State;
  knobs: Knobs;
  /** Lost responses, server errors, slow answers: `faults.add('chat.postMessage', {kind: 'lost-response'})`. */
  faults: FaultRules;
  limits: RateLimits;
  sockets: SocketMode;
  events: Events;
  workspaces: AddedWorkspace[];
  addWorkspace: (given: GivenWorkspace) => AddedWorkspace;
  user: (name: string) => User;
  /** The id of a channel of the first workspace that has one of that name. */
  channel: (name: string) => string;
  /** A message of another app, with whatever it contains. */
  otherBot: (message: {
    text?: string;
    blocks?: Json[];
    attachments?: Json[];
    channel?: string;
    thread?: Message;
  }) => Message;
  calls: (method: string) => ApiCall[];
  /** Where payloads go in HTTP mode. */
  setRequestUrl: (url: string) => void;
  /** A request with a signature of our making; the answer of the app. */
  forge: (payload: Json, signing: Signing, kind?: PayloadKind) => Promise<Attempt>;
  install: (options: InstallOptions) => Promise<Installed>;
  /** Takes all tokens of a workspace away and tells the app. Default: the first one. */
  uninstall: (team?: string) => void;
  /** Resolves when nothing is under way for `quietMs`; throws after `timeoutMs` and says what still is. */
  idle: (options?: { quietMs?: number; timeoutMs?: number }) => Promise<void>;
  /** Resolves with the first value that is not undefined or false; throws after `timeoutMs`. */
  until: <T>(check: () => T | undefined | false, options?: { timeoutMs?: number; what?: string }) => Promise<T>;
  /** For the page: tells of every change. */
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

export async function createFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { mode = 'socket', workspaces: given = [{}], now = Date.now, port = 0 } = options;
  const context = createContext(
    { now, faults: createFaults(), limits: createRateLimits(), app: appSettings(options.app) },
    options.knobs ?? {},
  );
  const routes = createRoutes(context);
  let page: PageHandler | undefined;
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  async function serve(...asked: Parameters<typeof routes>): Promise<void> {
    try {
      if ((await page?.(...asked)) !== true) await routes(...asked);
    } catch (error) {
      asked[1].writeHead(500).end(`FakeSlack failed: ${String(error)}`);
    }
  }
  const url = await listen(server, port);
  context.url = () => url;
  const sockets = createSocketMode(context, server);
  let requestUrl = '';
  const transport: Transport = mode === 'http' ? createHttpTransport(context, () => requestUrl) : sockets;
  const events = createEvents(context, transport);
  context.emit = (team, event) => void events.send(team, { event_ts: newTs(context), ...event });
  const { app, state, activity } = context;
  const workspaces = given.map((each) => addWorkspace(context, each));
  const [first] = workspaces;
  const appToken = addToken(context, { kind: 'app', team: first?.id ?? '', scopes: new Set(['connections:write']) });

  const slack: FakeSlack = {
    url,
    apiUrl: `${url}/api/`,
    authorizationUrl: `${url}/oauth/v2/authorize`,
    signingSecret: app.signingSecret,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    botToken: first?.botToken ?? '',
    appToken,
    app,
    state,
    knobs: context.knobs,
    faults: context.faults,
    limits: context.limits,
    sockets,
    events,
    workspaces,
    addWorkspace: (workspace) => addWorkspace(context, workspace),
    user: (name) => {
      const person = [...state.people.values()].find((each) => each.name === name && !each.isBot);
      if (person === undefined) throw new Error(`there is no person called ${name}`);
      return createUser({ context, transport, events }, person);
    },
    channel: (name) => {
      const channel = [...state.channels.values()].find((each) => each.name === name);
      if (channel === undefined) throw new Error(`there is no channel called ${name}`);
      return channel.id;
    },
    otherBot: (message) => writeAsOtherBot(context, slack, message),
    calls: (method) => state.calls.filter((call) => call.method === method),
    setRequestUrl: (to) => {
      requestUrl = to;
    },
    forge: (payload, signing, kind = 'command') =>
      postSigned(context, requestUrl, { kind, payload, signing, retry: { num: 0 } }),
    install: (how) => install(context, how),
    uninstall: (team = first?.id ?? '') => {
      const mine = [...state.tokens].filter(([, token]) => token.team === team && token.kind !== 'app');
      revokeTokens(
        context,
        team,
        mine.map(([value]) => value),
      );
    },
    idle: (how) => waitIdle(context, how),
    until: (check, how) => waitUntil(context, check, how),
    onChange: (listener) => {
      activity.on('change', listener);
      return () => activity.off('change', listener);
    },
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  page = options.page?.(slack);
  return slack;
}

function appSettings(given: Partial<AppSettings> = {}): AppSettings {
  return {
    appId: newId('A'),
    clientId: `${newId('')}.client`,
    clientSecret: newSecret(),
    signingSecret: newSecret(),
    verificationToken: newSecret(12),
    scopes: SCOPES,
    events: EVENTS,
    redirectUrls: [],
    ...given,
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function writeAsOtherBot(
  context: Context,
  slack: FakeSlack,
  { text = '', blocks, attachments, channel = 'general', thread }: Parameters<FakeSlack['otherBot']>[0],
): Message {
  const id = slack.channel(channel);
  const message: Message = {
    ts: newTs(context),
    channel: id,
    team: context.state.channels.get(id)?.team ?? '',
    user: 'U0OTHERBOT',
    bot_id: 'B0OTHERBOT',
    app_id: 'A0OTHERBOT',
    subtype: 'bot_message',
    text,
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(thread === undefined ? {} : { thread_ts: thread.thread_ts ?? thread.ts }),
  };
  context.state.messages.push(message);
  return message;
}

async function waitIdle({ activity }: Context, { quietMs = 30, timeoutMs = 5000 } = {}): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (activity.quietFor() < quietMs) {
    if (performance.now() > deadline)
      throw new Error(`FakeSlack is not idle: ${activity.underWay().join(', ') || 'calls keep coming'}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function waitUntil<T>(
  { activity }: Context,
  check: () => T | undefined | false,
  { timeoutMs = 3000, what = 'what was waited for' } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = check();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, 10);
      function done(): void {
        clearTimeout(timer);
        activity.off('change', done);
        resolve();
      }
      activity.once('change', done);
    });
  }
}
