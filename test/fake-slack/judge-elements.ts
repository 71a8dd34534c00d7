/** The limits of interactive elements, which the types of @slack/types do not know. */
import type { ConfirmationDialog, KnownBlock, Option, RichTextBlock } from '@slack/types';
import { LIMITS, type Surface } from './limits.ts';

/** Called with a JSON pointer and what is wrong there. */
export type Report = (pointer: string, message: string) => void;

type BlockWith<T extends KnownBlock['type']> = Extract<KnownBlock, { type: T }>;
export type AnyElement =
  | BlockWith<'actions'>['elements'][number]
  | BlockWith<'input'>['element']
  | BlockWith<'context_actions'>['elements'][number]
  | NonNullable<BlockWith<'section'>['accessory']>;

/** Text of 1 to `max` characters, in UTF-16 units (the stricter way to count). */
export function judgeText(
  value: string | undefined,
  at: string,
  { max, report }: { max: number; report: Report },
): void {
  if (value === undefined) return;
  if (value.length === 0) report(at, 'must be more than 0 characters');
  if (value.length > max) report(at, `must be less than ${max + 1} characters`);
}

export function judgeTextObject(
  object: { text: string } | undefined,
  at: string,
  limit: { max: number; report: Report },
): void {
  judgeText(object?.text, `${at}/text`, limit);
}

export function judgeCount(
  items: readonly unknown[],
  at: string,
  limit: { max: number; min?: number; report: Report },
) {
  const { max, min = 1, report } = limit;
  if (items.length < min) report(at, `must have at least ${min} items`);
  if (items.length > max) report(at, `no more than ${max} items allowed`);
}

/** http or https, absolute and not longer than Slack takes. */
export function judgeUrl(url: string | undefined, at: string, { max, report }: { max: number; report: Report }): void {
  if (url === undefined) return;
  judgeText(url, at, { max, report });
  const parsed = URL.parse(url);
  if (parsed === null || !['http:', 'https:', 'mailto:'].includes(parsed.protocol)) report(at, 'invalid_url');
}

export function judgeElement(
  element: AnyElement,
  at: string,
  { surface, report }: { surface: Surface; report: Report },
) {
  const limit = (max: number) => ({ max, report });
  if ('action_id' in element) judgeText(element.action_id, `${at}/action_id`, limit(LIMITS.actionId));
  if ('confirm' in element) judgeConfirm(element.confirm, `${at}/confirm`, report);
  if ('placeholder' in element) judgeTextObject(element.placeholder, `${at}/placeholder`, limit(LIMITS.placeholder));
  if ('accessibility_label' in element) {
    judgeText(element.accessibility_label, `${at}/accessibility_label`, limit(LIMITS.accessibilityLabel));
  }
  switch (element.type) {
    case 'button':
      judgeTextObject(element.text, `${at}/text`, limit(LIMITS.buttonText));
      if (element.value !== undefined) judgeText(element.value, `${at}/value`, limit(LIMITS.buttonValue));
      judgeUrl(element.url, `${at}/url`, limit(LIMITS.buttonUrl));
      return;
    case 'workflow_button':
      return judgeTextObject(element.text, `${at}/text`, limit(LIMITS.buttonText));
    case 'icon_button':
      judgeTextObject(element.text, `${at}/text`, limit(LIMITS.buttonText));
      return judgeText(element.value, `${at}/value`, limit(LIMITS.buttonValue));
    case 'feedback_buttons':
      for (const name of ['positive_button', 'negative_button'] as const) {
        judgeTextObject(element[name].text, `${at}/${name}/text`, limit(LIMITS.buttonText));
        judgeText(element[name].value, `${at}/${name}/value`, limit(LIMITS.feedbackValue));
        judgeText(element[name].accessibility_label, `${at}/${name}/accessibility_label`, limit(75));
      }
      return;
    case 'static_select':
    case 'multi_static_select':
      return judgeSelect(element, at, report);
    case 'overflow':
      return judgeOptions(element.options, `${at}/options`, limit(LIMITS.overflowOptions));
    case 'radio_buttons':
    case 'checkboxes':
      judgeOptions(element.options, `${at}/options`, limit(LIMITS.listedOptions));
      return judgeInitial(element, element.options, { at, report });
    case 'plain_text_input':
      return judgeTextInput(element, at, report);
    case 'file_input':
      if (surface !== 'modal') report(`${at}/type`, 'file_input is allowed in modals only');
      if ((element.max_files ?? 1) < 1 || (element.max_files ?? 1) > LIMITS.fileInputFiles) {
        report(`${at}/max_files`, `must be between 1 and ${LIMITS.fileInputFiles}`);
      }
      return;
    case 'image':
      judgeText(element.alt_text, `${at}/alt_text`, limit(LIMITS.imageAltText));
      if ('image_url' in element) judgeUrl(element.image_url, `${at}/image_url`, limit(LIMITS.imageUrl));
      return;
    default:
      return;
  }
}

