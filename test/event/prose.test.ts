import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import { names } from './source-names.ts';

const read = (text: string) => readPaste(text, names).events;
const events = (text: string) => read(text).map(({ event }) => event);
/** `VMSMP/26 storvsp/5`; an ID without a source is `/26`. */
const ids = (text: string) =>
  read(text)
    .filter(({ shape }) => shape !== 'text')
    .map(({ event }) => `${event.provider ?? ''}/${event.eventId ?? ''}`)
    .join(' ');

describe('a source and a number', () => {
  test.each([
    ['Event ID 26, VMSMP', 'VMSMP/26'],
    ['VMSMP 26', 'VMSMP/26'],
    ['26 VMSMP', 'VMSMP/26'],
    ['vmsmp:27', 'vmsmp/27'],
    ['storvsp id 6', 'storvsp/6'],
    ['storvsp/5 on HV01', 'storvsp/5'],
    ['what is vmbus event 2?', 'vmbus/2'],
    ['event 4106 from EventSystem', 'EventSystem/4106'],
    ['Event System 4106', 'Event System/4106'],
    ['SCM (7005)', 'SCM/7005'],
    ['winlogon 6004 警告', 'winlogon/6004'],
    ['ソース VMSMP ID 32', 'VMSMP/32'],
    ['VMSMPのイベント26', 'VMSMP/26'],
    ['Winlogonで6004が記録された', 'Winlogon/6004'],
    ['イベントID 6004 (Winlogon) が出ました', 'Winlogon/6004'],
    ['COM+ イベント システム 4098', 'COM+ イベント システム/4098'],
    ['VMSMP26', 'VMSMP/26'],
    ['storvsp-5', 'storvsp/5'],
    ['ＶＭＳＭＰ　２６', 'ＶＭＳＭＰ/26'],
    ['[VMSMP] "26"', 'VMSMP/26'],
    ['VMSMP\n26', 'VMSMP/26'],
    ['Provider: VMSMP\nevent 26', 'VMSMP/26'],
    ['Get-EventLog -LogName System -Source VMSMP -InstanceId 26', 'VMSMP/26'],
    [
      'Microsoft-Windows-Hyper-V-Integration-KvpExchange 4130',
      'Microsoft-Windows-Hyper-V-Integration-KvpExchange/4130',
    ],
    ['Application Popup 26', 'Application Popup/26'],
    ['what is disk 26?', 'disk/26'],
    ['The description for Event ID ( 26 ) in Source ( VMSMP ) cannot be found.', 'VMSMP/26'],
    ['ソース "VMSMP" からのイベント ID 26 の説明が見つかりません。', 'VMSMP/26'],
  ])('%j', (text, wanted) => {
    expect(ids(text)).toBe(wanted);
  });

  test('may be a 32-bit identifier', () => {
    for (const written of ['0xC0060005', 'C0060005h', '3221618693', '-1073348603'])
      expect(events(`storvsp ${written}`)).toEqual([{ provider: 'storvsp', eventId: 5, qualifiers: 0xc006 }]);
  });

  test('may have the level beside them', () => {
    expect(events('winlogon 6004 警告')[0]?.level).toBe('warning');
    expect(events('26 VMSMP error')[0]?.level).toBe('error');
    for (const text of ['VMSMP 26', 'VMSMP 26 info', 'VMSMP 26の詳細']) expect(events(text)[0]?.level).toBeUndefined();
  });
});

describe('several in one text', () => {
  test.each([
    ['VMSMP 26, storvsp 5 and netvsc 12 all appear after the upgrade', 'VMSMP/26 storvsp/5 netvsc/12'],
    ['VMSMP 26, 27 and 32', 'VMSMP/26 VMSMP/27 VMSMP/32'],
    ['VMSMP 26,27', 'VMSMP/26 VMSMP/27'],
    ['VMSMP 26 and 3 others', 'VMSMP/26'],
    ['VMSMP 26 and 27 VMs', 'VMSMP/26'],
    ['events 26, 27 and 32 from VMSMP', 'VMSMP/26 VMSMP/27 VMSMP/32'],
    ['IDs 32022, 33680 and 32315', '/32022 /33680 /32315'],
    ['what are event IDs 32022, 33680 and 32315?', '/32022 /33680 /32315'],
    ['Event ID 26, VMSMP; Event ID 5, storvsp', 'VMSMP/26 storvsp/5'],
    ['Event ID 26, VMSMP\nEvent ID 5, storvsp', 'VMSMP/26 storvsp/5'],
    ['VMSMP event 26, storvsp event 5', 'VMSMP/26 storvsp/5'],
    ['VMSMPの26、storvspの5', 'VMSMP/26 storvsp/5'],
    ['see event 41, VMSMP event 26', '/41 VMSMP/26'],
  ])('%j', (text, wanted) => {
    expect(ids(text)).toBe(wanted);
  });

  test('a number of a foreign source never goes to one of ours', () => {
    expect(ids('event 26 from disk and VMSMP')).toBe('disk/26');
    expect(ids('I replaced disk 26 and VMSMP went away')).toBe('');
  });
});

