/** Cards as one text: for notifications and screen readers, and as a ticket that a person can send on. */
import type { Block, Card, FindingCard, Text } from '../card/card.ts';
import { linkable } from '../card/plain-text.ts';
import type { Lang } from '../lang.ts';
import { harmless, harmlessLines } from './harmless.ts';

/** How many findings the text of a summary names. */
const MOST_NAMED = 3;
/** Where the first sentence of an advice ends. */
const SENTENCE_END = /[。！？]|[.!?](?= |$)/;
const STEP = /^\d{1,2}[.)] {1,3}/;
const ENDED = /[。！？.!?…]$/;

/** `🔴 Action needed: VMSMP 26 - Network driver … Update the host.` Not escaped: hostile. */
export function findingSentences({ blocks }: FindingCard, lang: Lang): string {
  const advice = blocks.find((block) => block.type === 'paragraphs' && block.part === 'action');
  const first = advice?.type === 'paragraphs' ? firstSentence(plain(advice.paragraphs[0] ?? [])) : '';
  const sentence = blocks.flatMap((block) => (block.type === 'verdict' ? [plain(block.sentence)] : []));
  return joined([signed(blocks), first === '' ? (sentence[0] ?? '') : first], lang);
}

/** What the summary says, and the first lines of it; of an answer without findings its friendly sentence. Not escaped: hostile. */
export function summarySentences({ lang, head, findings }: Card): string {
  const parts = head.flatMap((block): string[] => {
    if (block.type === 'verdict') return [`${block.sign.symbol} ${block.sign.word}`, plain(block.sentence)];
    return block.type === 'summary' ? [block.heading] : [];
  });
  return joined([...parts, ...findings.slice(0, MOST_NAMED).map(({ blocks }) => signed(blocks))], lang);
}

/** Sentences, each with an end, so that a screen reader pauses between them. */
function joined(parts: readonly string[], lang: Lang): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (ENDED.test(part) ? part : part + (lang === 'ja' ? '。' : '.')))
    .join(lang === 'ja' ? '' : ' ');
}

/** `🔴 Action needed: VMSMP 26 - Network driver of a VM could not load` */
function signed(blocks: readonly Block[]): string {
  const words = blocks.flatMap((block) => {
    if (block.type === 'verdict') return [`${block.sign.symbol} ${block.sign.word}`];
    return block.type === 'title' ? [nameAndTitle(block)] : [];
  });
  return words.filter((part) => part !== '').join(': ');
}

/** `VMSMP 26 - Network driver of a VM could not load ×3` */
export function nameAndTitle({ name, title, count }: { name: Text; title: Text; count?: number }): string {
  const words = [plain(name), plain(title)].filter((part) => part !== '').join(' - ');
  return (count ?? 1) > 1 ? `${words} ×${count}` : words;
}

export function plain(text: Text): string {
  return text.map((span) => span.text).join('');
}

/** Without the number of a step: `1.` is no sentence. */
function firstSentence(text: string): string {
  const step = text.replace(STEP, '');
  const end = SENTENCE_END.exec(step);
  return end === null ? step : step.slice(0, end.index + 1);
}

export interface TicketParts {
  /** Address of the event's page. */
  page?: string | undefined;
  /** What was asked, under our heading: hostile. */
  asked?: { heading: string; text: string } | undefined;
  /** How long the ticket may be, and how much of the question goes with it. */
  most: { ticket: number; quote: number };
  /** The platform's way to cut and count. */
  cut: (text: string, most: number) => string;
}

/** All of a card as lines of plain text, harmless wherever it is pasted; at most `most.ticket` long. */
export function ticketText({ blocks }: FindingCard, { page, asked, most, cut }: TicketParts): string {
  const end = page === undefined ? '' : `\n\n${page}`;
  const quoted = asked === undefined ? '' : cut(harmlessLines(asked.text), most.quote);
  const question = asked === undefined || quoted.trim() === '' ? '' : `\n\n${asked.heading}\n${quoted}`;
  const lines = blocks.flatMap(ticketLines).join('\n').trim();
  return cut(lines, Math.max(0, most.ticket - end.length - question.length)) + question + end;
}

/** Every text in it is one line: line ends of an event must not begin lines that look like ours. */
function ticketLines(block: Block): string[] {
  switch (block.type) {
    case 'verdict':
      return [block.sign.word, shown(block.sentence)];
    case 'title':
      return ['', harmless(nameAndTitle(block))];
    case 'paragraphs':
      return ['', block.heading, ...block.paragraphs.map(shown)];
    case 'questions':
      return ['', block.heading, ...block.questions.map(({ text }) => `- ${shown(text)}`)];
    case 'list':
      return ['', block.heading, ...block.items.map((item) => `- ${shown(item)}`)];
    case 'facts':
      return ['', block.heading, ...block.rows.map(factLine)];
    case 'entries':
      return ['', block.heading, ...block.entries.map((entry) => `- ${harmless(nameAndTitle(entry))}`)];
    case 'references':
      return ['', block.heading, ...block.references.map(referenceLine)];
    case 'summary':
      return [
        '',
        block.heading,
        ...block.lines.map((entry) => `- ${entry.sign.word}: ${harmless(nameAndTitle(entry))}`),
      ];
    case 'note':
      return ['', shown(block.text)];
    default:
      return block satisfies never;
  }
}

function factLine({ name, value, meaning }: { name: Text; value: Text; meaning?: Text | undefined }): string {
  return `- ${shown(name)}: ${shown(value)}${meaning === undefined ? '' : ` = ${shown(meaning)}`}`;
}

/** The address of a source is our own: it stays one that can be followed. */
function referenceLine({ title, url }: { title: Text; url?: string | undefined }): string {
  const address = linkable(url);
  return `- ${shown(title)}${address === undefined ? '' : ` ${address}`}`;
}

function shown(text: Text): string {
  return harmless(plain(text));
}
