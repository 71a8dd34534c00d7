import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/event/read.ts';
import { names } from './source-names.ts';

const XML = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="storvsp" />
    <EventID Qualifiers="49158">5</EventID>
    <Level>2</Level>
    <TimeCreated SystemTime="2010-05-12T00:14:03.000000000Z" />
    <EventRecordID>4711</EventRecordID>
    <Channel>System</Channel>
    <Computer>HV01.contoso.com</Computer>
    <Security />
  </System>
  <EventData>
    <Data>\\Device\\StorVSP</Data>
    <Data>fs-3 &amp; &lt;x&gt;</Data>
    <Data />
    <Data></Data>
    <Data Name="Client">0.1</Data>
    <Binary>0000</Binary>
  </EventData>
</Event>`;

const EVENT = {
  provider: 'storvsp',
  eventId: 5,
  qualifiers: 49158,
  level: 'error',
  time: '2010-05-12T00:14:03.000000000Z',
  recordId: 4711,
  channel: 'System',
  computer: 'HV01.contoso.com',
  data: [
    { value: '\\Device\\StorVSP' },
    { value: 'fs-3 & <x>' },
    { value: '' },
    { value: '' },
    { name: 'Client', value: '0.1' },
  ],
};

const read = (text: string) => readPaste(text, names).events;
const events = (text: string) => read(text).map(({ event }) => event);

describe('event XML', () => {
  test('gives every field, empty parameters included', () => {
    expect(read(XML)).toEqual([{ shape: 'xml', event: EVENT, text: XML, at: 0 }]);
  });

  test('without namespace, with a prefix, or in one line says the same', () => {
    const plain = XML.replace(/ xmlns="[^"]*"/, '');
    const prefixed = plain.replace(/<(\/?)(?=[A-Z])/g, '<$1e:');

    expect(events(plain)).toEqual([EVENT]);
    expect(events(prefixed)).toEqual([EVENT]);
    expect(events(XML.replace(/\n\s*/g, ''))).toEqual([EVENT]);
  });

  test('as browsers print it, quoted, and escaped once and twice says the same', () => {
    const escaped = XML.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

    expect(events(XML.replace(/^(\s*)<(Event|System|EventData)/gm, '$1- <$2'))).toEqual([EVENT]);
    expect(events(XML.replace(/^/gm, '> '))).toEqual([EVENT]);
    expect(events(escaped)).toEqual([EVENT]);
    expect(events(escaped.replaceAll('&', '&amp;'))).toEqual([EVENT]);
  });

  test('in UserData has the leaves as named parameters', () => {
    const xml = `<Event><System><Provider Name="A"/><EventID>19100</EventID></System><UserData><VmlEventLog xmlns="x">
      <VmName>ERP-03</VmName><VmId/><Inner><ErrorCode>0x80070020</ErrorCode></Inner></VmlEventLog></UserData></Event>`;

    expect(events(xml)[0]?.data).toEqual([
      { name: 'VmName', value: 'ERP-03' },
      { name: 'VmId', value: '' },
      { name: 'ErrorCode', value: '0x80070020' },
    ]);
  });

  test('with RenderingInfo has message and culture, and its level only when there is no number', () => {
    const rendering = `<RenderingInfo Culture="ja-JP"><Message>通知 &lt;TrustedInstaller&gt;</Message><Level>警告</Level></RenderingInfo>`;
    const xml = `<Event><System><Provider Name="Winlogon"/><EventID>6004</EventID></System>${rendering}</Event>`;

    expect(events(xml)).toEqual([
      { provider: 'Winlogon', eventId: 6004, message: '通知 <TrustedInstaller>', culture: 'ja-JP', level: 'warning' },
    ]);
    expect(events(xml.replace('</System>', '<Level>2</Level></System>'))[0]?.level).toBe('error');
  });

  test('in a list gives every event, and the list itself no record', () => {
    const list = `<?xml version="1.0"?>\n<!DOCTYPE Events>\n<Events>\n${XML}\n${XML.replace('>5<', '>6<')}\n</Events>`;

    expect(read(list).map(({ shape, event }) => [shape, event.eventId])).toEqual([
      ['xml', 5],
      ['xml', 6],
    ]);
  });

  test('cut at the end keeps what is whole and nothing of what is not', () => {
    const at = XML.indexOf('fs-3') + 2;
    const cut = events(XML.slice(0, at));
    expect(cut).toEqual([{ ...EVENT, data: [{ value: '\\Device\\StorVSP' }] }]);

    const inId = XML.slice(0, XML.indexOf('>5<') + 2);
    expect(events(inId)).toEqual([{ provider: 'storvsp' }]);
  });

  test('with a parameter that is never closed keeps only the positions before it', () => {
    const xml =
      '<Event><System><Provider Name="a"/></System><EventData><Data>1</Data><Data>2</EventData><EventData><Data>3</Data></EventData></Event>';

    expect(events(xml)).toEqual([{ provider: 'a', data: [{ value: '1' }] }]);
  });

  test('cut at the beginning keeps what is whole, but no position that is not sure', () => {
    const inHeader = events(XML.slice(XML.indexOf('<EventID')));
    expect(inHeader).toEqual([expect.objectContaining({ eventId: 5, qualifiers: 49158, data: EVENT.data })]);

    const inData = read(XML.slice(XML.indexOf('fs-3')));
    expect(inData.every(({ event }) => event.data?.every(({ name }) => name !== undefined) ?? true)).toBe(true);
  });

  test('does not take up chat around it', () => {
    const found = read(`what is this?\n${XML}\nthanks`);

    expect(found.map(({ shape, text }) => [shape, text])).toEqual([
      ['text', 'what is this?'],
      ['xml', XML],
      ['text', 'thanks'],
    ]);
  });

  test('resolves no entity of its own making and stops at depth', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${XML.replace('fs-3', '&b;')}`;
    expect(events(bomb).find(({ eventId }) => eventId === 5)?.data?.[1]?.value).toBe('&b; & <x>');

    const deep = `<Event><System><Provider Name="a"/></System><UserData>${'<a>'.repeat(5000)}x`;
    expect(events(deep)).toEqual([{ provider: 'a' }]);
  });

  test('splits a 32-bit number, and leaves alone what is no number', () => {
    expect(events('<Event><System><Provider Name="a"/><EventID>3221618693</EventID></System></Event>')).toEqual([
      { provider: 'a', eventId: 5, qualifiers: 0xc006 },
    ]);
    expect(events('<Event><System><Provider Name="a"/><EventID>five</EventID></System></Event>')).toEqual([
      { provider: 'a' },
    ]);
  });

  test('that says nothing of an event stays text', () => {
    expect(read('<Event></Event> <UserData> <System>').map(({ shape }) => shape)).toEqual(['text']);
  });
});

describe('text with the XML below it', () => {
  const TEXT = `Log Name: System\nSource: storvsp\nEvent ID: 5\nLevel: Error\nDescription:\nA storage device in 'fs-3' cannot load.\n`;

  test('is one event: message of the text, parameters of the XML', () => {
    expect(read(`${TEXT}Event Xml:\n${XML}`)).toEqual([
      expect.objectContaining({
        shape: 'labels',
        at: 0,
        event: { ...EVENT, message: "A storage device in 'fs-3' cannot load." },
      }),
    ]);
  });

  test('stays two events when the halves contradict each other', () => {
    expect(events(`${TEXT}Event Xml:\n${XML.replace('>5<', '>6<')}`).map(({ eventId }) => eventId)).toEqual([5, 6]);
  });

  test('is joined in Japanese too, for every event of a paste', () => {
    const text = `ソース: storvsp\nイベント ID: 5\n説明:\n記憶装置\nイベント XML:\n${XML}\n`;

    expect(events(`${text}\n${text}`)).toHaveLength(2);
    expect(events(text)[0]).toEqual({ ...EVENT, message: '記憶装置' });
  });
});
