import { App, type Installation } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { comeBack } from './install.ts';
import { apiError, client, fake, open } from './run-fake.ts';
import { silentLogger } from './tiny-app.ts';

describe('installing', () => {
  async function installable(rotationSeconds?: number) {
    const slack = await fake({
      mode: 'http',
      workspaces: [{ installed: false }],
      app: rotationSeconds === undefined ? {} : { rotationSeconds },
    });
    const stored: Installation[] = [];
    const { clientId, clientSecret, signingSecret } = slack;
    const clientOptions = { slackApiUrl: slack.apiUrl };
    const app = new App({
      clientId,
      clientSecret,
      signingSecret,
      clientOptions,
      stateSecret: 'state-secret',
      scopes: ['chat:write', 'commands', 'im:history'],
      logger: silentLogger(),
      installationStore: {
        storeInstallation: async (installation) => void stored.push(installation),
        fetchInstallation: async () => stored.at(-1) as Installation<'v2', false>,
      },
      installerOptions: { directInstall: true, authorizationUrl: slack.authorizationUrl, clientOptions },
    });
    app.message(async ({ say }) => void (await say('hello')));
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    open.push(async () => void (await app.stop()));
    const appUrl = `http://127.0.0.1:${((server as { address: () => unknown }).address() as { port: number }).port}`;
    slack.setRequestUrl(`${appUrl}/slack/events`);
    slack.app.redirectUrls = [`${appUrl}/slack/oauth_redirect`];
    return { slack, stored, appUrl };
  }

  test('install page, consent, cookie and state, token; the same link again is refused', async () => {
    const { slack, stored, appUrl } = await installable();
    const installed = await slack.install({ appUrl });
    expect(installed.status).toBe(200);
    expect(stored).toMatchObject([
      { team: { id: slack.workspaces[0]!.id }, bot: { scopes: ['chat:write', 'commands', 'im:history'] } },
    ]);
    expect((await comeBack(installed.redirectUrl, '')).status).toBe(400);
    expect((await comeBack(installed.redirectUrl, installed.cookie)).status).toBe(500);
    expect(stored).toHaveLength(1);
    const alice = slack.user('alice');
    await alice.dm('hi');
    await slack.idle();
    expect(alice.seesDm().at(-1)?.text).toBe('hello');
  });

  test('without the cookie or with Cancel nothing is stored', async () => {
    const { slack, stored, appUrl } = await installable();
    expect((await slack.install({ appUrl, dropCookie: true })).status).toBe(400);
    expect((await slack.install({ appUrl, deny: true })).status).toBeGreaterThanOrEqual(400);
    expect(stored).toEqual([]);
  });

  test('a token that is about to expire is rotated, and the old one is dead', async () => {
    const { slack, stored, appUrl } = await installable(3600);
    await slack.install({ appUrl });
    const old = stored[0]!.bot!.token;
    slack.app.rotationSeconds = 43_200;
    await slack.user('alice').dm('hi');
    await slack.idle();
    expect(stored).toHaveLength(2);
    expect(await apiError(client(slack, old).auth.test())).toBe('token_revoked');
    expect((await client(slack, stored[1]!.bot!.token).auth.test()).ok).toBe(true);
  });
});
