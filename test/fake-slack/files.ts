/** Downloads of private files: with a good token the bytes, without one Slack's sign-in page and status 200. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { answerText, cut, redirect } from './http.ts';

/** `GET /files-pri/<team>-<file>/[download/]<name>`. */
export async function serveFile(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://fake');
  const fault = context.faults.take('download');
  if (fault?.kind === 'lost-request') return cut(response);
  if (fault?.kind === 'status') return answerText(response, fault.status, 'error');
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const [, , place = ''] = pathname.split('/');
  const file = context.state.files.get(place.split('-')[1] ?? '');
  if (file === undefined) return answerText(response, 404, 'file not found');
  if (!mayRead(context, request.headers.authorization, file.channels)) return redirect(response, '/signin');
  if (file.redirectTo !== undefined) return redirect(response, file.redirectTo);
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.content.length });
  if (fault?.kind === 'lost-response') {
    response.write(file.content.subarray(0, file.content.length / 2), () => cut(response));
    return;
  }
  response.end(file.content);
}

/** What a browser without a session gets: HTML, status 200, and no file. */
export function serveSignIn(response: ServerResponse): void {
  answerText(
    response,
    200,
    '<!doctype html><title>Sign in | Slack</title><h1>Sign in to your workspace</h1>',
    'text/html',
  );
}

function mayRead({ state }: Context, header: string | undefined, channels: readonly string[]): boolean {
  const token = state.tokens.get(header?.replace(/^Bearer /, '') ?? '');
  if (token === undefined || token.revoked !== undefined || !token.scopes.has('files:read')) return false;
  const bot = state.workspaces.get(token.team)?.bot.userId ?? '';
  return channels.length === 0 || channels.some((id) => state.channels.get(id)?.members.has(bot) === true);
}
