import { afterEach, describe, expect, test } from 'vitest';
import { ALL_BOARD_WORDS } from '../../adapters/http/board/board-words.ts';
import { HOSTILE } from '../card/answers.ts';
import {
  ALICE,
  boardApp,
  BOB,
  type BoardOptions,
  type BoardRig,
  diskError,
  harmless,
  HOUR,
  MINUTE,
  NOBODY,
  signedIn,
  START,
  visitor,
} from './board-rig.ts';
import { elementsWith, type Page } from './page-app.ts';

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

function heading(page: Page): string {
  return elementsWith(page, 'h1')[0]?.text.trim() ?? '';
}

/** Values of the buttons that do something. */
function buttons(page: Page): string[] {
  return elementsWith(page, 'button', { name: 'do' }).map(({ attributes }) => attributes['value'] ?? '');
}

function titles(page: Page): string[] {
  return page.elements.flatMap(({ tag, attributes }) =>
    tag === 'a' && attributes['id']?.startsWith('incident-') ? [attributes['href'] ?? ''] : [],
  );
}

const places = (text: string): string[] => [...text.matchAll(/\{[a-z]+\}/g)].map(([place]) => place).toSorted();

test('every word is there in both languages, with the same places', () => {
  for (const [name, { en, ja }] of Object.entries(ALL_BOARD_WORDS)) {
    expect([en.trim(), ja.trim()], name).not.toContain('');
    expect(places(ja), name).toEqual(places(en));
  }
});

describe('signing in', () => {
  test('a stranger is asked, and comes to the page they wanted', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = visitor(rig);

    const asked = await someone.get(`/alerts/${id}`);
    expect(heading(asked)).toBe('Sign in to the alerts board');
    const [field] = elementsWith(asked, 'input', { name: 'next' });
    const page = await someone.post('/alerts/sign-in', { token: ALICE.token, next: field?.attributes['value'] ?? '' });
    expect(page.text).toContain('Unknown event: disk 7');
    expect(page.text).toContain('Signed in as alice');
  });

  test('the cookie is for this server alone, and does not hold the token', async () => {
    const rig = await boarded();
    const response = await visitor(rig).send('/alerts/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ token: ALICE.token }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^hvevent_operator=alice~\d+~[\w-]+~[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(ALICE.token);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('with https the cookie goes over nothing else', async () => {
    const rig = await boarded({ settings: { publicUrl: 'https://events.example.com' } });
    const someone = await signedIn(rig);
    expect(someone.cookie).toMatch(/^__Host-hvevent_operator=/);
    expect(heading(await someone.get('/alerts'))).toBe('Alerts');
    const plain = visitor(rig);
    plain.cookie = someone.cookie?.replace('__Host-', '');
    expect(heading(await plain.get('/alerts'))).not.toBe('Alerts');
  });

  test.each(['', 'wrong', `${ALICE.token} x`, ALICE.token.toUpperCase(), 'x'.repeat(20_000)])(
    'a wrong token gets nowhere: %#',
    async (token) => {
      const rig = await boarded();
      const someone = visitor(rig);
      const page = await someone.post('/alerts/sign-in', { token });
      expect(page.status).toBe(401);
      expect(page.text).toContain('This is not the token of an operator.');
      expect(someone.cookie).toBeUndefined();
      expect(page.html).not.toContain(ALICE.token);
    },
  );

  test.each([
    'https://evil.example/alerts',
    '//evil.example/alerts',
    '/\\evil.example',
    '/alerts/../../evil',
    '/alerts/sign-out',
    '/alerts?x=1',
    '/alerts/%0d%0aX: 1',
  ])('leads nobody to %s', async (next) => {
    const rig = await boarded();
    const response = await visitor(rig).send('/alerts/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ token: ALICE.token, next }),
    });
    expect(response.headers.get('location')).toBe('/alerts');
  });

  test('signing out ends the session, also for who kept the cookie', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    const kept = someone.cookie;
    await someone.post('/alerts/sign-out', { key: await someone.key() });
    expect(someone.cookie).toBeUndefined();
    someone.cookie = kept;
    expect(heading(await someone.get('/alerts'))).toBe('Sign in to the alerts board');
  });

  test('a session ends after a working day', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    rig.clock.at += 12 * HOUR - MINUTE;
    expect(heading(await someone.get('/alerts'))).toBe('Alerts');
    rig.clock.at += 2 * MINUTE;
    expect(heading(await someone.get('/alerts'))).toBe('Sign in to the alerts board');
  });

  test('a session that somebody made up or changed is none', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    const [name = '', value = ''] = (someone.cookie ?? '').split('=');
    const [who = '', expires = '', nonce = '', mac = ''] = value.split('~');
    for (const forged of [
      ['bob', expires, nonce, mac],
      [who, String(Number(expires) + 1), nonce, mac],
      [who, expires, `${nonce}x`, mac],
      [who, expires, nonce, mac.slice(0, -1)],
      [who, expires, nonce, ''],
      [who, expires, nonce, mac, mac],
      ['carol', expires, nonce, mac],
    ]) {
      someone.cookie = `${name}=${forged.join('~')}`;
      expect(heading(await someone.get('/alerts')), forged.join(' ')).toBe('Sign in to the alerts board');
    }
    someone.cookie = `${name}=${value}`;
    expect(heading(await someone.get('/alerts'))).toBe('Alerts');
  });

  test('it holds on another replica, and no longer when the token is taken away', async () => {
    const rig = await boarded();
    const other = await boarded({ db: rig.db });
    const without = await boarded({ db: rig.db, operators: [BOB] });
    const renewed = await boarded({ db: rig.db, operators: [{ name: 'alice', token: 'another-token-of-alice' }] });
    const { cookie } = await signedIn(rig);
    const seenBy = async (one: BoardRig): Promise<string> => {
      const someone = visitor(one);
      someone.cookie = cookie;
      return heading(await someone.get('/alerts'));
    };
    expect(await seenBy(other)).toBe('Alerts');
    expect(await seenBy(without)).toBe('Sign in to the alerts board');
    expect(await seenBy(renewed)).toBe('Sign in to the alerts board');
  });

  test('someone who comes from the chat asks once more from here, with the cookie', async () => {
    const rig = await boarded();
    const response = await visitor(rig).send('/alerts/some-id', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expect([response.status, response.headers.get('refresh')]).toEqual([200, '0; url=/alerts/some-id']);
  });
});

