/** Parts of cards: a heading with paragraphs, a list, or facts below it, each within its share. */
import type { Block, Sign, SignName, Text } from '../../src/card/card.ts';
import { linkable } from '../../src/card/plain-text.ts';
import { around, word } from '../../src/chat/card-words.ts';
import { harmless } from '../../src/chat/harmless.ts';
import { plain } from '../../src/chat/one-text.ts';
import type { Lang } from '../../src/lang.ts';
import type { ContainerStyle, Element, Line, TextColor, TextRun } from './adaptive.ts';
import { bold, container, fit, heading, line, link, rich, run, subtle } from './elements.ts';
import { teamsWord } from './card-words.ts';
import { SHARES } from './limits.ts';
import { cutText } from './safe-text.ts';

/** Where a part stands. */
export interface Place {
  lang: Lang;
  /** How much of each share there is, from 0 to 1. */
  scale: number;
  /** Address of the event's page. */
  page?: string | undefined;
}

/**
 * The colour behind a verdict; its word and symbol say the same. What is not settled is as yellow as a condition: grey
 * would look like nothing to worry about.
 */
export const STYLES = {
  ignore: 'good',
  conditional: 'warning',
  action: 'attention',
  info: 'accent',
  unknown: 'warning',
  guess: 'emphasis',
  choice: 'emphasis',
  nothing: 'emphasis',
} as const satisfies Record<SignName, ContainerStyle>;

interface Part {
  /** Empty: none. */
  heading: string;
  most: number;
  /** Short lines stand close together. */
  tight?: boolean;
}

/** Of headings on containers of a style. */
export const TEXT_COLORS: Readonly<Partial<Record<ContainerStyle, TextColor>>> = {
  good: 'Good',
  warning: 'Warning',
  attention: 'Attention',
  accent: 'Accent',
};

/** A heading and what stands below it; no heading when nothing does. */
export function part(lines: readonly Line[], { heading: words, most, tight = false }: Part, place: Place): Element[] {
  const { lines: fitting, cut } = fit(lines, most * place.scale);
  if (fitting.length === 0) return [];
  const shown = fitting.map((one, i) => rich(one, tight || (i === 0 && words !== '') ? 'None' : 'Small'));
  return [
    ...(words === '' ? [] : [heading(words, { spacing: 'Medium' })]),
    ...shown,
    ...(cut ? [rich([rest(place)], 'Small')] : []),
  ];
}

/** That something was cut, and where all of it is. */
function rest({ page, lang }: Place): TextRun {
  return page === undefined ? subtle(teamsWord('card.cut', lang)) : link(page, word('card.more', lang));
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

export function listPart({ heading: words, items, ordered }: BlockOf<'list'>, most: number, place: Place): Element[] {
  const lines = items.map((item, i) => [run(ordered ? `${i + 1}. ` : '• '), ...line(item)]);
  return part(lines, { heading: words, most }, place);
}

/** An item of a list without an order. */
export function bullet(runs: Line): Line {
  return [run('• '), ...runs];
}

/** `Client version: 196610 = NVSP 3.2` */
export function factLine({ name, value, meaning }: BlockOf<'facts'>['rows'][number]): Line {
  const decoded = meaning === undefined ? [] : [run(' = '), ...line(meaning)];
  return [bold(`${plain(name)}: `), ...line(value, { values: true }), ...decoded];
}

export function entryLine({ name, title }: { name: Text; title: Text }): Line {
  const between = name.length > 0 && title.length > 0 ? [run(' - ')] : [];
  return [bold(plain(name)), ...between, ...line(title)].filter(({ text }) => text !== '');
}

/** The only links of a card beside its page: addresses of our knowledge, http or https. */
export function referenceLine({ title, url }: { title: Text; url?: string | undefined }): Line {
  const address = linkable(url);
  const words = plain(title);
  const isLink = address !== undefined && address.length <= SHARES.referenceUrl && harmless(words).trim() !== '';
  return bullet(isLink ? [link(address, words)] : line(title));
}

/** Remarks in small print. */
export function noteLines(block: Block): Line[] {
  return block.type === 'note' ? [line(block.text).map((one) => subtle(one.text))] : [];
}

export function notes(lines: readonly Line[], place: Place): Element[] {
  return lines.flatMap((one) => part([one], { heading: '', most: SHARES.note }, place));
}

/** A person's name is text, never a mention: nobody is called by a card. */
export function shownName(name: string): string {
  const shown = cutText(harmless(name).trim(), SHARES.who);
  return shown === '' ? '?' : shown;
}

/** One line above a shared card. */
export function sharedBy({ shared, lang }: { shared?: { by: string } | undefined; lang: Lang }): Element[] {
  if (shared === undefined) return [];
  const [before, after] = around('card.sharedBy', lang);
  return [rich([subtle(before), bold(shownName(shared.by)), subtle(after)].filter(({ text }) => text !== ''))];
}

/** What stands first and in colour: symbol and word, then lines. */
export function signPanel(sign: Sign, lines: readonly Line[]): Element {
  const shown = lines.map((one) => rich(one, 'Small'));
  return container([signHeading(sign, 'ExtraLarge'), ...shown], { style: STYLES[sign.name], bleed: true });
}

/** `🔴 Action needed`, and how many events it is said of. */
export function signHeading({ name, symbol, word: says }: Sign, size: 'Medium' | 'ExtraLarge', times = 1): Element {
  const color = TEXT_COLORS[STYLES[name]];
  const counted = times > 1 ? ` (${times})` : '';
  return heading(`${symbol} ${says}${counted}`, { size, ...(color !== undefined && { color }) });
}
