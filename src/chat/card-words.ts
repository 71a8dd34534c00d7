/** Fixed words of cards and forms in chats that the neutral card does not have. `{…}` are places to fill. */
import type { Lang, Localized } from '../lang.ts';
import { aroundPlace, fillPlaces } from './fill-places.ts';

const WORDS = {
  'card.more': { en: 'The rest is on its page', ja: '続きはイベントのページで' },
  'card.page': { en: 'All about this event', ja: 'このイベントの詳細' },
  'card.folded': { en: 'Why this answer, and what was read', ja: '判断の根拠と読み取った内容' },
  'card.sharedBy': { en: 'Shared by {who}', ja: '{who} さんが共有しました' },
  'card.others': { en: 'And {n} less urgent ones:', ja: 'ほか {n} 種類（緊急度の低いもの）：' },
  'card.othersPlaceholder': { en: 'Choose one to open', ja: '開くイベントを選択' },

  'button.open': { en: 'Open', ja: '開く' },
  'button.choose': { en: 'This one', ja: 'これを見る' },
  'button.lang': { en: '日本語で見る', ja: 'Show in English' },
  'button.lang.says': { en: '日本語で表示する', ja: 'Show this answer in English' },
  'button.helpful': { en: 'Helpful', ja: '役に立った' },
  'button.helpful.says': { en: 'This answer was helpful', ja: 'この回答は役に立った' },
  'button.notHelpful': { en: 'Not helpful', ja: '役に立たなかった' },
  'button.notHelpful.says': {
    en: 'This answer was not helpful: say why',
    ja: 'この回答は役に立たなかった（理由を書く）',
  },
  'button.human': { en: 'I need a human', ja: '担当者に相談する' },
  'button.human.says': {
    en: 'Hand this event over to a person, with a ready ticket text',
    ja: 'チケットの文面を用意して、担当者に引き継ぐ',
  },
  'button.share': { en: 'Share to channel', ja: 'チャンネルに共有' },
  'button.share.says': { en: 'Post this answer for everyone in the channel', ja: 'この回答をチャンネル全員に投稿する' },
  'button.suggest': { en: 'Suggest knowledge', ja: '情報を提供する' },
  'button.suggest.says': {
    en: 'Tell what you know about this event',
    ja: 'このイベントについて知っていることを伝える',
  },

  'modal.close': { en: 'Close', ja: '閉じる' },
  'modal.cancel': { en: 'Cancel', ja: 'キャンセル' },
  'modal.send': { en: 'Send', ja: '送信' },
  'modal.optional': { en: 'Optional', ja: '任意' },

  'ask.title': { en: 'Explain an event', ja: 'イベントを調べる' },
  'ask.submit': { en: 'Get the verdict', ja: '判断を見る' },
  'ask.text': { en: 'The event', ja: 'イベント' },
  'ask.text.placeholder': {
    en: 'Paste the event, or type VMSMP 26',
    ja: 'イベントを貼り付けるか、VMSMP 26 のように入力',
  },
  'ask.file': { en: 'Or a file', ja: 'またはファイル' },
  'ask.file.hint': { en: 'Up to 20 MB: {types}', ja: '20 MB まで: {types}' },
  'ask.lang': { en: 'Language of the answer', ja: '回答の言語' },
  'lang.en': { en: 'English', ja: 'English' },
  'lang.ja': { en: '日本語', ja: '日本語' },

  'notHelpful.title': { en: 'What was wrong?', ja: '問題点を教えてください' },
  'notHelpful.reason': { en: 'What was wrong?', ja: '何が問題でしたか' },
  'notHelpful.wrong-event': { en: 'It is another event', ja: '別のイベントだった' },
  'notHelpful.wrong-advice': { en: 'The verdict or advice is wrong', ja: '判断または対処が間違っている' },
  'notHelpful.outdated': { en: 'It is outdated', ja: '内容が古い' },
  'notHelpful.note': { en: 'What is right?', ja: '正しい内容' },
  'notHelpful.note.hint': { en: 'No names or addresses, please.', ja: '個人名やアドレスは書かないでください。' },

  'suggest.title': { en: 'Suggest knowledge', ja: '情報を提供する' },
  'suggest.intro': {
    en: 'Your note goes to the authors of the knowledge. Nothing is answered from it before they have checked it.',
    ja: 'ナレッジの作成者に届きます。確認が済むまで回答には使われません。',
  },
  'suggest.source': { en: 'Source', ja: 'ソース' },
  'suggest.eventId': { en: 'Event ID', ja: 'イベント ID' },
  'suggest.message': { en: 'Message of the event', ja: 'イベントのメッセージ' },
  'suggest.advice': { en: 'What do you know about it?', ja: '知っていること' },
  'suggest.advice.hint': {
    en: 'May it be ignored, when, why does it happen, what helped?',
    ja: '無視してよいか、その条件、原因、有効だった対処など。',
  },
  'suggest.reference': { en: 'Where is it documented?', ja: '参考資料（URL や文書名）' },

  'human.title': { en: 'I need a human', ja: '担当者に相談する' },
  'human.to': {
    en: 'This text goes to the people who look after these events. Check it, and add what they should know.',
    ja: '次の文面を担当者に送ります。内容を確認し、必要なことを書き足してください。',
  },
  'human.copy': {
    en: 'Nobody has set up where to send it. Copy this text into a ticket.',
    ja: '送信先が設定されていません。次の文面をコピーしてチケットに貼り付けてください。',
  },
  'human.ticket': { en: 'Ticket text', ja: 'チケットの文面' },
  'human.question': { en: 'What was asked', ja: '質問された内容' },
  'human.asked': { en: 'A person is needed', ja: '担当者の対応が必要です' },
  'human.by': { en: 'Asked by {who}', ja: '依頼者：{who}' },

  'home.title': { en: 'May I ignore this event?', ja: 'このイベント、無視してよい？' },
  'home.what': {
    en: 'hvevent reads Windows events of Hyper-V and answers from documented cases only: may it be ignored, under which condition, why does it happen, what to do. No language model is asked.',
    ja: 'hvevent は Hyper-V の Windows イベントを読み取り、無視してよいか、その条件、原因、対処を、文書で確認できる内容だけから回答します。言語モデルは使いません。',
  },
  'home.ways': { en: 'How to ask', ja: '使い方' },
  'home.ask': { en: 'Explain an event', ja: 'イベントを調べる' },
  'home.lang': { en: 'Language of answers', ja: '回答の言語' },
  'home.recent': { en: 'Your recent look-ups', ja: '最近調べたイベント' },
  'home.recent.none': { en: 'Nothing yet.', ja: 'まだありません。' },
} as const satisfies Record<string, Localized>;

export type CardWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const CARD_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The word in `lang`, its places filled. */
export function word(name: CardWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}

/** The words before and after the only place. */
export function around(name: CardWord, lang: Lang): [before: string, after: string] {
  return aroundPlace(WORDS[name][lang]);
}
