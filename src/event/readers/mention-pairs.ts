/** Which number in running text is the event ID of which source. */
import { levelOf } from '../labels.ts';
import type { Context } from './mention-context.ts';
import {
  EVENT_WORDS,
  FOLLOWERS,
  ID_WORDS,
  IDS,
  LINK_SIGNS,
  LINKS,
  LIST_FOLLOWERS,
  LIST_SIGNS,
  LIST_WORDS,
  LOG_WORDS,
} from './mention-words.ts';
import { idAt, type NamedTokens, type Token } from './tokens.ts';

/** Tokens between a source and its number. */
const LOOK = 7;
const LONGEST_LIST = 16;

/** A number and where the mention around it stands. */
export interface Pair {
  number: number;
  /** First and last token of the mention. */
  first: number;
  last: number;
  hasEventWord: boolean;
}

/** The number that belongs to a source, on either side of it. */
export function pairFor(context: Context, name: NamedTokens): Pair | undefined {
  const right = rightOf(context, name);
  const left = leftOf(context, name);
  if (right === undefined || left === undefined) return right ?? left;
  // "Event ID 26, VMSMP; Event ID 5, storvsp": the number behind belongs to the next name or line.
  const isRightTaken = context.covered.has(right.number + 1 + signsAfter(context, right.number));
  const isNextLine = context.tokens.slice(name.last + 1, right.number).some(({ kind }) => kind === 'line');
  return left.hasEventWord && right.number - name.last > 1 && (isRightTaken || isNextLine) ? left : right;
}

/** Whether words outside of the name say that the number is an event's: "disk event 153", "ID 153 from disk", "disk 153 のイベント". */
export function saysEvent({ tokens }: Context, name: NamedTokens, { first, last }: Pair): boolean {
  const end = tokens[last + 1]?.kind === 'kana' ? last + 2 : last + 1;
  for (let i = first; i <= end; i++) {
    const key = i < name.first || i > name.last ? tokens[i]?.key : undefined;
    if (key !== undefined && (EVENT_WORDS.has(key) || (i <= last && IDS.has(key)))) return true;
  }
  return false;
}

function signsAfter({ tokens }: Context, index: number): number {
  let count = 0;
  while (count < 2 && tokens[index + 1 + count]?.kind === 'sign') count++;
  return count;
}

/** A number behind the name: "VMSMP 26", "VMSMP, event ID 26", "VMSMPのイベント26". */
function rightOf(context: Context, name: NamedTokens): Pair | undefined {
  let hasEventWord = false;
  let needsWord = false;
  for (let i = name.last + 1; i < context.tokens.length && i <= name.last + LOOK; i++) {
    const token = context.tokens[i];
    if (token === undefined || context.covered.has(i)) return undefined;
    if (token.kind === 'number') {
      const isId = !context.used.has(i) && idAt(context.text, context.tokens, i) !== undefined;
      const isCode = token.key.startsWith('0x') && isErrorWord(context.tokens[i - 1]);
      const isNear = !needsWord || hasEventWord || standAlone(context, name, i);
      return isId && !isCode && isNear ? { number: i, first: name.first, last: i, hasEventWord } : undefined;
    }
    if (token.kind === 'line' || token.key === ',' || token.key === '、') needsWord = true;
    else if (EVENT_WORDS.has(token.key) || ID_WORDS.has(token.key)) hasEventWord = true;
    else if (!isLink(context.text, token)) return undefined;
  }
  return undefined;
}

/** The source in one line, the number in the next, and nothing else in either. */
function standAlone({ tokens }: Context, name: NamedTokens, number: number): boolean {
  const isEnd = (index: number): boolean => (tokens[index]?.kind ?? 'line') === 'line';
  return isEnd(name.first - 1) && isEnd(name.last + 1) && number === name.last + 2 && isEnd(number + 1);
}

/** A number before the name: "event 4106 from EventSystem", "26 VMSMP" at the beginning of a line. */
function leftOf(context: Context, name: NamedTokens): Pair | undefined {
  for (let i = name.first - 1; i >= 0 && i >= name.first - LOOK; i--) {
    const token = context.tokens[i];
    if (token === undefined || token.kind === 'line' || context.covered.has(i)) return undefined;
    if (token.kind === 'number') {
      if (context.used.has(i) || idAt(context.text, context.tokens, i) === undefined) return undefined;
      const number = listStart(context, i);
      const word = eventWordBefore(context, number);
      if (word !== undefined) return { number, first: word, last: name.last, hasEventWord: true };
      const isRow = i === name.first - 1 && isLineStart(context, i) && endsThought(context, name.last + 1);
      return isRow ? { number: i, first: i, last: name.last, hasEventWord: false } : undefined;
    }
    if (!isLink(context.text, token)) return undefined;
  }
  return undefined;
}

