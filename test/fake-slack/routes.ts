/** Which part of FakeSlack serves a request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { serveFile, serveSignIn } from './files.ts';
import { answerText } from './http.ts';
import { serveConsent } from './oauth.ts';
import { serveResponseUrl } from './response-url.ts';
import { serveApi } from './web-api.ts';

type Handler = (context: Context, request: IncomingMessage, response: ServerResponse) => Promise<void>;

const ROUTES: readonly (readonly [prefix: string, handler: Handler])[] = [
  ['/api/', serveApi],
  ['/response/', serveResponseUrl],
  ['/files-pri/', serveFile],
  ['/oauth/v2/authorize', serveConsent],
  ['/signin', async (_context, _request, response) => serveSignIn(response)],
];

/** A request handler; what is under way counts as activity, and a fault of the fake itself is a 500 that says so. */
export function createRoutes(context: Context) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    const route = ROUTES.find(([prefix]) => path.startsWith(prefix));
    if (route === undefined) return answerText(response, 404, 'FakeSlack has no such page');
    const end = context.activity.begin(`${request.method} ${path.split('?')[0]}`);
    response.on('close', end);
    try {
      await route[1](context, request, response);
    } catch (error) {
      if (!response.headersSent) answerText(response, 500, `FakeSlack failed: ${String(error)}`);
    }
  };
}
