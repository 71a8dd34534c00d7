/**
 * Socket Mode over two connections. Slack renews each of them every few hours and gives a payload to one of those that are
 * open: while one is away, the other one hears. Bolt's own way back waits five seconds, and ends the process when Slack
 * refuses it; so we connect again ourselves, at once after a good connection, ever later after failures.
 */
import { SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClientOptions } from '@slack/web-api';
import type { EventSink } from './gate.ts';
import { failureFields, type ChatLog } from '../../src/chat/log.ts';
import { quietBoltLogger } from './log.ts';

export const CONNECTIONS = 2;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Slack refuses the token or the app: a person must change something. */
const REFUSED_WAIT_MS = 60_000;
const CONNECT_MS = 20_000;
/** A connection that is lost sooner was none. */
const SHORTEST_MS = 1000;
/** For Slack to agree that we leave. */
const LEAVE_MS = 1000;

export interface Sockets {
  connect: (app: EventSink) => void;
  /** Resolves when the connections are closed, or after a second. */
  disconnect: () => Promise<void>;
}

export interface SocketParts {
  appToken: string;
  clientOptions: WebClientOptions;
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
  connections?: number | undefined;
}

type Client = SocketModeReceiver['client'];

export function createSockets({ connections = CONNECTIONS, ...parts }: SocketParts): Sockets {
  const { appToken, clientOptions, log, now, pause } = parts;
  const receivers = Array.from(
    { length: connections },
    () =>
      new SocketModeReceiver({
        appToken,
        logger: quietBoltLogger(log),
        autoReconnectEnabled: false,
        // A copy for each: the client adds to it.
        installerOptions: { clientOptions: { ...clientOptions } },
      }),
  );
  let stopped = false;
  const isStopped = () => stopped;

  return {
    connect: (app) => {
      let before: Promise<void> = Promise.resolve();
      for (const [index, receiver] of receivers.entries()) {
        stayAfterWarning(receiver.client);
        // Only `processEvent` is ever called.
        receiver.init(app as Parameters<SocketModeReceiver['init']>[0]);
        // One after the other: Slack counts how often we ask for an address.
        const after = before;
        before = new Promise((opened) => {
          void after.then(() => keepConnected(receiver.client, { log, now, pause, isStopped, index, opened }));
        });
      }
    },
    disconnect: async () => {
      stopped = true;
      const left = Promise.all(receivers.map(async ({ client }) => client.disconnect()));
      await Promise.race([left, pause(LEAVE_MS)]);
    },
  };
}

/** Some seconds before it closes a connection Slack warns, and still uses it. Bolt's client would leave at once, with payloads on their way. */
function stayAfterWarning(client: Client): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, ...rest: unknown[]) => {
    if (isWarning(data)) return;
    for (const listener of listeners) listener(data, ...rest);
  });
}

function isWarning(data: unknown): boolean {
  // Payloads may be long, and hold these words of anybody: only short messages are looked into.
  if (typeof data !== 'string' || data.length > 1000 || !data.includes('"disconnect"')) return false;
  const message: unknown = JSON.parse(data);
  if (typeof message !== 'object' || message === null) return false;
  const { type, reason } = message as { type?: unknown; reason?: unknown };
  return type === 'disconnect' && reason === 'warning';
}

interface Keeping extends Pick<SocketParts, 'log' | 'now' | 'pause'> {
  isStopped: () => boolean;
  index: number;
  /** The first connection stands, or it does not look as if it soon would. */
  opened: () => void;
}

async function keepConnected(client: Client, { log, now, pause, isStopped, index, opened }: Keeping): Promise<void> {
  let failures = 0;
  while (!isStopped()) {
    const lost = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    try {
      await connectWithin(client, pause);
      log.info('slack: connected', { connection: index + 1 });
      opened();
      const since = now();
      await lost;
      if (isStopped()) return;
      log.info('slack: a connection was closed, and is opened again', { connection: index + 1 });
      failures = now() - since < SHORTEST_MS ? failures + 1 : 0;
      if (failures > 0) await pause(waitAfter(undefined, failures));
    } catch (error) {
      if (isStopped()) return;
      failures += 1;
      const waitMs = waitAfter(error, failures);
      const hint =
        error instanceof WebAPIPlatformError ? 'check SLACK_APP_TOKEN and that Socket Mode is on' : undefined;
      log.error('slack: no connection', { connection: index + 1, ...failureFields(error), hint, waitMs });
      opened();
      await pause(waitMs);
    }
  }
}

async function connectWithin(client: Client, pause: (milliseconds: number) => Promise<void>): Promise<void> {
  let standing = false;
  const late = pause(CONNECT_MS).then(async () => {
    if (standing) return;
    void client.disconnect();
    throw new Error('Slack did not say hello in time.');
  });
  const started = client.start().catch((error: unknown) => {
    // A connection that was closed before it stood says nothing.
    throw error instanceof Error ? error : new Error('The connection was closed at once.');
  });
  await Promise.race([started, late]).finally(() => {
    standing = true;
  });
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  if (error instanceof WebAPIPlatformError) return REFUSED_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
}
