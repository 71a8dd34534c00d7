/** "Explain this event" on a message of anybody: answered in a dialog that only this person sees, to be shared from there. */
import { askText } from '../../../src/chat/asking.ts';
import { word } from '../../../src/chat/card-words.ts';
import type { Parts } from '../app-parts.ts';
import { drawAnswer, forDialog } from '../drawing.ts';
import type { TeamsReply, TeamsTurn } from '../port.ts';
import { tell } from '../said-words.ts';
import { sentenceCard } from '../sentence-card.ts';
import { payloadToPlain } from '../teams-to-plain.ts';
import type { Who } from '../who.ts';

export async function onExplain({ data }: TeamsTurn, who: Who, parts: Parts): Promise<TeamsReply> {
  const plain = payloadToPlain(data);
  const lang = await parts.langs.of(who, plain.text);
  const title = word('ask.title', lang);
  if (plain.text === '') return { dialog: { title, card: sentenceCard(tell('explain.nothing', lang), { lang }).card } };
  const { at, place, person, conversation, personal } = who;
  const asking = { place: at, home: place, person, audience: 'person' as const, lang };
  const asked = askText(plain, { ...asking, ...(!personal && { channel: conversation }) }, parts);
  return { dialog: { title, card: forDialog(drawAnswer(asked, {}, parts).card) } };
}
