/** The composition root: the only file that touches the process, and the only one that chooses parts. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chatAlerts } from '../src/alerts/chat/chat-alerts.ts';
import { type Answerer, createAnswerer } from '../src/answer.ts';
import { type Config, readConfig } from '../src/config.ts';
import { judgeSampleWith } from '../src/judge-sample.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Db } from '../src/store/db.ts';
import type { Gap } from '../src/store/gaps.ts';
import { createLiveAnswerer, KnowledgeError } from '../src/live-answerer.ts';
import { alertsCommand } from './cli/alerts.ts';
import { doctorCommand } from './cli/doctor.ts';
import { type AnswerPort, CliError, EXIT, type Input, type Output, OutputClosed, type Told } from './cli/io.ts';
import { ingestCommand, type IngestSink } from './cli/ingest.ts';
import { kbCommand } from './cli/kb.ts';
import { runCli } from './cli/run.ts';
import { serveCommand } from './cli/serve.ts';
import { teamsPackageCommand } from './cli/teams-package.ts';
import { renderHtml } from './http/card-html.ts';
import type { Platform, PlatformParts } from './http/serve.ts';

const { env } = process;
const cwd = process.cwd();
/** The package: one folder up from the source, two from what was built. */
const home = ['../', '../../']
  .map((up) => new URL(up, import.meta.url))
  .find((url) => existsSync(new URL('knowledge/', url)));
const root = home ?? new URL('../../', import.meta.url);
const settings = readConfig({ env, cwd, readFile: readIfThere });
/** Wrong settings are reported where they matter; the product's own knowledge is always there. */
const directories = directoriesOf(settings.config);

function directoriesOf(config: Pick<Config, 'knowledgeDirectories'> = { knowledgeDirectories: [] }): string[] {
  return [fileURLToPath(new URL('knowledge', root)), ...config.knowledgeDirectories];
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function answerer(): AnswerPort {
  return compiled();
}

let compiledOnce: Answerer | undefined;

/** @throws CliError */
function compiled(): Answerer {
  configured();
  try {
    compiledOnce ??= createLiveAnswerer(() => loadKnowledge(directories)).current();
    return compiledOnce;
  } catch (error) {
    if (error instanceof KnowledgeError) throw new CliError(error.message, EXIT.failure);
    throw error;
  }
}

/** The settings, for commands that cannot do without. @throws CliError */
function configured(): Config {
  if (settings.config !== undefined) return settings.config;
  const faults = settings.problems.map(({ where, message }) => `${where}: ${message}`);
  throw new CliError(faults.join(' '), EXIT.configuration);
}

/** The server and its packages are loaded only when they are wanted. @throws CliError */
async function serve(config: Config): Promise<void> {
  const { runServer } = await import('./http/run-server.ts');
  const { StartError } = await import('./http/listen.ts');
  const { createLog, standardError } = await import('./http/log.ts');
  const to = standardError();
  try {
    await runServer({
      config,
      directories: directoriesOf(config),
      log: createLog({ level: config.logLevel, to }),
      now: Date.now,
      newId: randomUUID,
      pause: unheld,
      readAsset: (name) => readFileSync(new URL(`adapters/http/assets/${name}`, root), 'utf8'),
      startPlatforms: (parts) => startPlatforms(config, parts),
      announce: (line) =>
        output(process.stdout)
          .write(line)
          .catch(() => undefined),
      onStopSignal: (listener) => {
        for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, listener);
      },
      exitNow: () => process.exit(EXIT.failure),
    });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new CliError(error.message, error.reason === 'configuration' ? EXIT.configuration : EXIT.failure);
  } finally {
    to.flushSync();
  }
}

/** Chat platforms are loaded only when their secrets are set, or Teams when it is tried on this machine. */
async function startPlatforms(config: Config, parts: PlatformParts): Promise<Platform[]> {
  const { slack, teams, secretKeys, language, publicUrl } = config;
  const alerts = chatAlerts(parts.alerts, { config: config.alerts, publicUrl });
  const shared = { ...parts, alerts, secretKeys, language, publicUrl, pause: unheld };
  const platforms: Platform[] = [];
  if (slack !== undefined) {
    const { startSlack } = await import('./slack/start.ts');
    platforms.push(await startSlack({ ...shared, settings: slack }));
  }
  if (teams !== undefined) {
    const { startTeams } = await import('./teams/start.ts');
    platforms.push(startTeams({ ...shared, settings: teams, newId: randomUUID }));
  }
  return platforms;
}

/** What a chat would show, as JSON: each renderer is loaded only when it is wanted. */
async function renderChat(platform: 'slack' | 'teams', { answer, file }: Told): Promise<object> {
  const { lang } = answer;
  const context = { lang, answerId: '', publicUrl: settings.config?.publicUrl, offerShare: false };
  if (platform === 'teams') {
    const { renderAnswer } = await import('./teams/render-card.ts');
    return renderAnswer(answer, { ...context, file }).card;
  }
  const { renderAnswer } = await import('./slack/render-card.ts');
  const { withFile } = await import('./slack/file-card.ts');
  const card = renderAnswer(answer, context);
  return file === undefined ? card : withFile(card, file, { lang, found: answer.findings.length });
}

