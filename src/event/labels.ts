/**
 * Labels, level words and log names as Windows, its tools and vendor papers print them. A label is looked up in its
 * comparison form, so case, width, blanks, hyphens and the long vowel mark do not count.
 */
import { fold } from '../text/fold.ts';
import { type Level, LEVELS } from './event.ts';

/** What a label names. `other` is known and not needed; `type` is a level or, in old papers, a log. */
export type LabelKind =
  | 'provider'
  | 'id'
  | 'identifier'
  | 'qualifiers'
  | 'level'
  | 'levelName'
  | 'type'
  | 'channel'
  | 'computer'
  | 'date'
  | 'clock'
  | 'recordId'
  | 'message'
  | 'data'
  | 'xml'
  | 'bytes'
  | 'other';

/** `strong` labels hardly occur outside Windows events; "Source" and "ID" alone prove nothing. */
export interface Label {
  kind: LabelKind;
  strong: boolean;
}

/** The longest label in characters, to bound every look-up. */
export const LONGEST_LABEL = 40;
/** The most words any label has ("Categoría de la tarea"). */
export const MOST_LABEL_WORDS = 4;

/** One kind, its strong labels and its weak ones; languages in the order en, ja, de, fr, es, zh-CN, zh-TW, ko, ru. */
const LABELS: readonly (readonly [LabelKind, string, string])[] = [
  [
    'provider',
    `
      Event Source | ProviderName | Provider Name | SourceName | Source Name | イベント ソース |
      イベントのソース | ソース名 | Ereignisquelle | Anbietername | Nombre del proveedor | 事件来源 |
      事件來源 | 提供程序名称 | 이벤트 원본 | Источник события`,
    `
      Source | Provider | ソース | プロバイダー | プロバイダー名 | 発生元 | Quelle | Origen | 来源 | 來源 |
      원본 | Источник`,
  ],
  [
    'id',
    `
      Event ID | EventID | Event Code | Event Number | イベント ID | イベント 番号 | イベント識別子 |
      Ereignis-ID | Ereigniskennung | ID de l’événement | ID d’événement | ID événement | Id. del evento |
      Id. de evento | ID del evento | Identificador de evento | 事件 ID | 事件标识符 | 事件識別碼 |
      이벤트 ID | Код события | Идентификатор события`,
    `Id | 番号`,
  ],
  ['identifier', `InstanceId | Instance ID | EventIdentifier | Event Identifier`, ``],
  ['qualifiers', `Qualifiers | EventIDQualifiers`, ``],
  [
    'level',
    `イベント レベル`,
    `
      Level | Severity | レベル | 重大度 | Ebene | Stufe | Niveau | Nivel | 级别 | 層級 | 等級 | 수준 |
      Уровень`,
  ],
  ['levelName', `LevelDisplayName | EventLevelName | Level Display Name | LevelText`, ``],
  [
    'type',
    `
      Event Type | EventType | EntryType | Entry Type | イベントの種類 | イベント ログの種類 |
      イベントログ種類 | エントリの種類 | Ereignistyp | Type d’événement | Tipo de evento | 事件类型 |
      事件類型 | 이벤트 형식 | 이벤트 유형 | Тип события`,
    `Type | 種類 | 種別`,
  ],
  [
    'channel',
    `
      Log Name | LogName | Event Log Name | ログの名前 | ログ名 | Protokollname | Nom du journal |
      Nombre de registro | Nombre del registro | 日志名称 | 記錄檔名稱 | 로그 이름 | Имя журнала`,
    `
      Log | EventLog | Event Log | Channel | Logfile | ログ | イベントログ | チャネル | チャンネル |
      Protokoll | Journal | Registro | 日志 | 記錄檔 | 로그 | Журнал`,
  ],
  [
    'computer',
    `MachineName | Machine Name | Computer Name | ComputerName | コンピューター名`,
    `
      Computer | Machine | Host | Hostname | コンピューター | コンピュータ | ホスト | ホスト名 |
      Ordinateur | Equipo | 计算机 | 電腦 | 컴퓨터 | Компьютер`,
  ],
  [
    'date',
    `
      TimeCreated | Time Created | TimeGenerated | Time Generated | Date and Time | 日付と時刻 |
      Datum und Uhrzeit | Date et heure | Fecha y hora | 日期和时间 | 日期和時間 | 날짜 및 시간 |
      Дата и время`,
    `
      Date | Logged | 日付 | 日時 | 発生日時 | 記録日時 | ログの日付 | Datum | Fecha | 日期 | 날짜 | Дата |
      Timestamp`,
  ],
  ['clock', ``, `Time | 時刻 | 時間 | Uhrzeit | Heure | Hora | 时间 | 시간 | Время`],
  [
    'recordId',
    `
      RecordId | Record ID | EventRecordID | Event Record ID | RecordNumber | Record Number | レコード ID |
      イベント レコード ID`,
    `Index | インデックス`,
  ],
  [
    'message',
    `イベントの説明`,
    `
      Description | Message | 説明 | 記述 | 説明文 | メッセージ | Beschreibung | Meldung | Nachricht |
      Descripción | Mensaje | 描述 | 说明 | 消息 | 訊息 | 설명 | 메시지 | Описание | Сообщение`,
  ],
  ['data', `ReplacementStrings | InsertionStrings | StringInserts`, ``],
  [
    'xml',
    `
      Event Xml | イベント XML | Ereignis-XML | XML de l’événement | XML de evento | XML del evento |
      事件 XML | 이벤트 XML | XML события`,
    ``,
  ],
  ['bytes', ``, `Data | データ | Binary | Daten`],
  [
    'other',
    `
      Event Category | Task Category | TaskCategory | タスクのカテゴリ | タスク カテゴリ | イベント カテゴリ | イベントのカテゴリ | イベント分類 |
      イベントの分類 | Aufgabenkategorie | Catégorie de la tâche | Catégorie de tâche |
      Categoría de la tarea | Categoría de tarea | 任务类别 | 工作類別 | 작업 범주 | Категория задачи |
      TaskDisplayName | OpcodeDisplayName | KeywordsDisplayNames | ProviderId | ActivityId |
      RelatedActivityId | ProcessId | ThreadId | UserId | UserName | User Name | MatchedQueryIds |
      ContainerLog | CategoryNumber | TimeWritten | Time Written | Bookmark | Properties | EventLogRecord |
      PSComputerName | RunspaceId`,
    `
      Category | カテゴリ | 分類 | Keywords | Keyword | キーワード | Schlüsselwörter | Mots clés |
      Palabras clave | 关键字 | 關鍵字 | 키워드 | Ключевые слова | User | ユーザー | ユーザ | Benutzer |
      Utilisateur | Usuario | 用户 | 使用者 | 사용자 | Пользователь | Opcode | オペコード | Vorgangscode |
      Code opérationnel | 操作代码 | Код операции | Task | Version | Site | Container | More Information |
      詳細情報`,
  ],
];

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  critical: `
    Critical | Crit | 重大 | クリティカル | Kritisch | Critique | Crítico | 严重 | 关键 | 위험 |
    Критический | Критическая`,
  error: `Error | Err | エラー | 異常 | Fehler | Erreur | 错误 | 錯誤 | 오류 | Ошибка`,
  warning: `Warning | Warn | 警告 | Warnung | Avertissement | Advertencia | 경고 | Предупреждение`,
  information: `
    Information | Informational | Info | 情報 | Informationen | Información | 信息 | 資訊 | 정보 |
    Сведения`,
  verbose: `Verbose | 詳細 | Ausführlich | Détails | Detallado | 详细 | 詳細資訊 | 자세한 정보 표시 | Подробно`,
};

