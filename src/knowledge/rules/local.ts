/** What is asked of local changes beyond the rules for every entry. */
import type { Entry } from '../knowledge.ts';
import type { Path } from '../read-yaml.ts';
import type { Sample } from '../schema.ts';
import { entryRule } from './rule.ts';
import { isTodo } from './todo.ts';

const CUT = 80;

export const localSample = entryRule(
  'local-sample',
  'Every case that a local change writes has a sample that proves it.',
  function* ({ content, changed }) {
    if (changed === undefined) return;
    const proved = new Set(changed.change.samples.map((sample) => sample.case));
    const written = new Set(changed.change.cases.map(({ id }) => id));
    for (const [index, { id }] of content.cases.entries()) {
      if (!written.has(id) || proved.has(id)) continue;
      const message = `Case "${id}" has no sample: paste an event that it decides under "samples", with case: ${id}.`;
      yield { path: ['cases', index], message };
    }
  },
);

/** The samples of an entry know which events need action: where a change reaches too far, it shows there first. */
export const localIgnore = entryRule(
  'local-ignore',
  'No sample and no near miss of an entry turns into "ignore" by a local change, unless the change repeats that sample.',
  function* ({ content, changed, isChangedLater }, { judgeSample }) {
    if (changed === undefined || isChangedLater || judgeSample === undefined) return;
    const { base, change } = changed;
    const repeated = new Set(change.samples.map(({ text }) => text));
    // An event may also fall through to a case of the entry that the change left alone.
    const placeOf = (id: string | undefined): Path => {
      const path = ['cases', content.cases.findIndex((one) => one.id === id)];
      return changed.isInherited(path) ? [] : path;
    };

    for (const sample of base.samples) {
      if (repeated.has(sample.text) || isTodo(sample.text) || saysIgnore(sample, base)) continue;
      const now = judgeSample(sample.text, sample.answers);
      if (now.key !== content.key || now.verdict !== 'ignore') continue;
      const message = `The entry has a sample of "${sample.case}" that case "${now.case}" now ignores: narrow the conditions, or repeat that sample under "samples" to say that you mean it. (${cut(sample.text)})`;
      yield { path: placeOf(now.case), message };
    }
    for (const text of base.notThis) {
      const now = judgeSample(text, {});
      if (now.key !== content.key || now.verdict !== 'ignore') continue;
      const message = `The entry has a near miss that case "${now.case}" now ignores: narrow the conditions. (${cut(text)})`;
      yield { path: placeOf(now.case), message };
    }
  },
);

function saysIgnore({ case: id }: Sample, { cases }: Entry): boolean {
  return cases.find((one) => one.id === id)?.verdict === 'ignore';
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > CUT ? `${line.slice(0, CUT)}…` : line;
}
