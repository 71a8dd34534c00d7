/** Helpful, or not and why: stored with the entry and the knowledge that answered, for the authors. */
import type { App } from '@slack/bolt';
import { keepOpinion } from '../../../src/chat/opinions.ts';
import { ACTIONS, CALLBACKS } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { type Click, contextOf, readOrigin, sayTo, writeOrigin } from '../click.ts';
import { readNotHelpfulForm } from '../inputs.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import type { ToPerson } from '../reply.ts';
import { notHelpfulModal } from '../views.ts';
import { onClick } from './answer-buttons.ts';
import { guarded } from './guarded.ts';

export function listenForOpinions(app: App, parts: Parts): void {
  onClick(app, ACTIONS.helpful, parts, (click) => helpful(click, parts));
  onClick(app, ACTIONS.notHelpful, parts, (click) => askWhy(click, parts));
  onClick(app, ACTIONS.feedback, parts, (click) =>
    click.value?.opinion === 'not-helpful' ? askWhy(click, parts) : helpful(click, parts),
  );
  app.view({ callback_id: CALLBACKS.notHelpful, type: 'view_submission' }, async ({ view, body, client, context }) => {
    const { a: answerId, f: index, c: channel, t: threadTs } = readOrigin(view.private_metadata);
    const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, threadTs };
    await guarded('a form', who, parts, async () => {
      const form = readNotHelpfulForm(view.state.values);
      const asked = answerId === undefined ? undefined : await parts.contexts.get(answerId);
      if (form === undefined || asked === undefined || asked.place !== who.place) return sayTo(who, 'expired', parts);
      await keepOpinion(asked, { index, wrong: form }, parts);
      await sayTo(who, 'thanks.wrong', parts);
    });
  });
}

async function helpful(click: Click, parts: Parts): Promise<void> {
  const context = await contextOf(click, parts);
  if (context === undefined) return;
  await keepOpinion(context, { index: click.value?.index }, parts);
  await sayTo(click, 'thanks', parts);
}

async function askWhy(click: Click, parts: Parts): Promise<void> {
  const { client, triggerId, value, channel, threadTs } = click;
  const metadata = writeOrigin({
    ...(value !== undefined && { a: value.answerId }),
    ...(value?.index !== undefined && { f: value.index }),
    ...(channel !== undefined && { c: channel }),
    ...(threadTs !== undefined && { t: threadTs }),
  });
  const lang = await parts.langs.of(click);
  const view = async () =>
    (await contextOf(click, parts)) === undefined ? undefined : notHelpfulModal({ lang, metadata });
  const opened = await openModal({ client, triggerId, onTop: click.view !== undefined, lang, log: parts.log }, view());
  if (!opened) await sayTo(click, 'noForm', parts, { lang });
}
