/** Event XML: one `<Event>` at a time. */
import type { FileNote } from './file-notes.ts';
import { cutPieces } from './split-text.ts';
import type { FileChunk } from './file-chunk.ts';

const EVENT_END = /<\/(?:[A-Za-z_][\w.-]{0,40}:)?Event[ \t\r\n]{0,8}>/g;

/** Each chunk ends with the end of an event; what stands after the last one may be an event that was cut. */
export function* splitXml(text: string, notes: FileNote[]): Generator<FileChunk> {
  let from = 0;
  let cut = 0;
  const chunksTo = function* (to: number, single: boolean): Generator<FileChunk> {
    const parts = cutPieces(text, from, to);
    cut += parts.length - 1;
    for (const part of parts) yield { text: part, done: to / text.length, single };
    from = to;
  };
  for (const end of text.matchAll(EVENT_END)) yield* chunksTo(end.index + end[0].length, true);
  if (/<(?!\/)(?!\?)/.test(text.slice(from))) yield* chunksTo(text.length, false);
  if (cut > 0) notes.push({ kind: 'cut-record', count: cut });
}
