/** For `hvevent doctor`: asks Slack whether it takes the tokens, and whose they are. */
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { SlackConfig } from '../../src/config-slack.ts';
import { SCOPES } from './listens.ts';
import { boltLogger } from './log.ts';

const PATIENCE_MS = 5000;
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** @returns what is well. @throws a sentence that says which secret is wrong, or that Slack cannot be reached */
export async function checkTokens({ delivery, access }: SlackConfig, apiUrl?: string): Promise<string> {
  const client = new WebClient(undefined, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: PATIENCE_MS,
    logger: boltLogger(SILENT),
  });
  const said: string[] = [];
  if (access.kind === 'workspace') {
    const token = access.botToken;
    const { team, response_metadata: metadata } = await asked('SLACK_BOT_TOKEN', () => client.auth.test({ token }));
    const has = new Set(metadata?.scopes);
    const missing = SCOPES.bot.filter((scope) => !has.has(scope));
    if (has.size > 0 && missing.length > 0)
      throw new Error(
        `SLACK_BOT_TOKEN lacks ${missing.join(', ')}: install the app again with the manifest of deploy/slack.`,
      );
    said.push(`The bot token is of the workspace "${team ?? '?'}".`);
  } else said.push('People install it at /slack/install.');
  if (delivery.mode === 'socket') {
    // The address it gives is not used, and expires.
    await asked('SLACK_APP_TOKEN', () => client.apps.connections.open({ token: delivery.appToken }));
    said.push('The app-level token opens connections.');
  }
  return said.join(' ');
}

async function asked<T>(variable: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WebAPIPlatformError)
      throw new Error(`Slack refuses ${variable} (${error.data.error}): copy it again from the app's settings.`, {
        cause: error,
      });
    throw new Error(
      'Slack cannot be reached from here: check the network, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1.',
      { cause: error },
    );
  }
}
