/** One `<Event>` element, whole or cut, to a WindowsEvent. Entities beyond XML's five and numeric ones stay text; a DTD is ignored. */
import { Parser } from 'htmlparser2';
import type { EventDatum, WindowsEvent } from '../event.ts';
import { wholeNumber } from '../fields.ts';
import { parseIdentifier } from '../identifier.ts';
import { levelOf, levelOfNumber } from '../labels.ts';

/** Events are about five deep; the parser's own cost grows with depth. */
const DEEPEST = 32;
const MOST_DATA = 200;
const SECTIONS = new Set(['System', 'EventData', 'UserData', 'RenderingInfo']);

interface Frame {
  name: string;
  section: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  hasChildren: boolean;
}

/** What the elements said so far. */
interface Found {
  event: WindowsEvent;
  data: EventDatum[];
  /** A datum was lost, so that later positions are not sure. */
  broken: boolean;
}

/** The event in `xml`; values whose element is cut are left out. Undefined when it says nothing of an event. */
export function eventOfXml(xml: string): WindowsEvent | undefined {
  const found: Found = { event: {}, data: [], broken: false };
  const frames: Frame[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const parent = frames.at(-1);
        if (parent !== undefined) parent.hasChildren = true;
        const local = localName(name);
        const section = SECTIONS.has(local) && parent?.section !== 'UserData' ? local : (parent?.section ?? '');
        frames.push({ name: local, section, attributes, text: '', hasChildren: false });
        takeAttributes(found.event, local, attributes);
        if (frames.length > DEEPEST) parser.pause();
      },
      ontext(text) {
        const frame = frames.at(-1);
        if (frame !== undefined) frame.text += text;
      },
      onclosetag(_name, isImplied) {
        const frame = frames.pop();
        // The parser calls the close of `<Data/>` implied too.
        const isCut = isImplied && xml[parser.endIndex - 1] !== '/';
        if (frame !== undefined) takeElement(found, frame, { isCut, parent: frames.at(-1) });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  // Never ended: what is still open at the end of a cut paste is not taken for whole.
  parser.write(xml);

  const { event, data } = found;
  if (data.length > 0) event.data = data;
  const named = event.provider !== undefined || event.eventId !== undefined;
  return named || event.data !== undefined || event.message !== undefined ? event : undefined;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function takeAttributes(event: WindowsEvent, name: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'Provider') {
    const provider = (attributes['Name'] || attributes['EventSourceName'] || '').trim();
    if (provider !== '') event.provider ??= provider;
  } else if (name === 'TimeCreated') {
    const time = attributes['SystemTime']?.trim();
    if (time) event.time ??= time;
  } else if (name === 'RenderingInfo') {
    const culture = attributes['Culture']?.trim();
    if (culture) event.culture ??= culture;
  }
}

function takeElement(
  found: Found,
  frame: Frame,
  { isCut, parent }: { isCut: boolean; parent?: Frame | undefined },
): void {
  const value = frame.text.trim();
  if (frame.section === 'EventData' && frame.name === 'Data')
    takeDatum(found, value, { name: frame.attributes['Name'], isCut });
  else if (frame.section === 'UserData') {
    if (!frame.hasChildren && parent?.name !== 'UserData' && frame.name !== 'UserData')
      takeDatum(found, value, { name: frame.name, isCut });
  } else if (isCut || value === '') return;
  else if (frame.section === 'RenderingInfo') takeRendering(found.event, frame.name, value);
  else if (frame.section !== 'EventData') takeSystem(found, frame, value);
}

function takeDatum(found: Found, value: string, { name, isCut }: { name: string | undefined; isCut: boolean }): void {
  if (isCut) found.broken = true;
  if (found.broken || found.data.length >= MOST_DATA) return;
  found.data.push(name ? { name, value } : { value });
}

function takeRendering(event: WindowsEvent, name: string, value: string): void {
  if (name === 'Message') event.message ??= value;
  else if (name === 'Level') {
    const level = levelOf(value);
    if (level !== undefined) event.level ??= level;
  }
}

function takeSystem({ event, data }: Found, frame: Frame, value: string): void {
  switch (frame.name) {
    case 'EventID': {
      if (event.eventId !== undefined) return;
      const id = parseIdentifier(value);
      const qualifiers = id?.qualifiers ?? wholeNumber((frame.attributes['Qualifiers'] ?? '').trim());
      if (id !== undefined) event.eventId = id.eventId;
      if (id !== undefined && qualifiers !== undefined && qualifiers <= 0xffff) event.qualifiers = qualifiers;
      return;
    }
    case 'Level': {
      const level = /^\d+$/.test(value) ? levelOfNumber(Number(value)) : levelOf(value);
      if (level !== undefined) event.level = level;
      return;
    }
    case 'EventRecordID': {
      const recordId = wholeNumber(value);
      if (recordId !== undefined) event.recordId ??= recordId;
      return;
    }
    case 'Channel':
      event.channel ??= value;
      return;
    case 'Computer':
      event.computer ??= value;
      return;
    case 'Message':
      event.message ??= value;
      return;
    case 'Data':
      // Cut before <EventData>: the position is not known, the name is.
      if (frame.attributes['Name']) data.push({ name: frame.attributes['Name'], value });
      return;
    default:
  }
}
