/** Cards as one text for Slack: for notifications and screen readers, and as a ticket that a person can send on. */
import type { Card, FindingCard } from '../../src/card/card.ts';
import {
  findingSentences,
  summarySentences,
  ticketText as ticketTextOf,
  type TicketParts,
} from '../../src/chat/one-text.ts';
import type { Lang } from '../../src/lang.ts';
import { cutText, mrkdwnText } from './escape.ts';
import { SHARES } from './limits.ts';

/** `🔴 Action needed: VMSMP 26 - Network driver … Update the host.`, escaped. */
export function findingText(card: FindingCard, lang: Lang): string {
  return mrkdwnText(findingSentences(card, lang), SHARES.fallbackText);
}

/** What the summary says, and the first lines of it; of an answer without findings its friendly sentence. */
export function summaryText(card: Card): string {
  return mrkdwnText(summarySentences(card), SHARES.fallbackText);
}

/** All of a card as lines of plain text, harmless wherever it is pasted; at most `SHARES.ticket` units. */
export function ticketText(card: FindingCard, parts: Pick<TicketParts, 'page' | 'asked'>): string {
  const most = { ticket: SHARES.ticket, quote: SHARES.ticketQuote };
  return ticketTextOf(card, { ...parts, most, cut: cutText });
}
