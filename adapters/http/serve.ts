/** The life of the server: put the parts together, listen, stop without losing anything. */
import { setImmediate } from 'node:timers/promises';
import type { Alerts, ChatPort } from '../../src/alerts/alerts.ts';
import { createAlerts } from '../../src/alerts/create-alerts.ts';
import { type AlertsDelivery, startAlertsDelivery } from '../../src/alerts/delivery/start.ts';
import { deadLetters } from '../../src/alerts/delivery/settle.ts';
import { createMaintenancePlan } from '../../src/alerts/maintenance.ts';
import type { Answerer } from '../../src/answer.ts';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import type { Config } from '../../src/config.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import type { Db } from '../../src/store/db.ts';
import { createApp, createHttpServer, type HttpServer, type RawRoutes } from './app.ts';
import type { BoardParts } from './board/board-parts.ts';
import { createLiveFeed, type LiveFeed } from './board/live-feed.ts';
import { createReadiness } from './health.ts';
import { listen } from './listen.ts';
import { errorFields, type Log } from './log.ts';
import { createMetrics, type Metrics, type ReloadOutcome } from './metrics.ts';
import type { HttpParts, ReadUpload } from './parts.ts';

/** How long requests under way may take to finish, and then the store. Milliseconds. */
const DRAIN_MS = 10_000;
const SETTLE_MS = 5000;

/** The knowledge in force, and what became of the last change of its files. */
export interface KnowledgeInForce {
  current(): Answerer;
  problems(): readonly Problem[];
}

/** A chat platform: what it answers on our HTTP server by itself, and how it ends. */
export interface Platform {
  rawRoutes: RawRoutes;
  /** Where alerts are posted. */
  chatPort?: ChatPort;
  /** Takes nothing new and finishes what is under way. */
  stop: () => Promise<void>;
}

/** What chat platforms share with the page. */
export interface PlatformParts {
  assistant: Assistant;
  alerts: Alerts;
  answerer: () => Answerer;
  store: Db;
  log: Log;
  now: () => number;
}

export interface ServerParts {
  config: Config;
  store: Db;
  knowledge: KnowledgeInForce;
  log: Log;
  now: () => number;
  newId: () => string;
  /** Waits so many milliseconds, without keeping the process alive. */
  pause: (milliseconds: number) => Promise<void>;
  readAsset: (name: string) => string;
  readUpload?: ReadUpload;
  /** Starts the platforms whose secrets are set. */
  startPlatforms?: (parts: PlatformParts) => Promise<Platform[]>;
}

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  url: string;
  /** A change of the knowledge was taken up, refused, or was none. */
  knowledgeReloaded(outcome: ReloadOutcome): void;
  /** Finishes what is under way, then closes the store. */
  stop(): Promise<void>;
}

