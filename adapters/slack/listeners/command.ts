/** `/hvevent`: a look-up for the one who types it, `help`, `lang`, and a form when nothing is typed. */
import type { App } from '@slack/bolt';
import { askText } from '../../../src/chat/asking.ts';
import type { LangChoice } from '../../../src/chat/person-lang.ts';
import { isAlerts, isHelp, langCommand } from '../../../src/chat/typed-words.ts';
import { listIncidents } from '../alerts/list.ts';
import type { Parts } from '../app-parts.ts';
import { drawAnswer } from '../drawing.ts';
import { sayTo } from '../click.ts';
import { tell } from '../listener-words.ts';
import { LISTENS } from '../listens.ts';
import { placeOf } from '../place.ts';
import { answerPerson, sentence, type ToPerson } from '../reply.ts';
import { commandToPlain } from '../slack-to-plain.ts';
import { openAskForm } from './ask-form.ts';
import { guarded } from './guarded.ts';

export function listenForCommand(app: App, parts: Parts): void {
  const [command] = LISTENS.commands;
  app.command(command, async ({ command: typed, client, context }) => {
    const { user_id: person, channel_id: channel, response_url: responseUrl, trigger_id: triggerId } = typed;
    const who: ToPerson = { client, place: placeOf(context), person, responseUrl, channel };
    await guarded('a command', who, parts, async () => {
      const text = commandToPlain(typed.text).trim();
      const lang = langCommand(text);
      if (text === '') await openFromCommand(who, triggerId, parts);
      else if (isHelp(text)) await sayTo(who, 'help', parts);
      else if (isAlerts(text)) await listIncidents(who, parts);
      else if (lang !== undefined) await chooseLang(who, lang.choice, parts);
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

async function chooseLang(who: ToPerson, choice: LangChoice | undefined, parts: Parts): Promise<void> {
  if (choice === undefined) return sayTo(who, 'lang.unknown', parts);
  const kept = await parts.langs.choose(who, choice);
  const lang = choice === 'auto' ? await parts.langs.of(who) : choice;
  await answerPerson(who, sentence(tell(kept ? `lang.${choice}` : 'lang.notKept', lang)), parts);
}

async function openFromCommand(who: ToPerson, triggerId: string, parts: Parts): Promise<void> {
  const opened = await openAskForm({ ...who, triggerId }, parts);
  if (!opened) await sayTo(who, 'noAskForm', parts);
}
