/** `/api/messages` on our own HTTP server: size and form of a request are settled before anything looks at what it says. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../../src/config-teams.ts';
import { type ChatLog, failureFields } from '../../src/chat/log.ts';
import { createBodyReader, objectIn, type READING } from '../../src/chat/request-body.ts';
import type { TeamsPort } from './port.ts';
import { createRefusalLog } from './refusals.ts';

/** By exact path. */
export type RawRoutes = ReadonlyMap<string, (incoming: IncomingMessage, outgoing: ServerResponse) => void>;

export const PATH = '/api/messages';
/** Bytes; what Teams sends is at most about 100 KB. */
const MOST_BYTES = 256 * 1024;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'];

export interface DoorParts {
  port: Pick<TeamsPort, 'handle'>;
  /** No tokens are checked: only programs on this machine may come in. */
  insecureLocal: boolean;
  log: ChatLog;
  now: () => number;
  /** Bodies that arrive at one time, and how long one may take. */
  reading?: typeof READING;
}

export function teamsRoutes({ port, insecureLocal, log, now, reading }: DoorParts): RawRoutes {
  const refused = createRefusalLog(log, now);
  const readBody = createBodyReader({ mostBytes: MOST_BYTES, reading });
  const read = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const given = await readBody(incoming);
    if ('refused' in given) return answer(outgoing, given.refused);
    const body = objectIn(given.bytes.toString('utf8'));
    if (body === undefined) return answer(outgoing, 400);
    const { method = '', headers } = incoming;
    const response = await port.handle({ method, headers, body });
    answer(outgoing, response.status, response.body);
  };

  const messages = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    outgoing.setHeader('Cache-Control', 'no-store');
    outgoing.setHeader('X-Content-Type-Options', 'nosniff');
    if (incoming.method !== 'POST') {
      outgoing.setHeader('Allow', 'POST');
      return answer(outgoing, 405);
    }
    if (insecureLocal && !isOfThisMachine(incoming)) {
      refused('notLocal');
      return answer(outgoing, 403);
    }
    // What a page of another site may send without asking is never JSON by its type.
    if (!isJson(incoming)) return answer(outgoing, 415);
    read(incoming, outgoing).catch((error: unknown) => {
      log.debug('teams: a request was not read', failureFields(error));
      // The sender has hung up: there is nobody to tell.
      outgoing.destroy();
    });
  };
  return new Map([[PATH, messages]]);
}

/** Bare: what went wrong is for our log, not for whoever asks. */
function answer(outgoing: ServerResponse, status: number, body?: unknown): void {
  if (status >= 400) outgoing.setHeader('Connection', 'close');
  if (body === undefined) {
    outgoing.writeHead(status, { 'Content-Length': 0 }).end();
    return;
  }
  outgoing.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function isJson({ headers }: IncomingMessage): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase() === 'application/json';
}

/** Neither through a proxy, nor from a page that somebody has open, nor under a foreign name for our address. */
function isOfThisMachine({ socket, headers }: IncomingMessage): boolean {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const name = (headers.host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return (
    isLoopbackHost(peer) &&
    isLoopbackHost(name.replace(/^\[|\]$/g, '')) &&
    headers.origin === undefined &&
    headers['sec-fetch-site'] === undefined &&
    PROXY_HEADERS.every((header) => headers[header] === undefined)
  );
}
