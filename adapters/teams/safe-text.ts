/** Text for the places of a card: runs never are Markdown, but titles, tooltips and notifications may be, in one client or another. */
import { ELLIPSIS, harmless, WORD_JOINER } from '../../src/chat/harmless.ts';

/** Nothing takes the meaning from these in every client, so they are shown by others that look alike. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  '*': '∗',
  '`': "'",
  '~': '∼',
  _: '＿',
  '[': '［',
  ']': '］',
  '<': '‹',
  '>': '›',
  '\\': '＼',
  '|': '｜',
};
/** An underscore means nothing inside a word. */
const MARKS = /[*`~[\]<>\\|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** Bare host names, which some clients link. */
const HOST_DOT = /(?<=[\p{L}\p{N}])\.(?=\p{L})/gu;
/** What means something only where a line begins. */
const LINE_START = /^(?=[#+=-]|\d{1,9}[.)])/;

/**
 * One line for what is no run: titles of buttons and choices, tooltips, `speak`, `fallbackText`, notifications. Neither
 * Markdown nor SSML nor HTML; at most `most` characters.
 */
export function label(text: string, most: number): string {
  const shown = harmless(text)
    .trim()
    .replace(HOST_DOT, (found) => found + WORD_JOINER)
    .replace(MARKS, (mark) => LOOK_ALIKE[mark] ?? mark)
    .replace(LINE_START, WORD_JOINER);
  return cutText(shown, most);
}

/** Characters that `text` takes in JSON, without its quotes. */
export function jsonLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** `text` when it takes at most `most` characters in JSON; else its first code points and "…". No character is halved. */
export function cutText(text: string, most: number): string {
  if (text.length <= most && jsonLength(text) <= most) return text;
  let left = most - ELLIPSIS.length;
  let end = 0;
  for (const c of text) {
    left -= jsonLength(c);
    if (left < 0) break;
    end += c.length;
  }
  return most < ELLIPSIS.length ? '' : text.slice(0, end).trimEnd() + ELLIPSIS;
}
