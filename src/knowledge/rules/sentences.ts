/** Texts of entries as sentences, for the rules about how they are written. */
import type { Lang } from '../../lang.ts';
import type { Path } from '../read-yaml.ts';
import type { EntryInFile } from './rule.ts';

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '`': '`',
  '[': ']',
};
const BRACKETS: Readonly<Record<string, string>> = { ...CLOSING, '(': ')' };

/** The text without what stands in quotes: other people's words and names of buttons. An unclosed quote hides nothing. */
export function withoutQuoted(text: string): string {
  return without(text, CLOSING);
}

/** Also without what stands in brackets. */
export function withoutAsides(text: string): string {
  return without(text, BRACKETS);
}

/** The text without what stands between an opening mark and its closing one. An unclosed mark hides nothing. */
export function without(text: string, closings: Readonly<Record<string, string>>): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const closing = closings[text[at] ?? ''];
    const end = closing === undefined ? -1 : text.indexOf(closing, at + 1);
    if (end < 0) out += text[at];
    else at = end;
  }
  return out;
}

/** Sentences with their end marks; a dot inside a name or a number ends none. */
export function sentencesOf(text: string, lang: Lang): string[] {
  const parts = lang === 'ja' ? text.split(/(?<=[。！？?])/) : text.split(/(?<=[.!?])\s+/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export interface Advice {
  kind: 'trigger' | 'explanation' | 'action';
  lang: Lang;
  text: string;
  path: Path;
  /** Absent for `otherwise`. */
  verdict?: string;
}

/** What cases and `otherwise` say, in both languages. */
export function* adviceOf({ cases, otherwise }: EntryInFile['content']): Generator<Advice> {
  for (const [index, one] of cases.entries()) {
    for (const kind of ['trigger', 'explanation', 'action'] as const) {
      for (const lang of ['en', 'ja'] as const) {
        yield { kind, lang, text: one[kind][lang], path: ['cases', index, kind, lang], verdict: one.verdict };
      }
    }
  }
  if (otherwise === undefined) return;
  for (const kind of ['explanation', 'action'] as const) {
    for (const lang of ['en', 'ja'] as const)
      yield { kind, lang, text: otherwise[kind][lang], path: ['otherwise', kind, lang] };
  }
}
