import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { teamsRoutes } from '../../adapters/teams/door.ts';
import type { TeamsRequest } from '../../adapters/teams/port.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { createFakeTeams, type FakeTeams } from '../fake-teams/fake-teams.ts';
import { newKey } from '../fake-teams/keys.ts';
import { messageActivity } from '../fake-teams/payloads.ts';
import type { Json } from '../fake-teams/state.ts';
import { type DoorOnFake, type DoorOptions, PASSWORD, startDoorOn } from './door-on-fake.ts';

/** Put in front of the console before the door comes, so that it sees what the door lets through. */
const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
const otherKey = newKey('key-1');
const nothing = () => undefined;
const NO_LOG: ChatLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const OTHER_TENANT = '00000000-0000-4000-8000-00000000c002';

let teams: FakeTeams;
let door: DoorOnFake;
const more: DoorOnFake[] = [];

beforeAll(async () => {
  teams = await createFakeTeams();
  door = await startDoorOn(teams);
});
afterEach(async () => {
  for (const each of more.splice(0)) await each.stop();
  teams.setBot(door.url);
  door.turns.splice(0);
  door.lines.splice(0);
  printed.mockClear();
  warned.mockClear();
});
afterAll(async () => {
  await door.stop();
  await teams.close();
});

async function another(options: DoorOptions): Promise<DoorOnFake> {
  const made = await startDoorOn(teams, options);
  more.push(made);
  return made;
}

function anActivity(changes: Json = {}): Json {
  const ann = teams.user('Ann');
  const world = { appId: teams.appId, serviceUrl: teams.serviceUrl, nextId: () => 'f:1' };
  const head = { world, person: ann, conversation: ann.chat };
  const said = { ...head, text: '26', html: '<p>26</p>', mentions: false, files: [], targeted: false };
  return { ...messageActivity(said), ...changes };
}

const seconds = () => Math.floor(Date.now() / 1000);
const bearer = (...parts: Parameters<FakeTeams['token']>) => `Bearer ${teams.token(...parts)}`;

describe('a good token', () => {
  it('lets a message through, and our answer goes out with our own token', async () => {
    const answering = await another({
      onTurn: async (turn) => {
        await answering.connector.send(turn.ref, { text: 'Hello' });
        return undefined;
      },
    });
    const ann = teams.user('Ann');

    expect(await ann.say('26')).toMatchObject({ status: 200, body: undefined });

    expect(ann.sees().map(({ text }) => text)).toEqual(['26', 'Hello']);
    expect(teams.calls.at(-1)).toMatchObject({ authorization: `Bearer ${teams.outgoingToken}`, status: 201 });
    expect(answering.turns[0]).toMatchObject({ kind: 'message', text: '26', personal: true, tenantId: teams.tenantId });
  });

  it.each([
    ['that ran out four minutes ago: clocks differ', () => bearer({ exp: seconds() - 240 })],
    ['that becomes good in four minutes', () => bearer({ nbf: seconds() + 240 })],
  ])('is still good %s', async (_, authorization) => {
    expect(await teams.deliver(anActivity(), authorization())).toEqual({ status: 200, body: undefined });
    expect(door.turns).toHaveLength(1);
  });
});

const BAD_TOKENS: [string, () => string][] = [
  ['no token', () => ''],
  ['garbage', () => 'Bearer garbage'],
  ['garbage of three parts', () => 'Bearer a.b.c'],
  ['the scheme in small letters', () => bearer().replace('Bearer', 'bearer')],
  ['another scheme', () => bearer().replace('Bearer', 'Basic')],
  ['two tokens', () => `${bearer()} ${teams.token()}`],
  ['a key that nobody knows', () => bearer({}, { kid: 'nobody' })],
  ['no name of a key', () => bearer({}, { kid: '' })],
  ['a token that has run out', () => bearer({ exp: seconds() - 600, nbf: seconds() - 4000 })],
  ['a token of tomorrow', () => bearer({ nbf: seconds() + 86_400, exp: seconds() + 90_000 })],
  ['a token for another bot', () => bearer({ aud: '00000000-0000-4000-8000-00000000ffff' })],
  ['a token for several', () => bearer({ aud: [teams.appId, 'https://api.botframework.com'] })],
  ['a token for nobody', () => bearer({ aud: undefined })],
  ['another maker', () => bearer({ iss: 'https://evil.example' })],
  ['a token for another address', () => bearer({ serviceurl: 'https://smba.trafficmanager.net/teams/' })],
  ['a token for no address', () => bearer({ serviceurl: undefined })],
  ['the key of another channel', () => bearer({}, { kid: 'other-channel' })],
  ['a signature by another key of that name', () => bearer({}, { key: otherKey })],
  ['no signature', () => bearer({}, { alg: 'none' })],
  ['the public key as a secret', () => bearer({}, { alg: 'HS256' })],
  ['claims changed after signing', () => tampered(bearer())],
  [
    "a token that Entra made for the bot's own registration",
    () =>
      bearer({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: teams.appId }),
  ],
  [
    'a token of another bot, made by Entra',
    () => bearer({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '2.0', azp: 'another' }),
  ],
];

