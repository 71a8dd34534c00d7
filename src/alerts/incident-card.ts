/** Incident -> card, in one language. Pure; whatever comes from events or people is marked as hostile. */
import type { FindingCard, Sign, Span, Text } from '../card/card.ts';
import { buildFindingCard } from '../card/build-card.ts';
import { visible } from '../card/plain-text.ts';
import { eventText, eventValue, linesOf, ownText, plain } from '../card/spans.ts';
import { say, SYMBOLS } from '../card/words.ts';
import type { Finding, FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { Actor, ButtonDo, CardButton, IncidentCard, IncidentState, IncidentView } from './alerts.ts';
import { momentText, numberText, sayAlert, sayAlertText } from './alert-words.ts';

export interface CardContext {
  lang: Lang;
  /** Of times in sentences. */
  timeZone: string;
  /** Address of the board, without a slash at its end. */
  publicUrl?: string | undefined;
}

const BUTTONS_OF = {
  open: ['ack', 'assign', 'mute', 'resolve', 'escalate', 'details'],
  acknowledged: ['resolve', 'unack', 'assign', 'mute', 'escalate', 'details'],
  muted: ['unmute', 'resolve', 'details'],
  resolved: ['reopen', 'details'],
} as const satisfies Record<IncidentState, readonly ButtonDo[]>;

/** @param finding the incident's sample, told in the language of the card */
export function incidentCard(view: IncidentView, finding: Finding, context: CardContext): IncidentCard {
  const { lang } = context;
  const details = buildFindingCard(finding, lang);
  return {
    lang,
    incidentId: view.id,
    ...(view.mute !== undefined && { muteId: view.mute.id }),
    revision: view.revision,
    state: view.state,
    verdict: view.verdict,
    sign: signOf(view.verdict, details, lang),
    title: titleOf(finding),
    stateLine: stateLine(view, context),
    facts: factsOf(view, context),
    count: view.count,
    hosts: view.hosts,
    hostCount: view.hostCount,
    firstAt: view.firstAt,
    lastAt: view.lastAt,
    finding,
    details,
    buttons: BUTTONS_OF[view.state]
      .filter((what) => what !== 'unmute' || view.mute !== undefined)
      .map((what) => button(what, lang)),
    ...linkOf(view.id, context),
    updatedAt: view.updatedAt,
  };
}

/** Of the board's page of an incident. */
export function linkOf(id: string, { publicUrl }: CardContext): { link?: string } {
  return publicUrl === undefined ? {} : { link: `${publicUrl.replace(/\/$/, '')}/alerts/${encodeURIComponent(id)}` };
}

/** The sign of the verdict that the incident has: the most urgent one seen, whatever its sample says. */
export function signOfVerdict(name: FindingVerdict, lang: Lang): Sign {
  return { name, symbol: SYMBOLS[name], word: say(`sign.${name}`, lang) };
}

function signOf(verdict: FindingVerdict, { blocks }: FindingCard, lang: Lang): Sign {
  const [first] = blocks;
  return first?.type === 'verdict' && first.sign.name === verdict ? first.sign : signOfVerdict(verdict, lang);
}

/** `VMSMP 26: …`; what is said of an event that is not known repeats its names. */
export function titleOf({ kind, provider, eventId, title = '' }: Finding): Text {
  if (kind !== 'known') return eventText(title);
  const name = [provider ?? '', eventId === undefined ? '' : String(eventId)].filter((part) => part !== '').join(' ');
  return name === '' || title.includes(name) ? ownText(title) : [plain(`${name}: `), ...ownText(title)];
}

/** Names are what people chose on their platform. */
export function nameOfActor({ kind, id, name }: Actor): Text {
  if (kind === 'system') return [plain('hvevent')];
  return name === undefined || name === '' ? eventText(id) : eventText(name);
}

function stateLine(view: IncidentView, { lang, timeZone }: CardContext): Text {
  const { state, assignee, acknowledgedBy, mute } = view;
  const time = (at: number | undefined): Text => (at === undefined ? [] : [plain(momentText(at, timeZone))]);
  const nameOf = (actor: Actor | undefined): Text => (actor === undefined ? [] : nameOfActor(actor));
  switch (state) {
    case 'open':
      return assignee === undefined
        ? [plain(sayAlert('state.open', lang))]
        : sayAlertText('state.assigned', lang, { who: nameOf(assignee) });
    case 'acknowledged':
      return sayAlertText(assignee === undefined ? 'state.acknowledged' : 'state.acknowledged.assigned', lang, {
        who: nameOf(acknowledgedBy),
        until: time(view.expiresAt),
        assignee: nameOf(assignee),
      });
    case 'muted':
      if (mute === undefined) return [plain(sayAlert('state.muted.plain', lang))];
      return sayAlertText('state.muted', lang, {
        who: nameOf(mute.by),
        until: time(mute.until),
        reason: reasonText(mute.reason, lang),
      });
    case 'resolved':
      return sayAlertText(view.resolvedBy?.kind === 'system' ? 'state.quiet' : 'state.resolved', lang, {
        who: nameOf(view.resolvedBy),
        at: time(view.resolvedAt),
      });
    default:
      return state satisfies never;
  }
}

function reasonText(reason: string, lang: Lang): Text {
  return reason === '' ? [plain(sayAlert('noReason', lang))] : eventText(reason);
}

function factsOf({ vm, host, source, event, formerId }: IncidentView, { lang }: CardContext): IncidentCard['facts'] {
  const fact = (word: 'vm' | 'host' | 'source' | 'time', value: string | undefined) =>
    value === undefined || value === ''
      ? []
      : [{ label: sayAlert(`fact.${word}`, lang), value: eventValue(value, lang) }];
  const former = (id: string) => ({
    label: sayAlert('fact.former', lang),
    value: [plain(sayAlert('fact.former.value', lang, { id }))],
  });
  return [
    ...fact('vm', vm),
    ...fact('host', host),
    ...fact('time', event.time),
    ...fact('source', source),
    ...(formerId === undefined ? [] : [former(formerId)]),
  ];
}

function button(what: ButtonDo, lang: Lang): CardButton {
  const label = sayAlert(`button.${what}`, lang);
  if (what === 'ack') return { do: what, label, style: 'primary' };
  if (what !== 'escalate' && what !== 'unmute') return { do: what, label };
  const confirm = {
    title: sayAlert(`confirm.${what}.title`, lang),
    text: sayAlert(`confirm.${what}.text`, lang),
    yes: sayAlert('confirm.yes', lang),
    no: sayAlert('confirm.no', lang),
  };
  return { do: what, label, confirm };
}

const MOST_OF_A_MESSAGE = 2000;
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** A ticket as plain text: hostile text, for whatever shows it; but no name and no message makes a line that looks like ours. */
export function ticketText(view: IncidentView, finding: Finding, context: CardContext): string {
  const { lang, timeZone } = context;
  const line = (word: Parameters<typeof sayAlert>[0], values: Record<string, string>) => sayAlert(word, lang, values);
  const paragraph = (text: string | undefined): string => linesOf(text ?? '').join('\n');
  const { link } = linkOf(view.id, context);
  const message = (view.event.message ?? '').slice(0, MOST_OF_A_MESSAGE).toWellFormed().split(LINE_END).join('\n  ');
  const lines = [
    line('ticket.event', { what: visible(textOf(titleOf(finding))) }),
    line('ticket.verdict', { word: signOfVerdict(view.verdict, lang).word }),
    ...(view.vm === undefined ? [] : [line('ticket.vm', { vm: visible(view.vm) })]),
    ...(view.hosts.length === 0
      ? []
      : [
          line('ticket.hosts', {
            n: String(view.hostCount),
            hosts: visible(view.hosts.map(({ host }) => host).join(', ')),
          }),
        ]),
    line('ticket.count', {
      n: numberText(view.count),
      from: momentText(view.firstAt, timeZone),
      to: momentText(view.lastAt, timeZone),
    }),
    ...(finding.explanation === undefined ? [] : [line('ticket.why', { text: paragraph(finding.explanation) })]),
    ...(finding.action === undefined ? [] : [line('ticket.action', { text: paragraph(finding.action) })]),
    ...(message === '' ? [] : [line('ticket.message', { text: message })]),
    ...(link === undefined ? [] : [line('ticket.link', { url: link })]),
  ];
  return lines.join('\n');
}

function textOf(spans: Text): string {
  return spans.map(({ text }: Span) => text).join('');
}
