/** Names of everything a person can press or fill in, and what buttons carry: ids, never state and never text of a paste. */
import { z } from 'zod';
import { LANG_CHOICES, type LangChoice } from '../../src/chat/person-lang.ts';
import { LANGS, type Lang } from '../../src/lang.ts';
import { LIMITS } from './limits.ts';

/** `action_id`s. A block holds each at most once. */
export const ACTIONS = {
  answerYes: 'hv_answer_yes',
  answerNo: 'hv_answer_no',
  /** A button of a summary or of App Home, or the menu of those without a button: read it with `readAction`. */
  openFinding: 'hv_open_finding',
  /** `entryKey` names the entry. */
  chooseEntry: 'hv_choose_entry',
  /** `lang` is the language asked for. */
  lang: 'hv_lang',
  helpful: 'hv_helpful',
  notHelpful: 'hv_not_helpful',
  /** Slack's pair of thumbs is one element: `opinion` tells which one was pressed. */
  feedback: 'hv_feedback',
  human: 'hv_human',
  share: 'hv_share',
  suggest: 'hv_suggest',
  /** A menu whose option is `auto`, `en` or `ja`: read it with `readHomeLang`. */
  homeLang: 'hv_home_lang',
  /** Opens the ask modal from App Home. */
  ask: 'hv_ask',
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

/** `callback_id`s of modals. */
export const CALLBACKS = {
  ask: 'hv_ask_form',
  notHelpful: 'hv_not_helpful_form',
  suggest: 'hv_suggest_form',
  human: 'hv_human_form',
  finding: 'hv_finding',
} as const;

/** Inputs of modals: each is the `block_id` and the `action_id` of its field. */
export const INPUTS = {
  text: 'hv_in_text',
  file: 'hv_in_file',
  lang: 'hv_in_lang',
  reason: 'hv_in_reason',
  note: 'hv_in_note',
  source: 'hv_in_source',
  eventId: 'hv_in_event_id',
  message: 'hv_in_message',
  advice: 'hv_in_advice',
  reference: 'hv_in_reference',
  ticket: 'hv_in_ticket',
} as const;

export type InputId = (typeof INPUTS)[keyof typeof INPUTS];

/** What a button knows. */
export interface ActionValue {
  /** Under which the question is kept. */
  answerId: string;
  /** Place of the finding in `answer.findings`, the order of the paste; absent: the whole answer. */
  index?: number;
  questionId?: string;
  entryKey?: string;
  lang?: Lang;
  opinion?: 'helpful' | 'not-helpful';
}

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Keys and question ids are slugs joined by slashes. */
const Slugs = z.string().regex(/^[a-z0-9-]{1,90}(?:\/[a-z0-9-]{1,90}){0,3}$/);

/** Short names: the value of a menu's option has 75 characters. */
const Wire = z.strictObject({
  v: z.literal(1),
  a: Id,
  f: z.int().min(0).max(9999).optional(),
  q: Slugs.optional(),
  k: Slugs.optional(),
  l: z.enum(LANGS).optional(),
  o: z.enum(['helpful', 'not-helpful']).optional(),
});

/** The `value` of a button; undefined when something in it is no id of ours, then there is no such button. */
export function encodeAction(value: ActionValue, most: number = LIMITS.buttonValue): string | undefined {
  const { answerId: a, index: f, questionId: q, entryKey: k, lang: l, opinion: o } = value;
  const wire = Wire.safeParse({ v: 1, a, f, q, k, l, o });
  if (!wire.success) return undefined;
  const text = JSON.stringify(wire.data);
  return text.length <= most ? text : undefined;
}

/** Undefined for whatever is not a value of ours: an older version, or a request that was made up. */
export function decodeAction(text: string | undefined): ActionValue | undefined {
  if (text === undefined || text.length > LIMITS.buttonValue) return undefined;
  const wire = Wire.safeParse(parsed(text));
  if (!wire.success) return undefined;
  const { a, f, q, k, l, o } = wire.data;
  return {
    answerId: a,
    ...(f !== undefined && { index: f }),
    ...(q !== undefined && { questionId: q }),
    ...(k !== undefined && { entryKey: k }),
    ...(l !== undefined && { lang: l }),
    ...(o !== undefined && { opinion: o }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Pressed = z.object({
  value: z.string().optional(),
  selected_option: z.object({ value: z.string().optional() }).nullish(),
});

/** What the pressed button or the chosen option carries; `action` is `payload.actions[n]`. */
export function readAction(action: unknown): ActionValue | undefined {
  return decodeAction(pressedValue(action));
}

/** The language chosen in App Home. */
export function readHomeLang(action: unknown): LangChoice | undefined {
  return z.enum(LANG_CHOICES).safeParse(pressedValue(action)).data;
}

function pressedValue(action: unknown): string | undefined {
  const pressed = Pressed.safeParse(action);
  return pressed.success ? (pressed.data.selected_option?.value ?? pressed.data.value) : undefined;
}
