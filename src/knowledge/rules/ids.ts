import { didYouMean } from '../nearest.ts';
import type { Path } from '../read-yaml.ts';
import { entryRule, type EntryInFile } from './rule.ts';

const NOT_CASES = new Set(['none', 'open']);

/** Names inside one entry: case ids, message ids, and who refers to them. */
export const ids = entryRule(
  'ids',
  'Cases and messages have different ids, and what refers to one finds it.',
  function* ({ content }) {
    const cases = content.cases.map(({ id }, index) => ({ id, path: ['cases', index, 'id'] }));
    const seen = new Set<string>();
    for (const { id, path } of cases) {
      if (seen.has(id)) yield { path, message: `Two cases have the id "${id}": give each its own.` };
      seen.add(id);
    }
    yield* repeatedMessageIds(content.messages);

    for (const { id, path } of cases) {
      if (NOT_CASES.has(id))
        yield { path, message: `"${id}" means something else in samples: give the case another id.` };
    }
    const messageIds = new Set(content.messages.flatMap(({ id }) => id ?? []));
    for (const [at, { when }] of content.cases.entries()) {
      for (const [index, condition] of when.entries()) {
        if (!('message' in condition) || messageIds.has(condition.message)) continue;
        const path = ['cases', at, 'when', index, 'message'];
        yield {
          path,
          message: `No message has the id "${condition.message}".${didYouMean(condition.message, messageIds)} Give the message its id or correct the name.`,
        };
      }
    }
    const caseIds = new Set(cases.map(({ id }) => id));
    for (const [index, sample] of content.samples.entries()) {
      if (caseIds.has(sample.case) || NOT_CASES.has(sample.case)) continue;
      const path = ['samples', index, 'case'];
      yield {
        path,
        message: `There is no case "${sample.case}".${didYouMean(sample.case, [...caseIds, ...NOT_CASES])} Write the id of a case, "none" or "open".`,
      };
    }
  },
);

/** One text in several languages or wordings shares its id, so that a case may demand any of them; nothing else may. */
function* repeatedMessageIds(messages: EntryInFile['content']['messages']): Generator<{ path: Path; message: string }> {
  const seen = new Set<string>();
  for (const [index, { id, lang, wording = '' }] of messages.entries()) {
    if (id === undefined) continue;
    const name = JSON.stringify([id, lang, wording]);
    const message = `Two messages in "${lang}" have the id "${id}": give each its own id, or say by "wording" whose wording it is.`;
    if (seen.has(name)) yield { path: ['messages', index, 'id'], message };
    seen.add(name);
  }
}
