/** Every fixed word of incident cards, notices and histories, in both languages; `{…}` are places to fill, the same in both. */
import type { Lang, Localized } from '../lang.ts';
import type { Text } from '../card/card.ts';
import { plain } from '../card/spans.ts';

const PLACE = /\{([a-z]+)\}/g;

const WORDS = {
  'state.open': { en: 'Open - nobody has taken it yet', ja: '未対応です' },
  'state.assigned': { en: 'Open - assigned to {who}', ja: '対応中：担当 {who}' },
  'state.acknowledged': { en: 'Acknowledged by {who} until {until}', ja: '{who} が確認済み（{until} まで有効）' },
  'state.acknowledged.assigned': {
    en: 'Acknowledged by {who} until {until}, assigned to {assignee}',
    ja: '{who} が確認済み（{until} まで有効）、担当 {assignee}',
  },
  'state.muted': { en: 'Muted by {who} until {until}: {reason}', ja: '{who} が {until} までミュート中：{reason}' },
  'state.muted.plain': { en: 'Muted', ja: 'ミュート中' },
  'state.resolved': { en: 'Resolved by {who} at {at}', ja: '{who} が {at} に解決済みにしました' },
  'state.quiet': {
    en: 'Resolved by itself: nothing more until {at}',
    ja: '{at} までに再発がなかったため自動で解決済みにしました',
  },
  noReason: { en: 'no reason given', ja: '理由の記載なし' },

  'fact.vm': { en: 'Virtual machine', ja: '仮想マシン' },
  'fact.host': { en: 'Logged on', ja: '記録元' },
  'fact.source': { en: 'Sent by', ja: '送信元' },
  'fact.time': { en: 'Time in the event', ja: 'イベントの日時' },
  'fact.former': { en: 'Occurred before', ja: '以前の発生' },
  'fact.former.value': { en: 'incident {id}', ja: 'インシデント {id}' },

  'button.ack': { en: 'Acknowledge', ja: '確認済みにする' },
  'button.unack': { en: 'Undo acknowledge', ja: '確認を取り消す' },
  'button.assign': { en: 'Assign', ja: '担当を決める' },
  'button.mute': { en: 'Mute', ja: 'ミュート' },
  'button.unmute': { en: 'End mute', ja: 'ミュートを解除' },
  'button.resolve': { en: 'Resolve', ja: '解決済みにする' },
  'button.reopen': { en: 'Reopen', ja: '再オープン' },
  'button.escalate': { en: 'Escalate', ja: 'エスカレーション' },
  'button.details': { en: 'Details', ja: '詳細' },
  'confirm.escalate.title': { en: 'Escalate this incident?', ja: 'エスカレーションしますか?' },
  'confirm.escalate.text': {
    en: 'A ticket with the event, its explanation and the hosts is sent to your support.',
    ja: 'イベント、説明、発生ホストを記載したチケットをサポートに送信します。',
  },
  'confirm.unmute.title': { en: 'End the mute?', ja: 'ミュートを解除しますか?' },
  'confirm.unmute.text': {
    en: 'Every incident that it covers is shown again.',
    ja: 'このミュートの対象になっているすべてのインシデントが再び表示されます。',
  },
  'confirm.yes': { en: 'Yes', ja: 'はい' },
  'confirm.no': { en: 'Cancel', ja: 'キャンセル' },

  'note.raised': {
    en: 'More urgent than before: {to} (was: {from}).',
    ja: '緊急度が上がりました：{to}（以前：{from}）。',
  },
  'note.acknowledged': {
    en: '{who} acknowledged this, until {until}.',
    ja: '{who} が確認済みにしました（{until} まで有効）。',
  },
  'note.unacknowledged': { en: '{who} took the acknowledgement back.', ja: '{who} が確認を取り消しました。' },
  'note.expired': {
    en: 'The acknowledgement has ended, and the incident is still open.',
    ja: '確認の有効期限が切れました。インシデントはまだ解決していません。',
  },
  'note.reminder': {
    en: 'Still not resolved since it was acknowledged; {count} occurrences so far.',
    ja: '確認済みのまま、まだ解決していません（これまでの発生 {count} 回）。',
  },
  'note.assigned': { en: '{who} assigned this to {to}.', ja: '{who} が担当を {to} にしました。' },
  'note.muted': {
    en: '{who} muted this until {until}: {reason}',
    ja: '{who} が {until} までミュートしました：{reason}',
  },
  'note.unmuted': { en: '{who} ended the mute.', ja: '{who} がミュートを解除しました。' },
  'note.muteEnded': { en: 'The mute has ended.', ja: 'ミュートの期限が切れました。' },
  'note.resolved': { en: '{who} resolved this.', ja: '{who} が解決済みにしました。' },
  'note.quiet': {
    en: 'Resolved by itself: no occurrence for {time}.',
    ja: '{time}のあいだ再発がなかったため、自動で解決済みにしました。',
  },
  'note.reopened': { en: '{who} reopened this.', ja: '{who} が再オープンしました。' },
  'note.escalated': { en: '{who} escalated this.', ja: '{who} がエスカレーションしました。' },

  'notice.storm': {
    en: 'Event storm: {incidents} more incidents',
    ja: 'イベント多発：ほかに {incidents} 件のインシデント',
  },
  'notice.storm.text': {
    en: 'Since {from} this channel has had more new incidents than its budget allows; they are summed up here: {events} events.',
    ja: '{from} 以降、新しいインシデントがこのチャネルの上限を超えたため、ここにまとめます（イベント {events} 件）。',
  },
  'notice.digest.day': { en: 'Events of the last day', ja: '直近 1 日のイベント' },
  'notice.digest.week': { en: 'Events of the last week', ja: '直近 1 週間のイベント' },
  'notice.digest.span': { en: '{from} to {to}', ja: '{from} ～ {to}' },
  'notice.digest.incidents': {
    en: 'Incidents: {opened} new, {resolved} resolved, {open} still open, {muted} muted.',
    ja: 'インシデント：新規 {opened} 件、解決 {resolved} 件、未解決 {open} 件、ミュート中 {muted} 件。',
  },
  'notice.digest.verdict': { en: '{word}: {n}', ja: '{word}：{n} 件' },
  'notice.digest.none': { en: 'No events.', ja: 'イベントはありませんでした。' },
  'notice.rate': {
    en: 'A harmless event occurs far more often than usual',
    ja: '無害なイベントの発生頻度が普段より大幅に増えています',
  },
  'notice.rate.text': {
    en: 'In the hour from {hour} it occurred {now} times; usual are {usual} an hour (give or take {strays}). It is still one that may be ignored, but something has changed.',
    ja: '{hour} からの 1 時間に {now} 回発生しました。普段は 1 時間に {usual} 回（±{strays}）です。無視してよいイベントであることに変わりはありませんが、環境に変化があった可能性があります。',
  },
  'notice.silent': { en: 'A source of events went silent', ja: 'イベントの送信元が沈黙しています' },
  'notice.silent.text': {
    en: 'Nothing has come from {source} since {at}; {time} is the longest silence that is usual. Is the pipeline still running?',
    ja: '{source} から {at} 以降何も届いていません（通常の最長間隔は{time}）。転送経路が動作しているか確認してください。',
  },
  'notice.back': { en: 'A source of events is back', ja: 'イベントの送信元が復旧しました' },
  'notice.back.text': {
    en: '{source} sends again; it was silent since {from}.',
    ja: '{source} からの受信が再開しました（{from} から沈黙）。',
  },
  'notice.maintenance.start': { en: 'Maintenance begins', ja: 'メンテナンス開始' },
  'notice.maintenance.start.text': {
    en: 'Until {to} the incidents of {what} are counted and not shown. {reason}',
    ja: '{to} まで、{what} のインシデントは集計だけを行い、表示しません。{reason}',
  },
  'notice.maintenance.end': { en: 'Maintenance is over', ja: 'メンテナンス終了' },
  'notice.maintenance.end.text': {
    en: 'Held back for {what} since {from}: {incidents} incidents, {events} events. What is still open is shown now. {reason}',
    ja: '{what} について {from} から保留したもの：インシデント {incidents} 件、イベント {events} 件。未解決のものを表示します。{reason}',
  },
  'notice.escalation': { en: 'Escalated by {who}', ja: '{who} からのエスカレーション' },

  'time.seconds': { en: '{n} seconds', ja: '{n} 秒' },
  'time.minutes': { en: '{n} minutes', ja: '{n} 分' },
  'time.hours': { en: '{n} hours', ja: '{n} 時間' },
  'time.days': { en: '{n} days', ja: '{n} 日' },
  times: { en: '{n} x', ja: '{n} 回' },
  'event.text': { en: 'Event without a source', ja: 'ソース不明のイベント' },

  'ticket.event': { en: 'Event: {what}', ja: 'イベント：{what}' },
  'ticket.verdict': { en: 'Verdict: {word}', ja: '判断：{word}' },
  'ticket.vm': { en: 'Virtual machine: {vm}', ja: '仮想マシン：{vm}' },
  'ticket.hosts': { en: 'Hosts ({n}): {hosts}', ja: 'ホスト（{n} 台）：{hosts}' },
  'ticket.count': { en: 'Occurrences: {n}, from {from} to {to}', ja: '発生回数：{n} 回（{from} ～ {to}）' },
  'ticket.why': { en: 'Why it happens: {text}', ja: '原因：{text}' },
  'ticket.action': { en: 'What to do: {text}', ja: '対処：{text}' },
  'ticket.message': { en: 'Message: {text}', ja: 'メッセージ：{text}' },
  'ticket.link': { en: 'Incident: {url}', ja: 'インシデント：{url}' },
} as const satisfies Record<string, Localized>;

