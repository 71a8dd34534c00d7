/** Answers of several events, and of none. */
import { buildCard, mostUrgentFirst } from '../../src/card/build-card.ts';
import type { Block } from '../../src/card/card.ts';
import { word } from '../../src/chat/card-words.ts';
import { nameAndTitle, summarySentences } from '../../src/chat/one-text.ts';
import type { Answer } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { INPUTS } from './actions.ts';
import type { Element, InputChoiceSet, TeamsCard } from './adaptive.ts';
import { adaptiveCard, beside, bold, buttons, container, fit, heading, line, rich, run } from './elements.ts';
import { execute, langButton, named, shareButton } from './card-buttons.ts';
import {
  entryLine,
  listPart,
  noteLines,
  notes,
  type Place,
  sharedBy,
  signHeading,
  signPanel,
  STYLES,
} from './card-parts.ts';
import { teamsWord } from './card-words.ts';
import type { AroundFile } from './file-card.ts';
import { fitted } from './fit-card.ts';
import { LEAST, LIMITS, SHARES } from './limits.ts';
import { label } from './safe-text.ts';

interface SummaryContext {
  lang: Lang;
  answerId: string;
  shared?: { by: string } | undefined;
  offerShare: boolean;
}

/** One line a finding, the most urgent first, each with a button that opens it; the least urgent of many share a menu. */
export function renderSummary(answer: Answer, context: SummaryContext, around?: AroundFile): TeamsCard {
  const card = buildCard(answer);
  const { lang } = context;
  const summary = card.head.find((block) => block.type === 'summary');
  const lines = summary === undefined ? [] : linesOf(summary, answer);
  const foot = [...card.foot.flatMap(noteLines), ...(around?.foot ?? [])];
  return fitted((scale) => {
    const place: Place = { lang, scale };
    // Rows cost most: of a card that is too large, more of them go into the menu.
    const rows = Math.max(3, Math.round(SHARES.summaryButtons * scale));
    const body: Element[] = [
      ...sharedBy(context),
      ...(around?.head(place) ?? []),
      heading(summary?.heading ?? '', { size: 'Large' }),
      ...groups(lines, rows, { ...context, scale }),
      ...menu(lines.slice(rows), context),
      ...(around?.tail(place) ?? []),
      ...notes(foot, place),
      ...buttons([shareButton(context), langButton(context)], 'Medium'),
    ];
    return adaptiveCard(body, { lang, says: (around?.says ?? '') + summarySentences(card) });
  });
}

/** What a person can do when nothing looked like an event; of a file, what is told of it instead. */
export function renderNothing(answer: Answer, context: SummaryContext, around?: AroundFile): TeamsCard {
  const card = buildCard({ ...answer, findings: [] });
  const { lang } = context;
  const foot = [...card.foot.flatMap(noteLines), ...(around?.foot ?? [])];
  return fitted((scale) => {
    const place: Place = { lang, scale };
    const body: Element[] = [
      ...sharedBy(context),
      ...(around?.head(place) ?? []),
      ...(around?.isTold === true ? [] : card.head.flatMap((block) => nothingElements(block, place))),
      ...(around?.tail(place) ?? []),
      ...notes(foot, place),
      ...buttons([named('suggest', context), langButton(context)], 'Medium'),
    ];
    return adaptiveCard(body, { lang, says: (around?.says ?? '') + summarySentences(card) });
  });
}

function nothingElements(block: Block, place: Place): Element[] {
  if (block.type === 'verdict') return [signPanel(block.sign, [line(block.sentence)])];
  return block.type === 'list' ? listPart(block, SHARES.trigger, place) : [];
}

type Summary = Extract<Block, { type: 'summary' }>;

interface SummaryLine {
  entry: Summary['lines'][number];
  /** Place in `answer.findings`. */
  index: number;
}

function linesOf({ lines }: Summary, { findings }: Answer): SummaryLine[] {
  const sorted = mostUrgentFirst(findings);
  const places = new Map(findings.map((finding, index) => [finding, index]));
  return lines.flatMap((entry, i) => {
    const finding = sorted[i];
    const index = finding === undefined ? undefined : places.get(finding);
    return index === undefined ? [] : [{ entry, index }];
  });
}

/** One colour a verdict: its sign once, with how many there are, then a row for each event that has one. */
function groups(lines: readonly SummaryLine[], rows: number, context: SummaryContext & { scale: number }): Element[] {
  const all = Map.groupBy(lines, signId);
  const shown = Map.groupBy(lines.slice(0, rows), signId);
  return [...shown].flatMap(([id, group]): Element[] => {
    const sign = group[0]?.entry.sign;
    if (sign === undefined) return [];
    const head = signHeading(sign, 'Medium', all.get(id)?.length);
    const items = [head, ...group.map((one) => summaryRow(one, context))];
    return [container(items, { style: STYLES[sign.name], spacing: 'Small' })];
  });
}

function signId({ entry: { sign } }: SummaryLine): string {
  return `${sign.name} ${sign.word}`;
}

/** Name and title, and a button. */
function summaryRow({ entry, index }: SummaryLine, context: SummaryContext & { scale: number }): Element {
  const { lang, answerId, scale } = context;
  const title = word('button.open', lang);
  const action = execute({ do: 'open', answerId, index }, { title, says: `${title}: ${words({ entry })}` });
  const times = entry.count > 1 ? [bold(` ×${entry.count}`)] : [];
  const { lines } = fit([[...entryLine(entry), ...times]], SHARES.summaryLine * Math.max(scale, LEAST));
  return beside(rich(lines[0] ?? []), action);
}

function words({ entry }: Pick<SummaryLine, 'entry'>): string {
  const title = nameAndTitle(entry);
  const signed = `${entry.sign.symbol} ${entry.sign.word}`;
  return title === '' ? signed : `${signed}: ${title}`;
}

/** What has no button of its own. */
function menu(lines: readonly SummaryLine[], { answerId, lang }: SummaryContext): Element[] {
  const title = word('button.open', lang);
  const says = word('card.othersPlaceholder', lang);
  const open = execute({ do: 'open', answerId }, { title, says, withInputs: true });
  const rest = word('card.others', lang, { n: String(lines.length) });
  if (lines.length === 0) return [];
  // Without a way to open them they are named at least.
  if (open === undefined)
    return [
      rich([run(rest)]),
      ...lines
        .slice(0, SHARES.candidates)
        .map(({ entry }) => rich([run(label(words({ entry }), SHARES.summaryChoice))], 'Small')),
    ];
  const choices: InputChoiceSet = {
    type: 'Input.ChoiceSet',
    id: INPUTS.pick,
    label: rest,
    style: 'compact',
    placeholder: teamsWord('pick.label', lang),
    choices: lines
      .slice(0, LIMITS.choices)
      .map(({ entry, index }) => ({ title: label(words({ entry }), SHARES.summaryChoice), value: String(index) })),
  };
  return [choices, ...buttons([open], 'Small')];
}
