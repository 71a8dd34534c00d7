import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import { names } from './source-names.ts';

const read = (text: string) => readPaste(text, names).events;
const events = (text: string) => read(text).map(({ event }) => event);
const shapes = (text: string) => read(text).map(({ shape }) => shape);

const VMSMP_26 = { provider: 'VMSMP', eventId: 26, level: 'error' };
const STORVSP_6 = { provider: 'storvsp', eventId: 6, level: 'warning' };

describe('CSV of Event Viewer', () => {
  const HEADING = 'Level,Date and Time,Source,Event ID,Task Category';
  const ROW = `Error,5/12/2010 9:14:03 AM,VMSMP,26,None,"NIC driver on 'a', ""web"",\r\ncannot load."`;
  const event = { ...VMSMP_26, time: '5/12/2010 9:14:03 AM', message: `NIC driver on 'a', "web",\ncannot load.` };

  test('has quoted descriptions over lines, with and without the heading', () => {
    expect(events(`${HEADING}\r\n${ROW}\r\n`)).toEqual([event]);
    expect(events(ROW)).toEqual([event]);
    expect(shapes(`${HEADING}\n${ROW}\n${ROW}`)).toEqual(['csv', 'csv']);
  });

  test('has its columns in any language and order', () => {
    expect(
      events('レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ\nエラー,2010/05/12 9:14:03,VMSMP,26,なし,"説明文"'),
    ).toEqual([{ ...VMSMP_26, time: '2010/05/12 9:14:03', message: '説明文' }]);
    expect(events('Event ID;Source;Level\n26;VMSMP;Error')).toEqual([VMSMP_26]);
    expect(events('Event ID;Source;Level;Message\n26;VMSMP;Error;m')).toEqual([{ ...VMSMP_26, message: 'm' }]);
  });

  test('may be separated by tabs, and may lack a description', () => {
    expect(events(`${HEADING}\nError,1/2/2010,VMSMP,26,None`.replaceAll(',', '\t'))).toEqual([
      { ...VMSMP_26, time: '1/2/2010' },
    ]);
  });

  test('has commas in a description without quotes', () => {
    expect(events('Error,1/2/2010,VMSMP,26,None,one, two, three')[0]?.message).toBe('one,two,three');
  });

  test('cut inside the description keeps the row', () => {
    expect(events(`Error,1/2/2010,VMSMP,26,None,"NIC driver on 'a' cannot`)).toEqual([
      { ...VMSMP_26, time: '1/2/2010', message: "NIC driver on 'a' cannot" },
    ]);
  });

  test('ends where chat begins', () => {
    expect(shapes(`hi, please look:\n${ROW}\nthanks, all`)).toEqual(['text', 'csv', 'text']);
  });

  test('of Export-Csv is read by its heading', () => {
    const text =
      '"Message","Id","Version","Qualifiers","ProviderName","LogName","LevelDisplayName"\n"one\ntwo","26","0","49157","VMSMP","System","Error"';

    expect(events(text)).toEqual([{ ...VMSMP_26, qualifiers: 49157, channel: 'System', message: 'one\ntwo' }]);
  });

  test('of something else stays text', () => {
    expect(shapes('name,price,size,id\nbook,5,3,1')).toEqual(['text']);
    expect(shapes('Errors, warnings, notes, 26, and more')).toEqual(['text']);
  });
});

