/** Notices (storm, digest, maintenance, heartbeat, rate, escalation) and lines of a thread -> Block Kit. Pure. */
import type { KnownBlock } from '@slack/types';
import { linkable } from '../../../src/card/plain-text.ts';
import type { NoticeCard } from '../../../src/alerts/alerts.ts';
import { NOTICE_SYMBOLS } from '../../../src/alerts/chat/card-facts.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { ELLIPSIS, harmless, harmlessLines } from '../../../src/chat/harmless.ts';
import { plain } from '../../../src/chat/one-text.ts';
import { bold, header, line, link, list, own, paragraphs, preformatted, type SlackCard } from '../blocks.ts';
import { mrkdwnText } from '../escape.ts';
import { LIMITS, SHARES } from '../limits.ts';

const MOST_TEXT = 2400;
const MOST_ROWS = 2400;

export function renderNotice(card: NoticeCard): SlackCard {
  const { kind, sign, title, paragraphs: texts, rows, lang } = card;
  const first = texts[0] === undefined ? '' : ` - ${plain(texts[0])}`;
  const url = linkable(card.link);
  const blocks: KnownBlock[] = [
    header(`${NOTICE_SYMBOLS[kind]} ${plain(title)}`),
    ...(sign === undefined
      ? []
      : [paragraphs([[bold(`${sign.symbol} ${sign.word}`)]], { heading: '', most: SHARES.note })]),
    ...textBlocks(card),
    ...(rows.length === 0 ? [] : [list(rows.map(rowLine), { heading: '', most: MOST_ROWS })]),
    ...(url === undefined
      ? []
      : [paragraphs([[link(url, sayChat('card.link', lang))]], { heading: '', most: SHARES.note })]),
  ];
  return { text: mrkdwnText(`${NOTICE_SYMBOLS[kind]} ${plain(title)}${first}`, SHARES.fallbackText), blocks };
}

/** A ticket is there to be copied. */
function textBlocks({ kind, paragraphs: texts }: NoticeCard): KnownBlock[] {
  if (texts.length === 0) return [];
  if (kind === 'escalation') return [preformatted(harmlessLines(texts.map(plain).join('\n')), LIMITS.textObject)];
  return [
    paragraphs(
      texts.map((text) => line(text)),
      { heading: '', most: MOST_TEXT },
    ),
  ];
}

function rowLine({ sign, name, value }: NoticeCard['rows'][number]) {
  const symbol = sign === undefined ? [] : [own(`${sign.symbol} `)];
  return [
    ...symbol,
    ...line(name),
    own(' - '),
    ...line(value).map((one) => bold('text' in one ? (one.text ?? '') : '')),
  ];
}

/** A line of the history; hostile. */
export function renderNote(text: string): SlackCard {
  const shown = harmless(text).trim() || ELLIPSIS;
  return {
    text: mrkdwnText(shown, SHARES.fallbackText),
    blocks: [paragraphs([[own(shown)]], { heading: '', most: SHARES.explanation })],
  };
}
