/** Every text of a file that stands in both languages, wherever it is. */
import { LANGS, type Lang } from '../lang.ts';
import type { Path } from './read-yaml.ts';

export interface LocalizedAt {
  lang: Lang;
  text: string;
  path: Path;
}

/** Walks checked content; a pair of texts is any group with exactly the keys of the languages. */
export function* localizedTexts(content: unknown, path: Path = []): Generator<LocalizedAt> {
  if (Array.isArray(content)) {
    for (const [index, item] of content.entries()) yield* localizedTexts(item, [...path, index]);
    return;
  }
  if (typeof content !== 'object' || content === null) return;
  const pairs = Object.entries(content);
  for (const [key, value] of pairs) {
    const lang = LANGS.find((known) => known === key);
    if (lang !== undefined && typeof value === 'string') yield { lang, text: value, path: [...path, key] };
    else yield* localizedTexts(value, [...path, key]);
  }
}
