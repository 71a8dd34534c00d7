/** What the app says beside its cards. `{…}` are places to fill. */
import { fillPlaces } from '../../src/chat/fill-places.ts';
import { SAID_WORDS } from '../../src/chat/said-words.ts';
import type { Lang, Localized } from '../../src/lang.ts';

const WORDS = {
  ...SAID_WORDS,
  expired: {
    en: 'This answer is no longer kept (answers are kept for 30 days). Ask again: `/hvevent` and the event.',
    ja: 'この回答の保存期間（30 日）が過ぎています。`/hvevent` に続けてイベントを入力し、もう一度お試しください。',
  },
  notYours: {
    en: 'This answer belongs to somebody else. Ask with `/hvevent` to get your own.',
    ja: 'この回答は別の方のものです。`/hvevent` でご自身の回答を表示できます。',
  },
  noForm: {
    en: 'Slack did not let the form open in time. Please press the button again.',
    ja: 'フォームを時間内に開けませんでした。もう一度ボタンを押してください。',
  },
  noAskForm: {
    en: 'Slack did not let the form open in time. Try `/hvevent` again, or type the event behind it: `/hvevent VMSMP 26`.',
    ja: 'フォームを時間内に開けませんでした。もう一度 `/hvevent` を実行するか、`/hvevent VMSMP 26` のように続けて入力してください。',
  },
  unconfirmed: {
    en: 'Slack did not confirm it. Look whether it is there before you do it again.',
    ja: 'Slack から完了の応答がありませんでした。やり直す前に、反映されているか確認してください。',
  },
  notShared: {
    en: 'It could not be posted in this channel. Invite hvevent to it (`/invite @hvevent`) and share again.',
    ja: 'このチャンネルに投稿できませんでした。hvevent を招待（`/invite @hvevent`）してから、もう一度共有してください。',
  },
  invite: {
    en: 'Only you see this: hvevent is not in this channel. Invite it to have answers in the thread.',
    ja: 'この回答はあなただけに表示されています。スレッドに回答を表示するには、hvevent をチャンネルに招待してください。',
  },
  help: {
    en: [
      'Type an event, and hvevent says whether it may be ignored, under which condition, why it happens and what to do:',
      '• `/hvevent VMSMP 26` a source and an ID; `/hvevent 26` an ID alone; `/hvevent 0xC0060005` an identifier',
      '• `/hvevent` and the pasted text of the event; `/hvevent` alone opens a form for longer texts and files',
      '• `/hvevent alerts` the open incidents, where alerts are posted',
      '• `/hvevent lang ja` or `/hvevent lang en` the language of your answers; `/hvevent lang auto` as in Slack',
      '• On any message: its menu, then "Explain this event"',
      '• Mention hvevent in a channel, or write to it directly; files (.evtx .xml .csv .txt .log) can be dropped there',
    ].join('\n'),
    ja: [
      'イベントを入力すると、無視してよいか、その条件、原因、対処を回答します。',
      '• `/hvevent VMSMP 26` ソースとイベント ID、`/hvevent 26` ID のみ、`/hvevent 0xC0060005` 識別子',
      '• `/hvevent` に続けてイベントの本文を貼り付け。`/hvevent` だけを入力すると、長い本文やファイル用のフォームが開きます',
      '• `/hvevent alerts` 未解決のインシデントの一覧（アラートの投稿先チャンネルで使えます）',
      '• `/hvevent lang ja` または `/hvevent lang en` で回答の言語を選択。`/hvevent lang auto` で Slack の設定に合わせます',
      '• メッセージのメニューから「Explain this event」',
      '• チャンネルで hvevent をメンションするか、直接メッセージを送信。ファイル（.evtx .xml .csv .txt .log）も読み取れます',
    ].join('\n'),
  },
  'lang.auto': { en: 'Answers to you follow your language in Slack.', ja: '回答の言語を Slack の設定に合わせます。' },
  'lang.unknown': {
    en: 'The languages are `ja` and `en`: `/hvevent lang ja`.',
    ja: '指定できる言語は `ja` と `en` です：`/hvevent lang ja`',
  },
  'file.away': {
    en: '{name}: could not be fetched from Slack. Please send it again.',
    ja: '{name}：Slack から取得できませんでした。もう一度送信してください。',
  },
  'file.noAccess': {
    en: '{name}: hvevent may not read files here. An administrator can add the permission "files:read", or paste the text instead.',
    ja: '{name}：ファイルを読み取る権限がありません。管理者が権限「files:read」を追加するか、本文を貼り付けてください。',
  },
  'file.refused': {
    en: '{name}: is not stored in Slack itself and is not fetched. Upload the file to Slack.',
    ja: '{name}：Slack の外にあるファイルは読み取りません。Slack にアップロードしてください。',
  },
  'prompt.title': { en: 'Which event is it?', ja: 'どのイベントを調べますか？' },
  'prompt.id': { en: 'Explain VMSMP 26', ja: 'VMSMP 26 を調べる' },
  'prompt.id.text': { en: 'VMSMP 26', ja: 'VMSMP 26' },
  'prompt.storage': { en: 'Explain storvsp 5', ja: 'storvsp 5 を調べる' },
  'prompt.storage.text': { en: 'storvsp 5', ja: 'storvsp 5' },
  'prompt.identifier': { en: 'What is 0xC0060005?', ja: '0xC0060005 とは？' },
  'prompt.identifier.text': { en: '0xC0060005', ja: '0xC0060005' },
  'prompt.help': { en: 'What can you do?', ja: '何ができますか？' },
  'prompt.help.text': { en: 'help', ja: 'ヘルプ' },
} as const satisfies Record<string, Localized>;

export type ListenerWord = keyof typeof WORDS;

/** The sentence in `lang`, its places filled. Backticks are mrkdwn; fill in only what is harmless there. */
export function tell(name: ListenerWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}