export type AlertWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const ALERT_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The words in `lang`, their places filled. */
export function sayAlert(word: AlertWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return WORDS[word][lang].replace(PLACE, (place, name: string) => values[name] ?? place);
}

/** The same with texts in the places, so that hostile text stays marked as such. */
export function sayAlertText(word: AlertWord, lang: Lang, values: Readonly<Record<string, Text>>): Text {
  // Splitting on one group gives words and names of places by turns.
  return WORDS[word][lang].split(PLACE).flatMap((part, i): Text => {
    if (i % 2 === 1) return values[part] ?? [];
    return part === '' ? [] : [plain(part)];
  });
}

const UNITS = [
  ['time.days', 86_400_000],
  ['time.hours', 3_600_000],
  ['time.minutes', 60_000],
] as const satisfies readonly (readonly [AlertWord, number])[];

/** `90 minutes`: in the largest unit that it is a whole number of. */
export function durationText(ms: number, lang: Lang): string {
  const found = UNITS.find(([, unit]) => ms >= unit && ms % unit === 0);
  const [word, unit] = found ?? (['time.seconds', 1000] as const);
  return sayAlert(word, lang, { n: String(Math.round(ms / unit)) });
}

/** `2026-11-21 18:00 GMT+9` in a named time zone. */
export function momentText(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']} ${parts['timeZoneName']}`;
}

export function numberText(n: number): string {
  return n.toLocaleString('en-US', { maximumFractionDigits: 1 });
}
