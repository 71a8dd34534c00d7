/** All faults of the knowledge: those the loader found, and those that show only when everything is seen together. */
import { createCatalog } from './catalog.ts';
import type { LoadResult } from './knowledge-files.ts';
import type { Problem } from './knowledge.ts';
import { RULES } from './rules/all.ts';
import type { JudgeSample, Rule, RuleContext } from './rules/rule.ts';
import { sortProblems } from './sort-problems.ts';

export interface LintOptions {
  /** `2026-11-20`: the day against which reviews are held. */
  today: string;
  /** How the product judges a sample; without it samples are not executed. */
  judgeSample?: JudgeSample;
  rules?: readonly Rule[];
}

/** Sorted by file and line. Files with faults of their own do not keep the others from being checked. */
export function lintKnowledge(loaded: LoadResult, { today, judgeSample, rules = RULES }: LintOptions): Problem[] {
  const { readable: knowledge, files, broken } = loaded;
  const context: RuleContext = {
    knowledge,
    catalog: createCatalog(knowledge),
    files,
    broken,
    today,
    ...(judgeSample === undefined ? {} : { judgeSample }),
  };
  const problems = [...loaded.problems];
  for (const rule of rules) {
    for (const { in: file, path, message } of rule.check(context)) {
      if (file.kind === 'entry' && file.changed?.isInherited(path)) continue;
      const line = file.lineOf(path);
      problems.push({ file: file.file, rule: rule.name, message, ...(line === undefined ? {} : { line }) });
    }
  }
  return sortProblems(problems);
}
