import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFeedback } from '../../src/store/feedback.ts';
import { listGaps } from '../../src/store/gaps.ts';
import { postJson, runningApp, type RunningApp, send } from './running-app.ts';

const SAMPLE =
  "NIC driver on 'web01' cannot load because it is incompatible with the server virtualization stack. Server version 131072 Client version 196610 (VMID 4C4C4544-0043).";
const FEEDBACK = {
  opinion: 'wrong',
  key: 'vmsmp/26',
  case: 'guest-newer-than-host',
  verdict: 'ignore',
  knowledgeVersion: '0123456789ab',
  note: 'it was not so',
};

let app: RunningApp;
beforeAll(async () => {
  app = await runningApp();
});
afterAll(() => app.close());

async function problem(response: Response): Promise<{ code: string; message: string; problems?: unknown[] }> {
  const body = (await response.json()) as { error: { code: string; message: string } };
  expect(Object.keys(body)).toEqual(['error']);
  return body.error;
}

describe('POST /v1/ask', () => {
  it('answers as the answerer does, and names the knowledge', async () => {
    const response = await postJson(`${app.url}/v1/ask`, { text: SAMPLE, lang: 'ja' });

    expect(response.status).toBe(200);
    expect(response.headers.get('x-knowledge-version')).toBe(app.answerer.catalog.knowledge.version);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(app.answerer.answer(SAMPLE, { lang: 'ja' }))));
  });

  it('answers in the language of the text when none is asked for', async () => {
    const japanese = await postJson(`${app.url}/v1/ask`, { text: 'VMSMP 26 は無視してよいですか' });
    const english = await postJson(`${app.url}/v1/ask`, { text: 'may I ignore VMSMP 26' });

    expect(await japanese.json()).toMatchObject({ lang: 'ja' });
    expect(await english.json()).toMatchObject({ lang: 'en' });
  });

  it('judges again with what a person answered', async () => {
    const open = app.answerer
      .answer('VMSMP 26', { lang: 'en' })
      .findings.flatMap(({ questions = [] }) => questions.map(({ id }) => id));
    const answers = Object.fromEntries(open.map((id) => [id, true]));
    const response = await postJson(`${app.url}/v1/ask`, { text: 'VMSMP 26', lang: 'en', answers });

    const expected = app.answerer.answer('VMSMP 26', { lang: 'en', answers: new Map(Object.entries(answers)) });
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('takes a text as it is, in the encodings of Windows', async () => {
    const utf16 = Buffer.from(`\uFEFF${SAMPLE}`, 'utf16le');
    const response = await fetch(`${app.url}/v1/ask?lang=ja`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain; charset=utf-16' },
      body: utf16,
    });

    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(app.answerer.answer(SAMPLE, { lang: 'ja' }))));
  });

  it('gives no finding for chat, and none for nothing', async () => {
    for (const text of ['good morning', '']) {
      const response = await postJson(`${app.url}/v1/ask`, { text });
      expect([response.status, await response.json()]).toEqual([200, { lang: 'en', findings: [] }]);
    }
  });

  it('records what is not known', async () => {
    await postJson(`${app.url}/v1/ask`, {
      text: 'Log Name: System\nSource: StrangeSource\nEvent ID: 4711\nLevel: Error\n',
    });

    await expect
      .poll(() => listGaps(app.store), { timeout: 20_000 })
      .toContainEqual(expect.objectContaining({ eventId: 4711, asked: 1 }));
  });
});

describe('what /v1/ask refuses', () => {
  it.each([
    [{ text: 5 }, '"text" is 5, but must be a text'],
    [{}, '"text" is missing: it must be a text'],
    [{ text: 'a', colour: 1 }, '"colour" is not a key here; allowed: text, lang, answers'],
    [{ text: 'a', lang: 'de' }, '"lang" is "de", which is not allowed: send one of en, ja'],
    [{ text: 'a', answers: { q: 'yes' } }, '"answers.q" is "yes", but must be true or false'],
    [{ text: 'a', answers: ['q'] }, '"answers" is a list, but must be an object'],
    [['text'], 'The body is a list, but must be an object'],
    ['null', 'The body is null, but must be an object'],
    ['"text"', 'The body is "text", but must be an object'],
  ])('%j: %s', async (body, message) => {
    const response = await postJson(`${app.url}/v1/ask`, body);

    expect(response.status).toBe(400);
    const error = await problem(response);
    expect(error.code).toBe('invalid-request');
    expect(error.message).toContain(message);
    expect(error.problems).toHaveLength(1);
  });

  it('names all faults at once', async () => {
    const error = await problem(await postJson(`${app.url}/v1/ask`, { lang: 'x', a: 1, b: 2 }));
    expect(error.problems).toMatchObject([{ path: 'text' }, { path: 'lang' }, { path: 'a' }, { path: 'b' }]);
  });

  it('broken JSON, with the place', async () => {
    const response = await postJson(`${app.url}/v1/ask`, '{"text": "a",}');

    expect(response.status).toBe(400);
    expect(await problem(response)).toMatchObject({
      code: 'invalid-json',
      message: expect.stringContaining('(at character 14): send {"text"'),
    });
  });

  it.each([
    ['no JSON at all', 'VMSMP 26'],
    ['nothing', ''],
    ['lists in lists in lists', '['.repeat(500_000)],
    ['objects in objects', `{"text":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['a name that is no name', '{"text":"a","__proto__":{"lang":"en"},"constructor":1}'],
  ])('%s, with 400 and a short answer', async (_, body) => {
    const response = await postJson(`${app.url}/v1/ask`, body);

    expect(response.status).toBe(400);
    expect((await response.text()).length).toBeLessThan(1500);
  });

  it('bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22]);
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${app.url}/v1/ask`, { method: 'POST', headers, body });

    expect([response.status, (await problem(response)).message]).toEqual([400, expect.stringContaining('UTF-8')]);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/html', ''])(
    'the type "%s"',
    async (type) => {
      const headers = { 'Content-Type': type };
      const response = await fetch(`${app.url}/v1/ask`, { method: 'POST', headers, body: '{"text":"a"}' });

      expect(response.status).toBe(415);
      expect((await problem(response)).message).toContain('application/json or text/plain');
    },
  );

  it('another method', async () => {
    const response = await fetch(`${app.url}/v1/ask`);

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await problem(response)).code).toBe('wrong-method');
  });

  it('an unknown language in the address of a text', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const response = await fetch(`${app.url}/v1/ask?lang=xx`, { method: 'POST', headers, body: 'a' });
    expect([response.status, (await problem(response)).message]).toEqual([400, expect.stringContaining('en, ja')]);
  });
});

