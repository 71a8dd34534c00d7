/** Answers and findings -> Block Kit. Pure: what is shown comes from the neutral card, what buttons carry from `context`. */
import type { ContainerBlock, KnownBlock } from '@slack/types';
import { buildCard, buildFindingCard } from '../../src/card/build-card.ts';
import type { Block, FindingCard, Text } from '../../src/card/card.ts';
import { linkable } from '../../src/card/plain-text.ts';
import { harmless } from '../../src/chat/harmless.ts';
import { nameAndTitle, plain } from '../../src/chat/one-text.ts';
import type { Answer, Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { ACTIONS, encodeAction } from './actions.ts';
import { bold, button, folded, header, line, link, list, own, paragraphs, row, section } from './blocks.ts';
import type { Line, Part, SlackCard } from './blocks.ts';
import { buttonRows, feedbackRow, sharedBy, type Sharer } from './card-buttons.ts';
import { word } from '../../src/chat/card-words.ts';
import { findingText } from './fallback-text.ts';
import { LIMITS, SHARES } from './limits.ts';
import { noteBlocks, renderNothing, renderSummary } from './render-summary.ts';
import { classic } from './simpler.ts';

export type { SlackCard } from './blocks.ts';

export interface AnswerContext {
  lang: Lang;
  /** Under which the question is kept: letters, digits, `-` and `_`, at most 64. Anything else gives a card without buttons. */
  answerId: string;
  /** Where people reach the web page. */
  publicUrl?: string | undefined;
  /** Who shared it, when it was shared. */
  shared?: Sharer | undefined;
  offerShare: boolean;
}

export interface CardContext extends AnswerContext {
  /** Place of the finding in `answer.findings`, the order of the paste. */
  index: number;
}

/** One finding: its card. Several: a summary with a button a line. None: friendly help. What was left out is said below. */
export function renderAnswer(answer: Answer, context: AnswerContext): SlackCard {
  const [first, second] = answer.findings;
  if (first === undefined) return renderNothing(answer, context);
  if (second !== undefined) return renderSummary(answer, context);
  return cardOf(first, { ...context, index: 0 }, buildCard(answer).foot.flatMap(noteBlocks));
}

/** The card of one finding, verdict first. */
export function renderFinding(finding: Finding, context: CardContext): SlackCard {
  return cardOf(finding, context, []);
}

function cardOf(finding: Finding, context: CardContext, remarks: readonly KnownBlock[]): SlackCard {
  const card = buildFindingCard(finding, context.lang);
  const place: Place = { ...context, title: card.blocks.find(isTitle), page: pageUrl(finding, context.publicUrl) };
  const blocks: KnownBlock[] = [
    ...sharedBy(context),
    ...card.blocks.flatMap((block) => shownBlocks(block, place)),
    ...card.blocks.flatMap((block) => courseBlocks(block, place)),
    ...folded(
      word('card.folded', context.lang),
      card.blocks.flatMap((block) => foldedBlocks(block, place)),
    ),
    ...footBlocks(card, place),
    ...remarks,
    ...buttonRows(finding, context),
    ...feedbackRow(finding, context),
  ];
  return { text: findingText(card, context.lang), blocks: blocks.slice(0, LIMITS.blocksInMessage) };
}

/**
 * The same card of classic blocks alone, for when Slack refuses the newer ones, and for modals, which do not have them:
 * folded blocks stand open, the pair of thumbs becomes two buttons.
 */
export function simpler({ text, blocks }: SlackCard): SlackCard {
  return { text, blocks: blocks.flatMap(classic).slice(0, LIMITS.blocksInMessage) };
}

/** The page of an entry; only events that are known for certain have one. */
export function pageUrl({ kind, key }: Finding, publicUrl: string | undefined): string | undefined {
  if (kind !== 'known' || key === undefined || !/^[a-z0-9-]{1,90}\/[a-z0-9-]{1,90}$/.test(key)) return undefined;
  return publicUrl === undefined ? undefined : linkable(URL.parse(`/events/${key}`, publicUrl)?.href);
}

/** Where a block stands. */
interface Place extends CardContext {
  title: TextBlock<'title'> | undefined;
  page: string | undefined;
}

type TextBlock<T extends Block['type']> = Extract<Block, { type: T }>;

function isTitle(block: Block): block is TextBlock<'title'> {
  return block.type === 'title';
}

/** What everyone reads, in the order of the neutral card. */
function shownBlocks(block: Block, place: Place): KnownBlock[] {
  switch (block.type) {
    case 'verdict':
      return [
        header(`${block.sign.symbol} ${block.sign.word}`),
        paragraphs(titleLines(block, place), part('', SHARES.title, place)),
      ];
    case 'paragraphs':
      return [
        paragraphs(
          block.paragraphs.map((text) => line(text)),
          part(block.heading, SHARES[block.part], place),
        ),
      ];
    case 'questions':
      return questionBlocks(block, place);
    case 'list':
      return block.part === 'cases' ? [listBlock(block, SHARES.caseLines, place)] : [];
    case 'facts':
      return factBlocks(block, { decoded: true, place });
    case 'entries':
      return block.part === 'candidates' ? candidateBlocks(block, place) : [];
    // The title stands with the verdict; sources and remarks stand last.
    case 'title':
    case 'references':
    case 'note':
    case 'summary':
      return [];
    default:
      return block satisfies never;
  }
}

/** What explains the answer, for those who open it. */
function foldedBlocks(block: Block, place: Place): ContainerBlock['child_blocks'] {
  if (block.type === 'facts') return factBlocks(block, { decoded: false, place });
  if (block.type !== 'list') return [];
  if (block.part === 'evidence' || block.part === 'occurrences') {
    return [listBlock(block, SHARES[block.part], place)];
  }
  return [];
}

/** How a negotiation went: its heading stays to be seen. */
function courseBlocks(block: Block, place: Place): KnownBlock[] {
  if (block.type !== 'list' || block.part !== 'course') return [];
  return folded(block.heading, [listBlock({ ...block, heading: '' }, SHARES.course, place)]);
}

/** Sources, related entries, the page and small print. */
function footBlocks({ blocks }: FindingCard, place: Place): KnownBlock[] {
  const shown = blocks.flatMap((block): KnownBlock[] => {
    if (block.type === 'references')
      return [list(block.references.map(referenceLine), part(block.heading, SHARES.references, place))];
    if (block.type !== 'entries' || block.part !== 'related') return [];
    return [list(block.entries.map(entryLine), part(block.heading, SHARES.related, place))];
  });
  const { page, lang } = place;
  const toPage =
    page === undefined ? [] : [paragraphs([[link(page, word('card.page', lang))]], part('', SHARES.title, place))];
  return [...shown, ...toPage, ...blocks.flatMap(noteBlocks)];
}

/** `VMSMP 26` and its title, and what the verdict means. */
function titleLines({ sentence }: TextBlock<'verdict'>, { title }: Place): Line[] {
  if (title === undefined) return [line(sentence)];
  const name = title.name.map((span) => bold(span.text));
  const between = name.length > 0 && title.title.length > 0 ? [own(' - ')] : [];
  const times = title.count > 1 ? [own(` ×${title.count}`)] : [];
  return [[...name, ...between, ...line(title.title), ...times], line(sentence)];
}

/** Each question with its own Yes and No; the answer is judged anew. */
function questionBlocks(
  { heading, questions, yes, no }: TextBlock<'questions'>,
  { answerId, index }: Place,
): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  for (const [i, { id, text }] of questions.slice(0, SHARES.questions).entries()) {
    const question = plain(text);
    const value = encodeAction({ answerId, index, questionId: id });
    const buttons = [
      button({ action: ACTIONS.answerYes, label: yes, value, says: `${yes}: ${question}` }),
      button({ action: ACTIONS.answerNo, label: no, value, says: `${no}: ${question}` }),
    ];
    blocks.push(paragraphs([line(text)], { heading: i === 0 ? heading : '', most: SHARES.question }), ...row(buttons));
  }
  return blocks;
}

