import * as fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEvtx } from '../../src/files/evtx.ts';
import { describeNote, type FileNote } from '../../src/files/file-notes.ts';
import { type WrittenEvent, writeEvtx } from './evtx-writer.ts';

const CHUNK = 0x10000;
const HEADER = 4096;
/** Where the first record defines its template: after its header, four bytes of the fragment, ten of the instance. */
const TEMPLATE = HEADER + 0x200 + 24 + 4 + 10;
/** 2010-01-25T03:04:05.1234567Z */
const TIME = 129088622451234567n;

function event(recordId: number, fields: Partial<WrittenEvent> = {}): WrittenEvent {
  return {
    recordId,
    provider: 'VMSMP',
    eventId: 26,
    qualifiers: 0xc006,
    level: 2,
    time: TIME,
    channel: 'System',
    computer: 'HOST01',
    data: ['VM1', '196610', '2'],
    ...fields,
  };
}

function many(from: number, count: number): WrittenEvent[] {
  return Array.from({ length: count }, (_, i) => event(from + i));
}

function read(bytes: Uint8Array): { xml: string[]; notes: FileNote[] } {
  const notes: FileNote[] = [];
  const xml = [...readEvtx(bytes, notes)].map((one) => one.xml);
  return { xml, notes };
}

function recordIds(xml: readonly string[]): number[] {
  return xml.map((one) => Number(/<EventRecordID>(\d+)</.exec(one)?.[1]));
}

/** Where the n-th record of the first chunk begins. */
function recordAt(bytes: Uint8Array, index: number): number {
  const view = new DataView(bytes.buffer);
  let at = HEADER + 0x200;
  for (let i = 0; i < index; i++) at += view.getUint32(at + 4, true);
  return at;
}