describe('without tokens', () => {
  test('the board is read-only on this machine', async () => {
    const rig = await boarded({ operators: NOBODY });
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = visitor(rig);
    const page = await someone.get('/alerts');

    expect(page.text).toContain('Read-only, for this machine alone');
    expect(titles(page)).toHaveLength(1);
    expect(buttons(page)).toEqual([]);
    expect(elementsWith(await someone.get(`/alerts/${id}`), 'form', { action: `/alerts/${id}` })).toEqual([]);
    const refused = await someone.post(`/alerts/${id}`, { do: 'ack', key: '' });
    expect([refused.status, refused.text.includes('HVEVENT_OPERATOR_TOKENS')]).toEqual([403, true]);
    expect((await rig.alerts.incident(id))?.state).toBe('open');
  });

  test('and closed where others can reach it, in one clear sentence', async () => {
    const rig = await boarded({ operators: NOBODY, settings: { host: '0.0.0.0' } });
    const someone = visitor(rig);
    for (const path of ['/alerts', '/alerts/some', '/alerts/some/mute', '/alerts/sign-in']) {
      const page = await someone.get(path);
      expect([page.status, heading(page)], path).toEqual([403, 'The alerts board is closed']);
      expect(page.text).toContain('Set HVEVENT_OPERATOR_TOKENS=name=token');
    }
    for (const path of ['/alerts/some', '/alerts/mutes/some', '/alerts/sign-out', '/alerts/sign-in'])
      expect((await someone.post(path, { token: '', do: 'ack' })).status, path).toBe(403);
  });
});

