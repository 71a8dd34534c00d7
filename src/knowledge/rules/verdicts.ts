import { entryRule } from './rule.ts';

/** No source, no advice: design rule of the product. */
export const verdictSource = entryRule(
  'verdict-source',
  'Every case that says "ignore" or "action" names at least one reference, or is a local change and gives its reason.',
  function* ({ content }) {
    for (const [index, { id, verdict, references, local }] of content.cases.entries()) {
      if (verdict === 'info' || references.length > 0 || local?.reason !== undefined) continue;
      const message = `Case "${id}" says ${verdict} without a source: add one under "references", or make the verdict "info".`;
      yield { path: ['cases', index, 'verdict'], message };
    }
  },
);

export const unconditionalIgnore = entryRule(
  'unconditional-ignore',
  'An "ignore" has a condition, or the entry says which source supports it for every such event.',
  function* ({ content, changed }) {
    const explained = sources(content);
    // A source that supports the entry supports no wider case that somebody puts before it.
    const explainedLocally = sources(changed?.change ?? content);
    for (const [index, { id, verdict, when, references, local }] of content.cases.entries()) {
      if (verdict !== 'ignore' || when.length > 0) continue;
      const known = local === undefined ? explained : explainedLocally;
      if (references.some((reference) => known.has(reference))) continue;
      const message =
        `Case "${id}" says ignore for every such event: add a condition under "when", ` +
        'or list its reference under "references" of the file with what it "supports".';
      yield { path: ['cases', index, 'verdict'], message };
    }
  },
);

function sources({ references }: { references: readonly { source: string }[] }): Set<string> {
  return new Set(references.map(({ source }) => source));
}

export const deadCase = entryRule('dead-case', 'No case stands behind one that always holds.', function* ({ content }) {
  const always = content.cases.findIndex(({ when }) => when.length === 0);
  if (always < 0) return;
  for (const [index, { id }] of content.cases.entries()) {
    if (index <= always) continue;
    const message = `Case "${id}" is never reached, because "${content.cases[always]?.id}" before it has no condition: move it up or remove it.`;
    yield { path: ['cases', index], message };
  }
});

export const noCase = entryRule(
  'no-case',
  'Every entry has a case, or says what it means that there is none.',
  function* ({ content }) {
    if (content.cases.length > 0 || content.otherwise !== undefined) return;
    yield {
      path: [],
      message: 'The entry has no case: add one (verdict "info" if no source gives advice), or "otherwise".',
    };
  },
);