function tampered(authorization: string): string {
  const [head, body = '', signature] = authorization.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Json;
  const changed = Buffer.from(JSON.stringify({ ...claims, exp: seconds() + 9999 })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}

describe('a bad token', () => {
  it.each(BAD_TOKENS)('%s: a bare 401, no turn, and nothing printed', async (_, authorization) => {
    expect(await teams.deliver(anActivity(), authorization())).toEqual({ status: 401, body: undefined });

    expect(door.turns).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
    expect(warned).not.toHaveBeenCalled();
  });

  it.each(BAD_TOKENS)('%s: the same for an invoke', async (_, authorization) => {
    const activity = anActivity({ type: 'invoke', name: 'composeExtension/query', value: {} });

    expect(await teams.deliver(activity, authorization())).toEqual({ status: 401, body: undefined });
    expect(door.turns).toEqual([]);
  });

  it('that cannot be of Teams makes us ask nobody for keys', async () => {
    const fresh = await createFakeTeams();
    const own = await startDoorOn(fresh);
    more.push(own);
    const send = (authorization: string) => fresh.deliver(anActivity({ serviceUrl: fresh.serviceUrl }), authorization);
    const token = (...parts: Parameters<FakeTeams['token']>) => `Bearer ${fresh.token(...parts)}`;
    const wrong = [
      token({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: fresh.appId }),
      token({ aud: 'https://api.botframework.com' }),
      token({}, { alg: 'none' }),
      token({}, { alg: 'HS256' }),
      token({}, { kid: '' }),
    ];
    for (const each of wrong) expect((await send(each)).status).toBe(401);

    expect(fresh.keysAsked()).toBe(0);
    expect((await send(token())).status).toBe(200);
    expect(fresh.keysAsked()).toBe(1);
    await fresh.close();
  });

  it('is said in the log once a minute, without the token', async () => {
    let now = 1000;
    const watched = await another({ now: () => now });
    for (const _ of [1, 2, 3]) await teams.deliver(anActivity(), 'Bearer a.b.c');
    now += 61_000;
    await teams.deliver(anActivity(), 'Bearer a.b.c');

    expect(watched.lines).toEqual([
      expect.stringMatching(/^warn teams: a request was refused: its token is not good.* \{\}$/),
      expect.stringMatching(/\{"moreSince":2\}$/),
    ]);
    expect(watched.lines.join()).not.toContain('a.b.c');
  });

  it('leaves the console to others', async () => {
    await teams.deliver(anActivity(), bearer({}, { key: otherKey }));

    console.error('ours');

    expect(printed.mock.calls).toEqual([['ours']]);
  });
});

describe('who speaks, and where the answer goes', () => {
  it.each(['directline', 'emulator', 'AseChannel', 'webchat', ''])('channel "%s" is not Teams', async (channelId) => {
    expect(await teams.deliver(anActivity({ channelId }))).toEqual({ status: 401, body: undefined });
    expect(door.turns).toEqual([]);
  });

  it.each([
    'https://evil.example/',
    'http://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net.evil.example/teams/',
    'https://smba.trafficmanager.net@evil.example/teams/',
    'https://evil.example/?smba.trafficmanager.net',
    'https://user:word@smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net:8443/teams/',
    'https://smba.trafficmanager.net/teams/?to=evil',
    'http://169.254.169.254/',
    'file:///etc/passwd',
    'not an address',
  ])('an address for answers that is not of Teams is refused, even under a good token: %s', async (serviceUrl) => {
    const answer = await teams.deliver(anActivity({ serviceUrl }), bearer({ serviceurl: serviceUrl }));

    expect(answer).toEqual({ status: 403, body: undefined });
    expect(door.turns).toEqual([]);
  });

  it.each(['https://smba.trafficmanager.net/emea/', 'https://smba.infra.gcc.teams.microsoft.com/teams'])(
    "Teams' own address is taken: %s",
    async (serviceUrl) => {
      const answer = await teams.deliver(anActivity({ serviceUrl }), bearer({ serviceurl: serviceUrl }));

      expect(answer.status).toBe(200);
      expect(door.turns[0]?.ref.serviceUrl).toBe(serviceUrl);
    },
  );

  it('takes an address of the settings', async () => {
    const serviceUrl = 'https://smba.cloud.example/teams/';
    await another({ settings: { serviceUrls: ['https://smba.cloud.example'] } });

    expect((await teams.deliver(anActivity({ serviceUrl }), bearer({ serviceurl: serviceUrl }))).status).toBe(200);
  });

  it('people of another organisation are refused', async () => {
    const stranger = teams.user('Stranger', { tenantId: OTHER_TENANT });

    expect(await stranger.say('26')).toMatchObject({ status: 403, body: undefined });
    expect(await stranger.search('26')).toMatchObject({ status: 403, body: undefined });
    expect(door.turns).toEqual([]);
  });

  it('people of a further organisation of the settings are answered', async () => {
    await another({ settings: { tenants: [teams.tenantId, OTHER_TENANT] } });

    expect((await teams.user('Stranger', { tenantId: OTHER_TENANT }).say('26')).status).toBe(200);
  });

  it.each([
    ['no organisation', { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }],
    ['two organisations', { channelData: { tenant: { id: OTHER_TENANT } } }],
  ])('%s: refused', async (_, changes) => {
    expect((await teams.deliver(anActivity(changes))).status).toBe(403);
    expect(door.turns).toEqual([]);
  });

  it('a stored conversation is checked again before we speak in it', async () => {
    await teams.user('Ann').say('26');
    const ref = door.turns[0]?.ref;
    if (ref === undefined) throw new Error('there was no turn');
    const before = teams.calls.length;
    const refused = { name: 'TeamsSendError', code: 'REFUSED', mayHaveArrived: false };

    for (const wrong of [
      { ...ref, serviceUrl: 'https://evil.example/' },
      { ...ref, tenantId: OTHER_TENANT },
    ]) {
      await expect(door.connector.send(wrong, { text: 'x' })).rejects.toMatchObject(refused);
      await expect(door.connector.update(wrong, '1', { text: 'x' })).rejects.toMatchObject(refused);
      await expect(door.connector.remove(wrong, '1')).rejects.toMatchObject(refused);
    }
    expect(teams.calls).toHaveLength(before);
  });
});

describe('what is no activity', () => {
  const posted = async (body: string, headers: Record<string, string> = {}) => {
    const type = { 'content-type': 'application/json', authorization: bearer() };
    const response = await fetch(door.url, { method: 'POST', headers: { ...type, ...headers }, body });
    return { status: response.status, body: await response.text() };
  };

  it.each([
    '{}',
    '[]',
    'null',
    '"text"',
    '26',
    '{"type":1}',
    '{"type":"message"}',
    '{"type":{"a":1},"channelId":"msteams"}',
    '',
    '{"type":"mess',
    '\u0000',
  ])('%j: 400 before the library sees it', async (body) => {
    expect(await posted(body)).toEqual({ status: 400, body: '' });
    expect(door.turns).toEqual([]);
  });

  it.each([
    ['serviceUrl', undefined],
    ['serviceUrl', 5],
    ['from', null],
    ['recipient', undefined],
    ['conversation', { id: 7 }],
    ['text', { toString: 'x' }],
    ['attachments', 'many'],
    ['channelData', 'text'],
    ['membersAdded', [{ id: null }]],
  ])('%s as %j: 400', async (name, value) => {
    expect(await teams.deliver(anActivity({ [name]: value }))).toEqual({ status: 400, body: undefined });
    expect(door.turns).toEqual([]);
  });

  it('deep nesting does no harm', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = JSON.stringify(anActivity({ value: 'HERE' })).replace('"HERE"', deep);

    expect((await posted(body, { authorization: '' })).status).toBe(401);
    expect((await posted(body)).status).toBe(200);
  });

  it('more than 256 KB: 413, whether it says so or not', async () => {
    const body = JSON.stringify(anActivity({ text: 'x'.repeat(257 * 1024) }));
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/json', authorization: bearer() };
    const streamed = await fetch(door.url, { method: 'POST', headers, body: stream, duplex: 'half' });

    expect((await posted(body)).status).toBe(413);
    expect(streamed.status).toBe(413);
    expect(door.turns).toEqual([]);
  });

  it('a long text under the limit passes', async () => {
    expect((await teams.deliver(anActivity({ text: 'x'.repeat(200 * 1024) }))).status).toBe(200);
  });

  it('other methods and other types are refused', async () => {
    const wrongType = await posted(JSON.stringify(anActivity()), { 'content-type': 'text/plain' });
    const got = await fetch(door.url);

    expect(wrongType.status).toBe(415);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('an invoke that nobody knows is 501, other events are taken without a turn', async () => {
    expect((await teams.deliver(anActivity({ type: 'invoke', name: 'signin/verifyState' }))).status).toBe(501);
    expect((await teams.deliver(anActivity({ type: 'invoke', name: 'toString' }))).status).toBe(501);
    expect((await teams.deliver(anActivity({ type: 'messageReaction' }))).status).toBe(200);
    expect(door.turns).toEqual([]);
  });
});

describe('bodies that do not come', () => {
  it('are cut off, and are few at a time', async () => {
    const handled: unknown[] = [];
    const handle = async ({ body }: TeamsRequest) => ({ status: handled.push(body) > 0 ? 200 : 500 });
    const parts = { port: { handle }, insecureLocal: false, log: NO_LOG, now: Date.now };
    const route = teamsRoutes({ ...parts, reading: { most: 2, ms: 1500 } }).get('/api/messages');
    const server = createServer((incoming, outgoing) => route?.(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const open = (body: string, length: number) =>
      new Promise<number | string>((resolve) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Length': length };
        const outgoing = request({ port, method: 'POST', path: '/api/messages', agent: false, headers }, (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode ?? 0);
        });
        outgoing.on('error', () => resolve('cut off'));
        outgoing.write(body);
        if (body.length === length) outgoing.end();
      });
    const slow = [open('{', 100), open('{', 100)];
    await expect.poll(() => open('{}', 2), { timeout: 5000 }).toBe(503);
    expect(await Promise.all(slow)).toEqual(['cut off', 'cut off']);
    expect(await open('{}', 2)).toBe(200);
    server.closeAllConnections();
    server.close();
  });
});

describe('our secrets', () => {
  it('are in no dump of what we hold, and in no log line', async () => {
    const ann = teams.user('Ann');
    await ann.say('26');
    await teams.deliver(anActivity(), bearer({}, { key: otherKey }));
    teams.faults.next({ status: 500 });
    const ref = door.turns[0]?.ref;
    const error: unknown = ref && (await door.connector.send(ref, { text: 'x' }).catch((thrown: unknown) => thrown));

    const shown = [inspect(door.connector, { depth: 20, showHidden: true }), inspect(error, { depth: 20 }), door.lines];
    expect(error).toMatchObject({ name: 'TeamsSendError' });
    for (const secret of [PASSWORD, teams.outgoingToken]) expect(shown.join('\n')).not.toContain(secret);
  });
});

describe('without the keys of Teams', () => {
  it('nobody is believed: 503, and the log says what to do', async () => {
    const gone = await createFakeTeams();
    const alone = await startDoorOn({ ...gone, openIdMetadataUrl: `${gone.url}/nowhere` });
    more.push(alone);

    const answer = await fetch(alone.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: bearer() },
      body: JSON.stringify(anActivity()),
    });
    await gone.close();

    expect([answer.status, await answer.text(), alone.turns]).toEqual([503, '', []]);
    expect(alone.lines.join()).toContain('the keys of Teams cannot be fetched');
    expect(printed).not.toHaveBeenCalled();
  });
});

