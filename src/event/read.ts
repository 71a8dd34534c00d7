/** From a paste to the events in it. */
import { fold } from '../text/fold.ts';
import { tidy } from '../text/tidy.ts';
import { type ReadEvent, READ_LIMITS, type Reading, type SourceNames, type WindowsEvent } from './event.ts';
import { labelOf } from './labels.ts';
import { readCsv } from './readers/csv.ts';
import { readFriendly } from './readers/friendly.ts';
import { readId } from './readers/id.ts';
import { readJson } from './readers/json.ts';
import { readLabels } from './readers/labels.ts';
import { readProse } from './readers/prose.ts';
import { readQuery } from './readers/query.ts';
import { type Claim, hasContent, type Reader, record, Stretch } from './readers/reader.ts';
import { readRows } from './readers/rows.ts';
import { readTable } from './readers/table.ts';
import { readXml } from './readers/xml.ts';

/** The surest first: what one has claimed the next never sees. A new reader is a file in readers/ and a line here. */
const READERS: readonly Reader[] = [
  readJson,
  readXml,
  readCsv,
  readTable,
  readQuery,
  readFriendly,
  readLabels,
  readRows,
  readProse,
];

/**
 * Everything that looks like an event in `text` (raw or tidied), in order. What no reader understands becomes records of shape `text`,
 * whose message is that text. Linear in the text; never throws.
 * @param names known and foreign sources; prose is read by them alone
 */
export function readPaste(text: string, names: SourceNames): Reading {
  const kept = withinLimit(text);
  const whole = new Stretch(tidy(kept), 0);
  const claims = readId(whole);
  const events = claims.length > 0 ? claims.flatMap((claim) => claim.events) : readStretch(whole, names);

  return {
    events: events.slice(0, READ_LIMITS.events),
    leftOut: { characters: text.length - kept.length, events: Math.max(0, events.length - READ_LIMITS.events) },
  };
}

/** At most the limit, without half a character at the end. */
function withinLimit(text: string): string {
  if (text.length <= READ_LIMITS.characters) return text;
  const last = text.charCodeAt(READ_LIMITS.characters - 1);
  return text.slice(0, READ_LIMITS.characters - (last >= 0xd800 && last <= 0xdbff ? 1 : 0));
}

function readStretch(whole: Stretch, names: SourceNames): ReadEvent[] {
  let open = hasContent(whole.text) ? [whole] : [];
  const claims: Claim[] = [];
  for (const reader of READERS) {
    const left: Stretch[] = [];
    for (const stretch of open) {
      const found = reader(stretch, names);
      // One by one: a hostile paste has more of them than a call may have arguments.
      for (const claim of found) claims.push(claim);
      for (const gap of gapsIn(stretch, found)) left.push(gap);
    }
    open = left;
  }

  const isMoreThanQueries = claims.some((claim) => claim.query !== true && claim.events.length > 0);
  const read = claims.filter((claim) => !(claim.query && isMoreThanQueries)).flatMap((claim) => claim.events);
  const plain = open.map((stretch) => textRecord(stretch));
  return joinAppendedXml([...read, ...plain].toSorted((a, b) => a.at - b.at));
}

/** What the claims leave of a stretch, where there is anything to read. */
function gapsIn(stretch: Stretch, claims: readonly Claim[]): Stretch[] {
  if (claims.length === 0) return [stretch];
  const gaps: Stretch[] = [];
  let from = 0;
  for (const { from: to, to: next } of [...claims, { from: stretch.text.length, to: stretch.text.length }]) {
    const text = stretch.text.slice(from, to);
    if (hasContent(text)) gaps.push(new Stretch(text, stretch.at + from));
    from = next;
  }
  return gaps;
}

function textRecord(stretch: Stretch): ReadEvent {
  const read = record('text', {}, stretch, { from: 0, to: stretch.text.length });
  return { ...read, event: { message: read.text } };
}

/** Event Viewer copies the XML below the text under `Event Xml:`; both halves are one event. */
function joinAppendedXml(events: readonly ReadEvent[]): ReadEvent[] {
  const joined: ReadEvent[] = [];
  for (const read of events) {
    const before = joined.at(-1);
    const isAppended =
      read.shape === 'xml' &&
      before?.shape === 'labels' &&
      endsWithXmlLabel(before.text) &&
      agree(before.event, read.event);
    if (before !== undefined && isAppended)
      joined[joined.length - 1] = {
        ...before,
        event: { ...before.event, ...read.event, ...messageOf(before.event) },
        text: `${before.text}\n${read.text}`,
      };
    else joined.push(read);
  }
  return joined;
}

/** The text's own message is what the person saw. */
function messageOf({ message }: WindowsEvent): WindowsEvent {
  return message === undefined ? {} : { message };
}

function endsWithXmlLabel(text: string): boolean {
  const line = text.slice(text.lastIndexOf('\n') + 1).trim();
  return labelOf(line.replace(/[:：]$/, ''))?.kind === 'xml';
}

/** Neither half may contradict the other. */
function agree(text: WindowsEvent, xml: WindowsEvent): boolean {
  const sameId = text.eventId === undefined || xml.eventId === undefined || text.eventId === xml.eventId;
  const sameSource =
    text.provider === undefined || xml.provider === undefined || isSameSource(text.provider, xml.provider);
  return sameId && sameSource;
}

/** The text prints a source without the prefix that XML has. */
function isSameSource(a: string, b: string): boolean {
  return bareName(a) === bareName(b);
}

function bareName(name: string): string {
  return fold(name).replace(/^microsoftwindows/, '');
}
