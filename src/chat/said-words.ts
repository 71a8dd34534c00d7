/** Sentences that are said beside cards in every chat. `{…}` are places to fill. */
import type { Localized } from '../lang.ts';

export const SAID_WORDS = {
  failed: {
    en: 'That did not work: something failed on our side. Please try again in a minute.',
    ja: '処理に失敗しました。しばらくしてからもう一度お試しください。',
  },
  'lang.en': { en: 'Answers to you are in English from now on.', ja: 'Answers to you are in English from now on.' },
  'lang.ja': { en: 'これからは日本語で回答します。', ja: 'これからは日本語で回答します。' },
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
  'file.many': { en: 'Only the first {n} files were read.', ja: '先頭の {n} 個のファイルだけを読み取りました。' },
} as const satisfies Record<string, Localized>;
