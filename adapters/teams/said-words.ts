/** What the app says beside its cards. Plain text, never Markdown; `{…}` are places to fill. */
import { fillPlaces } from '../../src/chat/fill-places.ts';
import { SAID_WORDS } from '../../src/chat/said-words.ts';
import type { Lang, Localized } from '../../src/lang.ts';

const WORDS = {
  ...SAID_WORDS,
  expired: {
    en: 'This answer is no longer kept (answers are kept for 30 days). Send the event again.',
    ja: 'この回答の保存期間（30 日）が過ぎています。もう一度イベントを送ってください。',
  },
  notYours: {
    en: 'This answer belongs to somebody else. Send the event to hvevent to get your own.',
    ja: 'この回答は別の方のものです。hvevent にイベントを送ると、ご自身の回答を表示できます。',
  },
  oldButton: {
    en: 'This button is of an older version. Send the event again.',
    ja: '以前のバージョンのボタンです。もう一度イベントを送ってください。',
  },
  shared: { en: 'Everyone here can see the answer now.', ja: '回答を全員に共有しました。' },
  notShared: {
    en: 'It could not be posted here. Add hvevent to this conversation, and share again.',
    ja: 'ここには投稿できませんでした。この会話に hvevent を追加してから、もう一度共有してください。',
  },
  unconfirmed: {
    en: 'Teams did not confirm it. Look whether it is there before you do it again.',
    ja: 'Teams から完了の応答がありませんでした。やり直す前に、反映されているか確認してください。',
  },
  'lang.auto': { en: 'Answers to you follow your language in Teams.', ja: '回答の言語を Teams の設定に合わせます。' },
  'lang.unknown': {
    en: 'The languages are ja and en: write "hvevent lang ja".',
    ja: '指定できる言語は ja と en です。「hvevent lang ja」のように入力してください。',
  },
  'file.away': {
    en: '{name}: could not be fetched from Teams. Please send it again.',
    ja: '{name}：Teams から取得できませんでした。もう一度送信してください。',
  },
  'file.refused': {
    en: '{name}: is not stored in Teams itself and is not fetched. Send it to hvevent in a personal chat.',
    ja: '{name}：Teams の外にあるファイルは読み取りません。hvevent との個人チャットに送信してください。',
  },
  'explain.nothing': {
    en: 'There is no text in this message. Files and pictures in it are not read here: send them to hvevent in a personal chat.',
    ja: 'このメッセージには本文がありません。ファイルや画像はここでは読み取れないため、hvevent との個人チャットに送信してください。',
  },
  'search.hint': {
    en: 'Type a symptom, a message or an event such as VMSMP 26.',
    ja: '症状、メッセージ、または VMSMP 26 のようなイベントを入力してください。',
  },
  'search.none': { en: 'Nothing is known about this.', ja: '該当する情報はありません。' },
} as const satisfies Record<string, Localized>;

export type SaidWord = keyof typeof WORDS;

/** The sentence in `lang`, its places filled. */
export function tell(name: SaidWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}
