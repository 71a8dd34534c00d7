/** HTML of the page: the library's escaping template, and texts made harmless before it. */
import { html, raw } from 'hono/html';
import { visible } from '../../../src/card/plain-text.ts';
import { ownText } from '../../../src/card/spans.ts';
import type { Text } from '../../../src/card/card.ts';
import { inlineHtml } from '../card-html.ts';

export { html, raw };
export type Html = ReturnType<typeof html>;

/** Words of the knowledge, `backticks` as code. */
export function prose(text: string): Html {
  return raw(inlineHtml(ownText(text)));
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

export function cardText(text: Text): Html {
  return raw(inlineHtml(text));
}
