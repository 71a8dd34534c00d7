/** Event text inside our own sentences: bounded, on one line, in the language's quotation marks. */
import type { Lang } from '../lang.ts';

/** How many code points of an event's text a sentence may quote. */
const LONGEST = 80;
const MARKS: Record<Lang, readonly [string, string]> = { en: ['“', '”'], ja: ['「', '」'] };
/** Visible ASCII with single blanks between: nothing to join, and each unit is a code point. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** `“NIC driver on …”`: at most `longest` code points, blanks and invisible characters joined to one blank. */
export function quote(text: string, lang: Lang, longest = LONGEST): string {
  const [open, close] = MARKS[lang];
  return `${open}${cutText(text, longest)}${close}`;
}

/** The first `longest` code points of `text` on one line, with `…` when something was cut. Stops reading there. */
export function cutText(text: string, longest = LONGEST): string {
  if (text.length <= longest && PLAIN.test(text)) return text;
  let out = '';
  let length = 0;
  let blank = false;
  for (const c of text) {
    if (INVISIBLE.test(c)) {
      blank = out !== '';
      continue;
    }
    if (length + (blank ? 1 : 0) >= longest) return `${out}…`;
    out += blank ? ` ${c}` : c;
    length += blank ? 2 : 1;
    blank = false;
  }
  return out;
}
