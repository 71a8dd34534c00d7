/** A person's own choice of language. */
import type { LangChoice } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { failureFields } from '../log.ts';
import type { ToPerson } from '../reply.ts';

/** @returns whether it is stored; it holds here in any case */
export async function choose(who: ToPerson, choice: LangChoice, { langs, log }: Parts): Promise<boolean> {
  try {
    await langs.choose(who, choice);
    return true;
  } catch (error) {
    log.warn('slack: a chosen language was not stored', failureFields(error));
    return false;
  }
}
