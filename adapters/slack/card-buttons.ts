/** The buttons below a card, and who shared it. */
import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import { harmless } from '../../src/chat/harmless.ts';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { ACTIONS, encodeAction } from './actions.ts';
import { button, own, paragraphs, row } from './blocks.ts';
import { around, word } from '../../src/chat/card-words.ts';
import { cutText } from './escape.ts';
import { SHARES } from './limits.ts';

/** Who shared a card: a user id from Slack's own payload, or a name, which is shown as text. */
export interface Sharer {
  by: string;
}

interface Buttons {
  lang: Lang;
  answerId: string;
  /** Absent: the whole answer. */
  index?: number;
  offerShare: boolean;
}

const USER_ID = /^[UW][A-Z0-9]{4,20}$/;

/** Language, a person, the channel; and knowledge, where it is missing. */
export function buttonRows({ kind, verdict }: Pick<Finding, 'kind' | 'verdict'>, buttons: Buttons): KnownBlock[] {
  const missing = kind !== 'known' ? kind !== 'candidates' : verdict === 'unknown';
  return row([
    humanButton(buttons),
    ...shareButton(buttons),
    ...(missing ? [suggestButton(buttons)] : []),
    langButton(buttons),
  ]);
}

/** Slack's pair of thumbs; a question for a choice is no answer that could be helpful. */
export function feedbackRow({ kind }: Pick<Finding, 'kind'>, { answerId, index, lang }: Buttons): KnownBlock[] {
  const helpful = encodeAction({ answerId, ...(index !== undefined && { index }), opinion: 'helpful' });
  const notHelpful = encodeAction({ answerId, ...(index !== undefined && { index }), opinion: 'not-helpful' });
  if (kind === 'candidates' || helpful === undefined || notHelpful === undefined) return [];
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: ACTIONS.feedback,
          positive_button: thumb('helpful', helpful, lang),
          negative_button: thumb('notHelpful', notHelpful, lang),
        },
      ],
    },
  ];
}

function thumb(name: 'helpful' | 'notHelpful', value: string, lang: Lang) {
  const text = { type: 'plain_text' as const, text: word(`button.${name}`, lang) };
  return { text, value, accessibility_label: word(`button.${name}.says`, lang) };
}

/** One line above a shared card. */
export function sharedBy({ shared, lang }: { shared?: Sharer | undefined; lang: Lang }): KnownBlock[] {
  if (shared === undefined) return [];
  const [before, after] = around('card.sharedBy', lang);
  return [paragraphs([[...words(before), who(shared), ...words(after)]], { heading: '', most: SHARES.note })];
}

/** A mention only of an id that Slack gave us; anything else is text. */
export function who({ by }: Sharer): RichTextElement {
  if (USER_ID.test(by)) return { type: 'user', user_id: by };
  const name = cutText(harmless(by), SHARES.who);
  return own(name.trim() === '' ? '?' : name);
}

function words(text: string) {
  return text === '' ? [] : [own(text)];
}

export function langButton({ lang, ...ids }: Buttons): Button | undefined {
  const other = lang === 'en' ? 'ja' : 'en';
  return button({ action: ACTIONS.lang, ...labels('lang', lang), value: valueOf(ids, other) });
}

function humanButton(buttons: Buttons): Button | undefined {
  return button({ action: ACTIONS.human, ...labels('human', buttons.lang), value: valueOf(buttons) });
}

export function suggestButton(buttons: Buttons): Button | undefined {
  return button({ action: ACTIONS.suggest, ...labels('suggest', buttons.lang), value: valueOf(buttons) });
}

export function shareButton(buttons: Buttons): (Button | undefined)[] {
  if (!buttons.offerShare) return [];
  return [button({ action: ACTIONS.share, ...labels('share', buttons.lang), value: valueOf(buttons) })];
}

function labels(name: 'lang' | 'human' | 'suggest' | 'share', lang: Lang): { label: string; says: string } {
  return { label: word(`button.${name}`, lang), says: word(`button.${name}.says`, lang) };
}

function valueOf({ answerId, index }: { answerId: string; index?: number }, lang?: Lang): string | undefined {
  return encodeAction({ answerId, ...(index !== undefined && { index }), ...(lang !== undefined && { lang }) });
}
