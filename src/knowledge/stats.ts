/** Coverage figures: what `hvevent kb stats` prints. */
import type { Catalog } from './catalog.ts';
import type { Entry } from './knowledge.ts';

export interface KnowledgeStats {
  /** Different (provider, ID) pairs and status messages, of entries and message tables together. */
  identities: number;
  entries: number;
  /** Each entry counts once. */
  verdicts: { ignore: number; conditional: number; action: number; info: number };
  /** Executed samples of all entries. */
  samples: number;
}

/** Counts entries, verdicts, samples and identities. */
export function knowledgeStats({
  entries,
  templateSources,
}: Pick<Catalog, 'entries' | 'templateSources'>): KnowledgeStats {
  const identities = new Set(entries.map(({ key }) => key));
  for (const { owner } of templateSources()) identities.add(owner.key);
  const verdicts = { ignore: 0, conditional: 0, action: 0, info: 0 };
  let samples = 0;
  for (const entry of entries) {
    verdicts[verdictOf(entry)]++;
    samples += entry.samples.length;
  }
  return { identities: identities.size, entries: entries.length, verdicts, samples };
}

/** `conditional` when the verdict depends on the text or on an answer; an entry without a case gives no advice: `info`. */
function verdictOf({ cases }: Entry): keyof KnowledgeStats['verdicts'] {
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return 'conditional';
  const depends = cases.some(({ when }) => when.some((condition) => 'insert' in condition || 'ask' in condition));
  const [verdict = 'info'] = verdicts;
  return depends ? 'conditional' : verdict;
}
