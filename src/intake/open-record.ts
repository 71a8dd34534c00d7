/** One record, however deep it is wrapped -> leaves: objects, event XML and texts that say one event each (texts may say more). */
import type { WindowsEvent } from '../event/event.ts';
import { openEnvelope, openList } from './envelopes.ts';
import { at, textOf, timeOf } from './field-values.ts';
import { readFluentText } from './fluent-text.ts';
import { parseJson } from './json-texts.ts';
import { isOwnEvent } from './own-event.ts';
import { isObject, type IntakeShape, type JsonObject, type Leaf } from './payload.ts';
import { shipperOf } from './shippers.ts';
import { eventsIn, eventXmlIn } from '../event/readers/xml-strings.ts';

const DEEPEST = 8;
/** Where relays put the line or the document that they were given. */
const WRAPPINGS = [
  'message',
  'log',
  'line',
  'event',
  'body',
  'raw',
  '_raw',
  'xml',
  'Xml',
  'original',
  'event.original',
  'payload',
  'Message',
  'data',
];
/** An object of these alone is a text with an address. */
const TEXT_KEYS = new Set(
  'text message msg log line lang computer host hostname time timestamp date @timestamp stream tag source_type'.split(
    ' ',
  ),
);

interface Place {
  depth: number;
  shape?: IntakeShape;
  beside?: WindowsEvent;
}

/** @param value parsed JSON */
export function* openRecord(value: unknown, place: Place = { depth: 0 }): Generator<Leaf> {
  if (place.depth > DEEPEST) yield { error: `It is wrapped more than ${DEEPEST} times.` };
  else if (typeof value === 'string') yield* openText(value, place);
  else if (Array.isArray(value)) for (const item of value) yield* openRecord(item, deeper(place));
  else if (isObject(value)) yield* openObject(value, place);
  else yield { error: 'It is neither an object nor a text.' };
}

function* openObject(object: JsonObject, place: Place): Generator<Leaf> {
  if (isOwnEvent(object)) {
    yield leaf({ object, shape: place.shape ?? 'hvevent' }, place);
    return;
  }
  const enclosed = openEnvelope(object) ?? (shipperOf(object) === undefined ? openList(object) : undefined);
  if (enclosed === undefined) {
    yield* openPlain(object, place);
    return;
  }
  for (const { value, error, beside, shape } of enclosed) {
    if (error !== undefined) yield { error };
    else yield* openRecord(value, deeper(place, { shape, beside }));
  }
}

function* openPlain(object: JsonObject, place: Place): Generator<Leaf> {
  if (shipperOf(object) !== undefined) {
    yield leaf({ object }, place);
    return;
  }
  const fluent = readFluentText(object['log']);
  if (fluent !== undefined) {
    yield leaf({ object: fluent, shape: 'fluent-bit-text' }, place);
    return;
  }
  for (const key of WRAPPINGS) {
    const inner = at(object, key);
    if (typeof inner === 'string' && isWrapped(inner)) {
      yield* openText(inner, deeper(place));
      return;
    }
  }
  const texts = Object.keys(object).every((key) => TEXT_KEYS.has(key));
  const text = ['text', 'message', 'msg', 'log', 'line']
    .map((key) => textOf(object[key]))
    .find((one) => one !== undefined);
  if (texts && text !== undefined) yield* openText(text, deeper(place, { beside: besideText(object) }));
  else yield leaf({ object, shape: place.shape ?? 'json' }, place);
}

/** Not `host`: that is who relays the line. */
function besideText(object: JsonObject): WindowsEvent {
  const computer = textOf(object['computer']);
  const time = timeOf(object['time']);
  return { ...(computer === undefined ? {} : { computer }), ...(time === undefined ? {} : { time }) };
}

/** JSON or event XML in a string. */
function isWrapped(text: string): boolean {
  const first = text.trimStart()[0];
  if (first === '{' || first === '[') return 'value' in parseJson(text);
  return eventXmlIn(text) !== undefined;
}

function* openText(text: string, place: Place): Generator<Leaf> {
  const first = text.trimStart()[0];
  const parsed = first === '{' || first === '[' || first === '"' ? parseJson(text) : undefined;
  if (parsed !== undefined && 'value' in parsed) {
    yield* openRecord(parsed.value, deeper(place));
    return;
  }
  const xml = eventXmlIn(text);
  if (xml === undefined) yield leaf({ text, shape: place.shape ?? 'text' }, place);
  else for (const event of eventsIn(xml)) yield leaf({ xml: event, shape: place.shape ?? 'event-xml' }, place);
}

function deeper(
  place: Place,
  more: { shape?: IntakeShape | undefined; beside?: WindowsEvent | undefined } = {},
): Place {
  const shape = place.shape ?? more.shape;
  return {
    depth: place.depth + 1,
    ...(shape && { shape }),
    beside: { ...place.beside, ...more.beside },
  };
}

function leaf(found: Leaf, { shape, beside }: Place): Leaf {
  const named = found.shape ?? shape;
  return { ...found, ...(named && { shape: named }), ...(beside && { beside }) };
}
