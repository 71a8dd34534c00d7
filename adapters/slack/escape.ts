/** Text for Slack's mrkdwn, where marks format and codes become emoji, and cut to a length as Slack counts it. */
import { ELLIPSIS, harmless, WORD_JOINER } from '../../src/chat/harmless.ts';

/** In mrkdwn also emoji codes and bare host names. */
const ACTIVE_IN_MRKDWN = /:(?=[\p{L}\p{N}_+'-]{1,100}:)|(?<=[\p{L}\p{N}])\.(?=\p{L})/gu;
/** Nothing takes the meaning from these, so they are shown by others that look alike; an underscore means nothing inside a word. */
const MARKS = /[*`~]|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu;
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', '`': "'", '~': '∼', _: '＿' };
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** One line for `mrkdwn` and the top-level `text`: harmless, without marks that format, escaped, at most `most` units long. */
export function mrkdwnText(text: string, most: number): string {
  const shown = harmless(text)
    .replace(ACTIVE_IN_MRKDWN, (found) => found + WORD_JOINER)
    .replace(MARKS, (mark) => LOOK_ALIKE[mark] ?? mark);
  return escapeMrkdwn(cutText(shown, most));
}

/** Slack's three escapes. */
export function escapeMrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (c) => ESCAPES[c] ?? c);
}

/** UTF-16 units of `text` once it is escaped: Slack keeps every text that way, whatever its type. */
export function escapedLength(text: string): number {
  let length = text.length;
  for (const [found] of text.matchAll(/[&<>]/g)) length += (ESCAPES[found]?.length ?? 1) - 1;
  return length;
}

/**
 * `text` when it fits into `most` UTF-16 units after escaping; else its first code points and "…". It is cut before it is
 * escaped, by the lengths after that: no entity is ever cut, and no character halved.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most && escapedLength(text) <= most) return text;
  let left = most - ELLIPSIS.length;
  let end = 0;
  for (const c of text) {
    left -= ESCAPES[c]?.length ?? c.length;
    if (left < 0) break;
    end += c.length;
  }
  return most < ELLIPSIS.length ? '' : text.slice(0, end).trimEnd() + ELLIPSIS;
}