describe('an ID without a source', () => {
  test.each([
    ['event 26', 26],
    ['Event ID: 4130', 4130],
    ['event id 5', 5],
    ['evt 6004', 6004],
    ['event 41', 41],
    ['what does event 41 mean?', 41],
    ['イベントID：6004', 6004],
    ['イベント 7005', 7005],
    ['イベント7005が出ました', 7005],
    ['ID:26', 26],
    ['EventID=26', 26],
    ['event id 0xC0060005', 5],
  ])('%j', (text, wanted) => {
    expect(ids(text)).toBe(`/${wanted}`);
    expect(read(text)[0]?.shape).toBe('prose');
  });

  test.each([
    ['26', { eventId: 26 }],
    [' #26 ', { eventId: 26 }],
    ['「26」', { eventId: 26 }],
    ['26番', { eventId: 26 }],
    ['２７', { eventId: 27 }],
    ['> 26', { eventId: 26 }],
    ['26?', { eventId: 26 }],
    ['0xC0060005', { eventId: 5, qualifiers: 0xc006 }],
    ['C0060003h', { eventId: 3, qualifiers: 0xc006 }],
    ['C0060003', { eventId: 3, qualifiers: 0xc006 }],
    ['3221618693', { eventId: 5, qualifiers: 0xc006 }],
    ['-1073348603', { eventId: 5, qualifiers: 0xc006 }],
    ['InstanceId 3221618689', { eventId: 1, qualifiers: 0xc006 }],
    ['0x80070005', { eventId: 5, qualifiers: 0x8007 }],
  ])('%j is the whole paste', (text, event) => {
    expect(read(text).map((one) => [one.shape, one.event])).toEqual([['id', event]]);
  });
});

describe('a message beside a mention', () => {
  const MESSAGE = "NIC driver on 'x' cannot load because it is incompatible with the server virtualization stack.";

  test.each([
    ['behind it', `VMSMP 26: ${MESSAGE}`],
    ['below it', `Event ID: 26 VMSMP\n\n${MESSAGE}`],
    ['before it', `${MESSAGE} (VMSMP 26)`],
    ['behind an ID alone', `Event ID: 26\n${MESSAGE}`],
  ])('%s', (_where, text) => {
    expect(read(text)).toEqual([
      expect.objectContaining({
        shape: 'prose',
        text,
        event: expect.objectContaining({ eventId: 26, message: MESSAGE }),
      }),
    ]);
  });

  test('belongs to the mention above it when there are several', () => {
    expect(events(`VMSMP 26 - ${MESSAGE}\nstorvsp 5 - A storage device`)).toEqual([
      { provider: 'VMSMP', eventId: 26, message: MESSAGE },
      { provider: 'storvsp', eventId: 5, message: 'A storage device' },
    ]);
  });

  test('keeps the quotes it begins with', () => {
    expect(events("VMSMP 26: 'web-07' の NIC ドライバー")[0]?.message).toBe("'web-07' の NIC ドライバー");
  });

  test('is not what people ask', () => {
    for (const text of [
      'what is VMSMP 26?',
      'VMSMP 26 とは何ですか',
      'VMSMPのイベント26について教えてください',
      'Can I ignore VMSMP 26',
    ])
      expect(events(text)).toEqual([{ provider: 'VMSMP', eventId: 26 }]);
  });
});

