/** Dialogs of alerts: mute with what it would have muted, assign, the ticket of an escalation; and the details. */
import { durationText } from '../../../src/alerts/alert-words.ts';
import {
  MOST_REASON,
  MUTE_TIMES,
  type MuteChoice,
  type MuteInput,
  readDuration,
  USUAL_TIME,
} from '../../../src/alerts/chat/mute-form.ts';
import { type AlertChatWord, sayChat } from '../../../src/alerts/chat/words.ts';
import { harmlessLines } from '../../../src/chat/harmless.ts';
import { plain } from '../../../src/chat/one-text.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Action, Element, InputText, TeamsCard } from '../adaptive.ts';
import { bullet, part, type Place } from '../card-parts.ts';
import { teamsWord } from '../card-words.ts';
import { adaptiveCard, bold, buttons, container, heading, line, rich, run } from '../elements.ts';
import { LIMITS, SHARES } from '../limits.ts';
import { cutText, label } from '../safe-text.ts';
import { ALERT_INPUTS, alertField } from './alert-actions.ts';
import { alertSubmit } from './alert-buttons.ts';

const MOST_OWN = 20;
export const MOST_NAME = 80;
const MOST_CHOICE = 200;
const MOST_HISTORY = 4000;
const MOST_TICKET_LINES = 60;

/** The language is that of the person. */
export interface Asked {
  incidentId: string;
  lang: Lang;
}

export interface Dialog {
  title: string;
  card: object;
}

/** @param wrong what could not be meant in the last try, and what it was */
export function muteDialog(
  choices: readonly MuteChoice[],
  { incidentId, lang }: Asked,
  wrong?: { what: 'own' | 'reason'; input: MuteInput },
): Dialog {
  const place: Place = { lang, scale: 1 };
  const { input } = wrong ?? {};
  const others = choices.flatMap(({ now }) => (now === undefined ? [] : [bullet(line(now))]));
  const body: Element[] = [
    ...(wrong === undefined ? [] : [rich([bold(`⚠️ ${sayChat(`mute.${wrong.what}.wrong`, lang)}`)])]),
    {
      type: 'Input.ChoiceSet',
      id: ALERT_INPUTS.scope,
      label: sayChat('mute.what', lang),
      style: 'expanded',
      wrap: true,
      value: choices.find(({ scope }) => scope === input?.scope)?.scope ?? choices[0]?.scope ?? '',
      choices: choices.map(({ scope, title, line: says }) => ({
        title: label(`${plain(title)} - ${says}`, MOST_CHOICE),
        value: scope,
      })),
    },
    ...part(others, { heading: '', most: SHARES.related, tight: true }, place),
    {
      type: 'Input.ChoiceSet',
      id: ALERT_INPUTS.time,
      label: sayChat('mute.for', lang),
      style: 'compact',
      value: MUTE_TIMES.find((time) => time === input?.time) ?? USUAL_TIME,
      choices: MUTE_TIMES.map((time) => ({ title: durationText(readDuration(time) ?? 0, lang), value: time })),
    },
    {
      ...textInput(ALERT_INPUTS.own, 'mute.own', { lang, most: MOST_OWN, value: input?.own }),
      placeholder: sayChat('mute.own.hint', lang),
    },
    {
      ...textInput(ALERT_INPUTS.reason, 'mute.reason', { lang, most: MOST_REASON, value: input?.reason }),
      isRequired: true,
      errorMessage: teamsWord('form.required', lang),
    },
    ...buttons([
      alertSubmit(
        { do: 'takeMute', incidentId, lang },
        { title: sayChat('mute.title', lang), style: 'positive', withInputs: true },
      ),
    ]),
  ];
  return dialog('mute.title', body, lang);
}

export function readMuteForm(data: unknown): MuteInput {
  return {
    scope: alertField(data, ALERT_INPUTS.scope, MOST_OWN),
    time: alertField(data, ALERT_INPUTS.time, MOST_OWN) || undefined,
    own: alertField(data, ALERT_INPUTS.own, MOST_OWN),
    reason: alertField(data, ALERT_INPUTS.reason, MOST_REASON),
  };
}

export function assignDialog({ incidentId, lang }: Asked): Dialog {
  const body: Element[] = [
    heading(sayChat('assign.who', lang)),
    ...buttons([
      alertSubmit({ do: 'assignMe', incidentId, lang }, { title: sayChat('assign.me', lang), style: 'positive' }),
    ]),
    {
      ...textInput(ALERT_INPUTS.name, 'assign.name', { lang, most: MOST_NAME }),
      placeholder: sayChat('assign.name.hint', lang),
      isRequired: true,
      errorMessage: sayChat('assign.name.wrong', lang),
    },
    ...buttons([
      alertSubmit({ do: 'takeAssign', incidentId, lang }, { title: sayChat('assign.title', lang), withInputs: true }),
    ]),
  ];
  return dialog('assign.title', body, lang);
}

/** @param ticket hostile text */
export function escalateDialog(ticket: string, { canSend, asked }: { canSend: boolean; asked: Asked }): Dialog {
  const { incidentId, lang } = asked;
  const place: Place = { lang, scale: 1 };
  const lines = cutText(harmlessLines(ticket), LIMITS.inputText).split('\n').slice(0, MOST_TICKET_LINES);
  const shown = lines.filter((one) => one.trim() !== '').map((one) => [run(one)]);
  const body: Element[] = [
    rich([run(sayChat(canSend ? 'escalate.intro' : 'escalate.copy', lang))]),
    container(part(shown, { heading: '', most: LIMITS.card / 2, tight: true }, place), { style: 'emphasis' }),
    ...buttons(
      [
        alertSubmit(
          { do: 'takeEscalate', incidentId, lang },
          { title: sayChat('escalate.title', lang), style: 'positive' },
        ),
      ],
      'Medium',
    ),
  ];
  return dialog('escalate.title', body, lang);
}

/** All that is known about the event, and what was done so far. @param history hostile lines */
export function detailsDialog(card: TeamsCard, { history, lang }: { history: readonly string[]; lang: Lang }): Dialog {
  const place: Place = { lang, scale: 1 };
  const lines = history.map((one) => bullet([run(one)]));
  const told = part(lines, { heading: sayChat('card.history', lang), most: MOST_HISTORY, tight: true }, place);
  return { title: titleOf('details.title', lang), card: { ...card.card, body: [...card.card.body, ...told] } };
}

/** A sentence that may name people, with a button or without. */
export function sentenceDialog(
  title: AlertChatWord,
  { words, action, lang }: { words: string; action?: Action | undefined; lang: Lang },
): Dialog {
  return dialog(title, [rich([run(words)]), ...buttons([action], 'Medium')], lang);
}

function textInput(
  id: string,
  words: AlertChatWord,
  { lang, most, value = '' }: { lang: Lang; most: number; value?: string | undefined },
): InputText {
  return {
    type: 'Input.Text',
    id,
    label: sayChat(words, lang),
    maxLength: most,
    ...(value !== '' && { value: harmlessLines(value).slice(0, most) }),
  };
}

function dialog(title: AlertChatWord, body: Element[], lang: Lang): Dialog {
  const shown = titleOf(title, lang);
  return { title: shown, card: adaptiveCard(body, { lang, says: shown }).card };
}

function titleOf(title: AlertChatWord, lang: Lang): string {
  return label(sayChat(title, lang), LIMITS.dialogTitle);
}
