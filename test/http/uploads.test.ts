import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { triageFile } from '../../src/files/triage-file.ts';
import { listGaps } from '../../src/store/gaps.ts';
import { type WrittenEvent, writeEvtx } from '../files/evtx-writer.ts';
import { elementsWith, pageApp } from './page-app.ts';
import { type RunningApp, runningApp, send } from './running-app.ts';
import type { ReadUpload } from '../../adapters/http/parts.ts';

const readUpload: ReadUpload = (bytes, name, { answerer, ...options }) =>
  triageFile({ bytes, name }, answerer, options);
const FORM = 'application/x-www-form-urlencoded';
/** Others may be using the machine. */
const PATIENT = { timeout: 20_000 };

let app: RunningApp;
let held: { signal: AbortSignal | undefined; done: () => void }[] = [];
beforeEach(async () => {
  held = [];
  app = await runningApp({ parts: { readUpload } });
});
afterEach(() => app.close());

function unknownEvent(recordId: number, eventId: number): WrittenEvent {
  const place = { level: 2, channel: 'System', computer: 'HOST01' };
  return { ...place, recordId, eventId, provider: 'NoSuchSource', time: 132_000_000_000_000_000n, data: ['10.1.2.3'] };
}

function upload(url: string, bytes: Uint8Array<ArrayBuffer>, name = 'System.evtx'): Promise<Response> {
  const body = new FormData();
  body.append('text', '');
  body.append('file', new File([bytes], name));
  return fetch(url, { method: 'POST', body });
}

describe('events of a file', () => {
  it('that are not known are counted for the authors, one gap a source and ID', async () => {
    const events = Array.from({ length: 40 }, (_, i) => unknownEvent(i + 1, 900 + (i % 4)));
    const page = await upload(`${app.url}/`, new Uint8Array(writeEvtx([events])));

    expect(page.status).toBe(200);
    await expect.poll(() => listGaps(app.store), PATIENT).toHaveLength(4);
    const [gap] = await listGaps(app.store);
    expect(gap).toMatchObject({ provider: 'NoSuchSource', asked: 10, level: 'error' });
    expect(gap?.sample).not.toContain('10.1.2.3');
  });

  it('a name of a million characters is cut', async () => {
    const page = await pageApp().post('/', [['file', new File(['VMSMP 26'], `${'n'.repeat(1_000_000)}.txt`)]]);

    expect(page.status).toBe(200);
    expect(page.html.length).toBeLessThan(40_000);
    expect(elementsWith(page, 'bdi')[0]?.text).toMatch(/^n{260}…$/);
  });
});

describe('a form of too many fields is refused before it is taken apart', () => {
  const part = '--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\nno\r\n';
  it.each([
    ['pairs of one name', FORM, 'a&'.repeat(1_000_000)],
    ['more text than a form may have', FORM, `text=${'%41'.repeat(1_000_000)}`],
    ['parts', 'multipart/form-data; boundary=x', `${part.repeat(100_000)}--x--\r\n`],
    ['parts, with a quoted boundary', 'multipart/form-data; charset=utf-8; boundary="x"', `${part.repeat(3000)}--x--`],
    ['no boundary', 'multipart/form-data', `${part}--x--\r\n`],
    ['another type', 'application/json', '{"text": "VMSMP 26"}'],
  ])('%s', async (_what, type, body) => {
    const response = await fetch(`${app.url}/`, { method: 'POST', headers: { 'Content-Type': type }, body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('The form could not be read');
  });

  it('all answers that a paste can ask for are not too many', async () => {
    const answers = Array.from({ length: 500 }, (_, i) => `answer=a/b/c${i}:yes`).join('&');
    const body = `text=VMSMP+26&${answers}`;
    const response = await fetch(`${app.url}/`, { method: 'POST', headers: { 'Content-Type': FORM }, body });
    expect(response.status).toBe(200);
  });
});

describe('many files at once', () => {
  /** Holds each file until it is let go. */
  const holding: ReadUpload = (bytes, name, { signal, ...options }) =>
    new Promise((resolve, reject) => {
      const done = () => void readUpload(bytes, name, options).then(resolve, reject);
      held.push({ signal, done });
      signal?.addEventListener('abort', () => reject(new Error('nobody waits')));
    });
  const log = new Uint8Array(1024 * 1024 + 8);
  log.set(new TextEncoder().encode('ElfFile\0'));

  it('some are read, some wait, the rest is told to come again, and everything else goes on', async () => {
    const busy = await runningApp({ parts: { readUpload: holding } });
    const sent = Array.from({ length: 42 }, () => upload(`${busy.url}/`, log));
    const early = await Promise.race(sent);

    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '10']);
    expect(early.headers.get('content-type')).toContain('text/html');
    expect(await early.text()).toContain('The server is busy with other files');
    await expect.poll(() => held.length, PATIENT).toBe(2);
    const small = await fetch(`${busy.url}/`, {
      method: 'POST',
      headers: { 'Content-Type': FORM },
      body: 'text=VMSMP+26',
    });
    expect(await small.text()).toContain('VMSMP 26');

    for (let i = 0; i < 38; i++) {
      await expect.poll(() => held.length, PATIENT).toBeGreaterThan(i);
      held[i]?.done();
    }
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(38);
    expect(statuses.filter((status) => status === 503)).toHaveLength(4);
    await busy.close();
  });

  it('nothing more is read for a person who has gone, and nothing is logged as a fault', async () => {
    const busy = await runningApp({ parts: { readUpload: holding } });
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.evtx"\r\n\r\n';
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const gone = request({ host: '127.0.0.1', port: busy.port, method: 'POST', path: '/', headers });
    gone.on('error', () => undefined);
    gone.write(head);
    gone.write(log);
    gone.end('\r\n--x--\r\n');
    await expect.poll(() => held.length, PATIENT).toBe(1);
    gone.destroy();

    await expect.poll(() => held[0]?.signal?.aborted, PATIENT).toBe(true);
    await expect.poll(() => busy.logged(), PATIENT).toContain('"route":"/"');
    expect(busy.logged()).not.toContain('"level":"error"');
    await busy.close();
  });
});

describe('what is asked', () => {
  it.each(['/?text=VMSMP+26', '/healthz', '/metrics', '/nowhere'])('GET %s is kept by no cache', async (path) => {
    expect((await fetch(`${app.url}${path}`)).headers.get('cache-control')).toBe('no-store');
  });

  it('is answered for no cache, refusals as well', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const answered = await fetch(`${app.url}/v1/ask`, { method: 'POST', headers, body: 'VMSMP 26' });
    expect(answered.headers.get('cache-control')).toBe('no-store');
    const foreign = await send({ port: app.port, path: '/', headers: { Host: 'evil.example' } });
    expect([foreign.status, foreign.headers['cache-control']]).toEqual([421, 'no-store']);
  });

  it('is not unpacked: a compressed body gets a sentence', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const response = await fetch(`${app.url}/v1/ask`, { method: 'POST', headers, body: new Uint8Array([31, 139]) });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ error: { code: 'wrong-encoding' } });
  });

  it('the list of knowledge is not sent again through a proxy that made its tag weak', async () => {
    const tag = (await fetch(`${app.url}/v1/knowledge`)).headers.get('etag') ?? '';
    const again = await fetch(`${app.url}/v1/knowledge`, { headers: { 'If-None-Match': `"x", W/${tag}` } });
    expect([tag, again.status]).toEqual([expect.stringMatching(/^"[0-9a-f]{12}"$/), 304]);
  });
});
