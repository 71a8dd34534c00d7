import { createServer } from 'node:http';
import { SocketModeReceiver } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { client, fake, open, started } from './run-fake.ts';
import { silentLogger, startTinyApp } from './tiny-app.ts';

describe('signed requests', () => {
  test.each([
    ['good', {}, 200],
    ['a foreign secret', { secret: 'x'.repeat(32) }, 401],
    ['301 seconds old', { ageSeconds: 301 }, 401],
    ['an hour in the future, which Bolt lets pass', { ageSeconds: -3600 }, 200],
    ['none', { omit: true }, 401],
  ])('signature %s', async (_name, signing, status) => {
    const { slack } = await started('http');
    const { payload } = await slack.user('alice').command('/hvevent 26');
    expect((await slack.forge(payload, signing)).status).toBe(status);
  });

  test('a failing request URL: three repeats with reasons, and X-Slack-No-Retry ends them', async () => {
    const seen: unknown[] = [];
    let noRetry = false;
    const server = createServer((request, response) => {
      seen.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      response.writeHead(500, noRetry ? { 'x-slack-no-retry': '1' } : {}).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(async () => void server.close());
    const slack = await fake({ mode: 'http' });
    slack.setRequestUrl(`http://127.0.0.1:${(server.address() as { port: number }).port}/slack/events`);

    const given = await slack.user('alice').dm('hello');
    expect(given).toMatchObject({ acked: false, status: 500 });
    expect(seen).toEqual([[undefined, undefined], ...['1', '2', '3'].map((num) => [num, 'http_error'])]);
    seen.length = 0;
    noRetry = true;
    await slack.user('alice').dm('hello again');
    expect(seen).toHaveLength(1);
  });

  test('a throwing listener is repeated when the app answers after it has run', async () => {
    const slack = await fake({ mode: 'http' });
    const app = await startTinyApp(slack, 'http', { processBeforeResponse: true });
    open.push(app.stop);
    const retries: unknown[] = [];
    app.app.event('app_mention', async ({ context }) => {
      retries.push(context.retryNum, context.retryReason);
      if (context.retryNum !== 2) throw new Error('not now');
    });
    const mentioned = await slack.user('alice').mention('26');
    expect(mentioned.attempts.map(({ outcome }) => outcome)).toEqual(['http_error', 'http_error', 'acked']);
    expect(retries).toEqual([undefined, undefined, 1, 'http_error', 2, 'http_error']);
  });
});

describe('Socket Mode', () => {
  test('a refresh leaves a gap in which commands fail; a second instance closes it', async () => {
    const slack = await fake();
    // App does not pass clientPingTimeout on, which is how long Bolt waits before it connects again.
    const installerOptions = { clientOptions: { slackApiUrl: slack.apiUrl } };
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      clientPingTimeout: 400,
      installerOptions,
      logger: silentLogger(),
    });
    const first = await startTinyApp(slack, 'socket', { receiver });
    open.push(first.stop);
    const alice = slack.user('alice');

    slack.sockets.disconnect('refresh_requested');
    expect(await alice.command('/hvevent 26')).toMatchObject({ acked: false, userSaw: 'dispatch_failed' });
    expect(alice.sees().at(-1)?.text).toBe('/hvevent failed with the error "dispatch_failed"');
    await slack.until(() => slack.sockets.connections() === 1, { timeoutMs: 8000, what: 'the new connection' });
    expect(await alice.command('/hvevent 26')).toMatchObject({ acked: true });

    const second = await startTinyApp(slack, 'socket');
    open.push(second.stop);
    slack.sockets.disconnect('refresh_requested');
    expect(await alice.command('/hvevent 26')).toMatchObject({ acked: true });
    expect(second.heard).toEqual(['command 26']);
  }, 15_000);

  test('a connection address is good once', async () => {
    const slack = await fake();
    const { url } = await client(slack, slack.appToken).apps.connections.open();
    const hello = (socket: WebSocket) =>
      new Promise((resolve) => {
        socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
        socket.once('error', () => resolve('refused'));
      });
    expect(await hello(new WebSocket(url!))).toMatchObject({ type: 'hello', num_connections: 1 });
    expect(await hello(new WebSocket(url!))).toBe('refused');
  });

  test('a Bolt ack that comes late is not taken', async () => {
    const { slack, app } = await started('socket', { knobs: { ackLimitMs: 60 } });
    app.shortcut('late', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 90));
      await ack();
    });
    const alert = slack.otherBot({ text: 'x' });
    expect(await slack.user('alice').shortcut('late', alert)).toMatchObject({
      acked: false,
      userSaw: 'operation_timeout',
    });
  });
});

describe('response_url', () => {
  test('five answers, then 404; expired after half an hour', async () => {
    let now = Date.now();
    const { slack } = await started('socket', { now: () => now });
    const alice = slack.user('alice');
    const { payload } = await alice.command('/hvevent 26');
    await slack.idle();
    const answer = (text: string) =>
      fetch(String(payload['response_url']), { method: 'POST', body: JSON.stringify({ text }) }).then(
        async (response) => [response.status, await response.json()],
      );
    for (const text of ['2', '3', '4', '5']) expect(await answer(text)).toEqual([200, { ok: true }]);
    expect(await answer('6')).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(alice.sees().map(({ text }) => text)).toEqual(['VMSMP 26', '2', '3', '4', '5']);
    now += 31 * 60_000;
    expect(await answer('7')).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  test('bad blocks are refused, shown to nobody and recorded', async () => {
    const { slack } = await started('socket');
    const alice = slack.user('alice');
    const { payload } = await alice.command('/hvevent 26');
    await slack.idle();
    const body = JSON.stringify({ blocks: [{ type: 'sectoin' }] });
    const response = await fetch(String(payload['response_url']), { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(alice.sees()).toHaveLength(1);
    expect(slack.state.violations).toMatchObject([{ pointer: '/blocks/0/type', message: 'unsupported type: sectoin' }]);
  });
});
