/** Messages to us: events, files, the few commands, and short answers to a question that a card has asked. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { type Asked, askText, type Asking, type PlainMessage } from '../../../src/chat/asking.ts';
import type { LangChoice } from '../../../src/chat/person-lang.ts';
import { openQuestions, takeAnswer } from '../../../src/chat/questions.ts';
import { recentOf } from '../../../src/chat/recent.ts';
import { isAlerts, isHelp, langCommand, shortAnswer } from '../../../src/chat/typed-words.ts';
import type { Lang } from '../../../src/lang.ts';
import { listIncidents } from '../alerts/list.ts';
import type { Parts } from '../app-parts.ts';
import { withoutCall } from '../commands.ts';
import { draw, drawAnswer, toOut } from '../drawing.ts';
import { renderHelp } from '../help-card.ts';
import type { TeamsTurn } from '../port.ts';
import { answerWith, langHere } from '../reply.ts';
import { type SaidWord, tell } from '../said-words.ts';
import { messageToPlain } from '../teams-to-plain.ts';
import { threadOf, type Who } from '../who.ts';
import { answerFiles, filesOf } from './files.ts';

/** Name of the message action in the manifest. */
export const EXPLAIN_ACTION = 'Explain this event';
const MOST_RECENT = 5;

export async function onMessage(turn: TeamsTurn, who: Who, parts: Parts): Promise<void> {
  const plain = plainOf(turn);
  const { text } = plain;
  const lang = await langHere(who, text, parts);
  const files = filesOf(turn);
  if (files.length === 0) {
    const answered = shortAnswer(text);
    const choosing = langCommand(text);
    if (answered !== undefined) return answerOpen(who, { answer: answered, lang }, parts);
    if (isAlerts(text)) return listIncidents(who, lang, parts);
    if (choosing !== undefined) return chooseLang(who, choosing.choice, parts);
    if (text === '' || isHelp(text)) return help(who, lang, parts);
  }
  const asking = askingOf(who, lang);
  const asked = text === '' ? undefined : askText(plain, asking, parts);
  // Words beside a file are seldom an event.
  if (asked !== undefined && (files.length === 0 || asked.answer.findings.length > 0)) await post(who, asked, parts);
  await answerFiles(files, { who, asking, post: (answer) => post(who, answer, parts) }, parts);
}

/** Without the ways of calling us. */
function plainOf({ text, html }: TeamsTurn): PlainMessage {
  const plain = messageToPlain({ text, html });
  const { otherwise } = plain;
  return {
    text: withoutCall(plain.text.trim()),
    ...(otherwise !== undefined && { otherwise: withoutCall(otherwise) }),
  };
}

/** What is asked in private belongs to the person; in a chat with us there is nobody to share it with. */
function askingOf({ at, place, person, conversation, personal, targeted }: Who, lang: Lang): Asking {
  const isPrivate = personal || targeted;
  return {
    place: at,
    home: place,
    person,
    ...(!personal && { channel: conversation }),
    audience: isPrivate ? 'person' : 'channel',
    lang,
  };
}

async function post(who: Who, asked: Asked, parts: Parts): Promise<void> {
  parts.contexts.follow(threadOf(who), asked.context);
  await answerWith(who, toOut(drawAnswer(asked, {}, parts)), parts);
}

/** "yes" is an answer only where exactly one question is open. */
async function answerOpen(who: Who, { answer, lang }: { answer: boolean; lang: Lang }, parts: Parts): Promise<void> {
  const context = await parts.contexts.latest(threadOf(who), who.at);
  if (context === undefined || !mayAnswer(context, who)) return say(who, 'noQuestion', { lang, parts });
  const [question, ...more] = openQuestions(context, parts);
  if (question === undefined) return say(who, 'noQuestion', { lang, parts });
  if (more.length > 0) return say(who, 'manyQuestions', { lang, parts });
  const changed = await parts.contexts.change(context.id, (stored) =>
    takeAnswer(stored, { questionId: question.id, answer, by: who.name }, parts),
  );
  if (changed !== undefined) await answerWith(who, toOut(draw(changed, {}, parts)), parts);
}

function mayAnswer({ audience, person, channel }: AskedContext, who: Who): boolean {
  return audience === 'channel' ? channel === who.conversation : person === who.person;
}

async function chooseLang(who: Who, choice: LangChoice | undefined, parts: Parts): Promise<void> {
  if (choice === undefined) return say(who, 'lang.unknown', { lang: await parts.langs.of(who), parts });
  const kept = await parts.langs.choose(who, choice);
  const lang = choice === 'auto' ? await parts.langs.of(who) : choice;
  await say(who, kept ? `lang.${choice}` : 'lang.notKept', { lang, parts });
}

/** What a person looked up is shown to nobody else. */
async function help(who: Who, lang: Lang, parts: Parts): Promise<void> {
  const isPrivate = who.personal || who.targeted;
  const recent = isPrivate ? await recentOf(who, MOST_RECENT, parts) : [];
  const card = renderHelp({ lang, personal: who.personal, action: EXPLAIN_ACTION, recent });
  await answerWith(who, toOut(card), parts);
}

async function say(who: Who, word: SaidWord, { lang, parts }: { lang: Lang; parts: Parts }): Promise<void> {
  await answerWith(who, { text: tell(word, lang) }, parts);
}
