import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READ_LIMITS } from '../../src/event/event.ts';
import { readPaste } from '../../src/event/read.ts';
import { describeNote, FileError, type FileNote } from '../../src/files/file-notes.ts';
import { type FileKind, MOST_FILE_BYTES, readEventFile } from '../../src/files/read-file.ts';
import { createProduct } from '../generate/product.ts';
import { writeEvtx } from './evtx-writer.ts';

const { sourceNames } = createProduct().catalog;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
/** `ﾊﾟﾈﾙ` would do as well: every katakana of these words in CP932. */
const CP932: Readonly<Record<string, number[]>> = {
  エ: [0x83, 0x47],
  ラ: [0x83, 0x89],
  ー: [0x81, 0x5b],
  情: [0x8f, 0xee],
  報: [0x95, 0xf1],
};

function cp932(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((c) => CP932[c] ?? [c.charCodeAt(0)]));
}

interface ReadFile {
  kind: FileKind;
  texts: string[];
  notes: readonly FileNote[];
}

function read(bytes: Uint8Array, name = ''): ReadFile {
  const { kind, chunks, notes } = readEventFile(bytes, name);
  return { kind, texts: [...chunks].map(({ text }) => text), notes };
}

/** Event IDs in the order of the file, as the reader of pastes finds them chunk by chunk. */
function idsIn(bytes: Uint8Array, name = ''): (number | undefined)[] {
  return read(bytes, name).texts.flatMap((text) =>
    readPaste(text, sourceNames).events.map(({ event }) => event.eventId),
  );
}

