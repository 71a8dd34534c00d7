/**
 * What each shipper calls the fields of an event: one row of the path matrix per shipper. A new shipper is a row here.
 * Field names come from the shippers' own sources and documentation.
 */
import type { Level } from '../event/event.ts';
import { at, has, textOf } from './field-values.ts';
import { isObject, type IntakeShape, type JsonObject } from './payload.ts';

/** Where parameters are, and how they are written. */
export type DataPlace =
  /** A map, a list of strings, or a list of `{Value}`. */
  | { path: string; as: 'json' }
  /** The inside of an element as a string. */
  | { path: string; as: 'EventData' | 'UserData' }
  /** Whatever is not one of these names. */
  | { except: ReadonlySet<string>; as: 'rest' };

/** Paths are tried in order; `winlog.event_id` is nested, or one name with a dot. */
export interface Shipper {
  shape: IntakeShape;
  is(object: JsonObject): boolean;
  provider?: readonly string[];
  id?: readonly string[];
  /** 32-bit identifiers, both halves in one number. */
  identifier?: readonly string[];
  qualifiers?: readonly string[];
  /** Windows' level numbers, or words. */
  level?: readonly string[];
  /** Numbers of another scale. */
  scale?: { path: string; levels: Readonly<Record<string, Level>> };
  channel?: readonly string[];
  computer?: readonly string[];
  time?: readonly string[];
  recordId?: readonly string[];
  message?: readonly string[];
  culture?: readonly string[];
  /** The first that has parameters counts. */
  data?: readonly DataPlace[];
  /** Where the whole event may be kept as XML. */
  xml?: readonly string[];
}

const json = (...paths: readonly string[]): DataPlace[] => paths.map((path) => ({ path, as: 'json' }));

const NXLOG_FIELDS = new Set(
  'EventTime EventTimeWritten EventReceivedTime Hostname Keywords EventType SeverityValue Severity EventID SourceName ProviderGuid Version Task TaskValue Opcode OpcodeValue RecordNumber ProcessID ThreadID ExecutionProcessID ExecutionThreadID Channel Domain AccountName UserID AccountType Message Category ActivityID RelatedActivityID EventXML SourceModuleName SourceModuleType MessageSourceAddress raw_event Level LevelValue Binary'.split(
    ' ',
  ),
);

/** .NET's EventLogEntryType, as ConvertTo-Json of Windows PowerShell prints it. */
const ENTRY_TYPES = { 1: 'error', 2: 'warning', 4: 'information', 8: 'information', 16: 'information' } as const;
/** Win32_NTLogEvent.EventType. */
const WMI_TYPES = { 1: 'error', 2: 'warning', 3: 'information', 4: 'information', 5: 'information' } as const;
/** NXLog's normalised severity. */
const NXLOG_SEVERITY = { 1: 'verbose', 2: 'information', 3: 'warning', 4: 'error', 5: 'critical' } as const;

