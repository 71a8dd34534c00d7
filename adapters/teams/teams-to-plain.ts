/** What a person wrote in Teams, as the plain text it was: the html of a message says more than its text, which loses line ends. */
import { z } from 'zod';
import type { PlainMessage } from '../../src/chat/asking.ts';
import { cardsToPlain } from './cards-to-plain.ts';
import { htmlToLines, MOST_CHARACTERS, tidy } from './html-to-plain.ts';

/**
 * `text` and the html attachment of a message. A mention says nothing about an event and is left out; what a reply quotes is
 * read only where the reply itself holds no event.
 */
export function messageToPlain({ text, html }: { text: string; html?: string | undefined }): PlainMessage {
  const written = tidy(withoutMentions(text.slice(0, MOST_CHARACTERS))).trim();
  if (html === undefined) return { text: written };
  const { own, all } = htmlToLines(html);
  const main = own === '' && all === '' ? written : own;
  const other = all === main ? written : all;
  return other === main || other === '' ? { text: main } : { text: main, otherwise: other };
}

const Payload = z.object({
  body: z.object({ contentType: z.unknown().optional(), content: z.unknown().optional() }).nullish().catch(undefined),
  attachments: z.unknown().optional(),
});

/** The message on which somebody chose "Explain this event", with the cards of other apps on it. Never throws. */
export function payloadToPlain(payload: unknown): PlainMessage {
  const { body, attachments } = Payload.catch({}).parse(payload);
  const { own, all } = bodyLines(body?.contentType, body?.content);
  const cards = tidy(cardsToPlain(attachments)).slice(0, MOST_CHARACTERS);
  const [first, second] = [own, all].map((text) => [text, cards].filter((part) => part !== '').join('\n'));
  const text = first === undefined || first === '' ? (second ?? '') : first;
  return second === undefined || second === text ? { text } : { text, otherwise: second };
}

function bodyLines(type: unknown, content: unknown): { own: string; all: string } {
  if (typeof content !== 'string') return { own: '', all: '' };
  if (type === 'html') return htmlToLines(content);
  const { text } = messageToPlain({ text: content });
  return { own: text, all: text };
}

/** `<at>hvevent</at>` of `activity.text`; one that is never closed is text. */
function withoutMentions(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const begin = text.indexOf('<at', from);
    const close = begin === -1 ? -1 : text.indexOf('</at>', begin);
    if (begin === -1 || close === -1) break;
    parts.push(text.slice(from, begin), ' ');
    from = close + '</at>'.length;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
