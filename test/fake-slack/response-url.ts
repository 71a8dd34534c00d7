/** `POST /response/<id>`: up to five answers to an interaction, for thirty minutes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { answerJson, answerText, cut, readBody } from './http.ts';
import { type Json, isJson, parseJson } from './json.ts';
import { Refusal } from './method.ts';
import { change, contentOf, judgeSent, post, remove } from './posting.ts';
import { type ResponseUrl, findMessage, newSecret } from './state.ts';

/** Makes a response_url for an interaction. */
export function newResponseUrl(context: Context, place: Omit<ResponseUrl, 'uses' | 'expiresAt'>): string {
  const id = newSecret(12);
  const expiresAt = context.now() + context.knobs.responseUrlTtlMs;
  context.state.responseUrls.set(id, { ...place, uses: 0, expiresAt });
  return `${context.url()}/response/${id}`;
}

export async function serveResponseUrl(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = new URL(request.url ?? '/', 'http://fake').pathname.slice('/response/'.length);
  const fault = context.faults.take('response_url');
  if (fault?.kind === 'lost-request') return cut(response);
  const args = parseJson((await readBody(request)).text);
  if (fault?.kind === 'status') return answerText(response, fault.status, 'error');
  const url = context.state.responseUrls.get(id);
  const { status, body } = use(context, url, isJson(args) ? args : {});
  const call = { at: context.now(), method: 'response_url', args: isJson(args) ? args : {}, status, response: body };
  context.state.calls.push(call);
  context.activity.changed();
  if (fault?.kind === 'lost-response') return cut(response);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  answerJson(response, status, body);
}

function use(context: Context, url: ResponseUrl | undefined, args: Json): { status: number; body: Json } {
  if (url === undefined || context.now() > url.expiresAt) return refused(404, 'expired_url');
  if (url.uses >= context.knobs.responseUrlUses) return refused(404, 'used_url');
  const faults = judgeSent(context, 'response_url', args['delete_original'] === true ? { ...args, text: '-' } : args);
  if (faults.length > 0) return refused(context.knobs.badBlocksStatus, 'invalid_blocks');
  url.uses += 1;
  try {
    respond(context, url, args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(context.knobs.badBlocksStatus, error.code);
  }
  return { status: 200, body: { ok: true } };
}

/** A command has no original: what asks to replace it is shown as a new message. */
export function respond(context: Context, url: Omit<ResponseUrl, 'uses' | 'expiresAt'>, args: Json): void {
  const { state } = context;
  const original = url.original && findMessage(state, { ...url.original, ephemeral: true });
  const isSaid = 'replace_original' in args || 'delete_original' in args;
  if (url.original !== undefined && !isSaid) {
    const message = 'say replace_original: whether Slack replaces the original without it depends on its kind';
    state.warnings.push({ method: 'response_url', pointer: '/replace_original', message });
  }
  if (args['delete_original'] === true) {
    if (original !== undefined) remove(context, original);
    return;
  }
  const content = contentOf(args);
  if (args['replace_original'] === true && original !== undefined) {
    return change(context, original, { blocks: [], attachments: [], ...content });
  }
  const channel = state.channels.get(url.channel);
  const workspace = state.workspaces.get(url.team);
  if (channel === undefined || workspace === undefined) return;
  const threadTs = typeof args['thread_ts'] === 'string' ? args['thread_ts'] : undefined;
  const isPublic = args['response_type'] === 'in_channel';
  post(context, { channel, workspace, content, threadTs, ...(isPublic ? {} : { ephemeralTo: url.user }) });
}

function refused(status: number, error: string): { status: number; body: Json } {
  return { status, body: { ok: false, error } };
}
