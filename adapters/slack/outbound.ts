/**
 * Everything we post goes through here: one queue per channel, in order, one call under way. When Slack says "wait", the
 * whole channel waits. What may have arrived is not sent again: it is reported as `unknown`. Clients must not retry.
 */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { SlackCard } from './blocks.ts';
import { createLanes, type Lane } from '../../src/chat/lanes.ts';
import { type ChatLog, networkCode } from '../../src/chat/log.ts';

/** What Slack refuses with 429 is tried this often, and what did not leave this machine. */
const MOST_TRIES = 8;
/** Slack's longest Retry-After that we follow; after it, what waits is outdated. Milliseconds. */
const LONGEST_WAIT_MS = 10 * 60_000;
const UNREACHED_WAIT_MS = 1000;
/** Says "wait" without saying how long. */
const RATE_LIMIT_WAIT_S = 10;

/** Slack could not use the blocks; simpler ones may pass. */
const BLOCK_ERRORS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_blocks_too_long',
  'msg_too_long',
]);
const RATE_ERRORS: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited']);
/** Slack's own failures, in which the message may have been posted all the same. */
const UNSURE_ERRORS: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout']);
/** The request did not reach Slack. */
const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

type Chat = Pick<WebClient['chat'], 'postMessage' | 'postEphemeral' | 'update'>;

export interface Outgoing {
  /** The listener's own client: it has the workspace's token. */
  client: { chat: Chat };
  /** Of the workspace, or of the organisation. */
  team: string;
  channel: string;
  card: SlackCard;
  /** Sent once in the card's place if Slack refuses the blocks. */
  simpler?: (() => SlackCard) | undefined;
  threadTs?: string | undefined;
  /** Only this person sees it. */
  ephemeralTo?: string | undefined;
  /** Changes our message with this timestamp. */
  updates?: string | undefined;
}

export type Outcome =
  | { state: 'sent'; channel: string; ts: string; simpler: boolean }
  /** Slack's error code, such as `not_in_channel`; `unreachable` when nothing left this machine. */
  | { state: 'refused'; error: string }
  /** The answer was lost: it may stand there, or not. */
  | { state: 'unknown' }
  /** Not tried: too much is waiting, or we are stopping. */
  | { state: 'dropped' };

export interface Outbound {
  /** In order with all else of the channel. Never rejects. */
  post: (message: Outgoing) => Promise<Outcome>;
  /** When nothing waits and nothing is under way. */
  idle: () => Promise<void>;
  /** Nothing new is taken, and what waits longer than now is dropped. */
  stop: () => void;
}

export interface OutboundParts {
  log: ChatLog;
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}

export function createOutbound({ log, now, pause }: OutboundParts): Outbound {
  const lanes = createLanes<Outgoing, Outcome>({
    deliver: (message, lane) => deliver(message, lane, log),
    dropped: { state: 'dropped' },
    log,
    now,
    pause,
  });
  return { ...lanes, post: (message) => lanes.post(`${message.team} ${message.channel}`, message) };
}

/** One message until its fate is known, or is known to stay unknown. */
async function deliver(message: Outgoing, lane: Lane, log: ChatLog): Promise<Outcome> {
  let { card } = message;
  let simpler = false;
  for (let tries = 1; ; tries += 1) {
    if (!(await lane.ready())) return { state: 'dropped' };
    let failure: Failure;
    try {
      const { channel, ts } = await call(message, card);
      return { state: 'sent', channel: channel ?? message.channel, ts: ts ?? '', simpler };
    } catch (error) {
      failure = judged(error, message);
      log.warn('slack: a message was not accepted', { try: tries, ...failure.fields });
    }
    if (failure.kind === 'blocks' && message.simpler !== undefined && !simpler) {
      card = message.simpler();
      simpler = true;
      continue;
    }
    if (failure.kind !== 'later') return failure.outcome;
    if (tries >= MOST_TRIES || failure.waitMs > LONGEST_WAIT_MS) return failure.outcome;
    lane.holdFor(failure.waitMs * (failure.growing ? 2 ** (tries - 1) : 1));
  }
}

type Fields = Record<string, string | number | undefined>;
export type Failure = { outcome: Outcome; fields: Fields } & (
  | { kind: 'blocks' | 'final' }
  | { kind: 'later'; waitMs: number; growing: boolean }
);

/** What an error of Slack's client means for the message. @param message what is changed may be tried again */
export function judged(error: unknown, message: Pick<Outgoing, 'updates'>): Failure {
  if (error instanceof WebAPIRateLimitedError) return later('ratelimited', { seconds: error.retryAfter });
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (RATE_ERRORS.has(code)) return later(code, { seconds: RATE_LIMIT_WAIT_S });
    if (UNSURE_ERRORS.has(code)) return unsure(code, message);
    const kind = BLOCK_ERRORS.has(code) ? 'blocks' : 'final';
    return { kind, outcome: { state: 'refused', error: code }, fields: { error: code, at: pointersOf(error) } };
  }
  if (error instanceof WebAPIHTTPError) return unsure(`http ${error.statusCode}`, message);
  if (error instanceof WebAPIRequestError) {
    const code = networkCode(error);
    if (code !== undefined && UNREACHED.has(code))
      return later('unreachable', { seconds: UNREACHED_WAIT_MS / 1000, growing: true });
    return unsure(code ?? error.original.name, message);
  }
  // A fault of ours before anything was sent, such as an argument that Bolt refuses.
  const name = error instanceof Error ? error.name : 'unknown';
  return { kind: 'final', outcome: { state: 'refused', error: name }, fields: { error: name } };
}

function later(code: string, { seconds, growing = false }: { seconds: number; growing?: boolean }): Failure {
  const outcome: Outcome = { state: 'refused', error: code };
  return { kind: 'later', waitMs: seconds * 1000, growing, outcome, fields: { error: code, seconds } };
}

/** The same change twice is one change; the same post twice is two. */
function unsure(code: string, { updates }: Pick<Outgoing, 'updates'>): Failure {
  const outcome: Outcome = { state: 'unknown' };
  if (updates === undefined) return { kind: 'final', outcome, fields: { error: code, outcome: 'unknown' } };
  return { kind: 'later', waitMs: UNREACHED_WAIT_MS, growing: true, outcome, fields: { error: code } };
}

/** Safe for any text of a card: nothing is linked, mentioned or unfolded that we did not mean. */
async function call(
  { client, channel, threadTs, ephemeralTo, updates }: Outgoing,
  { text, blocks }: SlackCard,
): Promise<{ channel?: string | undefined; ts?: string | undefined }> {
  const content = { channel, text, blocks, parse: 'none' as const, link_names: false };
  if (updates !== undefined) return client.chat.update({ ...content, ts: updates });
  const place = threadTs === undefined ? content : { ...content, thread_ts: threadTs };
  if (ephemeralTo !== undefined) {
    const { message_ts: ts } = await client.chat.postEphemeral({ ...place, user: ephemeralTo });
    return { channel, ts };
  }
  return client.chat.postMessage({ ...place, unfurl_links: false, unfurl_media: false });
}

/** Where Slack found a fault: `/blocks/0/text`. Its sentences may quote what we sent, and stay out of the log. */
function pointersOf({ data }: WebAPIPlatformError): string | undefined {
  const messages = data.response_metadata?.messages ?? [];
  const pointers = messages.flatMap((message) => /\[json-pointer:([^\]]{1,120})\]/.exec(message)?.[1] ?? []);
  return pointers.length === 0 ? undefined : pointers.slice(0, 5).join(' ');
}
