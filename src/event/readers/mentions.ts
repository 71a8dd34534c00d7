/** Finds "VMSMP 26", "event 4106 from EventSystem", "IDs 32022 and 33680" in running text. */
import type { Level, SourceNames } from '../event.ts';
import type { WrittenId } from '../identifier.ts';
import { levelOf } from '../labels.ts';
import { bareStart, listAfter, type Pair, pairFor, saysEvent } from './mention-pairs.ts';
import { type Context, contextOf } from './mention-context.ts';
import { isFillerToken } from './mention-words.ts';
import { idAt, type NamedTokens } from './tokens.ts';

/** Tokens on either side of a mention, and of a text that is nothing but mentions. */
const LONGEST_QUESTION = 24;
const LONGEST_NAMING = 64;

/** One event that running text speaks of. */
export interface Mention extends WrittenId {
  provider?: string;
  level?: Level;
  /** The words of the mention, in UTF-16 units. */
  from: number;
  to: number;
}

/** All mentions in `text`, in order. Numbers beside a foreign source are never left to another one. */
export function findMentions(text: string, names: SourceNames): Mention[] {
  const context = contextOf(text, names);
  const mentions: Mention[] = [];
  for (const name of context.names) {
    const pair = pairFor(context, name);
    if (pair === undefined) continue;
    if (name.isEveryday && !saysEvent(context, name, pair) && !namesOnly(context)) continue;
    const numbers = [pair.number, ...listAfter(context, pair.number)];
    for (const number of numbers) context.used.add(number);
    if (name.standing === 'foreign' && !pair.hasEventWord && !isAlone(context, pair)) continue;
    for (const mention of mentionsOf(context, numbers, { pair, name })) mentions.push(mention);
  }
  for (const [index, token] of context.tokens.entries()) {
    if (token.kind !== 'number' || context.used.has(index)) continue;
    const first = bareStart(context, index);
    if (first === undefined) continue;
    const numbers = [index, ...listAfter(context, index)];
    for (const number of numbers) context.used.add(number);
    const pair = { number: index, first, last: index, hasEventWord: true };
    for (const mention of mentionsOf(context, numbers, { pair })) mentions.push(mention);
  }
  return mentions.toSorted((a, b) => a.from - b.from);
}

/** A line that has nothing beside the mention but questions and other mentions. */
function isAlone(context: Context, { first, last }: Pair): boolean {
  for (let i = first - 1; i >= 0 && context.tokens[i]?.kind !== 'line'; i--)
    if (first - i > LONGEST_QUESTION || !isFree(context, i)) return false;
  for (let i = last + 1; i < context.tokens.length && context.tokens[i]?.kind !== 'line'; i++)
    if (i - last > LONGEST_QUESTION || !isFree(context, i)) return false;
  return true;
}

/** A text that has nothing but mentions and questions about them: "disk 153" and no more. */
function namesOnly(context: Context): boolean {
  return context.tokens.length <= LONGEST_NAMING && context.tokens.every((_, i) => isFree(context, i));
}

function isFree(context: Context, index: number): boolean {
  const token = context.tokens[index];
  if (token === undefined || token.kind === 'sign' || token.kind === 'line' || token.kind === 'number') return true;
  if (context.covered.has(index) || isFillerToken(token)) return true;
  return levelOf(context.text.slice(token.from, token.to)) !== undefined;
}

function mentionsOf(
  context: Context,
  numbers: readonly number[],
  { pair, name }: { pair: Pair; name?: NamedTokens },
): Mention[] {
  const { text, tokens } = context;
  const mentions: Mention[] = [];
  const provider = name === undefined ? undefined : text.slice(tokens[name.first]?.from, tokens[name.last]?.to);
  const level = levelBeside(context, pair);
  for (const number of numbers) {
    const id = idAt(text, tokens, number);
    const token = tokens[number];
    if (id === undefined || token === undefined) continue;
    const isLast = number === numbers.at(-1);
    mentions.push({
      ...id,
      ...(provider !== undefined && { provider }),
      ...(level !== undefined && { level }),
      from: number === pair.number ? (tokens[pair.first]?.from ?? token.from) : token.from,
      to: isLast ? Math.max(token.to, tokens[pair.last]?.to ?? 0) : token.to,
    });
  }
  return mentions;
}

/** A level word inside the mention or right beside it; "VMSMP 26 info" and 「26の詳細」 ask for something else. */
function levelBeside({ text, tokens }: Context, { first, last }: Pair): Level | undefined {
  for (let i = last + 1; i >= first - 1; i--) {
    const token = tokens[i];
    const level =
      token === undefined || token.kind === 'sign' || token.kind === 'line'
        ? undefined
        : levelOf(text.slice(token.from, token.to));
    if (level === 'critical' || level === 'error' || level === 'warning') return level;
  }
  return undefined;
}
