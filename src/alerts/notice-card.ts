/** Notice -> card, and note -> line of a thread, in one language. Pure. */
import type { Text } from '../card/card.ts';
import { eventText, linesOf, ownText, plain } from '../card/spans.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import type { Lang } from '../lang.ts';
import type { Actor, EventCount, EventName, Note, NoticeBody, NoticeCard } from './alerts.ts';
import { durationText, momentText, numberText, sayAlert, sayAlertText } from './alert-words.ts';
import { type CardContext, linkOf, nameOfActor, signOfVerdict } from './incident-card.ts';
import { VERDICTS } from './read-incidents.ts';

/** `VMSMP 26: title` from the knowledge in force; of an event without an entry its own names, which are hostile. */
export function nameOfEvent({ entryKey, provider, eventId }: EventName, lang: Lang, catalog: Catalog): Text {
  const entry = entryKey === undefined ? undefined : catalog.entry(entryKey);
  if (entry !== undefined) {
    const name = entry.eventId === undefined ? entry.provider : `${entry.provider} ${entry.eventId}`;
    return [plain(`${name}: `), ...ownText(entry.title[lang])];
  }
  const name = [provider ?? '', eventId === undefined ? '' : String(eventId)].filter((part) => part !== '').join(' ');
  return name === '' ? [plain(sayAlert('event.text', lang))] : eventText(name);
}

export function noticeCard(body: NoticeBody, context: CardContext, catalog: Catalog): NoticeCard {
  const { lang } = context;
  const words = new NoticeWords(context, catalog);
  return { lang, kind: body.kind, rows: [], ...words.of(body) };
}

type Told = Pick<NoticeCard, 'title' | 'paragraphs'> & Partial<NoticeCard>;

class NoticeWords {
  readonly #context: CardContext;
  readonly #catalog: Catalog;

  constructor(context: CardContext, catalog: Catalog) {
    this.#context = context;
    this.#catalog = catalog;
  }

