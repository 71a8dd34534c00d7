/** Telegraf's `win_eventlog` metrics: header in tags and fields, parameters as `Data_*` and `<element>_*`. */
import { dataOfJson } from '../event/readers/json-data.ts';
import type { Enclosed } from './enclosed.ts';
import { idOf, levelOfValue, numberOf, textOf, timeOf } from './field-values.ts';
import type { JsonObject } from './payload.ts';
import { isObject } from './payload.ts';
import type { EventDatum, WindowsEvent } from '../event/event.ts';

const METRIC = 'win_eventlog';
const NOT_PARAMETERS = new Set(['Task', 'Opcode', 'Keywords', 'Level', 'Correlation', 'Execution']);

export function openTelegraf(object: JsonObject): Enclosed[] {
  if (object['name'] !== METRIC) return [{ error: `A metric that is not "${METRIC}".` }];
  const fields = isObject(object['fields']) ? object['fields'] : {};
  const tags = isObject(object['tags']) ? object['tags'] : {};
  // The name of the host that runs Telegraf is `host`; that of the event is `Computer`.
  const all = { ...fields, ...tags };
  return [{ value: eventOf(all, object['timestamp']), shape: 'telegraf' }];
}

/** In the shape of our own JSON, which is read next. */
function eventOf(all: JsonObject, timestamp: unknown): WindowsEvent {
  const event: WindowsEvent = {};
  const texts = {
    provider: all['Source'],
    channel: all['Channel'],
    computer: all['Computer'],
    message: all['Message'],
  };
  for (const key of ['provider', 'channel', 'computer', 'message'] as const) {
    const text = textOf(texts[key]);
    if (text !== undefined) event[key] = text;
  }
  Object.assign(event, idOf(all['EventID']));
  const level = levelOfValue(all['Level']) ?? levelOfValue(all['LevelText']);
  if (level !== undefined) event.level = level;
  const time = timeOf(all['TimeCreated']) ?? timeOf(timestamp);
  if (time !== undefined) event.time = time;
  const recordId = numberOf(all['EventRecordID']);
  if (recordId !== undefined) event.recordId = recordId;
  const data = parametersOf(all);
  if (data.length > 0) event.data = data;
  return event;
}

/** `Data_VmName` is named; of several `Data` without a name the numbers are positions, `Data` alone is the only one. */
function parametersOf(all: JsonObject): EventDatum[] {
  const parameters: Record<string, string> = {};
  const alone = textOf(all['Data']);
  if (alone !== undefined) parameters['Data1'] = alone;
  for (const [name, value] of Object.entries(all)) {
    const cut = name.indexOf('_');
    const root = name.slice(0, cut);
    const text = textOf(value);
    if (cut < 1 || text === undefined || NOT_PARAMETERS.has(root)) continue;
    const rest = name.slice(cut + 1);
    parameters[root === 'Data' && /^\d+$/.test(rest) ? `Data${rest}` : rest] = text;
  }
  return dataOfJson(parameters);
}
