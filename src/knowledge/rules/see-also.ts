import { didYouMean } from '../nearest.ts';
import { entryRule } from './rule.ts';

export const seeAlso = entryRule(
  'see-also',
  'Related entries exist, and an entry does not name itself.',
  function* ({ content }, { knowledge, broken, catalog }) {
    const keys = new Set(knowledge.entries.map(({ key }) => key));
    for (const place of broken) if ('key' in place) keys.add(place.key);

    for (const [index, key] of content.seeAlso.entries()) {
      const path = ['seeAlso', index];
      if (key === content.key) yield { path, message: `"${key}" is this entry itself: remove it.` };
      else if (catalog.identity(key) !== undefined)
        yield {
          path,
          message: `"${key}" is known by name only, so there is nothing to see: remove it, or write the entry.`,
        };
      else if (!keys.has(key))
        yield { path, message: `There is no entry "${key}".${didYouMean(key, near(key, keys))} Correct or remove it.` };
    }
  },
);

/** A slip is in the source or in the number, hardly ever in both. */
function near(key: string, keys: ReadonlySet<string>): string[] {
  const [slug, id] = key.split('/');
  return [...keys].filter((other) => other.split('/')[0] === slug || other.split('/')[1] === id);
}
