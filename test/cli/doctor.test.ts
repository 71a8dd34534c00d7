import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorCommand, type DoctorIo } from '../../adapters/cli/doctor.ts';
import { tryListen } from '../../adapters/http/listen.ts';
import { type ConfigResult, readConfig } from '../../src/config.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

let cwd = '';
let servers: Server[] = [];
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'hvevent-doctor-'));
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  rmSync(cwd, { recursive: true });
});

interface Report {
  ok: boolean;
  file: string | null;
  settings: { name: string; value: string; origin: string }[];
  checks: { name: string; status: string; message: string }[];
}

function settings(env: Record<string, string>, yaml?: string): ConfigResult {
  return readConfig({ env: { HVEVENT_PORT: '0', ...env }, cwd, readFile: () => yaml });
}

async function run(result: ConfigResult, args: string[] = [], io: Partial<DoctorIo> = {}) {
  let out = '';
  let code = -1;
  await doctorCommand({
    out: (text) => (out += text),
    exit: (exit) => (code = exit),
    settings: () => result,
    loadKnowledge: ({ knowledgeDirectories }) => loadKnowledge(['knowledge', ...knowledgeDirectories]),
    openStore,
    tryListen,
    checkSlack: () => Promise.resolve('The bot token is of the workspace "Fake".'),
    checkTeams: () => Promise.resolve('Entra gives us tokens for it.'),
    now: () => 1_800_000_000_000,
    ...io,
  }).parseAsync(args, { from: 'user' });
  return { out, code };
}

async function report(result: ConfigResult, io?: Partial<DoctorIo>): Promise<Report & { code: number }> {
  const { out, code } = await run(result, ['--format', 'json'], io);
  return { ...(JSON.parse(out) as Report), code };
}

const check = ({ checks }: Report, name: string) => checks.filter((each) => each.name === name);

