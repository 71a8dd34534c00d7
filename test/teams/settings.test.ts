import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkApp } from '../../adapters/teams/check-app.ts';
import { entraWords } from '../../adapters/teams/entra-words.ts';
import { type ConfigResult, readConfig } from '../../src/config.ts';
import { Secret, type TeamsConfig } from '../../src/config-teams.ts';

const APP = '00000000-0000-4000-8000-00000000a001';
const TENANT = '00000000-0000-4000-8000-00000000b001';
const OTHER = '00000000-0000-4000-8000-00000000C002';
const IDS = { MicrosoftAppId: APP, MicrosoftAppTenantId: TENANT };
const PASSWORD = { MicrosoftAppPassword: 'a-very-secret-text' };
const PEM = '-----BEGIN PRIVATE KEY-----\\nvery-secret\\n-----END PRIVATE KEY-----';
const CERTIFICATE = { CertificateThumbprint: 'A1'.repeat(20), CertificatePrivateKey: PEM };

function read(env: Record<string, string>, yaml?: string): ConfigResult {
  return readConfig({ env, cwd: '/srv', readFile: () => yaml });
}

function teamsOf(env: Record<string, string>, yaml?: string): TeamsConfig | undefined {
  const { config, problems } = read(env, yaml);
  expect(problems).toEqual([]);
  return config?.teams;
}

function said({ problems }: ConfigResult): string[] {
  return problems.map(({ where, message }) => `${where}: ${message}`);
}

describe('Teams is', () => {
  it('off without an app registration, whatever the file says of it', () => {
    expect(teamsOf({})).toBeUndefined();
    expect(
      teamsOf({ MicrosoftAppId: '  ', MicrosoftAppPassword: '' }, `teams:\n  tenants: [${TENANT}]\n`),
    ).toBeUndefined();
  });

  it('a bot of one tenant with a client secret', () => {
    const teams = teamsOf({ ...IDS, MicrosoftAppId: ` ${APP.toUpperCase()} `, ...PASSWORD });

    expect(teams).toMatchObject({
      identity: { kind: 'registered', appId: APP, tenantId: TENANT, credentials: { kind: 'password' } },
      tenants: [TENANT],
      serviceUrls: [],
      escalation: {},
      channelLanguages: {},
    });
    expect(teams?.identity).toHaveProperty('credentials.password', expect.any(Secret));
  });

  it.each(['SingleTenant', 'singletenant', ''])('the same when MicrosoftAppType is "%s"', (MicrosoftAppType) => {
    expect(teamsOf({ ...IDS, ...PASSWORD, MicrosoftAppType })).toMatchObject({ identity: { kind: 'registered' } });
  });

  it('with a certificate, whose key may hold its line breaks as two characters', () => {
    const { identity } = teamsOf({ ...IDS, ...CERTIFICATE }) ?? {};
    const credentials = identity?.kind === 'registered' ? identity.credentials : undefined;

    expect(credentials).toMatchObject({ kind: 'certificate', thumbprint: CERTIFICATE.CertificateThumbprint });
    expect(credentials?.kind === 'certificate' && credentials.privateKey.reveal().split('\n')).toHaveLength(3);
  });

  it('with a managed identity, without any secret', () => {
    expect(teamsOf({ ...IDS, MicrosoftAppType: 'UserAssignedMSI' })).toMatchObject({
      identity: { credentials: { kind: 'managedIdentity' } },
    });
  });

  it('as the file says, where the file may say', () => {
    const channel = '19:abcdef@thread.tacv2';
    const yaml = `teams:
  tenants: [${OTHER}]
  serviceUrls: [https://smba.cloud.example/teams]
  escalation: { conversation: "${channel}", webhook: https://t.example/hook }
  channelLanguages: { "${channel}": ja }
`;
    expect(teamsOf({ ...IDS, ...PASSWORD }, yaml)).toMatchObject({
      tenants: [OTHER.toLowerCase()],
      serviceUrls: ['https://smba.cloud.example/teams'],
      escalation: { conversation: channel, webhook: 'https://t.example/hook' },
      channelLanguages: { [channel]: 'ja' },
    });
  });
});

