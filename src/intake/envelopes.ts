/** What shippers and monitoring systems wrap around records. A new envelope is a row here. */
import type { WindowsEvent } from '../event/event.ts';
import { openAlertmanager } from './alertmanager.ts';
import { openAzureAlert, openTables } from './azure.ts';
import { type Enclosed, SOLVED } from './enclosed.ts';
import { at, has, textAt, textOf, timeOf } from './field-values.ts';
import { openOtlp } from './otlp.ts';
import { isObject, type JsonObject } from './payload.ts';
import { openTelegraf } from './telegraf.ts';

interface Envelope {
  is(object: JsonObject): boolean;
  open(object: JsonObject): Iterable<Enclosed>;
}

/** The first whose `is` holds. */
const ENVELOPES: readonly Envelope[] = [
  { is: (o) => Array.isArray(o['resourceLogs']), open: openOtlp },
  { is: (o) => Array.isArray(o['streams']) && !has(o, 'EventID'), open: openLoki },
  { is: (o) => Array.isArray(o['metrics']), open: (o) => listed(o['metrics']) },
  { is: (o) => isObject(o['tags']) && isObject(o['fields']), open: openTelegraf },
  { is: (o) => typeof o['schemaId'] === 'string' && isObject(o['data']), open: openAzureAlert },
  { is: (o) => Array.isArray(o['tables']), open: openTables },
  { is: (o) => Array.isArray(o['alerts']), open: openAlertmanager },
  { is: (o) => isObject(o['result']) && (has(o, 'search_name') || has(o, 'sid')), open: openSplunk },
  { is: (o) => isObject(at(o, 'data.win')), open: (o) => [{ value: at(o, 'data.win') }] },
  { is: (o) => isObject(o['win']) && has(o, 'win.system'), open: (o) => [{ value: o['win'] }] },
  { is: (o) => typeof o['full_log'] === 'string', open: (o) => [{ value: o['full_log'] }] },
  { is: (o) => typeof o['short_message'] === 'string', open: openGelf },
  { is: (o) => has(o, 'source_type', 'event_value') && textOf(o['source_type']) === 'zabbix', open: openZabbix },
  { is: (o) => has(o, 'AlertName') && (has(o, 'AlertDescription') || has(o, 'ResolutionState')), open: openScom },
  { is: (o) => has(o, 'orgName') && o['event'] === 'alert', open: openMackerel },
  { is: (o) => has(o, 'subject') && (has(o, 'sender') || has(o, 'from')), open: openMail },
  { is: (o) => isObject(o['_source']), open: (o) => [{ value: o['_source'] }] },
  // Splunk's event collector form: {"time", "host", "sourcetype", "event": …}.
  { is: (o) => has(o, 'event', 'sourcetype'), open: (o) => [{ value: o['event'] }] },
];

/** What is inside; undefined when `object` is no envelope. */
export function openEnvelope(object: JsonObject): Iterable<Enclosed> | undefined {
  return ENVELOPES.find((envelope) => envelope.is(object))?.open(object);
}

/** The items of an object that is a list and little else; undefined when it is none. */
export function openList(object: JsonObject): Iterable<Enclosed> | undefined {
  const key = listKey(object);
  return key === undefined ? undefined : listed(object[key]);
}

/** Names of lists; `{"value": […], "Count": 2}` is Windows PowerShell's form of an array. */
const LIST_KEYS = ['records', 'Records', 'events', 'Events', 'value', 'logs', 'entries', 'data', 'hits', 'body'];
const MOST_KEYS_BESIDE = 8;

function listKey(object: JsonObject): string | undefined {
  if (Object.keys(object).length > MOST_KEYS_BESIDE) return undefined;
  return LIST_KEYS.find((key) => {
    const value = object[key];
    if (key === 'hits' && isObject(value)) return Array.isArray(value['hits']);
    return Array.isArray(value) && value.some((item) => isObject(item));
  });
}

function* listed(value: unknown): Generator<Enclosed> {
  const list = isObject(value) ? value['hits'] : value;
  if (Array.isArray(list)) for (const item of list) yield { value: item as unknown };
}

/** `{"streams": [{"stream": {labels}, "values": [["<ns>", "<line>"]]}]}` */
function* openLoki(object: JsonObject): Generator<Enclosed> {
  for (const { value: stream } of listed(object['streams'])) {
    const values = isObject(stream) ? stream['values'] : undefined;
    if (!isObject(stream) || !Array.isArray(values)) {
      yield { error: 'A stream without "values".' };
      continue;
    }
    const labels = isObject(stream['stream']) ? stream['stream'] : {};
    for (const pair of values) {
      const [time, line] = Array.isArray(pair) ? (pair as unknown[]) : [];
      if (typeof line !== 'string') yield { error: 'A value of a stream that is no pair of a time and a line.' };
      else yield { value: line, beside: { ...labelled(labels), ...timed(time) } };
    }
  }
}

function labelled(labels: JsonObject): WindowsEvent {
  const computer = textAt(labels, ['computer', 'Computer']);
  const channel = textAt(labels, ['channel', 'Channel']);
  return { ...(computer === undefined ? {} : { computer }), ...(channel === undefined ? {} : { channel }) };
}

function timed(value: unknown): WindowsEvent {
  const time = timeOf(value);
  return time === undefined ? {} : { time };
}

function openSplunk({ result }: JsonObject): Enclosed[] {
  return [{ value: result, shape: 'splunk' }];
}

/** Additional fields of GELF begin with `_`. */
function openGelf(object: JsonObject): Enclosed[] {
  const plain = Object.fromEntries(Object.entries(object).map(([name, value]) => [name.replace(/^_/, ''), value]));
  const { short_message: short, full_message: full, ...rest } = plain;
  const message = full ?? short;
  return [{ value: { message, Message: message, ...rest } }];
}

/** The body of our own media type: `event_value` is {EVENT.VALUE}, 0 when the problem is over. */
function openZabbix({ event_value: state, ...rest }: JsonObject): Enclosed[] {
  return [textOf(state) === '0' ? { error: SOLVED } : { value: rest }];
}

function openScom(object: JsonObject): Enclosed[] {
  if (['255', 'closed'].includes((textOf(object['ResolutionState']) ?? '').toLowerCase())) return [{ error: SOLVED }];
  const [computer] = (textAt(object, ['NetbiosComputerName', 'PrincipalName', 'ManagedEntityPath']) ?? '').split(';');
  const text = textAt(object, ['AlertDescription', 'AlertName']) ?? '';
  return [{ value: text, shape: 'scom', beside: computer === undefined || computer === '' ? {} : { computer } }];
}

function openMackerel(object: JsonObject): Enclosed[] {
  if (at(object, 'alert.isOpen') === false || textOf(at(object, 'alert.status')) === 'ok') return [{ error: SOLVED }];
  const computer = textOf(at(object, 'host.name'));
  const beside = { ...(computer === undefined ? {} : { computer }), ...timed(at(object, 'alert.openedAt')) };
  return [{ value: textAt(object, ['message', 'alert.message', 'memo']) ?? '', shape: 'mackerel', beside }];
}

function openMail(object: JsonObject): Enclosed[] {
  const body = textAt(object, ['message', 'body', 'text']) ?? '';
  const subject = textOf(object['subject']) ?? '';
  return [{ value: `${subject}\n\n${body}`, shape: 'mail' }];
}