/** Level numbers of event XML; 0 is "log always", which Event Viewer shows as Information. */
const LEVEL_NUMBERS: readonly Level[] = ['information', 'critical', 'error', 'warning', 'information', 'verbose'];

const CHANNELS: readonly (readonly [string, string])[] = [
  ['System', `System | System Log | システム | システム ログ | Système | Sistema | 系统 | 系統 | 시스템 | Система`],
  [
    'Application',
    `
    Application | Application Log | アプリケーション | アプリケーション ログ | Anwendung | Aplicación |
    应用程序 | 應用程式 | 응용 프로그램 | Приложение`,
  ],
  [
    'Security',
    `
    Security | Security Log | セキュリティ | セキュリティ ログ | Sicherheit | Sécurité | Seguridad |
    安全 | 安全性 | 보안 | Безопасность`,
  ],
  ['Setup', `Setup | セットアップ`],
];

/** Headings of vendor papers and articles that end a message. */
const HEADINGS = `
  発生状況 | 発生条件 | 解説 | 原因 | 対処 | 対処方法 | 対処法 | 対策 | 回避策 | 回避方法 | 備考 |
  補足 | 現象 | Cause | Resolution | Symptoms | Workaround | Solution | More information | Status |
  References | Explanation`;

const BY_LABEL = new Map<string, Label>();
for (const [kind, strong, weak] of LABELS) {
  for (const key of keysOf(weak)) BY_LABEL.set(key, { kind, strong: false });
  for (const key of keysOf(strong)) BY_LABEL.set(key, { kind, strong: true });
}
const BY_LEVEL = new Map<string, Level>();
for (const level of LEVELS) for (const key of keysOf(LEVEL_WORDS[level])) BY_LEVEL.set(key, level);
const BY_CHANNEL = new Map<string, string>();
for (const [channel, names] of CHANNELS) for (const key of keysOf(names)) BY_CHANNEL.set(key, channel);
const BY_HEADING = new Set(keysOf(HEADINGS));

