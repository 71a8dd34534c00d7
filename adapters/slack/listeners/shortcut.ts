/** "Explain this event" on a message of anybody: answered in its thread, or privately where the app is no member. */
import type { App, MessageShortcut } from '@slack/bolt';
import type { Parts } from '../app-parts.ts';
import { askText, type Asking, forPerson } from '../../../src/chat/asking.ts';
import { draw, drawAnswer } from '../drawing.ts';
import { askFiles } from '../asking-files.ts';
import { own, paragraphs, type SlackCard } from '../blocks.ts';
import { filesOf } from '../files.ts';
import { SHARES } from '../limits.ts';
import { tell } from '../listener-words.ts';
import { LISTENS } from '../listens.ts';
import { placeOf } from '../place.ts';
import { answerPerson, postInChannel, sentence, type ToPerson } from '../reply.ts';
import { messageToPlain } from '../slack-to-plain.ts';
import { cardLang } from './card-lang.ts';
import { guarded } from './guarded.ts';

export function listenForShortcut(app: App, parts: Parts): void {
  const [callback] = LISTENS.shortcuts;
  app.shortcut<MessageShortcut>(
    { callback_id: callback, type: 'message_action' },
    async ({ shortcut, client, context }) => {
      const { message, channel, user, response_url: responseUrl } = shortcut;
      const threadTs = typeof message['thread_ts'] === 'string' ? message['thread_ts'] : message.ts;
      const who: ToPerson = { client, place: placeOf(context), person: user.id, responseUrl, channel: channel.id };
      await guarded('a shortcut', who, parts, () =>
        explain(
          { ...who, channel: channel.id },
          message,
          { threadTs, token: context.botToken, self: context.botUserId },
          parts,
        ),
      );
    },
  );
}

interface Around {
  threadTs: string;
  token: string | undefined;
  self: string | undefined;
}

async function explain(
  who: ToPerson & { channel: string },
  message: unknown,
  { threadTs, token, self }: Around,
  parts: Parts,
): Promise<void> {
  const plain = messageToPlain(message, self);
  const { place, person, channel, client } = who;
  const lang = await cardLang(who, plain.text, parts);
  const asking: Asking = { place, person, channel, audience: 'channel', lang };
  const where = { ...who, threadTs };
  const hasFiles = filesOf(message).length > 0;
  const asked = plain.text === '' && hasFiles ? undefined : askText(plain, asking, parts);
  // That nothing was found is of interest to nobody else.
  if (asked !== undefined && asked.answer.findings.length === 0 && !hasFiles) {
    const context = forPerson(asked.context, { person, lang: await parts.langs.of(who, plain.text) }, parts);
    return answerPerson(who, draw(context, {}, parts), parts);
  }
  if (asked !== undefined && asked.answer.findings.length > 0) await inThread(where, { asked }, parts);
  for (const answer of hasFiles ? await askFiles(message, asking, { client, token, parts }) : []) {
    await inThread(where, answer, parts);
  }
}

/** Where the app may not write, the same for the person alone, with how to change that. */
async function inThread(
  where: ToPerson & { channel: string; threadTs: string },
  answer: { asked: Parameters<typeof drawAnswer>[0] } | { problem: string },
  parts: Parts,
): Promise<void> {
  if ('problem' in answer) return answerPerson({ ...where, threadTs: undefined }, sentence(answer.problem), parts);
  const { asked } = answer;
  const { channel, threadTs, place, client, person } = where;
  const conversation = `${channel} ${threadTs}`;
  const outcome = await postInChannel({ client, place, channel, threadTs }, drawAnswer(asked, {}, parts), parts);
  if (outcome.state !== 'refused') return parts.contexts.follow(conversation, asked.context);
  const lang = await parts.langs.of(where);
  const context = forPerson(asked.context, { person, lang }, parts);
  await answerPerson({ ...where, threadTs: undefined }, withInvite(draw(context, {}, parts), lang), parts);
}

function withInvite({ text, blocks }: SlackCard, lang: 'en' | 'ja'): SlackCard {
  const invite = paragraphs([[own(tell('invite', lang))]], { heading: '', most: SHARES.note });
  return { text, blocks: [...blocks.slice(0, 49), invite] };
}
