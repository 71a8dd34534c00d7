import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import { names } from './source-names.ts';

const read = (text: string) => readPaste(text, names).events;
const events = (text: string) => read(text).map(({ event }) => event);

const MESSAGE =
  "NIC driver on 'web-07' cannot load because it is incompatible. Server version 2 Client version 196610 (VMID 9A5F).";
const VMSMP_26 = { provider: 'VMSMP', eventId: 26, level: 'error' };
const WHOLE = {
  ...VMSMP_26,
  channel: 'System',
  computer: 'HV01.contoso.com',
  time: '5/12/2010 9:14:03 AM',
  message: MESSAGE,
};

const VIEWER = `Log Name:      System
Source:        VMSMP
Date:          5/12/2010 9:14:03 AM
Event ID:      26
Task Category: None
Level:         Error
Keywords:      Classic
User:          N/A
Computer:      HV01.contoso.com
Description:
${MESSAGE}
`;

describe('text that Event Viewer copies', () => {
  test('gives every field', () => {
    expect(read(VIEWER)).toEqual([{ shape: 'labels', event: WHOLE, text: VIEWER.trim(), at: 0 }]);
  });

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['quote marks', (text: string) => text.replace(/^/gm, '> ')],
    ['Slack escapes and bold labels', (text: string) => text.replace(/^([A-Z][A-Za-z ]+:)/gm, '&gt; *$1*')],
    ['bullets', (text: string) => text.replace(/^(?=[A-Z])/gm, '- ')],
    ['a code fence', (text: string) => `\`\`\`\n${text}\`\`\``],
    ['BBCode', (text: string) => `[quote=bob]${text.replace(/^(\w[\w ]+:)/gm, '[b]$1[/b]')}[/quote]`],
    ['full-width colons and digits', (text: string) => text.replaceAll(/:(?= )/g, '：').replace('26\n', '２６\n')],
    ['no-break blanks and zero-width characters', (text: string) => text.replaceAll('  ', '\u00A0\u200B ')],
    ['equals signs', (text: string) => text.replace(/^(\w[\w ]+):/gm, '$1 =')],
    ['tabs', (text: string) => text.replace(/^(\w[\w ]+): +/gm, '$1\t')],
    ['blank lines between lines', (text: string) => text.replaceAll('\n', '\n\n')],
    ['values below their labels', (text: string) => text.replace(/^(\w[\w ]+):[ ]+/gm, '$1:\n')],
    ['everything in one line', (text: string) => text.replaceAll('\n', ' ')],
    ['lower case', (text: string) => text.replace(/^[\w ]+:/gm, (label) => label.toLowerCase())],
  ])('with %s says the same', (_what, change) => {
    expect(events(change(VIEWER))).toEqual([WHOLE]);
  });

  test.each([
    [
      'ja',
      'ログの名前:         システム\nソース:           VMSMP\nイベント ID:       26\nレベル:           エラー\n説明:\n本文',
    ],
    ['ja, machine translated', 'ログ名: システム\nソース: VMSMP\nイベント ID : 26\nレベル: エラー\n説明: 本文'],
    ['de', 'Protokollname: System\nQuelle: VMSMP\nEreignis-ID: 26\nEbene: Fehler\nBeschreibung:\n本文'],
    [
      'fr',
      'Nom du journal :System\nSource :       VMSMP\nID de l’événement :26\nNiveau :       Erreur\nDescription :\n本文',
    ],
    ['es', 'Nombre de registro:System\nOrigen: VMSMP\nId. del evento:26\nNivel: Error\nDescripción:\n本文'],
    ['zh-CN', '日志名称: System\n来源: VMSMP\n事件 ID: 26\n级别: 错误\n描述:\n本文'],
    ['zh-TW', '記錄檔名稱: System\n來源: VMSMP\n事件識別碼: 26\n層級: 錯誤\n描述:\n本文'],
    ['ko', '로그 이름: System\n원본: VMSMP\n이벤트 ID: 26\n수준: 오류\n설명:\n本文'],
    ['ru', 'Имя журнала: System\nИсточник: VMSMP\nКод события: 26\nУровень: Ошибка\nОписание:\n本文'],
  ])('is read in %s', (_lang, text) => {
    expect(events(text)).toEqual([{ ...VMSMP_26, channel: 'System', message: '本文' }]);
  });

  test('gives each of several events its own fields', () => {
    const text = `${VIEWER}\n${VIEWER.replace('VMSMP', 'Disk').replace('26\n', '51\n').replace(MESSAGE, 'paging')}\n\n${VIEWER}`;

    expect(events(text)).toEqual([WHOLE, { ...WHOLE, provider: 'Disk', eventId: 51, message: 'paging' }, WHOLE]);
  });

  test('gives each of several events in one line its own fields', () => {
    const text = `${VIEWER} ${VIEWER.replace('26\n', '27\n')}`.replaceAll('\n', ' ');

    expect(events(text)).toEqual([WHOLE, { ...WHOLE, eventId: 27 }]);
  });

  test('keeps blank lines and label-like lines inside a description', () => {
    const message =
      'Fault bucket 5, type 0\nEvent Name: APPCRASH\nResponse: none\n\nSource: unknown\nThese files may be here:';

    expect(events(VIEWER.replace(MESSAGE, message))).toEqual([{ ...WHOLE, message }]);
  });
});

