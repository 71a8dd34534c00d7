import { afterEach, describe, expect, test } from 'vitest';
import {
  ALICE,
  boardApp,
  type BoardOptions,
  type BoardRig,
  diskError,
  harmless,
  HOUR,
  NOBODY,
  signedIn,
  START,
} from './board-rig.ts';

let rigs: BoardRig[] = [];
afterEach(async () => {
  await Promise.all(rigs.map((rig) => rig.close()));
  rigs = [];
});

async function boarded(options?: BoardOptions): Promise<BoardRig> {
  const rig = await boardApp(options);
  rigs.push(rig);
  return rig;
}

interface Answer {
  status: number;
  body: unknown;
}

/** What stands at the end of a path of names. */
function at(body: unknown, ...path: readonly (string | number)[]): unknown {
  let value = body;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function listAt(body: unknown, ...path: readonly (string | number)[]): unknown[] {
  const value = at(body, ...path);
  if (!Array.isArray(value)) throw new Error(`no list at ${path.join('.')}`);
  return value;
}

async function call(
  rig: BoardRig,
  path: string,
  {
    token = ALICE.token,
    body,
    headers = {},
  }: { token?: string | null; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(rig.app.url + path, {
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) };
}

const READS = [
  '/v1/incidents',
  '/v1/incidents/some',
  '/v1/incidents/some/mute-preview',
  '/v1/mutes',
  '/v1/sources',
  '/v1/alerts/shadow',
  '/v1/events/per-hour',
];
const WRITES = ['ack', 'unack', 'assign', 'mute', 'unmute', 'resolve', 'reopen', 'escalate'].map(
  (deed) => `/v1/incidents/some/${deed}`,
);

describe('who gets in', () => {
  test.each(READS)('%s wants the token of an operator', async (path) => {
    const rig = await boarded();
    const wrong = `${ALICE.token.slice(0, -1)}x`;

    expect(await call(rig, path, { token: null })).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthorized' } },
    });
    expect((await call(rig, path, { token: wrong })).status).toBe(401);
    expect((await call(rig, path, { token: '' })).status).toBe(401);
    expect((await call(rig, path, { headers: { Authorization: `Basic ${ALICE.token}` } })).status).toBe(401);
    expect([200, 404]).toContain((await call(rig, path)).status);
  });

  test.each([...WRITES, '/v1/mutes/some/undo'])('%s wants it too, and a cookie is not enough', async (path) => {
    const rig = await boarded();
    const browser = await signedIn(rig);

    expect((await call(rig, path, { token: null, body: {} })).status).toBe(401);
    expect((await call(rig, path, { token: 'x'.repeat(5000), body: {} })).status).toBe(401);
    expect((await browser.send('/v1/sources')).status).toBe(200);
    const forged = await browser.send(path, {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(forged.status).toBe(401);
    expect(forged.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('without tokens this machine may look and change nothing', async () => {
    const rig = await boarded({ operators: NOBODY });
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');

    expect(at((await call(rig, '/v1/incidents', { token: null })).body, 'incidents')).toHaveLength(1);
    expect(await call(rig, `/v1/incidents/${id}/ack`, { token: null, body: {} })).toMatchObject({
      status: 403,
      body: { error: { code: 'read-only', message: expect.stringContaining('HVEVENT_OPERATOR_TOKENS') } },
    });
    expect((await call(rig, `/v1/incidents/${id}/ack`, { token: 'any', body: {} })).status).toBe(403);
    expect((await rig.alerts.incident(id))?.state).toBe('open');
  });

  test.each([
    ['a public bind', { host: '0.0.0.0' }],
    ['a public address', { publicUrl: 'https://events.example.com' }],
  ])('without tokens %s is closed', async (_name, settings) => {
    const rig = await boarded({ operators: NOBODY, settings });
    for (const path of READS) {
      expect(await call(rig, path, { token: null })).toMatchObject({
        status: 403,
        body: { error: { code: 'closed', message: expect.stringContaining('HVEVENT_OPERATOR_TOKENS') } },
      });
    }
    expect(at((await call(rig, '/v1/incidents/some/ack', { token: null, body: {} })).body, 'error', 'code')).toBe(
      'closed',
    );
    expect((await fetch(`${rig.app.url}/alerts`)).status).toBe(403);
    expect((await fetch(`${rig.app.url}/alerts/stream`)).status).toBe(403);
  });

  test('another site cannot press a button, whatever it sends', async () => {
    const rig = await boarded();
    const answer = await call(rig, '/v1/incidents/some/ack', { body: {}, headers: { Origin: 'https://evil.example' } });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'cross-site' } } });
  });

  test('no token is logged', async () => {
    const rig = await boarded();
    await call(rig, '/v1/incidents?search=x');
    await signedIn(rig);
    await signedIn(rig, 'a-wrong-token-of-mine');
    expect(rig.app.logged()).toContain('/v1/incidents');
    expect(rig.app.logged()).not.toContain('token-0123456789');
    expect(rig.app.logged()).not.toContain('a-wrong-token-of-mine');
  });
});

describe('reading', () => {
  test('filters by state, verdict, source, text and change', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01'), diskError('HV-02'), harmless('HV-03')]);
    rig.clock.at += HOUR;
    await rig.accept([diskError('HV-03')], 'zabbix');
    await rig.alerts.acknowledge(await rig.incidentOf('HV-01'), { kind: 'operator', id: 'alice' });
    const hosts = async (query: string): Promise<unknown[]> => {
      const { body } = await call(rig, `/v1/incidents${query}`);
      return listAt(body, 'incidents')
        .map((one) => String(at(one, 'host')))
        .toSorted();
    };

    expect(await hosts('')).toEqual(['HV-01', 'HV-02', 'HV-03']);
    expect(await hosts('?state=acknowledged')).toEqual(['HV-01']);
    expect(await hosts('?state=acknowledged,open&source=wec1')).toEqual(['HV-01', 'HV-02']);
    expect(await hosts('?search=hv-02')).toEqual(['HV-02']);
    expect(await hosts('?verdict=action')).toEqual([]);
    expect(await hosts('?verdict=unknown&most=1')).toHaveLength(1);
    expect(await hosts(`?updatedSince=${START + HOUR}`)).toEqual(['HV-01', 'HV-03']);
    expect(await hosts(`?updatedSince=${new Date(START + HOUR).toISOString()}`)).toEqual(['HV-01', 'HV-03']);
  });

  test.each([
    ['/v1/incidents?state=closed', 'state'],
    ['/v1/incidents?most=0', 'most'],
    ['/v1/incidents?most=1001', 'most'],
    ['/v1/incidents?most=many', 'most'],
    ['/v1/incidents?updatedSince=yesterday', 'updatedSince'],
    ['/v1/incidents?colour=red', 'colour'],
    ['/v1/incidents/some/mute-preview?scope=world', 'scope'],
    ['/v1/events/per-hour?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z', '92 days'],
    ['/v1/events/per-hour?from=5&to=4', 'from'],
    ['/v1/alerts/shadow?from=soon', 'from'],
  ])('%s says what is wrong', async (path, name) => {
    const rig = await boarded();
    const { status, body } = await call(rig, path);
    expect(status).toBe(400);
    expect(at(body, 'error')).toMatchObject({ code: 'invalid-request', message: expect.stringContaining(name) });
  });

  test('an incident comes with its history, and what is not there is not found', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const { body } = await call(rig, `/v1/incidents/${id}`);

    expect(at(body, 'incident')).toMatchObject({ id, host: 'HV-01', state: 'open', count: 1 });
    expect(listAt(body, 'history').map((note) => at(note, 'kind'))).toEqual(['opened']);
    expect((await call(rig, '/v1/incidents/none')).status).toBe(404);
    expect((await call(rig, '/v1/incidents/none/mute-preview')).status).toBe(404);
  });

  test('figures: events per hour, senders, shadow mode', async () => {
    const rig = await boarded({ section: { mode: 'shadow', defaultTo: ['slack:C0ALERTS'] } });
    await rig.accept([diskError('HV-01'), diskError('HV-02'), harmless('HV-03'), harmless('HV-03')]);
    rig.clock.at += HOUR;

    const hours = at((await call(rig, '/v1/events/per-hour')).body, 'hours');
    expect(hours).toEqual([
      { hour: START - HOUR / 2, verdict: 'ignore', n: 2 },
      { hour: START - HOUR / 2, verdict: 'unknown', n: 2 },
    ]);
    const later = `/v1/events/per-hour?from=${START + HOUR}&to=${START + 2 * HOUR}`;
    expect(at((await call(rig, later)).body, 'hours')).toEqual([]);
    expect(at((await call(rig, '/v1/sources')).body, 'sources')).toMatchObject([{ source: 'wec1', lastAt: START }]);
    expect((await call(rig, '/v1/alerts/shadow')).body).toMatchObject({ incidents: 2, posts: 2 });
  });
});

