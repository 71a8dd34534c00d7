/** `hvevent kb`: what knowledge authors do on the command line. Talks through `KbIo`, so that tests need no process. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { importMessages, writeTable, type ImportResult } from '../../src/knowledge/import-messages.ts';
import type { Knowledge, Problem } from '../../src/knowledge/knowledge.ts';
import { lintKnowledge } from '../../src/knowledge/lint.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { didYouMean } from '../../src/knowledge/nearest.ts';
import { placeOf } from '../../src/knowledge/places.ts';
import type { JudgeSample } from '../../src/knowledge/rules/rule.ts';
import { scaffoldEntry } from '../../src/knowledge/scaffold.ts';
import { EntryFile, type MessageTable } from '../../src/knowledge/schema.ts';
import { knowledgeStats } from '../../src/knowledge/stats.ts';
import { LANGS, type Lang } from '../../src/lang.ts';
import type { Gap } from '../../src/store/gaps.ts';
import { gapsCommand } from './gaps.ts';
import { statsText } from './stats-text.ts';

export interface KbIo {
  out(text: string): void;
  err(text: string): void;
  /** Sets the exit code; does not end anything. */
  exit(code: number): void;
  /** Files named on the command line are relative to this. */
  cwd: string;
  /** Knowledge directories, the product's own first. */
  directories: readonly string[];
  /** `2026-11-20` */
  today: string;
  /** Compiles the whole product around the knowledge, so that `kb lint` executes the samples. */
  createJudge?(knowledge: Knowledge): JudgeSample;
  /** What was asked and is not known, out of the configured store, most asked first. */
  listGaps(most: number): Promise<Gap[]>;
}

const EXIT = { faults: 1, usage: 64, failure: 70 } as const;
const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;

/** The command with its subcommands. Wrong usage sets exit code 64 and throws commander's own error, as commander does. */
export function kbCommand(io: KbIo): Command {
  const kb = new Command('kb').description('check and extend the knowledge');
  kb.configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  kb.exitOverride((error) => {
    io.exit(error.exitCode === 0 ? 0 : EXIT.usage);
    throw error;
  });

  kb.command('lint')
    .description('check all knowledge and show every fault with its file and line')
    .action(() => lint(io));
  kb.command('stats')
    .description('show how much is known')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(({ format }: { format: 'text' | 'json' }) => stats(io, format));
  kb.command('import-messages')
    .description('turn the message table of a document into YAML for messages/')
    .argument('<file>', 'Markdown: "## driver.sys", "### build", then rows of identifier | text')
    .requiredOption('--provider <slug>', 'slug of the provider that logs these messages')
    .option('--source <text>', 'where the table is published (default: name of the document)')
    .option('--file <name>', 'which table, when the document has several')
    .addOption(new Option('--lang <lang>', 'language of the texts').choices(LANGS).default('en'))
    .option('--out <file>', 'write to this file instead of the screen')
    .action((file: string, options: ImportCommandOptions) => importTable(io, file, options));
  kb.command('new')
    .description('begin an entry: writes a file to fill in')
    .argument('<key>', 'vmsmp/26, or status/<name>')
    .option('--dir <directory>', 'knowledge directory (default: the last one in use)')
    .action((key: string, { dir }: { dir?: string }) => newEntry(io, key, dir));
  kb.command('schema')
    .description('print the JSON Schema of an entry, for completion in editors')
    .action(() => io.out(`${JSON.stringify(z.toJSONSchema(EntryFile, { io: 'input' }), null, 2)}\n`));
  kb.addCommand(gapsCommand(io));
  return kb;
}

function lint(io: KbIo): void {
  const loaded = loadKnowledge(io.directories);
  const hasProviders = loaded.broken.every(({ kind }) => kind !== 'providers');
  const judgeSample = hasProviders ? io.createJudge?.(loaded.readable) : undefined;
  const problems = lintKnowledge(loaded, { today: io.today, ...(judgeSample ? { judgeSample } : {}) });
  for (const problem of problems) io.out(`${shownProblem(problem, io.cwd)}\n`);
  if (io.directories.length > 1) for (const line of perDirectory(problems, io)) io.out(`${line}\n`);
  const { entries, samples } = knowledgeStats(createCatalog(loaded.readable));
  const executed = judgeSample ? `${samples} samples executed` : 'samples not executed';
  const files = new Set(problems.map(({ file }) => file)).size;
  const verdict =
    problems.length === 0 ? 'no problems' : `${count(problems.length, 'problem')} in ${count(files, 'file')}`;
  io.out(`${count(entries, 'entry', 'entries')}, ${executed}: ${verdict}.\n`);
  io.exit(problems.length === 0 ? 0 : EXIT.faults);
}

/** Who has to correct what: the product's own knowledge and each local directory have their own authors. */
function perDirectory(problems: readonly Problem[], { directories, cwd }: KbIo): string[] {
  const left = new Set(problems);
  // Of a directory inside another one, the inner one owns the file.
  const inner = [...directories].sort((a, b) => b.length - a.length);
  const counts = new Map<string, number>();
  for (const directory of inner) {
    const own = [...left].filter(
      ({ file }) => file === directory || file.startsWith(`${directory.replace(/\/$/, '')}/`),
    );
    for (const problem of own) left.delete(problem);
    counts.set(directory, own.length);
  }
  return directories.map((directory, index) => {
    const found = counts.get(directory) ?? 0;
    const kind = index === 0 ? "hvevent's own" : 'local';
    return printable(
      `${shownPlace(directory, cwd)} (${kind}): ${found === 0 ? 'no problems' : count(found, 'problem')}`,
    );
  });
}