describe('conversation around a paste', () => {
  test('is no part of the event', () => {
    const found = read(`hi, can you look at this?\n${VIEWER}\nCan I ignore it?`);

    expect(found.map(({ shape, event }) => [shape, event])).toEqual([
      ['text', { message: 'hi, can you look at this?' }],
      ['labels', WHOLE],
      ['text', { message: 'Can I ignore it?' }],
    ]);
  });

  test('may have labels of a mail, which are not the event’s', () => {
    const mail = 'From: bob\nDate: Mon 3 May\nSubject: help\n\n';

    expect(events(mail + VIEWER)).toEqual([{ message: mail.trim() }, WHOLE]);
    expect(events(`Date: Mon 3 May\n${VIEWER}`)).toEqual([WHOLE]);
  });

  test('may hold the labels in a sentence', () => {
    expect(events('イベントログに（ソース：VMSMP、イベントID：26）が出ています')).toContainEqual({
      provider: 'VMSMP',
      eventId: 26,
    });
    expect(events('I get Source: VMSMP, Event ID: 26, Level: Error on all hosts')).toContainEqual(VMSMP_26);
  });
});

describe('a header that is not whole', () => {
  test('may lack the ID', () => {
    expect(events(VIEWER.replace(/^Event ID.*\n/m, ''))).toEqual([{ ...WHOLE, eventId: undefined }]);
  });

  test('may lack everything but source and ID', () => {
    expect(events('Source: Some Source\nEvent ID: 26')).toEqual([{ provider: 'Some Source', eventId: 26 }]);
  });

  test('may lack the label of the description: the text below is still the message', () => {
    expect(events(`Source: VMSMP\nEvent ID: 26\n\n${MESSAGE}`)).toEqual([
      { provider: 'VMSMP', eventId: 26, message: MESSAGE },
    ]);
  });

  test('is not completed by a question', () => {
    expect(events('Source: VMSMP\nEvent ID: 26\n\nこれは無視していいですか？')).toEqual([
      { provider: 'VMSMP', eventId: 26 },
      { message: 'これは無視していいですか？' },
    ]);
  });

  test('has an empty description as no description', () => {
    expect(events('Source: VMSMP\nEvent ID: 26\nDescription:\n')).toEqual([{ provider: 'VMSMP', eventId: 26 }]);
  });

  test('has no ID when the number can be none', () => {
    expect(events('Log Name: System\nSource: VMSMP\nEvent ID: 99999\nLevel: Error')).toEqual([
      { provider: 'VMSMP', channel: 'System', level: 'error' },
    ]);
  });
});

