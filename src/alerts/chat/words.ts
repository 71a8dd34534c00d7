/** Fixed words of alerts in chats, the same on every platform. `{…}` are places to fill. */
import { aroundPlace, fillPlaces } from '../../chat/fill-places.ts';
import type { Lang, Localized } from '../../lang.ts';

const WORDS = {
  'short.open': { en: 'Open', ja: '未対応' },
  'short.acknowledged': { en: 'Acknowledged', ja: '確認済み' },
  'short.muted': { en: 'Muted', ja: 'ミュート中' },
  'short.resolved': { en: 'Resolved', ja: '解決済み' },

  'card.count': { en: 'Occurrences', ja: '発生回数' },
  'card.hosts': { en: 'Hosts', ja: 'ホスト' },
  'card.first': { en: 'First seen', ja: '最初の発生' },
  'card.last': { en: 'Last seen', ja: '最後の発生' },
  'card.host.times': { en: '{host} ({n})', ja: '{host}（{n}）' },
  'card.hosts.more': { en: 'and {n} more', ja: 'ほか {n} 台' },
  'card.why': { en: 'Why it happens, and what was read', ja: '原因と読み取った内容' },
  'card.questions': { en: 'To be clarified (see "Details")', ja: '確認が必要なこと（「詳細」も参照）' },
  'card.link': { en: 'Open on the board', ja: 'ボードで開く' },
  'card.history': { en: 'History', ja: '履歴' },
  'card.history.opened': { en: 'First occurrence.', ja: '最初の発生。' },
  'card.history.released': { en: 'Shown after a maintenance.', ja: 'メンテナンス終了により表示。' },

  'mute.title': { en: 'Mute', ja: 'ミュート' },
  'mute.what': {
    en: 'What to mute, and what that would have muted',
    ja: 'ミュートする対象と、ミュートしていた場合の件数',
  },
  'mute.incident': { en: 'This event on {where}', ja: '{where} のこのイベント' },
  'mute.event': { en: 'This event, wherever it occurs', ja: 'このイベント（すべてのホスト）' },
  'mute.host': { en: 'Everything from {where}', ja: '{where} のすべてのイベント' },
  'mute.here': { en: 'this host', ja: 'このホスト' },
  'mute.preview.line': {
    en: 'open now {open}; in the last 7 days: incidents {incidents}, events {events}',
    ja: '現在 {open} 件、直近 7 日間ではインシデント {incidents} 件（イベント {events} 件）',
  },
  'mute.preview.now': { en: 'Also open now: {names}', ja: 'ほかに現在の対象：{names}' },
  'mute.for': { en: 'For how long', ja: '期間' },
  'mute.own': { en: 'Or another time', ja: 'その他の期間' },
  'mute.own.hint': {
    en: 'Such as 90m, 12h or 3d; it takes the place of the choice above.',
    ja: '90m、12h、3d のように入力すると、上の選択より優先されます。',
  },
  'mute.own.wrong': {
    en: 'Write a number with m, h or d, such as 90m, 12h or 3d; at most 366d.',
    ja: '90m、12h、3d のように、数字と m・h・d で入力してください（最長 366d）。',
  },
  'mute.reason': { en: 'Reason', ja: '理由' },
  'mute.reason.wrong': { en: 'Please say why: others will ask.', ja: '理由を入力してください。' },
  'mute.done': {
    en: 'Muted until {until}. Occurrences are counted all the same.',
    ja: '{until} までミュートしました。発生回数の集計は続きます。',
  },
  'mute.undo': { en: 'Undo', ja: '元に戻す' },
  'mute.undone': { en: 'The mute has ended. Shown again: {n}.', ja: 'ミュートを解除しました（再表示 {n} 件）。' },

  'assign.title': { en: 'Assign', ja: '担当を決める' },
  'assign.who': { en: 'Who takes care of it?', ja: '担当者' },
  'assign.me': { en: 'Assign to me', ja: '自分が担当する' },
  'assign.name': { en: 'Or to a colleague', ja: 'ほかの担当者' },
  'assign.name.hint': { en: 'Name of the colleague', ja: '担当者の名前' },
  'assign.name.wrong': { en: 'Please write a name.', ja: '名前を入力してください。' },
  'assign.done': { en: 'Assigned to {who}.', ja: '担当を {who} にしました。' },

  'escalate.title': { en: 'Escalate', ja: 'エスカレーション' },
  'escalate.intro': {
    en: 'This ticket goes to the people in charge:',
    ja: '次のチケットを担当者に送信します。',
  },
  'escalate.copy': {
    en: 'Nobody has set up where tickets go (alerts.escalation). Copy this text; the history will say that it was escalated.',
    ja: '送信先（alerts.escalation）が設定されていません。次の文面をコピーして使ってください。エスカレーションしたことは履歴に残ります。',
  },
  'escalate.done': { en: 'Escalated.', ja: 'エスカレーションしました。' },

  'details.title': { en: 'Details', ja: '詳細' },
  'ack.done': { en: 'Acknowledged.', ja: '確認済みにしました。' },
  'unack.done': { en: 'The acknowledgement is taken back.', ja: '確認を取り消しました。' },
  'resolve.done': { en: 'Resolved.', ja: '解決済みにしました。' },
  'reopen.done': { en: 'Reopened.', ja: '再オープンしました。' },

  'list.title': { en: 'Open incidents: {n}', ja: '未解決のインシデント：{n} 件' },
  'list.none': { en: 'There are no open incidents.', ja: '未解決のインシデントはありません。' },
  'list.more': { en: 'and {n} more', ja: 'ほか {n} 件' },
  'list.line': { en: '{where}, {n} x, {state}', ja: '{where}、{n} 回、{state}' },
  'list.notHere': {
    en: 'Incidents are listed only in channels that alerts are posted to.',
    ja: 'インシデントの一覧は、アラートの投稿先チャンネルでのみ表示できます。',
  },

  stranger: {
    en: 'Only members of this organisation may do this.',
    ja: 'この操作は、この組織のメンバーだけが行えます。',
  },
  old: {
    en: 'This button is of an older version. Use the newest card of the incident.',
    ja: '以前のバージョンのボタンです。インシデントの最新のカードを使ってください。',
  },
  off: { en: 'Alerts are not switched on here.', ja: 'アラート機能は有効になっていません。' },
} as const satisfies Record<string, Localized>;

export type AlertChatWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const ALERT_CHAT_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The words in `lang`, its places filled. */
export function sayChat(name: AlertChatWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}

/** The words before and after the only place. */
export function aroundChat(name: AlertChatWord, lang: Lang): [before: string, after: string] {
  return aroundPlace(WORDS[name][lang]);
}
