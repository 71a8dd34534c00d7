/** Events in parsed JSON, by the key names of PowerShell and of the usual log shippers. */
import type { EventDatum, Level, SourceNames, WindowsEvent } from '../event.ts';
import { wholeNumber } from '../fields.ts';
import { parseIdentifier } from '../identifier.ts';
import { levelOf, levelOfNumber } from '../labels.ts';
import { fold } from '../../text/fold.ts';
import { eventOfXml } from './event-xml.ts';
import { dataOfJson } from './json-data.ts';
import { eventXmlIn } from './xml-strings.ts';

const DEEPEST_EVENT = 8;
const DEEPEST_FIELD = 5;
const MOST_FIELDS = 600;

/** Key paths in lower case without `_`, `-`, `@`, blanks; a path also fits the end of a longer one. Best first. */
const KEYS = {
  provider: [
    'winlog.providername',
    'providername',
    'sourcename',
    'eventsource',
    'event.provider',
    'provider.name',
    'system.provider.name',
    'provider',
    'source',
  ],
  eventId: ['winlog.eventid', 'eventid', 'eventid.id', 'eventid.value', 'eventid.text', 'eventcode', 'event.code'],
  identifier: ['instanceid', 'eventidentifier'],
  weakId: ['id'],
  qualifiers: ['qualifiers', 'eventid.qualifiers'],
  level: [
    'leveldisplayname',
    'leveltext',
    'eventlevelname',
    'levelname',
    'entrytype',
    'eventtype',
    'log.level',
    'level',
    'levelvalue',
    'severity',
    'type',
  ],
  channel: ['winlog.channel', 'channel', 'logname', 'eventlog', 'logfile', 'log'],
  computer: ['winlog.computername', 'machinename', 'computername', 'computer', 'hostname', 'host.name', 'host'],
  time: ['timecreated', 'timecreated.systemtime', 'systemtime', 'timegenerated', 'eventtime', 'timestamp', 'time'],
  recordId: ['winlog.recordid', 'recordid', 'eventrecordid', 'recordnumber', 'index'],
  message: ['renderinginfo.message', 'message', 'rendereddescription', 'description', 'event.message'],
} as const;
const DATA_KEYS = new Set([
  'eventdata',
  'userdata',
  'properties',
  'replacementstrings',
  'stringinserts',
  'insertionstrings',
]);
/** Keys that only records of Windows events have. */
const WINDOWS_KEYS = new Set(
  'winlog providername leveldisplayname machinename sourcename eventid eventrecordid recordid instanceid eventidentifier entrytype replacementstrings insertionstrings timegenerated eventcode providerguid logname'.split(
    ' ',
  ),
);

type Scalar = string | number;
interface Flat {
  values: ReadonlyMap<string, Scalar>;
  isWindows: boolean;
}

/** The events in `document`, which may hold them at any place down to a bounded depth. */
export function eventsOfJson(document: unknown, names: SourceNames): WindowsEvent[] {
  const events: WindowsEvent[] = [];
  collect(document, { names, events, depth: 0 });
  return events;
}

interface Search {
  names: SourceNames;
  events: WindowsEvent[];
  depth: number;
}

function collect(value: unknown, search: Search): void {
  if (typeof value !== 'object' || value === null || search.depth > DEEPEST_EVENT) return;
  const children = Array.isArray(value) ? value : Object.values(value);
  if (!Array.isArray(value)) {
    const event = eventOfObject(value, search.names);
    if (event !== undefined) {
      search.events.push(event);
      return;
    }
  }
  for (const child of children) collect(child, { ...search, depth: search.depth + 1 });
}

function eventOfObject(object: object, names: SourceNames): WindowsEvent | undefined {
  const flat = flatten(object);
  const provider = text(pick(flat, KEYS.provider));
  const isKnown = provider !== undefined && names.lookup(fold(provider)) !== undefined;
  if (!flat.isWindows && !isKnown) return xmlInside(object);

  const event: WindowsEvent = {};
  if (provider !== undefined) event.provider = provider;
  takeId(event, flat);
  const level = levelOfScalar(flat);
  if (level !== undefined) event.level = level;
  for (const key of ['channel', 'computer', 'message'] as const) {
    const value = text(pick(flat, KEYS[key]));
    if (value !== undefined) event[key] = value;
  }
  const time = timeOf(pick(flat, KEYS.time));
  if (time !== undefined) event.time = time;
  const recordId = wholeNumber(String(pick(flat, KEYS.recordId) ?? ''));
  if (recordId !== undefined) event.recordId = recordId;
  const data = dataOf(object, 0);
  if (data.length > 0) event.data = data;

  const isEvent =
    event.eventId !== undefined ? hasContext(event) : event.provider !== undefined && event.message !== undefined;
  return isEvent ? event : xmlInside(object);
}

