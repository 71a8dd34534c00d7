/** Recognises the beginning of a known message that a table or a chat has cut. */
import type { TemplateSource } from '../knowledge/texts.ts';
import { fold } from '../text/fold.ts';
import { cutTemplate } from './compile-template.ts';

/** Fewer letters would fit by chance. */
const ENOUGH_LETTERS = 8;
const CUT = ['...', '…', '..'];

export interface Beginnings {
  /** Whether `message` was cut and what is left is how a text of `key` begins. */
  begins(message: string, key: string): boolean;
}

export function createBeginnings(sources: readonly TemplateSource[]): Beginnings {
  const byKey = new Map<string, string[]>();
  for (const { text, style, owner } of sources) {
    const [beginning = ''] = cutTemplate(text, style).raws;
    const first = fold(beginning);
    byKey.set(owner.key, [...(byKey.get(owner.key) ?? []), first]);
  }
  return {
    begins(message, key) {
      const trimmed = message.trim();
      const mark = CUT.find((sign) => trimmed.endsWith(sign));
      if (mark === undefined) return false;
      const folded = fold(trimmed.slice(0, -mark.length));
      if (folded.length < ENOUGH_LETTERS) return false;
      // A text that begins with an insert may begin with anything.
      return (byKey.get(key) ?? []).some(
        (first) =>
          first === '' || first.startsWith(folded) || (first.length >= ENOUGH_LETTERS && folded.startsWith(first)),
      );
    },
  };
}