describe('the older form', () => {
  test('of Windows 2000 to 2003 ends its description at the bytes', () => {
    const text = `Event Type:\tError\nEvent Source:\tVMSMP\nEvent Category:\tNone\nEvent ID:\t26\nDate:\t\t5/12/2010\nTime:\t\t9:14:03 AM\nUser:\t\tN/A\nComputer:\tHV01.contoso.com\nDescription:\n${MESSAGE}\nData:\n0000: 00 00 04 00`;

    expect(events(text)).toEqual([{ ...WHOLE, channel: undefined }]);
  });

  test('of vendor papers', () => {
    expect(events('種類：エラー\nソース：VMSMP\nイベントID：26\n説明：\n本文')).toEqual([
      { ...VMSMP_26, message: '本文' },
    ]);
    expect(
      events(
        '種類:エラー ソース:VDS Basic Provider イベントID:1 説明: 予期しないエラーが発生しました。エラーコード : 490@01010004',
      ),
    ).toEqual([
      {
        provider: 'VDS Basic Provider',
        eventId: 1,
        level: 'error',
        message: '予期しないエラーが発生しました。エラーコード : 490@01010004',
      },
    ]);
  });

  test('in full width', () => {
    expect(events('種類：エラー\nソース＝ＶＭＳＭＰ\nイベントＩＤ：２６\n説明：（ＶＭＩＤ）')).toEqual([
      { provider: 'ＶＭＳＭＰ', eventId: 26, level: 'error', message: '（ＶＭＩＤ）' },
    ]);
  });

  test('of a PDF, with labels, values and words broken over lines, and a page footer in the message', () => {
    const text = `現象１ \n\n種\n類：エ\nラー \n\nソー\nス：VDS Basic\n\nProvider \n\nイベ\n\nントID：1 \n\n説\n明： \n\n予期しないエ\n\nラーが発生しました。 \n\nCopyright(c) 2011 Example Corporation All rights reserved. \n\n- 3 - \n\nエラーコード : 490@01010004 \n\n発生状況 \n\n・仮想マシン上にハードディスクを追加した時`;

    const [title, event, rest] = events(text);
    expect(title).toEqual({ message: '現象１' });
    expect({ ...event, message: event?.message?.replace(/\s+/g, '') }).toEqual({
      provider: 'VDS Basic Provider',
      eventId: 1,
      level: 'error',
      message: '予期しないエラーが発生しました。エラーコード:490@01010004',
    });
    expect(rest?.message).toContain('ハードディスクを追加した時');
  });

  test('names a log where newer ones name a level', () => {
    expect(events('イベント ログの種類：システム\nソース：VMSMP\nイベントID：26')).toEqual([
      { provider: 'VMSMP', eventId: 26, channel: 'System' },
    ]);
  });
});

describe('lists of PowerShell', () => {
  const LIST = `TimeCreated  : 5/12/2010 9:14:03 AM\nProviderName : VMSMP\nId           : 26\nMessage      : ${MESSAGE}\n`;
  const event = { provider: 'VMSMP', eventId: 26, time: '5/12/2010 9:14:03 AM', message: MESSAGE };

  test('are separated by blank lines', () => {
    expect(events(`\n${LIST}\n${LIST}`)).toEqual([event, event]);
  });

  test('may have fields behind the message', () => {
    const text = `Index              : 20117\nEntryType          : Error\nInstanceId         : 3221618693\nMessage            : A storage device\n                     Source : foo\nReplacementStrings : {\\Device\\x, crm, 2.0...}\nSource             : storvsp\nMachineName        : HV01\n`;
    const wanted = {
      provider: 'storvsp',
      eventId: 5,
      qualifiers: 0xc006,
      level: 'error',
      computer: 'HV01',
      recordId: 20117,
      message: 'A storage device\n                     Source : foo',
    };

    expect(events(`${text}\n${text}`)).toEqual([wanted, wanted]);
  });

  test('may begin with the message', () => {
    const text = `Message          : ${MESSAGE}\nId               : 26\nQualifiers       : 49157\nLevel            : 2\nProviderName     : VMSMP\nLogName          : System\nLevelDisplayName : エラー\n`;
    const wanted = { ...VMSMP_26, qualifiers: 49157, channel: 'System', message: MESSAGE };

    expect(events(`${text}\n${text}`)).toEqual([wanted, wanted]);
  });

  test('have parameters only when the list was not cut and there is no message', () => {
    const head = 'EventID : 5\nSource : storvsp\nEntryType : Error\n';

    expect(events(`${head}ReplacementStrings : {a, , c}`)[0]?.data).toEqual([
      { value: 'a' },
      { value: '' },
      { value: 'c' },
    ]);
    expect(events(`${head}ReplacementStrings : {a, b...}`)[0]?.data).toBeUndefined();
  });

  test('asked for by a hash table count only the answer', () => {
    const query = `PS C:\\> Get-WinEvent -FilterHashtable @{LogName='System';ProviderName='VMSMP';Id=26,27} | fl\n`;

    expect(events(query)).toEqual([
      { provider: 'VMSMP', channel: 'System', eventId: 26 },
      { provider: 'VMSMP', channel: 'System', eventId: 27 },
    ]);
    expect(events(`${query}\n${LIST}`)).toEqual([event]);
  });
});

