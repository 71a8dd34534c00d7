/** The answerer with the knowledge of this repository, as the tests of whole answers use it. */
import { fileURLToPath } from 'node:url';
import { createAnswerer, type Answerer } from '../../src/answer.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Lang } from '../../src/lang.ts';

export interface Product extends Answerer {
  /** Whether the knowledge has the event's text in this language, so that another text can be told from it. */
  knowsTextOf(key: string, lang: Lang): boolean;
}

let made: Product | undefined;

/** One for all, because it keeps no state. Throws with all problems when the knowledge has faults. */
export function createProduct(): Product {
  made ??= makeProduct();
  return made;
}

function makeProduct(): Product {
  const { knowledge, problems } = loadKnowledge([fileURLToPath(new URL('../../knowledge', import.meta.url))]);
  if (!knowledge) {
    const lines = problems.map(({ file, line, message }) => `${file}:${line ?? 1} ${message}`);
    throw new Error(`the knowledge has faults:\n${lines.join('\n')}`);
  }
  const known = languagesOf(knowledge);
  return { ...createAnswerer(knowledge), knowsTextOf: (key, lang) => known.get(key)?.has(lang) ?? false };
}

function languagesOf({ entries }: Knowledge): Map<string, Set<Lang>> {
  return new Map(entries.map(({ key, messages }) => [key, new Set(messages.map(({ lang }) => lang))]));
}
