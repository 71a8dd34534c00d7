import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync, deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpSettings } from '../../adapters/http/parts.ts';
import { type Alerts, type IntakeBatch, Overloaded } from '../../src/alerts/alerts.ts';
import { type AppOptions, runningApp, type RunningApp, send } from './running-app.ts';

const TOKENS = [
  { name: 'wec1', token: 'first-token-of-wec1' },
  { name: 'wec2', token: 'token-of-the-second' },
];
const OWN = { provider: 'VMSMP', eventId: 26, computer: 'HV01', channel: 'System', recordId: 1, message: 'm' };
const MIB = 1024 * 1024;

/** What alerts owe to intake: stores at once, knows batches and records again. */
function fakeAlerts(accept?: (batch: IntakeBatch) => Promise<void>) {
  const batches: IntakeBatch[] = [];
  const alerts: Pick<Alerts, 'accept' | 'preview'> = {
    async accept(batch) {
      await accept?.(batch);
      const repeated = batches.some(({ batchId }) => batchId === batch.batchId);
      const seen = new Set(batches.flatMap(({ events }) => events.map(({ event }) => event.recordId)));
      const duplicates = repeated ? 0 : batch.events.filter(({ event }) => seen.has(event.recordId)).length;
      batches.push(batch);
      return { accepted: batch.events.length - duplicates, duplicates, repeated };
    },
    preview: (events, source, lang = 'en') =>
      events.map(({ event }) => ({
        event,
        finding: {
          kind: 'unknown',
          verdict: 'unknown',
          inserts: {},
          evidence: [],
          confidence: 1,
          count: 1,
          references: [],
        },
        route: { route: source, mode: 'count', to: [], lang, shadow: false },
      })),
  };
  return { alerts, batches };
}

let app: RunningApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

interface Given {
  settings?: Partial<HttpSettings>;
  tokens?: typeof TOKENS;
  accept?: (batch: IntakeBatch) => Promise<void>;
  mostBytes?: number;
  now?: () => number;
}

async function started({ settings, tokens = TOKENS, accept, mostBytes, now }: Given = {}) {
  const { alerts, batches } = fakeAlerts(accept);
  const intake = { alerts, tokens, ...(mostBytes === undefined ? {} : { mostBytes }) };
  const options: AppOptions = { ...(settings && { settings }), parts: { intake, ...(now && { now }) } };
  app = await runningApp(options);
  const { url } = app;
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/v1/events') =>
    fetch(url + path, { method: 'POST', body, headers: { Authorization: 'Bearer first-token-of-wec1', ...headers } });
  return { url, post, batches, app };
}

