/** Buttons that show an answer anew: Yes and No, one finding of several, one entry of several, the other language. */
import type { App, BlockAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { ACTIONS, type ActionId } from '../actions.ts';
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { answerOf, forPerson } from '../../../src/chat/asking.ts';
import { givenAnswers, takeAnswer } from '../../../src/chat/questions.ts';
import type { Parts } from '../app-parts.ts';
import { draw, drawAnswer } from '../drawing.ts';
import { withGivenAnswers } from '../given-answers.ts';
import type { SlackCard } from '../blocks.ts';
import { type Click, contextOf, readClick, writeOrigin } from '../click.ts';
import { failureFields } from '../../../src/chat/log.ts';
import { answerModal, openModal } from '../modals.ts';
import { answerPerson, postInChannel } from '../reply.ts';
import { findingModal } from '../views.ts';
import { guarded } from './guarded.ts';

export function listenForAnswerButtons(app: App, parts: Parts): void {
  onClick(app, ACTIONS.answerYes, parts, (click) => answerQuestion(click, true, parts));
  onClick(app, ACTIONS.answerNo, parts, (click) => answerQuestion(click, false, parts));
  onClick(app, ACTIONS.chooseEntry, parts, (click) => chooseEntry(click, parts));
  onClick(app, ACTIONS.lang, parts, (click) => turnLanguage(click, parts));
  onClick(app, ACTIONS.openFinding, parts, (click) => openFinding(click, parts));
}

/** A click on one of our elements, guarded. */
export function onClick(app: App, id: ActionId, parts: Parts, act: (click: Click) => Promise<void>): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: id }, async ({ body, client, context }) => {
    const click = readClick(body, { client, context });
    await guarded(`a click on ${id}`, click, parts, () => act(click));
  });
}

async function answerQuestion(click: Click, answer: boolean, parts: Parts): Promise<void> {
  const context = await contextOf(click, parts);
  const { questionId } = click.value ?? {};
  if (context === undefined || questionId === undefined) return;
  const changed = await parts.contexts.change(context.id, (stored) =>
    takeAnswer(stored, { questionId, answer, by: click.person }, parts),
  );
  await show(click, changed ?? context, parts);
}

async function chooseEntry(click: Click, parts: Parts): Promise<void> {
  const context = await contextOf(click, parts);
  const { entryKey, index = 0 } = click.value ?? {};
  if (context === undefined || entryKey === undefined) return;
  const changed = await parts.contexts.change(context.id, (stored) => ({
    ...stored,
    chosen: { ...stored.chosen, [index]: entryKey },
  }));
  await show(click, changed ?? context, parts);
}

/** In place for the one who asked; others in a channel get a copy that only they see. */
async function turnLanguage(click: Click, parts: Parts): Promise<void> {
  const context = await contextOf(click, parts);
  const { lang, index } = click.value ?? {};
  if (context === undefined || lang === undefined) return;
  const isOwn = context.audience === 'person' || isDirect(context);
  const changed = isOwn
    ? await parts.contexts.change(context.id, (stored) => ({ ...stored, lang }))
    : forPerson(context, { person: click.person, lang }, parts);
  if (changed === undefined) return;
  if (isOwn) return show(click, changed, parts);
  await answerPerson(click, draw(changed, { index }, parts), parts);
}

function isDirect({ channel = '' }: AskedContext): boolean {
  return channel.startsWith('D');
}

/** A modal for the one who pressed; where it does not open in time, a message. */
async function openFinding(click: Click, parts: Parts): Promise<void> {
  const lang = await parts.langs.of(click);
  let opened: AskedContext | undefined;
  const view = async () => {
    const context = await contextOf(click, parts);
    if (context === undefined) return undefined;
    const own =
      context.audience === 'person' || isDirect(context)
        ? context
        : forPerson(context, { person: click.person, lang }, parts);
    opened = own;
    return modalOf(click, own, parts);
  };
  const onTop = click.view?.type === 'modal';
  const { client, triggerId } = click;
  const done = await openModal({ client, triggerId, onTop, lang, log: parts.log }, view());
  if (!done && opened !== undefined)
    await answerPerson(click, draw(opened, { index: click.value?.index }, parts), parts);
}

function modalOf(click: Click, context: AskedContext, parts: Parts): ModalView {
  const answer = answerOf(context, parts);
  const { index = 0 } = click.value ?? {};
  const metadata = writeOrigin({
    a: context.id,
    ...(click.value?.index !== undefined && { f: click.value.index }),
    ...(click.channel !== undefined && { c: click.channel }),
    ...(click.threadTs !== undefined && { t: click.threadTs }),
  });
  const wanted = answer.findings.length === 1 ? answer.findings[0] : answer.findings[click.value?.index ?? -1];
  const { lang } = context;
  if (wanted === undefined) return answerModal(drawAnswer({ context, answer }, {}, parts), { lang, metadata });
  const { publicUrl } = parts.settings;
  const modal = findingModal(wanted, { lang, answerId: context.id, index, publicUrl, offerShare: false, metadata });
  const { blocks } = withGivenAnswers(
    { text: '', blocks: modal.blocks as KnownBlock[] },
    context,
    givenAnswers(context, { index, parts }),
  );
  return { ...modal, blocks };
}

/** The card as it is now, where it was pressed. */
async function show(click: Click, context: AskedContext, parts: Parts): Promise<void> {
  const card = draw(context, { index: click.value?.index }, parts);
  if (click.view !== undefined) return showInModal(click, context, parts);
  await replace(click, card, parts);
}

async function showInModal(click: Click, context: AskedContext, parts: Parts): Promise<void> {
  try {
    await click.client.views.update({ view_id: click.view?.id ?? '', view: modalOf(click, context, parts) });
  } catch (error) {
    // The person has closed it, most likely.
    parts.log.warn('slack: a form was not updated', failureFields(error));
  }
}

/** In the place of the message; where that cannot be, below it. */
export async function replace(click: Click, card: SlackCard, parts: Parts): Promise<void> {
  const { messageTs, channel, client, place } = click;
  if (messageTs !== undefined && channel !== undefined) {
    const outcome = await postInChannel({ client, place, channel, updates: messageTs }, card, parts);
    if (outcome.state !== 'refused') return;
  }
  await answerPerson(click, card, parts, { replace: true });
}
