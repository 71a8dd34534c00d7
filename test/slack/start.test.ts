/** The whole product with Slack, as `hvevent serve` puts it together, on one HTTP server. */
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../adapters/http/serve.ts';
import { startSlack } from '../../adapters/slack/start.ts';
import { chatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import { readConfig } from '../../src/config.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';
import { visibleText } from '../fake-slack/visible-text.ts';
import { realAnswerer } from '../http/running-app.ts';
import { createKeptLog } from './hand-clock.ts';

let slack: FakeSlack | undefined;
let server: RunningServer | undefined;
afterEach(async () => {
  await server?.stop();
  await slack?.close();
  slack = undefined;
  server = undefined;
});

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

const TOKEN = 'a-token-of-tests-0123456789';

async function served(
  fake: FakeSlack,
  settings: Pick<SlackConfig, 'delivery' | 'access'>,
  { secretKeys = [], file }: { secretKeys?: Buffer[]; file?: string } = {},
) {
  const env = { HVEVENT_PORT: '0', HVEVENT_INTAKE_TOKENS: `wec1=${TOKEN}` };
  const { config } = readConfig({ env, cwd: '/', readFile: () => file });
  if (config === undefined) throw new Error('no settings');
  const store = openSqlite(':memory:');
  await migrate(store);
  const log = createKeptLog();
  server = await startServer({
    config,
    store,
    log,
    now: Date.now,
    knowledge: {
      current: realAnswerer,
      problems: () => [],
    },
    newId: () => randomBytes(8).toString('hex'),
    pause,
    readAsset: () => '',
    startPlatforms: async (parts) => [
      await startSlack({
        ...parts,
        alerts: chatAlerts(parts.alerts, { config: config.alerts }),
        pause,
        secretKeys,
        language: 'auto',
        connections: 1,
        settings: {
          ...settings,
          escalation: {},
          channelLanguages: {},
        },
        apiUrl: fake.apiUrl,
        authorizationUrl: fake.authorizationUrl,
        fakeSlack: fake.url,
      }),
    ],
  });
  fake.setRequestUrl(`${server.url}/slack/events`);
  // The app does not know its public address: Slack uses the one that is registered.
  fake.app.redirectUrls = [`${server.url}/slack/oauth_redirect`];
  return { server, store, log };
}

function deliveryOf(fake: FakeSlack, mode: 'http' | 'socket'): SlackConfig['delivery'] {
  return mode === 'http' ? { mode, signingSecret: fake.signingSecret } : { mode, appToken: fake.appToken };
}

describe.each(['http', 'socket'] as const)('hvevent serve with Slack over %s', (mode) => {
  it('answers a command and the page, and ends in good order', async () => {
    slack = await createFakeSlack({ mode });
    const fake = slack;
    const access = { kind: 'workspace', botToken: fake.botToken } as const;
    const { server: running, log } = await served(fake, { delivery: deliveryOf(fake, mode), access });
    if (mode === 'socket') await fake.until(() => log.text().includes('slack: connected'));
    const alice = fake.user('alice');
    const { acked } = await alice.command('/hvevent vmsmp 26');
    await fake.until(() => alice.sees().some((message) => visibleText(message).includes('26')));

    expect(acked).toBe(true);
    expect(fake.state.violations).toEqual([]);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${running.url}/slack/install`)).status).toBe(404);
    await running.stop();
    server = undefined;
    expect(fake.sockets.connections()).toBe(0);
    expect(log.lines.map(({ message }) => message).slice(-1)).toEqual(['stopped']);
    expect(log.text()).not.toMatch(/xox[abp]-|xapp-/);
  });

  it('is installed at /slack/install, seals what is asked, and forgets it when it is removed', async () => {
    slack = await createFakeSlack({ mode, workspaces: [{ installed: false }] });
    const fake = slack;
    const { clientId, clientSecret } = fake;
    const access = { kind: 'oauth', clientId, clientSecret, stateSecret: 'a state secret of tests' } as const;
    const delivery = deliveryOf(fake, mode);
    const {
      server: running,
      store,
      log,
    } = await served(
      fake,
      { delivery, access },
      {
        secretKeys: [randomBytes(32)],
      },
    );
    if (mode === 'socket') await fake.until(() => log.text().includes('slack: connected'));
    expect((await fake.install({ appUrl: running.url })).status).toBe(200);
    const alice = fake.user('alice');
    await alice.command('/hvevent vmsmp 26');
    await fake.until(() => alice.sees().length > 0);
    await expect.poll(() => store.all('SELECT * FROM answer_context')).toHaveLength(1);
    const kept = JSON.stringify([
      await store.all('SELECT * FROM answer_context'),
      await store.all('SELECT * FROM secret'),
    ]);
    expect(kept).not.toMatch(/vmsmp|xoxb/i);

    fake.uninstall();
    for (const table of ['secret', 'answer_context', 'look_up', 'preference'])
      await expect.poll(() => store.all(`SELECT * FROM ${table}`), { message: table }).toEqual([]);
  });
});

it('an event that is sent in becomes a card, and its buttons work', async () => {
  slack = await createFakeSlack({ mode: 'socket' });
  const fake = slack;
  const access = { kind: 'workspace', botToken: fake.botToken } as const;
  const file = `alerts: { defaultTo: ["slack:${fake.channel('general')}"] }`;
  const { server: running, log } = await served(fake, { delivery: deliveryOf(fake, 'socket'), access }, { file });
  await fake.until(() => log.text().includes('slack: connected'));
  const winlog = { provider_name: 'disk', event_id: '7', computer_name: 'HV-01', record_id: 1 };
  const sent = await fetch(`${running.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ message: 'The device has a bad block.', winlog, log: { level: 'error' } }]),
  });
  expect(sent.status).toBeLessThan(300);

  const alice = fake.user('alice');
  const card = await fake.until(() => alice.sees().find((message) => visibleText(message).includes('disk 7')));
  await alice.click(card, 'Acknowledge');
  await fake.until(() => visibleText(card).includes('Acknowledged by') && alice.thread(card).length > 1, {
    timeoutMs: 10_000,
  });
});

it('several workspaces without a key for their tokens are refused', async () => {
  slack = await createFakeSlack();
  const { clientId, clientSecret } = slack;
  const access = { kind: 'oauth', clientId, clientSecret, stateSecret: 'a state secret of tests' } as const;
  await expect(served(slack, { delivery: deliveryOf(slack, 'socket'), access })).rejects.toThrow(/HVEVENT_SECRET_KEY/);
});