function stats(io: KbIo, format: 'text' | 'json'): void {
  const knowledge = loadOrFail(io);
  if (knowledge === undefined) return;
  const figures = knowledgeStats(createCatalog(knowledge));
  io.out(format === 'json' ? `${JSON.stringify(figures)}\n` : statsText(figures));
}

interface ImportCommandOptions {
  provider: string;
  source?: string;
  file?: string;
  lang: Lang;
  out?: string;
}

function importTable(io: KbIo, path: string, { provider, source = path, file, lang, out }: ImportCommandOptions): void {
  const knowledge = loadOrFail(io);
  if (knowledge === undefined) return;
  const slugs = knowledge.providers.providers.map(({ slug }) => slug);
  if (!slugs.includes(provider)) {
    return wrongUsage(
      io,
      `"${provider}" is no slug of providers.yaml.${didYouMean(provider, slugs)} Add the provider there first.`,
    );
  }
  const markdown = attempt(io, `"${path}" cannot be read`, () => readDocument(resolve(io.cwd, path)));
  if (markdown === undefined) return;
  const result = importMessages(markdown, { provider, source, lang });
  for (const fault of result.faults) io.err(`${printable(`${path}:${fault.line}  ${fault.message}`)}\n`);
  if (result.faults.length > 0) return io.exit(EXIT.failure);
  const table = chooseTable(io, result, file);
  if (table === undefined) return;
  const yaml = writeTable(table);
  if (out === undefined) io.out(yaml);
  else if (attempt(io, `"${out}" cannot be written`, () => writeNew(resolve(io.cwd, out), yaml, 'w')) === undefined)
    return;
  io.err(
    `${table.file}: ${count(table.rows.length, 'text')} of ${count(table.builds.length, 'build')}; ${count(result.dropped, 'row')} left out.\n`,
  );
}

/** One file of knowledge holds one table, so a document of several needs a choice. */
function chooseTable(io: KbIo, { tables }: ImportResult, file: string | undefined): MessageTable | undefined {
  const wanted =
    file === undefined ? tables : tables.filter((table) => table.file.toLowerCase() === file.toLowerCase());
  const [table] = wanted;
  if (table !== undefined && wanted.length === 1) return table;
  const names = tables.map((each) => each.file).join(', ');
  wrongUsage(io, `The document has the tables of ${names}: choose one with --file, one YAML file for each.`);
  return undefined;
}

function newEntry(io: KbIo, key: string, dir = io.directories.at(-1) ?? 'knowledge'): void {
  const path = key.startsWith('status/') ? `${key}.yaml` : `events/${key}.yaml`;
  const place = placeOf(path);
  if (place === undefined || typeof place === 'string' || !('key' in place)) {
    return wrongUsage(io, `"${key}" is no key: write <provider>/<id> such as vmsmp/26, or status/<name>.`);
  }
  const { providers } = loadKnowledge(io.directories).readable.providers;
  const slugs = providers.map(({ slug }) => slug);
  if (place.kind === 'event' && !slugs.includes(place.slug)) {
    return wrongUsage(
      io,
      `"${place.slug}" is no slug of providers.yaml.${didYouMean(place.slug, slugs)} Add the provider there first.`,
    );
  }
  const file = resolve(io.cwd, dir, path);
  const text = scaffoldEntry({ today: io.today, kind: place.kind === 'status' ? 'status' : 'event' });
  if (attempt(io, `"${join(dir, path)}" cannot be written`, () => writeNew(file, text, 'wx')) === undefined) return;
  io.out(`${relative(io.cwd, file)}: fill in every TODO, then run "hvevent kb lint".\n`);
}

/** Knowledge without faults, or a sentence and exit code 70. */
function loadOrFail(io: KbIo): Knowledge | undefined {
  const { knowledge, problems } = loadKnowledge(io.directories);
  if (knowledge === undefined)
    fail(io, `The knowledge has ${count(problems.length, 'problem')}: run "hvevent kb lint" and correct them first.`);
  return knowledge;
}

function readDocument(path: string): string {
  const { size } = statSync(path);
  if (size > MOST_DOCUMENT_BYTES) throw new Error(`it has ${size} bytes, more than ${MOST_DOCUMENT_BYTES}`);
  return readFileSync(path, 'utf8');
}

/** @param flag `wx`: fails when the file exists */
function writeNew(path: string, text: string, flag: 'w' | 'wx'): true {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag });
  return true;
}

function attempt<T>(io: KbIo, what: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    fail(io, `${what}: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

function wrongUsage(io: KbIo, message: string): void {
  io.err(`${printable(message)}\n`);
  io.exit(EXIT.usage);
}

function fail(io: KbIo, message: string): void {
  io.err(`${printable(message)}\n`);
  io.exit(EXIT.failure);
}

function shownProblem({ file, line, rule, message }: Problem, cwd: string): string {
  return printable(`${shownPlace(file, cwd)}${line === undefined ? '' : `:${line}`}  ${message} [${rule}]`);
}

function shownPlace(file: string, cwd: string): string {
  const near = relative(cwd, resolve(cwd, file));
  return near.startsWith('..') || near === '' ? file : near;
}

/** Names and values of files are data: no control character reaches the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
