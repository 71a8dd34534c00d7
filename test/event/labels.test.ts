import { describe, expect, test } from 'vitest';
import { channelOf, isHeading, labelOf, levelOf, levelOfNumber } from '../../src/event/labels.ts';

/** Log, source, date, ID, category, level, keywords, computer, description, as Event Viewer copies them. */
const VIEWER = {
  en: 'Log Name|Source|Date|Event ID|Task Category|Level|Keywords|Computer|Description',
  ja: 'ログの名前|ソース|日付|イベント ID|タスクのカテゴリ|レベル|キーワード|コンピューター|説明',
  de: 'Protokollname|Quelle|Datum|Ereignis-ID|Aufgabenkategorie|Ebene|Schlüsselwörter|Computer|Beschreibung',
  fr: 'Nom du journal|Source|Date|ID de l’événement|Catégorie de la tâche|Niveau|Mots clés|Ordinateur|Description',
  es: 'Nombre de registro|Origen|Fecha|Id. del evento|Categoría de la tarea|Nivel|Palabras clave|Equipo|Descripción',
  'zh-CN': '日志名称|来源|日期|事件 ID|任务类别|级别|关键字|计算机|描述',
  'zh-TW': '記錄檔名稱|來源|日期|事件識別碼|工作類別|層級|關鍵字|電腦|描述',
  ko: '로그 이름|원본|날짜|이벤트 ID|작업 범주|수준|키워드|컴퓨터|설명',
  ru: 'Имя журнала|Источник|Дата|Код события|Категория задачи|Уровень|Ключевые слова|Компьютер|Описание',
};
const KINDS = ['channel', 'provider', 'date', 'id', 'other', 'level', 'other', 'computer', 'message'];

test.each(Object.entries(VIEWER))('the labels of Event Viewer in %s', (_lang, labels) => {
  expect(labels.split('|').map((label) => labelOf(label)?.kind)).toEqual(KINDS);
});

test.each([
  ['Event Type', 'type'],
  ['Event Source', 'provider'],
  ['種類', 'type'],
  ['イベントID', 'id'],
  ['イベント ログの種類', 'type'],
  ['記述', 'message'],
  ['コンピュータ', 'computer'],
  ['ProviderName', 'provider'],
  ['Id', 'id'],
  ['LevelDisplayName', 'levelName'],
  ['LogName', 'channel'],
  ['MachineName', 'computer'],
  ['TimeCreated', 'date'],
  ['RecordId', 'recordId'],
  ['EntryType', 'type'],
  ['InstanceId', 'identifier'],
  ['ReplacementStrings', 'data'],
  ['Index', 'recordId'],
  ['TimeGenerated', 'date'],
  ['イベント XML', 'xml'],
])('%s is a label of kind %s', (text, kind) => {
  expect(labelOf(text)?.kind).toBe(kind);
});

describe('a label', () => {
  test('is known in any width and case', () => {
    expect(labelOf('ＥＶＥＮＴ　ｉｄ')?.kind).toBe('id');
    expect(labelOf('ｿｰｽ')?.kind).toBe('provider');
  });

  test('that many things have is weak', () => {
    expect(labelOf('ID')).toEqual({ kind: 'id', strong: false });
    expect(labelOf('Event ID')).toEqual({ kind: 'id', strong: true });
  });

  test('is not any word', () => {
    for (const word of ['Error', 'Name', 'Server version', 'エラー コード', '', 'x'.repeat(200)])
      expect(labelOf(word)).toBeUndefined();
  });
});

test.each([
  ['critical', 'Critical|重大|Kritisch|Critique|Crítico|严重|위험|Критический'],
  ['error', 'Error|エラー|Fehler|Erreur|错误|錯誤|오류|Ошибка'],
  ['warning', 'Warning|警告|Warnung|Avertissement|Advertencia|경고|Предупреждение'],
  ['information', 'Information|情報|Informationen|Información|信息|資訊|정보|Сведения'],
  ['verbose', 'Verbose|詳細|Ausführlich|Détails|Detallado|详细|Подробно'],
])('words for %s', (level, words) => {
  for (const word of words.split('|')) expect(levelOf(word)).toBe(level);
});

test('numbers of levels in XML; 0 is shown as information', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((value) => levelOfNumber(value))).toEqual([
    'information',
    'critical',
    'error',
    'warning',
    'information',
    'verbose',
    undefined,
  ]);
});

test('localised log names become the names that Windows uses', () => {
  expect(
    ['システム', 'システムログ', 'アプリケーション', 'System', 'Anwendung', 'Hyper-V-VMMS-Admin'].map((name) =>
      channelOf(name),
    ),
  ).toEqual(['System', 'System', 'Application', 'System', 'Application', 'Hyper-V-VMMS-Admin']);
});

test('headings of papers are told from lines of messages', () => {
  for (const heading of ['発生状況', '解説', '現象１', '現象2', 'Cause']) expect(isHeading(heading)).toBe(true);
  for (const line of ['現象が発生しました', 'Cause: x', '', '2']) expect(isHeading(line)).toBe(false);
});
