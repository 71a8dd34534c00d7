/**
 * `POST /v1/ask` over loopback with connections kept alive, beside the bare framework that answers the same JSON without
 * looking at the question: requests per second and latencies of both in one run. Each server is a process of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { PASTES } from './pastes.ts';

const CONNECTIONS = 16;
const WARM_MS = 1000;
const MEASURE_MS = 3000;
const START_MS = 20_000;

interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Prints a table; takes about fifteen seconds. */
export async function benchHttp(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hvevent-bench-'));
  print(`## POST /v1/ask over loopback, ${CONNECTIONS} connections\n`);
  print('| question | bytes | bare: requests/s | p50 / p99 ms | ours: requests/s | p50 / p99 ms | ours : bare |');
  print('|---|---|---|---|---|---|---|');
  const ours = await started(['adapters/main.ts', 'serve'], folder);
  try {
    for (const name of ['name and number "VMSMP 26"', 'Event Viewer text']) {
      const request = JSON.stringify({ text: PASTES[name] ?? name, lang: 'en' });
      const reply = await fetch(`http://127.0.0.1:${ours.port}/v1/ask`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: request,
      });
      const bare = await started(['test/bench/bare-server.ts', await reply.text()], folder);
      const floor = await load(bare.port, request).finally(() => bare.child.kill());
      const product = await load(ours.port, request);
      const share = (product.perSecond / floor.perSecond).toFixed(2);
      print(`| ${name} | ${request.length} | ${shown(floor)} | ${shown(product)} | ${share} |`);
    }
  } finally {
    ours.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  print('');
}

function shown({ perSecond, p50, p99 }: Load): string {
  return `${Math.round(perSecond).toLocaleString('en')} | ${p50.toFixed(2)} / ${p99.toFixed(2)}`;
}

/** A server on any free port, once it has said where it is. Its log is thrown away, and is written nevertheless. */
function started(args: string[], data: string): Promise<{ child: ChildProcess; port: number }> {
  const env = { ...process.env, HVEVENT_PORT: '0', HVEVENT_DATA: data, HVEVENT_HOST: '127.0.0.1', DATABASE_URL: '' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill(), START_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const port = /:(\d+)\n/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ child, port: Number(port) });
    });
    child.on('exit', () => reject(new Error(`${args[0]} did not start`)));
  });
}

/** Every connection asks again as soon as it is answered. Bytes are prepared, so that the asking costs little. */
async function load(port: number, body: string): Promise<Load> {
  const head = `POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const request = Buffer.from(head + body);
  const begin = performance.now() + WARM_MS;
  const end = begin + MEASURE_MS;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = await connected(port);
      while (performance.now() < end) {
        const start = performance.now();
        await ask(socket, request);
        if (start >= begin) times.push(performance.now() - start);
      }
      socket.destroy();
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: (times.length / MEASURE_MS) * 1000, p50: at(0.5), p99: at(0.99) };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its whole reply. */
function ask(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    let missing = -1;
    const onData = (chunk: Buffer): void => {
      if (missing < 0) {
        head += chunk.toString('latin1');
        const body = head.indexOf('\r\n\r\n') + 4;
        if (body < 4) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 200)));
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