/**
 * Listens. The store is the server's from here on, and closed when the server cannot start.
 * @throws StartError when the address cannot be used
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  try {
    return await start(parts);
  } catch (error) {
    await parts.store.close();
    throw error;
  }
}

async function start(parts: ServerParts): Promise<RunningServer> {
  const { config, store, knowledge, log, now, newId } = parts;
  const undelivered = async (): Promise<number> => (await deadLetters(store)).length;
  const metrics = createMetrics({ processMetrics: true, deadLetters: undelivered });
  const answerer = () => knowledge.current();
  const onStoreError = (error: unknown): void => {
    metrics.storeError();
    log.warn('the store failed', errorFields(error));
  };
  const assistant = createAssistant({
    answerer,
    store,
    recordGaps: config.recordGaps,
    now,
    newId,
    onError: onStoreError,
  });
  const alerts = createAlerts({
    db: store,
    answerer,
    config: config.alerts,
    publicUrl: config.publicUrl,
    now,
    newId,
    pause: () => setImmediate(),
    onError: (error) => log.error('a listener of alerts failed', errorFields(error)),
  });
  const intake = { alerts, tokens: config.alerts.intakeTokens };
  const feed = createLiveFeed({ alerts, now, onError: onStoreError });
  const board: BoardParts = {
    alerts,
    operatorTokens: config.alerts.operatorTokens,
    mode: config.alerts.mode,
    timeZone: config.alerts.digest.timeZone,
    maintenance: createMaintenancePlan(config.alerts.maintenance),
    feed,
  };
  let draining = false;
  const isDraining = () => draining;
  const readiness = createReadiness({
    answerer,
    problems: () => knowledge.problems(),
    store,
    isDraining,
    onStoreError,
  });
  const settings = { host: config.host, language: config.language, ...publicUrlOf(config) };
  const { readAsset, readUpload } = parts;
  const files = readUpload === undefined ? { readAsset } : { readAsset, readUpload };
  const httpParts: HttpParts = { assistant, answerer, settings, log, metrics, readiness, now, intake, board, ...files };
  const platforms = (await parts.startPlatforms?.({ assistant, alerts, answerer, store, log, now })) ?? [];
  const http = createHttpServer(createApp(httpParts), log, new Map(platforms.flatMap((each) => [...each.rawRoutes])));
  metrics.knowledgeInForce(answerer().catalog.entries.length);

  const url = await listen(http.server, config).catch(async (error: unknown) => {
    await stopAll(platforms);
    throw error;
  });
  log.info('started', { url, store: store.place, knowledge: answerer().catalog.knowledge.version });
  const delivery = startAlertsDelivery({
    db: store,
    alerts,
    ports: platforms.flatMap(({ chatPort }) => chatPort ?? []),
    config: config.alerts,
    fetch: globalThis.fetch,
    now,
    newId,
    pause: parts.pause,
    random: Math.random,
    log,
  });
  return {
    url,
    knowledgeReloaded: (outcome) => reloaded(outcome, { knowledge, metrics, log }),
    stop: async () => {
      draining = true;
      await wind({ http, feed, platforms, delivery, assistant, alerts, store, log });
    },
  };
}

function reloaded(
  outcome: ReloadOutcome,
  { knowledge, metrics, log }: Pick<ServerParts, 'knowledge' | 'log'> & { metrics: Metrics },
): void {
  metrics.knowledgeReload(outcome);
  const { version } = knowledge.current().catalog.knowledge;
  const { length: entries } = knowledge.current().catalog.entries;
  metrics.knowledgeInForce(entries);
  if (outcome === 'loaded') log.info('knowledge loaded', { version, entries });
  if (outcome !== 'refused') return;
  const [first] = knowledge.problems();
  const place = first && { file: first.file, line: first.line, problem: first.message };
  log.error('knowledge refused, the last good one stays', {
    version,
    problems: knowledge.problems().length,
    ...place,
  });
}

interface Closing {
  http: HttpServer;
  feed: LiveFeed;
  platforms: readonly Platform[];
  delivery: AlertsDelivery;
  assistant: Assistant;
  alerts: Pick<Alerts, 'settled'>;
  store: Db;
  log: Log;
}

/** Down in the order of use: requests, messages under way and their platforms, what is left to be stored, the store. */
async function wind({ http, feed, platforms, delivery, assistant, alerts, store, log }: Closing): Promise<void> {
  log.info('stopping');
  // Open pages would hold the server until they are cut off.
  feed.close();
  const quiet = async (): Promise<void> => {
    // A message that is cut off is looked up, or posted again, after the next start.
    if (!(await within(DRAIN_MS, () => delivery.stop()))) log.warn('a delivery was cut off', { afterMs: DRAIN_MS });
    await stopAll(platforms);
  };
  const [finished] = await Promise.all([http.drain(DRAIN_MS), quiet()]);
  if (!finished) log.warn('requests were cut off', { afterMs: DRAIN_MS });
  const closed = await within(SETTLE_MS, async () => {
    await assistant.settled();
    await alerts.settled();
    await store.close();
  });
  if (!closed) log.warn('the store did not close in time', { afterMs: SETTLE_MS });
  log.info('stopped');
}

/** A platform that does not end well is no reason to lose what is to be stored. */
async function stopAll(platforms: readonly Platform[]): Promise<void> {
  await Promise.allSettled(platforms.map((platform) => platform.stop()));
}

/** @returns whether it was done in time; what it throws counts as done */
async function within(milliseconds: number, work: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = work().then(
    () => true,
    () => true,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function publicUrlOf({ publicUrl }: Config): { publicUrl?: string } {
  return publicUrl === undefined ? {} : { publicUrl };
}
