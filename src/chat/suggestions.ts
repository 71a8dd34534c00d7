/** What a person knows about an event becomes a gap on the authors' list, redacted. */
import type { Assistant } from '../assistant.ts';

const EVENT_ID = /^\d{1,5}$/;
/** Public documentation names nobody, and redaction would take its address away. */
const PUBLIC_PAGE =
  /^https:\/\/(?:(?:learn|support|techcommunity|docs)\.microsoft\.com|[a-z0-9-]{1,40}\.(?:fujitsu|hpe|dell|lenovo|nec)\.com)\/([^\s?#]{1,300})/;

/** As it was filled in; empty where nothing was. */
export interface SuggestForm {
  source: string;
  eventId: string;
  message: string;
  advice: string;
  reference: string;
}

/** @throws when the store is away */
export async function suggestKnowledge(form: SuggestForm, { suggest }: Pick<Assistant, 'suggest'>): Promise<void> {
  const { source, eventId } = form;
  await suggest({
    ...(source !== '' && { provider: source }),
    ...(EVENT_ID.test(eventId) && { eventId: Number(eventId) }),
    text: textOf(form),
  });
}

/** Advice first: of a long text the end is cut. */
function textOf({ advice, reference, message }: SuggestForm): string {
  return [advice, pageOf(reference), message].filter((part) => part !== '').join('\n');
}

function pageOf(reference: string): string {
  return PUBLIC_PAGE.exec(reference)?.[0].replace('https://', '') ?? reference;
}
