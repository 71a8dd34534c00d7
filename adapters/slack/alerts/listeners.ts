/** Buttons and forms of incidents. Slack has heard of each before anything else is done; what is refused, the person alone is told. */
import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { momentText } from '../../../src/alerts/alert-words.ts';
import type { GuardedAction, IncidentView, Refused } from '../../../src/alerts/alerts.ts';
import type { ChatAlerts } from '../../../src/alerts/chat/chat-alerts.ts';
import { textOfIncident } from '../../../src/alerts/chat/ask-again.ts';
import { historyLines } from '../../../src/alerts/chat/incident-list.ts';
import { muteChoices, readMute } from '../../../src/alerts/chat/mute-form.ts';
import { type FormDo, GONE, isQuick, push, type Pressed } from '../../../src/alerts/chat/press.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { notAllowed } from '../../../src/alerts/refusals.ts';
import { newContext } from '../../../src/chat/asking.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import { own, paragraphs, row, type SlackCard } from '../blocks.ts';
import { type Click, readClick, sayTo, writeOrigin } from '../click.ts';
import { mrkdwnText } from '../escape.ts';
import { SHARES } from '../limits.ts';
import { guarded } from '../listeners/guarded.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import { renderFinding } from '../render-card.ts';
import { answerPerson, type ToPerson } from '../reply.ts';
import { type Actors, createActors } from './actor.ts';
import {
  ALERT_ACTIONS,
  ALERT_FORMS,
  type AlertFormId,
  type FormOrigin,
  readFormOrigin,
  readPress,
} from './alert-actions.ts';
import { assignModal, detailsModal, escalateModal, muteModal, readAssignForm, readMuteForm } from './forms.ts';
import { alertButton } from './render-incident.ts';

export function listenForAlertButtons(app: App, parts: Parts): void {
  const actors = createActors(parts);
  for (const id of ALERT_ACTIONS) {
    app.action<BlockAction>({ type: 'block_actions', action_id: id }, async ({ body, client, context }) => {
      const click = readClick(body, { client, context });
      await guarded(`a click on ${id}`, click, parts, () => onPress(click, actors, parts));
    });
  }
}

async function onPress(click: Click, actors: Actors, parts: Parts): Promise<void> {
  const { alerts } = parts;
  const pressed = readPress(click.action);
  if (alerts === undefined || pressed === undefined || click.isStranger) {
    const word = alerts === undefined ? 'off' : pressed === undefined ? 'old' : 'stranger';
    return tellPerson(click, sayChat(word, await parts.langs.of(click)), parts);
  }
  const { do: what } = pressed;
  if (isQuick(what)) return quick(click, { ...pressed, do: what }, { actors, alerts, parts });
  return openForm(click, { ...pressed, do: what }, { actors, alerts, parts });
}

interface At {
  actors: Actors;
  alerts: ChatAlerts;
  parts: Parts;
}

/** The card itself shows what was done: delivery edits it. */
async function quick(click: Click, pressed: Parameters<typeof push>[0], { actors, alerts, parts }: At): Promise<void> {
  const done = await push(pressed, await actors(click), alerts.alerts);
  if (!done.ok) return refuse(click, done, parts);
  // An undo stands in a message of this person's own, which goes with it.
  const isOwn = click.isMessage && click.messageTs === undefined;
  if (!isOwn && pressed.do !== 'unmute') return;
  const lang = await parts.langs.of(click);
  await answerPerson(click, said(done.told(lang)), parts, { replace: isOwn });
}

const ROLES: Readonly<Partial<Record<FormDo, GuardedAction>>> = {
  assign: 'acknowledge',
  mute: 'mute',
  escalate: 'escalate',
};

async function openForm(click: Click, pressed: Pressed & { do: FormDo }, at: At): Promise<void> {
  const { alerts, parts } = at;
  const role = ROLES[pressed.do];
  const lang = await parts.langs.of(click);
  if (role !== undefined && !alerts.alerts.mayDo(role, { kind: 'slack', id: click.person }))
    return refuse(click, notAllowed(role), parts, lang);
  const origin: FormOrigin = {
    i: pressed.incidentId,
    l: lang,
    ...(click.channel !== undefined && { c: click.channel }),
    ...(click.threadTs !== undefined && { t: click.threadTs }),
  };
  const view = async () => {
    const incident = await alerts.alerts.incident(pressed.incidentId);
    if (incident !== undefined) return viewOf(pressed.do, incident, { origin, click, at });
    await refuse(click, GONE, parts);
    return undefined;
  };
  const { client, triggerId } = click;
  const opened = await openModal({ client, triggerId, onTop: click.view !== undefined, lang, log: parts.log }, view());
  if (!opened) await sayTo(click, 'noForm', parts, { lang });
}

