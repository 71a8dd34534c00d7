/** Buttons that show an answer anew: Yes and No, one finding of several, one entry of several, the other language. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { answerOf } from '../../../src/chat/asking.ts';
import { takeAnswer } from '../../../src/chat/questions.ts';
import type { ActionValue } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { draw } from '../drawing.ts';
import type { TeamsReply } from '../port.ts';
import { copyFor, type Press, show } from './press.ts';

type Value<Verb extends ActionValue['do']> = Extract<ActionValue, { do: Verb }>;

export async function answerQuestion(
  press: Press,
  { value, context }: { value: Value<'answer'>; context: AskedContext },
  parts: Parts,
): Promise<TeamsReply> {
  const { questionId, yes, index } = value;
  const by = press.who.name;
  const changed = await parts.contexts.change(context.id, (stored) =>
    takeAnswer(stored, { questionId, answer: yes, by }, parts),
  );
  return showNow(press, { context: changed ?? context, index, keep: true }, parts);
}

export async function chooseEntry(
  press: Press,
  { value, context }: { value: Value<'choose'>; context: AskedContext },
  parts: Parts,
): Promise<TeamsReply> {
  const { entryKey, index } = value;
  const changed = await parts.contexts.change(context.id, (stored) => ({
    ...stored,
    chosen: { ...stored.chosen, [index]: entryKey },
  }));
  return showNow(press, { context: changed ?? context, index, keep: true }, parts);
}

/** In place for the one who asked; others get a view that only they see. */
export async function turnLanguage(
  press: Press,
  { value, context }: { value: Value<'lang'>; context: AskedContext },
  parts: Parts,
): Promise<TeamsReply> {
  const { lang, index } = value;
  if (context.audience === 'channel') {
    const own = copyFor(context, { who: press.who, lang }, parts);
    return showNow(press, { context: own, index, keep: false }, parts);
  }
  const changed = await parts.contexts.change(context.id, (stored) => ({ ...stored, lang }));
  return showNow(press, { context: changed ?? { ...context, lang }, index, keep: true }, parts);
}

/** One of several opens for who presses, in their own language; the others go on seeing all of them. */
export async function openFinding(
  press: Press,
  { value, context }: { value: ActionValue; context: AskedContext },
  parts: Parts,
): Promise<TeamsReply> {
  const { index } = value;
  const isOfAll = context.audience === 'channel' && answerOf(context, parts).findings.length > 1;
  const shown = isOfAll ? copyFor(context, { who: press.who, lang: await parts.langs.of(press.who) }, parts) : context;
  return showNow(press, { context: shown, index, keep: false }, parts);
}

/** Back to the whole answer. */
export function showAll(press: Press, { context }: { context: AskedContext }, parts: Parts): Promise<TeamsReply> {
  return showNow(press, { context, keep: false }, parts);
}

function showNow(
  press: Press,
  { context, index, keep }: { context: AskedContext; index?: number | undefined; keep: boolean },
  parts: Parts,
): Promise<TeamsReply> {
  return show(press, { context, card: draw(context, { index }, parts), keep }, parts);
}
