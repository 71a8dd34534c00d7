/** JSON anywhere in a text: objects, arrays, one object a line; also one whose end was cut off. */
import { z } from 'zod';
import { eventsOfJson } from './event-json.ts';
import { type Claim, record, type Stretch } from './reader.ts';
import type { SourceNames } from '../event.ts';

const START = /\{\s*"|\[\s*\{\s*"/g;
const CUT_MESSAGE = /^,\s*"(?:message|description)"\s*:\s*"/i;
const DEEPEST = 64;
const Document = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

interface Region {
  from: number;
  to: number;
  /** What closes it when its end was cut off. */
  closing: string;
}

/** Reads JSON that holds Windows events; other JSON is left alone. */
export function readJson(stretch: Stretch, names: SourceNames): Claim[] {
  if (!stretch.text.includes('{')) return [];
  const claims: Claim[] = [];
  for (const region of regionsOf(stretch.text)) {
    const parsed = Document.safeParse(parseRegion(stretch.text, region));
    if (!parsed.success) continue;
    const events = eventsOfJson(parsed.data, names);
    const to = region.closing === '' ? region.to : stretch.text.length;
    if (events.length > 0)
      claims.push({ from: region.from, to, events: events.map((event) => record('json', event, stretch, region)) });
  }
  return claims;
}

/** When the paste was cut, the last value is not whole: only a message may be kept in part. */
function parseRegion(text: string, { from, to, closing }: Region): unknown {
  const tail = closing === '' ? '' : text.slice(to).trimEnd();
  const withMessage = CUT_MESSAGE.test(tail.slice(0, 40))
    ? parse(`${text.slice(from, to)}${tail}"${closing}`)
    : undefined;
  return withMessage ?? parse(text.slice(from, to) + closing);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function regionsOf(text: string): Region[] {
  const regions: Region[] = [];
  START.lastIndex = 0;
  for (let start = START.exec(text); start !== null; start = START.exec(text)) {
    const region = regionAt(text, start.index);
    if (region === undefined) continue;
    regions.push(region);
    if (region.closing !== '') break;
    START.lastIndex = region.to;
  }
  return regions;
}

/** From a bracket to its partner; when there is none, to the last comma, with the brackets that are missing. */
function regionAt(text: string, from: number): Region | undefined {
  const stack: string[] = [];
  let cut: { to: number; closing: string } | undefined;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      i = stringEnd(text, i);
    } else if (c === '{' || c === '[') {
      stack.push(c === '{' ? '}' : ']');
      if (stack.length > DEEPEST) break;
    } else if (c === '}' || c === ']') {
      if (stack.pop() !== c) return { from, to: i + 1, closing: '' };
      if (stack.length === 0) return { from, to: i + 1, closing: '' };
    } else if (c === ',') cut = { to: i, closing: stack.toReversed().join('') };
  }
  return cut === undefined ? { from, to: text.length, closing: '}' } : { from, ...cut };
}

/** At the closing quote of the string that begins at `from`, or at the end. */
function stringEnd(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
