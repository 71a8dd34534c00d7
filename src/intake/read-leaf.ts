/** A leaf -> the events it says, within the bounds of an event; or one sentence why there is none. */
import type { SourceNames, WindowsEvent } from '../event/event.ts';
import { READ_LIMITS } from '../event/event.ts';
import { eventsOfJson } from '../event/readers/event-json.ts';
import { eventOfXml } from '../event/readers/event-xml.ts';
import { hasContent } from '../event/readers/reader.ts';
import { readPaste } from '../event/read.ts';
import { isOwnEvent, readOwnEvent } from './own-event.ts';
import type { IntakeShape, JsonObject, Leaf } from './payload.ts';
import { eventOfShipper } from './shipper-event.ts';
import { shipperOf } from './shippers.ts';

export interface ReadItem {
  event: WindowsEvent;
  text?: string;
}

export type LeafReading = { shape: IntakeShape; items: ReadItem[] } | { error: string };

const NO_EVENT = 'Nothing in it says which Windows event it is: there is no event ID and no message.';
const NOT_WINDOWS = 'It does not look like a Windows event: no shape that is known here has these fields.';
const NOTHING = 'It is empty.';
/** Windows' own messages have at most 31,839 characters. */
const LONGEST_MESSAGE = 64 * 1024;
const LONGEST_FIELD = 1024;
const MOST_DATA = 200;
/** Readings of texts that say whose event it is; the others are left to whoever reads the text. */
const STRUCTURED = new Set(['xml', 'json', 'csv', 'labels', 'table']);

export function readLeaf(leaf: Leaf, names: SourceNames): LeafReading {
  const { error, object, xml, text = '', shape = 'text' } = leaf;
  if (error !== undefined) return { error };
  if (object !== undefined) return readObject(object, leaf, names);
  if (xml === undefined) return readText(text, { shape, beside: leaf.beside, names });
  const event = eventOfXml(xml);
  if (event === undefined) return { error: NO_EVENT };
  return settled([{ ...leaf.beside, ...event }], { shape, names });
}

function readObject(object: JsonObject, { shape = 'json', beside }: Leaf, names: SourceNames): LeafReading {
  if (isOwnEvent(object)) {
    const own = readOwnEvent(object);
    return 'error' in own ? own : settled([{ ...beside, ...own.event }], { shape, names });
  }
  const shipper = shipperOf(object);
  if (shipper !== undefined) {
    const event = eventOfShipper(object, shipper);
    const named = shape === 'json' || shape === 'text' ? shipper.shape : shape;
    return settled([{ ...beside, ...event }], { shape: named, names });
  }
  const events = eventsOfJson(object, names);
  if (events.length === 0) return { error: NOT_WINDOWS };
  return settled(
    events.map((event) => Object.assign({}, beside, event)),
    { shape, names },
  );
}

interface TextPlace {
  shape: IntakeShape;
  beside?: WindowsEvent | undefined;
  names: SourceNames;
}

/** Labels, tables and lists are events; what is running text stays text, for the matcher to find messages in. */
function readText(text: string, { shape, beside = {}, names }: TextPlace): LeafReading {
  if (text.length > READ_LIMITS.characters) return { error: `It is longer than ${READ_LIMITS.characters} characters.` };
  if (!hasContent(text)) return { error: NOTHING };
  const { events } = readPaste(text, names);
  const found = events.filter(({ shape: read, event }) => STRUCTURED.has(read) && event.eventId !== undefined);
  if (found.length > 0)
    return bounded(
      found.map(({ event }) => ({ event: Object.assign({}, beside, event) })),
      shape,
    );
  const message = text.trim();
  return bounded([{ event: { ...beside, message }, text: message }], shape);
}

/** A record without source and ID is its message. */
function settled(events: readonly WindowsEvent[], { shape, names }: TextPlace): LeafReading {
  const items: ReadItem[] = [];
  for (const event of events) {
    const { provider, eventId, message } = event;
    if (eventId !== undefined || (provider !== undefined && message !== undefined)) items.push({ event });
    else if (message !== undefined) return readText(message, { shape, beside: event, names });
  }
  return items.length === 0 ? { error: NO_EVENT } : bounded(items, shape);
}

function bounded(items: readonly ReadItem[], shape: IntakeShape): LeafReading {
  const kept: ReadItem[] = [];
  for (const { event, text } of items) {
    const fault = faultOf(text === undefined ? event : { ...event, message: '' });
    if (fault !== undefined) return { error: fault };
    kept.push({ event: storable(event), ...(text === undefined ? {} : { text: clean(text) }) });
  }
  return { shape, items: kept };
}

/** An event that no Windows writes. Cut texts are not judged: what was cut off might say otherwise. */
function faultOf({ message = '', data = [], ...event }: WindowsEvent): string | undefined {
  if (message.length > LONGEST_MESSAGE) return `Its message is longer than ${LONGEST_MESSAGE} characters.`;
  if (data.length > MOST_DATA) return `It has more than ${MOST_DATA} parameters.`;
  const size = data.reduce((sum, { name = '', value }) => sum + name.length + value.length, 0);
  if (size > LONGEST_MESSAGE) return `Its parameters are longer than ${LONGEST_MESSAGE} characters.`;
  const long = (['provider', 'channel', 'computer', 'time', 'culture'] as const).find(
    (key) => (event[key] ?? '').length > LONGEST_FIELD,
  );
  return long === undefined ? undefined : `Its ${long} is longer than ${LONGEST_FIELD} characters.`;
}

/** Of characters that both store engines keep. */
function storable(event: WindowsEvent): WindowsEvent {
  const kept: WindowsEvent = { ...event };
  for (const key of ['provider', 'channel', 'computer', 'time', 'message', 'culture'] as const) {
    const value = event[key];
    if (value !== undefined) kept[key] = clean(value);
  }
  if (event.data !== undefined)
    kept.data = event.data.map(({ name, value }) =>
      name === undefined ? { value: clean(value) } : { name: clean(name), value: clean(value) },
    );
  return kept;
}

function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
