/** The words around a mention of an event in running text. */
import { fold } from '../../text/fold.ts';
import { type Token, tokensOf } from './tokens.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' ').map(fold));

/** Words that make the number behind them an event ID. */
export const EVENT_WORDS = words(
  'event events eventid eventids evt evts evtid eventcode instanceid instanceids イベント イベントid イベント番号 イベントログ ereignis ereignisid ereignisse événement evento 事件 이벤트 событие',
);
/** Weak: many things have an ID. */
export const ID_WORDS = words('id ids 番号 識別子 number no nr');
/** Those of them that make even "disk" a source; "disk number 1" is a disk. */
export const IDS = words('id ids');
/** Behind an event word: "the event log 6008". */
export const LOG_WORDS = words('log logs ログ');
/** What may stand between a source and its number, beside ID words and level words. */
export const LINKS = words('の で が は に から からの source provider ソース of from by in via 番 log');
export const LINK_SIGNS = new Set(': / # = ( ) [ ] | " \' - – — 「 」 * , 、 ・'.split(' '));
export const LIST_WORDS = words('and or と や および 及び または und et y');
export const LIST_SIGNS = new Set(', 、 / & + ・'.split(' '));
/** What people write around a mention; a line of nothing else is about the event alone. */
const FILLERS = words(
  'what is are was the a an about on does do mean means meaning why see seeing seen saw got get getting i we my our please explain help with me how to fix this that it and or know more info details tell can ignore safe should of from in for source provider event id get-winevent get-eventlog wevtutil qe logname providername system application 何 教 下 意味 出 記録 発生 表示 登録 出力 無視 大丈夫 問題 原因 対処 対応 方法 ログ ソース イベント',
);
/** Words that may follow "event 26" when no source is named. */
export const FOLLOWERS = words(
  'in on from is was were are keeps keep shows show appears appear appeared appearing logged after when again and or please means mean help every since with for what why how error errors warning warnings critical information 番',
);

/** Words that may follow a list of IDs. */
export const LIST_FOLLOWERS = words('all both together at appear occur keep show come came also too only');

/** Whether `text` is nothing but what people write around a mention. */
export function isFiller(text: string): boolean {
  if (text.length > 200) return false;
  return tokensOf(text).every((token) => token.kind === 'sign' || token.kind === 'line' || isFillerToken(token));
}

/** Hiragana alone carries no message: what a message is about stands in kanji, katakana or Latin letters. */
export function isFillerToken({ kind, key }: Token): boolean {
  return kind === 'kana' || FILLERS.has(key) || LIST_WORDS.has(key) || EVENT_WORDS.has(key);
}
