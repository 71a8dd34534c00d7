/** "Share to channel": a fresh card for everybody that names who shared it. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { inTime } from '../../../src/chat/in-time.ts';
import type { Parts } from '../app-parts.ts';
import { draw } from '../drawing.ts';
import type { TeamsReply } from '../port.ts';
import { postForAll } from '../reply.ts';
import { tell } from '../said-words.ts';
import { sentenceCard } from '../sentence-card.ts';
import { type Press, say } from './press.ts';

/** Teams wants to hear of a press within 5 seconds. */
const PATIENCE_MS = 2000;

export async function share(press: Press, { context }: { context: AskedContext }, parts: Parts): Promise<TeamsReply> {
  const { who, value } = press;
  const { conversation, at, name } = who;
  if (context.audience !== 'person' || context.channel !== conversation) return say(press, 'notShared', parts);
  const lang = parts.settings.channelLanguages[conversation] ?? context.lang;
  const { id, ...rest } = context;
  const shared = parts.contexts.create({ ...rest, place: at, channel: conversation, audience: 'channel', lang });
  const card = draw(shared, { index: value.index, sharedBy: name }, parts);

  const key = `share ${id} ${value.index ?? ''} ${lang}`;
  const outcome = await inTime(postForAll(who, card, parts, { key }), PATIENCE_MS);
  if (outcome === undefined || outcome.state === 'unknown') return say(press, 'unconfirmed', parts);
  if (outcome.state === 'sent') return told(press, parts);
  // Where we may not speak, the person may: the card goes into the box in which they write.
  if (press.surface === 'dialog') return { compose: card.card };
  return say(press, 'notShared', parts);
}

async function told(press: Press, parts: Parts): Promise<TeamsReply> {
  const lang = await parts.langs.of(press.who);
  if (press.surface !== 'card') return say(press, 'shared', parts, { lang });
  const { answerId, index } = press.value;
  return { card: sentenceCard(tell('shared', lang), { lang, back: { answerId, index } }).card };
}
