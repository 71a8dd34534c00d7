/**
 * The comparison form of text: NFKD, lower case, only letters, numbers and the Japanese voicing marks. Line wraps, quotes, width,
 * case, blanks, punctuation, the long vowel mark and zero-width characters do not survive it. Each code point folds by itself, so
 * the form of a text is the forms of its characters side by side, and one table look-up per character makes it.
 */

const KEPT = /[\p{L}\p{N}\u3099\u309a]/u;
const LONG_VOWEL = 'ー';

/** In `lengths`: the block is not filled yet; the form is longer than two units, or a pair of surrogates may begin. */
const NOT_FILLED = 255;
const LOOK_UP = 254;
const BLOCK = 256;

/** First and second UTF-16 unit of each unit's form, and how many there are. Blocks are filled on first use: all take 30 ms. */
const first = new Uint16Array(0x10000);
const second = new Uint16Array(0x10000);
const lengths = new Uint8Array(0x10000).fill(NOT_FILLED);
/** Forms longer than two units, and characters beyond the BMP, by code point. */
const others = new Map<number, string>();
const MOST_OTHERS = 16_384;

interface Buffers {
  codes: Uint16Array;
  /** Where in the text the character of each unit begins. */
  offsets: Int32Array;
}
/**
 * One pair of buffers serves all texts of ordinary size in turn: buffers of their own would cost more than the folding. `holder` stands
 * for the text whose offsets they hold; another one folds again when its offsets are asked for.
 */
const COMMON_UNITS = 64 * 1024;
const common = newBuffers(COMMON_UNITS);
let holder: object | undefined;

/** The comparison form of `text`. Linear; never throws, also not on lone surrogates (they are dropped). */
export function fold(text: string): string {
  return text.length <= LONGEST_SHORT ? foldShort(text) : foldLong(text);
}

function foldLong(text: string): string {
  const { buffers, length } = foldInto(buffersFor(text), text);
  if (buffers === common) holder = undefined;
  return toText(buffers, length);
}

/** Up to this many units the decoders that serve long texts cost more than they save. */
const LONGEST_SHORT = 96;

/** Words and labels: nearly always ASCII, whose letters and digits are kept as they are but for their case. */
function foldShort(text: string): string {
  let kept = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return foldShortByTable(text);
    if (isAsciiWord(unit)) continue;
    if (from < i) kept += text.slice(from, i);
    from = i + 1;
  }
  return (from === 0 ? text : kept + text.slice(from)).toLowerCase();
}

function isAsciiWord(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a);
}

function foldShortByTable(text: string): string {
  let form = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const length = lengths[unit]!;
    if (length >= LOOK_UP) return foldLong(text);
    if (length === 1) form += String.fromCharCode(first[unit]!);
    else if (length === 2) form += String.fromCharCode(first[unit]!, second[unit]!);
  }
  return form;
}

/** The comparison forms of many short texts, several times as fast as one by one. */
export function foldAll(texts: readonly string[]): string[] {
  // The line break folds to nothing and keeps halves of a surrogate pair apart.
  const joined = texts.join('\n');
  const { buffers, length } = foldInto(buffersFor(joined), joined);
  if (buffers === common) holder = undefined;
  const form = toText(buffers, length);
  let from = 0;
  let end = 0;
  return texts.map((text) => {
    end += text.length;
    let to = from;
    while (to < length && buffers.offsets[to]! < end) to++;
    const part = form.slice(from, to);
    from = to;
    end++;
    return part;
  });
}

/** A text and its comparison form, made once and shared by all that compare it. */
export class FoldedText {
  readonly original: string;
  /** The comparison form, equal to `fold(original)`. */
  readonly text: string;
  /** Units of the comparison form. */
  readonly length: number;
  #buffers: Buffers;
  /** Stands for this text as the holder of the common buffers. */
  readonly #token = {};

  constructor(original: string) {
    const { buffers, length } = foldInto(buffersFor(original), original);
    this.original = original;
    this.length = length;
    this.text = toText(buffers, length);
    this.#buffers = buffers;
    if (buffers === common) holder = this.#token;
  }

  /** Where in `original` the character of unit `at` of `text` begins; `original.length` for `length`. */
  offsetOf(at: number): number {
    return at < this.length ? this.#held().offsets[at]! : this.original.length;
  }

  /** The units of `text`, faster to read than the string; only until another text is folded. */
  get codes(): Uint16Array {
    return this.#held().codes;
  }

