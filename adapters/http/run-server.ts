/** `hvevent serve` from the first setting to the last signal. Every way it cannot start is a StartError with one sentence. */
import { createLiveAnswerer, type LiveAnswerer } from '../../src/live-answerer.ts';
import type { Config } from '../../src/config.ts';
import { triageFile } from '../../src/files/triage-file.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import type { Log } from './log.ts';
import type { ReadUpload } from './parts.ts';
import { StartError } from './listen.ts';
import { type RunningServer, type ServerParts, startServer } from './serve.ts';
import { watchKnowledge } from './watch-knowledge.ts';

export interface ServerWorld {
  config: Config;
  /** Knowledge directories, the product's own first. */
  directories: readonly string[];
  log: Log;
  now: () => number;
  newId: () => string;
  pause: ServerParts['pause'];
  readAsset: (name: string) => string;
  startPlatforms?: NonNullable<ServerParts['startPlatforms']>;
  /** Tells the person where the server is. */
  announce: (line: string) => Promise<void>;
  /** Calls back at each SIGTERM and SIGINT. */
  onStopSignal: (listener: () => void) => void;
  /** Ends the process at once. */
  exitNow: () => void;
}

/** Resolves when the server has stopped in good order. @throws StartError */
export async function runServer(world: ServerWorld): Promise<void> {
  const { config, directories, log } = world;
  const stopWanted = firstStop(world);
  const knowledge = loadOrSay(directories);
  const store = await openOrSay(config);
  const readUpload: ReadUpload = (bytes, name, { answerer, ...options }) =>
    triageFile({ bytes, name }, answerer, options);
  const server = await startServer({ ...world, knowledge, store, readUpload });
  const watching = config.watchKnowledge ? watch(directories, { knowledge, server, log }) : undefined;
  await world.announce(`hvevent is at ${server.url}\n`);
  await stopWanted;
  watching?.close();
  await server.stop();
}

/** A second signal means that the person does not want to wait. */
function firstStop({ onStopSignal, exitNow }: ServerWorld): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    onStopSignal(() => {
      signals += 1;
      if (signals > 1) exitNow();
      resolve();
    });
  });
}

function loadOrSay(directories: readonly string[]): LiveAnswerer {
  try {
    return createLiveAnswerer(() => loadKnowledge(directories));
  } catch (error) {
    throw new StartError(sentence(error), 'failure', { cause: error });
  }
}

async function openOrSay(config: Config): Promise<Db> {
  try {
    return await openStore(config);
  } catch (error) {
    throw new StartError(sentence(error), 'failure', { cause: error });
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Watched {
  knowledge: LiveAnswerer;
  server: RunningServer;
  log: Log;
}

function watch(directories: readonly string[], { knowledge, server, log }: Watched): { close(): void } {
  const onChange = () => server.knowledgeReloaded(knowledge.reload());
  return watchKnowledge(directories, onChange, {
    onProblem: ({ directory, message }) => log.warn('knowledge cannot be watched', { directory, reason: message }),
  });
}