describe('teams.insecureLocal', () => {
  const insecure = () => another({ settings: { identity: { kind: 'insecureLocal' }, tenants: 'any' } });
  const local = (headers: Record<string, string> = {}, changes: Json = {}) =>
    fetch(more.at(-1)?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(anActivity(changes)),
    });

  it('answers a program on this machine without a token, at an address on this machine', async () => {
    const { turns } = await insecure();

    expect((await local()).status).toBe(200);
    expect(turns).toHaveLength(1);
  });

  it('never speaks to an address beyond this machine, not even to Teams', async () => {
    const { turns, connector } = await insecure();

    expect((await local({}, { serviceUrl: 'https://evil.example/' })).status).toBe(403);
    expect((await local({}, { serviceUrl: 'https://smba.trafficmanager.net/teams/' })).status).toBe(403);
    expect(turns).toEqual([]);
    await local();
    const ref = turns[0]?.ref;
    if (ref === undefined) throw new Error('there was no turn');
    const beyond = { ...ref, serviceUrl: 'https://smba.trafficmanager.net/teams/' };
    await expect(connector.send(beyond, { text: 'x' })).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it.each([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.5' }],
    ['through a proxy that says so in the new way', { forwarded: 'for=203.0.113.5' }],
    ['from a page in a browser', { origin: 'https://evil.example' }],
    ['from a page in a browser that says no more', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses what comes %s', async (_, headers) => {
    const { turns } = await insecure();

    expect((await local(headers)).status).toBe(403);
    expect(turns).toEqual([]);
  });

  it('needs no token for calls either', async () => {
    const { connector, turns } = await insecure();
    await local();
    const ref = turns[0]?.ref;
    if (ref === undefined) throw new Error('there was no turn');

    // This Teams demands a token, so that it is seen that none is sent.
    await expect(connector.send(ref, { text: 'x' })).rejects.toMatchObject({ status: 401 });
    expect(teams.calls.at(-1)?.authorization).toBeUndefined();
  });
});
