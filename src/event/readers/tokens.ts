/** Words, numbers and signs of running text, also where Japanese has no blanks between them. */
import { fold } from '../../text/fold.ts';
import type { SourceNames } from '../event.ts';
import { parseIdentifier, type WrittenId } from '../identifier.ts';
import { CLASS, classAt, unitsAt } from './character-classes.ts';

/**
 * `word`: letters and digits with hyphens between them; `number`: digits, or a hexadecimal identifier; `kanji`: Han and katakana;
 * `kana`: hiragana; `sign`: one other character; `line`: a line end.
 */
export interface Token {
  kind: 'word' | 'number' | 'kanji' | 'kana' | 'sign' | 'line';
  from: number;
  to: number;
  /** Comparison form; for a sign the sign itself in its usual width. */
  key: string;
}

const WORD = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const HEX = /^(?:0x[0-9a-f]{1,8}|[0-9a-f]{8}h)$/i;
const LONGEST_NUMBER = 10;

/** Tokens by their place; an array is one, and so is `TokenReader`. */
export interface Tokens {
  at(index: number): Token | undefined;
}

/** The tokens of a text, made only as far as they are asked for: the first few of a line often say enough. */
export class TokenReader implements Tokens {
  readonly #text: string;
  readonly #made: Token[] = [];
  #next: number;

  /** @param from where in `text` the first token may begin */
  constructor(text: string, from = 0) {
    this.#text = text;
    this.#next = from;
  }

