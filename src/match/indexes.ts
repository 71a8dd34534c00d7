/** The indexes that matching works on, built once from the catalog. */
import type { Catalog } from '../knowledge/catalog.ts';
import { fold } from '../text/fold.ts';
import { createBeginnings, type Beginnings } from './beginnings.ts';
import { createContaining, type Containing } from './containing.ts';
import { createNameCorrector, type NameCorrector } from './names.ts';
import { createPhraseRanker, type PhraseRanker } from './phrases.ts';
import { createSimilarText, type SimilarText } from './similar-text.ts';
import { createTemplateIndex } from './template-index.ts';
import type { TemplateIndex } from './template.ts';

export interface MatchIndexes {
  catalog: Catalog;
  templates: TemplateIndex;
  similar: SimilarText;
  phrases: PhraseRanker;
  names: NameCorrector;
  beginnings: Beginnings;
  containing: Containing;
}

export function buildIndexes(catalog: Catalog): MatchIndexes {
  const sources = catalog.templateSources();
  const everyday = new Set(catalog.knowledge.providers.providers.flatMap((one) => one.everyday.map(fold)));
  const known = catalog.knownNames().map((name) => {
    const folded = fold(name);
    return { folded, name, isEveryday: everyday.has(folded) };
  });
  return {
    catalog,
    templates: createTemplateIndex(sources),
    beginnings: createBeginnings(sources),
    containing: createContaining(sources),
    similar: createSimilarText(sources.map(({ text, style, owner }) => ({ text, style, key: owner.key }))),
    phrases: createPhraseRanker(
      catalog.knowledge.entries.map((entry) => ({
        key: entry.key,
        provider: entry.provider,
        title: [entry.title.en, entry.title.ja],
        phrases: [...entry.phrases.en, ...entry.phrases.ja],
        symptom: [entry.symptom.en, entry.symptom.ja],
      })),
    ),
    names: createNameCorrector(known, new Set(catalog.foreignNames().map(fold)), (name, eventId) => {
      const provider = catalog.provider(name);
      return provider !== undefined && catalog.entry(`${provider.slug}/${eventId}`) !== undefined;
    }),
  };
}
