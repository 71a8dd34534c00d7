/** Windows event logs (.evtx): from bytes to the XML of each event. What is damaged is left out and noted, never thrown. */
import { READ_LIMITS } from '../event/event.ts';
import { BinaryXml, type Budget, type Templates } from './binary-xml.ts';
import { crc32 } from './crc32.ts';
import type { ChunkFault, FileNote } from './file-notes.ts';
import { renderRecord } from './render-xml.ts';

const FILE_SIGNATURE = 'ElfFile\0';
const CHUNK_SIGNATURE = 'ElfChnk\0';
const OLD_SIGNATURE = 'LfLe';
const FILE_HEADER = 4096;
const CHUNK = 0x10000;
const CHUNK_HEADER = 0x200;
const RECORD_SIGNATURE = 0x2a2a;
const RECORD_HEADER = 24;
const SMALLEST_RECORD = RECORD_HEADER + 4;
const ALIGNMENT = 8;
const SECTOR = 512;
/** A record has at least 28 bytes. */
const MOST_RECORDS = CHUNK / SMALLEST_RECORD;
/** Several times what the fullest real chunk needs. */
const CHUNK_BUDGET: Readonly<Budget> = { steps: 400_000, characters: 2 * 1024 * 1024 };

/** The XML of one event, and how many bytes of the file have been worked through. */
export interface LogEvent {
  xml: string;
  done: number;
}

/** Whether the bytes are an event log; one whose file header is damaged counts when a chunk follows it. */
export function isEvtx(bytes: Uint8Array): boolean {
  return signatureAt(bytes, 0) === FILE_SIGNATURE || signatureAt(bytes, FILE_HEADER) === CHUNK_SIGNATURE;
}

/** Whether the bytes are a log in the format before Windows Vista. */
export function isOldLog(bytes: Uint8Array): boolean {
  return signatureAt(bytes, 4).startsWith(OLD_SIGNATURE);
}

/**
 * The events of a log in the order of their record numbers. Reads every chunk the file has, whatever its header says: a log that
 * was copied while in use has an old header.
 * @param notes what was damaged or lost is added while the events are taken
 */
export function* readEvtx(bytes: Uint8Array, notes: FileNote[]): Generator<LogEvent> {
  if (signatureAt(bytes, 0) !== FILE_SIGNATURE) notes.push({ kind: 'bad-header' });
  const chunks = chunksOf(bytes);
  noteCut(bytes, chunks, notes);

  const templates: Templates = new Map();
  if (chunks.some(({ faults }) => faults.length > 0)) learnTemplates(chunks, templates);
  let done = FILE_HEADER;
  let before: Chunk | undefined;
  for (const chunk of chunks) {
    if (before !== undefined) noteGap(before, chunk, notes);
    if (chunk.first !== undefined) before = chunk;
    done += chunk.view.byteLength;
    for (const xml of eventsOf(chunk, templates, notes)) yield { xml, done };
  }
}

interface Chunk {
  /** Counted from 1. */
  number: number;
  of: number;
  view: DataView;
  /** Where the records end. */
  end: number;
  /** Numbers of its records, from its header or from the records themselves. */
  first?: number;
  last?: number;
  /** Whether `first` and `last` are all it ever had. */
  isComplete?: boolean;
  faults: ChunkFault[];
}

/** The chunks that were ever used, oldest records first: a full log goes on at its beginning. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const of = Math.ceil((bytes.length - FILE_HEADER) / CHUNK);
  const chunks: Chunk[] = [];
  for (let i = 0; i < of; i++) {
    const part = bytes.subarray(FILE_HEADER + i * CHUNK, FILE_HEADER + (i + 1) * CHUNK);
    if (part.some((byte) => byte !== 0)) chunks.push(chunkOf(part, { number: i + 1, of }));
  }
  const oldest = (chunk: Chunk): number => chunk.first ?? Number.POSITIVE_INFINITY;
  return chunks.sort((a, b) => (oldest(a) === oldest(b) ? a.number - b.number : oldest(a) - oldest(b)));
}

function chunkOf(part: Uint8Array, place: { number: number; of: number }): Chunk {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const chunk: Chunk = { ...place, view, end: part.length, faults: [] };
  if (part.length < CHUNK) chunk.faults.push('cut-short');
  if (part.length < CHUNK_HEADER) return chunk;
  if (signatureAt(part, 0) !== CHUNK_SIGNATURE) chunk.faults.push('signature');

  const headerSum = crc32(part.subarray(0x80, CHUNK_HEADER), crc32(part.subarray(0, 0x78)));
  const isHeaderSound = headerSum === view.getUint32(0x7c, true);
  const free = view.getUint32(0x30, true);
  const isEndSound = free >= CHUNK_HEADER && free <= CHUNK;
  const isDataSound =
    isEndSound && (free > part.length || crc32(part.subarray(CHUNK_HEADER, free)) === view.getUint32(0x34, true));
  if (chunk.faults.length === 0 && !(isHeaderSound && isDataSound)) chunk.faults.push('checksum');
  if (isEndSound) chunk.end = Math.min(free, part.length);

  return { ...chunk, ...(numbersInHeader(view) ?? numbersOfRecords(chunk)) };
}

function numbersInHeader(view: DataView): Pick<Chunk, 'first' | 'last' | 'isComplete'> | undefined {
  const first = Number(view.getBigUint64(0x18, true));
  const last = Number(view.getBigUint64(0x20, true));
  const isRange = first > 0 && Number.isSafeInteger(first) && last >= first && last - first < MOST_RECORDS;
  return isRange ? { first, last, isComplete: true } : undefined;
}

/** Of a chunk without a header: what is still there. */
function numbersOfRecords({ view, end }: Chunk): Pick<Chunk, 'first' | 'last'> {
  const numbers: number[] = [];
  for (const { at } of recordsIn(view, end)) numbers.push(Number(view.getBigUint64(at + 8, true)));
  const [first] = numbers;
  return first === undefined ? {} : { first, last: numbers.at(-1) ?? first };
}