  /** Where in `original` the character of unit `at` of `text` ends. */
  endOf(at: number): number {
    const start = this.offsetOf(at);
    return start + ((this.original.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  }

  #held(): Buffers {
    if (this.#buffers === common && holder !== this.#token) {
      foldInto(common, this.original);
      holder = this.#token;
    }
    return this.#buffers;
  }
}

/** `text` with its comparison form; what is folded already stays as it is. */
export function toFolded(text: string | FoldedText): FoldedText {
  return typeof text === 'string' ? new FoldedText(text) : text;
}

/** Writes the form of `text` into `buffers`, or into larger ones. */
function foldInto(given: Buffers, original: string): { buffers: Buffers; length: number } {
  const text = flatten(original);
  let buffers = given;
  let at = 0;
  for (let i = 0; ; i++) {
    i = foldRun(text, i, at, buffers);
    at = runEnd;
    if (i === text.length) return { buffers, length: at };
    const point = text.codePointAt(i)!;
    const form = formOf(point);
    buffers = withRoom(buffers, at, at + form.length + unitsFor(text.length - i));
    for (let k = 0; k < form.length; k++) {
      buffers.codes[at] = form.charCodeAt(k);
      buffers.offsets[at++] = i;
    }
    if (point > 0xffff) i++;
  }
}

/** Where the last run stopped writing. */
let runEnd = 0;

/** Folds up to the first character that needs more than the tables; returns where that is. Calls nothing, so that it stays fast. */
function foldRun(text: string, from: number, to: number, { codes, offsets }: Buffers): number {
  let at = to;
  let i = from;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const length = lengths[unit]!;
    if (length >= LOOK_UP) break;
    // Always two, and what is too much is written over: no branch here can be guessed wrong.
    codes[at] = first[unit]!;
    codes[at + 1] = second[unit]!;
    offsets[at] = i;
    offsets[at + 1] = i;
    at += length;
  }
  runEnd = at;
  return i;
}

/** @param used units to keep */
function withRoom(buffers: Buffers, used: number, units: number): Buffers {
  if (units <= buffers.codes.length) return buffers;
  const larger = newBuffers(2 * units);
  larger.codes.set(buffers.codes.subarray(0, used));
  larger.offsets.set(buffers.offsets.subarray(0, used));
  return larger;
}

const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const bytes = new Uint8Array(3 * COMMON_UNITS);

/**
 * The same text in one piece. Pastes are cut and joined in many ways, and V8 reads the characters of a string several times as
 * slowly where it has met many kinds of strings. A lone surrogate becomes U+FFFD, which folds to nothing as well.
 */
function flatten(text: string): string {
  const room = text.length <= COMMON_UNITS ? bytes : new Uint8Array(3 * text.length);
  const { written } = encoder.encodeInto(text, room);
  return utf8.decode(room.subarray(0, written));
}

/** Two units for each of the text, and two that may be written behind the end. */
function unitsFor(length: number): number {
  return 2 * length + 2;
}

function newBuffers(units: number): Buffers {
  return { codes: new Uint16Array(units), offsets: new Int32Array(units) };
}

function buffersFor({ length }: string): Buffers {
  return unitsFor(length) > COMMON_UNITS ? newBuffers(unitsFor(length)) : common;
}

function fillBlock(from: number): void {
  for (let unit = from; unit < from + BLOCK; unit++) {
    // The first half of a pair needs its second; a second half that comes alone is dropped.
    const form = isSurrogate(unit) ? '' : makeForm(unit);
    first[unit] = form.charCodeAt(0) || 0;
    second[unit] = form.charCodeAt(1) || 0;
    lengths[unit] = form.length > 2 || (unit >= 0xd800 && unit < 0xdc00) ? LOOK_UP : form.length;
  }
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function formOf(point: number): string {
  if (point < 0x10000) {
    if (lengths[point] === NOT_FILLED) fillBlock(point - (point % BLOCK));
    if (lengths[point] !== LOOK_UP) return String.fromCharCode(first[point]!, second[point]!).slice(0, lengths[point]);
  }
  let form = others.get(point);
  if (form === undefined) {
    form = isSurrogate(point) ? '' : makeForm(point);
    if (others.size < MOST_OTHERS) others.set(point, form);
  }
  return form;
}

function makeForm(point: number): string {
  // Lower-casing may yield a character that decomposes again.
  const plain = String.fromCodePoint(point).normalize('NFKD').toLowerCase().normalize('NFKD');
  let form = '';
  for (const c of plain) if (KEPT.test(c) && c !== LONG_VOWEL) form += c;
  return form;
}

/** Several times as fast as fromCharCode. Typed arrays have the byte order of the machine, and all that Node runs on are little-endian. */
const decoder = new TextDecoder('utf-16le');

function toText({ codes }: Buffers, length: number): string {
  return decoder.decode(codes.subarray(0, length));
}
