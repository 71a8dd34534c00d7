/** Running text in tokens, with the sources that it names. */
import { fold } from '../../text/fold.ts';
import type { SourceNames } from '../event.ts';
import { CLASS, classAt } from './character-classes.ts';
import { nameAt, type NamedTokens, type Token, tokensOf } from './tokens.ts';

/** A text in tokens, with the sources it names. */
export interface Context {
  text: string;
  tokens: readonly Token[];
  names: readonly NamedTokens[];
  /** Token -> name that covers it. */
  covered: ReadonlyMap<number, NamedTokens>;
  /** Number tokens that a mention has. */
  used: Set<number>;
  /** The first and the last token that is no sign. */
  firstWord: number;
  lastWord: number;
}

/** The tokens of `text` and the sources in it, known and foreign. */
export function contextOf(text: string, names: SourceNames): Context {
  const tokens: Token[] = [];
  for (const token of tokensOf(text)) {
    const glued = splitGlued(text, token, names);
    if (glued === undefined) tokens.push(token);
    else tokens.push(...glued);
  }
  const found: NamedTokens[] = [];
  const covered = new Map<number, NamedTokens>();
  for (let i = 0; i < tokens.length; i++) {
    const name = nameAt(tokens, i, names);
    if (name === undefined || isPath(text, tokens[i])) continue;
    const last = tokens[name.last];
    if (last === undefined || /^\.[a-z]{2,4}\b|^\\/i.test(text.slice(last.to, last.to + 6))) continue;
    found.push(name);
    for (let k = name.first; k <= name.last; k++) covered.set(k, name);
    i = name.last;
  }
  return {
    text,
    tokens,
    names: found,
    covered,
    used: new Set(),
    firstWord: tokens.findIndex(isWord),
    lastWord: tokens.findLastIndex(isWord),
  };
}

function isWord({ kind }: Token): boolean {
  return kind !== 'sign' && kind !== 'line';
}

function isPath(text: string, token: Token | undefined): boolean {
  return token === undefined || /[\\.@]/.test(text[token.from - 1] ?? ' ');
}

/** `VMSMP26`, `storvsp-5`: a known name and its number written together; undefined for any other token. */
function splitGlued(text: string, token: Token, names: SourceNames): Token[] | undefined {
  if (token.kind !== 'word' || classAt(text, token.to - 1) === CLASS.letter) return undefined;
  const digits = /[-_]?(\p{Nd}{1,5})$/u.exec(text.slice(token.from, token.to).slice(-6));
  if (digits?.[1] === undefined || names.lookup(token.key) !== undefined) return undefined;
  const end = token.to - digits[0].length;
  const key = fold(text.slice(token.from, end));
  if (names.lookup(key) !== 'known') return undefined;
  return [
    { ...token, to: end, key },
    { kind: 'number', from: token.to - digits[1].length, to: token.to, key: fold(digits[1]) },
  ];
}
