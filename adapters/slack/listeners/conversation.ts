/** Mentions in channels and direct messages: events, files, and short answers to a question that a card has asked. */
import type { App, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { type Asked, askText, type Asking, type PlainMessage } from '../../../src/chat/asking.ts';
import { openQuestions, takeAnswer } from '../../../src/chat/questions.ts';
import { isHelp, shortAnswer } from '../../../src/chat/typed-words.ts';
import type { Parts } from '../app-parts.ts';
import { draw, drawAnswer } from '../drawing.ts';
import { askFiles } from '../asking-files.ts';
import { filesOf } from '../files.ts';
import { type ListenerWord, tell } from '../listener-words.ts';
import { placeOf } from '../place.ts';
import { postInChannel, sentence, type ToPerson } from '../reply.ts';
import { messageToPlain } from '../slack-to-plain.ts';
import { cardLang } from './card-lang.ts';
import { guarded } from './guarded.ts';

/** Edits, joins and the like say nothing to us. */
const SUBTYPES: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast']);
const Message = z.looseObject({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
});
type Message = z.infer<typeof Message>;

interface Heard {
  who: ToPerson & { channel: string };
  /** Where the answer goes: the thread, or a direct message itself. */
  threadTs: string | undefined;
  plain: PlainMessage;
  message: Message;
  token: string | undefined;
}

export function listenForConversations(app: App, parts: Parts): void {
  app.event('app_mention', async ({ event, client, context }) => {
    const message = Message.safeParse(event).data;
    if (message === undefined || message.bot_id !== undefined) return;
    await hear(message, { client, context, threadTs: message.thread_ts ?? message.ts }, parts);
  });
  app.message(async ({ message: event, client, context }) => {
    const message = Message.safeParse(event).data;
    if (message === undefined || message.bot_id !== undefined || message.channel_type !== 'im') return;
    if (message.subtype !== undefined && !SUBTYPES.has(message.subtype)) return;
    await hear(message, { client, context, threadTs: message.thread_ts }, parts);
  });
}

async function hear(
  message: Message,
  { client, context, threadTs }: { client: WebClient; context: Context; threadTs: string | undefined },
  parts: Parts,
): Promise<void> {
  const who = { client, place: placeOf(context), person: message.user, channel: message.channel };
  const plain = messageToPlain(message, context.botUserId);
  await guarded('a message', { ...who, threadTs }, parts, () =>
    reply({ who, threadTs, plain, message, token: context.botToken }, parts),
  );
}

async function reply(heard: Heard, parts: Parts): Promise<void> {
  const { who, plain, message } = heard;
  const text = plain.text.trim();
  const lang = await cardLang(who, text, parts);
  const hasFiles = filesOf(message).length > 0;
  const answered = shortAnswer(text);
  if (!hasFiles && answered !== undefined) return answerOpen(heard, answered, parts);
  if (!hasFiles && (text === '' || isHelp(text))) return sayIn(heard, 'help', parts);

  const { place, person, channel } = who;
  // A direct message is seen by one person, and its buttons work in the place where it stands.
  const asking: Asking = { place, person, channel, audience: 'channel', lang };
  const asked = text === '' ? undefined : askText(plain, asking, parts);
  // Words beside a file are seldom an event.
  if (asked !== undefined && (!hasFiles || asked.answer.findings.length > 0)) await post(heard, asked, parts);
  if (!hasFiles) return;
  for (const answer of await askFiles(message, asking, { client: who.client, token: heard.token, parts })) {
    if ('asked' in answer) await post(heard, answer.asked, parts);
    else await postInChannel({ ...who, threadTs: heard.threadTs }, sentence(answer.problem), parts);
  }
}

async function post(heard: Heard, asked: Asked, parts: Parts): Promise<void> {
  const { who, threadTs } = heard;
  parts.contexts.follow(conversationOf(heard), asked.context);
  await postInChannel({ ...who, threadTs }, drawAnswer(asked, {}, parts), parts);
}

/** A thread, or a direct message as a whole. */
function conversationOf({ who, threadTs }: Heard): string {
  return `${who.channel} ${threadTs ?? ''}`;
}

/** "yes" is an answer only where exactly one question is open. */
async function answerOpen(heard: Heard, answer: boolean, parts: Parts): Promise<void> {
  const { who, threadTs } = heard;
  const context = await parts.contexts.latest(conversationOf(heard), who.place);
  if (context === undefined || !mayAnswer(context, who)) return sayIn(heard, 'noQuestion', parts);
  const open = openQuestions(context, parts);
  const [question] = open;
  if (question === undefined) return sayIn(heard, 'noQuestion', parts);
  if (open.length > 1) return sayIn(heard, 'manyQuestions', parts);
  const changed = await parts.contexts.change(context.id, (stored) =>
    takeAnswer(stored, { questionId: question.id, answer, by: who.person }, parts),
  );
  if (changed !== undefined) await postInChannel({ ...who, threadTs }, draw(changed, {}, parts), parts);
}

function mayAnswer({ audience, person, channel }: AskedContext, who: Heard['who']): boolean {
  return audience === 'channel' ? channel === who.channel : person === who.person;
}

async function sayIn({ who, threadTs, plain }: Heard, name: ListenerWord, parts: Parts): Promise<void> {
  const lang = await parts.langs.of(who, plain.text);
  await postInChannel({ ...who, threadTs }, sentence(tell(name, lang)), parts);
}
