/** Every fixed word of the web page that is not on a card, in both languages. `{…}` are places to fill. */
import type { Lang, Localized } from '../../../src/lang.ts';

const PLACE = /\{([a-z]+)\}/g;

const WORDS = {
  'site.name': { en: 'hvevent', ja: 'hvevent' },
  'site.what': {
    en: 'Verdicts on Hyper-V events: may it be ignored, why does it happen, what to do.',
    ja: 'Hyper-V のイベントを判断します。無視してよいか、原因は何か、どう対処するか。',
  },
  'nav.label': { en: 'Main', ja: 'メイン' },
  'nav.ask': { en: 'Ask', ja: '調べる' },
  'nav.knowledge': { en: 'Knowledge', ja: 'ナレッジ' },
  'nav.alerts': { en: 'Alerts', ja: 'アラート' },
  'nav.skip': { en: 'Skip to the content', ja: '本文へ移動' },
  'nav.language': { en: 'Language', ja: '言語' },
  'foot.version': {
    en: 'Knowledge {version}, {n} entries. Answers come from documented cases only.',
    ja: 'ナレッジ {version}（{n} 件）。回答は文書で確認できる内容だけに基づきます。',
  },

  'home.title': { en: 'May I ignore this event?', ja: 'このイベント、無視してよい？' },
  'home.lede': {
    en: 'Paste a Windows event from a Hyper-V host or virtual machine. You get the verdict, the reason and what to do.',
    ja: 'Hyper-V ホストや仮想マシンの Windows イベントを貼り付けてください。無視してよいか、原因、対処をお答えします。',
  },
  'ask.label': { en: 'The event', ja: 'イベント' },
  'ask.hint': {
    en: 'Text from Event Viewer, event XML, PowerShell output, a message, or just “VMSMP 26”. Several at once are fine.',
    ja: 'イベント ビューアーのテキスト、イベントの XML、PowerShell の出力、メッセージ、または「VMSMP 26」だけでも調べられます。複数でもかまいません。',
  },
  'ask.file': { en: 'Or a file', ja: 'またはファイル' },
  'ask.file.hint': {
    en: 'Up to 20 MB: .txt .log .xml .json .csv .evtx',
    ja: '20 MB まで: .txt .log .xml .json .csv .evtx',
  },
  'ask.drop': { en: 'Drop the file to have it read', ja: 'ファイルをここにドロップ' },
  'ask.submit': { en: 'Get the verdict', ja: '判断を見る' },
  'ask.keys': { en: 'Ctrl + Enter', ja: 'Ctrl + Enter' },
  'ask.private': {
    en: 'The text stays on this server; it is read by rules, not by a language model.',
    ja: 'テキストはこのサーバーの外に出ません。言語モデルではなく、ルールで読み取ります。',
  },
  'ask.examples': { en: 'Try', ja: '例' },
  'ask.example.message': { en: 'a message', ja: 'メッセージ' },
  'ask.example.vendor': { en: 'a Japanese vendor note', ja: 'ベンダー資料の形式' },
  'ask.busy': { en: 'Reading the event …', ja: '読み取っています…' },
  'ask.failed': {
    en: 'The server did not answer. Your text is still here: please try again.',
    ja: 'サーバーから応答がありません。入力した内容は残っています。もう一度お試しください。',
  },

  'result.heading': { en: 'Answer', ja: '回答' },
  'result.file': { en: 'Read from {file}', ja: '{file} の内容' },
  'result.answers': { en: 'You answered', ja: '回答した内容' },
  'answer.yes': { en: 'Yes', ja: 'はい' },
  'answer.no': { en: 'No', ja: 'いいえ' },
  'result.undo': { en: 'Take back', ja: '取り消す' },
  'result.undo.of': { en: 'Take back: {question}', ja: '取り消す：{question}' },
  'result.details': { en: 'All about this event', ja: 'このイベントの詳細' },
  'result.choose': { en: 'Ask about this one', ja: 'これについて調べる' },
  'result.copy': { en: 'Copy this answer', ja: '回答をコピー' },
  'copy.markdown': { en: 'Markdown', ja: 'Markdown' },
  'copy.plain': { en: 'Plain text', ja: 'プレーン テキスト' },
  'copy.do': { en: 'Copy', ja: 'コピー' },
  'copy.do.markdown': { en: 'Copy as Markdown', ja: 'Markdown でコピー' },
  'copy.do.plain': { en: 'Copy as plain text', ja: 'テキストでコピー' },
  'copy.done': { en: 'Copied', ja: 'コピーしました' },
  'copy.failed': { en: 'Select the text and copy it', ja: 'テキストを選択してコピーしてください' },

  'feedback.legend': { en: 'Was this answer right?', ja: 'この回答は役に立ちましたか' },
  'feedback.helpful': { en: 'Helpful', ja: '役に立った' },
  'feedback.wrong': { en: 'Wrong', ja: '間違っている' },
  'feedback.outdated': { en: 'Outdated', ja: '古い' },
  'feedback.note': { en: 'Note (optional)', ja: 'コメント（任意）' },
  'feedback.note.hint': {
    en: 'What is right? No names or addresses, please.',
    ja: '正しい内容など。個人名やアドレスは書かないでください。',
  },
  'feedback.thanks': {
    en: 'Thank you. Your feedback has been stored.',
    ja: 'ありがとうございます。フィードバックを保存しました。',
  },
  'feedback.failed': {
    en: 'Your feedback could not be stored. Please try again later.',
    ja: 'フィードバックを保存できませんでした。しばらくしてからもう一度お試しください。',
  },

  'triage.heading': { en: 'What is in {file}', ja: '{file} の内容' },
  'triage.events': { en: '{n} events read', ja: '{n} 件のイベントを読み取りました' },
  'triage.verdicts': { en: 'Events by verdict', ja: '判断別の件数' },
  'triage.unknown': { en: 'Not known here', ja: '手元に情報がないイベント' },
  'triage.notes': { en: 'About the file', ja: 'ファイルについて' },
  'triage.source': { en: 'Source', ja: 'ソース' },
  'triage.id': { en: 'Event ID', ja: 'イベント ID' },
  'triage.count': { en: 'Events', ja: '件数' },
  'triage.questions': {
    en: 'To answer a question, paste that event alone.',
    ja: '質問に答えるには、そのイベントだけを貼り付けてください。',
  },
  'triage.more': { en: 'And {n} others.', ja: 'ほかに {n} 種類あります。' },
  'triage.noSource': { en: '(no source)', ja: '（ソース不明）' },

  'list.title': { en: 'What is known', ja: '登録されているイベント' },
  'list.lede': {
    en: 'Every event with documented cases. Each links to its causes, verdicts and sources.',
    ja: '文書で確認できるイベントの一覧です。原因、判断、参考資料を確認できます。',
  },
  'list.search': { en: 'Search', ja: '検索' },
  'list.search.hint': { en: 'Source, ID, or words of the message', ja: 'ソース、ID、メッセージの語句' },
  'list.verdict': { en: 'Verdict', ja: '判断' },
  'list.verdict.any': { en: 'Any verdict', ja: 'すべての判断' },
  'list.verdict.ignore': { en: 'Has a case that is safe to ignore', ja: '無視してよい場合がある' },
  'list.verdict.action': { en: 'Has a case that needs action', ja: '対応が必要な場合がある' },
  'list.verdict.info': { en: 'For information', ja: '情報のみ' },
  'list.side': { en: 'Logged on', ja: '記録される場所' },
  'list.side.any': { en: 'Host or guest', ja: 'ホスト・ゲストの両方' },
  'list.submit': { en: 'Search', ja: '検索' },
  'list.found': { en: '{n} of {all} entries', ja: '{all} 件中 {n} 件' },
  'list.more': {
    en: 'Only the first {n} are shown: narrow the search.',
    ja: '先頭の {n} 件だけを表示しています。条件を絞ってください。',
  },
  'list.none': { en: 'No entry matches.', ja: '一致するイベントはありません。' },
  'list.none.hint': { en: 'Paste the event itself instead:', ja: 'イベントそのものを貼り付けて調べることもできます：' },

  'list.names': { en: 'Known by name only', ja: '名前だけがわかっているイベント' },
  'list.names.hint': {
    en: 'No published advice on these is in the knowledge. That does not mean that they are harmless.',
    ja: '公開された対処方法がナレッジにないイベントです。無害という意味ではありません。',
  },
  'name.only': {
    en: 'This event is known by name only: no published advice on it is in the knowledge. That does not mean that it is harmless.',
    ja: 'このイベントは名前だけがわかっています。公開された対処方法はナレッジにありません。無害という意味ではありません。',
  },

  'stats.title': { en: 'The knowledge in figures', ja: 'ナレッジの統計' },
  'stats.lede': {
    en: 'What is known, on what it rests, and what is missing. Counted from the knowledge in force.',
    ja: '何がわかっているか、何に基づくか、何が足りないか。現在使われているナレッジから数えています。',
  },
  'stats.known': { en: 'Known events', ja: '登録されているイベント' },
  'stats.identities': { en: 'Events identified by source and ID', ja: 'ソースと ID で特定できるイベント' },
  'stats.entries': { en: 'Entries', ja: '項目' },
  'stats.names': { en: 'Name only', ja: '名前のみ' },
  'stats.samples': { en: 'Samples that are checked', ja: '検証に使うサンプル' },
  'stats.headerOnly': { en: 'Of these, header and data only', ja: 'うちヘッダーとデータのみ' },
  'stats.verdicts': { en: 'Entries by verdict', ja: '判断別の項目数' },
  'stats.texts': { en: 'Entries with the text of Windows', ja: 'Windows の文面がわかっている項目' },
  'stats.text.en': { en: 'English text known', ja: '英語の文面' },
  'stats.text.ja': { en: 'Japanese text known', ja: '日本語の文面' },
  'stats.text.both': { en: 'Both', ja: '両方' },
  'stats.text.none': { en: 'Neither: recognised by source and ID', ja: 'どちらもなし（ソースと ID で特定）' },
  'stats.confidence': { en: 'What the entries rest on', ja: '項目の根拠' },
  'stats.confidence.high': {
    en: 'Text known, and every case has a source',
    ja: '文面がわかっており、すべての判断に資料がある',
  },
  'stats.confidence.medium': { en: 'One of the two', ja: 'どちらか一方だけ' },
  'stats.confidence.low': { en: 'Neither', ja: 'どちらもない' },
  'stats.providers': { en: 'By source', ja: 'ソース別' },
  'stats.withText': { en: 'With text', ja: '文面あり' },

  'side.host': { en: 'Host', ja: 'ホスト' },
  'side.guest': { en: 'Guest', ja: 'ゲスト' },
  'side.both': { en: 'Host and guest', ja: 'ホストとゲスト' },

  'event.back': { en: 'All entries', ja: '一覧へ' },
  'event.overview': { en: 'Verdict', ja: '判断' },
  'event.depends': {
    en: 'It depends on the case. The facts in your event decide, so paste it to be sure.',
    ja: '状況によって異なります。イベントの内容で判断しますので、貼り付けて確認してください。',
  },
  'event.one': { en: 'One case is documented.', ja: '文書に記載されているのは次の場合だけです。' },
  'event.noCase': {
    en: 'The event is identified, but no source documents a verdict. Do not take that for harmless.',
    ja: 'イベントは特定できますが、判断の根拠となる資料がありません。無害という意味ではありません。',
  },
  'event.cases': { en: 'Cases', ja: '状況ごとの判断' },
  'event.otherwise': { en: 'In any other case', ja: 'どれにも当てはまらないとき' },
  'event.questions': { en: 'What only you can tell', ja: '確認が必要なこと' },
  'event.messages': { en: 'The message', ja: 'メッセージ' },
  'event.messages.tables': { en: 'In the driver’s message tables', ja: 'ドライバーのメッセージ テーブル' },
  'event.logged': { en: 'Where it is logged', ja: '記録される場所' },
  'event.source': { en: 'Source', ja: 'ソース' },
  'event.aliases': { en: 'Also written', ja: '別の表記' },
  'event.id': { en: 'Event ID', ja: 'イベント ID' },
  'event.identifier': { en: 'Identifier', ja: '識別子' },
  'event.side': { en: 'Side', ja: 'ホスト / ゲスト' },
  'event.releases': { en: 'Documented for', ja: '対象 (文書に記載)' },
  'event.reviewed': { en: 'Reviewed', ja: '確認日' },
  'event.versions': { en: 'Versions of the {protocol}', ja: '{protocol} のバージョン' },
  'event.version': { en: 'Version', ja: 'バージョン' },
  'event.printed': { en: 'Printed as', ja: 'メッセージでの表記' },
  'event.release': { en: 'Belongs to', ja: '対応するリリース' },
  'event.release.none': { en: 'no source names a release', ja: '対応するリリースを示す資料なし' },
  'event.release.low': { en: 'probably {release}', ja: 'おそらく {release}' },
  'event.sources': { en: 'Sources', ja: '参考資料' },
  'event.try': { en: 'Is it your event?', ja: 'このイベントか確認する' },
  'event.try.hint': {
    en: 'Paste yours, and the versions and values in it decide.',
    ja: '貼り付けると、含まれるバージョンや値から判断します。',
  },
  'event.json': { en: 'This entry as JSON', ja: 'この項目の JSON' },
  'event.when': { en: 'When', ja: '状況' },

  'picture.title': { en: 'Version negotiation of guest and host', ja: 'ゲストとホストのバージョン ネゴシエーション' },
  'picture.guest': { en: 'Guest', ja: 'ゲスト' },
  'picture.host': { en: 'Host', ja: 'ホスト' },
  'picture.proposes': { en: 'proposes {version}', ja: '{version} を提案' },
  'picture.newest': { en: 'proposes its newest version', ja: '最新のバージョンを提案' },
  'picture.refuses': { en: 'refuses', ja: '拒否' },
  'picture.accepts': { en: 'accepts', ja: '受け入れ' },
  'picture.logged': { en: 'this event', ja: 'このイベント' },
  'picture.next': { en: 'next older version', ja: '次に古いバージョン' },
  'picture.unclear': { en: 'the rest is not documented', ja: 'この後は資料に記載なし' },
  'picture.foreseen': {
    en: 'Dashed: the steps that follow by the protocol; the event itself does not show them.',
    ja: '破線は、プロトコル上この後に続く手順です。このイベントだけでは確認できません。',
  },

  'error.notFound': { en: 'There is no such page', ja: 'ページが見つかりません' },
  'error.noEntry': { en: 'There is no entry for this event', ja: 'このイベントの情報はありません' },
  'error.noEntry.hint': {
    en: 'That says nothing about the event: it may matter. Search the knowledge, or paste the event.',
    ja: '無害という意味ではありません。ナレッジを検索するか、イベントを貼り付けてください。',
  },
  'error.noEntry.near': { en: 'Same source or same ID', ja: 'ソースまたは ID が同じイベント' },
  'event.local': { en: 'Local knowledge of your organisation', ja: '組織のローカル ナレッジ' },
  'event.silenced': { en: 'Not reported by alerts', ja: '通知の対象外' },
  'error.tooLarge': { en: 'That is too large', ja: 'サイズが大きすぎます' },
  'error.tooLarge.hint': {
    en: 'A file may have up to 20 MB, a pasted text up to 256 KB. Nothing of it was read.',
    ja: 'ファイルは 20 MB まで、貼り付けは 256 KB までです。内容は読み取っていません。',
  },
  'error.busy': { en: 'The server is busy with other files', ja: 'ほかのファイルを処理しています' },
  'error.busy.hint': {
    en: 'Your file was not read. Please send it again in a moment.',
    ja: 'ファイルはまだ読み取っていません。少し待ってから、もう一度送信してください。',
  },
  'error.badForm': { en: 'The form could not be read', ja: '送信内容を読み取れませんでした' },
  'error.badForm.hint': { en: 'Go back and send it again.', ja: '前のページに戻って、もう一度送信してください。' },
  'error.noFile': { en: 'This file cannot be read here', ja: 'このファイルは読み取れません' },
  'error.noFile.hint': {
    en: 'Paste the text of the event, or save the log as XML, CSV or text.',
    ja: 'イベントのテキストを貼り付けるか、ログを XML、CSV、テキストで保存してください。',
  },
  'error.back': { en: 'To the start page', ja: '最初のページへ' },
} as const satisfies Record<string, Localized>;

export type PageWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const ALL_PAGE_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The word in `lang`, its places filled. */
export function word(name: PageWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return WORDS[name][lang].replace(PLACE, (place, key: string) => values[key] ?? place);
}

/** `12,345` */
export function figure(n: number): string {
  return n.toLocaleString('en-US');
}
