/** OTLP/HTTP in JSON: log records of the collector's `windowseventlog` receiver. */
import type { WindowsEvent } from '../event/event.ts';
import type { Enclosed } from './enclosed.ts';
import { textOf, timeOf } from './field-values.ts';
import { MOST_FIELDS } from './json-texts.ts';
import { isObject, type JsonObject } from './payload.ts';

/** Bodies are about four deep. */
const DEEPEST = 12;

/** The body of each log record, its AnyValues made plain. */
export function* openOtlp(object: JsonObject): Generator<Enclosed> {
  for (const resource of listAt(object, 'resourceLogs')) {
    for (const scope of [...listAt(resource, 'scopeLogs'), ...listAt(resource, 'instrumentationLibraryLogs')]) {
      for (const record of listAt(scope, 'logRecords')) yield recordOf(record);
    }
  }
}

function recordOf(record: unknown): Enclosed {
  if (!isObject(record)) return { error: 'A log record that is no object.' };
  const body = plain(record['body'], 0);
  if (body === undefined) return { error: 'A log record without a body.' };
  const attributes = fromPairs(record['attributes'], 1);
  const time = timeOf(record['timeUnixNano']) ?? timeOf(record['observedTimeUnixNano']);
  const beside: WindowsEvent = time === undefined || Number(textOf(record['timeUnixNano'])) === 0 ? {} : { time };
  // Some pipelines parse the event into attributes and leave the text in the body.
  if (typeof body === 'string' && 'event_id' in attributes) return { value: { message: body, ...attributes }, beside };
  return { value: body, beside, shape: 'opentelemetry' };
}

/** `{"kvlistValue": …}` and its kin as plain values. */
function plain(value: unknown, depth: number): unknown {
  if (!isObject(value) || depth > DEEPEST) return undefined;
  if ('kvlistValue' in value)
    return fromPairs(isObject(value['kvlistValue']) ? value['kvlistValue']['values'] : [], depth);
  if ('arrayValue' in value) return listAt(value['arrayValue'], 'values').map((item) => plain(item, depth + 1));
  for (const key of ['stringValue', 'intValue', 'doubleValue', 'boolValue']) if (key in value) return value[key];
  return undefined;
}

function fromPairs(pairs: unknown, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const pair of Array.isArray(pairs) ? (pairs as unknown[]).slice(0, MOST_FIELDS) : []) {
    if (isObject(pair) && typeof pair['key'] === 'string') entries.push([pair['key'], plain(pair['value'], depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function listAt(object: unknown, key: string): unknown[] {
  const value = isObject(object) ? object[key] : undefined;
  return Array.isArray(value) ? (value as unknown[]) : [];
}