describe('forms', () => {
  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['wrong', 'x'.repeat(43)],
  ])('a %s key changes nothing', async (_name, key) => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = await signedIn(rig);
    const { cookie } = someone;
    for (const path of [`/alerts/${id}`, '/alerts/mutes/some', '/alerts/sign-out']) {
      const page = await someone.post(path, { do: 'ack', ...(key !== undefined && { key }) });
      expect([page.status, heading(page)]).toEqual([403, 'This form is out of date']);
    }
    expect((await rig.alerts.incident(id))?.state).toBe('open');
    expect(someone.cookie).toBe(cookie);
  });

  test('the key of another session is wrong', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const [one, other] = [await signedIn(rig), await signedIn(rig, BOB.token)];
    const page = await one.post(`/alerts/${id}`, { do: 'ack', key: await other.key() });
    expect(page.status).toBe(403);
    expect((await rig.alerts.incident(id))?.state).toBe('open');
  });

  test.each([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('a form of another site is refused, even with cookie and key: %j', async (headers) => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = await signedIn(rig);
    const key = await someone.key();
    const send = (path: string, fields: Record<string, string>) =>
      someone.send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
    expect((await send(`/alerts/${id}`, { do: 'ack', key })).status).toBe(403);
    expect((await send('/alerts/sign-in', { token: BOB.token })).status).toBe(403);
    expect((await rig.alerts.incident(id))?.state).toBe('open');
  });

  test.each<Record<string, string>>([
    {},
    { do: 'explode' },
    { do: 'assign', to: '  ' },
    { do: 'mute', scope: 'world', for: '4h' },
    { do: 'mute', scope: 'event', for: '999d' },
  ])('a form that is not ours is a 400: %j', async (fields) => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const someone = await signedIn(rig);
    const page = await someone.post(`/alerts/${await rig.incidentOf('HV-01')}`, {
      ...fields,
      key: await someone.key(),
    });
    expect(page.status).toBe(400);
  });

  test('a body of the wrong kind or size is refused', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    const send = async (body: string, type: string) =>
      (await someone.send('/alerts/some', { method: 'POST', body, headers: { 'Content-Type': type } })).status;
    expect(await send('{}', 'application/json')).toBe(400);
    expect(await send('a=1&'.repeat(3000), 'application/x-www-form-urlencoded')).toBe(400);
    expect(await send('x'.repeat(70_000), 'application/x-www-form-urlencoded')).toBe(413);
  });

  test('each button does what it says, and says so', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = await signedIn(rig);
    const key = await someone.key();
    const press = (fields: Record<string, string>) => someone.post(`/alerts/${id}`, { ...fields, key });

    expect(buttons(await someone.get(`/alerts/${id}`))).toEqual(['ack', 'assign', 'resolve', 'escalate']);
    const acknowledged = await press({ do: 'ack' });
    expect(acknowledged.text).toContain('Acknowledged by');
    expect(buttons(acknowledged)).toEqual(['resolve', 'unack', 'assign', 'escalate']);
    expect((await press({ do: 'unack' })).text).toContain('The acknowledgement was taken back.');
    expect((await press({ do: 'assign', to: 'bob' })).text).toContain('Open - assigned to');
    expect(buttons(await press({ do: 'resolve' }))).toEqual(['reopen']);
    const open = await press({ do: 'reopen' });
    expect(open.text).toContain('Reopened.');
    expect(open.text).toContain('alice resolved this.');
    const escalated = await press({ do: 'escalate' });
    expect(elementsWith(escalated, 'textarea', { id: 'ticket-text' })[0]?.text).toContain('HV-01');
  });

  test('what somebody else did before is said, not done twice', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = await signedIn(rig);
    await rig.alerts.acknowledge(id, { kind: 'slack', id: 'U0AIKO', name: '愛子' });
    const page = await someone.post(`/alerts/${id}`, { do: 'ack', key: await someone.key(), back: '' });
    expect(page.status).toBe(409);
    expect(elementsWith(page, 'p', { class: 'trouble' })[0]?.text).toBe('It is acknowledged already.');
  });

  test('the button of a row leads back to the board as it was filtered', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01'), diskError('HV-02')]);
    const someone = await signedIn(rig);
    const page = await someone.get('/alerts?search=hv-0&state=open&range=7d');
    const back = elementsWith(page, 'input', { name: 'back' })[0]?.attributes['value'] ?? '';
    const after = await someone.post(`/alerts/${await rig.incidentOf('HV-01')}`, {
      do: 'ack',
      key: await someone.key(),
      back,
    });
    expect(titles(after)).toEqual([`/alerts/${await rig.incidentOf('HV-02')}`]);
    expect(elementsWith(after, 'input', { id: 'search' })[0]?.attributes['value']).toBe('hv-0');
    expect(after.text).toContain('Acknowledged.');
  });

  test('buttons that a role does not allow are not offered, and refused', async () => {
    const rig = await boarded({ section: { roles: { acknowledge: ['operator:bob'], mute: ['operator:bob'] } } });
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const someone = await signedIn(rig);
    expect(buttons(await someone.get('/alerts'))).toEqual([]);
    const page = await someone.get(`/alerts/${id}`);
    expect(buttons(page)).toEqual(['resolve', 'escalate']);
    expect(elementsWith(page, 'a', { id: 'do-mute' })).toEqual([]);
    expect((await someone.post(`/alerts/${id}`, { do: 'ack', key: await someone.key() })).status).toBe(403);
    expect(elementsWith(await someone.get(`/alerts/${id}/mute`), 'form', { class: 'panel mute' })).toEqual([]);
  });
});

