/**
 * Alerts in Teams: one call for each thing that delivery wants, without a queue and without trying again. What may have arrived
 * is `unknown`; Teams does not let us look it up.
 */
import type { ChatMessage, ChatPort, DeliveryOutcome, MessageRef } from '../../../src/alerts/alerts.ts';
import { type ChatLog, failureFields } from '../../../src/chat/log.ts';
import type { TeamsCard } from '../adaptive.ts';
import { type Failure, judged } from '../outbound.ts';
import type { StoredRef, TeamsOut, TeamsPort } from '../port.ts';
import type { References } from '../references.ts';
import { renderIncident } from './render-incident.ts';
import { renderNote, renderNotice } from './render-notice.ts';

const PREFIX = 'teams:';
/** Where Teams names no time. */
const WAIT_MS = 5000;

export interface TeamsChatPortParts {
  port: Pick<TeamsPort, 'send' | 'update'>;
  references: Pick<References, 'get' | 'forget'>;
  /** Of times on cards. */
  timeZone: string;
  log: ChatLog;
}

export function createTeamsChatPort({ port, references, timeZone, log }: TeamsChatPortParts): ChatPort {
  const attempt = async (
    at: { channel: string; thread?: string | undefined; updates?: string },
    message: ChatMessage,
  ): Promise<DeliveryOutcome> => {
    const { channel, thread, updates } = at;
    const known = await references.get(channel.slice(PREFIX.length));
    if (known === undefined) return { state: 'refused', error: 'the conversation is not known: add hvevent to it' };
    const ref = inThread(known, thread);
    const card = draw(message, timeZone);
    const ways: TeamsOut[] = [{ card: card.card, summary: card.text }, { text: card.text }];
    let outcome: DeliveryOutcome = { state: 'refused', error: 'the card was not accepted' };
    for (const out of ways) {
      try {
        if (updates !== undefined) {
          await port.update(ref, updates, out);
          return { state: 'sent', ref: refTo(channel, updates, thread) };
        }
        const { activityId } = await port.send(ref, out);
        // Without an ID it stands there, and cannot be edited.
        if (activityId === undefined) return { state: 'unknown', error: 'Teams named no message' };
        return { state: 'sent', ref: refTo(channel, activityId, thread) };
      } catch (error) {
        const failure = judged(error, { updates });
        outcome = outcomeOf(failure);
        if (failure.kind === 'gone' && updates === undefined && thread === undefined)
          await references.forget(channel.slice(PREFIX.length));
        if (failure.kind !== 'card') return outcome;
        log.warn('teams: a card of an alert was not accepted', failureFields(error));
      }
    }
    return outcome;
  };

  return {
    platform: 'teams',
    post: (channel, message) => attempt({ channel }, message),
    update: ({ channel, id, thread }, message) => attempt({ channel, thread, updates: id }, message),
    reply: ({ channel, id, thread }, message) => attempt({ channel, thread: thread ?? id }, message),
  };
}

function draw(message: ChatMessage, timeZone: string): TeamsCard {
  switch (message.kind) {
    case 'incident':
      return renderIncident(message.card, { timeZone });
    case 'notice':
      return renderNotice(message.card);
    case 'note':
      return renderNote(message.text, message.lang);
    default:
      return message satisfies never;
  }
}

/** Only channels have threads: the conversation's ID then names the first message. */
function inThread(ref: StoredRef, thread: string | undefined): StoredRef {
  if (ref.type !== 'channel' || thread === undefined) return ref;
  return { ...ref, conversationId: `${ref.conversationId};messageid=${thread}` };
}

function refTo(channel: string, id: string, thread: string | undefined): MessageRef {
  return { channel, id, ...(thread !== undefined && { thread }) };
}

function outcomeOf({ kind, outcome, waitMs }: Failure): DeliveryOutcome {
  if (outcome.state === 'unknown') return { state: 'unknown', error: 'Teams did not answer' };
  if (kind === 'later') return { state: 'later', retryAfterMs: waitMs ?? WAIT_MS };
  const error = outcome.state === 'refused' ? outcome.code : outcome.state;
  return kind === 'gone' ? { state: 'gone', error } : { state: 'refused', error };
}
