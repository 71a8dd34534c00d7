/** `hvevent doctor`: the settings in force, what they lead to, and how to correct what is wrong. */
import { Command, Option } from 'commander';
import { visible } from '../../src/card/plain-text.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import type { TeamsConfig } from '../../src/config-teams.ts';
import type { Config, ConfigProblem, ConfigResult } from '../../src/config.ts';
import type { LoadResult } from '../../src/knowledge/knowledge-files.ts';
import { createLiveAnswerer, KnowledgeError } from '../../src/live-answerer.ts';
import { preferLang, preferredLang } from '../../src/store/preferences.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import type { Check, Status } from './check.ts';
import { checkAlerts, shownAlerts } from './doctor-alerts.ts';
import { checkSlack, shownSlack } from './doctor-slack.ts';
import { checkTeams, shownTeams } from './doctor-teams.ts';
import { type CommandSink, EXIT } from './io.ts';

export interface DoctorIo extends Pick<CommandSink, 'out' | 'exit'> {
  settings(): ConfigResult;
  loadKnowledge(config: Config): LoadResult;
  /** Opens the store and brings its schema up to date. Throws a sentence. */
  openStore(config: Config): Promise<Db>;
  /** Throws a sentence when the server could not listen there. */
  tryListen(config: Config): Promise<void>;
  /** Asks Slack whose the tokens are. Throws a sentence when Slack refuses them or cannot be asked. */
  checkSlack(slack: SlackConfig): Promise<string>;
  /** Asks Entra whether it takes the app registration. Throws a sentence when it does not or cannot be asked. */
  checkTeams(teams: TeamsConfig): Promise<string>;
  now(): number;
}

interface Setting {
  name: string;
  /** As it may be shown: secrets are `set` or `not set`. */
  value: string;
  origin: string;
}

const MOST_PROBLEMS = 20;
const ASK_MS = 1000;
const SIGNS: Record<Status, string> = { ok: 'ok     ', warning: 'warning', wrong: 'WRONG  ' };
const LOOPBACK = /^(localhost|::1|127\..*)$/;
/** What the check writes and removes again. */
const TRACE = { place: 'doctor', person: 'check' };

export function doctorCommand(io: DoctorIo): Command {
  return new Command('doctor')
    .description('explain the settings in force and check settings, knowledge, store and port')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async ({ format }: { format: 'text' | 'json' }) => {
      const result = io.settings();
      const checks = result.config === undefined ? wrongSettings(result.problems) : await checkAll(result.config, io);
      const settings = result.config === undefined ? [] : shownSettings(result.config, result);
      const report = {
        ok: checks.every(({ status }) => status !== 'wrong'),
        file: result.file ?? null,
        settings,
        checks,
      };
      io.out(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : asText(report));
      io.exit(exitOf(checks));
    });
}

/** Nothing can be checked until the settings can be read. */
function wrongSettings(problems: readonly ConfigProblem[]): Check[] {
  return problems.map(({ where, message }) => ({ name: 'settings', status: 'wrong', message: `${where}: ${message}` }));
}

async function checkAll(config: Config, io: DoctorIo): Promise<Check[]> {
  const settings: Check = { name: 'settings', status: 'ok', message: 'All settings can be read.' };
  const knowledge = checkKnowledge(config, io);
  const store = await checked('store', () => checkStore(config, io));
  const chats = [...(await checkSlack(config, io)), ...(await checkTeams(config, io))];
  const alerts = await checkAlerts(config, io, store.status === 'ok');
  return [settings, ...knowledge, store, await checkAddress(config, io), checkPublicUrl(config), ...chats, ...alerts];
}

function checkKnowledge(config: Config, io: DoctorIo): Check[] {
  const name = 'knowledge';
  try {
    const { knowledge, entries } = createLiveAnswerer(() => io.loadKnowledge(config)).current().catalog;
    return [{ name, status: 'ok', message: `Version ${knowledge.version}, ${entries.length} entries, no problems.` }];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.problems.slice(0, MOST_PROBLEMS).map(({ file, line, message }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      return { name, status: 'wrong', message: `${place}: ${message}` };
    });
  }
}

