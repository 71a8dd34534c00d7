/** "Suggest knowledge": what a person knows about an event becomes a gap on the authors' list, redacted. */
import type { App } from '@slack/bolt';
import { answerOf } from '../../../src/chat/asking.ts';
import { suggestKnowledge } from '../../../src/chat/suggestions.ts';
import { ACTIONS, CALLBACKS } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { type Click, contextOf, readOrigin, sayTo, writeOrigin } from '../click.ts';
import { readSuggestForm } from '../inputs.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import type { ToPerson } from '../reply.ts';
import { suggestModal } from '../views.ts';
import { onClick } from './answer-buttons.ts';
import { guarded } from './guarded.ts';

export function listenForSuggestions(app: App, parts: Parts): void {
  onClick(app, ACTIONS.suggest, parts, (click) => openForm(click, parts));
  app.view({ callback_id: CALLBACKS.suggest, type: 'view_submission' }, async ({ view, body, client, context }) => {
    const { c: channel, t: threadTs } = readOrigin(view.private_metadata);
    const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, threadTs };
    await guarded('a form', who, parts, async () => {
      await suggestKnowledge(readSuggestForm(view.state.values), parts.assistant);
      await sayTo(who, 'thanks.suggest', parts);
    });
  });
}

async function openForm(click: Click, parts: Parts): Promise<void> {
  const { client, triggerId, channel, threadTs, value } = click;
  const lang = await parts.langs.of(click);
  const metadata = writeOrigin({
    ...(channel !== undefined && { c: channel }),
    ...(threadTs !== undefined && { t: threadTs }),
  });
  const view = async () => {
    const context = await contextOf(click, parts);
    if (context === undefined) return undefined;
    const finding = answerOf({ ...context, lang }, parts).findings[value?.index ?? 0];
    return suggestModal({ lang, metadata, ...(finding !== undefined && { finding }) });
  };
  const opened = await openModal({ client, triggerId, onTop: click.view !== undefined, lang, log: parts.log }, view());
  if (!opened) await sayTo(click, 'noForm', parts, { lang });
}
