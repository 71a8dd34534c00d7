/* oxlint-disable unicorn/require-post-message-target-origin -- chat.postMessage is Slack's, not a window's */
/** A very small app on the real Bolt, to try FakeSlack on. */
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import type { AppOptions } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { FakeSlack } from './fake-slack.ts';

export interface TinyApp {
  app: App;
  /** What the app was asked, in order: "command 26", "event Ev… retry 1". */
  heard: string[];
  url: string;
  stop: () => Promise<void>;
}

export type Mode = 'http' | 'socket';

/** Starts the app against FakeSlack; HTTP mode tells FakeSlack its request URL. */
export async function startTinyApp(slack: FakeSlack, mode: Mode, options: Partial<AppOptions> = {}): Promise<TinyApp> {
  const heard: string[] = [];
  const common: AppOptions = {
    logger: silentLogger(),
    clientOptions: { slackApiUrl: slack.apiUrl, allowAbsoluteUrls: false },
    ...(options.installationStore === undefined ? { token: slack.botToken } : {}),
  };
  const { signingSecret, appToken } = slack;
  const ways: AppOptions = mode === 'socket' ? { socketMode: true, appToken } : { signingSecret };
  const app = new App({ ...common, ...(options.receiver === undefined ? ways : {}), ...options });
  listenTo(app, heard);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  // Bolt checks its token in the background; a failure before the first payload would be an unhandled rejection.
  await slack.until(() => slack.calls('auth.test').length > 0);
  const address = 'address' in server ? (server as { address: () => AddressInfo }).address() : undefined;
  const url = address === undefined ? '' : `http://127.0.0.1:${address.port}`;
  if (mode === 'http') slack.setRequestUrl(`${url}/slack/events`);
  return { app, heard, url, stop: async () => void (await app.stop()) };
}

export const card: KnownBlock[] = [
  { type: 'header', text: { type: 'plain_text', text: 'VMSMP 26' } },
  { type: 'section', text: { type: 'mrkdwn', text: 'Is the guest newer than the host?' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'yes', text: { type: 'plain_text', text: 'Yes' }, value: 'v1' },
      { type: 'button', action_id: 'share', text: { type: 'plain_text', text: 'Share to channel' } },
    ],
  },
];

export const askModal: ModalView = {
  type: 'modal',
  callback_id: 'ask',
  title: { type: 'plain_text', text: 'Explain an event' },
  submit: { type: 'plain_text', text: 'Explain' },
  blocks: [
    {
      type: 'input',
      block_id: 'paste',
      label: { type: 'plain_text', text: 'The event' },
      element: { type: 'plain_text_input', action_id: 'text', multiline: true },
    },
    {
      type: 'input',
      block_id: 'file',
      optional: true,
      label: { type: 'plain_text', text: 'Or a file' },
      element: { type: 'file_input', action_id: 'upload' },
    },
  ],
};

function listenTo(app: App, heard: string[]): void {
  app.command('/hvevent', async ({ command, ack, respond, client }) => {
    heard.push(`command ${command.text}`);
    if (command.text === 'silent') return;
    await ack();
    if (command.text === '') await client.views.open({ trigger_id: command.trigger_id, view: askModal });
    else await respond({ text: 'VMSMP 26', blocks: card });
  });
  app.action('share', async ({ ack, respond, body, client }) => {
    await ack();
    heard.push(`share ${'message' in body && body.message ? 'with' : 'without'} message`);
    await client.chat.postMessage({
      channel: body.channel?.id ?? '',
      text: `shared by <@${body.user.id}>`,
      blocks: card,
    });
    await respond({ delete_original: true });
  });
  app.action('yes', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'may be ignored', replace_original: true });
  });
  app.shortcut('explain_event', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    const place = { channel: shortcut.channel.id, thread_ts: shortcut.message_ts };
    await client.chat.postMessage({ ...place, text: `explained: ${shortcut.message.text}` });
  });
  app.view('ask', async ({ ack, view, body, client }) => {
    const typed = view.state.values['paste']?.['text']?.value ?? '';
    const files = view.state.values['file']?.['upload']?.files ?? [];
    heard.push(`ask ${typed} ${files.map(({ name }) => name).join()}`.trim());
    if (typed === 'nothing') return ack({ response_action: 'errors', errors: { paste: 'No event was found.' } });
    if (typed === 'bad') return ack({ response_action: 'errors', errors: { stranger: 'x' } });
    if (typed === 'more') return ack({ response_action: 'push', view: { ...askModal, callback_id: 'more' } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `explained: ${typed}` });
  });
  app.event('app_mention', async ({ event, client, body, context }) => {
    heard.push(`event ${body.event_id}${!context.retryNum ? '' : ` retry ${context.retryNum}`}`);
    const { user } = await client.users.info({ user: event.user ?? '', include_locale: true });
    const text = `${user?.locale}: ${event.text}`;
    await client.chat.postMessage({ channel: event.channel, thread_ts: event.thread_ts ?? event.ts, text });
  });
  app.message(async ({ message, say }) => {
    heard.push(`message ${message.subtype ?? 'plain'}`);
    if (message.subtype !== undefined && message.subtype !== 'file_share') return;
    const names = 'files' in message ? (message.files ?? []).map(({ name }) => name).join() : '';
    await say({ text: `you said ${message.text} ${names}`.trim() });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const section: KnownBlock = { type: 'section', text: { type: 'mrkdwn', text: 'Welcome' } };
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section] } });
  });
  for (const type of ['app_uninstalled', 'tokens_revoked'] as const) {
    app.event(type, async () => {
      heard.push(type);
    });
  }
}

export function silentLogger(): NonNullable<AppOptions['logger']> {
  const quiet = () => {};
  return {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: quiet,
    setLevel: quiet,
    setName: quiet,
    getLevel: () => LogLevel.ERROR,
  };
}
