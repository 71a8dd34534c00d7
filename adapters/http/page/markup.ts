/** HTML of the page: the library's escaping template, and texts made harmless before it. */
import { html, raw } from 'hono/html';
import type { Text } from '../../../src/card/card.ts';
import { visible } from '../../../src/card/plain-text.ts';
import { ownText } from '../../../src/card/spans.ts';
import { inlineHtml } from '../card-html.ts';

export { html, raw };
export type Html = ReturnType<typeof html>;

/** HTML as a string, for the renderer of cards. Nothing on a page has to be waited for. */
export function markupOf(markup: Html): string {
  if (markup instanceof Promise) throw new TypeError('A page is put together at once.');
  return markup.toString();
}

/** The content of a text box to the letter: a browser drops the first line end after the tag. */
export function boxed(text: string): string {
  return `\n${text}`;
}

/** Words of the knowledge, `backticks` as code. */
export function prose(text: string): Html {
  return raw(inlineHtml(ownText(text)));
}

/** Spans of a card. */
export function inline(text: Text): Html {
  return raw(inlineHtml(text));
}

/** Paragraphs, each blank-free line one. */
export function paragraphs(text: string): Html[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p>${prose(line.trim())}</p>`);
}

/** Text of users and of files: every character can be seen, none turns the writing direction of what stands around it. */
export function foreign(text: string): Html {
  return html`<bdi>${visible(text)}</bdi>`;
}
