/** The answerer in force: knowledge is loaded again while people ask, and only faultless knowledge takes over. */
import { type Answerer, createAnswerer } from './answer.ts';
import { judgeSampleWith } from './judge-sample.ts';
import type { LoadResult } from './knowledge/knowledge-files.ts';
import type { Problem } from './knowledge/knowledge.ts';
import { lintKnowledge } from './knowledge/lint.ts';

/** Reviews are dated where their author lives, where it may be tomorrow: a server does not refuse them for it. */
const ANY_DAY = '9999-12-31';

/** There is no knowledge to begin with. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(firstOf(problems));
    this.problems = problems;
  }
}

type Reloaded = 'unchanged' | 'loaded' | 'refused';

export interface LiveAnswerer {
  /** Ask it anew for each question; one that is held keeps working with the knowledge it has. */
  current(): Answerer;
  /** Why the last reload was refused; empty when it was not. */
  problems(): readonly Problem[];
  /** Loads, checks and compiles, then exchanges at once. Never throws: what is refused leaves the last good knowledge in force. */
  reload(): Reloaded;
  /** @returns what ends the notices. Called after the exchange; what a listener throws is its own matter. */
  onChange(listener: (answerer: Answerer) => void): () => void;
}

/** @throws KnowledgeError when even the first load is refused */
export function createLiveAnswerer(load: () => LoadResult): LiveAnswerer {
  const first = prepare(load);
  if ('problems' in first) throw new KnowledgeError(first.problems);
  let current = first.answerer;
  let problems: readonly Problem[] = [];
  const listeners = new Set<(answerer: Answerer) => void>();

  return {
    current: () => current,
    problems: () => problems,
    reload() {
      const next = prepare(load, current);
      if ('problems' in next) {
        problems = next.problems;
        return 'refused';
      }
      problems = [];
      if (next.answerer === current) return 'unchanged';
      current = next.answerer;
      for (const listener of listeners) notify(listener, current);
      return 'loaded';
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Prepared = { answerer: Answerer } | { problems: readonly Problem[] };

/** Everything that can fail, before anything is exchanged. */
function prepare(load: () => LoadResult, current?: Answerer): Prepared {
  try {
    const loaded = load();
    const { knowledge } = loaded;
    if (knowledge === undefined) return { problems: loaded.problems };
    if (knowledge.version === current?.catalog.knowledge.version) return { answerer: current };
    const answerer = createAnswerer(knowledge);
    const problems = localProblems(loaded, answerer);
    return problems.length > 0 ? { problems } : { answerer };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The knowledge cannot be taken up: ${reason}. "hvevent kb lint" may say more.`;
    return { problems: [{ file: 'knowledge', rule: 'compile', message }] };
  }
}

/** The product's own knowledge has been held against the rules before it was published; a local directory has not. */
function localProblems(loaded: LoadResult, answerer: Answerer): Problem[] {
  if (loaded.files.every(({ layer }) => layer === 0)) return [];
  return lintKnowledge(loaded, { today: ANY_DAY, judgeSample: judgeSampleWith(answerer) });
}

function notify(listener: (answerer: Answerer) => void, answerer: Answerer): void {
  try {
    listener(answerer);
  } catch {
    // The knowledge is in force, whatever somebody makes of the news.
  }
}

function firstOf(problems: readonly Problem[]): string {
  const [first] = problems;
  if (first === undefined) return 'The knowledge cannot be used; "hvevent kb lint" shows why.';
  const { file, line, message } = first;
  const place = line === undefined ? file : `${file}:${line}`;
  const more = problems.length - 1;
  const rest =
    more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'problem' : 'problems'}; "hvevent kb lint" shows all)`;
  return `The knowledge cannot be used: ${place}: ${message}${rest}`;
}
