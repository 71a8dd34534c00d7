/** From the bytes of a file to texts that can be answered one by one, however large the file is. */
import { decodeText } from '../text/decode.ts';
import { isEvtx, isOldLog, readEvtx } from './evtx.ts';
import type { FileChunk } from './file-chunk.ts';
import { FileError, type FileNote } from './file-notes.ts';
import { csvLine, splitCsv } from './split-csv.ts';
import { splitJson } from './split-json.ts';
import { splitText } from './split-text.ts';
import { splitXml } from './split-xml.ts';

/** design.md section 11. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** Which endings a file may have; what it is, is read from its content. */
export const FILE_ENDINGS = ['.txt', '.log', '.xml', '.json', '.csv', '.evtx'] as const;

export type FileKind = 'evtx' | 'xml' | 'json' | 'csv' | 'text';

export interface EventFile {
  kind: FileKind;
  name: string;
  /** Once only; damage is met on the way. */
  chunks: Iterable<FileChunk>;
  /** What was damaged or lost; complete when the last chunk has been taken. */
  notes: readonly FileNote[];
}

const SAMPLE = 64 * 1024;
/** Text has fewer characters of no meaning than this share. */
const MOST_GARBAGE = 0.1;
const GARBAGE = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g;

/**
 * Reads a file by its content, and by the ending of its name where the content leaves it open.
 * @param name shown to nobody here; only its ending counts
 * @throws FileError when it is too large or neither an event log nor text
 */
export function readEventFile(bytes: Uint8Array, name: string): EventFile {
  if (bytes.length > MOST_FILE_BYTES) throw new FileError('too-large');
  const notes: FileNote[] = [];
  if (bytes.length === 0) return { kind: 'text', name, chunks: [], notes: [{ kind: 'empty' }] };
  if (isEvtx(bytes)) return { kind: 'evtx', name, chunks: eventLogChunks(bytes, notes), notes };
  if (isOldLog(bytes)) throw new FileError('old-evt');
  if (name.toLowerCase().endsWith('.evtx')) throw new FileError('not-evtx');

  const text = decodeText(bytes);
  if (!isReadableText(text)) throw new FileError('no-text');
  return readEventText(text, name);
}

/** The same for a text that is one already. */
export function readEventText(text: string, name: string): EventFile {
  const notes: FileNote[] = [];
  const kind = kindOf(text, name);
  return { kind, name, chunks: SPLITTERS[kind](text, notes), notes };
}

const SPLITTERS = { xml: splitXml, json: splitJson, csv: splitCsv, text: splitText } as const satisfies Record<
  Exclude<FileKind, 'evtx'>,
  Splitter
>;

type Splitter = (text: string, notes: FileNote[]) => Iterable<FileChunk>;

function* eventLogChunks(bytes: Uint8Array, notes: FileNote[]): Generator<FileChunk> {
  for (const { xml, done } of readEvtx(bytes, notes)) yield { text: xml, done: done / bytes.length, single: true };
}

/** Whether a decoded file is text at all. */
export function isReadableText(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  return (sample.match(GARBAGE)?.length ?? 0) <= sample.length * MOST_GARBAGE;
}

/** The beginning decides; the ending only between XML or JSON that begins with something else, and text. */
function kindOf(text: string, name: string): Exclude<FileKind, 'evtx'> {
  const sample = text.slice(0, SAMPLE).trimStart();
  if (sample.startsWith('<') && /<(?:[A-Za-z_][\w.-]{0,40}:)?Events?[\s>]/.test(sample)) return 'xml';
  if (/^(?:\{\s*"|\[\s*\{)/.test(sample)) return 'json';
  const [first = '', second = ''] = sample.split(/\r?\n/, 2);
  const table = first.startsWith('#TYPE ') ? second : first;
  if (csvLine(table) !== undefined) return 'csv';
  return name.toLowerCase().endsWith('.xml') && sample.includes('</Event>') ? 'xml' : 'text';
}
