/** Files of `hvevent ask`: whether they are answered like a paste or summed up, and the sum. */
import { READ_LIMITS } from '../../src/event/event.ts';
import type { FileChunk } from '../../src/files/file-chunk.ts';
import { FileError, type FileNote } from '../../src/files/file-notes.ts';
import { type EventFile, readEventFile, readEventText } from '../../src/files/read-file.ts';
import { type Triage, triage } from '../../src/files/triage.ts';
import type { Answer } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { decodeText } from '../../src/text/decode.ts';
import type { Part } from './input.ts';
import { type AnswerPort, CliError, type CliIo, EXIT } from './io.ts';
import { createProgress } from './progress.ts';

/** Below that an answer is there before a bar could be read. */
const LONG_WORK = 2 * 1024 * 1024;

export interface FileOptions {
  lang?: Lang | undefined;
  answers: ReadonlyMap<string, boolean>;
  /** True and false are the person's choice; undefined: what is too much for one answer is summed up. */
  triage?: boolean | undefined;
}

export type Answered = { answer: Answer } | { triage: Triage; source: string };

/**
 * An event log is always summed up; anything else only when it is too long for a paste, or has more findings than an answer may.
 * @throws CliError for files that cannot be read
 */
export async function answerParts(parts: readonly Part[], options: FileOptions, io: CliIo): Promise<Answered> {
  const opened = parts.map(open);
  if (opened.some(({ kind }) => kind === 'evtx') && options.triage === false) {
    throw new CliError('An event log is always summed up: leave --no-triage out.', EXIT.usage);
  }
  const answerer = await io.answerer();
  const text = opened.some(({ kind }) => kind === 'evtx') ? undefined : parts.map(textOf).join('\n\n');
  if (text !== undefined && options.triage !== true) {
    const { lang, answers } = options;
    const isShort = text.length <= READ_LIMITS.characters || options.triage === false;
    const answer = isShort ? answerer.answer(text, { lang, answers }) : undefined;
    if (answer !== undefined && (options.triage === false || !isTooMuch(answer))) return { answer };
  }
  return sumUp(opened, { ...options, answerer }, io);
}

function isTooMuch({ leftOut }: Answer): boolean {
  return leftOut !== undefined && leftOut.findings + leftOut.events > 0;
}

type Opened = EventFile & { size: number };

async function sumUp(
  files: readonly Opened[],
  { answerer, answers, lang }: FileOptions & { answerer: AnswerPort },
  io: CliIo,
): Promise<Answered> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const source = files
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .join(', ');
  const progress = createProgress(io, source, size >= LONG_WORK);
  const notes: FileNote[] = [];
  try {
    const summed = await triage(
      allChunks(files, size, notes),
      { answer: (text, options) => answerer.answer(text, { ...options, answers }) },
      { notes, onProgress: (done, total) => progress.show(done, total), ...(lang !== undefined && { lang }) },
    );
    return { triage: summed, source };
  } finally {
    await progress.end();
  }
}

/** One file after the other; `done` is the share of all their bytes. */
function* allChunks(files: readonly Opened[], size: number, notes: FileNote[]): Generator<FileChunk> {
  let before = 0;
  for (const file of files) {
    for (const chunk of file.chunks) yield { ...chunk, done: (before + chunk.done * file.size) / Math.max(1, size) };
    notes.push(...file.notes);
    before += file.size;
  }
}

function open(part: Part): Opened {
  if ('text' in part) return { ...readEventText(part.text, ''), size: part.text.length };
  const { bytes, name } = part;
  try {
    return { ...readEventFile(bytes, name), size: bytes.length };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new CliError(`${name === '' ? 'The input' : `"${name}"`}: ${error.message}`, EXIT.failure);
  }
}

function textOf(part: Part): string {
  return 'bytes' in part ? decodeText(part.bytes) : part.text;
}
