/** `/hvevent alerts`: the open incidents, for who asks alone, each with its details behind a button. */
import type { KnownBlock } from '@slack/types';
import { sayAlert } from '../../../src/alerts/alert-words.ts';
import { type IncidentList, openIncidents } from '../../../src/alerts/chat/incident-list.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { plain } from '../../../src/chat/one-text.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import { header, section, type SlackCard, smallPrint } from '../blocks.ts';
import { mrkdwnText } from '../escape.ts';
import { SHARES } from '../limits.ts';
import { answerPerson, sentence, type ToPerson } from '../reply.ts';
import { alertButton } from './render-incident.ts';

const MOST_ROWS = 12;
const MOST_LINE = 400;

/** With several workspaces, whoever may install the app could ask: there the list is told where alerts are posted. */
export async function listIncidents(who: ToPerson, parts: Parts): Promise<void> {
  const { alerts, settings } = parts;
  const lang = await parts.langs.of(who);
  if (alerts === undefined) return answerPerson(who, sentence(sayChat('off', lang)), parts);
  const isHere = settings.isOneWorkspace || alerts.channels.has(`slack:${who.channel ?? ''}`);
  if (!isHere) return answerPerson(who, sentence(sayChat('list.notHere', lang)), parts);
  await answerPerson(who, renderList(await openIncidents(alerts.alerts, lang, MOST_ROWS), lang), parts);
}

export function renderList({ title, rows, more }: IncidentList, lang: Lang): SlackCard {
  const label = sayAlert('button.details', lang);
  const blocks: KnownBlock[] = [
    header(title),
    ...rows.map(({ incident, sign, name, line }) =>
      section(
        `${sign.symbol} ${plain(name)} - ${plain(line)}`,
        MOST_LINE,
        alertButton({ do: 'details', label }, { incidentId: incident.id }),
      ),
    ),
    ...(more === undefined ? [] : [smallPrint(more, SHARES.note)]),
  ];
  return { text: mrkdwnText(title, SHARES.fallbackText), blocks };
}
