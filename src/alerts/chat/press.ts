/** Buttons of a card that need no form: what is done, and what the person is told of it. */
import type { Lang } from '../../lang.ts';
import { type Actor, type Alerts, type ButtonDo, BUTTONS, type IncidentView, type Refused } from '../alerts.ts';
import { sayChat } from './words.ts';

/** What a button carries: ids, never state. */
export interface Pressed {
  do: ButtonDo;
  incidentId: string;
  /** Of `unmute`. */
  muteId?: string;
}

const QUICK = ['ack', 'unack', 'resolve', 'reopen', 'unmute'] as const satisfies readonly ButtonDo[];
/** Done at once; the others ask or show something first. */
export type QuickDo = (typeof QUICK)[number];
export const WITH_FORM = ['assign', 'mute', 'escalate', 'details'] as const satisfies readonly Exclude<
  ButtonDo,
  QuickDo
>[];
export type FormDo = (typeof WITH_FORM)[number];

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Undefined for what is no button of ours. */
export function pressedOf(what: unknown, incidentId: unknown, muteId?: unknown): Pressed | undefined {
  const known = BUTTONS.find((one) => one === what);
  if (known === undefined || !isId(incidentId) || (muteId !== undefined && !isId(muteId))) return undefined;
  return { do: known, incidentId, ...(muteId !== undefined && { muteId }) };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

export function isQuick(what: ButtonDo): what is QuickDo {
  return QUICK.some((one) => one === what);
}

export type Pushed = { ok: true; incident: IncidentView; told: (lang: Lang) => string } | Refused;

/** Twice the same press is done once: the second one is refused, in words. */
export async function push(
  { do: what, incidentId, muteId }: Pressed & { do: QuickDo },
  by: Actor,
  alerts: Alerts,
): Promise<Pushed> {
  if (what === 'unmute') return endMute({ incidentId, muteId }, by, alerts);
  const done = await CALLS[what](alerts, incidentId, by);
  return done.ok ? { ok: true, incident: done.incident, told: (lang) => sayChat(`${what}.done`, lang) } : done;
}

const CALLS = {
  ack: (alerts: Alerts, id: string, by: Actor) => alerts.acknowledge(id, by),
  unack: (alerts: Alerts, id: string, by: Actor) => alerts.unacknowledge(id, by),
  resolve: (alerts: Alerts, id: string, by: Actor) => alerts.resolve(id, by),
  reopen: (alerts: Alerts, id: string, by: Actor) => alerts.reopen(id, by),
} as const satisfies Record<Exclude<QuickDo, 'unmute'>, unknown>;

async function endMute({ incidentId, muteId }: Omit<Pressed, 'do'>, by: Actor, alerts: Alerts): Promise<Pushed> {
  const wanted = muteId ?? (await alerts.incident(incidentId))?.mute?.id ?? '';
  const done = await alerts.unmute(wanted, by);
  if (!done.ok) return done;
  const incident = await alerts.incident(incidentId);
  if (incident === undefined) return GONE;
  const n = String(done.incidents);
  return { ok: true, incident, told: (lang) => sayChat('mute.undone', lang, { n }) };
}

export const GONE: Refused = {
  ok: false,
  why: 'notFound',
  text: { en: 'There is no such incident any more.', ja: 'このインシデントはもうありません。' },
};
