/** The pages on which an installation ends. Plain, in both languages, without scripts. */
import type { ServerResponse } from 'node:http';
import type { HTTPReceiverOptions } from '@slack/bolt';
import { failureFields, type ChatLog } from '../../src/chat/log.ts';

type Callbacks = NonNullable<NonNullable<HTTPReceiverOptions['installerOptions']>['callbackOptions']>;

interface Words {
  title: string;
  lines: readonly string[];
}

const INSTALLED: Words = {
  title: 'hvevent is installed / インストールしました',
  lines: [
    'Go back to Slack and type /hvevent, or write to hvevent directly. You can close this page.',
    'Slack に戻って /hvevent と入力するか、hvevent に直接メッセージを送ってください。このページは閉じてかまいません。',
  ],
};
const CANCELLED: Words = {
  title: 'Nothing was installed / インストールしていません',
  lines: ['The installation was cancelled in Slack.', 'Slack でインストールが取り消されました。'],
};
const EXPIRED: Words = {
  title: 'This link is no longer good / このリンクは無効です',
  lines: [
    'Begin again at /slack/install, in the same browser, and finish within ten minutes.',
    '同じブラウザーで /slack/install からやり直し、10 分以内に完了してください。',
  ],
};
const FAILED: Words = {
  title: 'The installation failed / インストールできませんでした',
  lines: [
    'Try again at /slack/install. If it fails again, the log of hvevent says why.',
    '/slack/install からもう一度お試しください。繰り返し失敗する場合は、hvevent のログに理由があります。',
  ],
};
/** The person came with a wrong or an old address. */
const STATE_ERRORS: ReadonlySet<string> = new Set([
  'slack_oauth_missing_state',
  'slack_oauth_invalid_state',
  'slack_oauth_missing_code',
]);

export function installCallbacks(log: ChatLog): Callbacks {
  return {
    success: (_installation, _options, _request, response) => send(response, 200, INSTALLED),
    failure: (error, _options, _request, response) => {
      log.warn('slack: an installation was not finished', failureFields(error));
      if (error.code === 'slack_oauth_installer_authorization_error') return send(response, 200, CANCELLED);
      return STATE_ERRORS.has(error.code) ? send(response, 400, EXPIRED) : send(response, 500, FAILED);
    },
  };
}

function send(response: ServerResponse, status: number, { title, lines }: Words): void {
  const body = lines.map((line) => `<p>${line}</p>`).join('\n');
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${title}</h1>\n${body}</body></html>\n`,
  );
}