/** A server that answers every request in this way. */
async function listening(headers: Record<string, string>): Promise<number> {
  const server = createServer((_, outgoing) => outgoing.writeHead(200, headers).end('{}'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('hvevent doctor', () => {
  it('finds nothing wrong with the defaults, and leaves no trace in the store', async () => {
    const found = await report(settings({}));

    expect(found).toMatchObject({ ok: true, code: 0, file: null });
    expect(found.checks.map(({ name, status }) => [name, status])).toEqual([
      ['settings', 'ok'],
      ['knowledge', 'ok'],
      ['store', 'ok'],
      ['port', 'ok'],
      ['public URL', 'ok'],
      ['Slack', 'ok'],
      ['Teams', 'ok'],
      ['alerts', 'ok'],
    ]);
    const store = openSqlite(join(cwd, 'data', 'hvevent.db'));
    expect(await store.all('SELECT * FROM preference')).toEqual([]);
    await store.close();
  });

  it('shows every setting with its origin, and no secret', async () => {
    const env = { DATABASE_URL: 'postgres://hvevent:secret-word@127.0.0.1:1/x' };
    const result = settings(env, 'server:\n  publicUrl: https://e.example\n');
    const found = await report(result);
    const shown = Object.fromEntries(found.settings.map(({ name, value, origin }) => [name, [value, origin]]));

    expect(shown).toMatchObject({
      host: ['127.0.0.1', 'default'],
      port: ['0', 'environment'],
      publicUrl: ['https://e.example', 'file'],
      databaseUrl: ['set (secret)', 'environment'],
      recordGaps: ['yes', 'default'],
    });
    expect(found.file).toBe(join(cwd, 'hvevent.yaml'));
    expect(check(found, 'store')).toEqual([
      {
        name: 'store',
        status: 'wrong',
        message: expect.stringMatching(/127\.0\.0\.1:1\/x cannot be used .*DATABASE_URL/),
      },
    ]);
    expect(found.code).toBe(70);
    const text = await run(result);
    expect(JSON.stringify(found) + text.out).not.toContain('secret-word');
  });

  it('shows all wrong settings and ends with 78', async () => {
    const found = await report(settings({ HVEVENT_HOST: 'a b' }, 'language: de\n'));

    expect(found).toMatchObject({ ok: false, code: 78, settings: [] });
    expect(found.checks.map(({ message }) => message)).toEqual([
      expect.stringMatching(/hvevent\.yaml:1: .*"de"/),
      expect.stringMatching(/HVEVENT_HOST/),
    ]);
  });

  it('says which files of the knowledge are wrong', async () => {
    writeFileSync(join(cwd, 'codes.yaml'), 'not: [a list\n');
    const found = await report(settings({ HVEVENT_KNOWLEDGE: cwd }));

    expect(check(found, 'knowledge')).toEqual([
      { name: 'knowledge', status: 'wrong', message: expect.stringMatching(/codes\.yaml:\d+: /) },
    ]);
    expect(found.code).toBe(70);
  });

  it('says how to correct a data folder that cannot be written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    const found = await report(settings({ HVEVENT_DATA: join(cwd, 'file', 'data') }));
    expect(check(found, 'store')).toMatchObject([
      { status: 'wrong', message: expect.stringContaining('HVEVENT_DATA') },
    ]);
  });

  it('knows a port that another program holds from one that hvevent holds', async () => {
    const other = await report(settings({ HVEVENT_PORT: String(await listening({})) }));
    const ours = await report(
      settings({ HVEVENT_PORT: String(await listening({ 'X-Knowledge-Version': '0123456789ab' })) }),
    );

    expect(check(other, 'port')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('HVEVENT_PORT') }]);
    expect(check(ours, 'port')).toMatchObject([{ status: 'ok', message: expect.stringContaining('0123456789ab') }]);
    expect([other.code, ours.code]).toEqual([70, 0]);
  });

  it.each([
    [{ HVEVENT_HOST: '0.0.0.0' }, undefined, 'server.publicUrl'],
    [{}, 'server:\n  publicUrl: http://events.example.com\n', 'not encrypted'],
  ])('warns about an address that people cannot use safely: %j', async (env, yaml, message) => {
    const found = await report(settings(env, yaml));
    expect(check(found, 'public URL')).toMatchObject([
      { status: 'warning', message: expect.stringContaining(message) },
    ]);
    expect(found.code).toBe(0);
  });

  describe('of Slack', () => {
    const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-very-secret', SLACK_APP_TOKEN: 'xapp-very-secret' };
    const HTTP = { SLACK_BOT_TOKEN: 'xoxb-very-secret', SLACK_SIGNING_SECRET: 'verysecret0123456789' };
    const KEY = {
      HVEVENT_SECRET_KEY: Buffer.from('a key of the tests, 32 bytes long').subarray(0, 32).toString('base64'),
    };

    it('says how to switch it on', async () => {
      const found = await report(settings({}));
      expect(check(found, 'Slack')).toEqual([
        { name: 'Slack', status: 'ok', message: expect.stringMatching(/^Off\. .*README.*SLACK_BOT_TOKEN/) },
      ]);
    });

    it('says how it connects and whose it is, and shows no secret', async () => {
      const result = settings({ ...SOCKET, ...KEY });
      const found = await report(result);
      expect(check(found, 'Slack')).toEqual([
        {
          name: 'Slack',
          status: 'ok',
          message: 'Socket Mode, one workspace. The bot token is of the workspace "Fake".',
        },
      ]);
      const shown = Object.fromEntries(found.settings.map(({ name, value, origin }) => [name, [value, origin]]));
      expect(shown).toMatchObject({
        slack: ['Socket Mode, one workspace', 'environment'],
        secretKeys: ['1 set (secret)', 'environment'],
      });
      const { out } = await run(result);
      expect(JSON.stringify(found) + out).not.toMatch(/very-secret|a key of|YSBrZXk/);
    });

    it.each([
      [SOCKET, undefined, /HVEVENT_SECRET_KEY.*openssl/],
      [{ ...HTTP, ...KEY }, undefined, /server\.publicUrl/],
      [{ ...HTTP, ...KEY }, 'server:\n  publicUrl: http://e.example\n', /https:\/\//],
    ])('warns of what is not as it should be: %j', async (env, yaml, message) => {
      const found = await report(settings(env, yaml));
      expect(check(found, 'Slack').filter(({ status }) => status === 'warning')).toEqual([
        { name: 'Slack', status: 'warning', message: expect.stringMatching(message) },
      ]);
      expect(found.code).toBe(0);
    });

    it('says what Slack refuses', async () => {
      const refused = { checkSlack: () => Promise.reject(new Error('Slack refuses SLACK_BOT_TOKEN (invalid_auth).')) };
      const found = await report(settings({ ...SOCKET, ...KEY }), refused);
      expect(check(found, 'Slack')).toMatchObject([
        { status: 'wrong', message: expect.stringContaining('invalid_auth') },
      ]);
      expect(found.code).toBe(70);
    });

    it('says what is missing', async () => {
      const found = await report(settings({ SLACK_BOT_TOKEN: 'xoxb-very-secret' }));
      expect(found.checks).toMatchObject([{ status: 'wrong', message: expect.stringContaining('SLACK_APP_TOKEN') }]);
      expect(found.code).toBe(78);
    });
  });

  describe('of Teams', () => {
    const APP = {
      MicrosoftAppId: '00000000-0000-4000-8000-00000000a001',
      MicrosoftAppTenantId: '00000000-0000-4000-8000-00000000b001',
      MicrosoftAppPassword: 'very-secret',
      HVEVENT_SECRET_KEY: Buffer.from('a key of the tests, 32 bytes long').subarray(0, 32).toString('base64'),
    };
    const PUBLIC = 'server:\n  publicUrl: https://e.example\n';

    it('says how to switch it on', async () => {
      expect(check(await report(settings({})), 'Teams')).toEqual([
        { name: 'Teams', status: 'ok', message: expect.stringMatching(/^Off\. .*README.*MicrosoftAppId/) },
      ]);
    });

    it('says how it proves who it is, and shows no secret', async () => {
      const found = await report(settings(APP, PUBLIC));
      const message = 'client secret, one tenant. Entra gives us tokens for it.';

      expect(check(found, 'Teams')).toEqual([{ name: 'Teams', status: 'ok', message }]);
      expect(found.settings).toContainEqual({
        name: 'teams',
        value: 'client secret, one tenant',
        origin: 'environment',
      });
      expect(JSON.stringify(found)).not.toContain('very-secret');
    });

    it.each([
      [{ ...APP, HVEVENT_SECRET_KEY: '' }, PUBLIC, /HVEVENT_SECRET_KEY/],
      [APP, undefined, /server\.publicUrl.*\/api\/messages/],
      [APP, 'server:\n  publicUrl: http://e.example\n', /https:\/\//],
      [{}, 'teams:\n  insecureLocal: yes\n', /insecureLocal is on/],
    ])('warns of what is not as it should be: %j', async (env, yaml, message) => {
      const found = await report(settings(env, yaml));

      expect(check(found, 'Teams').filter(({ status }) => status === 'warning')).toEqual([
        { name: 'Teams', status: 'warning', message: expect.stringMatching(message) },
      ]);
      expect(found.code).toBe(0);
    });

    it('says what Entra refuses', async () => {
      const found = await report(settings(APP, PUBLIC), {
        checkTeams: () => Promise.reject(new Error('Entra refuses MicrosoftAppId (invalid_client).')),
      });

      expect(check(found, 'Teams')).toMatchObject([
        { status: 'wrong', message: expect.stringContaining('invalid_client') },
      ]);
      expect(found.code).toBe(70);
    });
  });

  describe('of alerts', () => {
    const SOURCE = { HVEVENT_INTAKE_TOKENS: 'wec1=0123456789abcdef' };
    const POSTS = 'alerts:\n  defaultTo: [slack:C0123ABCD]\n';
    const SLACK = { SLACK_BOT_TOKEN: 'xoxb-very-secret', SLACK_APP_TOKEN: 'xapp-very-secret' };

    it('says what is on, and shows no token', async () => {
      const found = await report(settings({ ...SOURCE, ...SLACK }, POSTS));

      expect(check(found, 'alerts')).toEqual([
        { name: 'alerts', status: 'ok', message: 'On: live. Routes: 0, sources: 1, operators: 0.' },
      ]);
      expect(JSON.stringify(found)).not.toContain('0123456789abcdef');
    });

    it.each([
      [undefined, {}, /posted nowhere: set alerts\.defaultTo/],
      [POSTS, {}, /Channels of slack are named, and it is off/],
    ])('warns of cards that nobody will see: %j', async (yaml, env, message) => {
      const found = await report(settings({ ...SOURCE, ...env }, yaml));

      expect(check(found, 'alerts')).toEqual([
        { name: 'alerts', status: 'warning', message: expect.stringMatching(message) },
      ]);
    });

    it('tells which cards could not be delivered, and why', async () => {
      const store = openSqlite(join(cwd, 'data', 'hvevent.db'));
      await migrate(store);
      await store.run(
        `INSERT INTO card (id, kind, channel, lang, body, wanted_rev, posted_rev, state, last_error, attempts, key, turn, created_at, next_at, notes_posted, lease_until)
         VALUES ('a', 'notice', 'slack:C0GONE', 'en', '{}', 1, 0, 'dead', 'channel_not_found', 8, 'k', 1, 1, 1, 0, 0)`,
      );
      await store.close();
      const found = await report(settings({}));

      expect(check(found, 'alerts').filter(({ status }) => status === 'warning')).toEqual([
        {
          name: 'alerts',
          status: 'warning',
          message: '1 card could not be delivered; it is tried again every hour: slack:C0GONE (channel_not_found).',
        },
      ]);
    });
  });

  it('prints for people, a line each, in which nothing can act on the terminal', async () => {
    const { out, code } = await run(settings({ HVEVENT_DATA: join(cwd, 'a\u001b[31m\nb') }));

    expect(code).toBe(0);
    expect(out).toContain('  dataDirectory         ');
    expect(out).toMatch(/^ {2}ok {7}store: sqlite at .*a␛\[31m b/m);
    expect(out).not.toContain('\u001b');
  });
});
