/** JSON files: one object at a time, out of arrays, of one object a line, and of a document that wraps its events in an array. */
import type { FileNote } from './file-notes.ts';
import { cutPieces, LONGEST_CHUNK } from './split-text.ts';
import type { FileChunk } from './file-chunk.ts';

/** A document up to this size may be one event; a larger one is a wrapper. */
const LARGEST_EVENT = 64 * 1024;

/** Brackets that are open around the reader, as characters. */
interface Position {
  at: number;
  open: string[];
}

/** Objects of the outermost array, or, in a large document, of the first array inside that holds objects. */
export function* splitJson(text: string, notes: FileNote[]): Generator<FileChunk> {
  let from = 0;
  let cut = 0;
  for (const { at, end } of items(text)) {
    const parts = cutPieces(text, at, end);
    cut += parts.length - 1;
    for (const part of parts) yield { text: part, done: end / text.length, single: true };
    from = end;
  }
  // A file that was cut: the last object has no end, and the reader of pastes knows how to read it.
  const rest = text.slice(from).replace(/^[\s,\]}]+/, '');
  if (rest !== '') yield { text: rest.slice(0, LONGEST_CHUNK), done: 1, single: false };
  if (cut > 0) notes.push({ kind: 'cut-record', count: cut });
}

function* items(text: string): Generator<{ at: number; end: number }> {
  const place: Position = { at: 0, open: [] };
  while (place.at < text.length) {
    const c = text[place.at];
    if (c === '{' && isItemPlace(place.open)) {
      const end = objectEnd(text, place.at);
      if (end === undefined) {
        if (place.open.length > 0) return;
      } else if (place.open.length > 0 || end - place.at <= LARGEST_EVENT) {
        yield { at: place.at, end };
        place.at = end;
        continue;
      }
    }
    step(text, place);
  }
}

/** Directly in an array, or outside of everything. */
function isItemPlace(open: readonly string[]): boolean {
  return open.length === 0 || open.at(-1) === '[';
}

/** Past one character, or one string. */
function step(text: string, place: Position): void {
  const c = text[place.at];
  if (c === '"') {
    place.at = stringEnd(text, place.at);
    return;
  }
  if (c === '{' || c === '[') place.open.push(c);
  else if (c === '}' || c === ']') place.open.pop();
  place.at++;
}

/** Past the bracket that closes the object at `from`; undefined when the text ends before. */
function objectEnd(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if (c === '"') at = stringEnd(text, at) - 1;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Past the quote that closes the string at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
