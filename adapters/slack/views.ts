/** Modals: ask, one finding, why it was not helpful, what a person knows, and handing over to a human. */
import type { ModalView, RadioButtons } from '@slack/types';
import { buildFindingCard } from '../../src/card/build-card.ts';
import { harmless, harmlessLines } from '../../src/chat/harmless.ts';
import { nameAndTitle } from '../../src/chat/one-text.ts';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { MOST_FILES } from '../../src/chat/file-answers.ts';
import { REASONS } from '../../src/chat/opinions.ts';
import type { LangChoice } from '../../src/chat/person-lang.ts';
import { CALLBACKS, INPUTS } from './actions.ts';
import { header, link, own, paragraphs, plainText, preformatted, type SlackCard } from './blocks.ts';
import { around, word } from '../../src/chat/card-words.ts';
import { slackWord } from './card-words.ts';
import { who, type Sharer } from './card-buttons.ts';
import { mrkdwnText } from './escape.ts';
import { ticketText } from './fallback-text.ts';
import { input, langMenu, modal, textField } from './inputs.ts';
import { LIMITS, SHARES } from './limits.ts';
import { type CardContext, pageUrl, renderFinding, simpler } from './render-card.ts';

/** What the readers of files take. */
export const FILE_TYPES = ['evtx', 'xml', 'csv', 'txt', 'log', 'json'] as const;
const MOST_NOTE = 2000;
const MOST_WORDS = 300;

interface ViewContext {
  lang: Lang;
  /** Comes back with the submission; at most 3,000 characters. */
  metadata?: string;
}

/** A box for the event, a file, the language. `files`: the app may read files (`files:read`). */
export function askModal({
  lang,
  metadata,
  chosen,
  initialText,
  files,
}: ViewContext & { chosen: LangChoice; initialText?: string; files: boolean }): ModalView {
  const types = FILE_TYPES.map((type) => `.${type}`).join(' ');
  const placeholder = word('ask.text.placeholder', lang);
  const text = input({
    id: INPUTS.text,
    label: word('ask.text', lang),
    element: textField(INPUTS.text, { multiline: true, initial: initialText, placeholder }),
    ...(files && { hint: slackWord('ask.text.hint', lang) }),
    // With a file there is nothing to type.
    optional: files,
  });
  const file = input({
    id: INPUTS.file,
    label: word('ask.file', lang),
    element: { type: 'file_input', action_id: INPUTS.file, filetypes: [...FILE_TYPES], max_files: MOST_FILES },
    hint: word('ask.file.hint', lang, { types }),
    optional: true,
  });
  const language = input({
    id: INPUTS.lang,
    label: word('ask.lang', lang),
    element: langMenu(INPUTS.lang, chosen, lang),
  });
  return modal({
    callback: CALLBACKS.ask,
    title: word('ask.title', lang),
    submit: word('ask.submit', lang),
    close: word('modal.cancel', lang),
    blocks: [text, ...(files ? [file] : []), language],
    metadata,
  });
}

/** The card of one finding, of classic blocks: modals have no others. */
export function findingModal(finding: Finding, context: CardContext & { metadata?: string }): ModalView {
  const { lang, metadata } = context;
  const name = buildFindingCard(finding, lang).blocks.find(({ type }) => type === 'title');
  const title = name?.type === 'title' ? nameAndTitle({ name: name.name, title: [] }) : '';
  return modal({
    callback: CALLBACKS.finding,
    title: title === '' ? word('ask.text', lang) : title,
    close: word('modal.close', lang),
    blocks: simpler(renderFinding(finding, { ...context, offerShare: false })).blocks,
    metadata,
  });
}

/** Wrong event, wrong advice, outdated, and a note. */
export function notHelpfulModal({ lang, metadata }: ViewContext): ModalView {
  const reasons: RadioButtons = {
    type: 'radio_buttons',
    action_id: INPUTS.reason,
    options: REASONS.map((reason) => ({
      text: plainText(word(`notHelpful.${reason}`, lang), LIMITS.optionText),
      value: reason,
    })),
  };
  const note = {
    id: INPUTS.note,
    label: word('notHelpful.note', lang),
    element: textField(INPUTS.note, { multiline: true, most: MOST_NOTE }),
    hint: word('notHelpful.note.hint', lang),
    optional: true,
  };
  return modal({
    callback: CALLBACKS.notHelpful,
    title: word('notHelpful.title', lang),
    submit: word('modal.send', lang),
    close: word('modal.cancel', lang),
    blocks: [input({ id: INPUTS.reason, label: word('notHelpful.reason', lang), element: reasons }), input(note)],
    metadata,
  });
}

