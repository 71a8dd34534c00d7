import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import { names } from './source-names.ts';

const read = (text: string) => readPaste(text, names).events;
const events = (value: unknown) =>
  read(typeof value === 'string' ? value : JSON.stringify(value, null, 2)).map(({ event }) => event);
const shapes = (text: string) => read(text).map(({ shape }) => shape);

const POWERSHELL = {
  Id: 26,
  Qualifiers: 49157,
  Level: 2,
  RecordId: 4711,
  ProviderName: 'VMSMP',
  LogName: 'System',
  MachineName: 'HV01',
  TimeCreated: '/Date(1789866806260)/',
  LevelDisplayName: 'エラー',
  Properties: [{ Value: '\\Device\\x' }, { Value: '' }, { Value: 196610 }],
  Message: "NIC driver on 'a' cannot load\r\nat all",
};

describe('JSON of PowerShell', () => {
  const event = {
    provider: 'VMSMP',
    eventId: 26,
    qualifiers: 49157,
    level: 'error',
    channel: 'System',
    computer: 'HV01',
    message: "NIC driver on 'a' cannot load\r\nat all",
    time: '2026-09-20T01:13:26.260Z',
    recordId: 4711,
    data: [{ value: '\\Device\\x' }, { value: '' }, { value: '196610' }],
  };

  test('gives every field, alone, in a list, one a line, and inside chat', () => {
    const line = JSON.stringify(POWERSHELL);

    expect(events(POWERSHELL)).toEqual([event]);
    expect(events([POWERSHELL, POWERSHELL])).toEqual([event, event]);
    expect(events(`${line}\n${line}`)).toEqual([event, event]);
    expect(shapes(`look: ${line} what is it?`)).toEqual(['text', 'json', 'text']);
    expect(events(`\`\`\`json\n${line}\n\`\`\``)).toEqual([event]);
  });

  test('of Get-EventLog has the identifier in InstanceId', () => {
    const entry = {
      EventID: 5,
      InstanceId: 3221618693,
      Source: 'storvsp',
      ReplacementStrings: ['a', ''],
      Message: 'x',
      Index: 20117,
    };

    expect(events(entry)).toEqual([
      {
        provider: 'storvsp',
        eventId: 5,
        qualifiers: 0xc006,
        message: 'x',
        recordId: 20117,
        data: [{ value: 'a' }, { value: '' }],
      },
    ]);
  });

  test('cut at the end keeps the whole values and the beginning of the message', () => {
    const text = JSON.stringify({ ProviderName: 'VMSMP', Id: 26, Message: "NIC driver on 'a' cannot load" });

    expect(events(text.slice(0, -12))).toEqual([{ provider: 'VMSMP', eventId: 26, message: "NIC driver on 'a' c" }]);
    expect(events('{"LogName": "System", "ProviderName": "VMSMP", "Message": "m", "Id": 2')).toEqual([
      { provider: 'VMSMP', channel: 'System', message: 'm' },
    ]);
  });
});

