import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstallations, type Installations, type Renewed } from '../../adapters/slack/installations.ts';
import { placeOf } from '../../adapters/slack/place.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { preferLang, preferredLang } from '../../src/store/preferences.ts';
import { createSecretBox } from '../../src/store/secret-box.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from '../fake-slack/fake-slack.ts';
import { comeBack } from '../fake-slack/install.ts';
import { type BareApp, bareApp, type BareOptions } from './bare-app.ts';
import { createHandClock, createKeptLog, type HandClock, type KeptLog } from './hand-clock.ts';

const KEY = randomBytes(32);
const box = createSecretBox([KEY]);
const HOUR_MS = 3_600_000;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const ENGINES: Record<string, () => Promise<Db>> = {
  sqlite: () => Promise.resolve(openSqlite(':memory:')),
  postgres: async () => openPostgres(await postgres.newDatabase()),
};

describe.each(Object.entries(ENGINES))('on %s', (_, open) => {
  let store: Db;
  let slack: FakeSlack | undefined;
  let app: BareApp | undefined;
  beforeEach(async () => {
    store = await open();
    await migrate(store);
  });
  afterEach(async () => {
    await app?.close();
    await slack?.close();
    await store.close();
    app = undefined;
    slack = undefined;
  });

  interface Running {
    slack: FakeSlack;
    app: BareApp;
    team: string;
  }

  /** Two workspaces that have not installed the app yet. */
  async function running(
    mode: 'http' | 'socket',
    options: Partial<BareOptions & FakeSlackOptions> = {},
  ): Promise<Running> {
    const workspaces = [
      { name: 'One', installed: false },
      { name: 'Two', installed: false },
    ];
    slack = await createFakeSlack({ mode, workspaces, ...options });
    app = await bareApp(slack, { mode, store, box, ...options });
    return { slack, app, team: slack.workspaces[0]?.id ?? '' };
  }

  const rows = () => store.all('SELECT id, sealed FROM secret ORDER BY id');
  const install = ({ slack: fake, app: bare }: Running, more = {}) => fake.install({ appUrl: bare.url, ...more });

  describe.each(['http', 'socket'] as const)('installing, over %s', (mode) => {
    it('stores a sealed token, and answers in that workspace with it', async () => {
      const both = await running(mode);
      const { status, body } = await install(both);
      const [token = ''] = [...both.slack.state.tokens].find(([, { kind }]) => kind === 'bot') ?? [];
      await both.slack.user('alice').command('/hvevent 26');
      await both.app.receiver.idle();

      expect(status).toBe(200);
      expect(body).toMatch(/hvevent is installed .*インストールしました/);
      expect(both.app.heard).toEqual([expect.objectContaining({ what: '/hvevent', token, teamId: both.team })]);
      const stored = await rows();
      expect(stored.map(({ id }) => id)).toEqual([both.team]);
      expect(JSON.stringify(stored) + both.app.log.text()).not.toMatch(/xoxb|a state secret/);
    });

    it('hears nothing from a workspace that has not installed it', async () => {
      const both = await running(mode);
      await both.slack.user('alice').command('/hvevent 26');
      await both.app.receiver.idle();

      expect(both.app.heard).toEqual([]);
    });

    it('for a whole organisation serves its workspaces, whose payloads name no team', async () => {
      const enterprise = { id: 'E0ORG', name: 'Org' };
      const workspaces = [{ name: 'Grid', enterprise, installed: false }];
      const both = await running(mode, { workspaces });
      await install(both, { org: true });
      const alice = both.slack.user('alice');
      await alice.command('/hvevent 26');
      await both.app.receiver.idle();
      await alice.mention('26');
      await both.app.receiver.idle();
      const message = alice.sees(both.slack.channel('general')).at(-1);
      if (message === undefined) throw new Error('nothing was said');
      await alice.shortcut('explain_event', message);
      await both.app.receiver.idle();

      expect((await rows()).map(({ id }) => id)).toEqual(['E0ORG']);
      const base = { teamId: both.team, enterpriseId: 'E0ORG', isEnterpriseInstall: true };
      expect(both.app.heard).toEqual([
        expect.objectContaining({ ...base, what: '/hvevent' }),
        expect.objectContaining({ ...base, what: 'app_mention' }),
        expect.objectContaining({ what: 'message_action', enterpriseId: 'E0ORG' }),
      ]);
    });

    it.each(['as-sent', 'reversed'] as const)('and removing it deletes token and data, events %s', async (order) => {
      const both = await running(mode);
      const { slack: fake, app: bare, team } = both;
      await install(both);
      const second = fake.workspaces[1]?.id ?? '';
      await install(both, { team: second });
      for (const each of [team, second])
        await preferLang(store, { place: `slack:${each}`, person: 'U' }, { lang: 'ja', at: 1 });
      bare.clock.forward(HOUR_MS);
      fake.events.hold();
      fake.uninstall(team);
      await fake.events.release(order);
      await bare.receiver.idle();

      expect((await rows()).map(({ id }) => id)).toEqual([second]);
      expect(await preferredLang(store, { place: `slack:${team}`, person: 'U' })).toBeUndefined();
      expect(await preferredLang(store, { place: `slack:${second}`, person: 'U' })).toBe('ja');
      bare.heard.length = 0;
      await fake.user('alice').command('/hvevent 26');
      await bare.receiver.idle();
      expect(bare.heard).toEqual([]);
    });
  });

  it('an organisation takes the data of all its workspaces with it', async () => {
    const enterprise = { id: 'E0ORG', name: 'Org' };
    const both = await running('http', {
      workspaces: [{ name: 'Grid', enterprise, installed: false, orgInstall: true }],
    });
    await install(both, { org: true });
    const inside = { place: placeOf({ teamId: 'T9', enterpriseId: 'E0ORG', isEnterpriseInstall: true }), person: 'U' };
    await preferLang(store, inside, { lang: 'ja', at: 1 });
    both.slack.uninstall();
    await both.slack.idle();
    await both.app.receiver.idle();

    expect(await rows()).toEqual([]);
    expect(await preferredLang(store, inside)).toBeUndefined();
  });

  it('a late word of an earlier removal does not undo a new installation', async () => {
    const both = await running('http');
    const { slack: fake, app: bare, team } = both;
    await install(both);
    fake.events.hold();
    fake.uninstall(team);
    bare.clock.forward(5 * 60_000);
    await install(both);
    await preferLang(store, { place: `slack:${team}`, person: 'U' }, { lang: 'ja', at: 1 });
    await fake.events.release();
    await bare.receiver.idle();

    expect(await rows()).toHaveLength(1);
    expect(await preferredLang(store, { place: `slack:${team}`, person: 'U' })).toBe('ja');
  });

  it('the token of one workspace in the environment: its data is deleted as well', async () => {
    slack = await createFakeSlack({ mode: 'http' });
    app = await bareApp(slack, { mode: 'http', store });
    const place = `slack:${slack.workspaces[0]?.id}`;
    await preferLang(store, { place, person: 'U' }, { lang: 'ja', at: 1 });
    slack.uninstall();
    await slack.idle();
    await app.receiver.idle();

    expect(await preferredLang(store, { place, person: 'U' })).toBeUndefined();
  });

  it('an installation that is cancelled, or comes back in another browser, stores nothing', async () => {
    const both = await running('http');
    const denied = await install(both, { deny: true });
    const stolen = await install(both, { dropCookie: true });
    const made_up = await comeBack(`${both.app.url}/slack/oauth_redirect?code=x&state=y`, 'slack-app-oauth-state=y');
    const nothing = await comeBack(`${both.app.url}/slack/oauth_redirect`, '');

    expect([denied.status, stolen.status, made_up.status, nothing.status]).toEqual([200, 400, 400, 400]);
    expect(denied.body).toContain('cancelled');
    expect(stolen.body).toContain('/slack/install');
    expect(await rows()).toEqual([]);
  });

  it('a token that rotates is exchanged at Slack before it is used', async () => {
    const workspaces = [{ name: 'One', installed: false }];
    const both = await running('http', { workspaces, app: { rotationSeconds: 12 * 3600 } });
    await install(both);
    const [first] = [...both.slack.state.tokens].filter(([, { kind }]) => kind === 'bot').map(([value]) => value);
    both.app.clock.forward(11 * HOUR_MS);
    await Promise.all(Array.from({ length: 5 }, () => both.slack.user('alice').command('/hvevent 26')));
    await both.app.receiver.idle();

    const used = new Set(both.app.heard.map(({ token }) => token));
    expect(both.app.heard).toHaveLength(5);
    expect(used.size).toBe(1);
    expect(used.has(first)).toBe(false);
    expect(both.slack.calls('oauth.v2.access').map(({ args }) => args['grant_type'])).toEqual([
      undefined,
      'refresh_token',
    ]);
  });

  it('an address that was used once is of no use to another', async () => {
    const both = await running('http');
    const { redirectUrl, cookie } = await install(both);
    const again = await comeBack(redirectUrl, cookie);

    expect(again.status).toBe(500);
    expect(again.body).not.toMatch(/code|token|Error/i);
    expect(await rows()).toHaveLength(1);
  });
});

