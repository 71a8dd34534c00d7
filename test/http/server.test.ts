import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningApp, send } from './running-app.ts';
import { hvevent, type HveventProcess, servingAt } from './server-process.ts';

/** Others may be using the machine. */
const PATIENT = { timeout: 20_000 };

let cwd = '';
let processes: HveventProcess[] = [];
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'hvevent-server-'));
  processes = [];
});
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.map(({ ended }) => ended));
  rmSync(cwd, { recursive: true, force: true });
});

async function serving(env: Record<string, string> = {}) {
  const server = await servingAt({ cwd, env });
  processes.push(server);
  return server;
}

/** What it says and how it ends when it cannot start. */
async function refused(env: Record<string, string>): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const started = hvevent(['serve'], { cwd, env });
  processes.push(started);
  const { code } = await started.ended;
  return { code, stderr: started.stderr(), stdout: started.stdout() };
}

const ready = async (url: string) => (await fetch(`${url}/readyz`)).json();

describe('hvevent serve', () => {
  it('says where it is, answers, and ends in good order at SIGTERM', async () => {
    const server = await serving();
    expect(server.stdout()).toMatch(/^hvevent is at http:\/\/127\.0\.0\.1:\d+\n$/);

    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok\n');
    expect(await ready(server.url)).toMatchObject({
      ready: true,
      draining: false,
      knowledge: { version: expect.stringMatching(/^[0-9a-f]{12}$/), problems: [] },
      store: { engine: 'sqlite', place: join(cwd, 'data', 'hvevent.db'), answers: true },
    });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
    expect(metrics).toMatch(/^hvevent_knowledge_entries [1-9]/m);

    server.child.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    const lines = server
      .stderr()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(lines[0]).toBe('started');
    expect(lines.slice(-2)).toEqual(['stopping', 'stopped']);
  });

  it('finishes a request that is under way at SIGTERM, and takes no new ones', async () => {
    const server = await serving();
    const socket = await open(server.port);
    const body = '{"text":"VMSMP 26"}';
    const head = `POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 5));
    await fetch(`${server.url}/healthz`);

    server.child.kill('SIGTERM');
    await expect.poll(() => server.stderr(), PATIENT).toContain('stopping');
    await expect.poll(() => fetch(`${server.url}/healthz`).then(String, () => 'refused'), PATIENT).toBe('refused');
    const reply = everythingFrom(socket);
    socket.write(body.slice(5));

    expect(await reply).toMatch(/^HTTP\/1\.1 200 [^]*"key":"vmsmp\/26"/);
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('ends at once at the second signal', async () => {
    const server = await serving();
    const socket = await open(server.port);
    socket.on('error', () => undefined);
    socket.write('POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n');
    await fetch(`${server.url}/healthz`);
    server.child.kill('SIGTERM');
    await expect.poll(() => server.stderr(), PATIENT).toContain('stopping');
    server.child.kill('SIGINT');

    expect((await server.ended).code).toBe(70);
  });

  it('keeps the last good knowledge when a local file breaks, and says so', async () => {
    const local = join(cwd, 'local');
    mkdirSync(join(local, 'events', 'vmsmp'), { recursive: true });
    const server = await serving({ HVEVENT_KNOWLEDGE: local });
    writeFileSync(join(local, 'events', 'vmsmp', '999.yaml'), 'title: [broken\n');

    await expect
      .poll(() => ready(server.url), PATIENT)
      .toMatchObject({
        ready: true,
        knowledge: { problems: [{ file: expect.stringContaining('999.yaml'), message: expect.any(String) }] },
      });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
      'hvevent_knowledge_reloads_total{outcome="refused"} 1',
    );
    expect(server.stderr()).toContain('knowledge refused');
  });
});

describe('what keeps hvevent serve from starting', () => {
  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr, stdout } = await refused({ HVEVENT_PORT: String(port) });
    other.close();

    expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
    expect(stderr).toMatch(/^hvevent: Port \d+ on 127\.0\.0\.1 is taken by another program: .*HVEVENT_PORT.*\n$/);
  });

  it('an address that is not ours', async () => {
    const { code, stderr } = await refused({ HVEVENT_HOST: '192.0.2.1', HVEVENT_PORT: '0' });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^hvevent: "192\.0\.2\.1" is no address of this machine: .*HVEVENT_HOST.*\n$/);
  });

  it('wrong settings, all at once and nothing else', async () => {
    writeFileSync(join(cwd, 'hvevent.yaml'), 'server:\n  port: 99999\n  colour: red\nlanguage: de\n');
    const { code, stderr, stdout } = await refused({
      HVEVENT_HOST: 'a b',
      DATABASE_URL: 'mysql://root:secret-word@db/x',
    });

    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/hvevent\.yaml:2: .*port.*99999.*0 to 65535/),
      expect.stringMatching(/hvevent\.yaml:3: .*colour.*Allowed: host, port, publicUrl, logLevel/),
      expect.stringMatching(/hvevent\.yaml:4: .*"de".*auto, en, ja/),
      expect.stringMatching(/HVEVENT_HOST: "a b" is not allowed/),
      expect.stringMatching(/DATABASE_URL: the value is not allowed/),
    ]);
    expect(stderr).not.toContain('secret-word');
  });

  it('knowledge with faults', async () => {
    mkdirSync(join(cwd, 'local', 'events', 'vmsmp'), { recursive: true });
    writeFileSync(join(cwd, 'local', 'events', 'vmsmp', '999.yaml'), 'title: 5\n');
    const { code, stderr } = await refused({ HVEVENT_KNOWLEDGE: join(cwd, 'local'), HVEVENT_PORT: '0' });

    expect(code).toBe(70);
    expect(stderr).toMatch(/^hvevent: The knowledge cannot be used: .*999\.yaml.*kb lint.*\n$/);
  });

  it.each([
    ['a knowledge directory that does not exist', { HVEVENT_KNOWLEDGE: '/nowhere/at/all' }, /nowhere.*cannot be read/],
    ['a data folder that is a file', { HVEVENT_DATA: 'taken/by/a/file' }, /cannot be opened .*HVEVENT_DATA/],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgres://u:secret-word@127.0.0.1:1/db' },
      /127\.0\.0\.1:1\/db cannot be used/,
    ],
  ])('%s', async (_, env, message) => {
    writeFileSync(join(cwd, 'taken'), '');
    const { code, stderr, stdout } = await refused({ HVEVENT_PORT: '0', ...env });

    expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/secret-word| at .*\.ts:\d/);
  });
});

describe('the app on its own', () => {
  it('is not ready while it stops, and while the store does not answer', async () => {
    let draining = false;
    const app = await runningApp({
      draining: () => draining,
      problems: Array.from({ length: 25 }, (_, line) => ({ file: 'x.yaml', line, rule: 'r', message: 'wrong' })),
    });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    draining = true;
    const response = await fetch(`${app.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ draining: true, knowledge: { moreProblems: 5 } });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    await app.close();

    const hanging = await runningApp({ store: (db) => ({ ...db, all: () => new Promise(() => undefined) }) });
    const slow = await fetch(`${hanging.url}/readyz`);
    expect([slow.status, await slow.json()]).toEqual([
      503,
      expect.objectContaining({ store: expect.objectContaining({ answers: false }) }),
    ]);
    await hanging.close();
  });

  it('hands raw requests to their handler before any route', async () => {
    const seen: string[] = [];
    const app = await runningApp({
      rawRoutes: new Map([
        [
          '/slack/events',
          (incoming, outgoing) => {
            seen.push(incoming.url ?? '');
            outgoing.end('raw');
          },
        ],
      ]),
    });
    const headers = { Origin: 'https://elsewhere.example', Host: 'tunnel.example' };
    const reply = await send({ port: app.port, method: 'POST', path: '/slack/events?x=1', headers });

    expect([reply.text, seen]).toEqual(['raw', ['/slack/events?x=1']]);
    expect((await fetch(`${app.url}/slack/events/more`)).status).toBe(404);
    await app.close();
  });

  it('cuts what does not end in time', async () => {
    const app = await runningApp();
    const socket = await open(app.port);
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(
      'POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await fetch(`${app.url}/healthz`);

    expect(await app.drain(100)).toBe(false);
    await closed;
    await app.close();
  });

  it('lets a connection that is kept alive go after its answer', async () => {
    const app = await runningApp();
    const socket = await open(app.port);
    const reply = everythingFrom(socket);
    socket.write(
      'POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nVMSM',
    );
    await fetch(`${app.url}/healthz`);
    // Less than an idle connection is kept.
    const drained = app.drain(3000);
    socket.write('P 26');

    expect(await drained).toBe(true);
    expect(await reply).toContain('vmsmp/26');
    await app.close();
  });
});

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Until the other side hangs up. */
function everythingFrom(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
}
