import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { checkTokens } from '../../adapters/slack/check-tokens.ts';
import { type ConfigResult, readConfig } from '../../src/config.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';

const KEY = randomBytes(32).toString('base64');
const BOT = { SLACK_BOT_TOKEN: 'xoxb-1-very-secret' };
const SOCKET = { SLACK_APP_TOKEN: 'xapp-1-very-secret' };
const HTTP = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };
const OAUTH = {
  SLACK_CLIENT_ID: '123456.789012',
  SLACK_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210',
  SLACK_STATE_SECRET: 'state-state-state-state',
  HVEVENT_SECRET_KEY: KEY,
};

function read(env: Record<string, string>, yaml?: string): ConfigResult {
  return readConfig({ env, cwd: '/srv', readFile: () => yaml });
}

function slackOf(env: Record<string, string>, yaml?: string): SlackConfig | undefined {
  const { config, problems } = read(env, yaml);
  expect(problems).toEqual([]);
  return config?.slack;
}

describe('Slack is', () => {
  it('off without its secrets, whatever the file says of it', () => {
    expect(slackOf({})).toBeUndefined();
    expect(slackOf({ HVEVENT_SECRET_KEY: KEY, SLACK_BOT_TOKEN: '' }, 'slack:\n  mode: http\n')).toBeUndefined();
  });

  it.each([
    ['one workspace over a socket', { ...BOT, ...SOCKET }, 'socket', 'workspace'],
    ['one workspace over HTTP', { ...BOT, ...HTTP }, 'http', 'workspace'],
    ['over a socket when both ways are open', { ...BOT, ...HTTP, ...SOCKET }, 'socket', 'workspace'],
    ['several workspaces over HTTP', { ...OAUTH, ...HTTP }, 'http', 'oauth'],
    ['several workspaces over a socket', { ...OAUTH, ...SOCKET }, 'socket', 'oauth'],
  ])('%s', (_, env, mode, kind) => {
    expect(slackOf(env)).toMatchObject({ delivery: { mode }, access: { kind }, escalation: {}, channelLanguages: {} });
  });

  it('as the file says, where the file may say', () => {
    const yaml =
      'slack:\n  mode: http\n  escalation:\n    channel: C0123ABCD\n    webhook: https://t.example/hook\n  channelLanguages: { C0123ABCD: ja }\n';
    expect(slackOf({ ...BOT, ...HTTP, ...SOCKET }, yaml)).toEqual({
      delivery: { mode: 'http', signingSecret: HTTP.SLACK_SIGNING_SECRET },
      access: { kind: 'workspace', botToken: BOT.SLACK_BOT_TOKEN },
      escalation: { channel: 'C0123ABCD', webhook: 'https://t.example/hook' },
      channelLanguages: { C0123ABCD: 'ja' },
    });
  });
});

