/** The composition root: the only file that touches the process, and the only one that chooses parts. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAnswerer } from '../src/answer.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { type AnswerPort, CliError, EXIT, type Input, type Output, OutputClosed } from './cli/io.ts';
import { judgeSampleWith } from './cli/judge-sample.ts';
import { kbCommand } from './cli/kb.ts';
import { runCli } from './cli/run.ts';
import { renderHtml } from './http/card-html.ts';

const { env } = process;
const cwd = process.cwd();
/** The package: one folder up from the source, two from what was built. */
const home = ['../', '../../']
  .map((up) => new URL(up, import.meta.url))
  .find((url) => existsSync(new URL('knowledge/', url)));
const root = home ?? new URL('../../', import.meta.url);
const directories = [
  fileURLToPath(new URL('knowledge', root)),
  ...(env['HVEVENT_KNOWLEDGE'] ?? '').split(delimiter).filter((directory) => directory !== ''),
];

function answerer(): AnswerPort {
  const { knowledge, problems } = loadKnowledge(directories);
  if (knowledge !== undefined) return createAnswerer(knowledge);
  const first = problems[0] === undefined ? '' : ` The first: ${problems[0].file}: ${problems[0].message}`;
  throw new CliError(`The knowledge has faults; "hvevent kb lint" shows them all.${first}`, EXIT.failure);
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

const code = await runCli(process.argv.slice(2), {
  stdin: input(),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env,
  fileSize: async (path) => {
    const found = await stat(resolve(cwd, path)).catch(() => undefined);
    return found?.isFile() === true ? found.size : undefined;
  },
  readFile: (path) => readFile(resolve(cwd, path)),
  answerer,
  renderHtml,
  pause: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
  kb: (sink) =>
    kbCommand({
      ...sink,
      cwd,
      directories,
      today: new Date().toISOString().slice(0, 10),
      createJudge: (knowledge) => judgeSampleWith(createAnswerer(knowledge)),
    }),
  version: version(),
});
// A terminal would keep the process waiting; everything written has been taken by now.
process.exit(code);
