/** A form of the board -> what is done. */
import { type Actor, type Alerts, MUTE_SCOPES, type MuteScope, type Refused } from '../../../src/alerts/alerts.ts';
import type { Lang } from '../../../src/lang.ts';
import { DEEDS, type Deed } from './deeds.ts';
import { LONGEST_REASON, MUTE_TIME_NAMES, MUTE_TIMES } from './mute-page.ts';

const LONGEST_NAME = 100;

export type WantedDeed =
  | { name: Exclude<Deed, 'assign' | 'mute'> }
  | { name: 'assign'; to: Actor }
  | { name: 'mute'; scope: MuteScope; until: number; reason: string };

/** Undefined when it is no form of ours. */
export function readDeed(fields: ReadonlyMap<string, string>, now: number): WantedDeed | undefined {
  const name = DEEDS.find((deed) => deed === fields.get('do'));
  switch (name) {
    case undefined:
      return undefined;
    case 'assign': {
      const to = (fields.get('to') ?? '').trim().slice(0, LONGEST_NAME).toWellFormed();
      return to === '' ? undefined : { name, to: { kind: 'operator', id: to, name: to } };
    }
    case 'mute': {
      const scope = MUTE_SCOPES.find((one) => one === fields.get('scope'));
      const time = MUTE_TIME_NAMES.find((one) => one === fields.get('for'));
      if (scope === undefined || time === undefined) return undefined;
      const reason = (fields.get('reason') ?? '').trim().slice(0, LONGEST_REASON).toWellFormed();
      return { name, scope, until: now + MUTE_TIMES[time], reason };
    }
    default:
      return { name };
  }
}

export type Outcome = { ok: true; ticket?: string } | Refused;

const NO_INCIDENT: Refused = {
  ok: false,
  why: 'notFound',
  text: { en: 'There is no such incident.', ja: 'このインシデントはありません。' },
};
const NOT_MUTED: Refused = {
  ok: false,
  why: 'alreadyDone',
  text: { en: 'It is not muted.', ja: 'ミュートされていません。' },
};

/** A ticket comes with what was escalated. */
export async function act(
  alerts: Alerts,
  deed: WantedDeed,
  { id, by, lang }: { id: string; by: Actor; lang: Lang },
): Promise<Outcome> {
  switch (deed.name) {
    case 'ack':
      return alerts.acknowledge(id, by);
    case 'unack':
      return alerts.unacknowledge(id, by);
    case 'assign':
      return alerts.assign(id, by, deed.to);
    case 'mute':
      return alerts.mute(id, by, { scope: deed.scope, until: deed.until, reason: deed.reason });
    case 'unmute':
      return endMuteOf(alerts, id, by);
    case 'resolve':
      return alerts.resolve(id, by);
    case 'reopen':
      return alerts.reopen(id, by);
    case 'escalate':
      return alerts.escalate(id, by, lang);
    default:
      return deed satisfies never;
  }
}

/** Ends the mute that covers the incident now. */
export async function endMuteOf(alerts: Alerts, id: string, by: Actor): Promise<Awaited<ReturnType<Alerts['unmute']>>> {
  const incident = await alerts.incident(id);
  if (incident === undefined) return NO_INCIDENT;
  return incident.mute === undefined ? NOT_MUTED : alerts.unmute(incident.mute.id, by);
}
