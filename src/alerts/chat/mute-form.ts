/** The mute form: what can be chosen, what each choice would have muted, and what was filled in. */
import type { Text } from '../../card/card.ts';
import { eventText, plain } from '../../card/spans.ts';
import type { Lang } from '../../lang.ts';
import { numberText } from '../alert-words.ts';
import { type Alerts, type IncidentView, MUTE_SCOPES, type MuteScope } from '../alerts.ts';
import { aroundChat, sayChat } from './words.ts';

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE,
  min: MINUTE,
  分: MINUTE,
  h: 60 * MINUTE,
  時間: 60 * MINUTE,
  d: 24 * 60 * MINUTE,
  日: 24 * 60 * MINUTE,
};
const OWN = /^(\d{1,6}) ?(m|min|h|d|分|時間|日)$/;
const LONGEST_MS = 366 * 24 * 60 * MINUTE;
const LONGEST_OWN = 20;
export const MOST_REASON = 500;
/** Names of incidents that it would mute now. */
const MOST_NAMES = 3;

export const MUTE_TIMES = ['1h', '4h', '1d', '7d'] as const;
export type MuteTime = (typeof MUTE_TIMES)[number];
export const USUAL_TIME: MuteTime = '4h';

/** `4h`, `90m`, `3日` -> milliseconds; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  if (text.length > LONGEST_OWN) return undefined;
  const [, n, unit = ''] = OWN.exec(text.normalize('NFKC').trim().toLowerCase()) ?? [];
  const ms = Number(n) * (UNITS[unit] ?? 0);
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined;
}

/** As the form came back: untrusted. */
export interface MuteInput {
  scope: string | undefined;
  time: string | undefined;
  own: string;
  reason: string;
}

export type MuteRead =
  | { ok: true; scope: MuteScope; forMs: number; reason: string }
  | { ok: false; wrong: 'own' | 'reason' };

export function readMute({ scope, time, own, reason }: MuteInput): MuteRead {
  const forMs = readDuration(own.trim() === '' ? (time ?? USUAL_TIME) : own);
  if (forMs === undefined) return { ok: false, wrong: 'own' };
  if (reason.trim() === '') return { ok: false, wrong: 'reason' };
  const known = MUTE_SCOPES.find((one) => one === scope) ?? 'incident';
  return { ok: true, scope: known, forMs, reason: reason.trim().slice(0, MOST_REASON).toWellFormed() };
}

export interface MuteChoice {
  scope: MuteScope;
  /** Hostile. */
  title: Text;
  /** What it would have muted. */
  line: string;
  /** What is open of it now; undefined when nothing but this one is. Hostile. */
  now: Text | undefined;
}

/** The ways to mute an incident, the narrowest first; without the host's when it has none. */
export async function muteChoices(alerts: Alerts, incident: IncidentView, lang: Lang): Promise<MuteChoice[]> {
  const scopes = MUTE_SCOPES.filter((scope) => scope !== 'host' || incident.host !== undefined);
  const choices = await Promise.all(scopes.map((scope) => choiceOf(alerts, incident, { scope, lang })));
  return choices.flatMap((choice) => choice ?? []);
}

async function choiceOf(
  alerts: Alerts,
  incident: IncidentView,
  { scope, lang }: { scope: MuteScope; lang: Lang },
): Promise<MuteChoice | undefined> {
  const preview = await alerts.previewMute(incident.id, scope);
  if (preview === undefined) return undefined;
  const { incidents, events } = preview.wouldHaveMuted;
  const values = { open: preview.incidents, incidents, events };
  const line = sayChat(
    'mute.preview.line',
    lang,
    Object.fromEntries(Object.entries(values).map(([name, n]) => [name, numberText(n)])),
  );
  const others = preview.examples.filter(({ id }) => id !== incident.id).slice(0, MOST_NAMES);
  return { scope, title: titleOf(incident, scope, lang), line, now: namesOf(others, { alerts, lang }) };
}

function titleOf(incident: IncidentView, scope: MuteScope, lang: Lang): Text {
  if (scope === 'event') return [plain(sayChat('mute.event', lang))];
  const where = scope === 'host' ? incident.host : (incident.vm ?? incident.host);
  const [before, after] = aroundChat(`mute.${scope}`, lang);
  const place = where === undefined || where === '' ? [plain(sayChat('mute.here', lang))] : eventText(where);
  return [plain(before), ...place, plain(after)];
}

function namesOf(others: readonly IncidentView[], { alerts, lang }: { alerts: Alerts; lang: Lang }): Text | undefined {
  if (others.length === 0) return undefined;
  const [before, after] = aroundChat('mute.preview.now', lang);
  const names = others.flatMap((one, i): Text => {
    const where = one.vm ?? one.host ?? '';
    const between = i === 0 ? [] : [plain(lang === 'ja' ? '、' : '; ')];
    return [...between, ...(where === '' ? [] : [...eventText(where), plain(' ')]), ...shortName(alerts, one, lang)];
  });
  return [plain(before), ...names, plain(after)];
}

/** `VMSMP 26` of `VMSMP 26: …`. */
function shortName(alerts: Alerts, one: IncidentView, lang: Lang): Text {
  const [first] = alerts.nameOf(one, lang);
  return first === undefined ? [] : [{ kind: first.kind, text: first.text.replace(/: $/, '') }];
}
