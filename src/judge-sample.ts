/** How the samples of knowledge are executed: the whole product is asked, as a person would. */
import type { Answerer } from './answer.ts';
import type { JudgeSample } from './knowledge/rules/rule.ts';

/** Exactly one known event counts as a hit. Questions are answered under the key that the text alone leads to. */
export function judgeSampleWith(answerer: Pick<Answerer, 'answer'>): JudgeSample {
  return (text, answers) => {
    const key = answerer.answer(text).findings[0]?.key ?? '';
    const given = new Map(Object.entries(answers).map(([id, answer]) => [`${key}/${id}`, answer === 'yes']));
    const [finding, ...others] = answerer.answer(text, { answers: given }).findings;
    if (finding === undefined || others.length > 0) return { verdict: 'unknown', open: false };
    const { kind, verdict } = finding;
    return {
      ...(kind === 'known' && finding.key !== undefined && { key: finding.key }),
      ...(finding.case !== undefined && { case: finding.case }),
      verdict,
      open: kind === 'known' && (finding.cases?.length ?? 0) > 0,
    };
  };
}
