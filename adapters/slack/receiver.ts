/** How Slack reaches us and whose token we answer with: Socket Mode or HTTP, one workspace or many, behind one receiver of Bolt. */
import { type AppOptions, type AuthorizeResult, HTTPReceiver, type Receiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackAccess, SlackConfig } from '../../src/config-slack.ts';
import { createGate, type EventSink, type Gate } from './gate.ts';
import { PATHS, type RawRoutes, slackRoutes } from './http-door.ts';
import { installCallbacks } from './install-page.ts';
import type { Installations, Renewed } from './installations.ts';
import { SCOPES } from './listens.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { boltLogger } from './log.ts';
import type { SeenEvents } from '../../src/chat/seen-events.ts';
import { createSockets, type Sockets } from './sockets.ts';

/** A call that takes longer is lost. Milliseconds. */
const CALL_MS = 30_000;

export interface SlackAddresses {
  /** Another Slack, for tests: `http://127.0.0.1:9000/api/`. */
  apiUrl?: string | undefined;
  authorizationUrl?: string | undefined;
}

export interface ReceiverParts extends SlackAddresses {
  settings: Pick<SlackConfig, 'access' | 'delivery'>;
  /** Needed for several workspaces. */
  installations?: Installations | undefined;
  seen: SeenEvents;
  publicUrl?: string | undefined;
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
  /** Socket Mode connections. */
  connections?: number | undefined;
}

export interface SlackReceiver {
  /** What Bolt's App is made of. */
  bolt: Pick<AppOptions, 'receiver' | 'authorize' | 'clientOptions' | 'logger'>;
  /** For clients that speak without having been asked. */
  clientOptions: WebClientOptions;
  /** For our own HTTP server. */
  rawRoutes: RawRoutes;
  /** Opens the sockets, in the background; HTTP needs none. */
  start: () => void;
  /** When the listeners of all that has arrived have finished. */
  idle: () => Promise<void>;
  /** Takes nothing new, and waits for the listeners that are at work. */
  stop: () => Promise<void>;
}

export function createReceiver(parts: ReceiverParts): SlackReceiver {
  const { settings, installations, seen, log, now } = parts;
  const { access, delivery } = settings;
  const clientOptions = webClientOptions(parts);
  const http = delivery.mode === 'http' || access.kind === 'oauth' ? httpReceiver(parts, clientOptions) : undefined;
  const sockets: Sockets | undefined =
    delivery.mode === 'socket' ? createSockets({ ...parts, appToken: delivery.appToken, clientOptions }) : undefined;
  let gate: Gate | undefined;

  const start = (): void => {
    if (gate !== undefined) sockets?.connect(gate);
  };
  const idle = (): Promise<void> => gate?.idle() ?? Promise.resolve();
  const stop = async (): Promise<void> => {
    await sockets?.disconnect();
    await idle();
  };
  const receiver: Receiver = {
    init: (app) => {
      gate = createGate(app, seen);
      const sink: EventSink = gate;
      // Only `processEvent` is ever called.
      http?.init(sink as typeof app);
    },
    start: () => Promise.resolve(start()),
    stop,
  };
  const rawRoutes: RawRoutes =
    http === undefined
      ? new Map()
      : slackRoutes({
          receiver: http,
          takesEvents: delivery.mode === 'http',
          takesInstalls: access.kind === 'oauth',
          log,
          now,
        });
  const authorize =
    access.kind === 'workspace' ? ownAuthorize(access.botToken, clientOptions, log) : installations?.authorize;
  if (authorize === undefined) throw new TypeError('several workspaces need installations');
  return {
    bolt: { receiver, authorize, clientOptions: { ...clientOptions }, logger: boltLogger(log) },
    clientOptions,
    rawRoutes,
    start,
    idle,
    stop,
  };
}

/** No retries: they would change the order and post twice. No absolute URLs: the token goes to Slack only. */
function webClientOptions({ apiUrl }: SlackAddresses): WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: CALL_MS,
  };
}

/** With a socket for events, it still has the pages on which people install the app. */
function httpReceiver(parts: ReceiverParts, clientOptions: WebClientOptions): HTTPReceiver {
  const { settings, installations, publicUrl, authorizationUrl, log } = parts;
  const { access, delivery } = settings;
  const common = {
    // Without a route for events, nothing is ever held against it.
    signingSecret: delivery.mode === 'http' ? delivery.signingSecret : 'no events over HTTP',
    endpoints: [PATHS.events],
    processBeforeResponse: false,
    logger: boltLogger(log),
  };
  if (access.kind === 'workspace') return new HTTPReceiver(common);
  if (installations === undefined) throw new TypeError('several workspaces need installations');
  const { clientId, clientSecret, stateSecret } = access;
  const redirectUri = publicUrl === undefined ? undefined : `${publicUrl.replace(/\/$/, '')}${PATHS.redirect}`;
  return new HTTPReceiver({
    ...common,
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...SCOPES.bot, ...SCOPES.botOptional],
    installationStore: installations,
    ...(redirectUri !== undefined && { redirectUri }),
    installerOptions: {
      directInstall: true,
      installPath: PATHS.install,
      redirectUriPath: PATHS.redirect,
      callbackOptions: installCallbacks(log),
      clientOptions: { ...clientOptions },
      ...(authorizationUrl !== undefined && { authorizationUrl }),
    },
  });
}

/** The one token, and whose it is: Slack is asked once, and again only if it could not be asked. */
function ownAuthorize(botToken: string, clientOptions: WebClientOptions, log: ChatLog) {
  const client = new WebClient(botToken, { ...clientOptions, logger: boltLogger(log) });
  let known: Promise<AuthorizeResult> | undefined;
  return (): Promise<AuthorizeResult> => {
    known ??= client.auth.test().then(
      ({ bot_id: botId, user_id: botUserId }) => ({
        botToken,
        ...(botId !== undefined && { botId }),
        ...(botUserId !== undefined && { botUserId }),
      }),
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    );
    return known;
  };
}

/** Exchanges refresh tokens at Slack. */
export function renewAtSlack(
  access: SlackAccess,
  { log, ...addresses }: SlackAddresses & { log: ChatLog },
): (refreshToken: string) => Promise<Renewed> {
  const client = new WebClient(undefined, { ...webClientOptions(addresses), logger: boltLogger(log) });
  return async (refreshToken) => {
    if (access.kind !== 'oauth') throw new TypeError('one token does not rotate');
    const { access_token, refresh_token, expires_in } = await client.oauth.v2.access({
      client_id: access.clientId,
      client_secret: access.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    if (access_token === undefined || refresh_token === undefined || expires_in === undefined)
      throw new Error('Slack answered without a new token.');
    return { token: access_token, refreshToken: refresh_token, expiresIn: expires_in };
  };
}
