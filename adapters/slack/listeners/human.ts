/** "I need a human": a ready ticket text to check and send, to the channel or webhook that the operator has configured. */
import type { App } from '@slack/bolt';
import { ACTIONS, CALLBACKS } from '../actions.ts';
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { answerOf } from '../../../src/chat/asking.ts';
import { sendTicket } from '../../../src/chat/escalation-webhook.ts';
import type { Parts } from '../app-parts.ts';
import { own, paragraphs, preformatted, type SlackCard } from '../blocks.ts';
import { type Click, contextOf, readOrigin, sayTo, writeOrigin } from '../click.ts';
import { harmlessLines } from '../../../src/chat/harmless.ts';
import { readHumanForm } from '../inputs.ts';
import { LIMITS, SHARES } from '../limits.ts';
import { tell } from '../listener-words.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import { pageUrl } from '../render-card.ts';
import { answerPerson, postInChannel, type ToPerson } from '../reply.ts';
import { humanModal, ticketCard } from '../views.ts';
import { onClick } from './answer-buttons.ts';
import { guarded } from './guarded.ts';

export function listenForHuman(app: App, parts: Parts): void {
  onClick(app, ACTIONS.human, parts, (click) => openTicket(click, parts));
  app.view({ callback_id: CALLBACKS.human, type: 'view_submission' }, async ({ view, body, client, context }) => {
    const { a: answerId, f: index, c: channel, t: threadTs } = readOrigin(view.private_metadata);
    const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, threadTs };
    await guarded('a form', who, parts, async () => {
      const text = readHumanForm(view.state.values);
      if (text === '') return;
      const asked = answerId === undefined ? undefined : await parts.contexts.get(answerId);
      await send(who, text, { page: asked && pageOf(asked, index, parts), parts });
    });
  });
}

async function openTicket(click: Click, parts: Parts): Promise<void> {
  const { client, triggerId, channel, threadTs, value } = click;
  const lang = await parts.langs.of(click);
  const { escalation, publicUrl } = parts.settings;
  const canSend = escalation.channel !== undefined || escalation.webhook !== undefined;
  const view = async () => {
    const context = await contextOf(click, parts);
    if (context === undefined) return undefined;
    const finding = answerOf({ ...context, lang }, parts).findings[value?.index ?? 0];
    if (finding === undefined) return undefined;
    const metadata = writeOrigin({
      a: context.id,
      ...(value?.index !== undefined && { f: value.index }),
      ...(channel !== undefined && { c: channel }),
      ...(threadTs !== undefined && { t: threadTs }),
    });
    return humanModal(finding, { lang, metadata, publicUrl, canSend });
  };
  const opened = await openModal({ client, triggerId, onTop: click.view !== undefined, lang, log: parts.log }, view());
  if (!opened) await sayTo(click, 'noForm', parts, { lang });
}

function pageOf(context: AskedContext, index: number | undefined, parts: Parts): string | undefined {
  const finding = answerOf(context, parts).findings[index ?? 0];
  return finding && pageUrl(finding, parts.settings.publicUrl);
}

/** To both places if both are set; the person hears whether it is there. */
async function send(
  who: ToPerson,
  text: string,
  { page, parts }: { page: string | undefined; parts: Parts },
): Promise<void> {
  const lang = await parts.langs.of(who);
  const { escalation } = parts.settings;
  const { client, place, person } = who;
  const sent: ('sent' | 'failed' | 'unknown')[] = [];
  if (escalation.channel !== undefined) {
    const card = ticketCard(text, { lang, asked: { by: person }, ...(page !== undefined && { page }) });
    const { state } = await postInChannel({ client, place, channel: escalation.channel }, card, parts);
    sent.push(state === 'sent' || state === 'unknown' ? state : 'failed');
  }
  if (escalation.webhook !== undefined) {
    const ticket = { place, person, text, ...(page !== undefined && { page }) };
    sent.push(await sendTicket(escalation.webhook, ticket, parts));
  }
  if (sent.includes('sent')) return sayTo(who, 'human.sent', parts, { lang });
  if (sent.includes('unknown')) return sayTo(who, 'unconfirmed', parts, { lang });
  await answerPerson(who, toCopy(text, lang), parts);
}

/** Nothing a person has written is lost. */
function toCopy(text: string, lang: 'en' | 'ja'): SlackCard {
  const said = tell('human.failed', lang);
  return {
    text: said,
    blocks: [
      paragraphs([[own(said)]], { heading: '', most: SHARES.note }),
      preformatted(harmlessLines(text), LIMITS.textObject),
    ],
  };
}
