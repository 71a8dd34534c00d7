/** Plain text: events as Event Viewer and PowerShell print them, or anything else. */
import { READ_LIMITS } from '../event/event.ts';
import { type LabelKind, labelOf } from '../event/labels.ts';
import type { FileNote } from './file-notes.ts';
import { LineReader } from './line-reader.ts';
import type { FileChunk } from './file-chunk.ts';

export const LONGEST_CHUNK = READ_LIMITS.characters;
/** A chunk grows to this size and then ends where an event ends: few enough for the limits of one answer. */
const GOOD_SIZE = 16 * 1024;
/** Without a blank line or a label until then, any line will do. */
const BAD_SIZE = 64 * 1024;
const LONGEST_LABEL = 60;
const LONGEST_HEADING = 1000;
/** Room for the last line and the heading of a table. */
const MARGIN = 32 * 1024;
const DASHES = /^[ \t]*-[-= \t]{3,400}$/;

/** The text in pieces that end where an event seems to end. The heading of a table is repeated in each of them. */
export function* splitText(text: string, notes: FileNote[]): Generator<FileChunk> {
  const lines = new LineReader(text);
  const borders = new Borders();
  let from = 0;
  let context = '';
  let cut = 0;
  const chunksTo = function* (to: number): Generator<FileChunk> {
    const parts = cutPieces(text, from, to, LONGEST_CHUNK - context.length);
    cut += parts.length - 1;
    for (const part of parts) {
      if (part.trim() !== '') yield { text: context + part, done: to / text.length, single: false };
    }
    from = to;
  };
  for (let at = 0, line = lines.next(); line !== undefined; at = lines.at, line = lines.next()) {
    if (borders.isBorder(line, at - from)) {
      yield* chunksTo(at);
      context = borders.tableHead();
    }
    borders.pass(line);
  }
  yield* chunksTo(text.length);
  if (cut > 0) notes.push({ kind: 'cut-record', count: cut });
}

/** What of `text` has to go into pieces of its own because it is too long for one. */
export function cutPieces(text: string, from: number, to: number, longest: number = LONGEST_CHUNK): string[] {
  const parts: string[] = [];
  for (let at = from; at < to; at += longest) parts.push(text.slice(at, Math.min(to, at + longest)));
  return parts;
}

/** Knows, line by line, whether an event may begin with the next one. */
class Borders {
  /** Kind of the label that begins an event in this file: the first label there is. */
  #first: LabelKind | undefined;
  #isInXml = false;
  #isAfterBlank = true;
  #provider = '';
  #before = '';
  #heading = '';

  /** Whether a piece of `size` characters should end before `line`. */
  isBorder(line: string, size: number): boolean {
    if (size < GOOD_SIZE || this.#isInXml) return size >= LONGEST_CHUNK - MARGIN;
    if (this.#heading !== '') return line !== '' && !line.startsWith(' ');
    const kind = labelKind(line);
    if (kind !== undefined && kind === this.#first && (kind === 'channel' || this.#isAfterBlank)) return true;
    if (size >= 2 * GOOD_SIZE && kind !== undefined && this.#isAfterBlank) return true;
    return size >= BAD_SIZE && (this.#isAfterBlank || this.#first === undefined);
  }

  pass(line: string): void {
    const kind = labelKind(line);
    this.#first ??= kind;
    if (line.includes('<Event>') || line.includes('<Event ')) this.#isInXml = true;
    if (line.includes('</Event>')) this.#isInXml = false;
    const isBlank = line.trim() === '';
    if (kind === 'provider' && this.#isAfterBlank) this.#provider = `${line}\n\n`;
    if (isBlank) this.#heading = '';
    else if (DASHES.test(line.slice(0, LONGEST_HEADING)) && this.#before.trim() !== '')
      this.#heading = `${this.#before}\n${line}\n`;
    this.#before = line.slice(0, LONGEST_HEADING);
    this.#isAfterBlank = isBlank;
  }

  /** The heading of the table that goes on after a border, with the source it is of. */
  tableHead(): string {
    return this.#heading === '' ? '' : this.#provider + this.#heading;
  }
}

/** What a line such as `Log Name:      System` begins with. */
function labelKind(line: string): LabelKind | undefined {
  const head = line.slice(0, LONGEST_LABEL);
  const colon = head.search(/[:：]/);
  return colon < 1 ? undefined : labelOf(head.slice(0, colon).trim())?.kind;
}
