import { didYouMean } from '../nearest.ts';
import { filesOfKind } from '../knowledge-files.ts';
import { entryRule, isWhole, type Rule } from './rule.ts';

/** A verdict that nobody can check is none. */
export const deadReference = entryRule(
  'dead-reference',
  'Every source that is cited stands in references.yaml.',
  function* ({ content }, context) {
    if (!isWhole(context, 'references')) return;
    const known = context.knowledge.references;
    const dead = (id: string): string =>
      `"${id}" is not in references.yaml.${didYouMean(id, known.keys())} Add the source there or correct the name.`;

    for (const [index, { source }] of content.references.entries()) {
      if (!known.has(source)) yield { path: ['references', index, 'source'], message: dead(source) };
    }
    for (const [at, { references }] of content.cases.entries()) {
      for (const [index, id] of references.entries()) {
        if (!known.has(id)) yield { path: ['cases', at, 'references', index], message: dead(id) };
      }
    }
  },
);

export const unusedReference: Rule = {
  name: 'unused-reference',
  description: 'Every source in references.yaml is cited by an entry.',
  *check(context) {
    // A broken entry may be the one that cites it.
    if (!isWhole(context, 'event') || !isWhole(context, 'status')) return;
    const used = new Set<string>();
    // Of the files, not of what is judged: a local directory may replace the case that cites a source.
    for (const { content } of filesOfKind(context.files, 'entry')) {
      for (const { source } of content.references) used.add(source);
      for (const item of content.cases) for (const id of item.references) used.add(id);
    }
    for (const file of filesOfKind(context.files, 'references')) {
      for (const id of Object.keys(file.content)) {
        if (!used.has(id)) yield { in: file, path: [id], message: `No entry cites "${id}": cite it or remove it.` };
      }
    }
  },
};
