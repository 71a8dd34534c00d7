import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { createSourceIndex, sourceForm } from '../../src/knowledge/source-index.ts';
import { fold } from '../../src/text/fold.ts';

const { knowledge } = loadKnowledge(['knowledge']);
if (!knowledge) throw new Error('the knowledge has faults: see hvevent kb lint');
const { providers, foreign } = knowledge.providers;
const written = [...providers.flatMap(({ name, aliases }) => [name].concat(aliases)), ...foreign];
const { names } = createSourceIndex(knowledge.providers);

describe('the longest name that begins like a text', () => {
  test('is never shorter than any name that does, with or without its prefix', () => {
    const forms = written.flatMap((name) => [sourceForm(name), `microsoftwindows${sourceForm(name)}`]);
    const tooShort = forms.filter((form) =>
      Array.from(form, (_, i) => form.slice(0, i + 1)).some((begun) => names.longest(begun) < form.length),
    );

    expect(forms.length).toBeGreaterThan(100);
    expect(tooShort).toEqual([]);
  });

  test('is nothing for words that begin no name', () => {
    expect(names.longest(fold('cannot'))).toBe(0);
    expect(names.longest(fold('incompatible'))).toBe(0);
  });
});
