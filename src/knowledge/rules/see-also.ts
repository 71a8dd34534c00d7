import { didYouMean } from '../nearest.ts';
import { entryRule } from './rule.ts';

export const seeAlso = entryRule(
  'see-also',
  'Related entries exist, and an entry does not name itself.',
  function* ({ content }, { knowledge, broken }) {
    const keys = new Set(knowledge.entries.map(({ key }) => key));
    for (const place of broken) if ('key' in place) keys.add(place.key);

    for (const [index, key] of content.seeAlso.entries()) {
      const path = ['seeAlso', index];
      if (key === content.key) yield { path, message: `"${key}" is this entry itself: remove it.` };
      else if (!keys.has(key))
        yield { path, message: `There is no entry "${key}".${didYouMean(key, keys)} Correct or remove it.` };
    }
  },
);
