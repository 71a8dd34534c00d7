/** A ticket to the people in charge: to a conversation of theirs, to a webhook, or to both. */
import { sendTicket } from '../../../src/chat/escalation-webhook.ts';
import { inTime } from '../../../src/chat/in-time.ts';
import type { Lang } from '../../../src/lang.ts';
import { rich, run } from '../elements.ts';
import type { Parts } from '../app-parts.ts';
import { toOut } from '../drawing.ts';
import type { TeamsCard } from '../render-card.ts';
import { tell } from '../said-words.ts';
import { ticketCard } from '../ticket-card.ts';
import type { Who } from '../who.ts';

/** Teams wants to hear of a press within 5 seconds. */
const PATIENCE_MS = 2000;

type Fate = 'sent' | 'failed' | 'unknown';

export interface NewTicket {
  who: Who;
  /** What the person left in the form: hostile. */
  text: string;
  page: string | undefined;
  lang: Lang;
}

/** `unknown`: it may be there, or be on its way. Never rejects. */
export async function sendToHumans(ticket: NewTicket, parts: Parts): Promise<Fate> {
  const { conversation, webhook } = parts.settings.escalation;
  const ways: Promise<Fate>[] = [];
  if (conversation !== undefined) ways.push(toConversation(conversation, ticket, parts));
  if (webhook !== undefined) {
    const { who, text, page } = ticket;
    const { place, person } = who;
    ways.push(sendTicket(webhook, { place, person, text, ...(page !== undefined && { page }) }, parts));
  }
  const fates = await Promise.all(ways.map(async (way) => (await inTime(way, PATIENCE_MS)) ?? 'unknown'));
  if (fates.includes('sent')) return 'sent';
  return fates.includes('unknown') ? 'unknown' : 'failed';
}

async function toConversation(
  conversation: string,
  { who, text, page, lang }: NewTicket,
  { references, outbound, settings, log }: Parts,
): Promise<Fate> {
  const ref = await references.get(conversation);
  if (ref === undefined) {
    log.warn('teams: the conversation for escalation is not known: add hvevent there');
    return 'failed';
  }
  const card = ticketCard(text, { lang: settings.channelLanguages[conversation] ?? lang, by: who.name, page });
  const { state } = await outbound.post({ ref, out: toOut(card) });
  return state === 'sent' || state === 'unknown' ? state : 'failed';
}

/** Nothing a person has written is lost. */
export function failedTicket(text: string, { lang, by }: { lang: Lang; by: string }): TeamsCard {
  const ticket = ticketCard(text, { lang, by });
  const body = [rich([run(tell('human.failed', lang))]), ...ticket.card.body];
  return { ...ticket, card: { ...ticket.card, body } };
}
