/** How a card reaches people: in a channel, or one person alone, with what is done when Slack does not take it the first way. */
import type { WebClient } from '@slack/web-api';
import type { Parts } from './app-parts.ts';
import type { SlackCard } from './blocks.ts';
import { failureFields } from '../../src/chat/log.ts';
import type { Outcome } from './outbound.ts';
import { simpler } from './render-card.ts';

const RESPOND_MS = 10_000;
/** Where Slack's response_urls are. */
const RESPONSE_HOST = /(?:^|\.)slack(?:-gov)?\.com$/;
/** Errors after which a card of fewer blocks may pass. */
const ABOUT_BLOCKS = /invalid_blocks|invalid_attachments|msg_blocks_too_long|msg_too_long/;

type Sending = Pick<Parts, 'outbound' | 'fetch' | 'log' | 'settings'>;

export interface InChannel {
  client: WebClient;
  /** `slack:T1` */
  place: string;
  channel: string;
  threadTs?: string | undefined;
  /** Changes this message of ours instead. */
  updates?: string | undefined;
}

export interface ToPerson {
  client: WebClient;
  place: string;
  person: string;
  /** Of the command or click; good for 30 minutes and five times. */
  responseUrl?: string | undefined;
  /** Where they are, if they are in a channel. */
  channel?: string | undefined;
  threadTs?: string | undefined;
}

/** A sentence of our own; backticks are mrkdwn. */
export function sentence(text: string): SlackCard {
  return { text, blocks: [] };
}

/** For everybody in a channel or thread. Never rejects. */
export async function postInChannel(where: InChannel, card: SlackCard, { outbound }: Sending): Promise<Outcome> {
  const { client, place: team, channel, threadTs, updates } = where;
  const message = { client, team, channel, threadTs, updates };
  const outcome = await outbound.post({ ...message, card, simpler: () => simpler(card) });
  if (outcome.state !== 'refused' || !ABOUT_BLOCKS.test(outcome.error)) return outcome;
  return outbound.post({ ...message, card: sentence(card.text) });
}

/**
 * For one person: in the place of what they pressed (`replace`), below their command, as an ephemeral message, or, when all
 * that is closed to us, as a direct message. What may have arrived is not sent again. Never rejects.
 */
export async function answerPerson(
  to: ToPerson,
  card: SlackCard,
  sending: Sending,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  const { client, place: team, person, responseUrl, channel, threadTs } = to;
  if (responseUrl !== undefined) {
    const outcome = await respondWith(responseUrl, card, sending, {
      replace,
      ...(!replace && threadTs !== undefined && { threadTs }),
    });
    if (outcome !== 'refused') return;
  }
  if (channel !== undefined) {
    const message = { client, team, channel, threadTs, ephemeralTo: person };
    const outcome = await sending.outbound.post({ ...message, card, simpler: () => simpler(card) });
    if (outcome.state !== 'refused') return;
  }
  await postInChannel({ client, place: team, channel: person }, card, sending);
}

type Answered = 'sent' | 'refused' | 'unknown';

async function respondWith(
  url: string,
  card: SlackCard,
  sending: Sending,
  { replace, threadTs }: { replace: boolean; threadTs?: string },
): Promise<Answered> {
  const options = {
    response_type: 'ephemeral',
    replace_original: replace,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
  };
  const ways = [card, simpler(card), sentence(card.text)];
  for (const { text, blocks } of ways) {
    const content = {
      text,
      ...(blocks.length > 0 && { blocks }),
      parse: 'none',
      unfurl_links: false,
      unfurl_media: false,
    };
    let outcome = await respond(url, { ...options, ...content }, sending);
    // The same replacement twice is one; the same message twice is two.
    if (outcome === 'unknown' && replace) outcome = await respond(url, { ...options, ...content }, sending);
    if (outcome !== 'blocks') return outcome;
  }
  return 'refused';
}

/** Posts for everybody where a command or button was used, also where the app is no member. */
export async function respondInChannel(url: string, { text, blocks }: SlackCard, sending: Sending): Promise<Answered> {
  const content = { response_type: 'in_channel', replace_original: false, text, blocks, parse: 'none' };
  const outcome = await respond(url, content, sending);
  return outcome === 'blocks' ? 'refused' : outcome;
}

/** Takes away the message that was pressed, as far as Slack lets us. Never rejects. */
export async function deleteOriginal(url: string, sending: Sending): Promise<void> {
  await respond(url, { delete_original: true }, sending);
}

/** One use of a response_url. Slack answers a status, or 200 and an error. */
async function respond(url: string, content: object, { fetch, log, settings }: Sending): Promise<Answered | 'blocks'> {
  if (!isResponseUrl(url, settings.fakeSlack)) return 'refused';
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(content),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_MS),
    });
    const said = (await answer.text()).slice(0, 1000);
    if (answer.ok && !/"ok"\s?:\s?false/.test(said)) return 'sent';
    log.warn('slack: a response_url refused', { status: answer.status });
    return ABOUT_BLOCKS.test(said) ? 'blocks' : 'refused';
  } catch (error) {
    log.warn('slack: a response_url did not answer', failureFields(error));
    return 'unknown';
  }
}

function isResponseUrl(text: string, fakeSlack: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  return (protocol === 'https:' && RESPONSE_HOST.test(hostname)) || origin === fakeSlack;
}
