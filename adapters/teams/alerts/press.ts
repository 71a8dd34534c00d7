/** Buttons and dialogs of incidents. What is refused, the person alone is told. */
import { momentText } from '../../../src/alerts/alert-words.ts';
import type { Actor, GuardedAction, IncidentView, Refused } from '../../../src/alerts/alerts.ts';
import type { ChatAlerts } from '../../../src/alerts/chat/chat-alerts.ts';
import { textOfIncident } from '../../../src/alerts/chat/ask-again.ts';
import { historyLines } from '../../../src/alerts/chat/incident-list.ts';
import { muteChoices, readMute } from '../../../src/alerts/chat/mute-form.ts';
import { type FormDo, GONE, isQuick, push, type QuickDo } from '../../../src/alerts/chat/press.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { notAllowed } from '../../../src/alerts/refusals.ts';
import { newContext } from '../../../src/chat/asking.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import { forDialog } from '../drawing.ts';
import type { TeamsReply, TeamsTurn } from '../port.ts';
import { renderFinding } from '../render-card.ts';
import { answerPerson } from '../reply.ts';
import type { Who } from '../who.ts';
import { ALERT_INPUTS, alertField, type AlertPress, decodeAlert } from './alert-actions.ts';
import { alertSubmit } from './alert-buttons.ts';
import {
  assignDialog,
  detailsDialog,
  escalateDialog,
  MOST_NAME,
  muteDialog,
  readMuteForm,
  sentenceDialog,
} from './forms.ts';
import { renderIncident } from './render-incident.ts';

/** A press on something of alerts, by who the authenticated turn says. */
interface At {
  press: AlertPress;
  turn: TeamsTurn;
  who: Who;
  by: Actor;
  /** Of the person. */
  lang: Lang;
  alerts: ChatAlerts;
  parts: Parts;
}

/** Undefined for what is no button of alerts. */
export function readAlertPress({ kind, data }: TeamsTurn): AlertPress | undefined {
  return kind === 'cardAction' || kind === 'submit' ? decodeAlert(data) : undefined;
}

export async function onAlertPress(press: AlertPress, turn: TeamsTurn, who: Who, parts: Parts): Promise<TeamsReply> {
  const { alerts } = parts;
  const lang = await parts.langs.of(who);
  if (alerts === undefined) return tell(sayChat('off', lang), { turn, who, parts });
  return act({ press, turn, who, by: actorOf(turn, who), lang, alerts, parts });
}

function actorOf({ user }: TeamsTurn, { conversation, name }: Who): Actor {
  return { kind: 'teams', id: user.aadId ?? user.id, ...(name !== '' && { name }), place: `teams:${conversation}` };
}

function act(at: At): Promise<TeamsReply> {
  const { do: what } = at.press;
  switch (what) {
    case 'takeMute':
      return takeMute(at);
    case 'assignMe':
      return assign(at, at.by);
    case 'takeAssign':
      return takeAssign(at);
    case 'takeEscalate':
      return takeEscalate(at);
    case 'undoMute':
      return undoMute(at);
    default:
      return isQuick(what) ? quick(what, at) : openForm(what, at);
  }
}

/** The new card stands in the place of the old one at once for who pressed; for the others delivery edits it. */
async function quick(what: QuickDo, at: At): Promise<TeamsReply> {
  const { press, by, alerts, turn, lang } = at;
  const done = await push({ ...pressedOf(press), do: what }, by, alerts.alerts);
  if (!done.ok) return refuse(done, at);
  if (turn.kind === 'submit') return tell(done.told(lang), at);
  const { card } = renderIncident(alerts.alerts.card(done.incident, press.lang), alerts);
  return { card };
}

function pressedOf({ incidentId, muteId }: AlertPress): { incidentId: string; muteId?: string } {
  return { incidentId, ...(muteId !== undefined && { muteId }) };
}

const ROLES: Readonly<Partial<Record<FormDo, GuardedAction>>> = {
  assign: 'acknowledge',
  mute: 'mute',
  escalate: 'escalate',
};

async function openForm(what: FormDo, at: At): Promise<TeamsReply> {
  const { press, by, alerts } = at;
  const role = ROLES[what];
  if (role !== undefined && !alerts.alerts.mayDo(role, by)) return refuse(notAllowed(role), at);
  const incident = await alerts.alerts.incident(press.incidentId);
  if (incident === undefined) return refuse(GONE, at);
  return { dialog: await dialogOf(what, incident, at) };
}

