/** `hvevent ingest`: events of files into alerts, for logs that no shipper brings (a scheduled task, cron, a copied .evtx). */
import { createHash } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { cutTo, visible } from '../../src/card/plain-text.ts';
import type { SourceNames } from '../../src/event/event.ts';
import { describeNote, FileError, type FileNote } from '../../src/files/file-notes.ts';
import { type IntakeItem, PayloadError, type RejectedItem } from '../../src/intake/payload.ts';
import { MOST_LOG_BYTES, readLogFile } from '../../src/intake/read-log-file.ts';
import { joined } from './input.ts';
import { CliError, type CliIo, type CommandSink, EXIT } from './io.ts';

/** Items that go together, as sent. */
export interface IngestBatch {
  source: string;
  batchId: string;
  items: readonly IntakeItem[];
  /** The same items, one JSON a line. */
  lines: string;
  rejected: number;
}

export interface Ingested {
  accepted: number;
  duplicates: number;
  /** Of this batch, by their place in it. */
  rejected: readonly RejectedItem[];
}

/** Where batches go. */
export interface IngestSink {
  /** Durable when it resolves. @throws CliError */
  send(batch: IngestBatch): Promise<Ingested>;
  close(): Promise<void>;
}

export interface IngestIo
  extends Pick<CommandSink, 'out' | 'err' | 'exit'>, Pick<CliIo, 'stdin' | 'fileSize' | 'readFile'> {
  names(): SourceNames;
  /** Into the configured store; a server that runs on it posts the cards. */
  openStore(): Promise<IngestSink>;
  /** To a running server. */
  openServer(url: string, token: string | undefined): Promise<IngestSink>;
  env: CliIo['env'];
}

interface IngestOptions {
  url?: string;
  token?: string;
  source: string;
  format: 'text' | 'json';
}

const MOST_ITEMS = 1000;
const MOST_UNITS = 2 * 1024 * 1024;
const MOST_SHOWN = 5;
const LONGEST_NAME = 200;
const HELP = `
The same events again (computer, channel, record ID) count once a day, so that a task may hand over the same log again.
With --url they are sent to a running server; its token is better given in HVEVENT_INGEST_TOKEN than on the command line.
`;

export function ingestCommand(io: IngestIo): Command {
  return new Command('ingest')
    .description('take the events of files (.evtx .xml .json .log .txt .csv) or of standard input ("-") into alerts')
    .argument('<file...>', 'files, or "-"')
    .option(
      '--url <url>',
      'send them to this server, such as http://localhost:8080 (default: into the configured store)',
      httpUrl,
    )
    .option('--token <token>', 'the token of a source of that server (default: HVEVENT_INGEST_TOKEN)')
    .option('--source <name>', 'the source they count as, without --url', sourceName, 'ingest')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (files: string[], options: IngestOptions) => io.exit(await ingest(files, options, io)));
}

interface FileReport {
  file: string;
  accepted: number;
  duplicates: number;
  rejected: RejectedItem[];
  notes: string[];
}

async function ingest(files: readonly string[], options: IngestOptions, io: IngestIo): Promise<number> {
  if (options.token !== undefined && options.url === undefined)
    throw new CliError('--token goes with --url: without it, events go into the configured store.', EXIT.usage);
  const token = options.token ?? (io.env['HVEVENT_INGEST_TOKEN'] || undefined);
  const sink = options.url === undefined ? await io.openStore() : await io.openServer(options.url, token);
  const reports: FileReport[] = [];
  try {
    for (const file of files) reports.push(await ingestFile(file, { source: options.source, sink }, io));
  } finally {
    await sink.close();
    // What was taken is taken, also when a later file failed.
    for (const report of options.format === 'text' ? reports : []) io.out(shown(report));
  }
  if (options.format === 'json') io.out(`${JSON.stringify(summed(reports), undefined, 2)}\n`);
  return reports.some(({ accepted, duplicates }) => accepted + duplicates > 0) ? EXIT.answered : EXIT.nothing;
}

