import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from '../fake-slack/fake-slack.ts';
import { type BareApp, bareApp, type BareOptions, connected } from './bare-app.ts';

let store: Db;
let slack: FakeSlack | undefined;
let app: BareApp | undefined;
beforeEach(async () => {
  store = openSqlite(':memory:');
  await migrate(store);
});
afterEach(async () => {
  await app?.close();
  await slack?.close();
  await store.close();
  app = undefined;
  slack = undefined;
});

type Mode = 'http' | 'socket';
interface Running {
  slack: FakeSlack;
  app: BareApp;
}

async function running(mode: Mode, options: Partial<BareOptions & FakeSlackOptions> = {}): Promise<Running> {
  slack = await createFakeSlack({ mode, ...options });
  app = await bareApp(slack, { mode, store, ...options });
  return { slack, app };
}

/** Without those that only bound how long opening and closing may take. */
const waitsOf = ({ clock }: BareApp) => clock.waits.filter((wait) => wait !== 20_000);
async function whats({ heard, receiver }: BareApp): Promise<string[]> {
  await receiver.idle();
  return heard.map(({ what }) => what);
}

describe.each<Mode>(['http', 'socket'])('over %s', (mode) => {
  it('commands and events arrive with the token of the workspace', async () => {
    const { slack: fake, app: bare } = await running(mode);
    const command = await fake.user('alice').command('/hvevent 26');
    const mention = await fake.user('alice').mention('26');

    expect([command.acked, mention.acked]).toEqual([true, true]);
    await bare.receiver.idle();
    expect(bare.heard).toEqual([
      expect.objectContaining({ what: '/hvevent', token: fake.botToken, teamId: fake.workspaces[0]?.id }),
      expect.objectContaining({ what: 'app_mention', token: fake.botToken }),
    ]);
    expect(fake.calls('auth.test')).toHaveLength(1);
  });

  it('an event that is delivered twice is heard once, and answered twice', async () => {
    const { slack: fake, app: bare } = await running(mode);
    fake.events.duplicateNext();
    const delivery = await fake.user('alice').mention('26');
    const again = await fake.events.redeliver(delivery);

    expect(again.acked).toBe(true);
    expect(await whats(bare)).toEqual(['app_mention']);
  });

  it('a stop waits for the listeners that are at work', async () => {
    let finish: () => void = () => undefined;
    const work = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { slack: fake, app: bare } = await running(mode, { work: () => work });
    await fake.user('alice').command('/hvevent 26');
    let stopped = false;
    const stopping = bare.receiver.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));

    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(fake.sockets.connections()).toBe(0);
  });

  it('asks again whose token it is when Slack could not be asked', async () => {
    const { slack: fake, app: bare } = await running(mode);
    fake.faults.add('auth.test', { kind: 'status', status: 500 });
    await fake.user('alice').mention('lost');
    await fake.until(() => bare.log.text().includes('did not succeed'));
    await fake.user('alice').mention('heard');

    await fake.until(() => bare.heard.length > 0);
    expect(await whats(bare)).toEqual(['app_mention']);
    expect(bare.log.text()).not.toContain(fake.botToken);
  });
});

