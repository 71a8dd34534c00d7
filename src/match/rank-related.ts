/** Where several entries may be meant, those that belong to another event of the same paste come first. Order only, never a verdict. */
import type { Entry } from '../knowledge/knowledge.ts';
import type { Candidate, Match } from './match.ts';

/** A candidate that fits this much worse than the best one (its level contradicts) stays where it is. */
const AS_GOOD_AS = 0.8;

/** The same matches in the same order; only candidates change their places. Linear in matches and relations. */
export function rankRelated(matches: readonly Match[]): Match[] {
  if (!matches.some(isChoice)) return [...matches];
  const recognised = new Map<string, Entry>();
  for (const { kind, entry } of matches) if (kind === 'exact' && entry) recognised.set(entry.key, entry);
  const named = new Map<string, Entry>();
  for (const entry of recognised.values()) for (const key of entry.seeAlso) named.set(key, entry);

  /** The recognised event that names this one under "see also", or that this one names. */
  function relationOf({ entry: { key, seeAlso } }: Candidate): Entry | undefined {
    if (recognised.has(key)) return undefined;
    const other = seeAlso.find((one) => recognised.has(one));
    return named.get(key) ?? (other === undefined ? undefined : recognised.get(other));
  }

  return matches.map((match) => (isChoice(match) ? relatedFirst(match, relationOf) : match));
}

function isChoice({ kind, candidates }: Match): boolean {
  return (kind === 'candidates' || kind === 'similar') && candidates.length > 1;
}

function relatedFirst(match: Match, relationOf: (candidate: Candidate) => Entry | undefined): Match {
  const best = Math.max(...match.candidates.map(({ score }) => score));
  const first = match.candidates.filter((one) => one.score >= best * AS_GOOD_AS && relationOf(one) !== undefined);
  const [top] = first;
  const relatedTo = top && relationOf(top);
  if (relatedTo === undefined) return match;
  const chosen = new Set(first);
  return { ...match, relatedTo, candidates: [...first, ...match.candidates.filter((one) => !chosen.has(one))] };
}
