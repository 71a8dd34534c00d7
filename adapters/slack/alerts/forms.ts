/** Forms of alerts: mute with what it would have muted, assign, the ticket of an escalation; and the details. */
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { durationText } from '../../../src/alerts/alert-words.ts';
import {
  MOST_REASON,
  MUTE_TIMES,
  type MuteChoice,
  type MuteInput,
  readDuration,
  readMute,
  USUAL_TIME,
} from '../../../src/alerts/chat/mute-form.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { word } from '../../../src/chat/card-words.ts';
import { harmless, harmlessLines } from '../../../src/chat/harmless.ts';
import { plain } from '../../../src/chat/one-text.ts';
import type { Lang } from '../../../src/lang.ts';
import { line, list, own, paragraphs, plainText, preformatted, type SlackCard } from '../blocks.ts';
import { input, modal, textField } from '../inputs.ts';
import { LIMITS, SHARES } from '../limits.ts';
import { simpler } from '../render-card.ts';
import {
  ALERT_FORMS,
  ALERT_INPUTS,
  DETAILS_VIEW,
  type FormOrigin,
  readFormOrigin,
  writeFormOrigin,
} from './alert-actions.ts';

const MOST_OWN = 20;
const MOST_HISTORY = 2400;

export function muteModal(choices: readonly MuteChoice[], origin: FormOrigin): ModalView {
  const { l: lang } = origin;
  const scopes = choices.map(({ scope, title, line: says }): PlainTextOption => ({
    text: plainText(plain(title), LIMITS.optionText),
    value: scope,
    description: plainText(says, LIMITS.optionText),
  }));
  const times = MUTE_TIMES.map((time): PlainTextOption => ({
    text: plainText(durationText(readDuration(time) ?? 0, lang), LIMITS.optionText),
    value: time,
  }));
  const [first] = scopes;
  const usual = times.find(({ value }) => value === USUAL_TIME);
  const others = choices.flatMap(({ now }) => (now === undefined ? [] : [line(now)]));
  const fields: KnownBlock[] = [
    input({
      id: ALERT_INPUTS.scope,
      label: sayChat('mute.what', lang),
      element: {
        type: 'radio_buttons',
        action_id: ALERT_INPUTS.scope,
        options: scopes,
        ...(first !== undefined && { initial_option: first }),
      },
    }),
    ...(others.length === 0 ? [] : [list(others, { heading: '', most: SHARES.facts })]),
    input({
      id: ALERT_INPUTS.time,
      label: sayChat('mute.for', lang),
      element: {
        type: 'static_select',
        action_id: ALERT_INPUTS.time,
        options: times,
        ...(usual !== undefined && { initial_option: usual }),
      },
    }),
    input({
      id: ALERT_INPUTS.own,
      label: sayChat('mute.own', lang),
      element: textField(ALERT_INPUTS.own, { most: MOST_OWN }),
      hint: sayChat('mute.own.hint', lang),
      optional: true,
    }),
    input({
      id: ALERT_INPUTS.reason,
      label: sayChat('mute.reason', lang),
      element: textField(ALERT_INPUTS.reason, { most: MOST_REASON }),
    }),
  ];
  return form('mute', fields, origin);
}

export function assignModal(me: string, origin: FormOrigin): ModalView {
  const who: InputBlock = input({
    id: ALERT_INPUTS.who,
    label: sayChat('assign.who', origin.l),
    element: { type: 'users_select', action_id: ALERT_INPUTS.who, initial_user: me },
  });
  return form('assign', [who], origin);
}

/** @param ticket hostile text */
export function escalateModal(
  ticket: string,
  { canSend, origin }: { canSend: boolean; origin: FormOrigin },
): ModalView {
  const intro = sayChat(canSend ? 'escalate.intro' : 'escalate.copy', origin.l);
  const blocks = [
    paragraphs([[own(intro)]], { heading: '', most: SHARES.note }),
    preformatted(harmlessLines(ticket), LIMITS.textObject),
  ];
  return form('escalate', blocks, origin);
}

function form(name: keyof typeof ALERT_FORMS, blocks: KnownBlock[], origin: FormOrigin): ModalView {
  const title = sayChat(`${name}.title`, origin.l);
  return modal({
    callback: ALERT_FORMS[name],
    title,
    submit: title,
    close: word('modal.cancel', origin.l),
    blocks,
    metadata: writeFormOrigin(origin),
  });
}

/** All that is known about the event, and what was done so far. @param history hostile lines */
export function detailsModal(
  card: SlackCard,
  { history, lang, metadata }: { history: readonly string[]; lang: Lang; metadata?: string | undefined },
): ModalView {
  const lines = history.map((one) => [own(harmless(one))]);
  const { blocks } = simpler(card);
  return modal({
    callback: DETAILS_VIEW,
    title: sayChat('details.title', lang),
    close: word('modal.close', lang),
    blocks: [
      ...blocks,
      ...(lines.length === 0 ? [] : [list(lines, { heading: sayChat('card.history', lang), most: MOST_HISTORY })]),
    ],
    metadata,
  });
}

const Submitted = z.object({
  view: z.object({
    callback_id: z.string(),
    state: z.object({ values: z.unknown() }),
    private_metadata: z.string().optional(),
  }),
});

/** Slack's answer to a submitted form, at once: what cannot be meant stays open and says why. */
export function answerAlertForm(body: unknown): object | undefined {
  const view = Submitted.safeParse(body).data?.view;
  if (view?.callback_id !== ALERT_FORMS.mute) return undefined;
  const read = readMute(readMuteForm(view.state.values));
  if (read.ok) return undefined;
  const lang = readFormOrigin(view.private_metadata)?.l ?? 'en';
  return {
    response_action: 'errors',
    errors: { [ALERT_INPUTS[read.wrong]]: sayChat(`mute.${read.wrong}.wrong`, lang) },
  };
}

const Filled = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,30}$/)
    .nullish(),
});
const Values = z.record(z.string(), z.record(z.string(), z.unknown()));

function field(values: unknown, id: string): z.infer<typeof Filled> {
  return Filled.safeParse(Values.safeParse(values).data?.[id]?.[id]).data ?? {};
}

/** Never throws: what is missing is empty. @param values `view.state.values` */
export function readMuteForm(values: unknown): MuteInput {
  return {
    scope: field(values, ALERT_INPUTS.scope).selected_option?.value,
    time: field(values, ALERT_INPUTS.time).selected_option?.value,
    own: field(values, ALERT_INPUTS.own).value ?? '',
    reason: field(values, ALERT_INPUTS.reason).value ?? '',
  };
}

export function readAssignForm(values: unknown): string | undefined {
  return field(values, ALERT_INPUTS.who).selected_user ?? undefined;
}
