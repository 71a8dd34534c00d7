import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postJson, type Reply, runningApp, type RunningApp, send } from './running-app.ts';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

let app: RunningApp;
beforeAll(async () => {
  app = await runningApp({ settings: { publicUrl: 'http://events.example.com:8443' } });
});
afterAll(() => app.close());

const ask = (headers: Record<string, string>, port = app.port): Promise<Reply> =>
  send({ port, method: 'POST', path: '/v1/ask', headers: { 'Content-Type': 'application/json', ...headers } }, [
    '{"text":"VMSMP 26"}',
  ]);

const codeOf = ({ text }: Reply): unknown => (JSON.parse(text) as { error?: { code?: unknown } }).error?.code;

describe('every response', () => {
  it.each([
    ['GET', '/', 200],
    ['GET', '/healthz', 200],
    ['GET', '/v1/knowledge', 200],
    ['GET', '/nothing/here', 404],
    ['GET', '/v1/ask', 405],
    ['POST', '/v1/ask', 415],
  ])('%s %s carries the security headers', async (method, path, status) => {
    const { headers, ...reply } = await send({ port: app.port, method, path });

    expect(reply.status).toBe(status);
    expect(headers).toMatchObject({
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-frame-options': 'DENY',
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('demands TLS for the future only where people come through TLS', async () => {
    const secure = await runningApp({ settings: { publicUrl: 'https://events.example.com' } });
    const { headers } = await fetch(`${secure.url}/healthz`);

    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    await secure.close();
  });
});

describe('the Host header, bound to loopback', () => {
  it.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST',
    '127.0.0.1:1',
    '[::1]:8080',
    'events.example.com',
    'events.example.com:8443',
  ])('answers to %s', async (host) => {
    expect((await send({ port: app.port, path: '/v1/knowledge', headers: { Host: host } })).status).toBe(200);
  });

  it.each([
    'rebound.example',
    'rebound.example:8080',
    '127.0.0.1.rebound.example',
    'localhost.rebound.example',
    '192.168.0.5',
  ])('refuses %s', async (host) => {
    const reply = await send({ port: app.port, path: '/v1/knowledge', headers: { Host: host } });
    expect([reply.status, codeOf(reply)]).toEqual([421, 'wrong-host']);
    expect(reply.text).toContain('server.publicUrl');
    expect(reply.text).not.toContain('rebound');
  });

  it('answers to every name when it is bound to a network', async () => {
    const open = await runningApp({ settings: { host: '0.0.0.0' } });
    const reply = await send({ port: open.port, path: '/healthz', headers: { Host: 'any.example' } });

    expect(reply.status).toBe(200);
    await open.close();
  });

  it.each(['', 'a b', 'x/../y', 'user@localhost', 'localhost#', '\u0001'])('survives the host %j', async (host) => {
    const reply = await raw(app.port, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(reply).toMatch(/^HTTP\/1\.1 (400|421) /);
  });
});

describe('requests from pages of other sites', () => {
  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:8080' }],
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ Origin: 'http://localhost:9999' }],
    [{ Origin: 'javascript:alert(1)' }],
  ])('%j changes nothing', async (headers) => {
    const reply = await ask({ Host: 'localhost:8080', ...headers });
    expect([reply.status, codeOf(reply)]).toEqual([403, 'cross-site']);
  });

  it.each([
    [{}],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost:8080' }],
    [{ 'Sec-Fetch-Site': 'none' }],
    [{ Origin: 'http://localhost:8080' }],
    [{ Origin: 'http://events.example.com:8443' }],
  ])('%j is our own page, or a program', async (headers) => {
    expect((await ask({ Host: 'localhost:8080', ...headers })).status).toBe(200);
  });

  it('may be read from where links point', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    expect((await send({ port: app.port, path: '/healthz', headers })).status).toBe(200);
  });

  it('a form that pretends to be plain text is refused', async () => {
    const headers = { 'Content-Type': 'text/plain', Origin: 'https://evil.example' };
    expect((await ask(headers)).status).toBe(403);
  });
});