async function dialogOf(what: FormDo, incident: IncidentView, at: At) {
  const { lang, alerts } = at;
  const asked = { incidentId: incident.id, lang };
  switch (what) {
    case 'mute':
      return muteDialog(await muteChoices(alerts.alerts, incident, lang), asked);
    case 'assign':
      return assignDialog(asked);
    case 'escalate':
      return escalateDialog(alerts.ticket(incident, lang), { canSend: alerts.canEscalate, asked });
    case 'details':
      return details(incident, at);
    default:
      return what satisfies never;
  }
}

/** As a private answer where it can be asked about again: its questions then have their buttons. */
async function details(incident: IncidentView, { who, lang, alerts, parts }: At) {
  const history = await historyLines(alerts.alerts, incident.id, { lang, timeZone: alerts.timeZone });
  const { finding } = alerts.alerts.card(incident, lang);
  const text = textOfIncident(incident, finding, parts.answerer());
  const asking = { place: who.at, person: who.person, audience: 'person', lang } as const;
  const asked = text === undefined ? undefined : parts.contexts.create(newContext(asking, [{ text }]));
  const { publicUrl } = parts.settings;
  // Without an ID of an answer the card has no buttons.
  const card = renderFinding(finding, { lang, answerId: asked?.id ?? '', index: 0, offerShare: false, publicUrl });
  const { title, card: shown } = detailsDialog(card, { history, lang });
  return { title, card: forDialog(shown) };
}

async function takeMute(at: At): Promise<TeamsReply> {
  const { press, turn, by, lang, alerts, parts } = at;
  const { incidentId } = press;
  const input = readMuteForm(turn.data);
  const read = readMute(input);
  if (!read.ok) {
    const incident = await alerts.alerts.incident(incidentId);
    if (incident === undefined) return refuse(GONE, at);
    const choices = await muteChoices(alerts.alerts, incident, lang);
    return { dialog: muteDialog(choices, { incidentId, lang }, { what: read.wrong, input }) };
  }
  const { scope, forMs, reason } = read;
  const until = parts.now() + forMs;
  const done = await alerts.alerts.mute(incidentId, by, { scope, until, reason });
  if (!done.ok) return refuse(done, at);
  const muteId = done.incident.mute?.id;
  const words = sayChat('mute.done', lang, { until: momentText(until, alerts.timeZone) });
  const undo =
    muteId && alertSubmit({ do: 'undoMute', incidentId, muteId, lang }, { title: sayChat('mute.undo', lang) });
  return { dialog: sentenceDialog('mute.title', { words, action: undo || undefined, lang }) };
}

async function undoMute(at: At): Promise<TeamsReply> {
  const done = await push({ ...pressedOf(at.press), do: 'unmute' }, at.by, at.alerts.alerts);
  return done.ok ? tell(done.told(at.lang), at) : refuse(done, at);
}

async function takeAssign(at: At): Promise<TeamsReply> {
  const name = alertField(at.turn.data, ALERT_INPUTS.name, MOST_NAME);
  // Nobody's ID is known here: it is only a name, and gives no rights.
  return name === ''
    ? tell(sayChat('assign.name.wrong', at.lang), at)
    : assign(at, { kind: 'teams', id: `name:${name}`, name });
}

async function assign(at: At, { kind, id, name }: Actor): Promise<TeamsReply> {
  const { press, by, alerts, lang } = at;
  const to: Actor = { kind, id, ...(name !== undefined && { name }) };
  const done = await alerts.alerts.assign(press.incidentId, by, to);
  return done.ok ? tell(sayChat('assign.done', lang, { who: name ?? id }), at) : refuse(done, at);
}

async function takeEscalate(at: At): Promise<TeamsReply> {
  const done = await at.alerts.alerts.escalate(at.press.incidentId, at.by, at.lang);
  return done.ok ? tell(sayChat('escalate.done', at.lang), at) : refuse(done, at);
}

function refuse({ text }: Refused, at: At): Promise<TeamsReply> {
  return tell(text[at.lang], at);
}

/** Where the button was; with old clients as a message to this person alone. */
async function tell(words: string, { turn, who, parts }: Pick<At, 'turn' | 'who' | 'parts'>): Promise<TeamsReply> {
  if (turn.kind !== 'submit') return { message: words };
  await answerPerson(who, { text: words }, parts);
  return undefined;
}