describe('muting', () => {
  test('shows for each scope what it mutes and would have muted, then asks for reason and end', async () => {
    const rig = await boarded();
    await rig.accept([
      diskError('HV-01'),
      diskError('HV-02'),
      diskError('HV-02', { recordId: 2 }),
      diskError('HV-01', { eventId: 11 }),
    ]);
    const first = (await rig.alerts.incidents({ search: 'HV-01' })).find(({ eventId }) => eventId === 7);
    const id = first?.id ?? '';
    const someone = await signedIn(rig);
    const page = await someone.get(`/alerts/${id}/mute`);

    expect(elementsWith(page, 'input', { name: 'scope' }).map(({ attributes }) => attributes['value'])).toEqual([
      'incident',
      'event',
      'host',
    ]);
    expect(page.text).toContain('Mutes 1 open incident now.');
    expect(page.text.match(/Mutes 2 open incidents now\./g)).toHaveLength(2);
    expect(page.text).toContain('In the last 7 days it would have muted 2 incidents with 3 events.');

    const muted = await someone.post(`/alerts/${id}`, {
      do: 'mute',
      scope: 'event',
      for: '24h',
      reason: ' new disks <b> ',
      key: await someone.key(),
    });
    expect(muted.text).toContain('Muted. It can be ended here at any time.');
    expect(await rig.alerts.mutes()).toMatchObject([
      { scope: 'event', until: START + 24 * HOUR, reason: 'new disks <b>', by: { id: 'alice', place: 'web' } },
    ]);
    expect(titles(await someone.get('/alerts'))).toHaveLength(1);
    expect(titles(await someone.get('/alerts?state=muted'))).toHaveLength(2);
  });

  test('is undone on the board, also when it covers nothing now', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const by = { kind: 'operator', id: 'bob', name: 'bob' } as const;
    await rig.alerts.mute(id, by, { scope: 'host', until: START + HOUR, reason: 'moved' });
    await rig.alerts.resolve(id, by);
    const someone = await signedIn(rig);
    const page = await someone.get('/alerts');
    const form = page.elements.find(({ attributes }) => attributes['action']?.startsWith('/alerts/mutes/'));
    expect(page.text).toContain('moved');

    const undo = () =>
      someone.key().then((key) => someone.post(form?.attributes['action'] ?? '', { do: 'unmute', key, back: '' }));
    expect((await undo()).text).toContain('The mute has been ended.');
    expect(await rig.alerts.mutes()).toEqual([]);
    expect((await undo()).status).toBe(409);
  });
});