describe('requests over HTTP', () => {
  const COMMAND = { command: '/hvevent', text: '26', team_id: 'T1', user_id: 'U1', response_url: 'http://127.0.0.1:9' };

  it.each([
    ['with a good signature', {}, 200],
    ['five minutes ahead of us', { ageSeconds: -290 }, 200],
    ['five minutes old', { ageSeconds: 290 }, 200],
    ['older than that', { ageSeconds: 310 }, 401],
    ['from the future', { ageSeconds: -310 }, 401],
    ['from an hour ahead', { ageSeconds: -3600 }, 401],
    ['signed with another secret', { secret: '0'.repeat(32) }, 401],
    ['without a signature', { omit: true }, 401],
  ])('%s', async (_, signing, status) => {
    const { slack: fake, app: bare } = await running('http');
    const attempt = await fake.forge(COMMAND, signing);

    expect(attempt.status).toBe(status);
    expect(await whats(bare)).toEqual(status === 200 ? ['/hvevent'] : []);
  });

  interface Sent {
    body: string;
    type?: string;
    timestamp?: string;
    method?: string;
    signed?: boolean;
  }

  function send({ slack: fake, app: bare }: Running, { body, type, timestamp, method = 'POST', signed = true }: Sent) {
    const at = timestamp ?? String(Math.floor(Date.now() / 1000));
    const digest = createHmac('sha256', fake.signingSecret).update(`v0:${at}:${body}`).digest('hex');
    const headers = {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(signed ? { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${digest}` } : {}),
    };
    const sent = method === 'POST' ? { method, headers, body: Buffer.from(body) } : { method, headers };
    return fetch(`${bare.url}/slack/events`, sent);
  }

  it.each([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-8',
    'Application/X-WWW-Form-Urlencoded;charset=UTF-8',
  ])('as %s', async (type) => {
    const both = await running('http');
    const response = await send(both, { body: new URLSearchParams(COMMAND).toString(), type });

    expect(response.status).toBe(200);
    expect(await whats(both.app)).toEqual(['/hvevent']);
  });

  it.each(['abc', '1e9', '-5', '', '0x5f5e100', '99999999999999'])('with the time %j', async (timestamp) => {
    const both = await running('http');
    const response = await send(both, { body: new URLSearchParams(COMMAND).toString(), timestamp });

    expect(response.status).toBe(401);
    expect(await whats(both.app)).toEqual([]);
  });

  it('too long, before their signature is looked at', async () => {
    const both = await running('http');
    const response = await send(both, { body: 'x'.repeat(1024 * 1024 + 1), signed: false });
    expect(response.status).toBe(413);
  });

  it.each(['GET', 'HEAD', 'PUT'])('with %s', async (method) => {
    const both = await running('http');
    const response = await send(both, { body: '', method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('that check the address: the challenge is echoed if it is signed', async () => {
    const both = await running('http');
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const good = await send(both, { body, type: 'application/json' });
    const bad = await send(both, { body, type: 'application/json', signed: false });

    expect(await good.json()).toEqual({ challenge: 'abc' });
    expect(bad.status).toBe(401);
  });

  it('that check the connection carry nothing in', async () => {
    const both = await running('http');
    const body = new URLSearchParams({ ...COMMAND, ssl_check: '1' }).toString();
    const response = await send(both, { body, type: 'application/x-www-form-urlencoded', signed: false });

    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await whats(both.app)).toEqual([]);
  });

  it.each([
    ['{', 'application/json'],
    ['', 'application/json'],
    ['\u0000', 'application/json'],
    ['[]', 'application/json'],
    ['null', 'application/json'],
    ['"x"', 'application/json'],
    ['payload=%7B', 'application/x-www-form-urlencoded'],
    ['payload=null', 'application/x-www-form-urlencoded'],
    ['payload=', 'application/x-www-form-urlencoded; charset=utf-8'],
  ])('that hold no object, though signed: %j as %s', async (body, type) => {
    const both = await running('http');
    const response = await send(both, { body, type });

    expect(response.status).toBe(400);
    expect(await whats(both.app)).toEqual([]);
  });

  it.each(['{"event":null,"event_id":"Ev1"}', '{"type":"event_callback","event":{}}', '{"type":"block_actions"}'])(
    'whose object is none of ours do no harm: %s',
    async (body) => {
      const both = await running('http');
      const odd = send(both, { body, type: 'application/json' });
      const command = await both.slack.forge(COMMAND, {});

      expect(command.status).toBe(200);
      await both.app.close();
      await odd.catch(() => undefined);
      app = undefined;
    },
  );

  it('leave neither token, secret nor text in the log', async () => {
    const both = await running('http');
    await both.slack.forge({ ...COMMAND, text: 'very private' }, { secret: 'wrong' });
    await send(both, { body: '{"very private', type: 'application/json' });

    expect(both.app.log.lines.length).toBeGreaterThan(0);
    expect(both.app.log.text()).not.toMatch(/very private|xoxb-|xapp-/);
    expect(both.app.log.text()).not.toContain(both.slack.signingSecret);
  });

  it('have no pages for installing when there is one workspace', async () => {
    const both = await running('http');
    expect([...both.app.receiver.rawRoutes.keys()]).toEqual(['/slack/events']);
  });
});

describe('Socket Mode', () => {
  it('hears every command while Slack renews its connections, and opens them again at once', async () => {
    const { slack: fake, app: bare } = await running('socket');
    for (let round = 1; round <= 5; round++) {
      bare.clock.forward(3_600_000);
      fake.sockets.disconnect('warning');
      const commands = [fake.user('alice').command('/hvevent 1'), fake.user('alice').command('/hvevent 2')];
      fake.sockets.disconnect('refresh_requested');
      commands.push(fake.user('alice').command('/hvevent 3'));
      expect((await Promise.all(commands)).map(({ acked }) => acked)).toEqual([true, true, true]);
      await fake.until(() => connected(bare.log) === 2 + round && fake.sockets.connections() === 2);
    }

    expect(await whats(bare)).toHaveLength(15);
    expect(waitsOf(bare)).toEqual([]);
  });

  it('comes back when all connections are cut', async () => {
    const { slack: fake, app: bare } = await running('socket');
    bare.clock.forward(3_600_000);
    fake.sockets.cut();
    await fake.until(() => connected(bare.log) === 4);

    expect((await fake.user('alice').command('/hvevent 26')).acked).toBe(true);
    expect(waitsOf(bare)).toEqual([]);
  });

  it('does not hurry when connections are closed as soon as they stand', async () => {
    const { slack: fake, app: bare } = await running('socket');
    fake.sockets.cut();
    await fake.until(() => waitsOf(bare).length === 2);

    expect(waitsOf(bare)).toEqual([1000, 1000]);
    expect(fake.calls('apps.connections.open')).toHaveLength(2);
  });

  it('tries ever more slowly while Slack cannot be reached, and comes back', async () => {
    const { slack: fake, app: bare } = await running('socket');
    bare.clock.forward(3_600_000);
    fake.faults.add('apps.connections.open', { kind: 'status', status: 503 }, 14);
    fake.sockets.cut();
    const steps = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    for (const [index, step] of steps.entries()) {
      await fake.until(() => waitsOf(bare).length === 2 * index + 2, { what: `a wait of ${step} ms` });
      bare.clock.forward(step);
    }
    await fake.until(() => connected(bare.log) === 4);

    expect(waitsOf(bare)).toEqual(steps.flatMap((step) => [step, step]));
    expect((await fake.user('alice').command('/hvevent 26')).acked).toBe(true);
  });

  it('waits as long as Slack says when it asks too often', async () => {
    const { slack: fake, app: bare } = await running('socket');
    bare.clock.forward(3_600_000);
    fake.faults.add('apps.connections.open', { kind: 'rate-limited', retryAfterSeconds: 45 });
    fake.sockets.disconnect('refresh_requested');
    await fake.until(() => waitsOf(bare).length === 1);

    expect(waitsOf(bare)).toEqual([45_000]);
    bare.clock.forward(45_000);
    await fake.until(() => connected(bare.log) === 3);
  });

  it('says that the token is refused and what to do, and goes on trying', async () => {
    slack = await createFakeSlack({ mode: 'socket' });
    const settings = { delivery: { mode: 'socket', appToken: 'xapp-wrong' } } as const;
    app = await bareApp(slack, { mode: 'socket', store, settings });
    const { clock, log } = app;
    await slack.until(() => clock.waits.filter((wait) => wait === 60_000).length === 2);

    expect(log.text()).toMatch(/no connection.*SLACK_APP_TOKEN/);
    expect(log.text()).not.toContain('xapp-');
    clock.forward(60_000);
    await slack.until(() => slack?.calls('apps.connections.open').length === 4);
  });
});
