/** What the app says beside its cards. `{…}` are places to fill. */
import type { Lang, Localized } from '../../src/lang.ts';

const PLACE = /\{([a-z]+)\}/g;

const WORDS = {
  expired: {
    en: 'This answer is no longer kept (answers are kept for 30 days). Ask again: `/hvevent` and the event.',
    ja: 'この回答の保存期間（30 日）が過ぎています。`/hvevent` に続けてイベントを入力し、もう一度お試しください。',
  },
  notYours: {
    en: 'This answer belongs to somebody else. Ask with `/hvevent` to get your own.',
    ja: 'この回答は別の方のものです。`/hvevent` でご自身の回答を表示できます。',
  },
  failed: {
    en: 'That did not work: something failed on our side. Please try again in a minute.',
    ja: '処理に失敗しました。しばらくしてからもう一度お試しください。',
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
      '• `/hvevent lang ja` or `/hvevent lang en` the language of your answers; `/hvevent lang auto` as in Slack',
      '• On any message: its menu, then "Explain this event"',
      '• Mention hvevent in a channel, or write to it directly; files (.evtx .xml .csv .txt .log) can be dropped there',
    ].join('\n'),
    ja: [
      'イベントを入力すると、無視してよいか、その条件、原因、対処を回答します。',
      '• `/hvevent VMSMP 26` ソースとイベント ID、`/hvevent 26` ID のみ、`/hvevent 0xC0060005` 識別子',
      '• `/hvevent` に続けてイベントの本文を貼り付け。`/hvevent` だけを入力すると、長い本文やファイル用のフォームが開きます',
      '• `/hvevent lang ja` または `/hvevent lang en` で回答の言語を選択。`/hvevent lang auto` で Slack の設定に合わせます',
      '• メッセージのメニューから「Explain this event」',
      '• チャンネルで hvevent をメンションするか、直接メッセージを送信。ファイル（.evtx .xml .csv .txt .log）も読み取れます',
    ].join('\n'),
  },
  'lang.en': { en: 'Answers to you are in English from now on.', ja: 'Answers to you are in English from now on.' },
  'lang.ja': { en: 'これからは日本語で回答します。', ja: 'これからは日本語で回答します。' },
  'lang.auto': { en: 'Answers to you follow your language in Slack.', ja: '回答の言語を Slack の設定に合わせます。' },
  'lang.unknown': {
    en: 'The languages are `ja` and `en`: `/hvevent lang ja`.',
    ja: '指定できる言語は `ja` と `en` です：`/hvevent lang ja`',
  },
  'lang.notKept': {
    en: 'The choice holds for now, but could not be stored. Please choose again later.',
    ja: '言語を切り替えましたが、保存できませんでした。後でもう一度選択してください。',
  },
  'ask.empty': {
    en: 'Paste the event here, or add a file below.',
    ja: 'ここにイベントを貼り付けるか、下でファイルを追加してください。',
  },
  thanks: { en: 'Thank you. Noted as helpful.', ja: 'ありがとうございます。役に立った回答として記録しました。' },
  'thanks.wrong': {
    en: 'Thank you. It goes to the people who look after the knowledge.',
    ja: 'ありがとうございます。ナレッジの担当者に伝えます。',
  },
  'thanks.suggest': {
    en: 'Thank you. It is on the list of the people who look after the knowledge.',
    ja: 'ありがとうございます。ナレッジの作成者に届けました。',
  },
  'human.sent': { en: 'Sent to the people in charge.', ja: '担当者に送信しました。' },
  'human.failed': {
    en: 'It could not be sent. Copy the text into a ticket:',
    ja: '送信できませんでした。次の文面をチケットに貼り付けてください。',
  },
  'answered.yes': { en: 'Answered with Yes: {question}', ja: '「はい」と回答済み：{question}' },
  'answered.no': { en: 'Answered with No: {question}', ja: '「いいえ」と回答済み：{question}' },
  'change.yes': { en: 'Change to Yes', ja: '「はい」に変更' },
  'change.no': { en: 'Change to No', ja: '「いいえ」に変更' },
  noQuestion: {
    en: 'There is no open question here. Send the event itself, and I will look it up.',
    ja: '回答待ちの質問はありません。イベントの内容を送ってください。',
  },
  manyQuestions: {
    en: 'There is more than one open question: please use the Yes and No buttons above.',
    ja: '質問が複数あります。上の「はい」「いいえ」ボタンで回答してください。',
  },
  waiting: { en: 'One moment…', ja: '少しお待ちください…' },
  summary: { en: 'Events', ja: 'イベント' },
  'file.tooLarge': {
    en: '{name}: larger than 20 MiB. Save only the events you need (in Event Viewer: "Save Filtered Log File As"), and try again.',
    ja: '{name}：20 MiB を超えています。必要なイベントだけを保存して（「フィルターされたログ ファイルの保存」）、もう一度お試しください。',
  },
  'file.kind': {
    en: '{name}: this kind of file is not read. It may be .evtx, .xml, .csv, .json, .txt or .log.',
    ja: '{name}：読み取れない種類のファイルです。読み取れるのは .evtx .xml .csv .json .txt .log です。',
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
  'file.many': { en: 'Only the first {n} files were read.', ja: '先頭の {n} 個のファイルだけを読み取りました。' },
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
  return WORDS[name][lang].replace(PLACE, (place, key: string) => values[key] ?? place);
}