async function viewOf(
  what: FormDo,
  incident: IncidentView,
  { origin, click, at }: { origin: FormOrigin; click: Click; at: At },
): Promise<ModalView> {
  const { alerts } = at;
  const { l: lang } = origin;
  switch (what) {
    case 'mute':
      return muteModal(await muteChoices(alerts.alerts, incident, lang), origin);
    case 'assign':
      return assignModal(click.person, origin);
    case 'escalate':
      return escalateModal(alerts.ticket(incident, lang), { canSend: alerts.canEscalate, origin });
    case 'details':
      return details(incident, { origin, click, at });
    default:
      return what satisfies never;
  }
}

/** As a private answer where it can be asked about again: its questions then have their buttons. */
async function details(
  incident: IncidentView,
  { origin, click, at }: { origin: FormOrigin; click: Click; at: At },
): Promise<ModalView> {
  const { alerts, parts } = at;
  const { l: lang } = origin;
  const { publicUrl } = parts.settings;
  const history = await historyLines(alerts.alerts, incident.id, { lang, timeZone: alerts.timeZone });
  const { finding } = alerts.alerts.card(incident, lang);
  const text = textOfIncident(incident, finding, parts.answerer());
  const { place, person, channel, threadTs } = click;
  const asking = { place, person, channel, audience: 'person', lang } as const;
  const asked = text === undefined ? undefined : parts.contexts.create(newContext(asking, [{ text }]));
  // Without an ID of an answer the card has no buttons.
  const card = renderFinding(finding, { lang, answerId: asked?.id ?? '', index: 0, offerShare: false, publicUrl });
  const metadata = asked && writeOrigin({ a: asked.id, c: channel, t: threadTs });
  return detailsModal(card, { history, lang, metadata });
}

export function listenForAlertForms(app: App, parts: Parts): void {
  const actors = createActors(parts);
  for (const id of Object.values(ALERT_FORMS)) {
    app.view({ callback_id: id, type: 'view_submission' }, async ({ view, body, client, context }) => {
      const origin = readFormOrigin(view.private_metadata);
      const { c: channel, t: threadTs } = origin ?? {};
      const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, threadTs };
      await guarded('a form of alerts', who, parts, async () => {
        const { alerts } = parts;
        if (alerts === undefined || origin === undefined) return;
        await take(id, { origin, values: view.state.values, who }, { actors, alerts, parts });
      });
    });
  }
}

interface Submission {
  origin: FormOrigin;
  values: unknown;
  who: ToPerson;
}

function take(id: AlertFormId, submission: Submission, at: At): Promise<void> {
  switch (id) {
    case ALERT_FORMS.mute:
      return takeMute(submission, at);
    case ALERT_FORMS.assign:
      return takeAssign(submission, at);
    case ALERT_FORMS.escalate:
      return takeEscalate(submission, at);
    default:
      return id satisfies never;
  }
}

async function takeMute({ origin, values, who }: Submission, { actors, alerts, parts }: At): Promise<void> {
  const { l: lang, i: incidentId } = origin;
  const read = readMute(readMuteForm(values));
  if (!read.ok) return tellPerson(who, sayChat(`mute.${read.wrong}.wrong`, lang), parts);
  const { scope, forMs, reason } = read;
  const until = parts.now() + forMs;
  const done = await alerts.alerts.mute(incidentId, await actors(who), { scope, until, reason });
  if (!done.ok) return refuse(who, done, parts, lang);
  const muteId = done.incident.mute?.id;
  const words = sayChat('mute.done', lang, { until: momentText(until, alerts.timeZone) });
  const label = sayChat('mute.undo', lang);
  const undo = muteId === undefined ? [] : row([alertButton({ do: 'unmute', label }, { incidentId, muteId })]);
  const card = said(words);
  await answerPerson(who, { ...card, blocks: [...card.blocks, ...undo] }, parts);
}

async function takeAssign({ origin, values, who }: Submission, { actors, alerts, parts }: At): Promise<void> {
  const chosen = readAssignForm(values);
  if (chosen === undefined) return;
  const { channel: _, ...rest } = who;
  const to = await actors({ ...rest, person: chosen });
  const done = await alerts.alerts.assign(origin.i, await actors(who), to);
  if (!done.ok) return refuse(who, done, parts, origin.l);
  await tellPerson(who, sayChat('assign.done', origin.l, { who: to.name ?? to.id }), parts);
}

async function takeEscalate({ origin, who }: Submission, { actors, alerts, parts }: At): Promise<void> {
  const done = await alerts.alerts.escalate(origin.i, await actors(who), origin.l);
  if (!done.ok) return refuse(who, done, parts, origin.l);
  await tellPerson(who, sayChat('escalate.done', origin.l), parts);
}

async function refuse(who: ToPerson, { text }: Refused, parts: Parts, lang?: Lang): Promise<void> {
  await tellPerson(who, text[lang ?? (await parts.langs.of(who))], parts);
}

async function tellPerson(who: ToPerson, words: string, parts: Parts): Promise<void> {
  await answerPerson(who, said(words), parts);
}

/** A sentence that may name people. */
function said(words: string): SlackCard {
  return {
    text: mrkdwnText(words, SHARES.fallbackText),
    blocks: [paragraphs([[own(words)]], { heading: '', most: SHARES.explanation })],
  };
}