function hasContext(event: WindowsEvent): boolean {
  return [event.provider, event.message, event.channel, event.level].some((value) => value !== undefined);
}

/** Shippers that hand the XML on as a string: `{"System": "<Event …"}`. */
function xmlInside(object: object): WindowsEvent | undefined {
  for (const value of Object.values(object)) {
    const xml = typeof value === 'string' ? eventXmlIn(value) : undefined;
    if (xml !== undefined) return eventOfXml(xml);
  }
  return undefined;
}

function flatten(object: object): Flat {
  const values = new Map<string, Scalar>();
  let isWindows = false;
  // Breadth first, so that the outer of two equal names wins.
  let layer: [string, object][] = [['', object]];
  for (let depth = 0; depth < DEEPEST_FIELD && layer.length > 0; depth++) {
    const next: [string, object][] = [];
    for (const [path, inner] of layer) {
      for (const [name, value] of Object.entries(inner)) {
        if (values.size >= MOST_FIELDS || next.length >= MOST_FIELDS) break;
        const key = name.toLowerCase().replace(/[^a-z0-9.]/g, '');
        const full = path === '' ? key : `${path}.${key}`;
        if (WINDOWS_KEYS.has(key)) isWindows = true;
        if (typeof value === 'string' || typeof value === 'number') setSuffixes(values, full, value);
        else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !DATA_KEYS.has(key))
          next.push([full, value]);
      }
    }
    layer = next;
  }
  return { values, isWindows };
}

/** `winlog.event_id` is found as `winlog.eventid` and, unless an outer one is there, as `eventid`. */
function setSuffixes(values: Map<string, Scalar>, path: string, value: Scalar): void {
  const parts = path.split('.').slice(-3);
  for (let i = 0; i < parts.length; i++) {
    const key = parts.slice(i).join('.');
    if (!values.has(key)) values.set(key, value);
  }
}

function pick({ values }: Flat, keys: readonly string[]): Scalar | undefined {
  for (const key of keys) {
    const value = values.get(key);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

function text(value: Scalar | undefined): string | undefined {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? undefined : trimmed;
}

function takeId(event: WindowsEvent, flat: Flat): void {
  const written = [pick(flat, KEYS.eventId), pick(flat, KEYS.identifier), pick(flat, KEYS.weakId)];
  const [id, instance, weak] = written.map((value) => parseIdentifier(String(value ?? '')));
  const best = id ?? instance ?? weak;
  if (best === undefined) return;
  event.eventId = best.eventId;

  const instanceQualifiers = instance?.eventId === best.eventId ? instance.qualifiers : undefined;
  const alone = wholeNumber(String(pick(flat, KEYS.qualifiers) ?? ''));
  const qualifiers =
    best.qualifiers ?? instanceQualifiers ?? (alone !== undefined && alone <= 0xffff ? alone : undefined);
  if (qualifiers !== undefined) event.qualifiers = qualifiers;
}

function levelOfScalar(flat: Flat): Level | undefined {
  for (const key of KEYS.level) {
    const value = flat.values.get(key);
    const isNumber = (key === 'level' || key === 'levelvalue') && /^[0-5]$/.test(String(value));
    const level = isNumber
      ? levelOfNumber(Number(value))
      : typeof value === 'string'
        ? levelOf(value.trim())
        : undefined;
    if (level !== undefined) return level;
  }
  return undefined;
}

/** PowerShell 5.1 prints `/Date(1789866806260)/`. */
function timeOf(value: Scalar | undefined): string | undefined {
  const milliseconds = /^\/Date\((-?\d{1,14})/.exec(String(value ?? ''))?.[1];
  return milliseconds === undefined ? text(value) : new Date(Number(milliseconds)).toISOString();
}

function dataOf(object: object, depth: number): EventDatum[] {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) continue;
    const isData = DATA_KEYS.has(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
    const data = isData ? dataOfJson(value) : depth < 2 && !Array.isArray(value) ? dataOf(value, depth + 1) : [];
    if (data.length > 0) return data;
  }
  return [];
}
