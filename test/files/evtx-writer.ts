/** Writes small, valid event logs for tests: one template a chunk, defined in the first record that uses it. */
import { crc32 } from 'node:zlib';

export interface WrittenEvent {
  recordId: number;
  provider: string;
  guid?: string;
  eventId: number;
  qualifiers?: number;
  level: number;
  /** 100 ns since 1601. */
  time: bigint;
  channel: string;
  computer: string;
  /** Values without names, as classic events have them. */
  data?: readonly string[];
  /** Values with names, in a template of their own inside the event. */
  named?: Readonly<Record<string, string | boolean | number>>;
  /** Without a template, as a collector of forwarded events writes it. */
  plain?: boolean;
}

const CHUNK = 0x10000;
const HEADER = 4096;
const XMLNS = 'http://schemas.microsoft.com/win/2004/08/events/event';
const TYPE = {
  none: 0,
  text: 1,
  u8: 4,
  u16: 6,
  u64: 10,
  bool: 13,
  guid: 15,
  fileTime: 17,
  hex64: 21,
  xml: 0x21,
  texts: 0x81,
};

/** The bytes of a log with these chunks; each must fit into 64 KiB. */
export function writeEvtx(chunks: readonly (readonly WrittenEvent[])[]): Uint8Array {
  const log = new Uint8Array(HEADER + chunks.length * CHUNK);
  const view = new DataView(log.buffer);
  ascii(log, 0, 'ElfFile\0');
  view.setBigUint64(0x10, BigInt(Math.max(0, chunks.length - 1)), true);
  view.setBigUint64(0x18, BigInt((chunks.at(-1)?.at(-1)?.recordId ?? 0) + 1), true);
  view.setUint32(0x20, 128, true);
  view.setUint16(0x24, 1, true);
  view.setUint16(0x26, 3, true);
  view.setUint16(0x28, HEADER, true);
  view.setUint16(0x2a, chunks.length, true);
  view.setUint32(0x7c, crc32(log.subarray(0, 0x78)), true);
  for (const [i, events] of chunks.entries()) log.set(new ChunkWriter().chunk(events), HEADER + i * CHUNK);
  return log;
}

function ascii(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}

/** A value in a template: its place in the list, and the type that it has there. */
interface Slot {
  index: number;
  type: number;
  optional?: boolean;
}

type Content = string | Slot | (() => void);
/** Type and bytes, or what writes them. */
type Value = readonly [number, Uint8Array | (() => void)];

class ChunkWriter {
  readonly #bytes = new Uint8Array(CHUNK);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<string, number>();
  #at = 0x200;
  #inTemplate = false;

