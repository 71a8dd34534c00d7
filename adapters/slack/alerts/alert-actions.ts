/** Names of what can be pressed and filled in on cards of alerts, and what buttons and forms carry: ids only. */
import { z } from 'zod';
import { type ButtonDo, BUTTONS } from '../../../src/alerts/alerts.ts';
import { type Pressed, pressedOf } from '../../../src/alerts/chat/press.ts';
import { LANGS } from '../../../src/lang.ts';
import { LIMITS } from '../limits.ts';

export type AlertActionId = `hv_alert_${ButtonDo}`;

/** `action_id`s, one for each button. */
export const ALERT_ACTIONS: readonly AlertActionId[] = BUTTONS.map(alertActionId);

export function alertActionId(what: ButtonDo): AlertActionId {
  return `hv_alert_${what}`;
}

/** `callback_id`s of forms that are submitted. */
export const ALERT_FORMS = {
  assign: 'hv_alert_assign_form',
  mute: 'hv_alert_mute_form',
  escalate: 'hv_alert_escalate_form',
} as const;

export type AlertFormId = (typeof ALERT_FORMS)[keyof typeof ALERT_FORMS];
/** Of a modal that only shows. */
export const DETAILS_VIEW = 'hv_alert_details';

/** Fields of forms: each is the `block_id` and the `action_id`. */
export const ALERT_INPUTS = {
  who: 'hv_in_alert_who',
  scope: 'hv_in_alert_scope',
  time: 'hv_in_alert_time',
  own: 'hv_in_alert_own',
  reason: 'hv_in_alert_reason',
} as const;

const Wire = z.strictObject({ v: z.literal(1), i: z.string(), m: z.string().optional() });

export function encodePress({ incidentId: i, muteId: m }: Omit<Pressed, 'do'>): string {
  return JSON.stringify({ v: 1, i, ...(m !== undefined && { m }) });
}

const Action = z.object({ action_id: z.string(), value: z.string().max(LIMITS.buttonValue) });

/** Undefined for a button of another version of us. @param action `payload.actions[0]` */
export function readPress(action: unknown): Pressed | undefined {
  const { action_id: id, value } = Action.safeParse(action).data ?? {};
  const wire = Wire.safeParse(parsed(value)).data;
  return wire === undefined ? undefined : pressedOf(id?.replace(/^hv_alert_/, ''), wire.i, wire.m);
}

/** What a form brings back. */
const Origin = z.object({
  i: z.string(),
  /** The language it was shown in. */
  l: z.enum(LANGS),
  /** Where the card stands. */
  c: z.string().optional(),
  t: z.string().optional(),
});
export type FormOrigin = z.infer<typeof Origin>;

export function writeFormOrigin(origin: FormOrigin): string {
  return JSON.stringify(origin);
}

export function readFormOrigin(metadata: string | undefined): FormOrigin | undefined {
  return Origin.safeParse(parsed(metadata)).data;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