describe('the buttons', () => {
  test('acknowledge, take back, assign, resolve, reopen: each once, under the name of the token', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const path = `/v1/incidents/${await rig.incidentOf('HV-01')}`;

    expect(await call(rig, `${path}/ack`, { body: {} })).toMatchObject({
      status: 200,
      body: { incident: { state: 'acknowledged', acknowledgedBy: { kind: 'operator', id: 'alice', place: 'api' } } },
    });
    expect(await call(rig, `${path}/ack`, { body: {} })).toMatchObject({
      status: 409,
      body: { error: { code: 'already-done', message: 'It is acknowledged already.' } },
    });
    expect(at((await call(rig, `${path}/unack`, { body: {} })).body, 'incident', 'state')).toBe('open');
    expect(at((await call(rig, `${path}/assign`, { body: { to: 'bob' } })).body, 'incident', 'assignee')).toMatchObject(
      { kind: 'operator', id: 'bob' },
    );
    const aiko = { kind: 'slack', id: 'U0AIKO', name: '愛子' };
    expect(at((await call(rig, `${path}/assign`, { body: { to: aiko } })).body, 'incident', 'assignee')).toEqual(aiko);
    expect(at((await call(rig, `${path}/resolve`, { body: {} })).body, 'incident', 'state')).toBe('resolved');
    expect(at((await call(rig, `${path}/reopen`, { body: {} })).body, 'incident', 'state')).toBe('open');
    expect((await call(rig, `${path}/nothing`, { body: {} })).status).toBe(404);
  });

  test('a button without words needs no body', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const url = `${rig.app.url}/v1/incidents/${await rig.incidentOf('HV-01')}/ack`;
    const response = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${ALICE.token}` } });
    expect(response.status).toBe(200);
  });

  test('mute tells before what it mutes, and is undone by incident and by mute', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01'), diskError('HV-02'), diskError('HV-02', { recordId: 2 })]);
    const path = `/v1/incidents/${await rig.incidentOf('HV-01')}`;
    const body = { scope: 'event', until: START + HOUR, reason: 'new disks on Friday' };

    const preview = await call(rig, `${path}/mute-preview?scope=event`);
    expect(preview.body).toMatchObject({ scope: 'event', incidents: 2, wouldHaveMuted: { incidents: 2, events: 3 } });
    expect((await call(rig, `${path}/mute-preview`)).body).toMatchObject({ scope: 'incident', incidents: 1 });
    expect(at((await call(rig, `${path}/mute`, { body })).body, 'incident')).toMatchObject({
      state: 'muted',
      mute: { reason: 'new disks on Friday' },
    });
    expect(at((await call(rig, '/v1/mutes')).body, 'mutes')).toHaveLength(1);
    expect(await call(rig, `${path}/unmute`, { body: {} })).toMatchObject({ status: 200, body: { incidents: 2 } });
    expect((await call(rig, `${path}/unmute`, { body: {} })).status).toBe(409);

    const until = new Date(START + HOUR).toISOString();
    const again = await call(rig, `${path}/mute`, { body: { scope: 'host', until } });
    expect(
      (await call(rig, `/v1/mutes/${String(at(again.body, 'incident', 'mute', 'id'))}/undo`, { body: {} })).status,
    ).toBe(200);
    expect((await call(rig, '/v1/mutes/none/undo', { body: {} })).status).toBe(404);
  });

  test('escalate hands back the ticket in the language asked for', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const { body } = await call(rig, `/v1/incidents/${await rig.incidentOf('HV-01')}/escalate`, {
      body: { lang: 'ja' },
    });
    expect(at(body, 'ticket')).toContain('発生回数');
    expect(at(body, 'ticket')).toContain('HV-01');
  });

  test('a role that does not allow it is a 403 that names the setting', async () => {
    const rig = await boarded({ section: { roles: { mute: ['operator:bob'], acknowledge: ['slack:U0AIKO'] } } });
    await rig.accept([diskError('HV-01')]);
    const path = `/v1/incidents/${await rig.incidentOf('HV-01')}`;

    expect(await call(rig, `${path}/ack`, { body: {} })).toMatchObject({
      status: 403,
      body: { error: { code: 'not-allowed', message: expect.stringContaining('alerts.roles.acknowledge') } },
    });
    expect((await call(rig, `${path}/mute`, { body: { scope: 'event', until: START + HOUR } })).status).toBe(403);
  });

  test.each([
    ['mute', {}, 'scope'],
    ['mute', { scope: 'event', until: 'tomorrow' }, 'until'],
    ['mute', { scope: 'event', until: START + HOUR, reason: 'x'.repeat(501) }, 'reason'],
    ['assign', {}, 'to'],
    ['assign', { to: ' ' }, 'to'],
    ['ack', { by: 'mallory' }, 'by'],
    ['escalate', { lang: 'fr' }, 'lang'],
  ])('%s %j says what is wrong', async (deed, body, name) => {
    const rig = await boarded();
    const answer = await call(rig, `/v1/incidents/some/${deed}`, { body });
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'error', 'message')).toContain(`"${name}"`);
  });

  test('a mute that ends in the past or in years is refused', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const path = `/v1/incidents/${await rig.incidentOf('HV-01')}/mute`;
    for (const until of [START - 1, START + 400 * 24 * HOUR, Number.MAX_VALUE])
      expect((await call(rig, path, { body: { scope: 'event', until } })).status).toBe(409);
  });
});
