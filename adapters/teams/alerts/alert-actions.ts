/** What buttons and forms of alerts carry: ids only, never state. */
import { z } from 'zod';
import { BUTTONS } from '../../../src/alerts/alerts.ts';
import { LANGS, type Lang } from '../../../src/lang.ts';

/** Buttons of the forms; `undoMute` ends the mute that was just made. */
const FORM_VERBS = ['assignMe', 'takeAssign', 'takeMute', 'takeEscalate', 'undoMute'] as const;
export const ALERT_VERBS = [...BUTTONS, ...FORM_VERBS] as const;
export type AlertVerb = (typeof ALERT_VERBS)[number];

/** Inputs of forms. */
export const ALERT_INPUTS = {
  name: 'hvAlertName',
  scope: 'hvAlertScope',
  time: 'hvAlertTime',
  own: 'hvAlertOwn',
  reason: 'hvAlertReason',
} as const;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** `l`: the language of the card that was pressed. */
const Wire = z.object({ hv: z.literal(1), alert: z.enum(ALERT_VERBS), i: Id, m: Id.optional(), l: z.enum(LANGS) });

export interface AlertPress {
  do: AlertVerb;
  incidentId: string;
  muteId?: string | undefined;
  lang: Lang;
}

export type AlertData = z.infer<typeof Wire>;

/** Undefined when something in it is no id of ours: then there is no such button. */
export function encodeAlert({ do: alert, incidentId: i, muteId: m, lang: l }: AlertPress): AlertData | undefined {
  return Wire.safeParse({ hv: 1, alert, i, ...(m !== undefined && { m }), l }).data;
}

/** Undefined for whatever is not ours. Inputs are read with their form. */
export function decodeAlert(data: unknown): AlertPress | undefined {
  const wire = Wire.safeParse(data).data;
  if (wire === undefined) return undefined;
  const { alert, i, m, l } = wire;
  return { do: alert, incidentId: i, ...(m !== undefined && { muteId: m }), lang: l };
}

const Fields = z.record(z.string(), z.unknown());

/** What was typed or chosen; never throws. Clients keep the limits of inputs, a request that was made up does not. */
export function alertField(data: unknown, id: string, most: number): string {
  const value = Fields.safeParse(data).data?.[id];
  return typeof value === 'string' ? value.trim().slice(0, most).toWellFormed() : '';
}
