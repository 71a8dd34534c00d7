/**
 * `npm run calibrate`: counts how often each kind of match was right, over the golden cases and the generated sets, always
 * with the same seeds. The counts belong into src/match/tiers.ts.
 *
 * `--wrong` also prints every wrong answer.
 */
import { TIERS } from '../../src/match/match.ts';
import { carriesVerdict, confidenceOf, wilsonLowerBound } from '../../src/match/tiers.ts';
import { createCounter, pastesOf } from './calibration.ts';
import { goldenCases } from './labelled.ts';
import { labelledSets, textInAnotherLanguage } from './labelled-sets.ts';
import { createProduct } from './product.ts';

const SEED = 20261120;

const product = createProduct();
const counter = createCounter(product);
counter.add('golden cases', goldenCases());
for (const [i, set] of [...labelledSets(product.catalog), textInAnotherLanguage(product.catalog)].entries()) {
  counter.add(set.name, pastesOf(set, { seed: SEED + i, share: 1 }));
}
const { tiers, sets, wrong, wrongIgnores, pastes } = counter.result;

console.log('| tier | verdict | right | of | lower bound | published |\n|---|---|---|---|---|---|');
for (const tier of TIERS) {
  const { right, of } = tiers[tier];
  const cells = [tier, carriesVerdict(tier) ? 'yes' : 'no', right, of, wilsonLowerBound(right, of).toFixed(3)];
  console.log(`| ${cells.join(' | ')} | ${confidenceOf(tier)} |`);
}

console.log('\n| set | pastes | missed | mean cost | wrong ignore |\n|---|---|---|---|---|');
for (const { name, pastes: of, missed, cost, wrongIgnores: ignores } of sets) {
  console.log(`| ${name} | ${of} | ${missed} | ${cost.toFixed(3)} | ${ignores} |`);
}
const cost = sets.reduce((sum, set) => sum + set.cost * set.pastes, 0) / pastes;
const bound = wrongIgnores.length === 0 ? `, at 95 % at most ${(300 / pastes).toFixed(3)} %` : '';
console.log(`\nMean cost ${cost.toFixed(3)}; wrong ignore verdicts: ${wrongIgnores.length} of ${pastes}${bound}`);

for (const paste of wrongIgnores) console.log(`\n--- wrong ignore\n${paste}`);
if (process.argv.includes('--wrong')) {
  for (const { set, tier, got, wants, paste } of wrong) {
    console.log(`\n--- ${set}: ${tier} says ${got || 'nothing'}, is ${wants || 'none of ours'}\n${paste}`);
  }
}
