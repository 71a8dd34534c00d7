/**
 * Alerts in Slack: one call for each thing that delivery wants, without a queue and without trying again. What may have arrived
 * is `unknown`, and is looked up by the key in the message's metadata where the app may read the channel.
 */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChatMessage, ChatPort, DeliveryOutcome, MessageRef } from '../../../src/alerts/alerts.ts';
import type { ChatLog } from '../../../src/chat/log.ts';
import type { SlackCard } from '../blocks.ts';
import { type Failure, judged } from '../outbound.ts';
import { simpler } from '../render-card.ts';
import type { Home, Homes } from './homes.ts';
import { renderIncident } from './render-incident.ts';
import { renderNote, renderNotice } from './render-notice.ts';

/** `event_type` of the metadata that carries the key. */
export const KEY_EVENT = 'hvevent_alert';
const PREFIX = 'slack:';
/** When nothing left this machine. */
const UNREACHED_MS = 5000;
const PAGES = 5;
const PAGE = 100;

/** The message, or all of the channel, is not there any more. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'thread_not_found',
  'channel_not_found',
  'is_archived',
  'cant_update_message',
]);
/** Another installation may be the right one. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
]);
/** The app may not read messages. */
const MAY_NOT_READ: ReadonlySet<string> = new Set(['missing_scope', 'no_permission', 'not_allowed_token_type']);

export interface SlackChatPortParts {
  homes: Homes;
  log: ChatLog;
}

export function createSlackChatPort({ homes, log }: SlackChatPortParts): ChatPort {
  let mayRead = true;

  const post = async (
    to: { channel: string; thread?: string },
    message: ChatMessage,
    { key, tries }: { key: string; tries: readonly Home[] },
  ): Promise<DeliveryOutcome> => {
    const channel = to.channel.slice(PREFIX.length);
    const metadata = { event_type: KEY_EVENT, event_payload: { key } };
    let outcome: DeliveryOutcome = { state: 'refused', error: 'the app is not installed in any workspace' };
    for (const home of tries) {
      outcome = await attempt(home, {
        card: draw(message),
        log,
        call: async (client, { text, blocks }) => {
          const { ts = '' } = await client.chat.postMessage({
            channel,
            text,
            blocks,
            metadata,
            ...(to.thread !== undefined && { thread_ts: to.thread }),
            parse: 'none',
            link_names: false,
            unfurl_links: false,
            unfurl_media: false,
          });
          return refTo(to, ts, home);
        },
      });
      if (outcome.state === 'sent') homes.learn(to.channel, home);
      const isElsewhere = (outcome.state === 'gone' || outcome.state === 'refused') && ELSEWHERE.has(outcome.error);
      if (!isElsewhere) return outcome;
    }
    return outcome;
  };

  const find = async (
    channel: string,
    key: string,
    since: number,
    root?: MessageRef,
  ): Promise<MessageRef | undefined> => {
    for (const home of root === undefined ? await homes.of(channel) : [homeOf(root, homes)]) {
      try {
        const found = await search(await home.client(), { channel: channel.slice(PREFIX.length), key, since, root });
        if (found !== undefined) return refTo({ channel, ...(found.thread !== undefined && found) }, found.ts, home);
      } catch (error) {
        const { outcome } = judged(error, {});
        const code = outcome.state === 'refused' ? outcome.error : outcome.state;
        if (ELSEWHERE.has(code)) continue;
        if (MAY_NOT_READ.has(code)) {
          // As on a platform that does not let us look: it is posted once more, and not a third time.
          mayRead = false;
          log.info(
            'slack: alerts cannot be looked up after a lost answer: channels:history and groups:history are missing',
          );
          return undefined;
        }
        throw new Error(`Slack did not tell: ${code}`, { cause: error });
      }
    }
    return undefined;
  };

  return {
    platform: 'slack',
    post: async (channel, message, key) => {
      const tries = await homes.of(channel).catch(() => undefined);
      if (tries === undefined) return { state: 'later', retryAfterMs: UNREACHED_MS };
      return post({ channel }, message, { key, tries });
    },
    update: (ref, message) =>
      attempt(homeOf(ref, homes), {
        card: draw(message),
        log,
        updates: ref.id,
        call: async (client, { text, blocks }) => {
          const channel = ref.channel.slice(PREFIX.length);
          await client.chat.update({ channel, ts: ref.id, text, blocks, parse: 'none', link_names: false });
          return ref;
        },
      }),
    reply: (ref, message, key) =>
      post({ channel: ref.channel, thread: ref.thread ?? ref.id }, message, { key, tries: [homeOf(ref, homes)] }),
    /** Not there once Slack has said that we may not read. */
    get find() {
      return mayRead ? find : undefined;
    },
  };
}

