/** Processes that serve on this machine, and requests to them that cost the asking side little: both share its cores. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

const START_MS = 20_000;

export interface Started {
  child: ChildProcess;
  port: number;
}

/** A server on any free port, once it has said where it is. Its log is thrown away, and is written nevertheless. */
export function started(args: readonly string[], env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, HVEVENT_PORT: '0', HVEVENT_HOST: '127.0.0.1', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = text));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill(), START_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const port = /:(\d+)\n/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ child, port: Number(port) });
    });
    child.on('exit', () => reject(new Error(`${args[0]} did not start: ${said}`)));
  });
}

/** @returns when it has ended in good order */
export async function ended({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

/** Memory of a process that is its own alone, MB; 0 where the system does not tell in this way. */
export function residentMb({ child }: Started): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

export interface Asking {
  port: number;
  connections: number;
  /** Head and body of the next request on this connection, in one piece: two small ones would wait for each other. */
  next: (connection: number) => Uint8Array;
}

export interface LoadOptions extends Asking {
  warmMs: number;
  measureMs: number;
}

/** Every connection asks again as soon as it is answered. @throws when something else than 200 is answered */
export async function load({ port, connections, warmMs, measureMs, next }: LoadOptions): Promise<Load> {
  const begin = performance.now() + warmMs;
  const end = begin + measureMs;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const socket = await connected(port);
      while (performance.now() < end) {
        const start = performance.now();
        await ask(socket, next(connection));
        if (start >= begin) times.push(performance.now() - start);
      }
      socket.destroy();
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: (times.length / measureMs) * 1000, p50: at(0.5), p99: at(0.99) };
}

/** So many requests in all. @returns seconds. @throws when something else than 200 is answered */
export async function askAll({ port, connections, next }: Asking, requests: number): Promise<number> {
  const begin = performance.now();
  let left = requests;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const socket = await connected(port);
      while (left-- > 0) await ask(socket, next(connection));
      socket.destroy();
    }),
  );
  return (performance.now() - begin) / 1000;
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its whole reply. */
function ask(socket: Socket, request: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    let missing = -1;
    const onData = (chunk: Buffer): void => {
      if (missing < 0) {
        head += chunk.toString('latin1');
        const body = head.indexOf('\r\n\r\n') + 4;
        if (body < 4) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 400)));
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
        missing = length - (head.length - body);
      } else missing -= chunk.length;
      if (missing > 0) return;
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
    socket.write(request);
  });
}

export function requestHead(path: string, port: number, { bytes, token }: { bytes: number; token?: string }): Buffer {
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${authorization}Content-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`,
  );
}