describe('tokens that rotate', () => {
  let store: Db;
  let clock: HandClock;
  let log: KeptLog;
  /** What Slack was asked, and what it answers. */
  let asked: string[];
  let answer: (refreshToken: string) => Promise<Renewed>;
  beforeEach(async () => {
    store = openSqlite(':memory:');
    await migrate(store);
    clock = createHandClock();
    log = createKeptLog();
    asked = [];
    answer = (given) => Promise.resolve({ token: `xoxb-after-${given}`, refreshToken: `${given}+`, expiresIn: 43_200 });
  });
  afterEach(() => store.close());

  function replica(seal = box): Installations {
    return createInstallations({
      store,
      box: seal,
      log,
      now: clock.now,
      pause: clock.pause,
      renew: (refreshToken) => {
        asked.push(refreshToken);
        return answer(refreshToken);
      },
    });
  }

  const T1 = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false };
  async function installed(expiresInMs: number | undefined, by = replica()): Promise<Installations> {
    await by.storeInstallation({
      team: { id: 'T1', name: 'One' },
      enterprise: undefined,
      user: { id: 'U1', token: undefined, scopes: undefined },
      bot: {
        token: 'xoxb-first',
        id: 'B1',
        userId: 'UB',
        scopes: ['commands'],
        ...(expiresInMs === undefined
          ? {}
          : {
              refreshToken: 'r1',
              expiresAt: Math.floor((clock.now() + expiresInMs) / 1e3),
            }),
      },
      isEnterpriseInstall: false,
      authVersion: 'v2',
      tokenType: 'bot',
    });
    return by;
  }
  const token = async (installations: Installations) => (await installations.authorize(T1)).botToken;

  it('stay as they are while they hold, or do not rotate', async () => {
    expect(await token(await installed(undefined))).toBe('xoxb-first');
    expect(await token(await installed(3 * HOUR_MS))).toBe('xoxb-first');
    expect(asked).toEqual([]);
  });

  it('are renewed once before they expire, however many ask on however many replicas', async () => {
    const replicas = [await installed(HOUR_MS), replica(), replica()];
    const tokens = await Promise.all(replicas.flatMap((each) => Array.from({ length: 10 }, () => token(each))));

    expect(asked).toEqual(['r1']);
    for (const one of tokens) expect(['xoxb-first', 'xoxb-after-r1']).toContain(one);
    expect(tokens.filter((one) => one === 'xoxb-after-r1').length).toBeGreaterThanOrEqual(10);
    clock.forward(60_001);
    await Promise.all(replicas.map(token));
    expect(await Promise.all([...replicas, replica()].map(token))).toEqual(Array(4).fill('xoxb-after-r1'));
    expect(asked).toEqual(['r1']);
  });

  it('are renewed for everybody when they have expired: the others wait', async () => {
    const replicas = [await installed(-1000), replica()];
    clock.runFree();
    const tokens = await Promise.all(replicas.flatMap((each) => Array.from({ length: 5 }, () => token(each))));

    expect(tokens).toEqual(Array(10).fill('xoxb-after-r1'));
    expect(asked).toEqual(['r1']);
  });

  it('are renewed again with the new refresh token', async () => {
    const one = await installed(HOUR_MS);
    await token(one);
    clock.forward(11 * HOUR_MS);
    expect(await token(one)).toBe('xoxb-after-r1+');
    expect(asked).toEqual(['r1', 'r1+']);
  });

  it('do not make anybody wait longer than a second while they hold', async () => {
    answer = () => new Promise(() => undefined);
    const one = await installed(HOUR_MS);
    const waiting = token(one);
    await expect.poll(() => clock.waits.length).toBe(1);
    clock.forward(1000);

    expect(await waiting).toBe('xoxb-first');
  });

  it('stay in use when they cannot be renewed, and Slack is not asked at once again', async () => {
    answer = () => Promise.reject(new Error('invalid_refresh_token'));
    const one = await installed(HOUR_MS);
    expect([await token(one), await token(one)]).toEqual(['xoxb-first', 'xoxb-first']);

    expect(asked).toEqual(['r1']);
    expect(log.text()).toContain('was not renewed');
    clock.forward(60_001);
    await token(one);
    await expect.poll(() => asked).toEqual(['r1', 'r1']);
  });

  it('are not brought back by a renewal that ends after the app was removed', async () => {
    const one = await installed(HOUR_MS);
    let finish: (renewed: Renewed) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    const waiting = token(one);
    await expect.poll(() => asked).toEqual(['r1']);
    await one.remove('T1', clock.now() + 1);
    finish({ token: 'xoxb-late', refreshToken: 'r2', expiresIn: 43_200 });
    await waiting;

    expect(await store.all('SELECT id FROM secret')).toEqual([]);
    await expect(token(one)).rejects.toThrow(/not installed/);
  });

  it('are kept from Bolt, which would renew them by itself', async () => {
    const one = await installed(HOUR_MS);
    const { bot } = await one.fetchInstallation(T1);
    expect(bot).toEqual({ token: 'xoxb-after-r1', id: 'B1', userId: 'UB', scopes: ['commands'] });
  });

  it('cannot be read with another key, nor from another row', async () => {
    await installed(undefined);
    await expect(token(replica(createSecretBox([randomBytes(32)])))).rejects.toThrow(/HVEVENT_SECRET_KEY/);
    await store.run("UPDATE secret SET id = 'T2'");
    await expect(replica().authorize({ ...T1, teamId: 'T2' })).rejects.toThrow(/belongs to another row/);
    expect(await token(replica(createSecretBox([KEY]))).catch(String)).toMatch(/not installed/);
  });

  it('are sealed anew with the first key, so that the earlier one can go', async () => {
    await installed(undefined);
    const newKey = randomBytes(32);
    expect(await token(replica(createSecretBox([newKey, KEY])))).toBe('xoxb-first');

    expect(await token(replica(createSecretBox([newKey])))).toBe('xoxb-first');
    await expect(token(replica())).rejects.toThrow(/does not hold/);
  });

  it('are read from memory, so that a slow store is asked once a minute and delays nobody', async () => {
    let questions = 0;
    const counting: Db = { ...store, all: (...given) => store.all(...given).finally(() => (questions += 1)) };
    await installed(undefined);
    const one = createInstallations({
      store: counting,
      box,
      log,
      now: clock.now,
      pause: clock.pause,
      renew: answer,
    });
    await Promise.all(Array.from({ length: 50 }, () => token(one)));
    expect(questions).toBe(1);
    clock.forward(60_001);
    await Promise.all(Array.from({ length: 50 }, () => token(one)));
    await expect.poll(() => questions).toBe(2);
  });
});
