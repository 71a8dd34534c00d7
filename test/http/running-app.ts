/** The app on a real socket, with the real knowledge, a store in memory, and a log that is kept. */
import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, createHttpServer, type RawRoutes } from '../../adapters/http/app.ts';
import { createReadiness } from '../../adapters/http/health.ts';
import { createLog } from '../../adapters/http/log.ts';
import { createMetrics } from '../../adapters/http/metrics.ts';
import type { HttpParts, HttpSettings } from '../../adapters/http/parts.ts';
import { type Answerer, createAnswerer } from '../../src/answer.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

let compiled: Answerer | undefined;

/** The product's own knowledge, compiled once for all tests of a file. */
export function realAnswerer(): Answerer {
  if (compiled !== undefined) return compiled;
  const { knowledge } = loadKnowledge(['knowledge']);
  if (knowledge === undefined) throw new Error('the knowledge has faults: run kb lint');
  compiled = createAnswerer(knowledge);
  return compiled;
}

export interface AppOptions {
  settings?: Partial<HttpSettings>;
  /** Replaces parts. */
  parts?: Partial<HttpParts>;
  /** Changes what the store does. */
  store?: (db: Db) => Db;
  problems?: readonly Problem[];
  draining?: () => boolean;
  rawRoutes?: RawRoutes;
}

export interface RunningApp {
  url: string;
  port: number;
  store: Db;
  answerer: Answerer;
  /** Everything that was logged, as written. */
  logged(): string;
  drain(most: number): Promise<boolean>;
  close(): Promise<void>;
}

export async function runningApp(options: AppOptions = {}): Promise<RunningApp> {
  let logged = '';
  const log = createLog({ level: 'debug', to: { write: (line: string) => void (logged += line) } });
  const memory = openSqlite(':memory:');
  await migrate(memory);
  const store = options.store?.(memory) ?? memory;
  const answerer = realAnswerer();
  const metrics = createMetrics();
  let made = 0;
  const assistant = createAssistant({
    answerer: () => answerer,
    store,
    recordGaps: true,
    now: () => 1_800_000_000_000,
    newId: () => `id-${(made += 1)}`,
    onError: () => metrics.storeError(),
  });
  const readiness = createReadiness({
    answerer: () => answerer,
    problems: () => options.problems ?? [],
    store,
    isDraining: options.draining ?? (() => false),
    onStoreError: () => metrics.storeError(),
  });
  const app = createApp({
    assistant,
    answerer: () => answerer,
    settings: { language: 'auto', host: '127.0.0.1', ...options.settings },
    log,
    metrics,
    readiness,
    now: () => 1_800_000_000_000,
    readAsset: (name) => `/* ${name} */`,
    ...options.parts,
  });
  const { server, drain } = createHttpServer(app, log, options.rawRoutes);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store,
    answerer,
    logged: () => logged,
    drain,
    close: async () => {
      await drain(0);
      await assistant.settled();
      await memory.close();
    },
  };
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** As `fetch` does not let one send: any Host, Origin and Sec-Fetch-Site, chunked bodies, bodies longer than they say. */
export function send(options: RequestOptions, chunks: readonly (string | Uint8Array)[] = []): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', agent: false, ...options }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => (text += part));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: text });
}
