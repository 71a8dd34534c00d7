/**
 * Everything we post goes through here: one queue per conversation, in order, one call under way. When Teams says "wait", the
 * whole conversation waits. What may have arrived is not sent again: it is reported as `unknown`. The port must not retry.
 */
import { createLanes, type Lane } from '../../src/chat/lanes.ts';
import { type ChatLog, failureFields } from '../../src/chat/log.ts';
import { type StoredRef, type TeamsOut, type TeamsPort, TeamsSendError } from './port.ts';
import { withoutThread } from './who.ts';

/** What Teams refuses for the moment is tried this often, and what did not leave this machine. */
const MOST_TRIES = 8;
/** The first wait of our own; it doubles. Milliseconds. */
const FIRST_WAIT_MS = 1000;
const LONGEST_OWN_WAIT_MS = 60_000;
/** After a longer wait, what waits is outdated. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Keys of messages that are not posted twice. */
const MOST_KEYS = 5000;

/** Nothing was done, and it may work in a moment. */
const WAIT_STATUSES: ReadonlySet<number> = new Set([412, 429]);
/** Teams' own failures, in which it may have been done. */
const FAILED_STATUSES: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);
/** Teams could not take the card; a text may pass. */
const CARD_STATUSES: ReadonlySet<number> = new Set([400, 413]);
/** Never left for Teams, and will not. */
const OWN_REFUSALS: ReadonlySet<string> = new Set(['REFUSED', 'TOO_LARGE']);
/** With 403: we are not there any more, or may not speak there. */
const GONE_CODES: ReadonlySet<string> = new Set([
  'BotNotInConversationRoster',
  'ConversationNotFound',
  'MessageWritesBlocked',
  'ConversationBlockedByUser',
]);

export interface Outgoing {
  ref: StoredRef;
  out: TeamsOut;
  /** Changes our message with this id. */
  updates?: string | undefined;
  /** What has the same key is posted once, however often it is asked for. */
  key?: string | undefined;
}

export type Outcome =
  | { state: 'sent'; activityId?: string | undefined }
  /** `gone`: we are not in the conversation any more. */
  | { state: 'refused'; code: string; gone: boolean }
  /** The answer was lost: it may stand there, or not. */
  | { state: 'unknown' }
  /** Not tried: too much is waiting, or we are stopping. */
  | { state: 'dropped' };

export interface Outbound {
  /** In order with all else of the conversation. Never rejects. */
  post: (message: Outgoing) => Promise<Outcome>;
  /** When nothing waits and nothing is under way. */
  idle: () => Promise<void>;
  /** Nothing new is taken, and what waits longer than now is dropped. */
  stop: () => void;
}

export interface OutboundParts {
  port: Pick<TeamsPort, 'send' | 'update'>;
  log: ChatLog;
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** 0 to 1: replicas that were refused together do not come back together. */
  random: () => number;
  /** Told of a conversation in which a message found us gone. */
  onGone?: (conversationId: string) => void;
}

export function createOutbound({ log, now, pause, ...delivery }: OutboundParts): Outbound {
  const lanes = createLanes<Outgoing, Outcome>({
    deliver: (message, lane) => deliver(message, lane, { ...delivery, log }),
    dropped: { state: 'dropped' },
    log,
    now,
    pause,
  });
  const posted = new Map<string, Promise<Outcome>>();
  /** What certainly is not there may be tried again. */
  const forgetIfAbsent = async (key: string, outcome: Promise<Outcome>): Promise<void> => {
    const { state } = await outcome;
    if ((state === 'refused' || state === 'dropped') && posted.get(key) === outcome) posted.delete(key);
  };
  const post = (message: Outgoing) => lanes.post(withoutThread(message.ref.conversationId), message);

  return {
    ...lanes,
    post: (message) => {
      const { key } = message;
      if (key === undefined) return post(message);
      const before = posted.get(key);
      if (before !== undefined) return before;
      const outcome = post(message);
      posted.set(key, outcome);
      const [oldest] = posted.keys();
      if (posted.size > MOST_KEYS && oldest !== undefined) posted.delete(oldest);
      void forgetIfAbsent(key, outcome);
      return outcome;
    },
  };
}