/** A damaged chunk may need the templates of any sound one. */
function learnTemplates(chunks: readonly Chunk[], templates: Templates): void {
  for (const { view, end, faults } of chunks) {
    if (faults.length > 0) continue;
    const xml = new BinaryXml(view, { ...CHUNK_BUDGET }, templates);
    for (const { at, size } of recordsIn(view, end)) attempt(() => xml.recordNodes(at + RECORD_HEADER, at + size - 4));
  }
}

/** The header counts the chunks in use; of a file that was cut there are fewer. */
function noteCut(bytes: Uint8Array, chunks: readonly Chunk[], notes: FileNote[]): void {
  if (bytes.length < FILE_HEADER) {
    notes.push({ kind: 'cut-short', chunks: 1 });
    return;
  }
  const counted = bytes[0x2a]! | (bytes[0x2b]! << 8);
  const there = Math.ceil((bytes.length - FILE_HEADER) / CHUNK);
  const isSound = crc32(bytes.subarray(0, 0x78)) === new DataView(bytes.buffer, bytes.byteOffset).getUint32(0x7c, true);
  const isCutInside = chunks.some(({ faults }) => faults.includes('cut-short'));
  if (counted > there && isSound && !isCutInside) notes.push({ kind: 'cut-short', chunks: counted });
}

function noteGap({ last }: Chunk, { first }: Chunk, notes: FileNote[]): void {
  if (last === undefined || first === undefined || first <= last + 1) return;
  notes.push({ kind: 'missing-records', from: last + 1, to: first - 1 });
}

/** The events of a chunk; a record that cannot be read is left out. */
function* eventsOf(chunk: Chunk, templates: Templates, notes: FileNote[]): Generator<string> {
  const { view, end, faults } = chunk;
  const budget = { ...CHUNK_BUDGET };
  const xml = new BinaryXml(view, budget, templates);
  let read = 0;
  let isRecordLost = false;
  let next = CHUNK_HEADER;
  for (const { at, size } of recordsIn(view, end)) {
    const text =
      faults.length > 0 && hasLostSector(view, at, size)
        ? undefined
        : attempt(() => renderRecord(xml, budget, { from: at + RECORD_HEADER, end: at + size - 4 }));
    const isLost = text === undefined || text === '' || text.length > READ_LIMITS.characters;
    if (isLost || at !== next) isRecordLost = true;
    next = at + size;
    if (isLost) continue;
    read++;
    yield text;
  }
  const lost = lostOf(chunk, read);
  if (isRecordLost || (lost ?? 0) > 0) faults.push('record');
  if (faults.length > 0) {
    const { number, of } = chunk;
    notes.push({ kind: 'damaged-chunk', chunk: number, of, faults, read, ...(lost !== undefined && { lost }) });
  }
}

/** The records between the header and `end`. Where none begins, the next one is looked for by its signature and its sizes. */
function* recordsIn(view: DataView, end: number): Generator<{ at: number; size: number }> {
  for (let at = CHUNK_HEADER; at + SMALLEST_RECORD <= end;) {
    const size = recordSize(view, at, end);
    if (size !== undefined) yield { at, size };
    at += size ?? ALIGNMENT;
  }
}

/** Bytes of the record at `at`; undefined when there is none, or not all of it. */
function recordSize(view: DataView, at: number, end: number): number | undefined {
  if (view.getUint32(at, true) !== RECORD_SIGNATURE) return undefined;
  const size = view.getUint32(at + 4, true);
  if (size < SMALLEST_RECORD || at + size > end) return undefined;
  return view.getUint32(at + size - 4, true) === size ? size : undefined;
}

/** Whether a whole sector of a record is zeros: where a disk lost it, names would read as empty, and that is a finding. */
function hasLostSector(view: DataView, at: number, size: number): boolean {
  for (let from = Math.ceil(at / SECTOR) * SECTOR; from + SECTOR <= at + size; from += SECTOR) {
    let i = from;
    while (i < from + SECTOR && view.getUint8(i) === 0) i++;
    if (i === from + SECTOR) return true;
  }
  return false;
}

function lostOf({ first, last, isComplete }: Chunk, read: number): number | undefined {
  return first === undefined || last === undefined || isComplete !== true
    ? undefined
    : Math.max(0, last - first + 1 - read);
}

/** Whatever a damaged record makes a reader do wrong, it costs that record alone. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function signatureAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + FILE_SIGNATURE.length));
}
