/** A chat platform in memory, with the ways in which real ones fail. */
import type { ChatMessage, ChatPort, DeliveryOutcome, MessageRef } from '../../src/alerts/alerts.ts';

type Call = 'post' | 'update' | 'reply';

export type Failure =
  /** 429: nothing happens. */
  | { kind: 'later'; retryAfterMs: number }
  /** It is done, and the answer is lost. */
  | { kind: 'lost' }
  /** Nothing happens, and nobody knows. */
  | { kind: 'vanished' }
  | { kind: 'refused' }
  | { kind: 'gone' }
  /** A fault in the adapter. */
  | { kind: 'throws' }
  /** It is done, and the answer comes when `release` is called. */
  | { kind: 'slow' };

export interface FakeMessage {
  id: string;
  channel: string;
  thread: string | undefined;
  key: string;
  /** As it was posted, then as it was last edited. */
  first: ChatMessage;
  now: ChatMessage;
  edits: number;
  at: number;
  deleted: boolean;
}

export interface FakeChat extends ChatPort {
  messages: FakeMessage[];
  /** Those that stand in the channel itself. */
  top(channel: string): FakeMessage[];
  inThread(id: string): FakeMessage[];
  /** What happens to the next calls of this kind, one after the other. */
  failNext(call: Call, ...failures: Failure[]): void;
  /** What happens to every call of this kind. */
  failAlways(call: Call, failure: Failure | undefined): void;
  delete(id: string): void;
  /** Lets slow calls answer. */
  release(): void;
  /** The most calls that were under way in one channel at the same time. */
  mostAtOnce(): number;
  calls: { call: Call | 'find'; channel: string; at: number }[];
  /** When so many messages have been posted. */
  whenPosted(n: number): Promise<void>;
}

export interface FakeChatOptions {
  platform?: 'slack' | 'teams';
  now: () => number;
  /** Whether a message can be found by its key. */
  canFind?: boolean;
  /** Between call and answer. */
  latency?: () => Promise<void>;
}

export function createFakeChat({ platform = 'slack', now, canFind = true, latency }: FakeChatOptions): FakeChat {
  const messages: FakeMessage[] = [];
  const calls: FakeChat['calls'] = [];
  const failures: Record<Call, Failure[]> = { post: [], update: [], reply: [] };
  const always = new Map<Call, Failure>();
  const slow: (() => void)[] = [];
  const underWay = new Map<string, number>();
  const waiting: { n: number; done: () => void }[] = [];
  let most = 0;

  const put = (
    channel: string,
    message: ChatMessage,
    { key, thread }: { key: string; thread?: string },
  ): DeliveryOutcome => {
    const id = `m${messages.length + 1}`;
    messages.push({ id, channel, thread, key, first: message, now: message, edits: 0, at: now(), deleted: false });
    for (const { n, done } of waiting) if (messages.length >= n) done();
    return { state: 'sent', ref: refTo(channel, id, thread) };
  };
  const change = (ref: MessageRef, message: ChatMessage): DeliveryOutcome => {
    const found = messages.find(({ id, deleted }) => id === ref.id && !deleted);
    if (found === undefined) return { state: 'gone', error: 'message_not_found' };
    found.now = message;
    found.edits += 1;
    return { state: 'sent', ref };
  };
  const call = async (kind: Call, channel: string, work: () => DeliveryOutcome): Promise<DeliveryOutcome> => {
    calls.push({ call: kind, channel, at: now() });
    underWay.set(channel, (underWay.get(channel) ?? 0) + 1);
    most = Math.max(most, underWay.get(channel) ?? 0);
    try {
      await latency?.();
      const failure = failures[kind].shift() ?? always.get(kind);
      return failure === undefined ? work() : await failed(failure, work);
    } finally {
      underWay.set(channel, (underWay.get(channel) ?? 1) - 1);
    }
  };
  const failed = async (failure: Failure, work: () => DeliveryOutcome): Promise<DeliveryOutcome> => {
    switch (failure.kind) {
      case 'later':
        return { state: 'later', retryAfterMs: failure.retryAfterMs };
      case 'lost':
        work();
        return { state: 'unknown', error: 'ECONNRESET' };
      case 'vanished':
        return { state: 'unknown', error: 'ETIMEDOUT' };
      case 'refused':
        return { state: 'refused', error: 'not_in_channel' };
      case 'gone':
        return { state: 'gone', error: 'channel_left' };
      case 'throws':
        throw new TypeError('a fault of the adapter');
      case 'slow': {
        const outcome = work();
        await new Promise<void>((resolve) => slow.push(resolve));
        return outcome;
      }
      default:
        return failure satisfies never;
    }
  };

  return {
    platform,
    messages,
    calls,
    post: (channel, message, key) => call('post', channel, () => put(channel, message, { key })),
    update: (ref, message) => call('update', ref.channel, () => change(ref, message)),
    reply: (ref, message, key) =>
      call('reply', ref.channel, () => {
        const root = ref.thread ?? ref.id;
        const stands = messages.some(({ id, deleted }) => id === root && !deleted);
        return stands ? put(ref.channel, message, { key, thread: root }) : { state: 'gone', error: 'thread_not_found' };
      }),
    ...(canFind && {
      find: async (channel: string, wanted: string, since: number) => {
        calls.push({ call: 'find', channel, at: now() });
        const found = messages.find(
          ({ key, at, channel: where }) => where === channel && key === wanted && at >= since,
        );
        return found === undefined ? undefined : refTo(channel, found.id, found.thread);
      },
    }),
    top: (channel) => messages.filter((one) => one.channel === channel && one.thread === undefined && !one.deleted),
    inThread: (id) => messages.filter(({ thread, deleted }) => thread === id && !deleted),
    failNext: (kind, ...more) => void failures[kind].push(...more),
    failAlways: (kind, failure) => void (failure === undefined ? always.delete(kind) : always.set(kind, failure)),
    delete(id) {
      const found = messages.find((one) => one.id === id);
      if (found !== undefined) found.deleted = true;
    },
    release: () => {
      for (const answer of slow.splice(0)) answer();
    },
    mostAtOnce: () => most,
    whenPosted: (n) =>
      new Promise((done) => {
        if (messages.length >= n) done();
        else waiting.push({ n, done });
      }),
  };
}

function refTo(channel: string, id: string, thread: string | undefined): MessageRef {
  return { channel, id, ...(thread !== undefined && { thread }) };
}
