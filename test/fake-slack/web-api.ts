/** `POST /api/<method>`: arguments, token, scopes, faults and rate limits; the methods themselves are in methods/. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import type { FaultKind } from './faults.ts';
import { type Body, answerJson, cut, readBody } from './http.ts';
import { type Json, isJson, parseJson, text } from './json.ts';
import { type Method, Refusal } from './method.ts';
import { METHODS } from './methods/all.ts';
import type { Token, Workspace } from './state.ts';

const JSON_ARGUMENTS: readonly string[] = ['attachments', 'blocks', 'chunks', 'message', 'metadata', 'prompts', 'view'];
const RATE_KEY_ARGUMENTS: readonly string[] = ['channel', 'channel_id'];

/** Serves one call; every call and its answer is kept in state.calls. */
export async function serveApi(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake');
  const name = url.pathname.slice('/api/'.length);
  const body = await readBody(request);
  const args = readArguments(body, url.searchParams);
  const tokenValue = bearer(request) ?? text(args['token']);
  const fault = context.faults.take(name);
  if (fault?.kind === 'lost-request') return cut(response);
  const answer = refuse(fault) ?? (await run(context, { name, args, tokenValue, request }));
  context.state.calls.push({
    at: context.now(),
    method: name,
    args,
    status: answer.status,
    response: answer.body,
    ...(tokenValue === undefined ? {} : { token: tokenValue }),
  });
  context.activity.changed();
  if (fault?.kind === 'lost-response') return cut(response);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  answerJson(response, answer.status, answer.body, answer.headers);
}

interface Answer {
  status: number;
  body: Json;
  headers?: Record<string, string>;
}

interface Asked {
  name: string;
  args: Json;
  tokenValue: string | undefined;
  request: IncomingMessage;
}

async function run(context: Context, asked: Asked): Promise<Answer> {
  const method = METHODS[asked.name];
  try {
    if (method === undefined) throw new Refusal('unknown_method', { req_method: asked.name });
    return await runKnown(context, method, asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.details } };
  }
}

async function runKnown(context: Context, method: Method, { name, args, tokenValue, request }: Asked): Promise<Answer> {
  const caller = method.open === true ? undefined : checkToken(context, method, tokenValue);
  const place = RATE_KEY_ARGUMENTS.map((key) => text(args[key])).find((value) => value !== undefined);
  const key = `${caller?.token.team ?? ''} ${place ?? ''}`;
  const wait = context.limits.take(name, key, context.now());
  if (wait !== undefined) return rateLimited(wait);
  const result = await method.run({ context, name, args, tokenValue: tokenValue ?? '', request, ...caller });
  const headers = { 'x-oauth-scopes': [...(caller?.token.scopes ?? [])].join(',') };
  return { status: 200, body: { ok: true, ...result }, headers };
}

function checkToken(
  { state, now }: Context,
  method: Method,
  value: string | undefined,
): { token: Token; workspace: Workspace } {
  if (value === undefined) throw new Refusal('not_authed');
  const token = state.tokens.get(value);
  const workspace = token && state.workspaces.get(token.team);
  if (token === undefined || workspace === undefined) throw new Refusal('invalid_auth');
  if (token.revoked !== undefined) throw new Refusal(token.revoked);
  if (token.expiresAt !== undefined && token.expiresAt <= now()) throw new Refusal('token_expired');
  if (!(method.tokens ?? ['bot']).includes(token.kind)) throw new Refusal('not_allowed_token_type');
  const needed = method.anyScope ?? [];
  if (needed.length > 0 && !needed.some((scope) => token.scopes.has(scope))) {
    throw new Refusal('missing_scope', { needed: needed.join(','), provided: [...token.scopes].join(',') });
  }
  return { token, workspace };
}

function refuse(fault: FaultKind | undefined): Answer | undefined {
  if (fault?.kind === 'status') return { status: fault.status, body: { ok: false, error: 'internal_error' } };
  if (fault?.kind === 'error') return { status: 200, body: { ok: false, error: fault.error } };
  if (fault?.kind === 'rate-limited') return rateLimited(fault.retryAfterSeconds);
  return undefined;
}

function rateLimited(seconds: number): Answer {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': String(seconds) } };
}

function bearer(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization;
  return header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length) : undefined;
}

/** Form fields and JSON bodies alike; nested values may be JSON strings. What is not JSON stays a string, for the method to refuse. */
function readArguments(body: Body, query: URLSearchParams): Json {
  const isJsonBody = body.contentType.startsWith('application/json');
  const given = isJsonBody ? parseJson(body.text) : Object.fromEntries(new URLSearchParams(body.text));
  const args: Json = { ...Object.fromEntries(query), ...(isJson(given) ? given : {}) };
  for (const name of JSON_ARGUMENTS) {
    const value = args[name];
    if (typeof value === 'string') args[name] = parseJson(value) ?? value;
  }
  return args;
}
