/**
 * Alerts: events per second that one process takes in over HTTP and has on disk when it answers, on both engines, beside a floor that only
 * parses the JSON and inserts a row for each event; and what a storm of a million events does to memory and to a channel.
 *
 *   node test/bench/alerts.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import { type BatchShape, eventBatches, TOKEN } from './event-batches.ts';
import { ended, type Load, load, started } from './loopback.ts';
import { benchStorm } from './storm.ts';

const ENGINES = ['sqlite', 'postgres'] as const;
const SIZES = [1, 50, 500] as const;
const GROUPS = [60, 500] as const;
const CONNECTIONS = { 1: 32, 50: 16, 500: 4 } as const;
const COUNTED = 0.25;
const WARM_MS = 1500;
const MEASURE_MS = 4000;

type Print = (line: string) => void;

const SERVERS = { floor: ['test/bench/floor-server.ts'], ours: ['adapters/main.ts', 'serve'] } as const;
type ServerName = keyof typeof SERVERS;

export async function benchAlerts(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hvevent-bench-'));
  const postgres = await startPostgres();
  try {
    await throughput(print, folder, postgres);
    for (const engine of ENGINES)
      await benchStorm(print, { engine, folder: mkdtempSync(join(folder, 'storm-')), postgres });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throughput(print: Print, folder: string, postgres: TestPostgres): Promise<void> {
  const config = join(folder, 'hvevent.yaml');
  writeFileSync(config, 'alerts:\n  defaultTo: [slack:C0BENCH00]\n');
  print('## POST /v1/events: events durably accepted per second by one process\n');
  print(
    `Winlogbeat's form, about 800 bytes an event; three quarters of the events belong to incidents. Connections: ${SIZES.map((size) => `${CONNECTIONS[size]} with batches of ${size}`).join(', ')}. Milliseconds are of whole requests.\n`,
  );
  print('| engine | batch | groups | floor: events/s | p50 / p99 ms | ours: events/s | p50 / p99 ms | ours : floor |');
  print('|---|---|---|---|---|---|---|---|');
  for (const engine of ENGINES) {
    for (const size of SIZES) {
      for (const groups of GROUPS) {
        const measured: Partial<Record<ServerName, Load>> = {};
        for (const name of ['floor', 'ours'] as const) {
          const data = mkdtempSync(join(folder, 'data-'));
          const env = {
            HVEVENT_DATA: data,
            HVEVENT_CONFIG: config,
            HVEVENT_INTAKE_TOKENS: `bench=${TOKEN}`,
            ...(engine === 'postgres' && { DATABASE_URL: await postgres.newDatabase() }),
          };
          measured[name] = await measure(name, env, { size, groups, counted: COUNTED });
        }
        const { floor, ours } = measured;
        if (floor === undefined || ours === undefined) continue;
        print(
          `| ${engine} | ${size} | ${groups} | ${shown(floor, size)} | ${shown(ours, size)} | ${(ours.perSecond / floor.perSecond).toFixed(2)} |`,
        );
      }
    }
  }
  print('');
}

async function measure(
  name: ServerName,
  env: Record<string, string>,
  shape: Omit<BatchShape, 'port' | 'size'> & { size: (typeof SIZES)[number] },
): Promise<Load> {
  const server = await started(SERVERS[name], env);
  try {
    return await load({
      port: server.port,
      connections: CONNECTIONS[shape.size],
      warmMs: WARM_MS,
      measureMs: MEASURE_MS,
      next: eventBatches({ ...shape, port: server.port }),
    });
  } finally {
    await ended(server);
  }
}

function shown({ perSecond, p50, p99 }: Load, size: number): string {
  return `${Math.round(perSecond * size).toLocaleString('en')} | ${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

if (import.meta.main) await benchAlerts((line) => process.stdout.write(`${line}\n`));
