/**
 * How far each kind of match may be trusted, as counted on the golden cases and the generated sets
 * (`npm run calibrate` counts anew). Confidence is the lower end of the 95 % Wilson interval of the counts.
 */
import type { Tier } from './match.ts';

interface TierFacts {
  /** Whether a verdict may rest on it. */
  carriesVerdict: boolean;
  /** Right answers among the answers of this tier. */
  right: number;
  of: number;
}

const TIER_FACTS: Record<Tier, TierFacts> = {
  'header-and-text': { carriesVerdict: true, right: 193, of: 193 },
  text: { carriesVerdict: true, right: 3641, of: 3641 },
  'header-similar-text': { carriesVerdict: true, right: 1335, of: 1335 },
  header: { carriesVerdict: true, right: 27, of: 27 },
  'header-other-text': { carriesVerdict: false, right: 47, of: 52 },
  id: { carriesVerdict: false, right: 25, of: 38 },
  'similar-text': { carriesVerdict: false, right: 2638, of: 2676 },
  'corrected-name': { carriesVerdict: false, right: 6, of: 6 },
  phrase: { carriesVerdict: false, right: 135, of: 143 },
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
