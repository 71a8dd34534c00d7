/** `hvevent serve` as a process of its own, straight from its sources (Node 24 runs them). */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve('adapters/main.ts');
const START_MS = 30_000;
/** Compiled sources are kept between starts; a process that is killed leaves none. */
const COMPILED = join(tmpdir(), 'hvevent-compile-cache');

export interface Exit {
  code: number | null;
  signal: string | null;
}

export interface HveventProcess {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** When it has ended and everything it wrote has arrived. */
  ended: Promise<Exit>;
}

export interface ProcessOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Another composition of the product, for tests. */
  main?: string;
}

/** Runs the command line; the environment holds nothing of ours but what is given. */
export function hvevent(args: readonly string[], { cwd, env = {}, main = MAIN }: ProcessOptions): HveventProcess {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Exit>((done) => child.on('close', (code, signal) => done({ code, signal })));
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** A server that has said where it is. Its port is any free one. */
export async function servingAt(options: ProcessOptions): Promise<HveventProcess & { url: string; port: number }> {
  const server = hvevent(['serve'], { ...options, env: { HVEVENT_PORT: '0', ...options.env } });
  const url = await announced(server);
  return { ...server, url, port: Number(new URL(url).port) };
}

async function announced(server: HveventProcess): Promise<string> {
  const until = Date.now() + START_MS;
  for (;;) {
    const url = /^hvevent is at (http:\/\/\S+)\n/.exec(server.stdout())?.[1];
    if (url !== undefined) return url;
    const isOver = server.child.exitCode !== null || Date.now() > until;
    if (isOver) {
      server.child.kill('SIGKILL');
      throw new Error(`hvevent did not start: ${server.stdout()}${server.stderr()}`);
    }
    await new Promise((wait) => setTimeout(wait, 10));
  }
}
