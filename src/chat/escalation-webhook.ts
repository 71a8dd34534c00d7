/** "I need a human" to an address that the operator has set: one JSON message. */
import { type ChatLog, failureFields } from './log.ts';

const WEBHOOK_MS = 10_000;

export interface Ticket {
  place: string;
  person: string;
  /** As the person left it. */
  text: string;
  /** Address of the event's page. */
  page?: string;
}

/** `unknown`: it may have arrived. Never rejects. */
export async function sendTicket(
  url: string,
  ticket: Ticket,
  { fetch, log }: { fetch: typeof globalThis.fetch; log: ChatLog },
): Promise<'sent' | 'failed' | 'unknown'> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ source: 'hvevent', ...ticket }),
      redirect: 'error',
      signal: AbortSignal.timeout(WEBHOOK_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) log.warn('chat: the escalation webhook refused', { status: answer.status });
    return answer.ok ? 'sent' : 'failed';
  } catch (error) {
    log.warn('chat: the escalation webhook did not answer', failureFields(error));
    return 'unknown';
  }
}
