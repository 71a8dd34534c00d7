/** Settings: one optional file (`hvevent.yaml`) and the environment, which wins. Checked once, here; all faults at once. */
import { delimiter, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type AlertsConfig, AlertsSection, NO_ALERTS_SECTION, readAlertsConfig } from './config-alerts.ts';
import { readSlackConfig, type SlackConfig, SlackSection } from './config-slack.ts';
import { NO_TEAMS_SECTION, readTeamsConfig, type TeamsConfig, TeamsSection } from './config-teams.ts';
import { explainIssues } from './knowledge/explain-issue.ts';
import { readYaml } from './knowledge/read-yaml.ts';
import { LANGS } from './lang.ts';
import { parseSecretKeys } from './store/secret-box.ts';

const DEFAULT_FILE = 'hvevent.yaml';
const DEFAULT_HOST = '127.0.0.1';

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'write a whole number')
  .transform(Number);
const Port = wholeNumber.refine((port) => port <= 65_535, 'a port is a number from 0 to 65535 (0: any free one)');
const Host = z
  .string()
  .regex(/^[0-9A-Za-z.:_-]{1,255}$/, 'write a host name or an IP address, such as 127.0.0.1 or 0.0.0.0');
const Switch = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const LogLevel = z.enum(['debug', 'info', 'warn', 'error']);
const PostgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'write an address such as postgres://user:password@host:5432/database');

/** The shape of `hvevent.yaml`; every key may be left out. Relative paths are seen from the file. */
export const ConfigFile = z.strictObject({
  server: z
    .strictObject({
      host: Host.optional(),
      port: Port.optional(),
      /** Where people reach the page; cards link to it. */
      publicUrl: z.httpUrl().optional(),
      logLevel: LogLevel.optional(),
    })
    .default({}),
  data: z.string().min(1).optional(),
  knowledge: z
    .strictObject({
      directories: z.array(z.string().min(1)).max(32).optional(),
      /** Take up changes of the files without a restart. */
      watch: Switch.optional(),
    })
    .default({}),
  /** `auto`: the browser's or the text's language. */
  language: z.enum(['auto', ...LANGS]).optional(),
  /** Count what was asked and is not known, with redacted texts. */
  recordGaps: Switch.optional(),
  /** Its secrets are in the environment. */
  slack: SlackSection.default({ escalation: {}, channelLanguages: {} }),
  teams: TeamsSection.default(NO_TEAMS_SECTION),
  alerts: AlertsSection.default(NO_ALERTS_SECTION),
});

/** Resolved settings: nothing optional that has a default. */
export interface Config {
  host: string;
  port: number;
  publicUrl?: string;
  logLevel: z.infer<typeof LogLevel>;
  dataDirectory: string;
  databaseUrl?: string;
  knowledgeDirectories: readonly string[];
  watchKnowledge: boolean;
  language: 'auto' | (typeof LANGS)[number];
  recordGaps: boolean;
  /** Seal what must not be readable in the store; the first one seals, all of them open. None: nothing is sealed. */
  secretKeys: readonly Buffer[];
  /** Present when its secrets are set. */
  slack?: SlackConfig;
  /** Present when its app registration is set, or `teams.insecureLocal`. */
  teams?: TeamsConfig;
  alerts: AlertsConfig;
}

export interface ConfigProblem {
  /** The setting: `HVEVENT_PORT`, or `hvevent.yaml: server.port (line 3)`. */
  where: string;
  message: string;
}

/** Where a setting came from, for `hvevent doctor`. */
export type Origin = 'default' | 'file' | 'environment';

export interface ConfigResult {
  config?: Config;
  origins: Partial<Record<keyof Config, Origin>>;
  problems: ConfigProblem[];
  /** The file that was read, if any. */
  file?: string;
}

export interface ConfigSources {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Undefined when there is no such file; throws when it cannot be read. */
  readFile: (path: string) => string | undefined;
}

/** Reads file and environment. An absent file is fine unless HVEVENT_CONFIG names it. */
export function readConfig(sources: ConfigSources): ConfigResult {
  const fromFile = readConfigFile(sources);
  const fromEnv = readEnvironment(sources);
  const section = fromFile.slack ?? { escalation: {}, channelLanguages: {} };
  const hasSecretKey = (sources.env['HVEVENT_SECRET_KEY'] ?? '') !== '';
  const fromSlack = readSlackConfig({ env: sources.env, section, hasSecretKey });
  const host = fromEnv.settings.host ?? fromFile.settings.host ?? DEFAULT_HOST;
  const fromTeams = readTeamsConfig({ env: sources.env, section: fromFile.teams ?? NO_TEAMS_SECTION, host });
  const fromAlerts = readAlertsConfig({
    env: sources.env,
    section: fromFile.alerts ?? NO_ALERTS_SECTION,
    language: fromFile.settings.language ?? 'auto',
  });
  const parts = [fromFile, fromEnv, fromSlack, fromTeams, fromAlerts];
  const problems = parts.flatMap((part): ConfigProblem[] => part.problems);
  const defaults: Config = {
    host: DEFAULT_HOST,
    port: 8080,
    logLevel: 'info',
    dataDirectory: join(sources.cwd, 'data'),
    knowledgeDirectories: [],
    watchKnowledge: true,
    language: 'auto',
    recordGaps: true,
    secretKeys: [],
    alerts: fromAlerts.alerts,
  };
  const origins: Partial<Record<keyof Config, Origin>> = {};
  const mark = (settings: Partial<Config>, origin: Origin) => {
    for (const name of Object.keys(settings) as (keyof Config)[]) origins[name] = origin;
  };
  mark(defaults, 'default');
  mark(fromFile.settings, 'file');
  const environment = present({ ...fromEnv.settings, slack: fromSlack.slack, teams: fromTeams.teams });
  mark(environment, 'environment');
  if (fromTeams.teams?.identity.kind === 'insecureLocal') origins.teams = 'file';
  const file = fromFile.file === undefined ? {} : { file: fromFile.file };
  if (problems.length > 0) return { problems, origins, ...file };
  return { config: { ...defaults, ...fromFile.settings, ...environment }, problems, origins, ...file };
}

