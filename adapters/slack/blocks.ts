/** The few Block Kit blocks that our cards and views are made of. Every text passes `harmless` and a limit here. */
import type {
  ActionsBlock,
  Button,
  ContainerBlock,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextList,
  RichTextSection,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import type { Span, Text } from '../../src/card/card.ts';
import { ELLIPSIS, harmless } from '../../src/chat/harmless.ts';
import type { ActionId } from './actions.ts';
import { cutText, escapedLength } from './escape.ts';
import { LIMITS } from './limits.ts';

/** A message; `text` is for notifications, screen readers and old clients. */
export interface SlackCard {
  text: string;
  blocks: KnownBlock[];
}

/** One line of a rich text. */
export type Line = readonly RichTextElement[];

/** Words that stand bold above lines, how many characters those may have, and a link to the rest. */
export interface Part {
  heading: string;
  most: number;
  rest?: RichTextElement | undefined;
}

/** Emoji codes stay as typed: the only symbols are our own. */
export function plainText(text: string, most: number): PlainTextElement {
  const shown = cutText(harmless(text), most);
  return { type: 'plain_text', text: shown.trim() === '' ? ELLIPSIS : shown, emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: { ...plainText(text, LIMITS.headerText), emoji: true } };
}

/** Small print. */
export function smallPrint(text: string, most: number): ContextBlock {
  return { type: 'context', elements: [plainText(text, most)] };
}

/** One line, with a button or menu beside it if there is one. */
export function section(text: string, most: number, accessory?: Button): SectionBlock {
  return { type: 'section', text: plainText(text, most), ...(accessory && { accessory }) };
}

export interface ButtonParts {
  action: ActionId;
  label: string;
  /** From `encodeAction`; without one there is no button. */
  value: string | undefined;
  /** What a screen reader says instead of the label. */
  says?: string;
  style?: 'primary' | 'danger';
}

export function button({ action, label, value, says, style }: ButtonParts): Button | undefined {
  if (value === undefined) return undefined;
  return {
    type: 'button',
    action_id: action,
    text: plainText(label, LIMITS.buttonText),
    value,
    ...(says !== undefined && { accessibility_label: cutText(harmless(says), LIMITS.accessibilityLabel) }),
    ...(style !== undefined && { style }),
  };
}

/** A row of those that exist; no row when none does. */
export function row(elements: readonly (Button | StaticSelect | undefined)[]): ActionsBlock[] {
  const there = elements.filter((element) => element !== undefined).slice(0, LIMITS.actionsElements);
  return there.length === 0 ? [] : [{ type: 'actions', elements: there }];
}

/** Blocks that stay closed until they are wanted; no container when there are none. */
export function folded(title: string, blocks: readonly ContainerBlock['child_blocks'][number][]): ContainerBlock[] {
  if (blocks.length === 0) return [];
  return [
    {
      type: 'container',
      title: plainText(title, LIMITS.containerTitle),
      child_blocks: blocks.slice(0, LIMITS.containerBlocks),
      is_collapsible: true,
      default_collapsed: true,
    },
  ];
}

/** A heading and paragraphs. */
export function paragraphs(lines: readonly Line[], part: Part): RichTextBlock {
  const { lines: fitting, cut } = fit(lines, part.most);
  const elements: RichTextElement[] = part.heading === '' ? [] : [bold(part.heading)];
  for (const one of fitting) elements.push(...(elements.length > 0 ? [asText('\n')] : []), ...one);
  if (elements.length === 0) elements.push(asText(ELLIPSIS));
  if (cut && part.rest) elements.push(asText(' '), part.rest);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** A heading and a list, numbered when the order says something. */
export function list(
  items: readonly Line[],
  { heading, most, rest, ordered = false }: Part & { ordered?: boolean },
): RichTextBlock {
  const { lines, cut } = fit(items, most);
  return {
    type: 'rich_text',
    elements: [
      ...(heading === '' ? [] : [{ type: 'rich_text_section' as const, elements: [bold(heading)] }]),
      ...(lines.length === 0 ? [] : [listOf(lines, ordered)]),
      ...(cut && rest ? [{ type: 'rich_text_section' as const, elements: [rest] }] : []),
    ],
  };
}

function listOf(lines: readonly RichTextElement[][], ordered: boolean): RichTextList {
  const elements = lines.map((one): RichTextSection => ({ type: 'rich_text_section', elements: one }));
  return { type: 'rich_text_list', style: ordered ? 'ordered' : 'bullet', elements };
}

/** Text to be copied, with its line ends; `shown` is harmless already. */
export function preformatted(shown: string, most: number): RichTextBlock {
  const text = shown.trim() === '' ? ELLIPSIS : cutText(shown, most);
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] };
}

/** Spans of a card. Values of events are set as code, so that their ends can be seen. */
export function line(spans: Text, { values = false } = {}): Line {
  return spans.flatMap((span) => inline(span, values));
}

function inline({ kind, text: raw }: Span, values: boolean): RichTextElement[] {
  const shown = harmless(raw);
  if (shown === '') return [];
  const code = kind === 'code' || (values && kind === 'event' && shown.trim() !== '');
  return [code ? { type: 'text', text: shown, style: { code: true } } : asText(shown)];
}

/** A word or sentence of our own. */
export function own(words: string): RichTextElement {
  return asText(harmless(words));
}

export function bold(words: string): RichTextElement {
  return { type: 'text', text: harmless(words), style: { bold: true } };
}

export function link(url: string, words: string): RichTextElement {
  return { type: 'link', url, text: harmless(words) };
}

function asText(shown: string): RichTextElement {
  return { type: 'text', text: shown };
}

/** The first lines that fit into `most` characters; the one that does not is cut, and ends in "…". */
function fit(lines: readonly Line[], most: number): { lines: RichTextElement[][]; cut: boolean } {
  const fitting: RichTextElement[][] = [];
  let left = most;
  for (const elements of lines) {
    const kept: RichTextElement[] = [];
    for (const element of elements) {
      const shown = 'text' in element ? (element.text ?? '') : '';
      if (shown === '' && element.type === 'text') continue;
      const size = escapedLength(shown);
      if (size > left) {
        const start = element.type === 'text' ? cutText(shown, left) : '';
        kept.push(element.type === 'text' && start !== '' ? { ...element, text: start } : asText(ELLIPSIS));
        return { lines: [...fitting, kept], cut: true };
      }
      left -= size;
      kept.push(element);
    }
    if (kept.length > 0) fitting.push(kept);
  }
  return { lines: fitting, cut: false };
}
