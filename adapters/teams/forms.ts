/** Forms: why an answer was not helpful, what a person knows, and handing over to a human. As a dialog, or in the place of a card. */
import { z } from 'zod';
import { buildFindingCard } from '../../src/card/build-card.ts';
import { word, type CardWord } from '../../src/chat/card-words.ts';
import { harmless } from '../../src/chat/harmless.ts';
import { ticketText } from '../../src/chat/one-text.ts';
import { REASONS, type Reason } from '../../src/chat/opinions.ts';
import type { SuggestForm } from '../../src/chat/suggestions.ts';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { type ActionValue, INPUTS } from './actions.ts';
import type { Element, InputText, TeamsCard } from './adaptive.ts';
import { adaptiveCard, buttons, heading, line, rich } from './elements.ts';
import { execute, submit } from './card-buttons.ts';
import { teamsWord } from './card-words.ts';
import { LIMITS, SHARES } from './limits.ts';
import { pageUrl } from './render-card.ts';
import { cutText, label } from './safe-text.ts';

const MOST_NOTE = 2000;
const MOST_WORDS = 300;
const MOST_ID = 5;

export interface FormContext {
  lang: Lang;
  answerId: string;
  /** Place of the finding that the form is about; absent: the whole answer. */
  index?: number | undefined;
  /** Opens in a dialog of Teams, which has its own way out. Else it stands in the place of the card, with a way back to it. */
  dialog: boolean;
}

export interface Form extends TeamsCard {
  title: string;
}

/** Wrong event, wrong advice, outdated, and a note. */
export function notHelpfulForm(context: FormContext): Form {
  const { lang } = context;
  const body: Element[] = [
    {
      type: 'Input.ChoiceSet',
      id: INPUTS.reason,
      label: word('notHelpful.reason', lang),
      style: 'expanded',
      isRequired: true,
      errorMessage: teamsWord('form.reasonRequired', lang),
      choices: REASONS.map((reason) => ({ title: word(`notHelpful.${reason}`, lang), value: reason })),
    },
    {
      ...textInput(INPUTS.note, word('notHelpful.note', lang), {
        most: MOST_NOTE,
        placeholder: word('notHelpful.note.hint', lang),
      }),
      isMultiline: true,
    },
  ];
  return form('notHelpful.title', 'sendNotHelpful', body, context);
}

/** What a person knows about an event that is not known here. Source and ID are filled in where they were read. */
export function suggestForm(finding: Finding | undefined, context: FormContext): Form {
  const { lang } = context;
  const { provider = '', eventId } = finding ?? {};
  // A name with anything active in it is typed by hand, if at all: a field would hand it on as it is.
  const source = harmless(provider) === provider && provider.length <= MOST_WORDS ? provider : '';
  const short = (name: 'source' | 'eventId' | 'message' | 'advice' | 'reference', look: Partial<TextLook> = {}) =>
    textInput(INPUTS[name], word(`suggest.${name}`, lang), { most: MOST_WORDS, ...look });
  const long = { most: LIMITS.inputText } as const;
  const body: Element[] = [
    rich(line([{ kind: 'plain', text: word('suggest.intro', lang) }])),
    short('source', { value: source }),
    short('eventId', { value: eventId === undefined ? '' : String(eventId), most: MOST_ID }),
    { ...short('message', long), isMultiline: true },
    {
      ...short('advice', { ...long, placeholder: word('suggest.advice.hint', lang) }),
      isMultiline: true,
      isRequired: true,
      errorMessage: teamsWord('form.required', lang),
    },
    short('reference'),
  ];
  return form('suggest.title', 'sendSuggest', body, context);
}

export interface Ticket {
  publicUrl?: string | undefined;
  /** There is a place to send it to. */
  canSend: boolean;
  /** What the person asked, as they sent it: hostile. Its beginning goes with the ticket. */
  asked?: string | undefined;
}

/** The ready ticket text, to be checked and sent; without a place to send it to, to be copied. */
export function humanForm(finding: Finding, { publicUrl, canSend, asked }: Ticket, context: FormContext): Form {
  const { lang } = context;
  const question = asked === undefined ? undefined : { heading: word('human.question', lang), text: asked };
  const text = ticketText(buildFindingCard(finding, lang), {
    page: pageUrl(finding, publicUrl),
    asked: question,
    most: { ticket: SHARES.ticket, quote: SHARES.ticketQuote },
    cut: cutText,
  });
  const ticket = textInput(INPUTS.ticket, word('human.ticket', lang), { most: LIMITS.inputText, value: text });
  const body: Element[] = [
    rich(line([{ kind: 'plain', text: word(canSend ? 'human.to' : 'human.copy', lang) }])),
    {
      ...ticket,
      isMultiline: true,
      ...(canSend && { isRequired: true, errorMessage: teamsWord('form.required', lang) }),
    },
  ];
  return form('human.title', canSend ? 'sendHuman' : undefined, body, context);
}

interface TextLook {
  most: number;
  value?: string;
  placeholder?: string;
}

function textInput(id: string, words: string, { most, value = '', placeholder }: TextLook): InputText {
  return {
    type: 'Input.Text',
    id,
    label: words,
    maxLength: most,
    ...(value !== '' && { value }),
    ...(placeholder !== undefined && { placeholder }),
  };
}

type Sending = 'sendNotHelpful' | 'sendSuggest' | 'sendHuman';

function form(name: CardWord, send: Sending | undefined, body: readonly Element[], context: FormContext): Form {
  const { lang, answerId, index, dialog } = context;
  const title = label(word(name, lang), LIMITS.dialogTitle);
  const button = dialog ? submit : execute;
  const about = { answerId, ...(index !== undefined && { index }) };
  const back: ActionValue = { do: index === undefined ? 'all' : 'open', ...about };
  const cancel = word(send === undefined ? 'modal.close' : 'modal.cancel', lang);
  const row = buttons([
    send && button({ do: send, ...about }, { title: word('modal.send', lang), style: 'positive', withInputs: true }),
    dialog ? undefined : execute(back, { title: cancel }),
  ]);
  const all = [...(dialog ? [] : [heading(title, { size: 'Large' })]), ...body, ...row];
  return { ...adaptiveCard(all, { lang, says: title }), title };
}

/** Undefined when no reason was chosen. Never throws. */
export function readNotHelpfulForm(data: unknown): { reason: Reason; note: string } | undefined {
  const reason = z.enum(REASONS).safeParse(field(data, INPUTS.reason)).data;
  return reason === undefined ? undefined : { reason, note: field(data, INPUTS.note).slice(0, MOST_NOTE) };
}

/** Never throws: what is missing is empty. */
export function readSuggestForm(data: unknown): SuggestForm {
  return {
    source: field(data, INPUTS.source),
    eventId: field(data, INPUTS.eventId),
    message: field(data, INPUTS.message),
    advice: field(data, INPUTS.advice),
    reference: field(data, INPUTS.reference),
  };
}

/** The ticket text as the person left it. Never throws. */
export function readHumanForm(data: unknown): string {
  return field(data, INPUTS.ticket);
}

const Fields = z.record(z.string(), z.unknown());

/** Clients keep the limits of inputs, a request that was made up does not. */
function field(data: unknown, id: string): string {
  const value = Fields.safeParse(data).data?.[id];
  return typeof value === 'string' ? value.trim().slice(0, LIMITS.inputText) : '';
}
