/** Counts right and wrong answers for each kind of match, and what the answers would cost a person. */
import { readPaste } from '../../src/event/read.ts';
import type { Answer, Finding } from '../../src/finding.ts';
import { TIERS, type Match, type Tier } from '../../src/match/match.ts';
import { createMatcher, type Matcher } from '../../src/match/matcher.ts';
import type { Labelled } from './labelled.ts';
import type { LabelledSet } from './labelled-sets.ts';
import type { Product } from './product.ts';
import { createRandom } from './random.ts';

export interface Counts {
  right: number;
  of: number;
}

interface WrongAnswer {
  set: string;
  tier: Tier;
  got: string;
  wants: string;
  paste: string;
}

interface SetResult {
  name: string;
  pastes: number;
  /** Mean cost of an answer (`costOf`). */
  cost: number;
  /** Pastes with an entry that was neither told nor suggested. */
  missed: number;
  wrongIgnores: number;
}

export interface Calibration {
  tiers: Record<Tier, Counts>;
  sets: SetResult[];
  wrong: WrongAnswer[];
  /** Pastes that were told "may be ignored" although they must not be. */
  wrongIgnores: string[];
  pastes: number;
}

export interface Counter {
  /** Asks the product for each paste and adds what came of it; a paste that was counted before is left out. */
  add(name: string, pastes: Iterable<Labelled>): void;
  readonly result: Calibration;
}

export function createCounter(product: Product): Counter {
  const matcher = createMatcher(product.catalog);
  const seen = new Set<string>();
  const tiers = Object.fromEntries(TIERS.map((tier) => [tier, { right: 0, of: 0 }])) as Record<Tier, Counts>;
  const result: Calibration = { tiers, sets: [], wrong: [], wrongIgnores: [], pastes: 0 };
  return {
    result,
    add(name, pastes) {
      const set: SetResult = { name, pastes: 0, cost: 0, missed: 0, wrongIgnores: 0 };
      let cost = 0;
      for (const labelled of pastes) {
        const asked = labelled.paste + JSON.stringify([...(labelled.answers ?? [])]);
        if (seen.has(asked)) continue;
        seen.add(asked);
        const answer = product.answer(labelled.paste, { answers: labelled.answers });
        countMatches(shownMatches(labelled.paste, answer, { product, matcher }), labelled, name, result);
        cost += costOf(answer, labelled);
        set.pastes++;
        if (costOfMissing(answer, labelled) === 1) set.missed++;
        if (answer.findings.some((finding) => isWrongIgnore(finding, labelled))) {
          set.wrongIgnores++;
          result.wrongIgnores.push(labelled.paste);
        }
      }
      result.pastes += set.pastes;
      result.sets.push({ ...set, cost: cost / Math.max(1, set.pastes) });
    },
  };
}

/** `share` times the set's pastes, the same ones for the same seed. */
export function* pastesOf(set: LabelledSet, { seed, share }: { seed: number; share: number }): Generator<Labelled> {
  const r = createRandom(seed);
  for (let i = 0; i < Math.ceil(set.times * share); i++) yield set.make(r, i);
}

/** The matches that the answer tells of: guesses beside something sure are left out of it. */
function shownMatches(
  paste: string,
  { findings }: Answer,
  { product, matcher }: { product: Product; matcher: Matcher },
): Match[] {
  const { events } = readPaste(paste, { ...product.catalog.sourceNames, messagesIn: matcher.messagesIn });
  const told = new Set(findings.flatMap((finding) => (finding.candidates ?? []).map(({ key }) => key)));
  return events
    .flatMap((read) => matcher.match(read))
    .filter(
      ({ kind, candidates }) =>
        kind === 'exact' || kind === 'none' || candidates.some(({ entry }) => told.has(entry.key)),
    );
}

function countMatches(matches: readonly Match[], labelled: Labelled, set: string, result: Calibration): void {
  for (const match of matches) {
    const counts = result.tiers[match.tier];
    counts.of++;
    if (isRight(match, matches, labelled.keys)) {
      counts.right++;
      continue;
    }
    const got = [match.entry?.key ?? '', ...match.candidates.map(({ entry }) => entry.key)].join(' ').trim();
    result.wrong.push({ set, tier: match.tier, got, wants: labelled.keys.join(' '), paste: labelled.paste });
  }
}

/**
 * Whether a match says what its paste is of. A number: the entry is among the candidates. "Another text" and "unknown": it
 * really was none of ours.
 */
function isRight({ tier, key, entry, candidates }: Match, all: readonly Match[], keys: readonly string[]): boolean {
  switch (tier) {
    case 'id':
      return candidates.some((candidate) => keys.includes(candidate.entry.key));
    case 'header-other-text':
      return key === undefined || !keys.includes(key);
    case 'unknown':
      return keys.every((wanted) => all.some((match) => match.entry?.key === wanted));
    default:
      return keys.includes(entry?.key ?? candidates[0]?.entry.key ?? '');
  }
}

function isWrongIgnore({ verdict, key }: Finding, { ignorable }: Labelled): boolean {
  return verdict === 'ignore' && !ignorable.includes(key ?? '');
}

/**
 * What an answer costs a person: 10 for a wrong "ignore" or "conditional", 3 for another wrong answer, 1 for a known event that
 * was not told, .3 for a suggestion where there was nothing to find, .2 for a known event that was only suggested.
 */
function costOf(answer: Answer, labelled: Labelled): number {
  const wrong = answer.findings.map((finding) => costOfWrong(finding, labelled));
  return Math.max(costOfMissing(answer, labelled), ...wrong);
}

/** Of the entry that is told worst. */
function costOfMissing({ findings }: Answer, { keys }: Labelled): number {
  const costs = keys.map((key) => Math.min(1, ...findings.map((finding) => costOfRight(finding, key))));
  return Math.max(0, ...costs);
}

function costOfWrong(finding: Finding, labelled: Labelled): number {
  const { kind, verdict, key, candidates = [] } = finding;
  if (isWrongIgnore(finding, labelled)) return 10;
  if (kind === 'known') {
    if (labelled.keys.includes(key ?? '')) return 0;
    return verdict === 'conditional' ? 10 : 3;
  }
  if (kind === 'unknown' || candidates.some((candidate) => labelled.keys.includes(candidate.key))) return 0;
  return labelled.keys.length === 0 ? 0.3 : 3;
}

function costOfRight({ kind, key, candidates = [] }: Finding, wanted: string): number {
  if (kind === 'known') return key === wanted ? 0 : 1;
  if (kind === 'unknown' || !candidates.some((candidate) => candidate.key === wanted)) return 1;
  return kind === 'candidates' ? 0 : 0.2;
}
