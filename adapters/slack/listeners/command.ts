/** `/hvevent`: a look-up for the one who types it, `help`, `lang`, and a form when nothing is typed. */
import type { App } from '@slack/bolt';
import type { LangChoice } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { askText, drawAnswer } from '../asking.ts';
import { sayTo } from '../click.ts';
import { tell } from '../listener-words.ts';
import { LISTENS } from '../listens.ts';
import { placeOf } from '../place.ts';
import { answerPerson, sentence, type ToPerson } from '../reply.ts';
import { commandToPlain } from '../slack-to-plain.ts';
import { openAskForm } from './ask-form.ts';
import { choose } from './choose-lang.ts';
import { guarded } from './guarded.ts';

const HELP = /^(?:help|\?|？|ヘルプ|使い方)$/i;
const LANG = /^(?:lang|language|言語)(?:[ \u3000]{1,5}(\S{1,20}))?$/i;
const LANG_NAMES: Readonly<Record<string, LangChoice>> = {
  ja: 'ja',
  japanese: 'ja',
  日本語: 'ja',
  en: 'en',
  english: 'en',
  英語: 'en',
  auto: 'auto',
};

export function listenForCommand(app: App, parts: Parts): void {
  const [command] = LISTENS.commands;
  app.command(command, async ({ command: typed, client, context }) => {
    const { user_id: person, channel_id: channel, response_url: responseUrl, trigger_id: triggerId } = typed;
    const who: ToPerson = { client, place: placeOf(context), person, responseUrl, channel };
    await guarded('a command', who, parts, async () => {
      const text = commandToPlain(typed.text).trim();
      const lang = LANG.exec(text);
      if (text === '') await openFromCommand(who, triggerId, parts);
      else if (HELP.test(text)) await sayTo(who, 'help', parts);
      else if (lang !== null) await chooseLang(who, lang[1], parts);
      else await lookUp(who, text, parts);
    });
  });
}

async function lookUp(who: ToPerson, text: string, parts: Parts): Promise<void> {
  const { place, person, channel } = who;
  const lang = await parts.langs.of(who, text);
  const asked = askText({ text }, { place, person, channel, audience: 'person', lang }, parts);
  await answerPerson(who, drawAnswer(asked, {}, parts), parts);
}

async function chooseLang(who: ToPerson, name: string | undefined, parts: Parts): Promise<void> {
  const choice = LANG_NAMES[(name ?? '').toLowerCase()];
  if (choice === undefined) return sayTo(who, 'lang.unknown', parts);
  const kept = await choose(who, choice, parts);
  const lang = choice === 'auto' ? await parts.langs.of(who) : choice;
  await answerPerson(who, sentence(tell(kept ? `lang.${choice}` : 'lang.notKept', lang)), parts);
}

async function openFromCommand(who: ToPerson, triggerId: string, parts: Parts): Promise<void> {
  const opened = await openAskForm({ ...who, triggerId }, parts);
  if (!opened) await sayTo(who, 'noAskForm', parts);
}