/** What a person knows about an event that is not known here. Source and ID are filled in where they were read. */
export function suggestModal({ lang, metadata, finding }: ViewContext & { finding?: Finding }): ModalView {
  const { provider = '', eventId } = finding ?? {};
  // A name with anything active in it is typed by hand, if at all: a field would hand it on as it is.
  const source = harmless(provider) === provider ? provider : '';
  const id = eventId === undefined ? '' : String(eventId);
  const short = (name: 'source' | 'eventId' | 'reference', initial = '') =>
    input({
      id: INPUTS[name],
      label: word(`suggest.${name}`, lang),
      element: textField(INPUTS[name], { most: MOST_WORDS, initial }),
      optional: true,
    });
  const long = (name: 'message' | 'advice', optional: boolean) => ({
    id: INPUTS[name],
    label: word(`suggest.${name}`, lang),
    element: textField(INPUTS[name], { multiline: true }),
    optional,
  });
  return modal({
    callback: CALLBACKS.suggest,
    title: word('suggest.title', lang),
    submit: word('modal.send', lang),
    close: word('modal.cancel', lang),
    blocks: [
      paragraphs([[own(word('suggest.intro', lang))]], { heading: '', most: SHARES.note }),
      short('source', source),
      short('eventId', id),
      input(long('message', true)),
      input({ ...long('advice', false), hint: word('suggest.advice.hint', lang) }),
      short('reference'),
    ],
    metadata,
  });
}

interface TicketParts {
  publicUrl?: string | undefined;
  /** There is a channel or webhook for it. */
  canSend: boolean;
  /** What the person asked, as they sent it: hostile. Its beginning goes with the ticket. */
  asked?: string;
}

/** The ready ticket text, to be checked and sent; without a place to send it to, to be copied. */
export function humanModal(
  finding: Finding,
  { lang, metadata, publicUrl, canSend, asked }: ViewContext & TicketParts,
): ModalView {
  const question = asked === undefined ? undefined : { heading: word('human.question', lang), text: asked };
  const text = ticketText(buildFindingCard(finding, lang), { page: pageUrl(finding, publicUrl), asked: question });
  const intro = paragraphs([[own(word(canSend ? 'human.to' : 'human.copy', lang))]], {
    heading: '',
    most: SHARES.note,
  });
  const ticket = {
    id: INPUTS.ticket,
    label: word('human.ticket', lang),
    element: textField(INPUTS.ticket, { multiline: true, initial: text }),
  };
  return modal({
    callback: CALLBACKS.human,
    title: word('human.title', lang),
    close: word(canSend ? 'modal.cancel' : 'modal.close', lang),
    ...(canSend && { submit: word('modal.send', lang) }),
    blocks: [intro, canSend ? input(ticket) : preformatted(text, LIMITS.textObject)],
    metadata,
  });
}

/** The ticket as it is posted to the people who look after it. `text` is what the person left in the form: hostile. */
export function ticketCard(
  text: string,
  { lang, asked, page }: { lang: Lang; asked: Sharer; page?: string },
): SlackCard {
  const [before, after] = around('human.by', lang);
  const toPage = page === undefined ? [] : [[link(page, word('card.page', lang))]];
  const by = [...(before === '' ? [] : [own(before)]), who(asked), ...(after === '' ? [] : [own(after)])];
  const title = word('human.asked', lang);
  return {
    text: mrkdwnText(`${title}: ${text}`, SHARES.fallbackText),
    blocks: [
      header(title),
      preformatted(harmlessLines(text), LIMITS.textObject),
      paragraphs([by, ...toPage], { heading: '', most: SHARES.note }),
    ],
  };
}
