/** What every reader gets and gives. */
import type { ReadEvent, Shape, SourceNames, WindowsEvent } from '../event.ts';

/** A part of the tidied paste that no earlier reader claimed. */
export class Stretch {
  readonly text: string;
  /** Where it begins in the tidied paste. */
  readonly at: number;
  #lines: Line[] | undefined;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** Its lines, made once for all readers. */
  get lines(): readonly Line[] {
    this.#lines ??= linesOf(this.text);
    return this.#lines;
  }
}

/** A part of a stretch and the events read from it (none: it belongs to no event and is not worth a record of its own). */
export interface Claim {
  /** Offsets in the stretch's text. */
  from: number;
  to: number;
  events: ReadEvent[];
  /** A query for events rather than an event: counts only when nothing else was read. */
  query?: true;
}

/** Claims are ascending and do not overlap. A reader never throws and is linear in the text. */
export type Reader = (stretch: Stretch, names: SourceNames) => Claim[];

/** The record of `event` read from a part of `stretch`, which is trimmed of blanks. */
export function record(
  shape: Shape,
  event: WindowsEvent,
  stretch: Stretch,
  part: { from: number; to: number },
): ReadEvent {
  const raw = stretch.text.slice(part.from, part.to);
  const text = raw.trimStart();
  return { shape, event, text: text.trimEnd(), at: stretch.at + part.from + (raw.length - text.length) };
}

/** One line without its line end. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The lines of `text` with their offsets. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    lines.push({ from, to, text: text.slice(from, to) });
    from = to + 1;
  }
  return lines;
}

/** Whether `text` has anything to read: a letter or a digit. */
export function hasContent(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