test('wevtutil’s text', () => {
  const one = `Event[0]:\n  Log Name: System\n  Source: VMSMP\n  Date: 5/12/2010 9:14:03 AM\n  Event ID: 26\n  Task: N/A\n  Level: Error\n  Opcode: N/A\n  Keyword: Classic\n  User: N/A\n  User Name: N/A\n  Computer: HV01.contoso.com\n  Description: \n${MESSAGE}\n\n`;

  expect(events(one + one.replace('[0]', '[1]'))).toEqual([WHOLE, WHOLE]);
});

describe('the friendly view', () => {
  const view = `+ System \n\n  - Provider \n\n   [ Name]  VMSMP \n \n  - EventID 26 \n\n   [ Qualifiers]  49157 \n \n   Level 2 \n \n   Task 0 \n \n   Keywords 0x80000000000000 \n \n  - TimeCreated \n\n   [ SystemTime]  2010-05-12T00:14:03Z \n \n   EventRecordID 4711 \n \n   Channel System \n \n   Computer HV01 \n \n   Security \n \n- EventData \n\n   \\Device\\x \n   dc-2 \n`;
  const event = {
    ...VMSMP_26,
    qualifiers: 49157,
    time: '2010-05-12T00:14:03Z',
    recordId: 4711,
    channel: 'System',
    computer: 'HV01',
  };

  test('gives the header, for each of several events', () => {
    expect(events(view)).toContainEqual(event);
    expect(
      read(view + view)
        .filter(({ shape }) => shape === 'labels')
        .map((one) => one.event),
    ).toEqual([event, event]);
  });
});

test('one label may have several IDs, and one ID a thousands separator', () => {
  expect(events('ソース：VMSMP\nイベントID：26、27\n種類：エラー').map(({ eventId }) => eventId)).toEqual([26, 27]);
  expect(events('Source: Service Control Manager\nEvent ID: 7,005')[0]?.eventId).toBe(7005);
  expect(events('Source: Service Control Manager\nEvent ID: 7\u202f005')[0]?.eventId).toBe(7005);
});

test('labels and values in turn, without colons', () => {
  expect(events(`Source\nVMSMP\nEvent ID\n26\nLevel\nError\nDescription\n${MESSAGE}`)).toEqual([
    { ...VMSMP_26, message: MESSAGE },
  ]);
});

describe('labels that are no event', () => {
  test.each([
    'Source: VMSMP',
    'Source: book\nLevel: easy\nTime: 20 min\nDescription: cook it',
    'source: nginx\nid: 5\nlevel: error',
    'ID: 48213\nSource: Jira\nLevel: high',
    'From: a\nDate: today\nSubject: Level 26',
    'Server version: 5\nDescription: the new one',
  ])('%j stays text', (text) => {
    expect(read(text).map(({ shape }) => shape)).toEqual(['text']);
  });
});
