/** FakeSlack and a tiny Bolt app for one test; both are gone after it. */
import { WebClient } from '@slack/web-api';
import { afterEach } from 'vitest';
import { type FakeSlack, type FakeSlackOptions, createFakeSlack } from './fake-slack.ts';
import { type Mode, type TinyApp, silentLogger, startTinyApp } from './tiny-app.ts';

/** What is to be closed after the test, the last one first. */
export const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** FakeSlack alone. */
export async function fake(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = await createFakeSlack(options);
  open.push(slack.close);
  return slack;
}

/** FakeSlack with the app connected to it. */
export async function started(mode: Mode, options: FakeSlackOptions = {}): Promise<TinyApp & { slack: FakeSlack }> {
  const slack = await fake({ mode, ...options });
  const app = await startTinyApp(slack, mode);
  open.push(app.stop);
  return { ...app, slack };
}

/** The official client, which does not repeat calls. */
export function client(slack: FakeSlack, token = slack.botToken): WebClient {
  return new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silentLogger() });
}

/** The `error` that Slack answered; undefined when the call went well. */
export async function apiError(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: { data?: { error?: string } }) => error.data?.error,
  );
}
