/** What a rule of the data is: a name, a promise, and a check over everything at once. */
import type { Catalog } from '../catalog.ts';
import { filesOfKind, type FileOfKind, type LoadedFile } from '../knowledge-files.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Place } from '../places.ts';
import type { Path } from '../read-yaml.ts';

/** How the whole product judges a sample; the composition passes it in, because rules stand before matching. */
export type JudgeSample = (text: string, answers: Readonly<Record<string, 'yes' | 'no'>>) => JudgedSample;

export interface JudgedSample {
  /** Key of the entry that was hit for certain. */
  key?: string;
  /** Id of the case that decided. */
  case?: string;
  verdict: string;
  /** It cannot be told: cases are open and the card asks. */
  open: boolean;
}

export interface RuleContext {
  /** What could be read; may lack the contents of `broken`. */
  knowledge: Knowledge;
  catalog: Catalog;
  files: readonly LoadedFile[];
  broken: readonly Place[];
  /** `2026-11-20` */
  today: string;
  /** Absent: samples are not executed. */
  judgeSample?: JudgeSample;
}

/** A fault at a place of a file; the linter finds the line. */
export interface RuleFault {
  in: LoadedFile;
  path: Path;
  /** What is wrong, with the value, and what to do. */
  message: string;
}

export interface Rule {
  name: string;
  description: string;
  check(context: RuleContext): Iterable<RuleFault>;
}

export type EntryInFile = FileOfKind<'entry'>;

/** Makes a rule of a check that looks at one entry at a time. */
export function entryRule(
  name: string,
  description: string,
  checkEntry: (file: EntryInFile, context: RuleContext) => Iterable<Omit<RuleFault, 'in'>>,
): Rule {
  return {
    name,
    description,
    *check(context) {
      for (const file of filesOfKind(context.files, 'entry')) {
        for (const fault of checkEntry(file, context)) yield { in: file, ...fault };
      }
    },
  };
}

/** Whether all files of this kind were readable, so that "not found" means that it is not there. */
export function isWhole({ broken }: RuleContext, kind: Place['kind']): boolean {
  return broken.every((place) => place.kind !== kind);
}

/** The same for the product's own entries only: how an organisation writes for itself must not keep its server from starting. */
export function ownEntryRule(...[name, description, checkEntry]: Parameters<typeof entryRule>): Rule {
  return entryRule(name, description, function* (file, context) {
    if (file.layer === 0 && file.changed === undefined) yield* checkEntry(file, context);
  });
}

/** What a fault quotes of a text. */
export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
