/** What goes wrong in a listener is logged without any text of people, and the person is told that it did not work. */
import type { Parts } from '../app-parts.ts';
import { sayTo } from '../click.ts';
import { failureFields } from '../../../src/chat/log.ts';
import type { ToPerson } from '../reply.ts';

export async function guarded(what: string, who: ToPerson, parts: Parts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    parts.log.error(`slack: ${what} failed`, failureFields(error));
    await sayTo(who, 'failed', parts).catch(() => undefined);
  }
}
