import type { Sample } from '../schema.ts';
import { entryRule, type JudgedSample } from './rule.ts';
import { isTodo } from './todo.ts';

/** The proof of an entry: its samples go through the whole product. Skipped when the caller brings no way to judge. */
export const samples = entryRule(
  'samples',
  'Each sample hits exactly its entry and its case, and no near miss gets a verdict of the entry.',
  function* ({ content, isChangedLater }, { judgeSample }) {
    // What becomes of them then is the matter of local-ignore.
    if (judgeSample === undefined || isChangedLater) return;
    for (const [index, sample] of content.samples.entries()) {
      if (isTodo(sample.text)) continue;
      const fault = sampleFault(sample, content.key, judgeSample(sample.text, sample.answers));
      if (fault !== undefined) yield { path: ['samples', index], message: fault };
    }
    for (const [index, text] of content.notThis.entries()) {
      const { key, case: decided, verdict } = judgeSample(text, {});
      if (key !== content.key || verdict === 'unknown') continue;
      const what = decided === undefined ? `the verdict "${verdict}"` : `case "${decided}" (${verdict})`;
      const message = `This text must not hit ${content.key}, but gets ${what}: narrow the conditions, or remove the near miss.`;
      yield { path: ['notThis', index], message };
    }
  },
);

function sampleFault({ case: wanted }: Sample, key: string, got: JudgedSample): string | undefined {
  if (got.key === undefined) return `The sample hits no entry for certain: compare it with the messages of ${key}.`;
  if (got.key !== key)
    return `The sample hits "${got.key}" instead of "${key}": correct the sample or the messages of one of them.`;
  if (wanted === 'open') {
    return got.open
      ? undefined
      : `The sample should stay open, but ${reached(got)}: correct the conditions or the sample.`;
  }
  if (got.open)
    return `The sample should ${wish(wanted)}, but it cannot be told: add the "answers" or the missing values to the sample.`;
  if (wanted === 'none') {
    return got.case === undefined ? undefined : `The sample should hit no case, but ${reached(got)}: narrow that case.`;
  }
  return got.case === wanted
    ? undefined
    : `The sample should ${wish(wanted)}, but ${reached(got)}: correct the conditions or the sample.`;
}

function wish(wanted: string): string {
  return wanted === 'none' ? 'hit no case' : `hit case "${wanted}"`;
}

function reached(got: JudgedSample): string {
  return got.case === undefined ? 'no case holds' : `case "${got.case}" decides`;
}
