/**
 * How far each kind of match may be trusted: counts of right answers over the golden cases and generated sets
 * (`npm run calibrate` counts anew). Confidence is the lower end of their 95 % Wilson interval.
 */
import type { Tier } from './match.ts';

interface TierFacts {
  /** Whether a verdict may rest on it. */
  carriesVerdict: boolean;
  /** Right answers among the answers of this tier. */
  right: number;
  of: number;
}

/**
 * Counted on 2026-11-21 with the seeds of test/generate/calibrate.ts: 30,746 different pastes, made of the golden cases, of
 * the knowledge's and the documents' own texts (whole, noisy, cut, misspelled, in other words, with and without header) and
 * of made-up foreign events and talk; no wrong "ignore" among them. Right: the match, or the first suggestion, is the entry
 * that the paste was made of; for `id` any of the candidates; for `header-other-text` it was none of that entry. The shares
 * are those of this mixture, not of what people will paste.
 */
const TIER_FACTS: Record<Tier, TierFacts> = {
  'header-and-text': { carriesVerdict: true, right: 4219, of: 4220 },
  text: { carriesVerdict: true, right: 3401, of: 3402 },
  'header-similar-text': { carriesVerdict: true, right: 2997, of: 2997 },
  // Nearly all of the wrong ones have the text of another event in a language in which we lack the event's own: nothing contradicts.
  header: { carriesVerdict: true, right: 841, of: 902 },
  // Those that were wrong were the event itself, its text badly damaged or cut.
  'header-other-text': { carriesVerdict: false, right: 3631, of: 4022 },
  id: { carriesVerdict: false, right: 785, of: 804 },
  'similar-text': { carriesVerdict: false, right: 2190, of: 2282 },
  'corrected-name': { carriesVerdict: false, right: 434, of: 434 },
  phrase: { carriesVerdict: false, right: 1032, of: 1142 },
  // Says nothing of an event, so there is nothing to be sure of.
  unknown: { carriesVerdict: false, right: 0, of: 0 },
};

const Z = 1.96;

/** Lower end of the 95 % Wilson score interval for `right` of `of`; 0 when nothing was counted. */
export function wilsonLowerBound(right: number, of: number): number {
  if (of === 0) return 0;
  const p = right / of;
  const z2 = Z * Z;
  const centre = p + z2 / (2 * of);
  const margin = Z * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return (centre - margin) / (1 + z2 / of);
}

/** 0..1, three decimals. */
export function confidenceOf(tier: Tier): number {
  const { right, of } = TIER_FACTS[tier];
  return Math.round(wilsonLowerBound(right, of) * 1000) / 1000;
}

/** Whether a verdict may rest on a match of this tier (only an agreeing header or an exact text). */
export function carriesVerdict(tier: Tier): boolean {
  return TIER_FACTS[tier].carriesVerdict;
}
