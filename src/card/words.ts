/** Every fixed word of the cards, in both languages. `{…}` are places to fill; both languages have the same ones. */
import type { Lang, Localized } from '../lang.ts';
import type { SignName, Text } from './card.ts';
import { INSERT_WORDS } from './insert-words.ts';

const PLACE = /\{([a-z]+)\}/g;

const WORDS = {
  'sign.ignore': { en: 'Safe to ignore', ja: '無視して問題ありません' },
  'sign.conditional': { en: 'Safe only if a condition holds', ja: '条件付きで無視できます' },
  'sign.conditional.other': { en: 'It depends on a condition', ja: '条件によって対応が変わります' },
  'sign.action': { en: 'Action needed', ja: '対応が必要です' },
  'sign.info': { en: 'For information', ja: '情報' },
  'sign.unknown': { en: 'Unknown - do not ignore on our word', ja: '不明（判断できません）' },
  'sign.guess': { en: 'Not sure - no verdict', ja: '特定できません（判断なし）' },
  'sign.choice': {
    en: 'Which event is it? - no verdict yet',
    ja: 'どのイベントか特定できません（判断はまだできません）',
  },
  'sign.nothing': { en: 'No event found', ja: 'イベントが見つかりません' },

  'sentence.ignore': {
    en: 'Documented as harmless: nothing has to be done.',
    ja: '無害であることが文書で確認されています。対応は不要です。',
  },
  'sentence.conditional.ask': {
    en: 'The text alone does not settle it: please answer the question below.',
    ja: 'テキストだけでは判断できません。下の質問に答えてください。',
  },
  'sentence.conditional.text': {
    en: 'The text does not show enough to settle it. Do not ignore it before you know which case below it is.',
    ja: 'テキストの情報だけでは判断できません。下のどの場合に当たるか確認できるまでは、無視しないでください。',
  },
  'sentence.action': {
    en: 'This does not go away by itself: something has to be done.',
    ja: '放置しても解消しません。対処してください。',
  },
  'sentence.info': {
    en: 'The event is known. No source calls it harmful, and none says that it may be ignored.',
    ja: '既知のイベントです。有害とする資料も、無視してよいとする資料もありません。',
  },
  'sentence.unknown': {
    en: 'This is a Windows event, but nothing is known about it here. Do not take that for harmless.',
    ja: 'Windows のイベントですが、手元に情報がありません。無害という意味ではありません。',
  },
  'sentence.unknown.known': {
    en: 'The event is known, but none of its documented cases fits this one. Do not take that for harmless.',
    ja: 'イベント自体は既知ですが、文書にあるどの場合にも当てはまりません。無害という意味ではありません。',
  },
  'sentence.guess': {
    en: 'Did you mean one of these? It is only a guess.',
    ja: '次のいずれかのことでしょうか。推測にすぎません。',
  },
  'sentence.choice': {
    en: 'A number alone does not name an event. It may be one of these.',
    ja: '番号だけではイベントを特定できません。次のいずれかの可能性があります。',
  },
  'sentence.nothing': {
    en: 'Nothing in this text looks like a Windows event. Paste the event as Event Viewer copies it, its XML, its message, or type its source and ID.',
    ja: 'Windows のイベントらしいものが見つかりませんでした。イベント ビューアーでコピーした内容、XML、メッセージ、またはソースとイベント ID を入力してください。',
  },

  'heading.explanation': { en: 'Why it happens', ja: '原因' },
  'heading.trigger': { en: 'This case', ja: '該当する状況' },
  'heading.action': { en: 'What to do', ja: '対処' },
  'heading.questions': { en: 'Please answer', ja: '確認させてください' },
  'heading.cases': { en: 'If ... then ...', ja: '状況ごとの判断' },
  'heading.facts': { en: 'What was read', ja: '読み取った内容' },
  'heading.occurrences': { en: 'Each time it occurred', ja: '発生ごとの値' },
  'heading.course': { en: 'How the negotiation went', ja: 'ネゴシエーションの経過' },
  'heading.evidence': { en: 'Why this answer', ja: '判断の根拠' },
  'heading.references': { en: 'Sources', ja: '参考資料' },
  'heading.related': { en: 'See also', ja: '関連するイベント' },
  'heading.candidates': { en: 'Which one?', ja: '候補' },
  'heading.guesses': { en: 'Did you mean ...?', ja: 'もしかして' },
  'heading.summary': { en: '{n} different events, the most urgent first', ja: '{n} 種類のイベント（緊急度の高い順）' },
  'heading.examples': { en: 'For example', ja: '入力例' },

  'case.then': { en: 'If: {if} Then: {verdict}', ja: '{if} この場合: {verdict}' },
  'hint.ask': {
    en: 'Ask again with source and ID: type {example}.',
    ja: 'ソースと ID で聞き直せます。{example} と入力してください。',
  },
  'example.vmsmp': { en: 'type {example}', ja: '{example} と入力' },
  'example.message': { en: 'paste the message: {example}', ja: 'メッセージを貼り付け: {example}' },

  'note.appliesTo': { en: 'Documented for {releases}.', ja: '対象として文書に記載: {releases}。' },
  'note.side.host': { en: 'Logged on the Hyper-V host.', ja: 'Hyper-V ホスト側で記録されます。' },
  'note.side.guest': { en: 'Logged in the virtual machine.', ja: '仮想マシン（ゲスト）側で記録されます。' },
  'note.side.both': { en: 'Logged on hosts and in virtual machines.', ja: 'ホストと仮想マシンの両方で記録されます。' },
  'note.leftOut.characters': {
    en: 'The paste was too long: the last {n} characters were not read.',
    ja: '貼り付けが長すぎるため、末尾の {n} 文字は読んでいません。',
  },
  'note.leftOut.events': {
    en: 'Too many events: {n} of them were not read.',
    ja: 'イベントが多すぎるため、{n} 件は読んでいません。',
  },
  'note.leftOut.findings': {
    en: 'Too many different events: {n} of the less urgent ones are not shown.',
    ja: 'イベントの種類が多すぎるため、緊急度の低い {n} 種類は表示していません。',
  },

  'triage.event': { en: '1 event', ja: 'イベント 1 件' },
  'triage.events': { en: '{n} events', ja: 'イベント {n} 件' },
  'triage.verdicts': { en: 'Events by verdict', ja: '判断ごとの件数' },
  'triage.unknown': { en: 'Nothing is known about these', ja: '情報のないイベント' },
  'triage.unknown.more': { en: 'and {n} more kinds', ja: 'ほか {n} 種類' },
  'triage.more': {
    en: 'The {n} less urgent findings are not shown here; the JSON answer has them.',
    ja: '緊急度の低い {n} 種類はここには表示していません。JSON 形式の回答にはすべて含まれます。',
  },
  'triage.noSource': { en: '(no source)', ja: '（ソース不明）' },
  'triage.times': { en: ' - {n} x', ja: '：{n} 回' },

  'fact.level': { en: 'Level', ja: 'レベル' },
  'fact.channel': { en: 'Log', ja: 'ログ' },
  'fact.computer': { en: 'Computer', ja: 'コンピューター' },
  'fact.time': { en: 'Time', ja: '日時' },
  'level.critical': { en: 'Critical', ja: '重大' },
  'level.error': { en: 'Error', ja: 'エラー' },
  'level.warning': { en: 'Warning', ja: '警告' },
  'level.information': { en: 'Information', ja: '情報' },
  'level.verbose': { en: 'Verbose', ja: '詳細' },

  ...INSERT_WORDS,

  'value.empty': { en: '(empty)', ja: '（空）' },
  'value.cut': { en: ' ... ({n} characters)', ja: ' …（全 {n} 文字）' },
  'list.comma': { en: ', ', ja: '、' },
  'name.colon': { en: ': ', ja: '：' },
  yes: { en: 'Yes', ja: 'はい' },
  no: { en: 'No', ja: 'いいえ' },
} as const satisfies Record<string, Localized>;