describe('request ids', () => {
  it('are taken over when they are plain', async () => {
    const { headers } = await fetch(`${app.url}/healthz`, { headers: { 'X-Request-Id': 'trace-42_a' } });
    expect(headers.get('x-request-id')).toBe('trace-42_a');
    expect(app.logged()).toContain('"requestId":"trace-42_a"');
  });

  it.each(['a b', 'a"b', 'x'.repeat(65), '<script>', 'é'])('are replaced when they are %j', async (id) => {
    const { headers } = await send({ port: app.port, path: '/healthz', headers: { 'X-Request-Id': id } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('hostile text', () => {
  const MARK = 'hostile-marker';
  const HOSTILE = [
    `${MARK}\u001b[31mred\u001b[0m`,
    `${MARK}\n{"level":"error","msg":"forged"}`,
    `${MARK}\r\n\r\nHTTP/1.1 200 OK`,
    `${MARK}\u202egnp.exe`,
    `${MARK}<script>alert(1)</script>`,
    `${MARK}\u0000\u0007\u009b31m`,
    `${MARK}\u2028\u2029\ud800`,
    `${MARK}${'A'.repeat(100_000)}`,
  ];

  it('never reaches the log, wherever a user can put it', async () => {
    for (const text of HOSTILE) {
      const encoded = encodeURIComponent(text.toWellFormed()).slice(0, 4000);
      await postJson(`${app.url}/v1/ask`, { text: `Source: ${text} Event ID: 5`, lang: 'en' });
      await postJson(`${app.url}/v1/ask`, { text, lang: text, [text]: 1 });
      await postJson(`${app.url}/v1/ask`, `{"${text}`);
      await postJson(`${app.url}/v1/feedback`, { opinion: text, note: text });
      await fetch(`${app.url}/v1/ask?lang=${encoded}`, { method: 'POST', body: text });
      await fetch(`${app.url}/${encoded}?q=${encoded}`);
      await fetch(`${app.url}/events/${encoded}/5`);
      await fetch(`${app.url}/healthz`, { headers: { 'User-Agent': MARK, Referer: `http://x/${MARK}`, Cookie: MARK } });
      await fetch(`${app.url}/v1/ask`, { method: 'POST', headers: { 'Content-Type': `x/${MARK}` }, body: text });
      await send({ port: app.port, path: '/healthz', headers: { Host: `${MARK}.example` } });
      await send({ port: app.port, path: '/', method: 'PROPFIND', headers: { 'X-Request-Id': `${MARK}!` } });
    }
    const lines = app.logged().trimEnd().split('\n');

    expect(app.logged()).not.toContain(MARK);
    expect(app.logged()).toMatch(/^[\u0020-\u007e\n]*$/);
    expect(lines.length).toBeGreaterThan(HOSTILE.length * 10);
    for (const line of lines) {
      const { msg, route } = JSON.parse(line) as { msg: string; route?: string };
      expect(['request', 'request refused']).toContain(msg);
      if (route !== undefined) expect(route).toMatch(/^(other|\/[\w/:*-]*)$/);
    }
  });

  it('never becomes a label of a metric', async () => {
    await fetch(`${app.url}/${MARK}`, { method: 'POST', headers: { 'X-Request-Id': MARK } });
    await send({ port: app.port, path: '/', method: 'PROPFIND' });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();

    expect(metrics).not.toContain(MARK);
    expect(metrics).toContain('route="/v1/ask"');
    expect(metrics).toContain('method="other"');
    expect(metrics).not.toContain('PROPFIND');
  });

  it('of a fault is made harmless before it is logged, and the answer holds nothing of it', async () => {
    const broken = await runningApp({
      parts: {
        answerer: () => {
          throw new Error(`a\u001b[31m fault\nwith lines ${'x'.repeat(5000)}`);
        },
      },
    });
    const response = await fetch(`${broken.url}/v1/knowledge`);

    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: 'failure' } });
    const line =
      broken
        .logged()
        .split('\n')
        .find((each) => each.includes('request failed')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      reason: expect.stringContaining('a␛[31m fault with lines'),
    });
    expect(line.length).toBeLessThan(1000);
    expect(line).not.toContain('.ts:');
    await broken.close();
  });
});

/** What HTTP libraries refuse to send. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let reply = '';
    socket.on('data', (chunk) => (reply += chunk.toString()));
    socket.on('close', () => resolve(reply));
    socket.on('error', reject);
  });
}