/** A button beside each entry; with one there, what to type instead is not worth a line. Verdicts of guesses are not shown. */
function candidateBlocks(
  { heading, entries, hint }: TextBlock<'entries'>,
  { answerId, index, lang }: Place,
): KnownBlock[] {
  const choose = word('button.choose', lang);
  const lines = entries.slice(0, SHARES.candidates).map((entry) => {
    const value = encodeAction({ answerId, index, entryKey: entry.key });
    const says = `${choose}: ${nameAndTitle(entry)}`;
    return section(
      nameAndTitle(entry),
      SHARES.candidate,
      button({ action: ACTIONS.chooseEntry, label: choose, value, says }),
    );
  });
  const typed = hint === undefined || lines.some(({ accessory }) => accessory !== undefined) ? [] : [line(hint)];
  const told = typed.length === 0 ? [] : [paragraphs(typed, { heading: '', most: SHARES.note })];
  return [paragraphs([], { heading, most: SHARES.note }), ...lines, ...told];
}

/** Values that are decoded are worth reading; the others are folded. */
function factBlocks({ heading, rows }: TextBlock<'facts'>, { decoded, place }: { decoded: boolean; place: Place }) {
  const chosen = rows.filter(({ meaning }) => (meaning !== undefined) === decoded);
  if (chosen.length === 0) return [];
  return [list(chosen.map(factLine), part(heading, decoded ? SHARES.decoded : SHARES.facts, place))];
}

function factLine({ name, value, meaning }: { name: Text; value: Text; meaning?: Text | undefined }): Line {
  const decoded = meaning === undefined ? [] : [own(' = '), ...line(meaning)];
  return [...line(name), own(': '), ...line(value, { values: true }), ...decoded];
}

function listBlock({ heading, items, ordered }: TextBlock<'list'>, most: number, place: Place) {
  return list(
    items.map((item) => line(item)),
    { ...part(heading, most, place), ordered },
  );
}

function entryLine({ name, title }: { name: Text; title: Text }): Line {
  return [...line(name), ...(name.length > 0 && title.length > 0 ? [own(' - ')] : []), ...line(title)];
}

/** The only links of a card: addresses of our knowledge, http or https. */
function referenceLine({ title, url }: { title: Text; url?: string | undefined }): Line {
  const address = linkable(url);
  const words = plain(title);
  if (address === undefined || address.length > SHARES.referenceUrl || harmless(words).trim() === '')
    return line(title);
  return [link(address, words)];
}

function part(heading: string, most: number, { page, lang }: Place): Part {
  return { heading, most, rest: page === undefined ? undefined : link(page, word('card.more', lang)) };
}
