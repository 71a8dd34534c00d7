/** Coverage figures: what `hvevent kb stats` and the page of figures show. */
import type { Lang } from '../lang.ts';
import type { Catalog } from './catalog.ts';
import type { Entry } from './knowledge.ts';

export interface VerdictFigures {
  ignore: number;
  conditional: number;
  action: number;
  info: number;
}

export interface ProviderFigures {
  /** `hyper-v-vmms`; `status` for the messages that are no events. */
  slug: string;
  provider: string;
  entries: number;
  /** Events known by name only. */
  names: number;
  verdicts: VerdictFigures;
  /** Entries of which a text of Windows is known. */
  withText: number;
}

export interface KnowledgeStats {
  /** Different (provider, ID) pairs and status messages: of entries, of message tables, and known by name only. */
  identities: number;
  entries: number;
  /** Each entry counts once. */
  verdicts: VerdictFigures;
  /** Executed samples of all entries. */
  samples: number;
  /** Of the identities, those known by name only. */
  names: number;
  /** Of the samples, those that show header and data only. */
  headerOnlySamples: number;
  /** Entries with a text of Windows in each language; texts of message tables count as English. */
  texts: Record<Lang, number> & { both: number; none: number };
  /**
   * What the verdicts of an entry rest on. `high`: Windows' text is known and every case cites a source; `medium`: one of the two;
   * `low`: neither. It says nothing of how right a source is.
   */
  confidence: { high: number; medium: number; low: number };
  /** By name; those without entries and names are left out. */
  providers: ProviderFigures[];
}

type Counted = Pick<Catalog, 'entries' | 'knowledge' | 'tableTexts' | 'templateSources'>;

/** Counts what is known. Linear in the knowledge. */
export function knowledgeStats(catalog: Counted): KnowledgeStats {
  const { entries, knowledge } = catalog;
  const keys = new Set([...entries, ...knowledge.identities].map(({ key }) => key));
  for (const { owner } of catalog.templateSources()) keys.add(owner.key);
  const stats: Omit<KnowledgeStats, 'providers'> = {
    identities: keys.size,
    entries: entries.length,
    verdicts: noVerdicts(),
    samples: 0,
    names: knowledge.identities.length,
    headerOnlySamples: 0,
    texts: { en: 0, ja: 0, both: 0, none: 0 },
    confidence: { high: 0, medium: 0, low: 0 },
  };
  const providers = new Map<string, ProviderFigures>();

  for (const entry of entries) {
    const langs = languagesOf(entry, catalog);
    const ofProvider = figuresOf(providers, entry);
    stats.verdicts[verdictOf(entry)]++;
    ofProvider.verdicts[verdictOf(entry)]++;
    ofProvider.entries++;
    if (langs.size > 0) ofProvider.withText++;
    stats.samples += entry.samples.length;
    stats.headerOnlySamples += entry.samples.filter(({ headerOnly }) => headerOnly).length;
    for (const lang of langs) stats.texts[lang]++;
    if (langs.size !== 1) stats.texts[langs.size === 0 ? 'none' : 'both']++;
    stats.confidence[confidenceOf(entry, langs.size > 0)]++;
  }
  for (const identity of knowledge.identities) figuresOf(providers, identity).names++;
  return { ...stats, providers: [...providers.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1)) };
}

function figuresOf(
  providers: Map<string, ProviderFigures>,
  { key, provider }: Pick<Entry, 'key' | 'provider'>,
): ProviderFigures {
  const slug = key.slice(0, key.indexOf('/'));
  const known = providers.get(slug);
  if (known !== undefined) return known;
  const made = { slug, provider, entries: 0, names: 0, verdicts: noVerdicts(), withText: 0 };
  providers.set(slug, made);
  return made;
}

function noVerdicts(): VerdictFigures {
  return { ignore: 0, conditional: 0, action: 0, info: 0 };
}

function languagesOf({ key, messages }: Entry, catalog: Counted): Set<Lang> {
  const langs = new Set(messages.map(({ lang }) => lang));
  if (catalog.tableTexts(key).length > 0) langs.add('en');
  return langs;
}

function confidenceOf({ cases }: Entry, hasText: boolean): keyof KnowledgeStats['confidence'] {
  const isSourced = cases.length > 0 && cases.every(({ references }) => references.length > 0);
  if (hasText && isSourced) return 'high';
  return hasText || isSourced ? 'medium' : 'low';
}

/** `conditional` when the verdict depends on the text or on an answer; an entry without a case gives no advice: `info`. */
function verdictOf({ cases }: Entry): keyof VerdictFigures {
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return 'conditional';
  const [verdict = 'info'] = verdicts;
  // Where one of several cases always holds, only the steps depend on the rest.
  if (cases.some(({ when }) => when.length === 0)) return verdict;
  const depends = cases.some(({ when }) => when.some((condition) => 'insert' in condition || 'ask' in condition));
  return depends ? 'conditional' : verdict;
}
