/** Answers of several events, and of none. */
import type { KnownBlock, StaticSelect } from '@slack/types';
import { buildCard, mostUrgentFirst } from '../../src/card/build-card.ts';
import type { Block } from '../../src/card/card.ts';
import { nameAndTitle, plain } from '../../src/chat/one-text.ts';
import type { Answer } from '../../src/finding.ts';
import { ACTIONS, encodeAction } from './actions.ts';
import {
  button,
  header,
  line,
  list,
  paragraphs,
  plainText,
  row,
  section,
  smallPrint,
  type SlackCard,
} from './blocks.ts';
import { langButton, shareButton, sharedBy, suggestButton, type Sharer } from './card-buttons.ts';
import { word } from '../../src/chat/card-words.ts';
import { summaryText } from './fallback-text.ts';
import { LIMITS, SHARES } from './limits.ts';
import type { Lang } from '../../src/lang.ts';

interface SummaryContext {
  lang: Lang;
  answerId: string;
  shared?: Sharer | undefined;
  offerShare: boolean;
}

/** One line a finding, the most urgent first, each with a button that opens it; the least urgent of many share a menu. */
export function renderSummary(answer: Answer, context: SummaryContext): SlackCard {
  const card = buildCard(answer);
  const summary = card.head.find((block) => block.type === 'summary');
  const lines = summary?.type === 'summary' ? linesOf(summary, answer) : [];
  const alone = lines.slice(0, SHARES.summaryButtons);
  const blocks: KnownBlock[] = [
    ...sharedBy(context),
    header(summary?.type === 'summary' ? summary.heading : ''),
    ...alone.map(({ words, index }) => section(words, SHARES.summaryLine, openButton(words, { ...context, index }))),
    ...menu(lines.slice(SHARES.summaryButtons), context),
    ...card.foot.flatMap(noteBlocks),
    ...row([...shareButton(context), langButton(context)]),
  ];
  return { text: summaryText(card), blocks: blocks.slice(0, LIMITS.blocksInMessage) };
}

/** What a person can do when nothing looked like an event. */
export function renderNothing(answer: Answer, context: SummaryContext): SlackCard {
  const card = buildCard({ ...answer, findings: [] });
  const blocks: KnownBlock[] = [
    ...sharedBy(context),
    ...card.head.flatMap(nothingBlocks),
    ...card.foot.flatMap(noteBlocks),
    ...row([suggestButton(context), langButton(context)]),
  ];
  return { text: summaryText(card), blocks };
}

/** Remarks in small print. */
export function noteBlocks(block: Block): KnownBlock[] {
  return block.type === 'note' ? [smallPrint(plain(block.text), SHARES.note)] : [];
}

function nothingBlocks(block: Block): KnownBlock[] {
  if (block.type === 'verdict') {
    const said = paragraphs([line(block.sentence)], { heading: '', most: SHARES.title });
    return [header(`${block.sign.symbol} ${block.sign.word}`), said];
  }
  if (block.type !== 'list') return [];
  return [
    list(
      block.items.map((item) => line(item)),
      { heading: block.heading, most: SHARES.note, ordered: block.ordered },
    ),
  ];
}

interface SummaryLine {
  words: string;
  /** Place in `answer.findings`. */
  index: number;
}

function linesOf({ lines }: Extract<Block, { type: 'summary' }>, { findings }: Answer): SummaryLine[] {
  const sorted = mostUrgentFirst(findings);
  const places = new Map(findings.map((finding, index) => [finding, index]));
  return lines.flatMap((entry, i) => {
    const finding = sorted[i];
    const index = finding === undefined ? undefined : places.get(finding);
    const title = nameAndTitle(entry);
    const signed = `${entry.sign.symbol} ${entry.sign.word}`;
    return index === undefined ? [] : [{ words: title === '' ? signed : `${signed}: ${title}`, index }];
  });
}

function openButton(words: string, { answerId, index, lang }: SummaryContext & { index: number }) {
  const label = word('button.open', lang);
  return button({
    action: ACTIONS.openFinding,
    label,
    value: encodeAction({ answerId, index }),
    says: `${label}: ${words}`,
  });
}

/** What has no button of its own. */
function menu(lines: readonly SummaryLine[], { answerId, lang }: SummaryContext): KnownBlock[] {
  const options = lines.slice(0, LIMITS.options).flatMap(({ words, index }) => {
    const value = encodeAction({ answerId, index }, LIMITS.optionValue);
    return value === undefined ? [] : [{ text: plainText(words, LIMITS.optionText), value }];
  });
  if (options.length === 0) return [];
  const select: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.openFinding,
    placeholder: plainText(word('card.othersPlaceholder', lang), LIMITS.placeholder),
    options,
  };
  return [smallPrint(word('card.others', lang, { n: String(lines.length) }), SHARES.note), ...row([select])];
}