  chunk(events: readonly WrittenEvent[]): Uint8Array {
    let last = 0;
    for (const event of events) {
      last = this.#at;
      this.#record(event);
    }
    ascii(this.#bytes, 0, 'ElfChnk\0');
    const [first, final] = [events[0]?.recordId ?? 0, events.at(-1)?.recordId ?? 0];
    for (const [i, id] of [first, final, first, final].entries()) this.#view.setBigUint64(8 + i * 8, BigInt(id), true);
    this.#view.setUint32(0x28, 128, true);
    this.#view.setUint32(0x2c, last, true);
    this.#view.setUint32(0x30, this.#at, true);
    this.#view.setUint32(0x34, crc32(this.#bytes.subarray(0x200, this.#at)), true);
    const sum = crc32(this.#bytes.subarray(0x80, 0x200), crc32(this.#bytes.subarray(0, 0x78)));
    this.#view.setUint32(0x7c, sum, true);
    return this.#bytes;
  }

  #record(event: WrittenEvent): void {
    const start = this.#at;
    this.#u32(0x2a2a);
    this.#u32(0);
    this.#u64(BigInt(event.recordId));
    this.#u64(event.time);
    this.#fragment();
    if (event.plain === true) this.#event(event, (_slot, text) => text);
    else this.#instance(templateOf(event), () => this.#event(event, (slot) => slot), this.#values(event));
    this.#u8(0);
    while ((this.#at - start + 4) % 8 !== 0) this.#u8(0);
    this.#u32(this.#at - start + 4);
    this.#view.setUint32(start + 4, this.#at - start, true);
  }

  /** @param as whether a value stands in the record as a slot of the template or as text */
  #event(event: WrittenEvent, as: (slot: Slot, text: string) => Content): void {
    const { provider, guid, eventId, level, recordId, channel, computer, data = [], named } = event;
    const text = { time: '2010-01-25T03:04:05Z', qualifiers: String(event.qualifiers ?? '') };
    const qualified = event.qualifiers !== undefined || event.plain !== true;
    this.#element('Event', { xmlns: XMLNS }, () => {
      this.#element('System', {}, () => {
        this.#element('Provider', {
          Name: provider,
          ...(guid !== undefined && { Guid: as({ index: 0, type: TYPE.guid }, guid) }),
        });
        const qualifiers = as({ index: 1, type: TYPE.u16, optional: true }, text.qualifiers);
        this.#element(
          'EventID',
          qualified ? { Qualifiers: qualifiers } : {},
          as({ index: 2, type: TYPE.u16 }, String(eventId)),
        );
        this.#element('Level', {}, as({ index: 3, type: TYPE.u8 }, String(level)));
        this.#element('Keywords', {}, as({ index: 4, type: TYPE.hex64 }, '0x80000000000000'));
        this.#element('TimeCreated', { SystemTime: as({ index: 5, type: TYPE.fileTime }, text.time) });
        this.#element('EventRecordID', {}, as({ index: 6, type: TYPE.u64 }, String(recordId)));
        this.#element('Channel', {}, channel);
        this.#element('Computer', {}, as({ index: 7, type: TYPE.text }, computer));
      });
      if (event.plain === true)
        this.#element('EventData', {}, () => data.forEach((value) => this.#element('Data', {}, value)));
      else if (named !== undefined) this.#content({ index: 8, type: TYPE.xml, optional: true });
      else
        this.#element('EventData', {}, () => this.#element('Data', {}, { index: 8, type: TYPE.texts, optional: true }));
    });
  }

  /** A template by its name: defined where it is first used, then referred to. */
  #instance(name: string, define: () => void, values: readonly Value[]): void {
    const id = crc32(name);
    this.#u8(0x0c);
    this.#u8(1);
    this.#u32(id);
    const known = this.#templates.get(name);
    this.#u32(known ?? this.#at + 4);
    if (known === undefined) this.#template(name, id, define);
    this.#u32(values.length);
    const sizes = this.#at;
    for (const [type] of values) {
      this.#u16(0);
      this.#u8(type);
      this.#u8(0);
    }
    for (const [i, [, value]] of values.entries()) {
      const from = this.#at;
      if (typeof value === 'function') value();
      else for (const byte of value) this.#u8(byte);
      this.#view.setUint16(sizes + i * 4, this.#at - from, true);
    }
  }

  #template(name: string, id: number, define: () => void): void {
    const start = this.#at;
    this.#templates.set(name, start);
    this.#u32(0);
    this.#u32(id);
    for (let i = 0; i < 3; i++) this.#u32(0x12345678);
    this.#u32(0);
    const outside = this.#inTemplate;
    this.#inTemplate = true;
    this.#fragment();
    define();
    this.#u8(0);
    this.#inTemplate = outside;
    this.#view.setUint32(start + 20, this.#at - start - 24, true);
  }

  #element(name: string, attributes: Readonly<Record<string, Content>>, content?: Content): void {
    const names = Object.keys(attributes);
    this.#u8(names.length > 0 ? 0x41 : 0x01);
    if (this.#inTemplate) this.#u16(0xffff);
    const size = this.#at;
    this.#u32(0);
    this.#name(name);
    if (names.length > 0) {
      const list = this.#at;
      this.#u32(0);
      for (const [i, attribute] of names.entries()) {
        this.#u8(i < names.length - 1 ? 0x46 : 0x06);
        this.#name(attribute);
        this.#content(attributes[attribute] ?? '');
      }
      this.#view.setUint32(list, this.#at - list - 4, true);
    }
    if (content === undefined) this.#u8(0x03);
    else {
      this.#u8(0x02);
      this.#content(content);
      this.#u8(0x04);
    }
    this.#view.setUint32(size, this.#at - size - 4, true);
  }

  #content(content: Content): void {
    if (typeof content === 'function') content();
    else if (typeof content === 'string') {
      this.#u8(0x05);
      this.#u8(TYPE.text);
      this.#u16(content.length);
      for (const byte of utf16(content)) this.#u8(byte);
    } else {
      this.#u8(content.optional === true ? 0x0e : 0x0d);
      this.#u16(content.index);
      this.#u8(content.type);
    }
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    this.#u32(known ?? this.#at + 4);
    if (known !== undefined) return;
    this.#names.set(name, this.#at);
    this.#u32(0);
    this.#u16(0);
    this.#u16(name.length);
    for (const byte of utf16(`${name}\0`)) this.#u8(byte);
  }

  #values({ guid, qualifiers, eventId, level, time, recordId, computer, data, named }: WrittenEvent): Value[] {
    return [
      [TYPE.guid, guid === undefined ? new Uint8Array(0) : guidBytes(guid)],
      qualifiers === undefined ? [TYPE.none, new Uint8Array(0)] : [TYPE.u16, whole(BigInt(qualifiers), 2)],
      [TYPE.u16, whole(BigInt(eventId), 2)],
      [TYPE.u8, whole(BigInt(level), 1)],
      [TYPE.hex64, whole(0x80000000000000n, 8)],
      [TYPE.fileTime, whole(time, 8)],
      [TYPE.u64, whole(BigInt(recordId), 8)],
      [TYPE.text, utf16(computer)],
      named !== undefined
        ? [TYPE.xml, this.#namedData(named)]
        : data === undefined
          ? [TYPE.none, new Uint8Array(0)]
          : [TYPE.texts, utf16(data.map((value) => `${value}\0`).join(''))],
    ];
  }

  /** The value of the event's own data: another template with the names in it. */
  #namedData(named: NonNullable<WrittenEvent['named']>): () => void {
    const entries = Object.entries(named);
    return () => {
      const outside = this.#inTemplate;
      this.#inTemplate = false;
      this.#fragment();
      const define = (): void =>
        this.#element('EventData', {}, () => {
          for (const [index, [name, value]] of entries.entries()) {
            this.#element('Data', { Name: name }, { index, type: typeOf(value) });
          }
        });
      this.#instance(
        `data of ${Object.keys(named).join()}`,
        define,
        entries.map(([, value]) => [typeOf(value), valueBytes(value)]),
      );
      this.#u8(0);
      this.#inTemplate = outside;
    };
  }

  #fragment(): void {
    for (const byte of [0x0f, 1, 1, 0]) this.#u8(byte);
  }

  #u8(value: number): void {
    this.#view.setUint8(this.#at++, value);
  }

  #u16(value: number): void {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
  }

  #u32(value: number): void {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  #u64(value: bigint): void {
    this.#view.setBigUint64(this.#at, value, true);
    this.#at += 8;
  }
}

/** Literals stand in the template: another provider or channel is another template. */
function templateOf({ provider, guid, channel, named }: WrittenEvent): string {
  return [provider, guid === undefined, channel, named === undefined].join('|');
}

function typeOf(value: string | boolean | number): number {
  return typeof value === 'string' ? TYPE.text : typeof value === 'boolean' ? TYPE.bool : TYPE.u64;
}

function valueBytes(value: string | boolean | number): Uint8Array {
  if (typeof value === 'string') return utf16(value);
  return typeof value === 'boolean' ? whole(value ? 1n : 0n, 4) : whole(BigInt(value), 8);
}

function whole(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(i * 8)) & 0xffn));
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le'));
}

/** The first three groups are stored with their lowest byte first. */
function guidBytes(guid: string): Uint8Array {
  const groups = guid
    .replace(/[{}]/g, '')
    .split('-')
    .map((group) => Buffer.from(group, 'hex'));
  return Uint8Array.from(groups.flatMap((group, i) => Array.from(i < 3 ? group.toReversed() : group)));
}