async function errorCode(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

describe('who may send', () => {
  it.each([
    ['a bearer token', { Authorization: 'Bearer token-of-the-second' }, '', 'wec2'],
    ['any case of the scheme', { Authorization: 'bearer first-token-of-wec1' }, '', 'wec1'],
    ['the password of Basic', { Authorization: `Basic ${btoa('any:token-of-the-second')}` }, '', 'wec2'],
    ['the address, for those who can set no header', { Authorization: '' }, '?token=first-token-of-wec1', 'wec1'],
  ])('%s names the source', async (_what, headers, query, source) => {
    const { post, batches } = await started();

    expect((await post(JSON.stringify(OWN), headers, `/v1/events${query}`)).status).toBe(200);
    expect(batches.map((batch) => batch.source)).toEqual([source]);
  });

  it.each([
    ['no token', { Authorization: '' }],
    ['another token', { Authorization: 'Bearer first-token-of-wec2' }],
    ['the beginning of a token', { Authorization: 'Bearer first-token-of-wec' }],
    ['the name of a source', { Authorization: 'Bearer wec1' }],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['a scheme that is none', { Authorization: 'first-token-of-wec1' }],
  ])('%s is refused without a word, and nothing is kept', async (_what, headers) => {
    const { post, batches } = await started();
    for (const path of ['/v1/events', '/v1/events/preview']) {
      const response = await post(JSON.stringify(OWN), headers, path);
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('');
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect(batches).toEqual([]);
  });

  it.each([
    ['on loopback, everyone on this machine is "local"', {}, 200, 'local'],
    ['bound to all addresses, nobody', { host: '0.0.0.0' }, 401, undefined],
    ['behind a public address, nobody', { publicUrl: 'https://hvevent.contoso.test' }, 401, undefined],
  ])('without any token: %s', async (_what, settings, status, source) => {
    const { post, batches } = await started({ tokens: [], settings });

    expect((await post(JSON.stringify(OWN), { Authorization: '' })).status).toBe(status);
    expect(batches[0]?.source).toBe(source);
  });

  it('never writes a token to the log', async () => {
    const { post, app: running } = await started();
    await post('{}', { Authorization: 'Bearer wrong-token-of-someone' });
    await post('{}', { Authorization: '' }, '/v1/events?token=first-token-of-wec1');

    expect(running.logged()).toContain('/v1/events');
    expect(running.logged()).not.toMatch(/first-token|wrong-token/);
  });
});

describe('POST /v1/events', () => {
  it('answers what was taken and what was not, by place', async () => {
    const { post, batches } = await started();
    const response = await post(JSON.stringify([OWN, { nothing: 1 }, { ...OWN, recordId: 2 }]));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [{ index: 1, error: expect.stringContaining('does not look like a Windows event') as unknown }],
    });
    expect(batches).toMatchObject([
      { source: 'wec1', rejected: 1, events: [{ event: OWN }, { event: { recordId: 2 } }] },
    ]);
  });

  it('tells a request that was sent again from a new one, by source and body', async () => {
    const { post, batches } = await started();
    const body = JSON.stringify([OWN, { ...OWN, recordId: 2 }]);
    const answers = [];
    for (let i = 0; i < 2; i++) answers.push(await (await post(body)).json());
    await post(body, { Authorization: 'Bearer token-of-the-second' });

    expect(answers).toEqual([
      { accepted: 2, duplicates: 0, rejected: [] },
      { accepted: 0, duplicates: 2, rejected: [] },
    ]);
    const [first, second, other] = batches.map(({ batchId }) => batchId);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toBe(createHash('sha256').update(`wec1\n${body}`).digest('hex'));
  });

  it('the same words without a time or a record are another event when they come later', async () => {
    let at = 1_800_000_000_000;
    const { post, batches } = await started({ now: () => at });
    const body = 'The virtual disk of ERP-1 is nearly full.';
    for (const later of [0, 60_000, 600_000]) {
      at += later;
      await post(body);
    }
    const dated = JSON.stringify({ ...OWN, recordId: undefined, time: '2026-11-20T12:00:00Z' });
    for (const later of [0, 86_400_000]) {
      at += later;
      await post(dated);
    }
    const ids = batches.map(({ batchId }) => batchId);
    expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 0, 2, 3, 3]);
  });

  it('answers only when it is stored', async () => {
    const waiting: (() => void)[] = [];
    const { post } = await started({ accept: () => new Promise<void>((resolve) => void waiting.push(resolve)) });
    let isAnswered = false;
    const answer = post(JSON.stringify(OWN)).then((response) => {
      isAnswered = true;
      return response.status;
    });
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));

    expect(isAnswered).toBe(false);
    waiting[0]?.();
    expect(await answer).toBe(200);
  });

  it('503 and a time to come back when the store fails, without its words', async () => {
    const { post, app: running } = await started({ accept: () => Promise.reject(new Error('disk full at /secret')) });
    const response = await post(JSON.stringify(OWN));

    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await errorCode(response)).toBe('store-unavailable');
    expect(running.logged()).toContain('events could not be stored');
  });

  it('429 and a time to come back when too much is waiting', async () => {
    const { post } = await started({ accept: () => Promise.reject(new Overloaded(1500)) });
    const response = await post(JSON.stringify(OWN));

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('2');
  });

  it('reads gzip, deflate, and bodies without a length', async () => {
    const { post, url, batches } = await started();
    const body = JSON.stringify({ ...OWN, recordId: 99 });
    const port = Number(new URL(url).port);
    const headers = { Authorization: 'Bearer first-token-of-wec1' };

    expect((await post(gzipSync(body), { 'Content-Encoding': 'gzip' })).status).toBe(200);
    expect((await post(deflateSync(body), { 'Content-Encoding': 'deflate' })).status).toBe(200);
    const gz = new Uint8Array(readFileSync('test/replay/traps/08-batch.ndjson.gz'));
    expect(await (await post(gz, { 'Content-Encoding': 'gzip' })).json()).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1 }, { index: 2 }],
    });
    const chunked = {
      port,
      path: '/v1/events',
      method: 'POST',
      headers: { ...headers, 'Transfer-Encoding': 'chunked' },
    };
    expect((await send(chunked, [body.slice(0, 10), body.slice(10)])).status).toBe(200);
    expect(batches.map(({ events }) => events.length)).toEqual([1, 1, 2, 1]);
    expect(batches[1]?.batchId).toBe(batches[0]?.batchId);
  });

  it.each([
    ['an empty body', '', {}, 400, 'empty'],
    ['gzip that is none', 'x'.repeat(100), { 'Content-Encoding': 'gzip' }, 400, 'incomplete'],
    [
      'gzip that was cut',
      gzipSync(randomBytes(5000)).subarray(0, 2000),
      { 'Content-Encoding': 'gzip' },
      400,
      'incomplete',
    ],
    ['an encoding that is not known', 'x', { 'Content-Encoding': 'br' }, 415, 'wrong-encoding'],
    ['protobuf', 'x', { 'Content-Type': 'application/x-protobuf' }, 415, 'wrong-type'],
    ['a body too large', Buffer.alloc(8 * MIB + 1, 32), {}, 413, 'too-large'],
    [
      'a body that unpacks to too much',
      gzipSync(Buffer.alloc(200 * MIB)),
      { 'Content-Encoding': 'gzip' },
      413,
      'too-large',
    ],
    ['too many events', `${JSON.stringify({ provider: 'a', eventId: 1 })}\n`.repeat(5001), {}, 413, 'too-many'],
  ])('%s: nothing is kept, and the reason is said', async (_what, body, headers, status, code) => {
    const { post, batches } = await started();
    const response = await post(typeof body === 'string' ? body : new Uint8Array(body), headers);

    expect([response.status, await errorCode(response)]).toEqual([status, code]);
    expect(batches).toEqual([]);
    expect((await post(JSON.stringify(OWN))).status).toBe(200);
  });

  it('stops reading a body without a length at the limit', async () => {
    const { url } = await started();
    const port = Number(new URL(url).port);
    const headers = { Authorization: 'Bearer first-token-of-wec1', 'Transfer-Encoding': 'chunked' };
    const chunk = Buffer.alloc(MIB, 32);
    const reply = await send(
      { port, path: '/v1/events', method: 'POST', headers },
      Array.from({ length: 9 }, () => chunk),
    );

    expect(reply.status).toBe(413);
  });

  it('holds no more bytes than its budget, and has all of it back afterwards', async () => {
    const waiting: (() => void)[] = [];
    const { post } = await started({
      mostBytes: 3000,
      accept: () => new Promise<void>((resolve) => void waiting.push(resolve)),
    });
    const body = (recordId: number) => JSON.stringify({ ...OWN, recordId, message: 'x'.repeat(1200) });
    const first = [post(body(1)), post(body(2))];
    while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const third = await post(body(3));
    const packed = await post(gzipSync(body(4)), { 'Content-Encoding': 'gzip' });

    expect([third.status, third.headers.get('retry-after'), packed.status]).toEqual([429, '2', 429]);
    for (const resolve of waiting) resolve();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    for (let recordId = 5; recordId < 9; recordId++) {
      const before = waiting.length;
      const later = post(body(recordId));
      while (waiting.length === before) await new Promise((resolve) => setImmediate(resolve));
      waiting.at(-1)?.();
      expect((await later).status).toBe(200);
    }
  });

  it('counts by source and outcome', async () => {
    const { post, url } = await started();
    await post(JSON.stringify([OWN, {}]));
    await post(JSON.stringify([OWN, {}]));
    await post('x', { Authorization: 'Bearer nobody-has-this-one' });
    const metrics = await (await fetch(`${url}/metrics`)).text();

    expect(metrics).toContain('hvevent_intake_events_total{source="wec1",outcome="accepted"} 1');
    expect(metrics).toContain('hvevent_intake_events_total{source="wec1",outcome="duplicate"} 1');
    expect(metrics).toContain('hvevent_intake_events_total{source="wec1",outcome="rejected"} 2');
    expect(metrics).toContain('hvevent_intake_seconds_count{source="wec1"} 2');
    expect(metrics).toContain('hvevent_intake_refused_total{reason="unauthorized"} 1');
  });

  it('is not there without alerts', async () => {
    app = await runningApp();

    expect((await fetch(`${app.url}/v1/events`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('POST /v1/events/preview', () => {
  it('tells what would be read and posted where, and stores nothing', async () => {
    const { post, batches } = await started();
    const body = new Uint8Array(readFileSync('test/replay/shippers/vector.ndjson'));
    const response = await post(body, {}, '/v1/events/preview?lang=ja');

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      shape: 'vector',
      items: [
        { event: { eventId: 19_100 }, finding: { verdict: 'unknown' }, route: { route: 'wec1', lang: 'ja' } },
        { event: { eventId: 19_100 } },
      ],
      rejected: [],
    });
    expect(batches).toEqual([]);
  });

  it('says when nothing was read', async () => {
    const { post } = await started();

    expect(await (await post('{"a": 1}', {}, '/v1/events/preview')).json()).toMatchObject({
      shape: null,
      items: [],
      rejected: [{ index: 0 }],
    });
  });
});
