/** Running text that names events: "what is vmbus event 2?", "VMSMP 26: NIC driver on …". */
import type { ReadEvent, SourceNames, WindowsEvent } from '../event.ts';
import { levelOf } from '../labels.ts';
import { isFiller } from './mention-words.ts';
import { findMentions, type Mention } from './mentions.ts';
import { type Claim, hasContent, record, type Stretch } from './reader.ts';

/** Between a mention and the message behind it. */
const LEADING = /^[\s:：,、;\-–—|)\]）】>.。?!？！=]{1,20}/;
const TRAILING = /[\s:：,、;\-–—|([（【<=]$/;

/** Reads the events that prose names, known and foreign sources alike; a message may stand beside them. */
export function readProse(stretch: Stretch, names: SourceNames): Claim[] {
  if (!/\p{Nd}/u.test(stretch.text)) return [];
  const mentions = outsideOfMessages(findMentions(stretch.text, names), stretch.text, names);
  const [only] = mentions;
  if (only !== undefined && mentions.length === 1) {
    const around =
      `${withoutTail(stretch.text.slice(0, only.from))}\n${rest(stretch.text.slice(only.to), only)}`.trim();
    const to = stretch.text.length;
    return [{ from: 0, to, events: [readEvent(stretch, only, { from: 0, to, message: around })] }];
  }
  const claims: Claim[] = [];
  for (const [i, mention] of mentions.entries()) {
    // "What about" in front of the first one is no record of its own.
    const from = i === 0 && isFiller(stretch.text.slice(0, mention.from)) ? 0 : mention.from;
    const to = mentions[i + 1]?.from ?? stretch.text.length;
    const message = withoutTail(rest(stretch.text.slice(Math.min(mention.to, to), to), mention));
    claims.push({ from, to, events: [readEvent(stretch, mention, { from, to, message })] });
  }
  return claims;
}

/** What a known message says of other events names none: the whole message is looked up as a text. */
function outsideOfMessages(mentions: readonly Mention[], text: string, names: SourceNames): readonly Mention[] {
  const messages = mentions.length === 0 ? [] : (names.messagesIn?.(text) ?? []);
  if (messages.length === 0) return mentions;
  let next = 0;
  return mentions.filter((mention) => {
    while ((messages[next]?.to ?? Infinity) < mention.to) next++;
    return mention.from < (messages[next]?.from ?? Infinity);
  });
}

interface Part {
  from: number;
  to: number;
  message: string;
}

function readEvent(stretch: Stretch, mention: Mention, part: Part): ReadEvent {
  const { from: _from, to: _to, ...event } = mention;
  const withMessage: WindowsEvent =
    hasContent(part.message) && !isFiller(part.message) ? { ...event, message: part.message } : event;
  return record('prose', withMessage, stretch, part);
}

/** The text behind a mention without the level word that belongs to it. */
function rest(text: string, mention: Mention): string {
  const after = text.replace(LEADING, '');
  const word = /^[\p{L}]{1,24}/u.exec(after)?.[0];
  const isLevel = mention.level !== undefined && word !== undefined && levelOf(word) === mention.level;
  return (isLevel ? after.slice(word.length).replace(LEADING, '') : after).trim();
}

function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && TRAILING.test(text.slice(end - 1, end))) end--;
  return text.slice(0, end).trim();
}