  of(body: NoticeBody): Told {
    const { lang } = this.#context;
    switch (body.kind) {
      case 'storm': {
        const values = { from: this.#time(body.from), events: number(body.events) };
        return {
          title: sayAlertText('notice.storm', lang, { incidents: number(body.incidents) }),
          paragraphs: [sayAlertText('notice.storm.text', lang, values)],
          rows: this.#rows(body.top),
        };
      }
      case 'digest':
        return this.#digest(body);
      case 'rate': {
        const values = {
          hour: this.#time(body.hour),
          now: number(body.now),
          usual: number(body.usual),
          strays: number(body.strays),
        };
        return {
          sign: signOfVerdict(body.verdict, lang),
          title: [plain(sayAlert('notice.rate', lang))],
          paragraphs: [nameOfEvent(body.event, lang, this.#catalog), sayAlertText('notice.rate.text', lang, values)],
        };
      }
      case 'silent': {
        const time = [plain(durationText(body.expectedEveryMs, lang))];
        const values = { source: eventText(body.source), at: this.#time(body.lastAt), time };
        return {
          title: [plain(sayAlert('notice.silent', lang))],
          paragraphs: [sayAlertText('notice.silent.text', lang, values)],
        };
      }
      case 'back': {
        const values = { source: eventText(body.source), from: this.#time(body.silentSince) };
        return {
          title: [plain(sayAlert('notice.back', lang))],
          paragraphs: [sayAlertText('notice.back.text', lang, values)],
        };
      }
      case 'maintenanceStart': {
        const values = { to: this.#time(body.to), what: eventText(body.what), reason: eventText(body.reason) };
        return {
          title: [plain(sayAlert('notice.maintenance.start', lang))],
          paragraphs: [sayAlertText('notice.maintenance.start.text', lang, values)],
        };
      }
      case 'maintenanceEnd': {
        const values = {
          from: this.#time(body.from),
          what: eventText(body.what),
          reason: eventText(body.reason),
          incidents: number(body.incidents),
          events: number(body.events),
        };
        return {
          title: [plain(sayAlert('notice.maintenance.end', lang))],
          paragraphs: [sayAlertText('notice.maintenance.end.text', lang, values)],
          rows: this.#rows(body.top),
        };
      }
      case 'escalation':
        return {
          sign: signOfVerdict(body.verdict, lang),
          title: sayAlertText('notice.escalation', lang, { who: nameOfActor(body.by) }),
          paragraphs: linesOf(body.ticket[lang]).map(eventText),
          ...linkOf(body.incidentId, this.#context),
        };
      default:
        return body satisfies never;
    }
  }

  #digest(body: Extract<NoticeBody, { kind: 'digest' }>): Told {
    const { lang } = this.#context;
    const counts = VERDICTS.flatMap((verdict) => {
      const n = body.byVerdict[verdict] ?? 0;
      if (n === 0) return [];
      return [
        [plain(sayAlert('notice.digest.verdict', lang, { word: signOfVerdict(verdict, lang).word, n: numberText(n) }))],
      ];
    });
    const incidents = {
      opened: number(body.opened),
      resolved: number(body.resolved),
      open: number(body.stillOpen),
      muted: number(body.muted),
    };
    return {
      title: [plain(sayAlert(`notice.digest.${body.period}`, lang))],
      paragraphs: [
        sayAlertText('notice.digest.span', lang, { from: this.#time(body.from), to: this.#time(body.to) }),
        sayAlertText('notice.digest.incidents', lang, incidents),
        ...(counts.length === 0 ? [[plain(sayAlert('notice.digest.none', lang))]] : counts),
      ],
      rows: this.#rows(body.top),
    };
  }

  #rows(events: readonly EventCount[]): NoticeCard['rows'] {
    const { lang } = this.#context;
    return events.map((event) => ({
      sign: signOfVerdict(event.verdict, lang),
      name: nameOfEvent(event, lang, this.#catalog),
      value: [plain(sayAlert('times', lang, { n: numberText(event.n) }))],
    }));
  }

  #time(at: number): Text {
    return [plain(momentText(at, this.#context.timeZone))];
  }
}

function number(n: number): Text {
  return [plain(numberText(n))];
}

/** Undefined when the card itself says it. */
export function noteText({ kind, actor, detail }: Note, { lang, timeZone }: CardContext): string | undefined {
  const time = (name: string): string => momentText(Number(detail[name] ?? 0), timeZone);
  const verdict = (name: string): string => {
    const found = VERDICTS.find((one) => one === detail[name]);
    return found === undefined ? '' : signOfVerdict(found, lang).word;
  };
  const who = actorText(actor);
  switch (kind) {
    case 'opened':
    case 'maintenanceEnded':
      return undefined;
    case 'raised':
      return sayAlert('note.raised', lang, { from: verdict('from'), to: verdict('to') });
    case 'acknowledged':
      return sayAlert('note.acknowledged', lang, { who, until: time('until') });
    case 'muted': {
      const reason = String(detail['reason'] ?? '') || sayAlert('noReason', lang);
      return sayAlert('note.muted', lang, { who, until: time('until'), reason });
    }
    case 'assigned':
      return sayAlert('note.assigned', lang, { who, to: String(detail['to'] ?? '') });
    case 'reminder':
      return sayAlert('note.reminder', lang, { count: numberText(Number(detail['count'] ?? 0)) });
    case 'quiet':
      return sayAlert('note.quiet', lang, { time: durationText(Number(detail['quietMs'] ?? 0), lang) });
    case 'unacknowledged':
    case 'expired':
    case 'unmuted':
    case 'muteEnded':
    case 'resolved':
    case 'reopened':
    case 'escalated':
      return sayAlert(`note.${kind}`, lang, { who });
    default:
      return kind satisfies never;
  }
}

function actorText(actor: Actor): string {
  return nameOfActor(actor)
    .map(({ text }) => text)
    .join('');
}
