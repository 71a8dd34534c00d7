import { filesOfKind, type FileOfKind } from '../knowledge-files.ts';
import { didYouMean } from '../nearest.ts';
import type { Path } from '../read-yaml.ts';
import { sourceForm } from '../source-index.ts';
import type { Rule, RuleFault } from './rule.ts';

interface NameAt {
  in: FileOfKind<'providers'>;
  path: Path;
  name: string;
  /** Slug of ours; absent for a foreign name. */
  slug?: string;
}

/** Two sources under one name would lend each other their verdicts. */
export const providers: Rule = {
  name: 'providers',
  description:
    'Each name belongs to one source, foreign names are not ours unless a local directory adds them, and related slugs exist.',
  *check({ files, knowledge }) {
    const owners = new Map<string, NameAt>();
    for (const at of names(filesOfKind(files, 'providers'))) {
      const form = sourceForm(at.name);
      const owner = owners.get(form);
      if (form === '') yield fault(at, `"${at.name}" has no letters or digits of its own: write the whole name.`);
      else if (owner === undefined) owners.set(form, at);
      else if (at.slug === undefined && at.in.layer < owner.in.layer) continue;
      else yield fault(at, conflict(at, owner));
    }
    const slugs = new Set(knowledge.providers.providers.map(({ slug }) => slug));
    for (const file of filesOfKind(files, 'providers')) {
      for (const [at, { related }] of file.content.providers.entries()) {
        for (const [index, slug] of related.entries()) {
          const path = ['providers', at, 'related', index];
          if (!slugs.has(slug))
            yield {
              in: file,
              path,
              message: `There is no provider "${slug}".${didYouMean(slug, slugs)} Correct or remove it.`,
            };
        }
      }
    }
  },
};

function fault({ in: file, path }: NameAt, message: string): RuleFault {
  return { in: file, path, message };
}

function conflict(at: NameAt, owner: NameAt): string {
  if (at.slug === undefined && owner.slug === undefined) return `"${at.name}" is listed twice as foreign: remove one.`;
  if (at.slug === undefined)
    return `"${at.name}" is foreign and also a name of our "${owner.slug}": decide which, and remove the other.`;
  if (at.slug === owner.slug) {
    return `"${at.name}" says the same as "${owner.name}" (case, blanks, hyphens and Microsoft-Windows- do not count): remove it.`;
  }
  return `"${at.name}" is already a name of "${owner.slug}": a name belongs to one provider, so remove it from one of the two.`;
}

/** Ours first, so that a foreign name is reported as the intruder. */
function* names(files: readonly FileOfKind<'providers'>[]): Generator<NameAt> {
  for (const file of files) {
    for (const [at, { name, slug, aliases }] of file.content.providers.entries()) {
      yield { in: file, path: ['providers', at, 'name'], name, slug };
      for (const [index, alias] of aliases.entries()) {
        yield { in: file, path: ['providers', at, 'aliases', index], name: alias, slug };
      }
    }
  }
  for (const file of files) {
    for (const [index, name] of file.content.foreign.entries()) yield { in: file, path: ['foreign', index], name };
  }
}
