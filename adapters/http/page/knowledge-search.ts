/** What is searched for in the list of the knowledge, as its address says it. */
import { CaseVerdict } from '../../../src/knowledge/schema.ts';
import type { WordSearch } from '../../../src/knowledge/word-search.ts';

export const VERDICT_FILTERS = CaseVerdict.options;
export const SIDE_FILTERS = ['host', 'guest'] as const satisfies readonly WordSearch['side'][];

const LONGEST_QUERY = 200;

/** What the address says; what is not allowed counts as not said. */
export function readSearch(query: (name: string) => string | undefined): WordSearch {
  const verdict = VERDICT_FILTERS.find((known) => known === query('verdict'));
  const side = SIDE_FILTERS.find((known) => known === query('side'));
  const q = (query('q') ?? '').slice(0, LONGEST_QUERY).trim();
  return { q, ...(verdict && { verdict }), ...(side && { side }) };
}
