import type { Case, Citation } from '../schema.ts';
import { entryRule } from './rule.ts';

/**
 * `upTo` is written by who has read the source, the verdict by who has written the case; here one is held against the other. An entry
 * without any `upTo` has not been compared yet and is left alone; in the others the widest verdict of all needs a source that goes as far.
 */
export const verdictWidth = entryRule(
  'verdict-width',
  'No case says "ignore" more widely than a source that it cites, as far as upTo says how far the sources go.',
  function* ({ content }) {
    const citations = content.references;
    if (citations.every(({ upTo }) => upTo === undefined)) return;
    for (const [index, one] of content.cases.entries()) {
      if (one.verdict !== 'ignore' || one.local?.reason !== undefined) continue;
      const message = faultOf(one, citations);
      if (message !== undefined) yield { path: ['cases', index, 'verdict'], message };
    }
  },
);

function faultOf({ id, when, references }: Case, citations: readonly Citation[]): string | undefined {
  const isConditional = when.length > 0;
  const cited = citations.filter(({ source }) => references.includes(source));
  if (cited.some(({ upTo }) => upTo === 'ignore' || (isConditional && upTo === 'conditional'))) return undefined;
  // What nobody has compared speaks against nothing but the widest verdict of all.
  if (isConditional && cited.some(({ upTo }) => upTo === undefined)) return undefined;
  const narrower = cited.find(({ upTo }) => upTo !== undefined);
  const why =
    narrower === undefined
      ? 'no source that it cites says "upTo" under "references" of the file'
      : `"${narrower.source}", which it cites, goes up to "${narrower.upTo}" only`;
  const what = isConditional ? '"ignore"' : '"ignore" for every such event';
  return `Case "${id}" says ${what}, but ${why}: narrow the case, or correct "upTo" if the source really says more.`;
}
