/** The platform-neutral reply. Renderers draw its blocks in order, each with one switch over `type`. */
import type { FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';

/**
 * - `plain`: our own words
 * - `code`: something of our own to be copied or typed as it stands
 * - `event`: text of the paste, or a sentence that quotes it. Hostile: a renderer shows it as characters and nothing else,
 *   never as markup, mention, link, control character or change of writing direction
 */
export interface Span {
  kind: 'plain' | 'event' | 'code';
  text: string;
}

/** One line or paragraph. */
export type Text = readonly Span[];

/** A verdict, or one of the three answers that carry none. */
export type SignName = FindingVerdict | 'guess' | 'choice' | 'nothing';

/** What stands first on a card: `ignore`, its symbol, and its word in the card's language. */
export interface Sign {
  name: SignName;
  symbol: string;
  word: string;
}

export type Block =
  | VerdictBlock
  | TitleBlock
  | ParagraphsBlock
  | QuestionsBlock
  | ListBlock
  | FactsBlock
  | EntriesBlock
  | ReferencesBlock
  | SummaryBlock
  | NoteBlock;

interface VerdictBlock {
  type: 'verdict';
  sign: Sign;
  /** One line: what that means. */
  sentence: Text;
}

interface TitleBlock {
  type: 'title';
  /** Provider and ID, `VMSMP 26`; empty when neither could be read. */
  name: Text;
  title: Text;
  /** How often it was in the paste. */
  count: number;
}

interface ParagraphsBlock {
  type: 'paragraphs';
  part: 'explanation' | 'trigger' | 'action';
  heading: string;
  paragraphs: readonly Text[];
}

interface QuestionsBlock {
  type: 'questions';
  heading: string;
  /** `id` is handed back with the answer, and never shown as anything but text. */
  questions: readonly { id: string; text: Text }[];
  yes: string;
  no: string;
}

interface ListBlock {
  type: 'list';
  part: 'cases' | 'course' | 'evidence' | 'occurrences' | 'examples' | 'unknown';
  heading: string;
  /** Numbered: the order says something. */
  ordered: boolean;
  items: readonly Text[];
}

interface FactsBlock {
  type: 'facts';
  heading: string;
  rows: readonly { name: Text; value: Text; meaning?: Text | undefined }[];
}

/** Entries to choose from (with how to ask for one), or to read as well. */
interface EntriesBlock {
  type: 'entries';
  part: 'candidates' | 'related';
  heading: string;
  entries: readonly { key: string; name: Text; title: Text }[];
  hint?: Text;
}

interface ReferencesBlock {
  type: 'references';
  heading: string;
  /** A renderer links `url` only when it is http or https. */
  references: readonly { title: Text; url?: string | undefined }[];
}

/** One line a finding, the most urgent first. */
interface SummaryBlock {
  type: 'summary';
  heading: string;
  lines: readonly { sign: Sign; name: Text; title: Text; count: number }[];
}

/** A remark in small print. */
interface NoteBlock {
  type: 'note';
  part: 'appliesTo' | 'leftOut';
  text: Text;
}

/** The card of one finding. */
export interface FindingCard {
  sign: SignName;
  /** `vmsmp/26`, for permalinks. */
  key?: string;
  blocks: readonly Block[];
}

export interface Card {
  lang: Lang;
  /** Before the findings: the summary when there are several, the friendly sentence when there is none. */
  head: readonly Block[];
  /** The most urgent first. */
  findings: readonly FindingCard[];
  /** After the findings: what was left out. */
  foot: readonly Block[];
}