/** The first whose `is` holds. */
export const SHIPPERS: readonly Shipper[] = [
  {
    shape: 'winlogbeat',
    is: (o) => isObject(o['winlog']) || has(o, 'winlog.channel') || has(o, 'winlog.event_id'),
    provider: ['winlog.provider_name', 'event.provider', 'winlog.source_name'],
    id: ['winlog.event_id', 'event.code'],
    level: ['log.level', 'winlog.level'],
    channel: ['winlog.channel', 'winlog.log_name'],
    computer: ['winlog.computer_name'],
    time: ['winlog.time_created', '@timestamp'],
    recordId: ['winlog.record_id', 'winlog.record_number'],
    message: ['message'],
    data: json('winlog.event_data', 'winlog.user_data'),
    xml: ['event.original'],
  },
  {
    shape: 'winlogbeat-flat',
    is: (o) => has(o, 'log_name', 'event_id') && (has(o, 'source_name') || has(o, 'record_number')),
    provider: ['source_name'],
    id: ['event_id'],
    level: ['level'],
    channel: ['log_name'],
    computer: ['computer_name'],
    time: ['@timestamp'],
    recordId: ['record_number'],
    message: ['message'],
    data: json('event_data', 'user_data'),
    xml: ['xml'],
  },
  {
    shape: 'nxlog',
    is: (o) =>
      o['SourceModuleType'] === 'im_msvistalog' ||
      (has(o, 'SourceName', 'RecordNumber') && (has(o, 'EventReceivedTime') || has(o, 'EventTime'))),
    provider: ['SourceName'],
    id: ['EventID'],
    level: ['EventType', 'Severity'],
    scale: { path: 'SeverityValue', levels: NXLOG_SEVERITY },
    channel: ['Channel'],
    computer: ['Hostname'],
    time: ['EventTime'],
    recordId: ['RecordNumber'],
    message: ['Message'],
    data: [...json('EventData', 'UserData'), { except: NXLOG_FIELDS, as: 'rest' }],
    xml: ['EventXML'],
  },
  {
    shape: 'fluent-bit-xml',
    is: (o) => typeof o['System'] === 'string' && o['System'].includes('Event'),
    message: ['Message'],
    xml: ['System'],
  },
  {
    shape: 'fluent-bit',
    is: (o) => has(o, 'ProviderName', 'EventID') && (has(o, 'EventRecordID') || has(o, 'StringInserts')),
    provider: ['ProviderName'],
    id: ['EventID'],
    qualifiers: ['Qualifiers'],
    level: ['Level'],
    channel: ['Channel'],
    computer: ['Computer'],
    time: ['TimeCreated', 'date'],
    recordId: ['EventRecordID'],
    message: ['Message'],
    data: json('EventData', 'StringInserts'),
  },
  {
    shape: 'fluent-bit-winlog',
    is: (o) => has(o, 'SourceName', 'EventID', 'ComputerName') && (has(o, 'TimeWritten') || has(o, 'StringInserts')),
    provider: ['SourceName'],
    id: ['EventID'],
    level: ['EventType'],
    channel: ['Channel'],
    computer: ['ComputerName'],
    time: ['TimeGenerated', 'TimeWritten', 'date'],
    recordId: ['RecordNumber'],
    message: ['Message'],
    data: json('StringInserts'),
  },
  {
    shape: 'opentelemetry',
    is: (o) => has(o, 'event_id') && (isObject(o['provider']) || has(o, 'provider.name')),
    provider: ['provider.name', 'provider.event_source'],
    id: ['event_id'],
    level: ['level', 'rendering_info.level'],
    channel: ['channel', 'rendering_info.channel'],
    computer: ['computer'],
    time: ['system_time'],
    recordId: ['record_id'],
    message: ['message', 'rendering_info.message'],
    culture: ['rendering_info.culture'],
    data: json('event_data', 'user_data'),
  },
  {
    shape: 'vector',
    is: (o) =>
      o['source_type'] === 'windows_event_log' ||
      (has(o, 'provider_name', 'event_id') && (has(o, 'record_id') || has(o, 'level_value'))),
    provider: ['provider_name'],
    id: ['event_id'],
    qualifiers: ['qualifiers'],
    level: ['level_value', 'level'],
    channel: ['channel'],
    computer: ['computer'],
    time: ['timestamp'],
    recordId: ['record_id'],
    message: ['message'],
    data: json('event_data', 'user_data', 'string_inserts'),
    xml: ['xml'],
  },
  {
    shape: 'grafana-alloy',
    is: (o) =>
      has(o, 'source', 'event_id') && (has(o, 'eventRecordID') || has(o, 'levelText') || has(o, 'timeCreated')),
    provider: ['source'],
    id: ['event_id'],
    level: ['level', 'levelText'],
    channel: ['channel'],
    computer: ['computer'],
    time: ['timeCreated'],
    recordId: ['eventRecordID'],
    message: ['message'],
    data: [
      { path: 'event_data', as: 'EventData' },
      { path: 'user_data', as: 'UserData' },
    ],
  },
  {
    shape: 'wazuh',
    is: (o) => isObject(o['system']) && has(o, 'system.eventID'),
    provider: ['system.providerName', 'system.eventSourceName'],
    id: ['system.eventID'],
    level: ['system.level', 'system.severityValue'],
    channel: ['system.channel'],
    computer: ['system.computer'],
    time: ['system.systemTime'],
    recordId: ['system.eventRecordID'],
    message: ['system.message'],
    data: json('eventdata', 'eventData', 'userdata'),
  },
  {
    shape: 'win32-ntlogevent',
    is: (o) => has(o, 'Logfile') && (has(o, 'EventCode') || has(o, 'EventIdentifier')),
    provider: ['SourceName'],
    id: ['EventCode'],
    identifier: ['EventIdentifier'],
    level: ['Type'],
    scale: { path: 'EventType', levels: WMI_TYPES },
    channel: ['Logfile'],
    computer: ['ComputerName'],
    time: ['TimeGenerated', 'TimeWritten'],
    recordId: ['RecordNumber'],
    message: ['Message'],
    data: json('InsertionStrings'),
  },
  {
    shape: 'powershell',
    is: (o) => has(o, 'ProviderName', 'Id') && (has(o, 'LogName') || has(o, 'RecordId')),
    provider: ['ProviderName'],
    id: ['Id'],
    qualifiers: ['Qualifiers'],
    level: ['Level', 'LevelDisplayName'],
    channel: ['LogName'],
    computer: ['MachineName'],
    time: ['TimeCreated'],
    recordId: ['RecordId'],
    message: ['Message'],
    data: json('Properties'),
  },
  {
    shape: 'powershell-classic',
    is: (o) => has(o, 'InstanceId') && has(o, 'Source'),
    provider: ['Source'],
    id: ['EventID'],
    identifier: ['InstanceId'],
    level: [],
    scale: { path: 'EntryType', levels: ENTRY_TYPES },
    channel: ['LogName', 'Log'],
    computer: ['MachineName'],
    time: ['TimeGenerated', 'TimeWritten'],
    recordId: ['Index'],
    message: ['Message'],
    data: json('ReplacementStrings'),
  },
  {
    shape: 'azure-monitor',
    is: (o) => has(o, 'EventID') && (has(o, 'EventLog') || has(o, 'RenderedDescription') || has(o, 'EventLevelName')),
    provider: ['Source'],
    id: ['EventID'],
    // Not EventLevel: the two agents number levels differently.
    level: ['EventLevelName'],
    channel: ['EventLog'],
    computer: ['Computer'],
    time: ['TimeGenerated'],
    message: ['RenderedDescription'],
    data: [
      { path: 'EventData', as: 'EventData' },
      { path: 'ParameterXml', as: 'EventData' },
    ],
  },
  {
    shape: 'splunk',
    is: (o) => has(o, 'EventCode') && (has(o, 'SourceName') || has(o, 'LogName') || has(o, 'Channel')),
    provider: ['SourceName', 'ProviderName', 'Name'],
    id: ['EventCode'],
    level: ['Type', 'Level'],
    channel: ['LogName', 'Channel'],
    computer: ['ComputerName', 'Computer'],
    time: ['TimeCreated', '_time'],
    recordId: ['RecordNumber', 'EventRecordID'],
    message: ['Message'],
    xml: ['_raw'],
  },
  {
    shape: 'zabbix',
    is: (o) => textOf(o['source_type'])?.toLowerCase() === 'zabbix',
    provider: ['provider'],
    id: ['event_id'],
    level: ['level'],
    channel: ['channel'],
    computer: ['computer'],
    time: ['time'],
    message: ['message'],
  },
];

/** The row that reads `object`. */
export function shipperOf(object: JsonObject): Shipper | undefined {
  return SHIPPERS.find((shipper) => shipper.is(object));
}

/** Parameters that stand among the fields of the event itself: texts and numbers under names that are not its own. */
export function restOf(object: JsonObject, except: ReadonlySet<string>): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const name of Object.keys(object)) {
    const value = textOf(at(object, name));
    if (!except.has(name) && value !== undefined) rest[name.slice(name.lastIndexOf('.') + 1)] = value;
  }
  return rest;
}
