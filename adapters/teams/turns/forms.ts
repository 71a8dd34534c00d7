/** Opinions, suggestions and "I need a human": the forms behind the buttons, and what becomes of them. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { answerOf } from '../../../src/chat/asking.ts';
import { keepOpinion } from '../../../src/chat/opinions.ts';
import { suggestKnowledge } from '../../../src/chat/suggestions.ts';
import type { Finding } from '../../../src/finding.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import { toOut } from '../drawing.ts';
import { type Form, type FormContext, humanForm, notHelpfulForm, suggestForm } from '../forms.ts';
import { readHumanForm, readNotHelpfulForm, readSuggestForm } from '../forms.ts';
import type { TeamsReply } from '../port.ts';
import { pageUrl } from '../render-card.ts';
import { answerPerson } from '../reply.ts';
import { type SaidWord, tell } from '../said-words.ts';
import { sentenceCard } from '../sentence-card.ts';
import { type Press, say } from './press.ts';
import { failedTicket, sendToHumans } from './escalate.ts';

interface Pressed {
  context: AskedContext;
}

export async function helpful(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  await keepOpinion(context, { index: press.value.index }, parts);
  return say(press, 'thanks', parts);
}

export async function askWhy(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  return open(press, notHelpfulForm(await formContext(press, context, parts)), parts);
}

export async function takeWhy(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  const wrong = readNotHelpfulForm(press.data);
  if (wrong === undefined) return askWhy(press, { context }, parts);
  await keepOpinion(context, { index: press.value.index, wrong }, parts);
  return done(press, 'thanks.wrong', parts);
}

export async function askKnowledge(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  const form = await formContext(press, context, parts);
  return open(press, suggestForm(findingOf(press, context, { lang: form.lang, parts }), form), parts);
}

export async function takeKnowledge(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  const form = readSuggestForm(press.data);
  if (form.advice === '') return askKnowledge(press, { context }, parts);
  await suggestKnowledge(form, parts.assistant);
  return done(press, 'thanks.suggest', parts);
}

export async function askTicket(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  const form = await formContext(press, context, parts);
  const finding = findingOf(press, context, { lang: form.lang, parts });
  if (finding === undefined) return say(press, 'expired', parts);
  const { publicUrl, escalation } = parts.settings;
  const canSend = escalation.conversation !== undefined || escalation.webhook !== undefined;
  return open(press, humanForm(finding, { publicUrl, canSend }, form), parts);
}

export async function takeTicket(press: Press, { context }: Pressed, parts: Parts): Promise<TeamsReply> {
  const text = readHumanForm(press.data);
  if (text === '') return askTicket(press, { context }, parts);
  const lang = await parts.langs.of(press.who);
  const finding = findingOf(press, context, { lang, parts });
  const page = finding && pageUrl(finding, parts.settings.publicUrl);
  const outcome = await sendToHumans({ who: press.who, text, page, lang }, parts);
  if (outcome === 'sent') return done(press, 'human.sent', parts);
  if (outcome === 'unknown') return done(press, 'unconfirmed', parts);
  const title = tell('human.failed', lang);
  return open(press, { ...failedTicket(text, { lang, by: press.who.name }), title }, parts);
}

async function formContext({ who, value, surface }: Press, context: AskedContext, parts: Parts): Promise<FormContext> {
  const lang = await parts.langs.of(who);
  return { lang, answerId: context.id, index: value.index, dialog: surface === 'dialog' };
}

function findingOf(
  { value }: Press,
  context: AskedContext,
  { lang, parts }: { lang: Lang; parts: Parts },
): Finding | undefined {
  return answerOf({ ...context, lang }, parts).findings[value.index ?? 0];
}

/** For who pressed alone; the card stays as it is for others. */
async function open({ surface, who }: Press, { card, text, title }: Form, parts: Parts): Promise<TeamsReply> {
  if (surface === 'dialog') return { dialog: { title, card } };
  if (surface === 'card') return { card };
  await answerPerson(who, toOut({ card, text }), parts);
  return undefined;
}

/** In the place of the form, with a way back to the answer. */
async function done(press: Press, name: SaidWord, parts: Parts): Promise<TeamsReply> {
  const lang = await parts.langs.of(press.who);
  if (press.surface !== 'card') return say(press, name, parts, { lang });
  const { answerId, index } = press.value;
  return { card: sentenceCard(tell(name, lang), { lang, back: { answerId, index } }).card };
}