describe('a sound log', () => {
  it('gives the XML that Windows shows', () => {
    const guid = '{a68ca8b7-004f-d7b6-a698-07e2de0f1f5d}';

    const { xml, notes } = read(writeEvtx([[event(7, { guid, data: ['a & <b>', '', 'c'] })]]));

    expect(notes).toEqual([]);
    expect(xml).toEqual([
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>' +
        `<Provider Name="VMSMP" Guid="${guid}"></Provider><EventID Qualifiers="49158">26</EventID><Level>2</Level>` +
        '<Keywords>0x80000000000000</Keywords><TimeCreated SystemTime="2010-01-25T03:04:05.1234567Z"></TimeCreated>' +
        '<EventRecordID>7</EventRecordID><Channel>System</Channel><Computer>HOST01</Computer></System>' +
        '<EventData><Data>a &amp; &lt;b&gt;</Data><Data></Data><Data>c</Data></EventData></Event>',
    ]);
  });

  it('leaves out what has no value', () => {
    const { xml } = read(writeEvtx([[event(1, { qualifiers: undefined, data: undefined })]]));

    expect(xml[0]).toContain('<EventID>26</EventID>');
    expect(xml[0]).toContain('<EventData></EventData>');
  });

  it('reads data with names out of their own template, and what follows a truth value', () => {
    const { xml } = read(writeEvtx([[event(1, { named: { Boot: true, Count: 5, Vm: 'VM 1' } }), event(2)]]));

    expect(xml[0]).toContain(
      '<EventData><Data Name="Boot">true</Data><Data Name="Count">5</Data><Data Name="Vm">VM 1</Data></EventData>',
    );
    expect(recordIds(xml)).toEqual([1, 2]);
  });

  it('reads records without templates, as collectors of forwarded events write them', () => {
    const { xml, notes } = read(writeEvtx([[event(1, { plain: true, data: ['eins', 'zwei'] })]]));

    expect(xml[0]).toContain('<EventID Qualifiers="49158">26</EventID>');
    expect(xml[0]).toContain('<Data>eins</Data><Data>zwei</Data>');
    expect(notes).toEqual([]);
  });

  it('reads several chunks, the oldest records first', () => {
    const { xml, notes } = read(writeEvtx([many(41, 20), many(1, 40)]));

    expect(recordIds(xml)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(notes).toEqual([]);
  });

  it('reads all chunks of a log that was copied in use: its header is older than they are', () => {
    const bytes = writeEvtx([many(1, 10), many(11, 10)]);
    const view = new DataView(bytes.buffer);
    view.setUint16(0x2a, 1, true);
    view.setUint32(0x7c, crc32(bytes.subarray(0, 0x78)), true);

    expect(read(bytes).xml).toHaveLength(20);
  });

  it('passes over chunks that were never used', () => {
    const bytes = writeEvtx([many(1, 3), [], many(4, 3)]);
    bytes.fill(0, HEADER + CHUNK, HEADER + 2 * CHUNK);

    expect(read(bytes)).toMatchObject({ xml: { length: 6 }, notes: [] });
  });
});

describe('a damaged log', () => {
  it('says which records the file does not hold', () => {
    expect(read(writeEvtx([many(1, 3), many(10, 3)])).notes).toEqual([{ kind: 'missing-records', from: 4, to: 9 }]);
  });

  it('reads the events of a chunk with a wrong signature', () => {
    const bytes = writeEvtx([many(1, 5), many(6, 5)]);
    bytes.fill(0x58, HEADER, HEADER + 8);

    const { xml, notes } = read(bytes);

    expect(recordIds(xml)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(notes).toEqual([{ kind: 'damaged-chunk', chunk: 1, of: 2, faults: ['signature'], read: 5, lost: 0 }]);
  });

  it('takes templates that a chunk has lost from another one', () => {
    const bytes = writeEvtx([many(1, 5), many(6, 5)]);
    const second = recordAt(bytes, 1);
    bytes.fill(0, HEADER, second);

    const { xml, notes } = read(bytes);

    expect(recordIds(xml).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(notes).toContainEqual({
      kind: 'damaged-chunk',
      chunk: 1,
      of: 2,
      faults: ['signature', 'record'],
      read: 4,
    });
  });

  it('leaves out a damaged record and goes on with the next', () => {
    const bytes = writeEvtx([many(1, 5)]);
    bytes.fill(0xff, recordAt(bytes, 2), recordAt(bytes, 2) + 32);

    const { xml, notes } = read(bytes);

    expect(recordIds(xml)).toEqual([1, 2, 4, 5]);
    expect(notes).toEqual([
      { kind: 'damaged-chunk', chunk: 1, of: 1, faults: ['checksum', 'record'], read: 4, lost: 1 },
    ]);
  });

  it('does not take names that a lost sector left empty for empty names', () => {
    const long = event(2, { data: ['port '.repeat(400), 'switch'] });
    const bytes = writeEvtx([[event(1), long, event(3)]]);
    const sector = Math.ceil((recordAt(bytes, 1) + 600) / 512) * 512;
    bytes.fill(0, sector, sector + 512);

    expect(recordIds(read(bytes).xml)).toEqual([1, 3]);
  });

  it('reads a file that was cut off up to its end', () => {
    const whole = writeEvtx([many(1, 40), many(41, 40)]);
    const { xml, notes } = read(whole.subarray(0, HEADER + CHUNK + 4096));

    expect(xml.length).toBeGreaterThan(40);
    expect(xml.length).toBeLessThan(80);
    expect(recordIds(xml)).toEqual(xml.map((_, i) => i + 1));
    expect(notes).toEqual([
      {
        kind: 'damaged-chunk',
        chunk: 2,
        of: 2,
        faults: ['cut-short', 'record'],
        read: xml.length - 40,
        lost: 80 - xml.length,
      },
    ]);
  });

  it('says so when whole chunks were cut off', () => {
    const { notes } = read(writeEvtx([many(1, 2), many(3, 2), many(5, 2)]).subarray(0, HEADER + CHUNK));

    expect(notes).toEqual([{ kind: 'cut-short', chunks: 3 }]);
  });

  it('reads a log whose file header is gone', () => {
    const bytes = writeEvtx([many(1, 3)]);
    bytes.fill(0, 0, HEADER);

    expect(read(bytes)).toMatchObject({ xml: { length: 3 }, notes: [{ kind: 'bad-header' }] });
  });

  it('ends soon on a log that was made to keep its reader busy', () => {
    // One text of 30,000 characters, in a template that now prints it wherever there was something else.
    const bytes = writeEvtx([[event(1, { data: ['x'.repeat(30_000)] }), ...many(2, 3)]]);
    const size = new DataView(bytes.buffer).getUint32(TEMPLATE + 20, true);
    for (let at = TEMPLATE + 28; at + 4 < TEMPLATE + 24 + size; at += 4) bytes.set([0x0d, 8, 0, 0x81], at);
    const copies = Math.floor(size / 4);

    const characters = read(bytes).xml.reduce((sum, xml) => sum + xml.length, 0);

    expect(copies * 30_000).toBeGreaterThan(4 * 1024 * 1024);
    expect(characters).toBeLessThan(1024 * 1024);
  });
});

describe('any bytes', () => {
  const sound = writeEvtx([
    [event(1), event(2, { named: { Boot: false, Name: 'n' } }), event(3, { plain: true }), ...many(4, 10)],
    many(14, 5),
  ]);

  it('never throw, and always end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
        const { notes } = read(bytes);
        for (const note of notes) expect(describeNote(note, 'ja')).not.toContain('undefined');
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  it('of a log with any damage give only whole events, each once', () => {
    const hit = fc.record({ at: fc.nat({ max: 12_000 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }) });
    fc.assert(
      fc.property(
        fc.array(hit, { minLength: 1, maxLength: 12 }),
        fc.option(fc.nat({ max: 140_000 })),
        (hits, length) => {
          const bytes = sound.slice(0, length ?? sound.length);
          for (const { at, bytes: wrong } of hits)
            bytes.set(wrong.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
          const { xml } = read(bytes);
          expect(xml.length).toBeLessThanOrEqual(18);
          for (const one of xml) expect(one).toMatch(/^<[^<]+>[^]*>$/);
        },
      ),
      { seed: 26, numRuns: 300 },
    );
  });
});

const REAL = '../shared/evtx';

function real(name: string): ReturnType<typeof read> {
  return read(new Uint8Array(readFileSync(`${REAL}/${name}`)));
}

describe.skipIf(!existsSync(REAL))(`real logs (left out where the folder ${REAL} does not exist)`, () => {
  it('a System log that was copied in use is read as far as it goes, not as far as its header says', () => {
    const { xml, notes } = real('system.evtx');

    expect(recordIds(xml)).toEqual([...Array.from({ length: 1155 }, (_, i) => i + 1), 1418, 1419, 1420, 1421, 1422]);
    expect(notes).toEqual([{ kind: 'missing-records', from: 1156, to: 1417 }]);
  });

  it('a forwarded event has all its values', () => {
    const { xml, notes } = real('forwarded.evtx');

    expect(xml).toHaveLength(1);
    expect(xml[0]?.match(/<Data>/g)).toHaveLength(27);
    expect(notes).toEqual([]);
  });

  it('of a log with lost sectors, what is left is read once and what is lost is said', () => {
    const { xml, notes } = real('damaged-chunk.evtx');

    expect(new Set(recordIds(xml)).size).toBe(xml.length);
    expect(xml.length).toBeGreaterThanOrEqual(375);
    expect(notes.filter(({ kind }) => kind === 'damaged-chunk')).toHaveLength(5);
  });
});