const bodyOf = (size: number) => `{"text":"${'a'.repeat(size - 11)}"}`;

describe('the size of a body', () => {
  const limit = 1024 * 1024;
  const headers = { 'Content-Type': 'application/json' };
  const ask = { method: 'POST', path: '/v1/ask' };

  it('takes a body of exactly the limit', async () => {
    const response = await postJson(`${app.url}/v1/ask`, bodyOf(limit));
    expect(response.status).toBe(200);
  });

  it('refuses by the declared length, before anything is sent', async () => {
    const length = { ...headers, 'Content-Length': String(limit + 1), Expect: '100-continue' };
    const reply = await send({ ...ask, port: app.port, headers: length });

    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.text)).toMatchObject({ error: { code: 'too-large' } });
  });

  it('refuses in the middle of a body without a declared length', async () => {
    const chunk = 'a'.repeat(64 * 1024);
    const reply = await send({ ...ask, port: app.port, headers }, ['{"text":"', ...Array(20).fill(chunk), '"}']);

    expect(reply.status).toBe(413);
    expect(reply.headers['x-request-id']).toBeDefined();
  });

  it('says what a paste beyond 256 KiB lost', async () => {
    const response = await postJson(`${app.url}/v1/ask`, bodyOf(600_000));
    expect(await response.json()).toMatchObject({ leftOut: { characters: expect.any(Number) } });
  });
});

describe('POST /v1/feedback', () => {
  it('is stored when it is answered', async () => {
    const response = await postJson(`${app.url}/v1/feedback`, FEEDBACK);

    expect([response.status, await response.text()]).toEqual([204, '']);
    const { key: entryKey, case: caseId, ...rest } = FEEDBACK;
    expect(await listFeedback(app.store)).toMatchObject([{ ...rest, entryKey, caseId, place: 'api' }]);
  });

  it.each([
    [
      { ...FEEDBACK, opinion: 'great' },
      '"opinion" is "great", which is not allowed: send one of helpful, wrong, outdated',
    ],
    [{ ...FEEDBACK, verdict: 'maybe' }, 'send one of ignore, conditional, action, info, unknown'],
    [{ ...FEEDBACK, key: '../../etc' }, 'looks like vmsmp/26'],
    [{ ...FEEDBACK, knowledgeVersion: 'new' }, 'X-Knowledge-Version'],
    [{ ...FEEDBACK, note: 'a'.repeat(2001) }, '"note" is too long: at most 2000'],
    [{ ...FEEDBACK, id: '1' }, '"id" is not a key here'],
  ])('refuses a wrong value, case %#', async (body, message) => {
    const before = (await listFeedback(app.store)).length;
    const response = await postJson(`${app.url}/v1/feedback`, body);

    expect([response.status, (await problem(response)).message]).toEqual([400, expect.stringContaining(message)]);
    expect(await listFeedback(app.store)).toHaveLength(before);
  });

  it('takes JSON only', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const body = JSON.stringify(FEEDBACK);
    expect((await fetch(`${app.url}/v1/feedback`, { method: 'POST', headers, body })).status).toBe(415);
  });

  it('says that the store is away, and counts it', async () => {
    const away = await runningApp({
      store: (db) => ({ ...db, run: () => Promise.reject(new Error('disk I/O error')) }),
    });
    const response = await postJson(`${away.url}/v1/feedback`, FEEDBACK);

    expect([response.status, (await problem(response)).code]).toEqual([503, 'store-unavailable']);
    expect(await (await fetch(`${away.url}/metrics`)).text()).toContain('hvevent_store_errors_total 1');
    await away.close();
  });
});

describe('GET /v1/knowledge', () => {
  it('lists every entry for a search', async () => {
    const response = await fetch(`${app.url}/v1/knowledge`);
    const { version, entries } = (await response.json()) as { version: string; entries: { key: string }[] };

    expect(version).toBe(app.answerer.catalog.knowledge.version);
    expect(entries.map(({ key }) => key)).toEqual(app.answerer.catalog.entries.map(({ key }) => key));
    expect(entries.find(({ key }) => key === 'vmsmp/26')).toEqual({
      key: 'vmsmp/26',
      provider: 'VMSMP',
      eventId: 26,
      title: { en: expect.any(String), ja: expect.any(String) },
      side: 'host',
      verdicts: expect.arrayContaining(['ignore']),
      phrases: { en: expect.any(Array), ja: expect.any(Array) },
    });
  });

  it('is sent once for each version', async () => {
    const tag = (await fetch(`${app.url}/v1/knowledge`)).headers.get('etag') ?? '';
    const again = await fetch(`${app.url}/v1/knowledge`, { headers: { 'If-None-Match': tag } });
    const other = await fetch(`${app.url}/v1/knowledge`, { headers: { 'If-None-Match': '"other"' } });

    expect([again.status, other.status]).toEqual([304, 200]);
  });
});
