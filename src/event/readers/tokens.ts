/** Words, numbers and signs of running text, also where Japanese has no blanks between them. */
import { fold } from '../../text/fold.ts';
import type { SourceNames } from '../event.ts';
import { parseIdentifier, type WrittenId } from '../identifier.ts';

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

const JAPANESE = String.raw`[\p{Script=Han}\p{Script=Katakana}ーｰﾞﾟ]`;
const OTHER = String.raw`(?:(?!\p{Script=Hiragana}|${JAPANESE})[\p{L}\p{N}])+`;
const TOKEN = new RegExp(
  String.raw`(?<line>\n)|(?<kanji>${JAPANESE}+)|(?<kana>\p{Script=Hiragana}+)|(?<word>${OTHER}(?:[-_+]+${OTHER})*\+?)|(?<sign>\S)`,
  'gu',
);
const WORD = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const DIGITS = /^\p{Nd}+$/u;

/** The tokens of `text`, in order; blanks are left out. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const kind = kindOf(match.groups ?? {}, raw);
    const key = kind === 'sign' ? raw.normalize('NFKC') : kind === 'line' ? '\n' : fold(raw);
    tokens.push({ kind, from: match.index, to: match.index + raw.length, key });
  }
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, raw: string): Token['kind'] {
  if (groups['line'] !== undefined) return 'line';
  if (groups['kanji'] !== undefined) return 'kanji';
  if (groups['kana'] !== undefined) return 'kana';
  if (groups['word'] === undefined) return 'sign';
  const isHex = raw.length >= 3 && raw.length <= 10 && /^(?:0x[0-9a-f]{1,8}|[0-9a-f]{8}h)$/i.test(raw);
  return isHex || (DIGITS.test(raw) && raw.length <= 10) ? 'number' : 'word';
}

/** A source's name in the tokens. */
export interface NamedTokens {
  standing: 'known' | 'foreign';
  /** Tokens first..last. */
  first: number;
  last: number;
}

/** In comparison form; no Windows source is longer. */
const LONGEST_NAME = 120;

/** The longest name that begins at token `first`; the words of a name stand in one line with blanks between them. */
export function nameAt(tokens: readonly Token[], first: number, names: SourceNames): NamedTokens | undefined {
  let folded = '';
  let best: NamedTokens | undefined;
  for (let last = first; last < tokens.length && last < first + names.mostWords; last++) {
    const token = tokens[last];
    if (
      token === undefined ||
      (token.kind !== 'word' && token.kind !== 'kanji' && (last === first || token.kind !== 'number'))
    )
      break;
    folded += token.key;
    if (folded.length > LONGEST_NAME) break;
    const standing = names.lookup(folded);
    if (standing !== undefined) best = { standing, first, last };
  }
  return best;
}

/** Counters and units behind a number that is no event ID: 26日, 5万円, 3 GB. */
const UNITS = new Set(
  'times x gb mb kb tb gib mib kib ms s sec secs seconds min mins minutes h hours hrs days day weeks months years percent errors events warnings messages entries alerts occurrences instances vms hosts servers nodes guests disks drives volumes devices nics adapters drivers cpus cores users people members tickets pages usd eur jpy yen dollars st nd rd th am pm'
    .split(' ')
    .map(fold),
);
const COUNTERS =
  /^(?:[年月日時分秒円万億千百個台回件人名階本枚冊度歳週倍点位号行頁泊]|ヶ|カ|ケ|コ|ページ|パーセント|ドル|ギガ|メガ|キロ|バイト|ユーロ|コア|ポート|割)/;

/**
 * The ID that a number token may be; undefined when it is part of a version, date, time, amount, path or address, or has a unit.
 */
export function idAt(text: string, tokens: readonly Token[], index: number): WrittenId | undefined {
  const token = tokens[index];
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

function hasUnit(text: string, tokens: readonly Token[], index: number): boolean {
  const [token, next] = [tokens[index], tokens[index + 1]];
  if (token === undefined || next === undefined) return false;
  if (next.kind === 'word') return UNITS.has(next.key);
  if (next.kind === 'kanji') return COUNTERS.test(text.slice(next.from, next.from + 8));
  return (
    next.kind === 'kana' && next.from === token.to && /^(?:つ|か月|かげつ)/.test(text.slice(next.from, next.from + 4))
  );
}
