/** Where the question of `hvevent ask` comes from: arguments, files, standard input. */
import { describeFault } from '../../src/files/file-notes.ts';
import { FILE_ENDINGS, MOST_FILE_BYTES } from '../../src/files/read-file.ts';
import { CliError, type CliIo, EXIT, type Input } from './io.ts';

/** Words, or a file as it is; standard input has no name. */
export type Part = { text: string } | { bytes: Uint8Array; name: string };

/** What the arguments mean; files and words may stand side by side. No arguments, or `-`: standard input. */
export async function readQuestion(args: readonly string[], io: CliIo): Promise<Part[]> {
  if (args.length === 0 || (args.length === 1 && args[0] === '-')) {
    return [{ bytes: await readAll(io.stdin), name: '' }];
  }
  const parts: Part[] = [];
  let words: string[] = [];
  for (const arg of args) {
    const bytes = await fileBytes(arg, { io, alone: args.length === 1 });
    if (bytes === undefined) {
      words.push(arg);
      continue;
    }
    parts.push({ text: words.join(' ') }, { bytes, name: arg });
    words = [];
  }
  return [...parts, { text: words.join(' ') }].filter((part) => !('text' in part) || part.text !== '');
}

/** The file's bytes, or `undefined` when the argument is text itself. */
async function fileBytes(arg: string, { io, alone }: { io: CliIo; alone: boolean }): Promise<Uint8Array | undefined> {
  if (!FILE_ENDINGS.some((ending) => arg.toLowerCase().endsWith(ending))) return undefined;
  const size = await io.fileSize(arg);
  if (size === undefined) {
    // A single word with such an ending is a file name with a typo; in a sentence it is a word.
    if (alone && !arg.includes(' ')) throw new CliError(`There is no file "${arg}".`, EXIT.usage);
    return undefined;
  }
  if (size > MOST_FILE_BYTES) throw new CliError(`"${arg}": ${describeFault('too-large', 'en')}`, EXIT.failure);
  return io.readFile(arg);
}

async function readAll(stdin: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > MOST_FILE_BYTES) throw new CliError(`The input: ${describeFault('too-large', 'en')}`, EXIT.failure);
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