/** Text and links of a rich text block; nothing in it may be empty. */
export function judgeRichText(block: RichTextBlock, at: string, report: Report): void {
  for (const [index, element] of block.elements.entries()) {
    const sections = element.type === 'rich_text_list' ? element.elements : [element];
    for (const [line, section] of sections.entries()) {
      const inside = element.type === 'rich_text_list' ? `/elements/${line}` : '';
      for (const [part, leaf] of section.elements.entries()) {
        const here = `${at}/elements/${index}${inside}/elements/${part}`;
        if (leaf.type === 'text' && leaf.text.length === 0) report(`${here}/text`, 'must be more than 0 characters');
        if (leaf.type === 'link') judgeUrl(leaf.url, `${here}/url`, { max: LIMITS.buttonUrl, report });
      }
    }
  }
}

/** All text of a rich text block, for sums over a message. */
export function richTextLength(block: RichTextBlock): number {
  return JSON.stringify(block.elements, (key, value: unknown) => (key === 'style' ? undefined : value)).length;
}

function judgeSelect(
  element: Extract<AnyElement, { type: 'static_select' | 'multi_static_select' }>,
  at: string,
  report: Report,
): void {
  const { options, option_groups: groups } = element;
  if ((options === undefined) === (groups === undefined)) report(at, 'must define either options or option_groups');
  if (options !== undefined) judgeOptions(options, `${at}/options`, { max: LIMITS.options, report });
  if (groups !== undefined) judgeCount(groups, `${at}/option_groups`, { max: LIMITS.optionGroups, report });
  for (const [index, group] of (groups ?? []).entries()) {
    judgeTextObject(group.label, `${at}/option_groups/${index}/label`, { max: LIMITS.optionText, report });
    judgeOptions(group.options, `${at}/option_groups/${index}/options`, { max: LIMITS.options, report });
  }
  judgeInitial(element, [...(options ?? []), ...(groups ?? []).flatMap((group) => group.options)], { at, report });
}

function judgeOptions(options: readonly Option[], at: string, { max, report }: { max: number; report: Report }): void {
  judgeCount(options, at, { max, report });
  const values = new Set<string>();
  for (const [index, option] of options.entries()) {
    judgeTextObject(option.text, `${at}/${index}/text`, { max: LIMITS.optionText, report });
    judgeTextObject(option.description, `${at}/${index}/description`, { max: LIMITS.optionText, report });
    if (option.value === undefined && option.url === undefined)
      report(`${at}/${index}`, 'missing required field: value');
    judgeText(option.value, `${at}/${index}/value`, { max: LIMITS.optionValue, report });
    if (option.value !== undefined && values.has(option.value))
      report(`${at}/${index}/value`, 'duplicate option value');
    if (option.value !== undefined) values.add(option.value);
  }
}

/** An initial choice has to be one of the options, field by field. */
function judgeInitial(
  element: { initial_option?: Option; initial_options?: Option[] },
  options: readonly Option[],
  { at, report }: { at: string; report: Report },
): void {
  const known = new Set(options.map((option) => JSON.stringify(sortKeys(option))));
  const initial = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])];
  for (const option of initial) {
    if (!known.has(JSON.stringify(sortKeys(option)))) report(at, 'initial option is not one of the options');
  }
}

function sortKeys(option: Option): unknown {
  const text = { emoji: true, ...option.text };
  return [option.value, text.type, text.text, option.description?.text];
}

function judgeTextInput(element: Extract<AnyElement, { type: 'plain_text_input' }>, at: string, report: Report): void {
  const { min_length: min = 0, max_length: max = LIMITS.plainTextInputLength, initial_value: initial = '' } = element;
  if (max < 1 || max > LIMITS.plainTextInputLength) report(`${at}/max_length`, 'must be between 1 and 3000');
  if (min < 0 || min > max) report(`${at}/min_length`, 'must be between 0 and max_length');
  if (initial.length > max) report(`${at}/initial_value`, `must be less than ${max + 1} characters`);
}

function judgeConfirm(confirm: ConfirmationDialog | undefined, at: string, report: Report): void {
  if (confirm === undefined) return;
  judgeTextObject(confirm.title, `${at}/title`, { max: LIMITS.confirmTitle, report });
  judgeTextObject(confirm.text, `${at}/text`, { max: LIMITS.confirmText, report });
  judgeTextObject(confirm.confirm, `${at}/confirm`, { max: LIMITS.confirmButton, report });
  judgeTextObject(confirm.deny, `${at}/deny`, { max: LIMITS.confirmButton, report });
}
