/** Where the text of `hvevent ask` comes from: arguments, files, standard input. */
import { decodeText } from '../../src/text/decode.ts';
import { CliError, type CliIo, EXIT, type Input } from './io.ts';

/** design.md: an uploaded file. */
const MOST_BYTES = 20 * 1024 * 1024;
const READABLE = ['.txt', '.log', '.xml', '.json', '.csv'];
const EVENT_LOG = '.evtx';

/** The paste that the arguments mean; files and words may stand side by side. No arguments, or `-`: standard input. */
export async function readQuestion(args: readonly string[], io: CliIo): Promise<string> {
  if (args.length === 0 || (args.length === 1 && args[0] === '-')) return decodeText(await readAll(io.stdin));

  const parts: string[] = [];
  let words: string[] = [];
  for (const arg of args) {
    const text = await fileText(arg, { io, alone: args.length === 1 });
    if (text === undefined) {
      words.push(arg);
      continue;
    }
    parts.push(words.join(' '), text);
    words = [];
  }
  return [...parts, words.join(' ')].filter((part) => part !== '').join('\n\n');
}

/** The file's text, or `undefined` when the argument is text itself. */
async function fileText(arg: string, { io, alone }: { io: CliIo; alone: boolean }): Promise<string | undefined> {
  const ending = endingOf(arg);
  if (ending === undefined) return undefined;
  const size = await io.fileSize(arg);
  if (size === undefined) {
    // A single word with such an ending is a file name with a typo; in a sentence it is a word.
    if (alone && !arg.includes(' ')) throw new CliError(`There is no file "${arg}".`, EXIT.usage);
    return undefined;
  }
  if (ending === EVENT_LOG) throw new CliError(noEventLogs(arg), EXIT.failure);
  if (size > MOST_BYTES) throw new CliError(tooLarge(`The file "${arg}"`), EXIT.failure);
  return decodeText(await io.readFile(arg));
}

function endingOf(arg: string): string | undefined {
  const lower = arg.slice(-EVENT_LOG.length).toLowerCase();
  return [...READABLE, EVENT_LOG].find((ending) => lower.endsWith(ending));
}

async function readAll(stdin: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new CliError(tooLarge('The input'), EXIT.failure);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

/** One array of `size` bytes. */
export function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function tooLarge(what: string): string {
  return `${what} is larger than 20 MiB: cut out the events you want explained, and ask again.`;
}

function noEventLogs(file: string): string {
  return `"${file}" is an event log file, which a later version will read: until then, save it as XML or text in Event Viewer and ask with that file.`;
}