/** Opens, migrates, writes, reads and removes. @returns what to say when all is well */
async function checkStore(config: Config, io: DoctorIo): Promise<string> {
  const db = await io.openStore(config);
  try {
    const version = await migrate(db);
    await preferLang(db, TRACE, { lang: 'en', at: io.now() });
    const read = await preferredLang(db, TRACE);
    await db.run('DELETE FROM preference WHERE place = $1', [TRACE.place]);
    if (read !== 'en') throw new Error('What was written could not be read back.');
    return `${db.engine} at ${db.place}: opens, schema ${version}, reads and writes.`;
  } finally {
    await db.close();
  }
}

/** A port that our own server holds is no fault. */
async function checkAddress(config: Config, io: DoctorIo): Promise<Check> {
  const free = await checked('port', async () => {
    await io.tryListen(config);
    return `Port ${config.port} on ${config.host} is free.`;
  });
  if (free.status === 'ok') return free;
  const version = await runningVersion(config);
  if (version === undefined) return free;
  const message = `Port ${config.port} on ${config.host}: hvevent is running there, with knowledge ${version}.`;
  return { name: 'port', status: 'ok', message };
}

async function runningVersion({ host, port }: Config): Promise<string | undefined> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}/readyz`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ASK_MS), redirect: 'error' });
    const version = response.headers.get('x-knowledge-version');
    return version !== null && /^[0-9a-f]{12}$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function checkPublicUrl({ publicUrl, host }: Config): Check {
  const name = 'public URL';
  const beyond = !LOOPBACK.test(host);
  if (publicUrl === undefined) {
    if (!beyond) return { name, status: 'ok', message: 'Not set: the page is for this machine only.' };
    const message = `The server listens beyond this machine (${host}), but nobody knows its address: set server.publicUrl to what people type, so that cards can link to it.`;
    return { name, status: 'warning', message };
  }
  if (publicUrl.startsWith('http:') && !LOOPBACK.test(new URL(publicUrl).hostname)) {
    const message = `${publicUrl} is not encrypted: put a proxy with TLS in front, and write https:// here.`;
    return { name, status: 'warning', message };
  }
  return { name, status: 'ok', message: `Cards link to ${publicUrl}` };
}

async function checked(name: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { name, status: 'ok', message: await work() };
  } catch (error) {
    return { name, status: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every setting, whether somebody has set it or not. */
function shownSettings(config: Config, { origins }: ConfigResult): Setting[] {
  const values: Record<keyof Config, string> = {
    host: config.host,
    port: String(config.port),
    publicUrl: config.publicUrl ?? 'not set',
    logLevel: config.logLevel,
    dataDirectory: config.dataDirectory,
    databaseUrl: config.databaseUrl === undefined ? 'not set' : 'set (secret)',
    knowledgeDirectories: config.knowledgeDirectories.join(', ') || 'none',
    watchKnowledge: config.watchKnowledge ? 'yes' : 'no',
    language: config.language,
    recordGaps: config.recordGaps ? 'yes' : 'no',
    secretKeys: config.secretKeys.length === 0 ? 'not set' : `${config.secretKeys.length} set (secret)`,
    slack: shownSlack(config),
    teams: shownTeams(config),
    alerts: shownAlerts(config),
  };
  return (Object.keys(values) as (keyof Config)[]).map((name) => ({
    name,
    value: values[name],
    origin: origins[name] ?? 'default',
  }));
}

interface Report {
  file: string | null;
  settings: Setting[];
  checks: Check[];
}

function asText({ file, settings, checks }: Report): string {
  const width = Math.max(0, ...settings.map(({ name }) => name.length)) + 2;
  const head = settings.length === 0 ? [] : [`Settings (${file ?? 'no hvevent.yaml'})`];
  const rows = settings.map(({ name, value, origin }) => `  ${name.padEnd(width)}${visible(value)}  (${origin})`);
  const found = checks.map(({ name, status, message }) => `  ${SIGNS[status]}  ${name}: ${visible(message)}`);
  return `${[...head, ...rows, ...(head.length > 0 ? [''] : []), 'Checks', ...found].join('\n')}\n`;
}

function exitOf(checks: readonly Check[]): number {
  const wrong = checks.filter(({ status }) => status === 'wrong');
  if (wrong.length === 0) return EXIT.answered;
  return wrong.some(({ name }) => name === 'settings') ? EXIT.configuration : EXIT.failure;
}