describe('the board', () => {
  test('shows what is open, the most urgent first, and counts the rest', async () => {
    const rig = await boarded();
    const failed = {
      provider: 'Microsoft-Windows-Hyper-V-Worker',
      eventId: 12030,
      level: 'error',
      computer: 'HV-02',
    } as const;
    await rig.accept([
      diskError('HV-01'),
      { ...failed, message: "'ERP01' failed to start. (Virtual machine ID 1)" },
      harmless('HV-03'),
    ]);
    const page = await (await signedIn(rig)).get('/alerts');

    expect(elementsWith(page, 'h3').length).toBe(2);
    expect(
      page.elements
        .filter(({ attributes }) => attributes['class']?.startsWith('incident '))
        .map(({ attributes }) => attributes['class']),
    ).toEqual(['incident action open', 'incident unknown open']);
    expect(page.text).toContain('2 incidents');
    const labels = elementsWith(page, 'svg', { role: 'img' }).map(({ attributes }) => attributes['aria-label']);
    expect(labels).toEqual([
      'Action needed: 1 events; most in one hour 1, from 11-20 12:00',
      'Unknown: 1 events; most in one hour 1, from 11-20 12:00',
      'May be ignored: 1 events; most in one hour 1, from 11-20 12:00',
    ]);
  });

  test('filters by what a person chooses, and takes no harm from what is no filter', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    await rig.accept([diskError('HV-02')], 'zabbix');
    const someone = await signedIn(rig);
    const shown = async (query: string) => titles(await someone.get(`/alerts?${query}`)).length;
    expect(await shown('source=zabbix')).toBe(1);
    expect(await shown('search=HV-02')).toBe(1);
    expect(await shown('verdict=action')).toBe(0);
    expect(await shown('state=resolved')).toBe(0);
    expect(await shown('state=nonsense&verdict=nonsense&range=nonsense')).toBe(2);
    expect(
      (await someone.get(`/alerts?search=${encodeURIComponent('<script>alert(1)</script>')}&source=%00"onclick`)).html,
    ).not.toContain('<script>alert');
  });

  test('tells of senders, windows, and shadow mode', async () => {
    const rig = await boarded({
      section: {
        mode: 'shadow',
        defaultTo: ['slack:C0ALERTS'],
        heartbeat: { wec1: '15m' },
        maintenance: [
          { computers: 'HV-09', from: '2026-11-20T12:00:00Z', to: '2026-11-20T18:00:00Z', reason: 'firmware' },
        ],
        digest: { timeZone: 'Asia/Tokyo' },
      },
    });
    await rig.accept([diskError('HV-01')]);
    const page = await (await signedIn(rig)).get('/alerts');
    expect(page.text).toContain('Shadow mode: nothing is posted');
    expect(page.text).toContain('1 cards would have been posted, for 1 incidents out of 1 events');
    expect(page.text).toContain('expected every 15 minutes');
    expect(page.text).toContain('Now, until 2026-11-21 03:00 GMT+9');
    expect(page.text).toContain('firmware');
  });

  test('speaks Japanese, and switches in place', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const someone = await signedIn(rig);
    const page = await someone.get('/alerts?state=open', { 'Accept-Language': 'ja' });
    expect(heading(page)).toBe('アラート');
    expect(page.text).toContain('インシデント 1 件');
    expect(elementsWith(page, 'a', { hreflang: 'en' })[0]?.attributes['href']).toBe('?state=open&lang=en');
  });

  test('an empty board says why', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    expect((await someone.get('/alerts')).text).toContain('No event has arrived yet.');
    await rig.accept([harmless('HV-01')]);
    expect((await someone.get('/alerts')).text).toContain('Nothing is open.');
    expect((await someone.get('/alerts?state=muted')).text).toContain('No incident matches this filter.');
  });

  test('an incident shows the message as logged, and leads its question to where it can be answered', async () => {
    const rig = await boarded();
    const message =
      "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).";
    await rig.accept([{ provider: 'VMSMP', eventId: 26, level: 'error', computer: 'HV-01\nEvent ID: 4', message }]);
    const someone = await signedIn(rig);
    const page = await someone.get(`/alerts/${await rig.incidentOf('lab-2012')}`);
    expect(page.text).toContain(message);

    const text = elementsWith(page, 'input', { name: 'text' })[0]?.attributes['value'] ?? '';
    const asked = await someone.post('/', { text });
    expect(elementsWith(asked, 'button', { name: 'answer' })).toHaveLength(2);
    expect(elementsWith(asked, 'article').map(({ attributes }) => attributes['data-key'])).toEqual(['vmsmp/26']);
  });

  test('an incident that is not there is a page that says so', async () => {
    const rig = await boarded();
    const page = await (await signedIn(rig)).get('/alerts/nothing');
    expect([page.status, heading(page)]).toEqual([404, 'There is no such incident']);
  });

  test('a store that is away is said, and logged without words of users', async () => {
    const away = () => Promise.reject(new Error('the disk is full'));
    const rig = await boarded({ alerts: (real) => ({ ...real, incidents: away, acknowledge: away }) });
    const someone = await signedIn(rig);
    expect((await someone.get('/alerts?search=secret-vm')).status).toBe(503);
    const key = elementsWith(await someone.get('/alerts/none'), 'input', { name: 'key' });
    expect(key).toEqual([]);
    expect(rig.app.logged()).toContain('the disk is full');
    expect(rig.app.logged()).not.toContain('secret-vm');
  });

  test('no cache keeps anything of it', async () => {
    const rig = await boarded();
    const someone = await signedIn(rig);
    for (const path of ['/alerts', '/alerts/sign-in', '/alerts/none'])
      expect((await someone.send(path)).headers.get('cache-control'), path).toBe('no-store');
  });
});