  /** @param index not negative */
  at(index: number): Token | undefined {
    while (this.#made.length <= index) {
      const token = tokenFrom(this.#text, this.#next);
      if (token === undefined) return undefined;
      this.#made.push(token);
      this.#next = token.to;
    }
    return this.#made[index];
  }
}

/** The tokens of `text`, in order; blanks are left out. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let token = tokenFrom(text, 0); token !== undefined; token = tokenFrom(text, token.to)) tokens.push(token);
  return tokens;
}

/** The first token at or behind `start`. */
function tokenFrom(text: string, start: number): Token | undefined {
  let from = start;
  while (from < text.length && classAt(text, from) === CLASS.blank) from++;
  if (from >= text.length) return undefined;
  const first = classAt(text, from);
  if (first === CLASS.line) return { kind: 'line', from, to: from + 1, key: '\n' };
  if (first === CLASS.kanji || first === CLASS.kana) {
    const to = runEnd(text, from, first);
    return { kind: first === CLASS.kanji ? 'kanji' : 'kana', from, to, key: fold(text.slice(from, to)) };
  }
  if (first === CLASS.letter || first === CLASS.digit) return wordFrom(text, from);
  const sign = text.slice(from, from + unitsAt(text, from));
  return { kind: 'sign', from, to: from + sign.length, key: sign < '\u0080' ? sign : sign.normalize('NFKC') };
}

/** Words joined by `-`, `_` and `+`, and one `+` behind them (`COM+`). */
function wordFrom(text: string, from: number): Token {
  let to = wordEnd(text, from);
  const isDigits = to - from <= LONGEST_NUMBER && runEnd(text, from, CLASS.digit) === to;
  const firstEnd = to;
  for (let next = to; ;) {
    while (classAt(text, next) === CLASS.joiner) next++;
    const end = next === to ? to : wordEnd(text, next);
    if (end <= next) break;
    to = end;
    next = end;
  }
  if (text[to] === '+') to++;
  const raw = text.slice(from, to);
  const isNumber = (isDigits && to === firstEnd) || isHex(raw);
  return { kind: isNumber ? 'number' : 'word', from, to, key: fold(raw) };
}

function isHex(raw: string): boolean {
  return raw.length >= 3 && raw.length <= LONGEST_NUMBER && (raw.startsWith('0') || raw.length === 9) && HEX.test(raw);
}

function wordEnd(text: string, from: number): number {
  let to = from;
  for (;;) {
    const one = classAt(text, to);
    if (one !== CLASS.letter && one !== CLASS.digit) return to;
    to += unitsAt(text, to);
  }
}

function runEnd(text: string, from: number, wanted: number): number {
  let to = from;
  while (classAt(text, to) === wanted) to += unitsAt(text, to);
  return to;
}

/** A source's name in the tokens. */
export interface NamedTokens {
  standing: 'known' | 'foreign';
  /** Also a word of ordinary talk, as it is written here. */
  isEveryday: boolean;
  /** Tokens first..last. */
  first: number;
  last: number;
}

/** In comparison form; no Windows source is longer. */
const LONGEST_NAME = 120;

/** The longest name that begins at token `first`; the words of a name stand in one line with blanks between them. */
export function nameAt(tokens: Tokens, first: number, names: SourceNames): NamedTokens | undefined {
  let folded = '';
  let words = '';
  let best: NamedTokens | undefined;
  for (let last = first; last < first + names.mostWords; last++) {
    const token = tokens.at(last);
    if (
      token === undefined ||
      (token.kind !== 'word' && token.kind !== 'kanji' && (last === first || token.kind !== 'number'))
    )
      break;
    folded += token.key;
    words += last === first ? token.key : ` ${token.key}`;
    if (folded.length > LONGEST_NAME || folded.length > names.longest(folded)) break;
    const standing = names.lookup(folded);
    if (standing !== undefined) best = { standing, isEveryday: names.isEveryday(words), first, last };
  }
  return best;
}

/** Counters and units behind a number that is no event ID: 26日, 5万円, 3 GB. */
const UNITS = new Set(
  'times x gb mb kb tb gib mib kib ms s sec secs seconds min mins minutes h hours hrs days day weeks months years percent errors events warnings messages entries alerts occurrences instances vms hosts servers nodes guests disks drives volumes devices nics adapters drivers cpus cores users people members tickets pages writers snapshots checkpoints copies clusters switches usd eur jpy yen dollars st nd rd th am pm'
    .split(' ')
    .map(fold),
);
const COUNTERS =
  /^(?:[年月日時分秒円万億千百個台回件人名階本枚冊度歳週倍点位号行頁泊]|ヶ|カ|ケ|コ|ページ|パーセント|ドル|ギガ|メガ|キロ|バイト|ユーロ|コア|ポート|割)/;

/**
 * The ID that a number token may be; undefined when it is part of a version, date, time, amount, path or address, or has a unit.
 */
export function idAt(text: string, tokens: Tokens, index: number): WrittenId | undefined {
  const token = tokens.at(index);
  if (token === undefined || token.kind !== 'number') return undefined;
  if (isPartOfMore(text, token) || hasUnit(text, tokens, index)) return undefined;

  const isNegative = text[token.from - 1] === '-' && !WORD.test(text[token.from - 2] ?? ' ');
  const negative = isNegative ? parseIdentifier(text.slice(token.from - 1, token.to)) : undefined;
  return negative ?? parseIdentifier(text.slice(token.from, token.to));
}

function isPartOfMore(text: string, { from, to }: Token): boolean {
  const [before = ' ', beforeThat = ' '] = [text[from - 1], text[from - 2]];
  const [after = ' ', afterThat = ' '] = [text[to], text[to + 1]];
  if (/[@$¥￥€£\\~^]/.test(before) || /[@%％$¥€£\\~^°]/.test(after)) return true;
  if (/[.:/]/.test(before) && DIGIT.test(beforeThat)) return true;
  if (/[.:/'-]/.test(after) && DIGIT.test(afterThat)) return true;
  const isThousands = before === ',' && DIGIT.test(beforeThat) && to - from === 3;
  return isThousands || /^,[0-9]{3}(?![0-9])/.test(text.slice(to, to + 5));
}

function hasUnit(text: string, tokens: Tokens, index: number): boolean {
  const [token, next] = [tokens.at(index), tokens.at(index + 1)];
  if (token === undefined || next === undefined) return false;
  if (next.kind === 'word') return UNITS.has(next.key);
  if (next.kind === 'kanji') return COUNTERS.test(text.slice(next.from, next.from + 8));
  return (
    next.kind === 'kana' && next.from === token.to && /^(?:つ|か月|かげつ)/.test(text.slice(next.from, next.from + 4))
  );
}
