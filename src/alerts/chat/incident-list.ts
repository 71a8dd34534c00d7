/** Open incidents as a short list, and the history of one. */
import type { Sign, Text } from '../../card/card.ts';
import { eventText, plain } from '../../card/spans.ts';
import type { Lang } from '../../lang.ts';
import { momentText, numberText } from '../alert-words.ts';
import type { Alerts, IncidentView, Note } from '../alerts.ts';
import { signOfVerdict } from '../incident-card.ts';
import { sayChat } from './words.ts';

const MOST_READ = 200;
const MOST_NOTES = 15;

export interface IncidentList {
  title: string;
  rows: readonly { incident: IncidentView; sign: Sign; /** Hostile. */ name: Text; line: Text }[];
  /** How many are left out, in words. */
  more: string | undefined;
}

/** The most urgent first. @param most rows */
export async function openIncidents(alerts: Alerts, lang: Lang, most: number): Promise<IncidentList> {
  const all = await alerts.incidents({ states: ['open', 'acknowledged'], most: MOST_READ });
  if (all.length === 0) return { title: sayChat('list.none', lang), rows: [], more: undefined };
  const orMore = all.length < MOST_READ ? '' : '+';
  const left = all.length - Math.min(all.length, most);
  return {
    title: sayChat('list.title', lang, { n: `${all.length}${orMore}` }),
    rows: all.slice(0, most).map((incident) => ({
      incident,
      sign: signOfVerdict(incident.verdict, lang),
      name: alerts.nameOf(incident, lang),
      line: lineOf(incident, lang),
    })),
    more: left === 0 ? undefined : sayChat('list.more', lang, { n: `${left}${orMore}` }),
  };
}

function lineOf({ vm, host, source, count, state, acknowledgedBy }: IncidentView, lang: Lang): Text {
  const by = state === 'acknowledged' ? (acknowledgedBy?.name ?? '') : '';
  const named = sayChat(`short.${state}`, lang);
  const [first = '', rest = ''] = sayChat('list.line', lang, { n: numberText(count), state: named }).split('{where}');
  return [
    plain(first),
    ...eventText(vm ?? host ?? source),
    plain(rest),
    ...(by === '' ? [] : [plain(' ('), ...eventText(by), plain(')')]),
  ];
}

/** The newest last. Lines are hostile. */
export async function historyLines(
  alerts: Alerts,
  id: string,
  { lang, timeZone }: { lang: Lang; timeZone: string },
): Promise<string[]> {
  const notes = await alerts.history(id);
  return notes.slice(-MOST_NOTES).map((note) => `${momentText(note.at, timeZone)}  ${noteLine(alerts, note, lang)}`);
}

function noteLine(alerts: Alerts, note: Note, lang: Lang): string {
  const own = note.kind === 'opened' ? 'card.history.opened' : 'card.history.released';
  return alerts.noteText(note, lang) ?? sayChat(own, lang);
}
