/** Slack's requests on our own HTTP server: what Bolt's receiver is too generous with, or too strict, is settled before it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BufferedIncomingMessage, HTTPReceiver } from '@slack/bolt';
import { failureFields, type ChatLog } from '../../src/chat/log.ts';
import { createBodyReader, objectIn } from '../../src/chat/request-body.ts';

/** By exact path. */
export type RawRoutes = ReadonlyMap<string, (incoming: IncomingMessage, outgoing: ServerResponse) => void>;

export const PATHS = { events: '/slack/events', install: '/slack/install', redirect: '/slack/oauth_redirect' } as const;
/** Bytes; the longest message with its blocks and attachments is about a tenth of this. */
const MOST_BYTES = 1024 * 1024;
/** Of Slack's clock against ours, as Slack recommends. */
const MOST_SKEW_S = 5 * 60;
const FORM = 'application/x-www-form-urlencoded';

export interface DoorParts {
  receiver: HTTPReceiver;
  /** Slack sends its requests here, and not over a socket. */
  takesEvents: boolean;
  /** People install the app here. */
  takesInstalls: boolean;
  log: ChatLog;
  now: () => number;
}

export function slackRoutes({ receiver, takesEvents, takesInstalls, log, now }: DoorParts): RawRoutes {
  const readBody = createBodyReader({ mostBytes: MOST_BYTES });
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    outgoing.setHeader('Cache-Control', 'no-store');
    outgoing.setHeader('X-Content-Type-Options', 'nosniff');
    try {
      receiver.requestListener(incoming, outgoing);
    } catch (error) {
      log.error('slack: a request was not handled', failureFields(error));
      if (!outgoing.headersSent) answer(outgoing, 500);
    }
  };
  const read = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readBody(incoming);
    if ('refused' in body) return answer(outgoing, body.refused);
    if (!holdsObject(incoming, body.bytes)) return answer(outgoing, 400);
    // Bolt takes a body that was read already, and checks its signature.
    pass(Object.assign(incoming, { rawBody: body.bytes }) satisfies BufferedIncomingMessage, outgoing);
  };
  const events = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (incoming.method !== 'POST') return answer(outgoing, 405, { Allow: 'POST' });
    if (isFromTheFuture(incoming, now())) {
      log.warn('slack: a request was refused: its time is not ours, check the clock of this machine');
      return answer(outgoing, 401);
    }
    plainType(incoming);
    // The sender has hung up: there is nobody to tell.
    read(incoming, outgoing).catch(() => outgoing.destroy());
  };
  const page = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (incoming.method !== 'GET') return answer(outgoing, 405, { Allow: 'GET' });
    outgoing.setHeader('Referrer-Policy', 'no-referrer');
    outgoing.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    pass(incoming, outgoing);
  };
  const routes = new Map<string, typeof events>();
  if (takesEvents) routes.set(PATHS.events, events);
  if (takesInstalls) routes.set(PATHS.install, page).set(PATHS.redirect, page);
  return routes;
}

function answer(outgoing: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  // What is left of the body is not read.
  outgoing.writeHead(status, { ...headers, Connection: 'close' }).end();
}

/** Bolt refuses old requests only. Without the header it decides itself: a check of the connection has none. */
function isFromTheFuture({ headers }: IncomingMessage, now: number): boolean {
  const given = headers['x-slack-request-timestamp'];
  if (given === undefined) return false;
  return typeof given !== 'string' || !/^\d{1,12}$/.test(given) || Number(given) > now / 1000 + MOST_SKEW_S;
}

/** All that Slack sends is an object; anything else, rightly signed or not, would end Bolt's receiver with an unhandled error. */
function holdsObject({ headers }: IncomingMessage, body: Buffer): boolean {
  if (headers['content-type'] !== FORM) return objectIn(body.toString('utf8')) !== undefined;
  const payload = new URLSearchParams(body.toString('utf8')).get('payload');
  return payload === null || objectIn(payload) !== undefined;
}

/** Bolt knows a form by exactly this; proxies add a charset. */
function plainType({ headers }: IncomingMessage): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (type.trim().toLowerCase() === FORM) headers['content-type'] = FORM;
}
