/**
 * `POST /v1/ask` over loopback with connections kept alive, beside the bare framework that answers the same JSON without
 * looking at the question: requests per second and latencies of both in one run. Each server is a process of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Load, load, requestHead, started } from './loopback.ts';
import { PASTES } from './pastes.ts';

const CONNECTIONS = 16;
const WARM_MS = 1000;
const MEASURE_MS = 3000;

/** Prints a table; takes about fifteen seconds. */
export async function benchHttp(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hvevent-bench-'));
  print(`## POST /v1/ask over loopback, ${CONNECTIONS} connections\n`);
  print('| question | bytes | bare: requests/s | p50 / p99 ms | ours: requests/s | p50 / p99 ms | ours : bare |');
  print('|---|---|---|---|---|---|---|');
  const ours = await started(['adapters/main.ts', 'serve'], { HVEVENT_DATA: folder });
  try {
    for (const name of ['name and number "VMSMP 26"', 'Event Viewer text']) {
      const request = JSON.stringify({ text: PASTES[name] ?? name, lang: 'en' });
      const reply = await fetch(`http://127.0.0.1:${ours.port}/v1/ask`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: request,
      });
      const bare = await started(['test/bench/bare-server.ts', await reply.text()], {});
      const floor = await asked(bare.port, request).finally(() => bare.child.kill());
      const product = await asked(ours.port, request);
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

function asked(port: number, body: string): Promise<Load> {
  const head = requestHead('/v1/ask', port, { bytes: Buffer.byteLength(body) });
  const request = Buffer.concat([head, Buffer.from(body)]);
  return load({ port, connections: CONNECTIONS, warmMs: WARM_MS, measureMs: MEASURE_MS, next: () => request });
}
