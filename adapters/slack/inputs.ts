/** Fields of modals, and reading what was filled in. */
import type { InputBlock, ModalView, PlainTextOption, StaticSelect } from '@slack/types';
import { z } from 'zod';
import type { Lang } from '../../src/lang.ts';
import { type Reason, REASONS } from '../../src/chat/opinions.ts';
import { LANG_CHOICES, type LangChoice } from '../../src/chat/person-lang.ts';
import type { SuggestForm } from '../../src/chat/suggestions.ts';
import { INPUTS, type InputId } from './actions.ts';
import { plainText } from './blocks.ts';
import { word } from '../../src/chat/card-words.ts';
import { slackWord } from './card-words.ts';
import { LIMITS } from './limits.ts';

interface Field {
  /** Of ours: `INPUTS`, or those of alerts. */
  id: string;
  label: string;
  element: InputBlock['element'];
  hint?: string;
  optional?: boolean;
}

export function input({ id, label, element, hint, optional = false }: Field): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plainText(label, LIMITS.inputLabel),
    element,
    ...(hint !== undefined && { hint: plainText(hint, LIMITS.inputHint) }),
    optional,
  };
}

/** What stands in the field at first is cut to what the field may hold. */
export function textField(
  id: string,
  options: { multiline?: boolean; most?: number; initial?: string | undefined; placeholder?: string } = {},
): InputBlock['element'] {
  const { multiline = false, most = LIMITS.plainTextInput, initial = '', placeholder } = options;
  const start = initial.toWellFormed().slice(0, most).toWellFormed();
  return {
    type: 'plain_text_input',
    action_id: id,
    multiline,
    max_length: most,
    ...(start !== '' && { initial_value: start }),
    ...(placeholder !== undefined && { placeholder: plainText(placeholder, LIMITS.placeholder) }),
  };
}

/** `auto`, `en`, `ja`; for the ask form and App Home. */
export function langMenu(actionId: string, chosen: LangChoice, lang: Lang): StaticSelect {
  const option = (choice: LangChoice): PlainTextOption => ({
    text: plainText(choice === 'auto' ? slackWord('lang.auto', lang) : word(`lang.${choice}`, lang), LIMITS.optionText),
    value: choice,
  });
  return {
    type: 'static_select',
    action_id: actionId,
    options: LANG_CHOICES.map(option),
    initial_option: option(chosen),
  };
}

export interface ModalParts {
  callback: string;
  title: string;
  blocks: ModalView['blocks'];
  close: string;
  submit?: string;
  /** What the app wants back with it. @throws RangeError beyond Slack's 3,000 characters: half of it would be of no use */
  metadata?: string | undefined;
}

export function modal({ callback, title, blocks, close, submit, metadata = '' }: ModalParts): ModalView {
  if (metadata.length > LIMITS.privateMetadata)
    throw new RangeError('The metadata of a modal has too many characters.');
  return {
    type: 'modal',
    callback_id: callback,
    title: plainText(title, LIMITS.modalWord),
    close: plainText(close, LIMITS.modalWord),
    ...(submit !== undefined && { submit: plainText(submit, LIMITS.modalWord) }),
    ...(metadata !== '' && { private_metadata: metadata }),
    blocks: blocks.slice(0, LIMITS.blocksInView),
  };
}

const Filled = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  files: z.array(z.looseObject({ id: z.string() })).nullish(),
});
const Values = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Fields of a submitted view (`view.state.values`), whatever is in it. */
function field(values: unknown, id: InputId): z.infer<typeof Filled> {
  const blocks = Values.safeParse(values).data ?? {};
  return Filled.safeParse(blocks[id]?.[id]).data ?? {};
}

function textOf(values: unknown, id: InputId): string {
  return field(values, id).value?.trim() ?? '';
}

export interface AskForm {
  text: string;
  lang: LangChoice;
  /** Slack's file objects. */
  files: { id: string; [field: string]: unknown }[];
}

/** Never throws: what is missing is empty. */
export function readAskForm(values: unknown): AskForm {
  const lang = z.enum(LANG_CHOICES).safeParse(field(values, INPUTS.lang).selected_option?.value).data ?? 'auto';
  return { text: textOf(values, INPUTS.text), lang, files: field(values, INPUTS.file).files ?? [] };
}

/** Undefined when no reason was chosen. */
export function readNotHelpfulForm(values: unknown): { reason: Reason; note: string } | undefined {
  const reason = z.enum(REASONS).safeParse(field(values, INPUTS.reason).selected_option?.value).data;
  return reason === undefined ? undefined : { reason, note: textOf(values, INPUTS.note) };
}

/** Never throws: what is missing is empty. */
export function readSuggestForm(values: unknown): SuggestForm {
  return {
    source: textOf(values, INPUTS.source),
    eventId: textOf(values, INPUTS.eventId),
    message: textOf(values, INPUTS.message),
    advice: textOf(values, INPUTS.advice),
    reference: textOf(values, INPUTS.reference),
  };
}

/** The ticket text as the person left it. */
export function readHumanForm(values: unknown): string {
  return textOf(values, INPUTS.ticket);
}
