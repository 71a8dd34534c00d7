/** FakeSlack with channels for a storm, and servers of the product that post there; all on one fast clock. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';
import { hvevent, type HveventProcess } from '../http/server-process.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { SOURCE, TOKEN } from './fleet.ts';
import { POSTED } from './storm-events.ts';

const HISTORY = ['channels:history', 'groups:history'] as const;
const SCOPES = ['commands', 'chat:write', 'users:read', 'im:history', 'files:read'] as const;
/** Between the post and its answer, so that there is a moment in which nobody knows. */
const ANSWER_MS = 30;
const MOST_CALLS = 20_000;

export interface FakeWorkspace {
  slack: FakeSlack;
  /** For the servers: their settings, and how they reach FakeSlack. */
  env: Record<string, string>;
}

/** Each kind of event has a channel of its own, and there is no budget. */
const EACH_ITS_OWN: readonly string[] = [
  '  budget: 99999/1h',
  '  updateEvery: 5s',
  '  routes:',
  ...POSTED.map(({ id }, i) => `    - { match: { id: ${id} }, to: "slack:<${i + 1}>" }`),
];

export interface FakeWorkspaceOptions {
  folder: string;
  /** Lines of the settings' section `alerts`; `<1>` to `<3>` are channels. */
  alerts?: readonly string[];
  speed: number;
  /** Whether the app may read the channels, and so look up what it has posted. */
  mayRead: boolean;
}

/** FakeSlack, and the settings of servers that post there. */
export async function openFakeWorkspace({
  folder,
  speed,
  mayRead,
  alerts,
}: FakeWorkspaceOptions): Promise<FakeWorkspace> {
  const clock: FastClock = { begin: Date.now(), speed };
  const channels = POSTED.map((_, i) => ({ name: `alerts-${i + 1}` }));
  const scopes = mayRead ? [...SCOPES, ...HISTORY] : SCOPES;
  const slack = await createFakeSlack({ mode: 'http', now: fastClock(clock).now, workspaces: [{ channels, scopes }] });
  running.push(slack);
  slack.faults.add('chat.postMessage', { kind: 'slow', ms: ANSWER_MS }, MOST_CALLS);
  const config = join(folder, 'hvevent.yaml');
  const lines = (alerts ?? EACH_ITS_OWN).map((line) =>
    line.replaceAll(/<(\d)>/g, (_, n: string) => slack.channel(`alerts-${n}`)),
  );
  writeFileSync(config, ['alerts:', ...lines, ''].join('\n'));
  const env = {
    HVEVENT_CONFIG: config,
    HVEVENT_INTAKE_TOKENS: `${SOURCE}=${TOKEN}`,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_BOT_TOKEN: slack.botToken,
    FAKE_SLACK: slack.url,
    CLOCK_BEGIN: String(clock.begin),
    CLOCK_SPEED: String(speed),
  };
  return { slack, env };
}

const running: (HveventProcess | FakeSlack)[] = [];

export function startOnFake(
  port: number,
  { folder, env }: { folder: string; env: Record<string, string> },
): HveventProcess {
  const main = new URL('server-on-fake.ts', import.meta.url).pathname;
  const server = hvevent([], { cwd: folder, main, env: { ...env, HVEVENT_PORT: String(port) } });
  running.push(server);
  return server;
}

/** After the tests, also where one has failed: no process is left behind. */
export async function endAll(): Promise<void> {
  for (const one of running.splice(0)) {
    if ('child' in one) one.child.kill('SIGKILL');
    else await one.close();
  }
}

/** Resolves when it answers; or when it has ended. */
export async function answers(url: string, server: HveventProcess): Promise<void> {
  while (server.child.exitCode === null && server.child.signalCode === null) {
    const health = await fetch(`${url}/healthz`).catch(() => undefined);
    await health?.arrayBuffer();
    if (health?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
