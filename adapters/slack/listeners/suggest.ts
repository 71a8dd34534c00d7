/** "Suggest knowledge": what a person knows about an event becomes a gap on the authors' list, redacted. */
import type { App } from '@slack/bolt';
import { ACTIONS, CALLBACKS } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { answerOf } from '../asking.ts';
import { type Click, contextOf, readOrigin, sayTo, writeOrigin } from '../click.ts';
import { readSuggestForm, type Suggestion } from '../inputs.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import type { ToPerson } from '../reply.ts';
import { suggestModal } from '../views.ts';
import { onClick } from './answer-buttons.ts';
import { guarded } from './guarded.ts';

const EVENT_ID = /^\d{1,5}$/;
/** Public documentation names nobody, and redaction would take its address away. */
const PUBLIC_PAGE =
  /^https:\/\/(?:(?:learn|support|techcommunity|docs)\.microsoft\.com|[a-z0-9-]{1,40}\.(?:fujitsu|hpe|dell|lenovo|nec)\.com)\/([^\s?#]{1,300})/;

export function listenForSuggestions(app: App, parts: Parts): void {
  onClick(app, ACTIONS.suggest, parts, (click) => openForm(click, parts));
  app.view({ callback_id: CALLBACKS.suggest, type: 'view_submission' }, async ({ view, body, client, context }) => {
    const { c: channel, t: threadTs } = readOrigin(view.private_metadata);
    const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, threadTs };
    await guarded('a form', who, parts, async () => {
      const suggestion = readSuggestForm(view.state.values);
      const { source, eventId } = suggestion;
      await parts.assistant.suggest({
        ...(source !== '' && { provider: source }),
        ...(EVENT_ID.test(eventId) && { eventId: Number(eventId) }),
        text: textOf(suggestion),
      });
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

/** Advice first: of a long text the end is cut. */
function textOf({ advice, reference, message }: Suggestion): string {
  return [advice, pageOf(reference), message].filter((part) => part !== '').join('\n');
}

function pageOf(reference: string): string {
  return PUBLIC_PAGE.exec(reference)?.[0].replace('https://', '') ?? reference;
}