async function ingestFile(
  file: string,
  { source, sink }: { source: string; sink: IngestSink },
  io: IngestIo,
): Promise<FileReport> {
  const notes: FileNote[] = [];
  const report: FileReport = { file, accepted: 0, duplicates: 0, rejected: [], notes: [] };
  try {
    for await (const { items, rejected } of readLogFile(await bytesOf(file, io), notes, { names: io.names() })) {
      // One by one: there may be more than a call may have arguments.
      for (const one of rejected) report.rejected.push(one);
      for (const batch of batchesOf(items, { source, rejected: rejected.length })) {
        const done = await sink.send(batch);
        report.accepted += done.accepted;
        report.duplicates += done.duplicates;
        for (const { index, error } of done.rejected)
          report.rejected.push({ index: batch.items[index]?.index ?? index, error });
      }
    }
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof PayloadError)) throw error;
    throw new CliError(`${named(file)}: ${error.message}`, EXIT.failure);
  }
  report.notes = notes.map((note) => describeNote(note, 'en'));
  return report;
}

async function bytesOf(file: string, io: IngestIo): Promise<Uint8Array> {
  if (file !== '-') {
    const size = await io.fileSize(file);
    if (size === undefined) throw new CliError(`There is no file ${named(file)}.`, EXIT.usage);
    if (size > MOST_LOG_BYTES) throw tooLarge(named(file));
    return io.readFile(file);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    size += chunk.length;
    if (size > MOST_LOG_BYTES) throw tooLarge('The input');
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

function tooLarge(what: string): CliError {
  return new CliError(
    `${what} is larger than ${MOST_LOG_BYTES} bytes: save only the events that matter.`,
    EXIT.failure,
  );
}

/** A batch ID is made of what is sent, so that a run that was broken off may be done again. */
function* batchesOf(
  items: readonly IntakeItem[],
  { source, rejected }: { source: string; rejected: number },
): Generator<IngestBatch> {
  let lines = '';
  let from = 0;
  for (const [i, { event, text }] of items.entries()) {
    const { computer, time } = event;
    lines += `${JSON.stringify(text === undefined ? event : { text, computer, time })}\n`;
    if (i + 1 < items.length && i + 1 - from < MOST_ITEMS && lines.length < MOST_UNITS) continue;
    const batchId = createHash('sha256').update(`${source}\n${lines}`).digest('hex');
    // What could not be read is told once, with the first batch.
    yield { source, batchId, items: items.slice(from, i + 1), lines, rejected: from === 0 ? rejected : 0 };
    from = i + 1;
    lines = '';
  }
}

function summed(reports: readonly FileReport[]) {
  return {
    accepted: reports.reduce((sum, { accepted }) => sum + accepted, 0),
    duplicates: reports.reduce((sum, { duplicates }) => sum + duplicates, 0),
    rejected: reports.flatMap(({ file, rejected }) => rejected.map((one) => ({ file, ...one }))),
    notes: reports.flatMap(({ file, notes }) => notes.map((note) => ({ file, note }))),
  };
}

function shown({ file, accepted, duplicates, rejected, notes }: FileReport): string {
  const lines = [`${named(file)}: ${accepted} accepted, ${duplicates} counted before, ${rejected.length} rejected`];
  for (const { index, error } of rejected.slice(0, MOST_SHOWN)) lines.push(`  record ${index + 1}: ${error}`);
  if (rejected.length > MOST_SHOWN) lines.push(`  and ${rejected.length - MOST_SHOWN} more`);
  for (const note of notes.slice(0, MOST_SHOWN)) lines.push(`  ${note}`);
  return `${lines.join('\n')}\n`;
}

function named(file: string): string {
  if (file === '-') return 'The input';
  const name = visible(file);
  return `"${cutTo(name, LONGEST_NAME) ?? name}"`;
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('Write an address such as http://localhost:8080.');
  if (url.pathname === '/') url.pathname = '/v1/events';
  return url.href;
}

function sourceName(text: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(text))
    throw new InvalidArgumentError('Write a name of letters and digits, such as wec1.');
  return text;
}