type Delivery = Pick<OutboundParts, 'port' | 'log' | 'random' | 'onGone'>;

/** One message until its fate is known, or is known to stay unknown. */
async function deliver(message: Outgoing, lane: Lane, parts: Delivery): Promise<Outcome> {
  const { port, log, random, onGone } = parts;
  const { ref, updates } = message;
  let { out } = message;
  for (let tries = 1; ; tries += 1) {
    if (!(await lane.ready())) return { state: 'dropped' };
    let failure: Failure;
    try {
      if (updates === undefined) return { state: 'sent', ...(await port.send(ref, out)) };
      await port.update(ref, updates, out);
      return { state: 'sent', activityId: updates };
    } catch (error) {
      failure = judged(error, message);
      log.warn('teams: a message was not accepted', { try: tries, ...fieldsOf(error) });
    }
    if (failure.kind === 'card' && out.card !== undefined) {
      out = textAlone(out);
      continue;
    }
    if (failure.kind === 'gone' && updates === undefined) onGone?.(ref.conversationId);
    if (failure.kind !== 'later' || tries >= MOST_TRIES) return failure.outcome;
    const wait = failure.waitMs ?? backoff(tries, random);
    if (wait > LONGEST_WAIT_MS) return failure.outcome;
    lane.holdFor(wait);
  }
}

/** Half of it is chance. */
function backoff(tries: number, random: () => number): number {
  const most = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_OWN_WAIT_MS);
  return Math.round(most / 2 + (most / 2) * random());
}

/** Where the card cannot be: the same in a line, and who may see it stays as it was. */
function textAlone({ summary, text, replyToId, targetedTo }: TeamsOut): TeamsOut {
  return {
    text: text ?? summary ?? '…',
    ...(replyToId !== undefined && { replyToId }),
    ...(targetedTo !== undefined && { targetedTo }),
  };
}

/** `card`: a text may pass; `gone`: message or conversation are not there; `later`: may pass in a moment. */
export type Failure = { kind: 'card' | 'gone' | 'final' | 'later'; outcome: Outcome; waitMs?: number | undefined };

/** What an error of the port means for the message. @param message what is changed may be tried again */
export function judged(error: unknown, { updates }: Pick<Outgoing, 'updates'>): Failure {
  if (!(error instanceof TeamsSendError)) {
    // A fault of ours before anything was sent.
    const code = error instanceof Error ? error.name : 'unknown';
    return { kind: 'final', outcome: { state: 'refused', code, gone: false } };
  }
  const { status, code, retryAfterMs: waitMs, mayHaveArrived } = error;
  const word = code ?? (status === undefined ? 'unreachable' : `http ${status}`);
  const refused = (gone: boolean): Outcome => ({ state: 'refused', code: word, gone });
  if (code !== undefined && OWN_REFUSALS.has(code)) return { kind: 'final', outcome: refused(false) };
  const isPassing = status === undefined || WAIT_STATUSES.has(status) || FAILED_STATUSES.has(status);
  if (isPassing) {
    // The same change twice is one change; the same post twice is two.
    if (mayHaveArrived && updates === undefined) return { kind: 'final', outcome: { state: 'unknown' } };
    return { kind: 'later', outcome: mayHaveArrived ? { state: 'unknown' } : refused(false), waitMs };
  }
  if (CARD_STATUSES.has(status)) return { kind: 'card', outcome: refused(false) };
  const gone = status === 404 || (status === 403 && code !== undefined && GONE_CODES.has(code));
  return { kind: gone ? 'gone' : 'final', outcome: refused(gone) };
}

function fieldsOf(error: unknown): ReturnType<typeof failureFields> {
  if (!(error instanceof TeamsSendError)) return failureFields(error);
  return { status: error.status, code: error.code };
}
