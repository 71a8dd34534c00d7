/** One record of a shipper -> WindowsEvent, by the shipper's row of the path matrix. */
import type { EventDatum, WindowsEvent } from '../event/event.ts';
import { eventOfXml } from '../event/readers/event-xml.ts';
import { dataOfJson } from '../event/readers/json-data.ts';
import { at, idOf, levelOfValue, numberOf, textAt, textOf, timeOf } from './field-values.ts';
import type { JsonObject } from './payload.ts';
import { type DataPlace, restOf, type Shipper } from './shippers.ts';
import { dataOfXml, eventXmlIn } from '../event/readers/xml-strings.ts';

const TEXTS = ['provider', 'channel', 'computer', 'culture'] as const;
const NO_PATHS: readonly string[] = [];
/** A monitoring system that cannot fill a placeholder sends it as it is. */
const PLACEHOLDER = /^(?:\{[A-Z][A-Z0-9_.]{1,60}\}|\*UNKNOWN\*)$/;

/** What the record says of its event; where it also holds the event's XML, that wins, but for the message. */
export function eventOfShipper(object: JsonObject, shipper: Shipper): WindowsEvent {
  const event: WindowsEvent = {};
  for (const key of TEXTS) {
    const text = filled(textAt(object, shipper[key] ?? NO_PATHS));
    if (text !== undefined) event[key] = text;
  }
  takeId(event, object, shipper);
  const level = levelAt(object, shipper);
  if (level !== undefined) event.level = level;
  const time = first(shipper.time, (path) => filled(timeOf(at(object, path))));
  if (time !== undefined) event.time = time;
  const recordId = first(shipper.recordId, (path) => numberOf(at(object, path)));
  if (recordId !== undefined) event.recordId = recordId;
  const message = filled(unquoted(textAt(object, shipper.message ?? NO_PATHS)));
  if (message !== undefined) event.message = message;
  const data = dataAt(object, shipper.data ?? []);
  if (data.length > 0) event.data = data;
  return withXml(event, object, shipper);
}

function takeId(event: WindowsEvent, object: JsonObject, { id, identifier, qualifiers }: Shipper): void {
  const written = first(id, (path) => idOf(at(object, path)));
  const whole = first(identifier, (path) => idOf(at(object, path)));
  const best = written ?? whole;
  if (best === undefined) return;
  event.eventId = best.eventId;
  const upper =
    best.qualifiers ??
    (whole?.eventId === best.eventId ? whole.qualifiers : undefined) ??
    first(qualifiers, (path) => numberOf(at(object, path), 0xffff));
  if (upper !== undefined) event.qualifiers = upper;
}

function levelAt(object: JsonObject, { level, scale }: Shipper): WindowsEvent['level'] {
  const named = first(level, (path) => levelOfValue(at(object, path)));
  if (named !== undefined || scale === undefined) return named;
  const value = at(object, scale.path);
  const number = textOf(value) ?? '';
  return Object.hasOwn(scale.levels, number)
    ? scale.levels[number]
    : /^\d/.test(number)
      ? undefined
      : levelOfValue(value);
}

function dataAt(object: JsonObject, places: readonly DataPlace[]): EventDatum[] {
  for (const place of places) {
    const data = dataOfPlace(object, place);
    if (data.length > 0) return data;
  }
  return [];
}

function dataOfPlace(object: JsonObject, place: DataPlace): EventDatum[] {
  if (place.as === 'rest') return dataOfJson(restOf(object, place.except));
  const value = at(object, place.path);
  if (typeof value === 'object' && value !== null) return dataOfJson(value);
  if (typeof value !== 'string' || !value.includes('<')) return [];
  return dataOfXml(value, place.as === 'UserData' ? 'UserData' : 'EventData');
}

function withXml(event: WindowsEvent, object: JsonObject, { xml = NO_PATHS }: Shipper): WindowsEvent {
  const text = first(xml, (path) => eventXmlIn(textOf(at(object, path)) ?? ''));
  const inside = text === undefined ? undefined : eventOfXml(text);
  if (inside === undefined || !agree(event, inside)) return event;
  const { message = inside.message } = event;
  return { ...event, ...inside, ...(message === undefined ? {} : { message }) };
}

/** XML of another event is left alone. */
function agree(a: WindowsEvent, b: WindowsEvent): boolean {
  const same = (key: 'eventId' | 'recordId'): boolean =>
    a[key] === undefined || b[key] === undefined || a[key] === b[key];
  return same('eventId') && same('recordId');
}

/** Wazuh keeps the quotes around the message. */
function unquoted(text: string | undefined): string | undefined {
  if (text === undefined || text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).trim() || undefined;
}

function filled(text: string | undefined): string | undefined {
  return text !== undefined && text.length < 80 && PLACEHOLDER.test(text) ? undefined : text;
}

function first<T>(paths: readonly string[] | undefined, read: (path: string) => T | undefined): T | undefined {
  for (const path of paths ?? NO_PATHS) {
    const value = read(path);
    if (value !== undefined) return value;
  }
  return undefined;
}
