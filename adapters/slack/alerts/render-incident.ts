/** The live card of an incident -> Block Kit. Pure. */
import type { Button, ContainerBlock, KnownBlock, MrkdwnElement } from '@slack/types';
import type { Block, Text } from '../../../src/card/card.ts';
import { linkable } from '../../../src/card/plain-text.ts';
import type { CardButton, IncidentCard } from '../../../src/alerts/alerts.ts';
import { momentText, numberText } from '../../../src/alerts/alert-words.ts';
import {
  adviceOf,
  factRows,
  headlineOf,
  isDealtWith,
  oneLine,
  questionsOf,
  reasonsOf,
  STATE_SYMBOLS,
} from '../../../src/alerts/chat/card-facts.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { plain } from '../../../src/chat/one-text.ts';
import { bold, folded, header, line, link, list, own, paragraphs, plainText, row, type SlackCard } from '../blocks.ts';
import { mrkdwnText } from '../escape.ts';
import { LIMITS, SHARES } from '../limits.ts';
import { alertActionId, encodePress } from './alert-actions.ts';

/** Of the advice: the live card is read at a glance, "Details" has all of it. */
const MOST_ADVICE = 900;
const MOST_FIELD = 400;
const MOST_LABEL = 60;

export function renderIncident(card: IncidentCard): SlackCard {
  const dealtWith = isDealtWith(card);
  const blocks: KnownBlock[] = [
    header(headlineOf(card)),
    paragraphs([titleLine(card), stateLine(card)], { heading: '', most: SHARES.title + SHARES.note }),
    ...fields(card),
    ...(dealtWith ? [] : advice(card)),
    ...(dealtWith ? [] : reasons(card)),
    ...row(card.buttons.map((button) => alertButton(button, card))),
    ...toBoard(card),
  ];
  return { text: mrkdwnText(oneLine(card), SHARES.fallbackText), blocks };
}

function titleLine({ title, count }: IncidentCard) {
  // The name of the event stands before its title.
  const [name, ...rest] = line(title);
  const named = rest.length === 0 || name?.type !== 'text' ? line(title) : [bold(name.text), ...rest];
  return count > 1 ? [...named, own(` ×${numberText(count)}`)] : named;
}

function stateLine({ state, stateLine: words }: IncidentCard) {
  return [bold(`${STATE_SYMBOLS[state]} ${plain(words)}`)];
}

/** Two columns; times in the reader's own time zone. */
function fields(card: IncidentCard): KnownBlock[] {
  const shown = factRows(card).map((fact) =>
    'at' in fact ? moment(fact.label, fact.at) : field(fact.label, plain(fact.value)),
  );
  return [{ type: 'section', fields: shown.slice(0, LIMITS.sectionFields) }];
}

function field(label: string, value: string): MrkdwnElement {
  return { type: 'mrkdwn', text: `*${mrkdwnText(label, MOST_LABEL)}*\n${mrkdwnText(value, MOST_FIELD)}` };
}

function moment(label: string, at: number): MrkdwnElement {
  const elsewhere = momentText(at, 'UTC');
  const date = `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${elsewhere}>`;
  return { type: 'mrkdwn', text: `*${mrkdwnText(label, MOST_LABEL)}*\n${date}` };
}

function advice(card: IncidentCard): KnownBlock[] {
  const found = adviceOf(card);
  if (found === undefined) return [];
  const lines = found.paragraphs.map((text) => line(text));
  const asked = questionsOf(card);
  return [
    paragraphs(lines, { heading: found.heading, most: MOST_ADVICE }),
    ...(asked === undefined
      ? []
      : [
          list(
            asked.questions.map((text) => line(text)),
            { heading: asked.heading, most: MOST_ADVICE },
          ),
        ]),
  ];
}

function reasons(card: IncidentCard): KnownBlock[] {
  return folded(sayChat('card.why', card.lang), reasonsOf(card).flatMap(reason));
}

function reason(block: Block): ContainerBlock['child_blocks'] {
  switch (block.type) {
    case 'paragraphs':
      return [
        paragraphs(
          block.paragraphs.map((text) => line(text)),
          { heading: block.heading, most: SHARES[block.part] },
        ),
      ];
    case 'facts':
      return [list(block.rows.map(factLine), { heading: block.heading, most: SHARES.facts })];
    case 'list':
      return [
        list(
          block.items.map((item) => line(item)),
          { heading: block.heading, most: SHARES.evidence },
        ),
      ];
    default:
      return [];
  }
}

function factLine({ name, value, meaning }: { name: Text; value: Text; meaning?: Text | undefined }) {
  const decoded = meaning === undefined ? [] : [own(' = '), ...line(meaning)];
  return [...line(name), own(': '), ...line(value, { values: true }), ...decoded];
}

function toBoard({ link: url, lang }: IncidentCard): KnownBlock[] {
  const address = linkable(url);
  if (address === undefined) return [];
  return [paragraphs([[link(address, sayChat('card.link', lang))]], { heading: '', most: SHARES.note })];
}

/** The form of an escalation asks by itself. */
export function alertButton(
  { do: what, label, style, confirm }: CardButton,
  { incidentId, muteId }: Pick<IncidentCard, 'incidentId' | 'muteId'>,
): Button {
  const asks = confirm !== undefined && what !== 'escalate';
  return {
    type: 'button',
    action_id: alertActionId(what),
    text: plainText(label, LIMITS.buttonText),
    value: encodePress({ incidentId, ...(what === 'unmute' && muteId !== undefined && { muteId }) }),
    ...(style !== undefined && { style }),
    ...(asks && {
      confirm: {
        title: plainText(confirm.title, LIMITS.confirmTitle),
        text: plainText(confirm.text, LIMITS.confirmText),
        confirm: plainText(confirm.yes, LIMITS.confirmButton),
        deny: plainText(confirm.no, LIMITS.confirmButton),
      },
    }),
  };
}
