/** One sequence of literals and everyone who prints it; what only a found text needs is made when it is found. */
import { compileTemplate, type Gap } from './compile-template.ts';
import { gluedIn, type Pattern } from './literal-places.ts';
import type { Owner, TemplateSource } from './template.ts';
import { letterWeight } from './weight.ts';

/** One way to name the inserts of a template, and whose it is. */
export interface Writing {
  gaps: readonly Gap[];
  owners: Owner[];
}

export interface Template {
  readonly literals: readonly string[];
  readonly lengths: readonly number[];
  readonly letters: number;
  readonly weight: number;
  readonly sources: TemplateSource[];
  readonly pattern: Pattern;
  readonly writings: readonly Writing[];
  readonly owners: readonly Owner[];
}

export function createTemplate(literals: readonly string[], source: TemplateSource): Template {
  return new SharedTemplate(literals, source);
}

class SharedTemplate implements Template {
  readonly literals: readonly string[];
  readonly letters: number;
  readonly sources: TemplateSource[];
  #made: ReturnType<typeof makeTemplate> | undefined;

  constructor(literals: readonly string[], source: TemplateSource) {
    this.literals = literals;
    this.letters = literals.reduce((letters, literal) => letters + literal.length, 0);
    this.sources = [source];
  }

  get pattern(): Pattern {
    return this.#make().pattern;
  }

  get writings(): readonly Writing[] {
    return this.#make().writings;
  }

  get owners(): readonly Owner[] {
    return this.#make().owners;
  }

  get lengths(): readonly number[] {
    return this.#make().lengths;
  }

  get weight(): number {
    return this.#make().weight;
  }

  #make() {
    this.#made ??= makeTemplate(this.literals, this.sources, this.letters);
    return this.#made;
  }
}

function makeTemplate(literals: readonly string[], sources: readonly TemplateSource[], letters: number) {
  const writings = new Map<string, Writing>();
  for (const { text, style, owner } of sources) {
    const { gaps } = compileTemplate(text, style);
    const name = JSON.stringify(gaps.map(({ names, raws }) => [names, raws]));
    const known = writings.get(name);
    if (known) known.owners.push(owner);
    else writings.set(name, { gaps, owners: [owner] });
  }
  const all = [...writings.values()];
  const gapsOfAll = all.map(({ gaps }) => gaps);
  return {
    writings: all,
    owners: sources.map(({ owner }) => owner),
    lengths: literals.map((literal) => literal.length),
    weight: letterWeight(literals.join('')),
    pattern: { literals, letters, glued: gluedIn(gapsOfAll, literals.length), gaps: gapsOfAll[0]! },
  };
}
