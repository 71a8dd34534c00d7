/** Event XML anywhere in a text: lists, single events, and fragments cut at either end. */
import { eventOfXml } from './event-xml.ts';
import { type Claim, record, type Stretch } from './reader.ts';

/** Tags of an event; the prefix is any namespace prefix. */
const TAG =
  /<(\/?)(?:[A-Za-z_][\w.-]{0,40}:)?(Events?|System|Provider|EventID|EventData|UserData|RenderingInfo|Data|Level|EventRecordID|Channel|Computer|TimeCreated|Security)(?=[\s>/])/g;
/** Only these begin a fragment whose `<Event>` was cut off. */
const STARTERS = new Set(['System', 'Provider', 'EventID', 'EventData', 'UserData', 'RenderingInfo']);

interface Region {
  from: number;
  to: number;
}

/** Reads event XML. What stands between two events and is only tags (`<Events>`, `<?xml …?>`) belongs to no record. */
export function readXml(stretch: Stretch): Claim[] {
  if (!stretch.text.includes('<')) return [];
  const claims: Claim[] = [];
  let end = 0;
  for (const region of regionsOf(stretch.text)) {
    const event = eventOfXml(stretch.text.slice(region.from, region.to));
    if (event === undefined) continue;
    const from = isOnlyTags(stretch.text.slice(end, region.from)) ? end : region.from;
    claims.push({ from, to: region.to, events: [record('xml', event, stretch, region)] });
    end = region.to;
  }
  const last = claims.at(-1);
  if (last !== undefined) last.to = pastTags(stretch.text, last.to);
  return claims;
}

function regionsOf(text: string): Region[] {
  const regions: Region[] = [];
  let open: Region | undefined;
  const close = (to: number): void => {
    if (open !== undefined) regions.push({ from: open.from, to });
    open = undefined;
  };
  for (const tag of text.matchAll(TAG)) {
    const [, slash, name = ''] = tag;
    const end = tagEnd(text, tag.index);
    if (name === 'Event' && slash === '') {
      close(tag.index);
      open = { from: tag.index, to: end };
    } else if (name === 'Event') {
      close(end);
    } else if (open !== undefined) {
      open.to = end;
    } else if (STARTERS.has(name) && name !== 'Events') open = { from: tag.index, to: end };
  }
  if (open !== undefined) close(cutEnd(text, open.to));
  return regions;
}

/** Past the `>` of the tag at `from`, or where it is cut. A `>` further away than any tag is long is not searched for. */
function tagEnd(text: string, from: number): number {
  for (let i = from + 1; i < text.length && i < from + 4096; i++) {
    if (text[i] === '>') return i + 1;
    if (text[i] === '<') return i;
  }
  return Math.min(text.length, from + 4096);
}

/** Where a cut event ends: at the next blank line after its last whole tag, so that a remark below is not part of it. */
function cutEnd(text: string, from: number): number {
  const blank = text.indexOf('\n\n', from);
  return blank === -1 ? text.length : blank;
}

/** Past the closing tags of a list and the blanks between them. */
function pastTags(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next === -1 || text[next + 1] !== '/' || text.slice(at, next).trim() !== '') return at;
    at = tagEnd(text, next);
  }
  return at;
}

function isOnlyTags(text: string): boolean {
  let inside = false;
  for (const c of text) {
    if (c === '<') inside = true;
    else if (c === '>') inside = false;
    else if (!inside && c.trim() !== '') return false;
  }
  return true;
}