function xmlEvent(id: number, data = 'x'): string {
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="VMSMP"/><EventID>${id}</EventID></System><EventData><Data>${data}</Data></EventData></Event>`;
}

function viewerText(id: number): string {
  return `Log Name:      System\r\nSource:        VMSMP\r\nDate:          1/25/2010 3:04:05 PM\r\nEvent ID:      ${id}\r\nLevel:         Error\r\nComputer:      host\r\nDescription:\r\nFirst line.\r\n\r\nLine after a blank one. Source: of the trouble.\r\n\r\n`;
}

const IDS = Array.from({ length: 2000 }, (_, i) => i + 1);

describe('the kind of a file is read from its content', () => {
  it.each<[FileKind, string, string]>([
    ['xml', 'events.txt', `\r\n<?xml version="1.0"?><Events>${xmlEvent(1)}</Events>`],
    ['json', 'a.log', '[{"Id":1}]'],
    ['json', '', '{"Id":1}\n{"Id":2}'],
    ['csv', 'a.txt', 'Level,Date and Time,Source,Event ID,Task Category\r\nError,2010/01/25 3:04:05,VMSMP,26,None,"x"'],
    ['csv', '', '#TYPE Selected\n"ProviderName","Id","LevelDisplayName","Message"\n"VMSMP","26","Error","x"'],
    ['csv', '', 'エラー\t2010/01/25 3:04:05\tVMSMP\t26\tなし\tx'],
    ['text', 'a.csv', 'VMSMP 26'],
    ['text', 'a.xml', viewerText(1)],
  ])('%s: %s', (kind, name, content) => {
    expect(read(utf8(content), name).kind).toBe(kind);
  });

  it('an event log under any name', () => {
    const bytes = writeEvtx([
      [{ recordId: 1, provider: 'P', eventId: 5, level: 2, time: 0n, channel: 'c', computer: 'h', data: ['d'] }],
    ]);

    expect(read(bytes, 'a.txt')).toMatchObject({ kind: 'evtx', texts: { length: 1 } });
  });

  it.each([
    ['not-evtx', 'a.evtx', utf8('Log Name: System')],
    ['old-evt', 'a.evt', Uint8Array.from([0x30, 0, 0, 0, 0x4c, 0x66, 0x4c, 0x65, 1, 0, 0, 0])],
    ['no-text', 'a.txt', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 23)],
    ['too-large', 'a.txt', new Uint8Array(MOST_FILE_BYTES + 1)],
  ])('%s is said', (fault, name, bytes) => {
    expect(() => readEventFile(bytes, name)).toThrow(expect.objectContaining({ name: FileError.name, fault }));
  });

  it('an empty file has nothing, and says so', () => {
    expect(read(new Uint8Array(), 'a.csv')).toEqual({ kind: 'text', texts: [], notes: [{ kind: 'empty' }] });
  });
});

describe('no event is lost or doubled', () => {
  it('XML, on one line', () => {
    expect(idsIn(utf8(`<Events>${IDS.map((id) => xmlEvent(id)).join('')}</Events>`))).toEqual(IDS);
  });

  it('XML in UTF-16 with an event that was cut at the end', () => {
    const text = `${IDS.map((id) => xmlEvent(id)).join('\r\n')}<Event><System><Provider Name="VMSMP"/><EventID>77</EventID>`;

    expect(idsIn(utf16(text))).toEqual([...IDS, 77]);
  });

  it('a CSV export with line ends and quotes inside its cells; each row keeps its heading', () => {
    const rows = IDS.map(
      (id) => `Error,2010/01/25 3:04:05,VMSMP,${id},None,"two ""lines"",\r\nsecond: Error,2010,VMSMP,${id}"`,
    );
    const text = `Level,Date and Time,Source,Event ID,Task Category\r\n${rows.join('\r\n')}\r\n`;

    expect(idsIn(utf8(text))).toEqual(IDS);
    expect(read(utf8(text)).texts.every((chunk) => chunk.startsWith('Level,Date and Time,'))).toBe(true);
  });

  it('a CSV export in CP932 without a heading', () => {
    const rows = IDS.map((id) => `${id % 2 ? 'エラー' : '情報'},2010/01/25 3:04:05,VMSMP,${id},(1),"x"`);

    expect(idsIn(cp932(rows.join('\r\n')))).toEqual(IDS);
  });

  it('a CSV with a stray quote loses no more than the row that has it', () => {
    const rows = IDS.map((id) => `Error,2010/01/25 3:04:05,VMSMP,${id},None,${id === 5 ? '3" disk' : 'x'}`);

    expect(idsIn(utf8(rows.join('\n'))).filter((id) => id !== 5)).toEqual(IDS.filter((id) => id !== 5));
  });

  it('Event Viewer text in UTF-16', () => {
    const { texts } = read(utf16(IDS.map(viewerText).join('')));

    expect(idsIn(utf16(IDS.map(viewerText).join('')))).toEqual(IDS);
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.every((text) => text.startsWith('Log Name:'))).toBe(true);
  });

  it('Event Viewer text with the XML of each event below it', () => {
    const text = IDS.map((id) => `${viewerText(id)}Event Xml:\r\n${xmlEvent(id, 'y\r\n\r\n'.repeat(20))}\r\n\r\n`).join(
      '',
    );

    expect(idsIn(utf8(text))).toEqual(IDS);
  });

  it('Get-WinEvent in lists', () => {
    const text = IDS.map(
      (id) =>
        `TimeCreated  : 2010/01/25 3:04:05\r\nProviderName : VMSMP\r\nId           : ${id}\r\nMessage      : text\r\n\r\n`,
    ).join('');

    expect(idsIn(utf8(text))).toEqual(IDS);
  });

  it('Get-WinEvent in a table longer than a paste: every piece keeps the heading', () => {
    const rows = IDS.map((id) =>
      `2010/01/25 3:04:05       ${String(id).padStart(5)} Error            The text of it`.padEnd(200, '.'),
    );
    const text = `\r\n   ProviderName: VMSMP\r\n\r\nTimeCreated                Id LevelDisplayName Message\r\n-----------                -- ---------------- -------\r\n${rows.join('\r\n')}\r\n`;
    const { texts } = read(utf8(text));

    expect(idsIn(utf8(text))).toEqual(IDS);
    expect(texts.length).toBeGreaterThan(2);
    for (const piece of texts) expect(piece).toContain('ProviderName: VMSMP');
  });

  it.each([
    ['an array', (items: string[]) => `[\n${items.join(',\n')}\n]`],
    ['one object a line', (items: string[]) => items.join('\n')],
    ['an answer of Elasticsearch', (items: string[]) => `{"took":1,"hits":{"total":2,"hits":[${items.join(',')}]}}`],
    ['an array that was cut', (items: string[]) => `[${items.join(',')},{"ProviderName":"VMSMP","I`],
  ])('JSON: %s', (_name, wrap) => {
    const items = IDS.map((id) => JSON.stringify({ ProviderName: 'VMSMP', Id: id, Message: '}{"[' }));

    expect(idsIn(utf8(wrap(items))).filter((id) => id !== undefined)).toEqual(IDS);
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '',
      '"',
      '{"a":[',
      '<Event>',
      '</Event>',
      'Log Name: x',
      '----- ----',
      'Error,2010/1/1 1:01:01,VMSMP,26,x,"',
      '[{',
    ),
  );

  it('comes out in pieces a paste may have', () => {
    const name = fc.constantFrom('a.xml', 'a.json', 'a.csv', 'a.txt');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), name, (lines, file) => {
        for (const piece of read(utf8(lines.join('\n')), file).texts) {
          expect(piece.length).toBeLessThanOrEqual(READ_LIMITS.characters);
        }
      }),
      { seed: 26, numRuns: 300 },
    );
  });

  it('that is no table comes out whole and in order, however often it is cut', () => {
    const plain = line.filter((one) => !one.includes('---'));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 5, maxLength: 40 }), (lines) => {
        const text = `begin\n${`${lines.join('\n')}\n`.repeat(500)}`.toWellFormed();
        const { kind, texts } = read(utf8(text));
        fc.pre(kind === 'text');
        expect(texts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        if (text.length > 4 * 64 * 1024) expect(texts.length).toBeGreaterThan(1);
      }),
      { seed: 26, numRuns: 40 },
    );
  });

  it('without a single border is cut, and that is said', () => {
    const { texts, notes } = read(utf8('x'.repeat(READ_LIMITS.characters * 2 + 10)));

    expect(texts.map(({ length }) => length)).toEqual([READ_LIMITS.characters, READ_LIMITS.characters, 10]);
    expect(notes).toEqual([{ kind: 'cut-record', count: 2 }]);
    expect(describeNote({ kind: 'cut-record', count: 2 }, 'ja')).toContain('2 か所');
  });

  it('of a megabyte of brackets or quotes ends', () => {
    for (const c of ['{"', '[{', '"', '<Event>', '<', '----\n'])
      expect(read(utf8(c.repeat(500_000))).texts.length).toBeGreaterThan(0);
  });
});