/** Names between bars, in their comparison form. */
function keysOf(names: string): string[] {
  return names
    .split('|')
    .map((name) => fold(name))
    .filter((key) => key !== '');
}

const LABEL_ENDS = new Set([...BY_LABEL.keys()].map((key) => key.charCodeAt(key.length - 1)));
const HEADING_STARTS = new Set([...BY_HEADING].map((key) => key.charCodeAt(0)));

/** Whether a label may end with this UTF-16 unit: with no digit ("9:14:03"), and not with every letter. */
export function mayEndLabel(unit: number): boolean {
  return !foldsToItself(unit) || LABEL_ENDS.has(unit);
}

function foldsToItself(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
}

/** What `text`, a whole label without its colon, names. */
export function labelOf(text: string): Label | undefined {
  return text.length > LONGEST_LABEL ? undefined : BY_LABEL.get(fold(text));
}

/** The level that a word means, in any of the languages. */
export function levelOf(text: string): Level | undefined {
  return text.length > LONGEST_LABEL ? undefined : BY_LEVEL.get(fold(text));
}

/** The level of a level number in event XML. */
export function levelOfNumber(value: number): Level | undefined {
  return LEVEL_NUMBERS[value];
}

/** The log's own name for a localised one; any other name as it is. */
export function channelOf(text: string): string {
  return logNameOf(text) ?? text;
}

/** `System`, `Application`, … when `text` is one of the logs of every Windows. */
export function logNameOf(text: string): string | undefined {
  return text.length > LONGEST_LABEL ? undefined : BY_CHANNEL.get(fold(text));
}

/** Whether a line is a heading of a paper (`発生状況`, `現象2`, `Cause`), not part of a message. */
export function isHeading(line: string): boolean {
  if (line.length > LONGEST_LABEL || line.length === 0) return false;
  const start = line.charCodeAt(0);
  const lower = start >= 0x41 && start <= 0x5a ? start + 0x20 : start;
  if (foldsToItself(lower) && !HEADING_STARTS.has(lower)) return false;
  const folded = fold(line);
  return BY_HEADING.has(folded) || (/[0-9]$/.test(folded) && BY_HEADING.has(folded.replace(/[0-9]{1,2}$/, '')));
}