describe('faults in the settings of Teams', () => {
  it.each<[Record<string, string>, RegExp[]]>([
    [PASSWORD, [/^MicrosoftAppId: is not set/, /^MicrosoftAppTenantId: is not set/]],
    [IDS, [/^MicrosoftAppPassword: is not set.*CertificateThumbprint/]],
    [{ ...IDS, MicrosoftAppId: ' ', ...PASSWORD }, [/^MicrosoftAppId: is not set/]],
    [{ ...IDS, MicrosoftAppId: 'hvevent', ...PASSWORD }, [/^MicrosoftAppId: the value is not allowed/]],
    [
      { ...IDS, ...PASSWORD, MicrosoftAppType: 'MultiTenant' },
      [/^MicrosoftAppType: MultiTenant is not supported.*SingleTenant/],
    ],
    [{ ...IDS, ...PASSWORD, MicrosoftAppType: 'Single' }, [/^MicrosoftAppType: the value is not allowed/]],
    [
      { ...IDS, ...PASSWORD, MicrosoftAppType: 'UserAssignedMSI' },
      [/^MicrosoftAppPassword: a UserAssignedMSI bot has no secret/],
    ],
    [{ ...IDS, ...PASSWORD, ...CERTIFICATE }, [/^MicrosoftAppPassword: is set, and a certificate too/]],
    [{ ...IDS, CertificateThumbprint: 'A1' }, [/^CertificateThumbprint: /, /^CertificatePrivateKey: /]],
    [
      { ...IDS, ...CERTIFICATE, CertificatePrivateKey: '-----BEGIN ENCRYPTED PRIVATE KEY-----' },
      [/^CertificatePrivateKey: .*not encrypted/],
    ],
  ])('%j', (env, expected) => {
    const result = read(env);

    expect(said(result)).toEqual(expected.map((one) => expect.stringMatching(one)));
    expect(result.config).toBeUndefined();
    for (const secret of [PASSWORD.MicrosoftAppPassword, 'very-secret'])
      expect(said(result).join()).not.toContain(secret);
  });

  it.each([
    ['tenants: []', /tenants/],
    ['tenants: [contoso.onmicrosoft.com]', /Directory \(tenant\) ID/],
    ['serviceUrls: [http://smba.cloud.example]', /https:\/\//],
    ['serviceUrls: ["https://smba.trafficmanager.net@evil.example"]', /without a user name/],
    ['escalation: { conversation: Servers }', /conversation's ID/],
    ['channelLanguages: { "19:abcdef@thread.tacv2": de }', /"en"|en.*ja/],
    ['insecureLocal: perhaps', /yes.*no/],
    ['password: x', /password/],
  ])('hvevent.yaml: %s', (line, expected) => {
    expect(said(read({}, `teams:\n  ${line}\n`))).toEqual([expect.stringMatching(expected)]);
  });
});

describe('teams.insecureLocal', () => {
  const ON = 'teams:\n  insecureLocal: yes\n';

  it('needs no app registration', () => {
    expect(teamsOf({}, ON)).toMatchObject({ identity: { kind: 'insecureLocal' }, tenants: 'any' });
    expect(read({}, ON).origins.teams).toBe('file');
  });

  it.each(['0.0.0.0', '::', 'hv.example', '127.0.0.1.evil.example', '192.168.0.5'])(
    'is refused when the server listens at %s',
    (host) => {
      expect(said(read({ HVEVENT_HOST: host }, ON))).toEqual([expect.stringMatching(/insecureLocal: .*HVEVENT_HOST/)]);
      expect(said(read({}, `server:\n  host: "${host}"\n${ON}`))).toHaveLength(1);
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('is taken at %s', (host) => {
    expect(teamsOf({ HVEVENT_HOST: host }, ON)?.identity.kind).toBe('insecureLocal');
  });

  it('and an app registration are one too many', () => {
    expect(said(read({ ...IDS, ...PASSWORD }, ON))).toEqual([expect.stringMatching(/insecureLocal: .*MicrosoftAppId/)]);
  });
});

describe('a secret', () => {
  it('is in no dump and in no JSON of the settings', () => {
    for (const env of [
      { ...IDS, ...PASSWORD },
      { ...IDS, ...CERTIFICATE },
    ]) {
      const { config } = read(env);
      const shown = `${inspect(config, { depth: 20, showHidden: true })} ${JSON.stringify(config)}`;

      expect(shown).toContain(APP);
      expect(shown).not.toContain('very-secret');
    }
  });

  it('is what was given, for the one who asks', () => {
    expect(new Secret('x').reveal()).toBe('x');
  });
});

describe('what Entra says', () => {
  it.each([
    [
      Object.assign(new Error('invalid_client: AADSTS7000215: Invalid secret very-secret'), {
        errorCode: 'invalid_client',
      }),
      'invalid_client, AADSTS7000215',
    ],
    [Object.assign(new Error('x'), { errorCode: 'not a word: very-secret' }), 'unknown'],
    ['very-secret', 'unknown'],
  ])('is told without its text', (error, shown) => {
    expect(entraWords(error).shown).toBe(shown);
  });

  it('is not asked without an app registration', async () => {
    expect(await checkApp({ identity: { kind: 'insecureLocal' } })).toBe('No app registration is needed.');
  });
});