describe('faults in the settings of Slack', () => {
  const said = ({ problems }: ConfigResult) => problems.map(({ where, message }) => `${where}: ${message}`);

  it.each([
    ['a token alone', BOT, undefined, [/^SLACK_APP_TOKEN: is not set: .*SLACK_SIGNING_SECRET/]],
    ['a way without a token', SOCKET, undefined, [/^SLACK_BOT_TOKEN: is not set: .*SLACK_CLIENT_ID/]],
    [
      'a mode without its secret',
      { ...BOT, ...SOCKET },
      'slack:\n  mode: http\n',
      [/^SLACK_SIGNING_SECRET: .*slack\.mode is "http"/],
    ],
    ['one workspace and several', { ...BOT, ...SOCKET, ...OAUTH }, undefined, [/^SLACK_BOT_TOKEN: .*unset one/]],
    [
      'several workspaces with half of what they need',
      { ...SOCKET, SLACK_CLIENT_ID: OAUTH.SLACK_CLIENT_ID },
      undefined,
      [
        /^SLACK_CLIENT_SECRET: is not set/,
        /^SLACK_STATE_SECRET: is not set/,
        /^HVEVENT_SECRET_KEY: is not set: .*openssl/,
      ],
    ],
    [
      'several workspaces with a bad key',
      { ...SOCKET, ...OAUTH, HVEVENT_SECRET_KEY: 'changeme' },
      undefined,
      [/^HVEVENT_SECRET_KEY: the value is not 32 bytes .*openssl rand -base64 32/],
    ],
    [
      'secrets that were mixed up, all at once',
      {
        SLACK_BOT_TOKEN: 'xapp-1-very-secret',
        SLACK_APP_TOKEN: 'xoxb-1-very-secret',
        SLACK_SIGNING_SECRET: 'very secret',
      },
      undefined,
      [/^SLACK_BOT_TOKEN: .*"xoxb-"/, /^SLACK_APP_TOKEN: .*"xapp-"/, /^SLACK_SIGNING_SECRET: .*Basic Information/],
    ],
    [
      'a token that rotates',
      { ...SOCKET, SLACK_BOT_TOKEN: 'xoxe.xoxb-1-very-secret' },
      undefined,
      [/^SLACK_BOT_TOKEN: .*rotates/],
    ],
    [
      'the file and the environment, all at once',
      BOT,
      'slack:\n  mode: sockets\n  escalation: { channel: general }\n  channelLanguages: { C0123ABCD: de }\n',
      [/hvevent\.yaml:2: .*"sockets"/, /hvevent\.yaml:3: .*C0123ABCD/, /hvevent\.yaml:4: .*"de"/, /^SLACK_APP_TOKEN/],
    ],
  ])('%s', (_, env, yaml, expected) => {
    const result = read(env, yaml);
    expect(result.config).toBeUndefined();
    expect(said(result)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    for (const value of Object.values(env)) expect(said(result).join()).not.toContain(value);
  });

  it('never hold a value, whatever it is', () => {
    const names = Object.keys({ ...BOT, ...SOCKET, ...HTTP, ...OAUTH });
    const result = read(Object.fromEntries(names.map((name) => [name, `very secret ${name.length}`])));
    expect(result.problems.length).toBeGreaterThan(6);
    expect(said(result).join()).not.toContain('very secret');
  });
});

describe('the check of tokens', () => {
  let slack: FakeSlack | undefined;
  afterEach(() => slack?.close());

  const settings = (fake: FakeSlack, more: Partial<SlackConfig> = {}): SlackConfig => ({
    delivery: {
      mode: 'socket',
      appToken: fake.appToken,
    },
    access: {
      kind: 'workspace',
      botToken: fake.botToken,
    },
    escalation: {},
    channelLanguages: {},
    ...more,
  });

  it('says whose they are', async () => {
    slack = await createFakeSlack();
    const said = await checkTokens(settings(slack), slack.apiUrl);
    expect(said).toMatch(/"Fake".*app-level token opens connections/);
    expect(said).not.toMatch(/xoxb|xapp/);
  });

  it('says which one Slack refuses, and what it lacks', async () => {
    slack = await createFakeSlack({ workspaces: [{ scopes: ['commands', 'chat:write'] }] });
    const lacking = checkTokens(settings(slack), slack.apiUrl);
    await expect(lacking).rejects.toThrow(/SLACK_BOT_TOKEN lacks app_mentions:read, .*manifest/);

    const bot = settings(slack, { access: { kind: 'workspace', botToken: 'xoxb-wrong' } });
    await expect(checkTokens(bot, slack.apiUrl)).rejects.toThrow(/refuses SLACK_BOT_TOKEN \(invalid_auth\)/);
    const app = settings(slack, {
      access: { kind: 'oauth', clientId: '1.2', clientSecret: 'c', stateSecret: 's' },
      delivery: { mode: 'socket', appToken: 'xapp-wrong' },
    });
    await expect(checkTokens(app, slack.apiUrl)).rejects.toThrow(/refuses SLACK_APP_TOKEN \(invalid_auth\)/);
  });

  it('says that Slack cannot be reached', async () => {
    const gone = await createFakeSlack();
    await gone.close();
    await expect(checkTokens(settings(gone), gone.apiUrl)).rejects.toThrow(/cannot be reached/);
  });
});
