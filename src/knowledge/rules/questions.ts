import { SAME_TEXT } from '../knowledge.ts';
import { didYouMean } from '../nearest.ts';
import { entryRule } from './rule.ts';

export const questions = entryRule(
  'questions',
  'Every question that is asked exists, and every question is asked.',
  function* ({ content }) {
    const known = Object.keys(content.questions);
    const missing = (id: string): string =>
      `"questions" has no "${id}".${didYouMean(id, known)} Add the question in both languages or correct the name.`;
    const asked = new Set<string>();

    for (const [at, { when }] of content.cases.entries()) {
      for (const [index, condition] of when.entries()) {
        if (!('ask' in condition)) continue;
        asked.add(condition.ask);
        if (!known.includes(condition.ask)) {
          yield { path: ['cases', at, 'when', index, 'ask'], message: missing(condition.ask) };
        }
      }
    }
    for (const id of known) {
      if (id === SAME_TEXT) yield { path: ['questions', id], message: RESERVED };
      if (!asked.has(id))
        yield { path: ['questions', id], message: `No case asks "${id}": use it in a condition or remove it.` };
    }
    for (const [index, { answers }] of content.samples.entries()) {
      for (const id of Object.keys(answers)) {
        if (id !== SAME_TEXT && !known.includes(id))
          yield { path: ['samples', index, 'answers', id], message: missing(id) };
      }
    }
  },
);

const RESERVED = `"${SAME_TEXT}" is the name of hvevent's own question about the text: give yours another name.`;
