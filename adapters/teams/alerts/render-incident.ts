/** The live card of an incident -> Adaptive Card. Pure. */
import type { Block } from '../../../src/card/card.ts';
import { linkable } from '../../../src/card/plain-text.ts';
import type { IncidentCard } from '../../../src/alerts/alerts.ts';
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
import type { Column, ContainerStyle, Element, Line, TeamsCard } from '../adaptive.ts';
import { factElements, folded } from '../card-folds.ts';
import { bullet, listPart, part, type Place, STYLES, TEXT_COLORS } from '../card-parts.ts';
import { adaptiveCard, bold, buttons, container, fit, heading, line, link, rich, run } from '../elements.ts';
import { fitted } from '../fit-card.ts';
import { LEAST, SHARES } from '../limits.ts';
import { cardButton } from './alert-buttons.ts';

const REASONS = 'hvReasons';
/** Of the advice: the live card is read at a glance, "Details" has all of it. */
const MOST_ADVICE = 1500;
const MOST_PANEL = 900;
const MOST_FACT = 1200;

/** @param timeZone of the times on it: a card does not know that of its readers */
export function renderIncident(card: IncidentCard, { timeZone }: { timeZone: string }): TeamsCard {
  const dealtWith = isDealtWith(card);
  return fitted((scale) => {
    const place: Place = { lang: card.lang, scale };
    const body: Element[] = [
      panel(card, scale),
      ...facts(card, { place, timeZone }),
      ...(dealtWith ? [] : advice(card, place)),
      ...(dealtWith ? [] : reasons(card, place)),
      ...buttons(
        card.buttons.map((button) => cardButton(button, card)),
        'Medium',
      ),
      ...toBoard(card),
    ];
    return adaptiveCard(body, { lang: card.lang, says: oneLine(card) });
  });
}

/** State and verdict at one glance: colour, symbol and word say the same. */
function panel(card: IncidentCard, scale: number): Element {
  const { state, stateLine, title, count } = card;
  const style = styleOf(card);
  const color = TEXT_COLORS[style];
  const [name, ...rest] = line(title);
  const named: Line = rest.length === 0 || name === undefined ? line(title) : [bold(name.text), ...rest];
  const times = count > 1 ? [bold(` ×${numberText(count)}`)] : [];
  const lines = [
    [...named, ...times],
    [bold(`${STATE_SYMBOLS[state]} `), ...line(stateLine).map((one) => bold(one.text))],
  ];
  const shown = fit(lines, MOST_PANEL * Math.max(scale, LEAST)).lines.map((one) => rich(one, 'Small'));
  return container(
    [heading(headlineOf(card), { size: 'ExtraLarge', ...(color !== undefined && { color }) }), ...shown],
    { style, bleed: true },
  );
}

function styleOf({ state, sign }: IncidentCard): ContainerStyle {
  if (state === 'resolved') return 'good';
  return state === 'muted' ? 'emphasis' : STYLES[sign.name];
}

/** Two columns. */
function facts(card: IncidentCard, { place, timeZone }: { place: Place; timeZone: string }): Element[] {
  const shown = factRows(card).map((fact): { label: string; value: Line } => ({
    label: fact.label,
    value: 'at' in fact ? [run(momentText(fact.at, timeZone))] : line(fact.value),
  }));
  const half = Math.ceil(shown.length / 2);
  const columns = [shown.slice(0, half), shown.slice(half)].map((ones): Column => ({
    type: 'Column',
    width: 'stretch',
    items: ones.flatMap((one) => factRow(one, place)),
  }));
  return [{ type: 'ColumnSet', columns, spacing: 'Medium' }];
}

function factRow({ label, value }: { label: string; value: Line }, place: Place): Element[] {
  return part([[bold(`${label}: `), ...value]], { heading: '', most: MOST_FACT, tight: true }, place);
}

function advice(card: IncidentCard, place: Place): Element[] {
  const found = adviceOf(card);
  if (found === undefined) return [];
  const lines = found.paragraphs.map((text) => line(text));
  const asked = questionsOf(card);
  const questions = (asked?.questions ?? []).map((text) => bullet(line(text)));
  return [
    ...part(lines, { heading: found.heading, most: MOST_ADVICE }, place),
    ...part(questions, { heading: asked?.heading ?? '', most: MOST_ADVICE, tight: true }, place),
  ];
}

function reasons(card: IncidentCard, place: Place): Element[] {
  const items = reasonsOf(card).flatMap((block) => reason(block, place));
  return folded(REASONS, sayChat('card.why', card.lang), items);
}

function reason(block: Block, place: Place): Element[] {
  switch (block.type) {
    case 'paragraphs':
      return part(
        block.paragraphs.map((text) => line(text)),
        { heading: block.heading, most: SHARES[block.part] },
        place,
      );
    case 'facts':
      return [...factElements(block, { decoded: true, place }), ...factElements(block, { decoded: false, place })];
    case 'list':
      return listPart(block, SHARES.evidence, place);
    default:
      return [];
  }
}

function toBoard({ link: url, lang }: IncidentCard): Element[] {
  const address = linkable(url);
  return address === undefined ? [] : [rich([link(address, sayChat('card.link', lang))], 'Medium')];
}