describe('a source whose name is also an ordinary word', () => {
  test.each([
    ['volume 153', 'volume/153'],
    ['volume: 153', 'volume/153'],
    ['153 volume', 'volume/153'],
    ['what is volume 153?', 'volume/153'],
    ['volume 153 とは何ですか', 'volume/153'],
    ['volume event 153 every night since the update', 'volume/153'],
    ['volume ID 153 every night since the update', 'volume/153'],
    ['volume 153 のイベントが毎晩記録されて困っています', 'volume/153'],
    ['毎晩 volume のイベント 153 でバックアップが止まります', 'volume/153'],
    ['the backup stops with event 153 from volume', 'volume/153'],
    ['the backup stops with ID 153 (volume)', 'volume/153'],
    ['バックアップ中にイベント 153 (volume) が出て止まる', 'volume/153'],
    ['- volume 153\n- Ntfs 55', 'volume/153 Ntfs/55'],
    ['the EventLog 6008 appears after each power cut', 'EventLog/6008'],
  ])('%j names it', (text, wanted) => {
    expect(ids(text)).toBe(wanted);
  });

  test.each([
    'volume 1 is full',
    'Cluster Volume 12 went offline',
    'I replaced volume 3 yesterday',
    'volume 1 が一杯です',
    'クラスター volume 4 のパスが失われました',
    'volume number 1 is offline',
    'volume, then 3 more',
    'The copy for Volume 153 (PDO name: x) was retried.',
    'Volume Shadow Copy 3 was deleted',
    'move volume 2 and volume 3 to the other array',
  ])('%j does not', (text) => {
    expect(read(text)).toEqual([{ shape: 'text', event: { message: text }, text, at: 0 }]);
  });

  test('leaves an event beside it to itself', () => {
    expect(ids('event 157: Volume 3 has been removed.')).toBe('/157');
    expect(ids('after event ID 5120 volume 2 was gone')).toBe('/5120');
    expect(ids('VMSMP 26 on volume 3 of the host in Osaka')).toBe('VMSMP/26');
  });

  test('and holds "event" is an event without a source', () => {
    expect(ids('In the event log 6008 keeps appearing')).toBe('/6008');
    expect(ids('event log 4624')).toBe('event log/4624');
    expect(ids('イベントログ 6008 が出ます')).toBe('/6008');
    expect(ids('イベント ログ 6008 が出ます')).toBe('/6008');
    for (const text of ['the event log 100 lines', 'event log 2 days ago', 'イベントログ 3 件'])
      expect(ids(text)).toBe('');
  });
});

describe('what a known message says', () => {
  const TEXT = 'The path to VMSMP 26 of event 41 was lost on VMSMP 27.';
  const withMessages = (text: string) =>
    readPaste(text, {
      ...names,
      messagesIn: (whole) => {
        const from = whole.indexOf(TEXT);
        return from < 0 ? [] : [{ from, to: from + TEXT.length }];
      },
    }).events;

  test('names no event', () => {
    expect(withMessages(TEXT)).toEqual([{ shape: 'text', event: { message: TEXT }, text: TEXT, at: 0 }]);
  });

  test('is the message of the event named beside it', () => {
    expect(withMessages(`storvsp 5: ${TEXT}`).map(({ event }) => event)).toEqual([
      { provider: 'storvsp', eventId: 5, message: TEXT },
    ]);
  });
});

describe('chat and numbers that are no event', () => {
  test.each([
    'hello',
    'thanks!',
    'what is the weather in Osaka tomorrow?',
    'おはようございます。今日の会議は何時からですか？',
    'version 4.2',
    'vmbus version 2',
    'VMSMP 4.2',
    'VMSMP 26%',
    'storvsp 6.1.7601',
    'storvsp.sys 5',
    'C:\\drivers\\storvsp\\5',
    'VMSMP 12/5 9:14',
    'VMSMP 26GB',
    'storvsp 5 times',
    'the SCM 2 writers failed',
    'storvspが5回',
    'VMSMPは26日',
    'we have 3 storvsp errors',
    '2 VMSMP errors since monday',
    'at 26 VMSMP people',
    'server 2008 VMSMP',
    '5万円',
    '26番の鍵です',
    '鍵は26番です',
    'ticket 48213',
    'ticket ID 48213',
    'user id 26 has a problem',
    '2026-05-12 09:14 ticket 48213 closed',
    'port 5432',
    'events 5',
    'event 2024',
    'the event 5 of us attended',
    'イベント26回',
    '来月のイベント 5日',
    'error 0x80070005',
    'エラー 0x80070005',
    'HRESULT 0x80070005',
    'VMSMP error 0xC000003A',
    '仮想マシンのバックアップが失敗しました。VSS エラー 0x80042306',
    'the disk 2 is full',
    '99999',
    '-26',
    '20260512',
    '090-1234-5678',
    '10.0.0.5',
    'KB972108',
    'VMID 9A5FAAC3-1F7A-442D-9525-46B39ACE22DB',
    'Windows Server 2008 R2 SP1',
    'java.lang.NullPointerException\n\tat com.example.Foo.bar(Foo.java:42)',
    'storvps 5',
    'vmspm event',
    'netvcs 12',
    'NIC driver incompatible',
    '490@01010004',
    'The Storage VSP encountered an error reading from the vmbus channel.',
  ])('%j is one text', (text) => {
    expect(read(text)).toEqual([{ shape: 'text', event: { message: text }, text, at: 0 }]);
  });
});
