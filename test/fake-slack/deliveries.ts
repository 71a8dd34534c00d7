/** Sending payloads to the app and waiting for its acknowledgement: signed HTTP requests; repeats for events. */
import { createHmac } from 'node:crypto';
import type { Context } from './context.ts';
import { type Json, parseJson } from './json.ts';

export type PayloadKind = 'command' | 'interactive' | 'event';
type Outcome = 'acked' | 'http_timeout' | 'http_error' | 'connection_failed' | 'too_many_redirects';

/** One try to deliver. */
export interface Attempt {
  outcome: Outcome;
  ms: number;
  status?: number;
  /** What the app answered, parsed when it was JSON; undefined when it was empty. */
  body?: unknown;
  /** The app asked for no more repeats. */
  noRetry?: boolean;
  retry: Retry;
}

export interface Retry {
  num: number;
  reason?: Outcome;
}

/** How payloads reach the app. */
export interface Transport {
  send: (kind: PayloadKind, payload: Json, retry: Retry) => Promise<Attempt>;
}

/** What came of a delivery and what the person saw of it at once. */
export interface Delivery {
  kind: PayloadKind;
  payload: Json;
  acked: boolean;
  /** Until the acknowledgement of the last attempt, in ms. */
  ms: number;
  status?: number;
  body?: unknown;
  attempts: Attempt[];
  userSaw: UserSaw;
}

export type UserSaw =
  | 'nothing'
  /** The acknowledgement carried a message. */
  | 'message'
  /** Slack's "…failed with the error …" or the warning sign at a button. */
  | 'operation_timeout'
  | 'dispatch_failed'
  /** Slack asks to invite the app, and sends nothing. */
  | 'invite-prompt'
  /** What became of a modal that was submitted. */
  | 'errors'
  /** Slack's client refused the input: the app was not asked. */
  | 'client-errors'
  | 'closed'
  | 'updated'
  | 'pushed'
  | 'cleared';

/** How a request is signed; anything but the default is a forgery for tests. */
export interface Signing {
  secret?: string;
  /** How old the timestamp claims to be; negative: in the future. */
  ageSeconds?: number;
  omit?: boolean;
}

/** Signed HTTP requests to the app's request URL. */
export function createHttpTransport(context: Context, requestUrl: () => string): Transport {
  return { send: (kind, payload, retry) => postSigned(context, requestUrl(), { kind, payload, retry }) };
}

/** One signed request. The timestamp is of the real clock, which the app compares it with. */
export async function postSigned(
  context: Context,
  url: string,
  { kind, payload, retry, signing = {} }: { kind: PayloadKind; payload: Json; retry: Retry; signing?: Signing },
): Promise<Attempt> {
  const body = encode(kind, payload);
  const isForm = kind !== 'event';
  const headers: Record<string, string> = {
    // Exactly this: Bolt answers 400 when a charset follows.
    'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...(signing.omit === true
      ? {}
      : signatureHeaders(signing.secret ?? context.app.signingSecret, body, signing.ageSeconds)),
    ...(retry.num === 0 ? {} : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason ?? '' }),
  };
  const started = performance.now();
  const took = () => performance.now() - started;
  const signal = AbortSignal.timeout(context.knobs.ackLimitMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body), redirect: 'manual', signal });
    const text = await response.text();
    const { status } = response;
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    const outcome = response.ok ? 'acked' : status >= 300 && status < 400 ? 'too_many_redirects' : 'http_error';
    return { outcome, ms: took(), status, retry, noRetry, ...(text === '' ? {} : { body: parseJson(text) ?? text }) };
  } catch {
    return { outcome: signal.aborted ? 'http_timeout' : 'connection_failed', ms: took(), retry };
  }
}

function signatureHeaders(secret: string, body: string, ageSeconds = 0): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

function encode(kind: PayloadKind, payload: Json): string {
  if (kind === 'event') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(payload as Record<string, string>).toString();
}

/** Delivers a command or an interaction: one attempt, for a person is waiting. */
export async function deliverOnce(
  { activity }: Context,
  transport: Transport,
  { kind, payload }: { kind: PayloadKind; payload: Json },
): Promise<Delivery> {
  const end = activity.begin(`${kind} ${String(payload['type'] ?? payload['command'])}`);
  try {
    return toDelivery(kind, payload, [await transport.send(kind, payload, { num: 0 })]);
  } finally {
    end();
  }
}

/** Delivers an event: up to three repeats after failures, with the waits of Slack scaled down. */
export async function deliverEvent(context: Context, transport: Transport, payload: Json): Promise<Delivery> {
  const { activity, knobs } = context;
  const end = activity.begin(`event ${String(payload['event_id'])}`);
  try {
    const attempts = [await transport.send('event', payload, { num: 0 })];
    for (const [index, delay] of knobs.retryDelaysMs.entries()) {
      const last = attempts.at(-1);
      if (last === undefined || last.outcome === 'acked' || last.noRetry === true) break;
      await new Promise((resolve) => setTimeout(resolve, delay * knobs.timeScale));
      attempts.push(await transport.send('event', payload, { num: index + 1, reason: last.outcome }));
    }
    return toDelivery('event', payload, attempts);
  } finally {
    end();
  }
}

function toDelivery(kind: PayloadKind, payload: Json, attempts: Attempt[]): Delivery {
  const last = attempts.at(-1);
  return {
    kind,
    payload,
    attempts,
    acked: last?.outcome === 'acked',
    ms: last?.ms ?? 0,
    userSaw: kind === 'event' || last?.outcome === 'acked' ? 'nothing' : failureSeen(last?.outcome),
    ...(last?.status === undefined ? {} : { status: last.status }),
    ...(last?.body === undefined ? {} : { body: last.body }),
  };
}

function failureSeen(outcome: Outcome | undefined): UserSaw {
  return outcome === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}