describe('hostile events', () => {
  test('are characters and nothing else, on every page', async () => {
    const rig = await boarded();
    const clean = HOSTILE.map((text) => text.toWellFormed());
    for (const text of clean) {
      await rig.accept([
        { provider: text, eventId: 666, level: 'error', computer: text, message: text, channel: text, time: text },
        diskError(text, { message: `${text} [x](http://evil.example) <http://evil.example>` }),
      ]);
    }
    const incidents = await rig.alerts.incidents();
    expect(incidents.length).toBeGreaterThan(clean.length);
    const someone = await signedIn(rig);
    const key = await someone.key();
    const [first] = incidents;
    const hostile = clean[0] ?? '';
    await someone.post(`/alerts/${first?.id ?? ''}`, { do: 'assign', to: hostile, key });
    await someone.post(`/alerts/${first?.id ?? ''}`, { do: 'mute', scope: 'event', for: '1h', reason: hostile, key });
    const pages = [
      await someone.get('/alerts?state=all'),
      await someone.get('/alerts?state=all', { 'Accept-Language': 'ja' }),
    ];
    for (const { id } of incidents.slice(0, 20)) {
      pages.push(await someone.get(`/alerts/${id}`), await someone.get(`/alerts/${id}/mute`));
    }
    for (const page of pages) {
      expect(page.status).toBe(200);
      for (const { tag, attributes } of page.elements) {
        expect(tag).not.toMatch(/^(img|iframe|object|style|base|embed)$/);
        if (tag === 'script') expect(attributes['src']).toMatch(/^\/assets\//);
        expect(Object.keys(attributes).filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
        const { href } = attributes;
        if (tag === 'a' && href !== undefined) expect(href).toMatch(/^(\/(?!\/)|\?|#|https:\/\/)/);
        if (href !== undefined) expect(href).not.toContain('evil.example');
      }
    }
  });
});
