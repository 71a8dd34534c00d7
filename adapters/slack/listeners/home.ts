/** App Home and the agent pane: language, look-ups, prompts to begin with. */
import type { App } from '@slack/bolt';
import { failureFields } from '../../../src/chat/log.ts';
import { recentOf } from '../../../src/chat/recent.ts';
import { ACTIONS, readHomeLang } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { sayTo } from '../click.ts';
import { homeView } from '../home-view.ts';
import { SHARES } from '../limits.ts';
import { tell } from '../listener-words.ts';
import { placeOf } from '../place.ts';
import type { ToPerson } from '../reply.ts';
import { onClick } from './answer-buttons.ts';
import { openAskForm } from './ask-form.ts';
import { guarded } from './guarded.ts';

/** Name of the message shortcut in the manifests. */
export const SHORTCUT_NAME = 'Explain this event';
const PROMPTS = ['id', 'storage', 'identifier', 'help'] as const;

export function listenForHome(app: App, parts: Parts): void {
  app.event('app_home_opened', async ({ event, client, context }) => {
    const who: ToPerson = { client, place: placeOf(context), person: event.user };
    if (event.tab === 'messages') await offerPrompts(who, event.channel, parts);
    else await publishHome(who, parts);
  });
  onClick(app, ACTIONS.homeLang, parts, async (click) => {
    const choice = readHomeLang(click.action);
    if (choice === undefined) return;
    const kept = await parts.langs.choose(click, choice);
    await publishHome(click, parts);
    if (!kept) await sayTo({ ...click, channel: undefined }, 'lang.notKept', parts);
  });
  onClick(app, ACTIONS.ask, parts, async (click) => {
    const opened = await openAskForm(click, parts);
    if (!opened) await sayTo(click, 'noAskForm', parts);
  });
}

async function publishHome(who: ToPerson, parts: Parts): Promise<void> {
  const { client, person } = who;
  const [lang, chosen, recent] = await Promise.all([
    parts.langs.of(who),
    parts.langs.choice(who),
    recentOf(who, SHARES.recent, parts),
  ]);
  try {
    await client.views.publish({ user_id: person, view: homeView({ lang, chosen, recent, shortcut: SHORTCUT_NAME }) });
  } catch (error) {
    // It is published again when the tab is opened again.
    parts.log.warn('slack: the home tab was not published', failureFields(error));
  }
}

/** What people can say first, in the agent pane. */
async function offerPrompts(who: ToPerson, channel: string, parts: Parts): Promise<void> {
  await guarded('the agent pane', { ...who, channel }, parts, async () => {
    const lang = await parts.langs.of(who);
    const prompts = PROMPTS.map((name) => ({
      title: tell(`prompt.${name}`, lang),
      message: tell(`prompt.${name}.text`, lang),
    }));
    try {
      await who.client.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        title: tell('prompt.title', lang),
        prompts,
      });
    } catch (error) {
      // Without the permission there are no prompts; everything else works.
      parts.log.warn('slack: no prompts were offered', failureFields(error));
    }
  });
}
