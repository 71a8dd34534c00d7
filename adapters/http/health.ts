/** For machines: is it alive, may it get work, how is it doing. */
import { Hono } from 'hono';
import type { Answerer } from '../../src/answer.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import type { Db } from '../../src/store/db.ts';
import type { HttpParts, Readiness } from './parts.ts';

const MOST_PROBLEMS = 20;
const STORE_MS = 2000;

export function healthRoutes({ readiness, metrics }: HttpParts): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const state = await readiness();
    c.header('Cache-Control', 'no-store');
    c.header('X-Knowledge-Version', state.knowledge.version);
    return c.json(state, state.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const text = await metrics.text();
    return c.body(text, 200, { 'Content-Type': metrics.contentType });
  });
  return app;
}

export interface ReadinessParts {
  answerer: () => Answerer;
  /** Of the last reload, when it was refused. */
  problems: () => readonly Problem[];
  store: Db;
  isDraining: () => boolean;
  /** Told when the store does not answer. */
  onStoreError: (error: unknown) => void;
}

/** Ready: not stopping, and the store answers within two seconds. Many askers at once make one statement. */
export function createReadiness(parts: ReadinessParts): () => Promise<Readiness> {
  const { answerer, problems, store, isDraining, onStoreError } = parts;
  let asking: Promise<boolean> | undefined;
  const storeAnswers = (): Promise<boolean> => {
    asking ??= answersInTime(store, onStoreError).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return async () => {
    const answers = await storeAnswers();
    const draining = isDraining();
    const { knowledge, entries } = answerer().catalog;
    const faults = problems();
    return {
      ready: answers && !draining,
      draining,
      knowledge: {
        version: knowledge.version,
        entries: entries.length,
        problems: faults.slice(0, MOST_PROBLEMS).map(shownProblem),
        moreProblems: Math.max(0, faults.length - MOST_PROBLEMS),
      },
      store: { engine: store.engine, place: store.place, answers },
    };
  };
}

async function answersInTime(store: Db, onError: (error: unknown) => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The store did not answer within ${STORE_MS} ms.`)), STORE_MS);
  });
  try {
    await Promise.race([store.all('SELECT 1'), late]);
    return true;
  } catch (error) {
    onError(error);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Without the rule, which is for authors. */
function shownProblem({ file, line, message }: Problem): Readiness['knowledge']['problems'][number] {
  return line === undefined ? { file, message } : { file, line, message };
}
