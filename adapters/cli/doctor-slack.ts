/** What `hvevent doctor` says of Slack: what is set, what is missing, what to do. Never a secret. */
import type { SlackConfig } from '../../src/config-slack.ts';
import type { Config } from '../../src/config.ts';
import type { Check } from './check.ts';

const NAME = 'Slack';

interface SlackIo {
  checkSlack(slack: SlackConfig): Promise<string>;
}

/** For the list of settings: how it connects, not with what. */
export function shownSlack({ slack }: Config): string {
  if (slack === undefined) return 'off';
  const delivery = slack.delivery.mode === 'socket' ? 'Socket Mode' : 'HTTP';
  return `${delivery}, ${slack.access.kind === 'workspace' ? 'one workspace' : 'several workspaces'}`;
}

export async function checkSlack(config: Config, io: SlackIo): Promise<Check[]> {
  const { slack } = config;
  if (slack === undefined) {
    const message = 'Off. To switch it on: deploy/slack/README.md (SLACK_BOT_TOKEN and SLACK_APP_TOKEN are enough).';
    return [{ name: NAME, status: 'ok', message }];
  }
  const tokens = await io.checkSlack(slack).then(
    (message): Check => ({ name: NAME, status: 'ok', message: `${shownSlack(config)}. ${message}` }),
    (error: unknown): Check => ({
      name: NAME,
      status: 'wrong',
      message: error instanceof Error ? error.message : String(error),
    }),
  );
  return [tokens, ...warnings(slack, config)];
}

function warnings({ delivery, access }: SlackConfig, { publicUrl, secretKeys }: Config): Check[] {
  const warning = (message: string): Check => ({ name: NAME, status: 'warning', message });
  const found: Check[] = [];
  const needsAddress = delivery.mode === 'http' || access.kind === 'oauth';
  if (needsAddress && publicUrl === undefined)
    found.push(
      warning('Slack and installing people come over the Internet: set server.publicUrl to the address they use.'),
    );
  else if (needsAddress && publicUrl?.startsWith('https:') !== true)
    found.push(warning('Slack needs an address with https://: correct server.publicUrl.'));
  if (secretKeys.length === 0)
    found.push(
      warning(
        'What people ask is stored readable for 30 days: set HVEVENT_SECRET_KEY ("openssl rand -base64 32") to seal it.',
      ),
    );
  return found;
}