function draw(message: ChatMessage): SlackCard {
  switch (message.kind) {
    case 'incident':
      return renderIncident(message.card);
    case 'notice':
      return renderNotice(message.card);
    case 'note':
      return renderNote(message.text);
    default:
      return message satisfies never;
  }
}

function refTo({ channel, thread }: { channel: string; thread?: string }, id: string, { id: home }: Home): MessageRef {
  return { channel, id, ...(thread !== undefined && { thread }), ...(home !== '' && { extra: { home } }) };
}

function homeOf({ extra }: MessageRef, homes: Homes): Home {
  return homes.byId(extra?.['home'] ?? '');
}

interface Attempt {
  card: SlackCard;
  call: (client: WebClient, card: SlackCard) => Promise<MessageRef>;
  /** The message that is changed. */
  updates?: string;
  log: ChatLog;
}

/** Where Slack refuses the blocks, nothing was posted: simpler ones follow, and then the text alone. */
async function attempt(home: Home, { card, call, updates, log }: Attempt): Promise<DeliveryOutcome> {
  let client: WebClient;
  try {
    client = await home.client();
  } catch (error) {
    return { state: 'refused', error: error instanceof Error ? error.message : 'no token' };
  }
  let outcome: DeliveryOutcome = { state: 'refused', error: 'invalid_blocks' };
  for (const form of [card, simpler(card), { text: card.text, blocks: [] }]) {
    try {
      return { state: 'sent', ref: await call(client, form) };
    } catch (error) {
      const failure = judged(error, { updates });
      outcome = outcomeOf(failure);
      if (failure.kind !== 'blocks') return outcome;
      log.warn('slack: blocks of an alert were not accepted', failure.fields);
    }
  }
  return outcome;
}

function outcomeOf(failure: Failure): DeliveryOutcome {
  const { outcome, fields } = failure;
  const error = String(fields['error'] ?? outcome.state);
  if (outcome.state === 'unknown') return { state: 'unknown', error };
  if (failure.kind === 'later')
    return { state: 'later', retryAfterMs: failure.growing ? UNREACHED_MS : failure.waitMs };
  return GONE.has(error) ? { state: 'gone', error } : { state: 'refused', error };
}

const Page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        thread_ts: z.string().optional(),
        metadata: z
          .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }).catch({ key: '' }) })
          .optional()
          .catch(undefined),
      }),
    )
    .catch([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional().catch(undefined),
});

interface Search {
  /** As Slack names it. */
  channel: string;
  key: string;
  since: number;
  root: MessageRef | undefined;
}

/** A reply stands in its thread alone; a post whose thread was gone stands in the channel. */
async function search(client: WebClient, wanted: Search): Promise<{ ts: string; thread?: string } | undefined> {
  const { channel, since, root } = wanted;
  const asked = {
    channel,
    oldest: (since / 1000).toFixed(6),
    limit: PAGE,
    include_all_metadata: true,
    inclusive: true,
  };
  const thread = root && (root.thread ?? root.id);
  if (thread !== undefined) {
    const found = await searchPages(wanted, (cursor) =>
      client.conversations.replies({ ...asked, ...cursor, ts: thread }).catch(emptyWhereGone),
    );
    if (found !== undefined) return { ts: found, thread };
  }
  const found = await searchPages(wanted, (cursor) => client.conversations.history({ ...asked, ...cursor }));
  return found === undefined ? undefined : { ts: found };
}

function emptyWhereGone(error: unknown): object {
  const { outcome } = judged(error, {});
  if (outcome.state === 'refused' && outcome.error === 'thread_not_found') return {};
  throw error;
}

async function searchPages(
  { key }: Search,
  ask: (cursor: { cursor?: string }) => Promise<object>,
): Promise<string | undefined> {
  let cursor: { cursor?: string } = {};
  for (let page = 0; page < PAGES; page++) {
    const { messages, response_metadata: more } = Page.parse(await ask(cursor));
    const found = messages.find(
      ({ metadata }) => metadata?.event_type === KEY_EVENT && metadata.event_payload.key === key,
    );
    if (found !== undefined) return found.ts;
    if (!more?.next_cursor) return undefined;
    cursor = { cursor: more.next_cursor };
  }
  throw new Error('there is too much to look through');
}