export type Word = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const ALL_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** Terminals and chats draw each of these two columns wide and in colour, without a variation selector. */
export const SYMBOLS = {
  ignore: '✅',
  conditional: '🟡',
  action: '🔴',
  info: '🔵',
  unknown: '❓',
  guess: '🔎',
  choice: '🔎',
  nothing: '💬',
} as const satisfies Record<SignName, string>;

/** The word in `lang`, its places filled. */
export function say(word: Word, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return WORDS[word][lang].replace(PLACE, (place, name: string) => values[name] ?? place);
}

/** The same with texts in the places, so that event text stays marked as such. */
export function sayText(word: Word, lang: Lang, values: Readonly<Record<string, Text>>): Text {
  // Splitting on one group gives words and names of places by turns.
  return WORDS[word][lang].split(PLACE).flatMap((part, i): Text => {
    if (i % 2 === 1) return values[part] ?? [];
    return part === '' ? [] : [{ kind: 'plain', text: part }];
  });
}

/** The word for a name that the knowledge or the event chose, when there is one: `sayIfKnown('insert', 'vm', 'ja')`. */
export function sayIfKnown(group: 'insert' | 'level', name: string, lang: Lang): string | undefined {
  const word = `${group}.${name}`;
  return Object.hasOwn(ALL_WORDS, word) ? ALL_WORDS[word]?.[lang] : undefined;
}