describe('JSON of log shippers', () => {
  test.each([
    [
      'nested under winlog',
      {
        '@timestamp': 't',
        log: { level: 'error' },
        event: { code: '26', provider: 'VMSMP' },
        message: 'm',
        winlog: {
          channel: 'System',
          event_id: '26',
          provider_name: 'VMSMP',
          computer_name: 'H',
          record_id: 3,
          event_data: { param1: 'a', vm: 'b' },
        },
      },
    ],
    [
      'flat in lower case',
      {
        source_name: 'VMSMP',
        event_id: 26,
        log_name: 'System',
        computer_name: 'H',
        record_number: 3,
        level: 'Error',
        message: 'm',
        timestamp: 't',
        event_data: { param1: 'a', vm: 'b' },
      },
    ],
    [
      'with an object for the ID',
      {
        event_id: { id: 26 },
        provider: { name: 'VMSMP' },
        channel: 'System',
        computer: 'H',
        record_id: 3,
        level: 'Error',
        message: 'm',
        system_time: 't',
        event_data: { data: [{ '': 'a' }, { vm: 'b' }] },
      },
    ],
    [
      'in a batch',
      {
        records: [
          {
            SourceName: 'VMSMP',
            EventID: 26,
            Channel: 'System',
            Hostname: 'H',
            RecordNumber: 3,
            EventType: 'ERROR',
            Message: 'm',
            EventTime: 't',
            EventData: { param1: 'a', vm: 'b' },
          },
        ],
      },
    ],
  ])('%s', (_what, value) => {
    expect(events(value)).toEqual([
      {
        provider: 'VMSMP',
        eventId: 26,
        level: 'error',
        channel: 'System',
        computer: 'H',
        recordId: 3,
        message: 'm',
        time: 't',
        data: [{ value: 'a' }, { name: 'vm', value: 'b' }],
      },
    ]);
  });

  test('of numbered parameters, in their order; what Winlogbeat leaves out is empty', () => {
    const data = (event_data: unknown) => events({ ...winlog, winlog: { ...winlog.winlog, event_data } })[0]?.data;
    const winlog = { winlog: { provider_name: 'VMSMP', event_id: 26, channel: 'System' } };
    const sorted = { Binary: '00', param1: 'a', param10: 'j', param2: 'b', param4: 'd' };

    expect(data(sorted)?.map(({ value }) => value)).toEqual(['a', 'b', '', 'd', '', '', '', '', '', 'j']);
    // Elsewhere nobody knows what a gap means.
    expect(data({ Data1: 'a', Data3: 'c' })).toEqual([{ value: 'a' }]);
    expect(data({ param0: 'x', param1: 'a' })?.length).toBe(2);
  });

  test('whose parameters PowerShell printed as the name of their class has none', () => {
    const lost = Array.from({ length: 3 }, () => 'System.Diagnostics.Eventing.Reader.EventProperty');

    expect(events({ ...POWERSHELL, Properties: lost })[0]).not.toHaveProperty('data');
    expect(events({ ...POWERSHELL, Properties: lost.join(' ') })[0]).not.toHaveProperty('data');
    expect(events({ ...POWERSHELL, Properties: [{ Value: { a: 1 } }] })[0]?.data).toEqual([{ value: '{"a":1}' }]);
  });

  test('with the XML as a string, also escaped twice', () => {
    const escaped = String.raw`<Event xmlns="x"><System><Provider Name="VMSMP"/><EventID>26</EventID></System></Event>`;
    expect(events({ xml: escaped })).toEqual([{ provider: 'VMSMP', eventId: 26 }]);
  });

  test('with the XML as a string', () => {
    const xml = '<Event><System><Provider Name="VMSMP"/><EventID>26</EventID></System></Event>';

    expect(events({ System: xml, Message: 'm' })).toEqual([{ provider: 'VMSMP', eventId: 26 }]);
  });
});

describe('JSON that is no event', () => {
  test.each([
    '{"level":"error","msg":"connection refused","host":"10.0.0.5","port":5432}',
    '{"id":5,"source":"web","message":"order placed","level":"error"}',
    '{"a":[1,2,{"b":"c"}]}',
    '[{"name":"x"}]',
    '{"broken": ',
    '{"a" "b"}',
    '{2F519218-754D-4CFE-8DAA-5215CD0DE0EB}',
  ])('%s stays text', (text) => {
    expect(shapes(text)).toEqual(['text']);
  });

  test('is read when its source is a Windows source', () => {
    expect(events({ id: 5, source: 'storvsp', message: 'm' })).toEqual([
      { provider: 'storvsp', eventId: 5, message: 'm' },
    ]);
  });

  test('nested without end is not followed', () => {
    expect(shapes('{"a":'.repeat(3000))).toEqual(['text']);
    expect(shapes(`${'['.repeat(3000)}{"x":1}`)).toEqual(['text']);
  });
});
