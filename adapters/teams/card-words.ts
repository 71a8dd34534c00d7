/** Fixed words that only Teams' cards and forms have. `{…}` are places to fill. */
import type { Text } from '../../src/card/card.ts';
import { fillPlaces } from '../../src/chat/fill-places.ts';
import type { Lang, Localized } from '../../src/lang.ts';

const WORDS = {
  'button.all': { en: 'Back to all events', ja: '一覧に戻る' },
  'card.cut': { en: '(shortened)', ja: '（以下省略）' },
  'mark.local': { en: 'Local knowledge of your organisation', ja: '組織のローカル ナレッジ' },
  'mark.silenced': { en: 'Not reported by alerts', ja: '通知の対象外' },
  'pick.label': { en: 'Less urgent events', ja: '緊急度の低いイベント' },
  'form.required': { en: 'Please fill this in.', ja: '入力してください。' },
  'form.reasonRequired': { en: 'Please choose one.', ja: '1 つ選択してください。' },

  'help.title': { en: 'May I ignore this event?', ja: 'このイベント、無視してよい？' },
  'help.id': { en: '{example} - a source and an ID', ja: '{example} - ソースとイベント ID' },
  'help.number': { en: '{example} - an ID alone', ja: '{example} - ID のみ' },
  'help.identifier': { en: '{example} - an identifier', ja: '{example} - 識別子' },
  'help.paste': {
    en: 'Or paste the event as Event Viewer copies it, its XML or its message; files may be {types}.',
    ja: 'イベント ビューアーでコピーした内容、XML、メッセージを貼り付けてもかまいません。ファイルは {types} を読み取れます。',
  },
  'help.mention': {
    en: 'In a channel or group chat: mention hvevent and write the event behind it.',
    ja: 'チャネルやグループ チャットでは、hvevent をメンションし、続けてイベントを書いてください。',
  },
  'help.message': {
    en: 'On any message: its menu (...), then "{name}".',
    ja: 'メッセージのメニュー (...) から「{name}」を選べます。',
  },
  'help.search': {
    en: 'While writing a message: open hvevent there and type a symptom; the card you choose goes into your message.',
    ja: 'メッセージの作成中に hvevent を開いて症状を入力すると、選んだカードをメッセージに挿入できます。',
  },
  'help.lang': {
    en: '{ja} or {en} - the language of your answers; {auto} - as in Teams',
    ja: '{ja} または {en} - 回答の言語を選択。{auto} で Teams の設定に合わせます',
  },
  'help.alerts': { en: '{example} - the open incidents', ja: '{example} - 未解決のインシデントの一覧' },
  'help.try': { en: 'Try it', ja: '試してみる' },
} as const satisfies Record<string, Localized>;

export type TeamsWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const TEAMS_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The word in `lang`, its places filled. */
export function teamsWord(name: TeamsWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}

const PLACE = /\{([a-z]+)\}/;

/** The same as spans: what is filled in is to be typed as it stands. */
export function teamsText(name: TeamsWord, lang: Lang, codes: Readonly<Record<string, string>>): Text {
  // Splitting on one group gives words and names of places by turns.
  return WORDS[name][lang]
    .split(PLACE)
    .map((text, i) =>
      i % 2 === 1 ? { kind: 'code' as const, text: codes[text] ?? text } : { kind: 'plain' as const, text },
    )
    .filter(({ text }) => text !== '');
}
