/** Answers and findings -> Adaptive Cards. Pure: what is shown comes from the neutral card, what buttons carry from `context`. */
import { buildCard, buildFindingCard } from '../../src/card/build-card.ts';
import type { Block, FindingCard } from '../../src/card/card.ts';
import { linkable } from '../../src/card/plain-text.ts';
import type { FileSummary } from '../../src/chat/answer-context.ts';
import { word } from '../../src/chat/card-words.ts';
import { findingSentences } from '../../src/chat/one-text.ts';
import type { GivenAnswer } from '../../src/chat/questions.ts';
import type { Answer, Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import type { Element, Line, TeamsCard } from './adaptive.ts';
import { adaptiveCard, bold, fit, line, link, rich, subtle } from './elements.ts';
import { buttonRows } from './card-buttons.ts';
import { candidateElements, type DecisionPlace, questionElements } from './card-decisions.ts';
import { factElements, foldedElements } from './card-folds.ts';
import {
  bullet,
  entryLine,
  listPart,
  noteLines,
  notes,
  part,
  type Place,
  referenceLine,
  sharedBy,
  signPanel,
} from './card-parts.ts';
import { teamsWord } from './card-words.ts';
import { aroundFile } from './file-card.ts';
import { fitted } from './fit-card.ts';
import { givenAnswerElements } from './given-answers.ts';
import { LEAST, SHARES } from './limits.ts';
import { renderNothing, renderSummary } from './render-summary.ts';

export type { TeamsCard } from './adaptive.ts';

export interface AnswerContext {
  lang: Lang;
  /** Under which the question is kept: letters, digits, `-` and `_`, at most 64. Anything else gives a card without buttons. */
  answerId: string;
  /** Where people reach the web page. */
  publicUrl?: string | undefined;
  /** Name of who shared it, when it was shared. Shown as text: nobody is mentioned. */
  shared?: { by: string } | undefined;
  offerShare: boolean;
  /** What was answered so far, to be changed; `by` is shown as it is, so it should be a name. */
  given?: readonly GivenAnswer[] | undefined;
  /** The answer is that of a file. */
  file?: FileSummary | undefined;
}

export interface CardContext extends Omit<AnswerContext, 'file'> {
  /** Place of the finding in `answer.findings`, the order of the paste. */
  index: number;
  /** One of several: a button leads back to all of them (`all`). */
  back?: boolean | undefined;
}

/** One finding: its card. Several: a summary with a button a line. None: friendly help. What was left out is said below. */
export function renderAnswer(answer: Answer, context: AnswerContext): TeamsCard {
  const { file, lang } = context;
  const around = file === undefined ? undefined : aroundFile(file, { lang, found: answer.findings.length });
  const [first, second] = answer.findings;
  if (first === undefined) return renderNothing(answer, context, around);
  if (second !== undefined) return renderSummary(answer, context, around);
  const remarks = buildCard(answer).foot.flatMap(noteLines);
  return cardOf(first, { ...context, index: 0 }, { ...around, foot: [...remarks, ...(around?.foot ?? [])] });
}

/** The card of one finding, verdict first. */
export function renderFinding(finding: Finding, context: CardContext): TeamsCard {
  return cardOf(finding, context, { foot: [] });
}

/** What stands before and after the card of a finding. */
interface Surroundings {
  head?: ((place: Place) => Element[]) | undefined;
  tail?: ((place: Place) => Element[]) | undefined;
  foot: readonly Line[];
  says?: string | undefined;
}

function cardOf(
  finding: Finding,
  context: CardContext,
  { head, tail, foot, says: begin = '' }: Surroundings,
): TeamsCard {
  const { lang } = context;
  const card = buildFindingCard(finding, lang);
  const page = pageUrl(finding, context.publicUrl);
  const says = begin + findingSentences(card, lang);
  const given = (context.given ?? []).filter(({ index }) => index === context.index);
  return fitted((scale) => {
    const place: DecisionPlace = { ...context, page, scale };
    const body: Element[] = [
      ...sharedBy(context),
      ...(head?.(place) ?? []),
      ...panel(card, finding, place),
      ...givenAnswerElements(given, place),
      ...card.blocks.flatMap((block) => shownElements(block, place)),
      ...foldedElements(card, place),
      ...sources(card, place),
      ...(page === undefined ? [] : [rich([link(page, word('card.page', lang))], 'Medium')]),
      ...(tail?.(place) ?? []),
      ...notes([...card.blocks.flatMap(noteLines), ...foot], place),
      ...buttonRows(finding, context),
    ];
    return adaptiveCard(body, { lang, says });
  });
}

/** The page of an entry; only events that are known for certain have one. */
export function pageUrl({ kind, key }: Finding, publicUrl: string | undefined): string | undefined {
  if (kind !== 'known' || key === undefined || !/^[a-z0-9-]{1,90}\/[a-z0-9-]{1,90}$/.test(key)) return undefined;
  return publicUrl === undefined ? undefined : linkable(URL.parse(`/events/${key}`, publicUrl)?.href);
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

/** Everything that has to be clear at one glance: the verdict, of which event, what it means, and marks. */
function panel({ blocks }: FindingCard, { local, silenced }: Finding, { lang, scale }: DecisionPlace): Element[] {
  const verdict = blocks.find((block) => block.type === 'verdict');
  if (verdict === undefined) return [];
  const titles = blocks.flatMap((block) => (block.type === 'title' ? [titleLine(block)] : []));
  const marks = [
    ...(local === true ? [teamsWord('mark.local', lang)] : []),
    ...(silenced === true ? [teamsWord('mark.silenced', lang)] : []),
  ];
  const marked = marks.length === 0 ? [] : [[subtle(marks.join(' · '))]];
  const { lines } = fit(titles, SHARES.title * Math.max(scale, LEAST));
  return [signPanel(verdict.sign, [...lines, line(verdict.sentence), ...marked])];
}

/** `VMSMP 26 - Network driver of a VM could not load ×3` */
function titleLine({ count, ...title }: BlockOf<'title'>): Line {
  return [...entryLine(title), ...(count > 1 ? [bold(` ×${count}`)] : [])];
}

/** What everyone reads, in the order of the neutral card. */
function shownElements(block: Block, place: DecisionPlace): Element[] {
  switch (block.type) {
    case 'paragraphs':
      return part(
        block.paragraphs.map((text) => line(text)),
        { heading: block.heading, most: SHARES[block.part] },
        place,
      );
    case 'questions':
      return questionElements(block, place);
    case 'list':
      return block.part === 'cases' ? listPart(block, SHARES.caseLines, place) : [];
    case 'facts':
      return factElements(block, { decoded: true, place });
    case 'entries':
      return block.part === 'candidates' ? candidateElements(block, place) : [];
    // Verdict and title stand in the panel; sources and remarks stand last.
    case 'verdict':
    case 'title':
    case 'references':
    case 'note':
    case 'summary':
      return [];
    default:
      return block satisfies never;
  }
}

/** Sources and related entries. */
function sources({ blocks }: FindingCard, place: DecisionPlace): Element[] {
  return blocks.flatMap((block): Element[] => {
    if (block.type === 'references') {
      return part(
        block.references.map(referenceLine),
        { heading: block.heading, most: SHARES.references },
        { ...place, page: undefined },
      );
    }
    if (block.type !== 'entries' || block.part !== 'related') return [];
    const lines = block.entries.map((entry) => bullet(entryLine(entry)));
    return part(lines, { heading: block.heading, most: SHARES.related }, place);
  });
}