describe('tables of PowerShell', () => {
  const EVENTS = `
   ProviderName: VMSMP

TimeCreated                      Id LevelDisplayName Message
-----------                      -- ---------------- -------
5/12/2010 9:14:03 AM             26 Error            NIC driver on 'a' cannot load because it is...
5/12/2010 9:14:05 AM             27 Warning          Networking driver on 'a' loaded


   ProviderName: Service Control Manager

TimeCreated                      Id LevelDisplayName Message
-----------                      -- ---------------- -------
5/12/2010 9:15:00 AM           7005 Error            The LoadUserProfile call failed
                                                     with the following error
`;
  const READ = [
    { ...VMSMP_26, time: '5/12/2010 9:14:03 AM', message: "NIC driver on 'a' cannot load because it is..." },
    {
      provider: 'VMSMP',
      eventId: 27,
      level: 'warning',
      time: '5/12/2010 9:14:05 AM',
      message: "Networking driver on 'a' loaded",
    },
    {
      provider: 'Service Control Manager',
      eventId: 7005,
      level: 'error',
      time: '5/12/2010 9:15:00 AM',
      message: 'The LoadUserProfile call failed\nwith the following error',
    },
  ];

  test('of Get-WinEvent have their source above', () => {
    expect(events(EVENTS)).toEqual(READ);
    expect(new Set(shapes(EVENTS))).toEqual(new Set(['table']));
  });

  test('of Get-WinEvent are read when chat has joined the blanks', () => {
    expect(events(EVENTS.replace(/ {2,}(?=\S)/g, ' '))).toEqual(READ);
  });

  test('of Get-WinEvent are read in Japanese', () => {
    const text = `   ProviderName: VMSMP\n\nTimeCreated            Id LevelDisplayName Message\n-----------            -- ---------------- -------\n2010/05/12 9:14:03     26 エラー           'a' のネットワーク ドライバーは`;

    expect(events(text)).toEqual([
      { ...VMSMP_26, time: '2010/05/12 9:14:03', message: "'a' のネットワーク ドライバーは" },
    ]);
  });

  test('of Get-EventLog have the identifier; a source that was cut is not taken for a name', () => {
    const text = `
   Index Time          EntryType   Source                 InstanceID Message
   ----- ----          ---------   ------                 ---------- -------
   20117 May 12 09:14  Error       storvsp                3221618693 A storage device in 'crm' cannot load
   20116 May 12 09:13  Information Service Control M...   1073748860 The x service`;

    expect(events(text)).toEqual([
      {
        provider: 'storvsp',
        eventId: 5,
        qualifiers: 0xc006,
        level: 'error',
        recordId: 20117,
        time: 'May 12 09:14',
        message: "A storage device in 'crm' cannot load",
      },
      {
        eventId: 7036,
        qualifiers: 0x4000,
        level: 'information',
        recordId: 20116,
        time: 'May 12 09:13',
        message: 'The x service',
      },
    ]);
  });

  test('with other columns are read by position, numbers to the right, wide characters as two', () => {
    const text = `
TimeCreated          ProviderName Message          Id LevelDisplayName
-----------          ------------ -------          -- ----------------
2010/05/12 9:14:03   VMSMP        読み込めません   26 エラー
2010/05/12 9:14:03   storvsp      loaded         4106 警告`;

    expect(events(text)).toEqual([
      { ...VMSMP_26, time: '2010/05/12 9:14:03', message: '読み込めません' },
      { ...STORVSP_6, eventId: 4106, time: '2010/05/12 9:14:03', message: 'loaded' },
    ]);
  });

  test('never give a part of a number', () => {
    const text = `ProviderName   Id Message\n------------   -- -------\nVMSMP            2600 foo\nVMSMP           26 bar`;

    for (const { eventId } of events(text)) expect([26, 2600, undefined]).toContain(eventId);
  });

  test('without a source above them leave it open', () => {
    const text =
      'TimeCreated   Id LevelDisplayName Message\n-----------   -- ---------------- -------\n1/2/2010      26 Error            NIC';

    expect(events(text)).toEqual([{ eventId: 26, level: 'error', time: '1/2/2010', message: 'NIC' }]);
  });
});

describe('other tables', () => {
  test('of Markdown', () => {
    const text =
      '| Level | **Source** | Event ID | Message |\n|:--|---|--:|---|\n| Error | VMSMP | 26 | one |\n| Warning | `storvsp` | 6 | two |\n';

    expect(events(text)).toEqual([
      { ...VMSMP_26, message: 'one' },
      { ...STORVSP_6, message: 'two' },
    ]);
  });

  test('of Markdown with a label in each row', () => {
    const text =
      '| Log Name | System |\n|---|---|\n| Source | VMSMP |\n| Event ID | 26 |\n| Level | Error |\n| Description | one |';

    expect(events(text)).toEqual([{ ...VMSMP_26, channel: 'System', message: 'one' }]);
  });

  test('with wide gaps and a heading, whose sources need not be known', () => {
    expect(events('Level    Source      Event ID\nError    VMSMP       26\nError    Some Tool   26')).toEqual([
      VMSMP_26,
      { provider: 'Some Tool', eventId: 26, level: 'error' },
    ]);
  });

  test('of HTML', () => {
    const text =
      '<table><tr><th>Source</th><th>Event ID</th><th>Level</th></tr><tr><td>VMSMP</td><td>26</td><td>Error</td></tr></table>';

    expect(events(text)).toEqual([VMSMP_26]);
  });
});

describe('rows without a heading', () => {
  test('are read by the sources in them, in any order', () => {
    expect(
      events(
        'storvsp  6 Warning  A storage device\n2010/05/12 9:14:03  Error  VMSMP  26  NIC driver\n  that wraps\n9:14 AM | Error | disk | 51 | paging |',
      ),
    ).toEqual([
      { ...STORVSP_6, message: 'A storage device' },
      { ...VMSMP_26, message: 'NIC driver\nthat wraps' },
      { provider: 'disk', eventId: 51, level: 'error', message: 'paging' },
    ]);
  });

  test('may be a list with bullets', () => {
    expect(events('- 26 VMSMP error\n- 6 storvsp warning')).toEqual([VMSMP_26, STORVSP_6]);
  });

  test('may be one line of Event Viewer', () => {
    expect(events('Error\t5/12/2010 9:14:03 AM\tVMSMP\t26\tNone')[0]).toMatchObject(VMSMP_26);
    expect(events('Error 5/12/2010 9:14:03 AM VMSMP 26 None')).toEqual([VMSMP_26]);
  });
});
