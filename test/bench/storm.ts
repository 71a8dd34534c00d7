/** What a storm of a million events does to the memory of a server, and to a channel. */
import type { TestPostgres } from '../contracts/embedded-postgres.ts';
import { openFakeWorkspace } from '../storm/fake-workspace.ts';
import { eventBatches, TOKEN } from './event-batches.ts';
import { askAll, ended, residentMb, started } from './loopback.ts';

const STORM = { events: 1_000_000, groups: 500, counted: 0.6, size: 500 } as const;
const CONNECTIONS = 4;
const SAMPLE_MS = 1000;
/** Shown of the samples. */
const SAMPLES = 10;
/** What is still due when the last event is answered. */
const QUIET_MS = 5000;

interface StormParts {
  engine: 'sqlite' | 'postgres';
  folder: string;
  postgres: TestPostgres;
}

/** The product with its Slack at FakeSlack, at its own pace: the settings are the defaults but for the channel. */
export async function benchStorm(
  print: (line: string) => void,
  { engine, folder, postgres }: StormParts,
): Promise<void> {
  const { slack, env: fake } = await openFakeWorkspace({
    folder,
    speed: 1,
    mayRead: true,
    alerts: ['  defaultTo: [slack:<1>]'],
  });
  const env = {
    ...fake,
    HVEVENT_DATA: folder,
    HVEVENT_INTAKE_TOKENS: `bench=${TOKEN}`,
    ...(engine === 'postgres' && { DATABASE_URL: await postgres.newDatabase() }),
  };
  const server = await started(['test/storm/server-on-fake.ts'], env);
  const memory: number[] = [];
  const sampling = setInterval(() => memory.push(residentMb(server)), SAMPLE_MS);
  try {
    const { events, size, ...shape } = STORM;
    const asking = {
      port: server.port,
      connections: CONNECTIONS,
      next: eventBatches({ ...shape, size, port: server.port }),
    };
    const seconds = await askAll(asking, events / size);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const every = Math.max(1, Math.ceil(memory.length / SAMPLES));
    const samples = memory.filter((_, i) => i % every === 0).map((mb) => mb.toFixed(0));
    print(`## A storm of ${events.toLocaleString('en')} events on ${engine}\n`);
    print(
      `${size} a batch, ${STORM.groups} groups of which ${Math.round(STORM.counted * 100)} % are counted only. ${seconds.toFixed(0)} s, ${Math.round(events / seconds).toLocaleString('en')} events/s. Memory of the server, MB, every ${(every * SAMPLE_MS) / 1000} s: ${samples.join(' ')}; at the end ${residentMb(server).toFixed(0)}. Slack saw ${slack.state.messages.length} posts and ${slack.calls('chat.update').length} edits.\n`,
    );
  } finally {
    clearInterval(sampling);
    await ended(server);
    await slack.close();
  }
}
