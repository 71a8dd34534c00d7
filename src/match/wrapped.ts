/** A message whose insert quotes the same message: nothing tells which of the two was logged. */
import { FoldedText } from '../text/fold.ts';
import { keysOf } from './owners.ts';
import type { TemplateHit, TemplateIndex } from './template.ts';
import { letterWeight } from './weight.ts';

/**
 * Whether a text of the same event remains when the found ones are taken out of the record. Looked for only where enough is left
 * to hold one, which is rare.
 * @param hits in the order of the text
 */
export function isWrapped(record: FoldedText, hits: readonly TemplateHit[], templates: TemplateIndex): boolean {
  let rest = '';
  let from = 0;
  let shortest = Infinity;
  for (const { start, end, weight } of hits) {
    if (start > from) rest += record.original.slice(from, start);
    from = Math.max(from, end);
    shortest = Math.min(shortest, weight);
  }
  rest += record.original.slice(from);
  // A character is two letters at most.
  if (rest.length * 2 < shortest) return false;
  const folded = new FoldedText(rest);
  if (letterWeight(folded.text) < shortest) return false;
  const keys = new Set(hits.flatMap((hit) => [...keysOf(hit)]));
  return templates.find(folded).hits.some((hit) => [...keysOf(hit)].some((key) => keys.has(key)));
}
