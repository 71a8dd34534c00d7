/** `alerts`: the open incidents, each with its details behind a button. */
import { sayAlert } from '../../../src/alerts/alert-words.ts';
import { type IncidentList, openIncidents } from '../../../src/alerts/chat/incident-list.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { plain } from '../../../src/chat/one-text.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Element, TeamsCard } from '../adaptive.ts';
import type { Parts } from '../app-parts.ts';
import { toOut } from '../drawing.ts';
import { adaptiveCard, beside, bold, heading, line, rich, run, subtle } from '../elements.ts';
import { fitted } from '../fit-card.ts';
import { SHARES } from '../limits.ts';
import { answerWith } from '../reply.ts';
import { cutText } from '../safe-text.ts';
import type { Who } from '../who.ts';
import { dialogButton } from './alert-buttons.ts';

const MOST_ROWS = 12;

export async function listIncidents(who: Who, lang: Lang, parts: Parts): Promise<void> {
  const { alerts } = parts;
  const out =
    alerts === undefined
      ? { text: sayChat('off', lang) }
      : toOut(renderList(await openIncidents(alerts.alerts, lang, MOST_ROWS), lang));
  await answerWith(who, out, parts);
}

export function renderList({ title, rows, more }: IncidentList, lang: Lang): TeamsCard {
  const details = sayAlert('button.details', lang);
  return fitted((scale) => {
    const most = SHARES.summaryLine * scale;
    const shown = rows.map(({ incident, sign, name, line: told }): Element => {
      const where = line(told).map((one) => subtle(one.text));
      const words = rich([bold(`${sign.symbol} ${cutText(plain(name), most)}`), run(' '), ...where]);
      return beside(words, dialogButton('details', { title: details }, { incidentId: incident.id, lang }));
    });
    const body: Element[] = [
      heading(title, { size: 'Large' }),
      ...shown,
      ...(more === undefined ? [] : [rich([subtle(more)], 'Small')]),
    ];
    return adaptiveCard(body, { lang, says: title });
  });
}
