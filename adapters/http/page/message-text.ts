/** Windows' own texts with their inserts marked. */
import { sayIfKnown } from '../../../src/card/words.ts';
import { visible } from '../../../src/card/plain-text.ts';
import type { Lang } from '../../../src/lang.ts';
import { html, type Html } from './markup.ts';

export interface MessagePart {
  kind: 'text' | 'insert';
  text: string;
}

const INSERT_NAME = /^[a-z0-9-]{1,81}$/;

/** `Port {port} of {{x}}` -> text, insert, text; wrong braces stay text. Linear. */
export function splitMessage(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const c = message[at] ?? '';
    const end = c === '{' && message[at + 1] !== '{' ? insertEnd(message, at) : undefined;
    if (end !== undefined) {
      if (text !== '') parts.push({ kind: 'text', text });
      parts.push({ kind: 'insert', text: message.slice(at + 1, end) });
      text = '';
      at = end;
    } else {
      text += c;
      if ((c === '{' || c === '}') && message[at + 1] === c) at++;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

function insertEnd(message: string, at: number): number | undefined {
  // A name is short, so a brace that is never closed costs no second pass.
  const near = message.slice(at + 1, at + 84);
  const length = near.indexOf('}');
  return length > 0 && INSERT_NAME.test(near.slice(0, length)) ? at + 1 + length : undefined;
}

/** The text; each insert under the word that cards in its language use for it. `%2` and the like of message tables stay as they are. */
export function messageHtml(message: string, lang: Lang): Html[] {
  return splitMessage(message).map(({ kind, text }) =>
    kind === 'text' ? html`${visible(text)}` : html`<var>${sayIfKnown('insert', text, lang) ?? text}</var>`,
  );
}
