/** All routes behind one door: request ids, logs, metrics, security, and the shape of what goes wrong. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId, type RequestIdVariables } from 'hono/request-id';
import { matchedRoutes } from 'hono/route';
import { apiRoutes } from './api.ts';
import { boardDoor } from './board/board-door.ts';
import { incidentsApi } from './board/incidents-api.ts';
import { failure } from './failure.ts';
import { healthRoutes } from './health.ts';
import { intakeRoutes } from './intake.ts';
import { errorFields, type Log } from './log.ts';
import { pageRoutes } from './page/routes.ts';
import type { HttpParts } from './parts.ts';
import { hostGuard, sameSiteOnly, securityHeaders } from './security.ts';

const LONGEST_REQUEST_ID = 64;
/** Asked every few seconds by machines: logged only when someone looks for them. */
const QUIET_ROUTES = new Set(['/healthz', '/readyz', '/metrics']);
/** Slow senders are cut off. Milliseconds. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 120_000;
/** How often they are looked for. */
const LOOK_MS = 5000;
const MOST_HEADER_BYTES = 16 * 1024;

interface HttpEnv {
  Variables: RequestIdVariables;
}

/** Every route of the server. */
export function createApp(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(requestId({ limitLength: LONGEST_REQUEST_ID }), observed(parts), keptByNobody);
  app.use(securityHeaders(parts.settings), hostGuard(parts.settings), sameSiteOnly(parts.settings));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }));
  app.route('/', healthRoutes(parts));
  app.route('/', apiRoutes(parts));
  if (parts.intake) app.route('/', intakeRoutes(parts.intake, parts));
  const door = parts.board && boardDoor(parts.board, parts);
  if (door) app.route('/', incidentsApi({ ...door, now: parts.now }));
  app.route('/', pageRoutes(parts, door));
  app.notFound((c) => failure(c, 404, { code: 'not-found', message: 'There is nothing at this address.' }));
  app.onError((error, c) => {
    parts.log.error('request failed', { requestId: c.get('requestId'), route: routeOf(c), ...errorFields(error) });
    const message =
      'The server could not do this: a fault of hvevent itself; its log says more under this X-Request-Id.';
    return failure(c, 500, { code: 'failure', message });
  });
  return app;
}

/** Counts and logs each request: what was done, never what was said. */
function observed({ metrics, log }: HttpParts): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const milliseconds = performance.now() - start;
    const route = routeOf(c);
    const { method } = c.req;
    const { status } = c.res;
    metrics.requestDone({ method, route, status, seconds: milliseconds / 1000 });
    const write = QUIET_ROUTES.has(route) ? log.debug : log.info;
    const ms = Math.round(milliseconds * 10) / 10;
    write('request', { method, route, status, ms, requestId: c.get('requestId') });
  };
}

/** Unless a route says otherwise. */
const keptByNobody: MiddlewareHandler = (c, next) => {
  c.header('Cache-Control', 'no-store');
  return next();
};

/** The template of the route, `/events/:provider/:id`; the path itself is text of the user. */
function routeOf(c: Context): string {
  // Middleware is registered for all methods and paths; what is left answers.
  const route = matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && path !== '*' && path !== '/*');
  return route?.path ?? 'other';
}

function wrongMethod(c: Context, methods: string[]): Response {
  const allowed = methods.join(', ');
  c.header('Allow', allowed);
  return failure(c, 405, { code: 'wrong-method', message: `This address answers to ${allowed}.` });
}

export type RawHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** What a chat platform's own receiver answers: by exact path, before any route of the app. */
export type RawRoutes = ReadonlyMap<string, RawHandler>;

export interface HttpServer {
  readonly server: Server;
  /** Stops accepting, lets requests under way finish for at most `most` milliseconds, then cuts them. @returns whether all finished */
  drain: (most: number) => Promise<boolean>;
}

/** A server that is not listening yet. */
export function createHttpServer(app: Hono<HttpEnv>, log: Log, rawRoutes: RawRoutes = new Map()): HttpServer {
  const listener = getRequestListener(app.fetch, {
    errorHandler: (error) => {
      log.debug('request refused', errorFields(error));
      const message = 'The request cannot be read: check its address and its Host header.';
      return Response.json({ error: { code: 'invalid-request', message } }, { status: 400 });
    },
  });
  let draining = false;
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: LOOK_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
    (incoming, outgoing) => {
      if (draining) outgoing.setHeader('Connection', 'close');
      // A connection kept alive would hold the server open after its last answer.
      outgoing.once('close', () => draining && setImmediate(() => server.closeIdleConnections()));
      const raw = rawRoutes.get(pathOf(incoming));
      if (raw) raw(incoming, outgoing);
      else void listener(incoming, outgoing);
    },
  );
  return {
    server,
    drain: async (most) => {
      draining = true;
      return drained(server, most);
    },
  };
}

function drained(server: Server, most: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
      server.closeAllConnections();
    }, most);
    server.close(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