interface PartOfConfig {
  settings: Partial<Config>;
  problems: ConfigProblem[];
  slack?: SlackSection;
  teams?: TeamsSection;
  alerts?: AlertsSection;
  file?: string;
}

function readConfigFile({ env, cwd, readFile }: ConfigSources): PartOfConfig {
  const named = env['HVEVENT_CONFIG'] || undefined;
  const file = absolute(named ?? DEFAULT_FILE, cwd);
  const failed = (message: string): PartOfConfig => ({ settings: {}, problems: [{ where: file, message }], file });
  let text: string | undefined;
  try {
    text = readFile(file);
  } catch (error) {
    return failed(
      `The file cannot be read (${error instanceof Error ? error.message : String(error)}): check its permissions.`,
    );
  }
  if (text === undefined) {
    if (named === undefined) return { settings: {}, problems: [] };
    return failed('HVEVENT_CONFIG names this file, but it does not exist: create it, or unset HVEVENT_CONFIG.');
  }
  if (text.split('\n').every((line) => line.trim() === '' || line.trimStart().startsWith('#')))
    return { settings: {}, problems: [], file };

  const yaml = readYaml(text);
  if ('faults' in yaml) {
    return {
      settings: {},
      file,
      problems: yaml.faults.map(({ line, message }) => ({ where: place(file, line), message })),
    };
  }
  const checked = ConfigFile.safeParse(yaml.content);
  if (checked.success) {
    const { slack, teams, alerts } = checked.data;
    return { settings: settingsOf(checked.data, join(file, '..')), problems: [], slack, teams, alerts, file };
  }
  const faults = explainIssues(checked.error.issues, ConfigFile, yaml.content);
  return {
    settings: {},
    file,
    problems: faults.map(({ path, message }) => ({ where: place(file, yaml.lineOf(path)), message })),
  };
}

function settingsOf(
  { server, data, knowledge, language, recordGaps }: z.infer<typeof ConfigFile>,
  folder: string,
): Partial<Config> {
  return present({
    host: server.host,
    port: server.port,
    publicUrl: server.publicUrl,
    logLevel: server.logLevel,
    dataDirectory: data === undefined ? undefined : absolute(data, folder),
    knowledgeDirectories: knowledge.directories?.map((directory) => absolute(directory, folder)),
    watchKnowledge: knowledge.watch,
    language,
    recordGaps,
  });
}

/** An empty variable counts as not set, as in most container set-ups. */
function readEnvironment({ env, cwd }: ConfigSources): PartOfConfig {
  const problems: ConfigProblem[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const value = env[name];
    if (value === undefined || value === '') return undefined;
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    // The value of an address may hold a password.
    const shown = name === 'DATABASE_URL' ? 'the value' : JSON.stringify(value.slice(0, 80));
    problems.push({
      where: name,
      message: `${shown} is not allowed: ${checked.error.issues[0]?.message ?? 'check it'}.`,
    });
    return undefined;
  };
  const directories = env['HVEVENT_KNOWLEDGE']?.split(delimiter).filter((part) => part !== '');
  const data = read('HVEVENT_DATA', z.string());
  const secretKeys = readSecretKeys(env, problems);
  const settings = present({
    host: read('HVEVENT_HOST', Host),
    port: read('HVEVENT_PORT', Port),
    databaseUrl: read('DATABASE_URL', PostgresUrl),
    dataDirectory: data === undefined ? undefined : absolute(data, cwd),
    knowledgeDirectories: directories?.length ? directories.map((directory) => absolute(directory, cwd)) : undefined,
    secretKeys,
  });
  return { settings, problems };
}

function readSecretKeys(env: ConfigSources['env'], problems: ConfigProblem[]): Buffer[] | undefined {
  const value = env['HVEVENT_SECRET_KEY'] ?? '';
  if (value === '') return undefined;
  const parsed = parseSecretKeys(value);
  if ('keys' in parsed) return parsed.keys;
  problems.push({ where: 'HVEVENT_SECRET_KEY', message: `${parsed.problem}.` });
  return undefined;
}

/** Leaves out what is undefined, so that a lower layer shows through. */
function present(settings: { [K in keyof Config]?: Config[K] | undefined }): Partial<Config> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function place(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}
