/** How words and cards reach people: where they asked, and nobody else where they asked in private. */
import type { Lang } from '../../src/lang.ts';
import type { Parts } from './app-parts.ts';
import { toOut } from './drawing.ts';
import type { Outcome } from './outbound.ts';
import type { TeamsOut } from './port.ts';
import type { TeamsCard } from './render-card.ts';
import { type SaidWord, tell } from './said-words.ts';
import type { Who } from './who.ts';

type Sending = Pick<Parts, 'outbound'>;

/** An answer to a message: public only where the question was. Never rejects. */
export function answerWith(who: Who, out: TeamsOut, { outbound }: Sending): Promise<Outcome> {
  return outbound.post({ ref: who.ref, out: { ...out, ...(who.targeted && { targetedTo: who.person }) } });
}

/** For this person alone, wherever they are. Never rejects. */
export function answerPerson(who: Who, out: TeamsOut, { outbound }: Sending): Promise<Outcome> {
  return outbound.post({ ref: who.ref, out: { ...out, ...(!who.personal && { targetedTo: who.person }) } });
}

/** For everybody in the conversation. Never rejects. */
export function postForAll(
  who: Who,
  card: TeamsCard,
  { outbound }: Sending,
  { key }: { key?: string } = {},
): Promise<Outcome> {
  return outbound.post({ ref: who.ref, out: toOut(card), ...(key !== undefined && { key }) });
}

/** A sentence for this person alone. */
export async function sayTo(
  who: Who,
  word: SaidWord,
  parts: Pick<Parts, 'outbound' | 'langs'>,
  { lang }: { lang?: Lang } = {},
): Promise<void> {
  await answerPerson(who, { text: tell(word, lang ?? (await parts.langs.of(who))) }, parts);
}

/** The language of what others see: the conversation's, else that of the person it answers. */
export async function langHere(who: Who, text: string, { settings, langs }: Parts): Promise<Lang> {
  const ofChannel = who.personal || who.targeted ? undefined : settings.channelLanguages[who.conversation];
  return ofChannel ?? langs.of(who, text);
}
