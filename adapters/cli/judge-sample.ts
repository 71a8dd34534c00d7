/** How `kb lint` executes samples: it asks the whole product, as a person would. */
import type { JudgeSample } from '../../src/knowledge/rules/rule.ts';
import type { AnswerPort } from './io.ts';

/** Exactly one known event counts as a hit. Questions are answered under the key that the text alone leads to. */
export function judgeSampleWith(answerer: AnswerPort): JudgeSample {
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
      open: kind === 'known' && verdict === 'conditional',
    };
  };
}
