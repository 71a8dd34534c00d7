/** Text that chats show as characters and nothing else: no mention, no link, no entity, no formatted date. */
import { visible } from '../card/plain-text.ts';

/** Zero width, allows no line break, and no name, address or entity goes on after it. */
export const WORD_JOINER = '\u2060';
/** Ends a text that was cut. */
export const ELLIPSIS = '…';

/**
 * What Slack, Teams, an export or a bridge may turn into something when it reads text as markup: `<!`, `<@`, `<#`, `<at>`,
 * `<scheme:`, `@name`, `#name`, `scheme://`, `www.`, entities, and `{{DATE(…)}}` of Adaptive Cards.
 */
const ACTIVE =
  /<(?=[!@#]|\/?at[\s>]|[a-z][a-z0-9+.-]{0,9}:)|[@＠#＃](?=[\p{L}\p{N}_])|:(?=\/\/)|www(?=\.)|\{(?=\{)|&(?=(?:lt|gt|amp|quot|apos|nbsp|#x?[0-9a-f]{1,7});)/giu;
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;

/** One line: everything visible, nothing active. For any text, our own included; a second time changes nothing. */
export function harmless(text: string): string {
  return visible(text.replaceAll(WORD_JOINER, '')).replace(ACTIVE, (found) => found + WORD_JOINER);
}

/** The same with its line ends, for text that is shown as it stands or in an input. */
export function harmlessLines(text: string): string {
  return text.split(LINE_END).map(harmless).join('\n');
}