/** The first number of the list that ends with number `index`: "events 26, 27 and 32 from VMSMP". */
function listStart({ tokens, used }: Context, index: number): number {
  let first = index;
  for (let i = index - 1; i > index - LONGEST_LIST && (isListMark(tokens[i]) || tokens[i]?.kind === 'number'); i--)
    if (tokens[i]?.kind === 'number' && !used.has(i)) first = i;
  return first;
}

function isLink(text: string, token: Token): boolean {
  if (token.kind === 'sign') return LINK_SIGNS.has(token.key);
  return LINKS.has(token.key) || levelOf(text.slice(token.from, token.to)) !== undefined;
}

function isErrorWord(token: Token | undefined): boolean {
  return token !== undefined && /^(?:error|err|status|hresult|code|エラ|状態)/.test(token.key);
}

/** The first token of "event", "event id" before number `index`; with `strong`, "ID" alone does not do. */
function eventWordBefore({ tokens }: Context, index: number, strong = false): number | undefined {
  let at = index - 1;
  while (at >= 0 && index - at <= 3 && tokens[at]?.kind === 'sign' && LINK_SIGNS.has(tokens[at]?.key ?? '')) at--;
  const key = tokens[at]?.key ?? '';
  if (EVENT_WORDS.has(key)) return at;
  if (LOG_WORDS.has(key)) return EVENT_WORDS.has(tokens[at - 1]?.key ?? '') ? at - 1 : undefined;
  if (!ID_WORDS.has(key)) return undefined;
  if (EVENT_WORDS.has(tokens[at - 1]?.key ?? '')) return at - 1;
  return strong ? undefined : at;
}

function isLineStart({ tokens }: Context, index: number): boolean {
  const before = tokens[index - 1];
  return before === undefined || before.kind === 'line' || (before.kind === 'sign' && /[;,、。|()]/.test(before.key));
}

/** Nothing follows that a number could count: "2 VMSMP errors" are two errors, "26 VMSMP error" is an event. */
function endsThought({ text, tokens }: Context, index: number): boolean {
  const next = tokens[index];
  if (next === undefined || next.kind === 'line' || next.kind === 'sign') return true;
  const isPlural = /^(?:errors|warnings|events|infos)$/.test(next.key);
  return !isPlural && levelOf(text.slice(next.from, next.to)) !== undefined;
}

/** Further numbers of a list: "32022, 33680 and 32315". */
export function listAfter(context: Context, index: number): number[] {
  const { text, tokens } = context;
  const numbers: number[] = [];
  let at = index;
  for (;;) {
    let next = at + 1;
    let signs = 0;
    while (signs < 2 && isListMark(tokens[next])) {
      next++;
      signs++;
    }
    const isNext =
      signs > 0 && tokens[next]?.kind === 'number' && !context.used.has(next) && !context.covered.has(next + 1);
    if (!isNext || idAt(text, tokens, next) === undefined || !mayEndList(context, next + 1)) return numbers;
    numbers.push(next);
    at = next;
  }
}

/** "VMSMP 26 and 3 others" is one event. */
function mayEndList(context: Context, index: number): boolean {
  const key = context.tokens[index]?.key ?? '';
  return mayFollow(context, index) || LINKS.has(key) || LIST_FOLLOWERS.has(key) || context.covered.has(index);
}

function isListMark(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'sign' ? LIST_SIGNS.has(token.key) : LIST_WORDS.has(token.key));
}

/** Where a number without a source is an event ID by the words around it: the first token of "event 26". */
export function bareStart(context: Context, index: number): number | undefined {
  const { text, tokens } = context;
  const id = idAt(text, tokens, index);
  if (id === undefined) return undefined;
  if (text[(tokens[index]?.from ?? 0) - 1] === '[') return undefined;
  const weak = eventWordBefore(context, index);
  const word = eventWordBefore(context, index, true);
  if (word !== undefined) {
    const isNext = index - word <= 1 || LOG_WORDS.has(tokens[index - 1]?.key ?? '');
    const isPlain = isNext && /^events?$|^イヘ/.test(tokens[word]?.key ?? '');
    const isYear = id.qualifiers === undefined && id.eventId >= 1900 && id.eventId <= 2100;
    const isCount = tokens[word]?.key === 'events' && listAfter(context, index).length === 0;
    return isPlain && (isYear || isCount || !mayFollow(context, index + 1)) ? undefined : word;
  }
  const key = weak === undefined ? '' : tokens[weak]?.key;
  const isWhole = key === 'id' && context.firstWord === weak && context.lastWord === index;
  const isList = key === 'ids' && listAfter(context, index).length > 0;
  return isWhole || isList ? weak : undefined;
}

function mayFollow({ tokens }: Context, index: number): boolean {
  const next = tokens[index];
  if (next === undefined || next.kind === 'line' || next.kind === 'sign' || next.kind === 'kana') return true;
  return FOLLOWERS.has(next.key) || levelOf(next.key) !== undefined || LIST_WORDS.has(next.key);
}
