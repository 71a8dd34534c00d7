/** The published confidence figures against a smaller count of the same kinds of paste, with other seeds. */
import { describe, expect, test } from 'vitest';
import { TIERS, type Tier } from '../../src/match/match.ts';
import { carriesVerdict, confidenceOf, wilsonLowerBound } from '../../src/match/tiers.ts';
import { createCounter, pastesOf, type Calibration, type Counts } from '../generate/calibration.ts';
import { goldenCases } from '../generate/labelled.ts';
import { labelledSets, textInAnotherLanguage } from '../generate/labelled-sets.ts';
import { createProduct } from '../generate/product.ts';

const SEED = 31;
const SHARE = 0.3;

const product = createProduct();

function counted(count: (counter: ReturnType<typeof createCounter>) => void): Calibration {
  const counter = createCounter(product);
  count(counter);
  return counter.result;
}

const main = counted((counter) => {
  counter.add('golden cases', goldenCases());
  for (const [i, set] of labelledSets(product.catalog).entries()) {
    counter.add(set.name, pastesOf(set, { seed: SEED + i, share: SHARE }));
  }
});
const uncompared = counted((counter) => {
  counter.add('', pastesOf(textInAnotherLanguage(product.catalog), { seed: SEED - 1, share: SHARE }));
});

/** Upper end of the 95 % Wilson interval: what is wrong at least, turned round. */
const upperBound = ({ right, of }: Counts): number => 1 - wilsonLowerBound(of - right, of);

/** Whether a published figure claims more than a count allows. */
const claimsMore = (confidence: number, measured: Counts): boolean => confidence > upperBound(measured);

const together = (tier: Tier): Counts => ({
  right: main.tiers[tier].right + uncompared.tiers[tier].right,
  of: main.tiers[tier].of + uncompared.tiers[tier].of,
});

function wrongOf({ wrong }: Calibration, tier: Tier): string {
  const some = wrong.filter((one) => one.tier === tier).slice(0, 6);
  return some
    .map(({ set, got, wants, paste }) => `--- ${set}: says ${got}, is ${wants || 'none'}\n${paste}`)
    .join('\n');
}

const VERDICT_TIERS = TIERS.filter(carriesVerdict);

describe('the Wilson lower bound', () => {
  // By hand with z = 1.96: for n of n it is n / (n + z²).
  test.each([
    [0, 0, 0],
    [0, 10, 0],
    [10, 10, 0.7225],
    [1, 1, 0.2065],
    [5, 10, 0.2366],
    [8, 10, 0.4902],
    [81, 100, 0.7222],
    [1000, 1000, 0.9962],
  ])('of %i right of %i is %f', (right, of, bound) => {
    expect(wilsonLowerBound(right, of)).toBeCloseTo(bound, 4);
  });
});

describe('a confidence', () => {
  test.each(TIERS)('of %s is a number of at most three decimals within 0..1', (tier) => {
    const confidence = confidenceOf(tier);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThan(1);
    expect(Number(confidence.toFixed(3))).toBe(confidence);
  });

  test('is 0 where nothing is claimed', () => {
    expect(confidenceOf('unknown')).toBe(0);
  });
});

describe('over the golden cases and the generated sets', () => {
  test('nothing is wrongly told to be ignorable', () => {
    expect(main.pastes).toBeGreaterThan(8000);
    expect(main.wrongIgnores).toEqual([]);
    expect(uncompared.wrongIgnores).toEqual([]);
  });

  test.each(VERDICT_TIERS)('%s names the right event in 99 of 100 answers', (tier) => {
    const { right, of } = main.tiers[tier];
    expect(of).toBeGreaterThan(200);
    expect(right / of, wrongOf(main, tier)).toBeGreaterThanOrEqual(0.99);
  });

  test('a text in a language that we lack is never taken for the text of the event', () => {
    expect(uncompared.pastes).toBeGreaterThanOrEqual(30);
    for (const tier of ['header-and-text', 'header-similar-text', 'text'] as const) {
      expect(uncompared.tiers[tier].of, wrongOf(uncompared, tier)).toBe(0);
    }
  });
});

describe('the published figures', () => {
  test.each(TIERS.filter((tier) => tier !== 'unknown'))('of %s claim no more than this count allows', (tier) => {
    const measured = together(tier);
    expect(measured.of).toBeGreaterThan(60);
    expect(claimsMore(confidenceOf(tier), measured), `${confidenceOf(tier)} against ${JSON.stringify(measured)}`).toBe(
      false,
    );
  });

  // `header` is a mixture of two situations; its own test above is the stricter one.
  test.each(TIERS.filter((tier) => tier !== 'unknown' && tier !== 'header'))(
    'of %s would be refused when a tenth more were wrong',
    (tier) => {
      const { right, of } = together(tier);
      expect(claimsMore(confidenceOf(tier), { right: right - Math.ceil(of / 10), of })).toBe(true);
    },
  );
});