/** Waits without keeping the process alive. */
async function unheld(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds, undefined, { ref: false });
}

/** @throws CliError */
async function openConfiguredStore(config: Config): Promise<Db> {
  const { openStore } = await import('../src/store/open.ts');
  return openStore(config).catch((error: unknown) => {
    throw new CliError(error instanceof Error ? error.message : String(error), EXIT.failure);
  });
}

/** Alerts on the configured store, without a server: whoever serves that store posts the cards. @throws CliError */
async function openAlerts() {
  const { createAlerts } = await import('../src/alerts/create-alerts.ts');
  const { alerts: config, publicUrl } = configured();
  const answers = compiled();
  const db = await openConfiguredStore(configured());
  const pause = () => setTimeout(0);
  const parts = { db, config, publicUrl, answerer: () => answers, now: Date.now, newId: randomUUID, pause };
  return { alerts: createAlerts(parts), close: () => db.close() };
}

/** @throws CliError */
async function openAlertsSink(): Promise<IngestSink> {
  const { alertsSink } = await import('./cli/ingest-sinks.ts');
  const { alerts, close } = await openAlerts();
  return alertsSink(alerts, setTimeout, close);
}

async function listConfiguredGaps(most: number): Promise<Gap[]> {
  const { listGaps } = await import('../src/store/gaps.ts');
  const store = await openConfiguredStore(configured());
  try {
    return await listGaps(store, { most });
  } finally {
    await store.close();
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return manifest !== null && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '';
}

function output(stream: NodeJS.WriteStream): Output {
  // Without a listener a closed pipe would end the process with a stack trace; the write itself reports it.
  stream.on('error', () => undefined);
  return {
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns as number | undefined;
    },
    write: (text) =>
      new Promise((resolved, reject) => {
        stream.write(text, (error) => {
          if (error) reject(isClosedPipe(error) ? new OutputClosed() : error);
          else resolved();
        });
      }),
  };
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** A terminal hands over at most 4,095 characters a line by itself; readline has no such limit, and edits. */
async function* typedLines(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of createInterface({ input: process.stdin, output: process.stdout })) {
    yield encoder.encode(`${line}\n`);
  }
}

function input(): Input {
  const { isTTY } = process.stdin;
  return { isTTY, [Symbol.asyncIterator]: () => (isTTY ? typedLines() : process.stdin[Symbol.asyncIterator]()) };
}

const files = {
  fileSize: async (path: string) => {
    const found = await stat(resolve(cwd, path)).catch(() => undefined);
    return found?.isFile() === true ? found.size : undefined;
  },
  readFile: (path: string) => readFile(resolve(cwd, path)),
};

const code = await runCli(process.argv.slice(2), {
  stdin: input(),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env,
  ...files,
  answerer,
  renderHtml,
  renderChat,
  pause: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
  kb: (sink) =>
    kbCommand({
      ...sink,
      cwd,
      /** With wrong settings, local directories would be left out without a word. */
      get directories() {
        configured();
        return directories;
      },
      today: new Date().toISOString().slice(0, 10),
      createJudge: (knowledge) => judgeSampleWith(createAnswerer(knowledge)),
      listGaps: listConfiguredGaps,
    }),
  commands: (sink) => [
    serveCommand({ ...sink, settings: () => settings, serve }),
    ingestCommand({
      ...sink,
      ...files,
      stdin: input(),
      env,
      names: () => compiled().catalog.sourceNames,
      openStore: openAlertsSink,
      openServer: async (url, token) => (await import('./cli/ingest-sinks.ts')).serverSink({ url, token }, setTimeout),
    }),
    alertsCommand({ ...sink, openAlerts, now: Date.now }),
    teamsPackageCommand({
      ...sink,
      env,
      publicUrl: settings.config?.publicUrl,
      version: version(),
      build: async (given) => {
        const { buildPackage } = await import('./teams/app-package.ts');
        return buildPackage(given, (name) => readFileSync(new URL(`deploy/teams/${name}`, root)));
      },
      writeFile: (path, bytes) => writeFile(resolve(cwd, path), bytes),
    }),
    doctorCommand({
      ...sink,
      settings: () => settings,
      loadKnowledge: (config) => loadKnowledge(directoriesOf(config)),
      openStore: openConfiguredStore,
      checkSlack: async (slack) => (await import('./slack/check-tokens.ts')).checkTokens(slack),
      checkTeams: async (teams) => (await import('./teams/check-app.ts')).checkApp(teams),
      tryListen: async (config) => (await import('./http/listen.ts')).tryListen(config),
      now: Date.now,
    }),
  ],
  version: version(),
});
// A terminal would keep the process waiting; everything written has been taken by now.
process.exit(code);
