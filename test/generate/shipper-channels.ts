/**
 * Which Windows event logs the shippers of `deploy/shippers` collect: what the sources in `knowledge/providers.yaml` write to. One list,
 * written in each shipper's own way. `node test/generate/shipper-channels.ts` writes it into the files again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = 'deploy/shippers/';
/** Logs that everybody writes to: only our sources are taken from them. */
const SHARED = ['System', 'Application'] as const;
/** Their events go straight to a file and cannot be subscribed to. */
const DIRECT = /[-/](Analytic|Debug|Diagnostic)$/;
/** Windows refuses queries of more than about 22 conditions. */
const MOST_SOURCES = 20;

const Providers = z.object({ providers: z.array(z.object({ name: z.string(), channels: z.array(z.string()) })) });

/** Everything of a log, or what some sources write to it. */
export interface Log {
  channel: string;
  sources?: readonly string[];
}

/** @param yaml `knowledge/providers.yaml`. @returns logs in order; those with many sources more than once */
export function logsToCollect(yaml: string): Log[] {
  const { providers } = Providers.parse(parse(yaml));
  const own = providers.flatMap(({ channels }) => channels).filter((one) => !isShared(one) && !DIRECT.test(one));
  const shared = SHARED.flatMap((channel) => {
    const sources = providers.filter(({ channels }) => channels.includes(channel)).map(({ name }) => name);
    return inParts(sources).map((part): Log => ({ channel, sources: part }));
  });
  return [...shared, ...[...new Set(own)].sort().map((channel) => ({ channel }))];
}

function isShared(channel: string): boolean {
  return SHARED.some((one) => one === channel);
}

function inParts(sources: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < sources.length; from += MOST_SOURCES) parts.push(sources.slice(from, from + MOST_SOURCES));
  return parts;
}

/** The lines between two lines of a file. */
interface Section {
  file: string;
  /** The lines around it hold these. */
  after: string;
  before: string;
  lines: (logs: readonly Log[]) => string[];
}

const BEGIN = 'BEGIN of the list of logs';
const END = 'END of the list of logs';
const marked = (file: string, lines: Section['lines']): Section => ({ file, after: BEGIN, before: END, lines });
/** No marks inside: not every program that reads a query skips comments. */
const bare = (file: string, indent: string): Section => ({
  file,
  after: '<Query Id="0">',
  before: '</Query>',
  lines: (logs) => selects(logs, indent),
});

export const SECTIONS: readonly Section[] = [
  marked('winlogbeat.yml', (logs) => logs.flatMap(winlogbeat)),
  bare('nxlog.conf', '            '),
  bare('wef-subscription.xml', '    '),
  marked('fluent-bit.yaml', fluentBit),
  marked('vector.yaml', vector),
  marked('otel-collector.yaml', (logs) => logs.map(openTelemetry)),
  {
    file: 'otel-collector.yaml',
    after: 'receivers: [',
    before: ']',
    lines: (logs) => logs.map((log, i) => `        windowseventlog/${nameOf(log, logs, i)},`),
  },
  marked('config.alloy', (logs) => logs.flatMap(alloy)),
  marked('Send-HvEvents.ps1', (logs) =>
    logs.map((log) => `    @{ Channel = '${log.channel}'; Query = ${powershellText(xpath(log))} }`),
  ),
  marked('zabbix-media-type.yaml', (logs) => logs.map(zabbix)),
  {
    file: 'azure-monitor.json',
    after: '"xPathQueries": [',
    before: ']',
    lines: (logs) =>
      jsonItems(
        logs.map((log) => `${log.channel}!${xpath(log)}`),
        '              ',
      ),
  },
  {
    file: 'azure-monitor.json',
    after: '"ownLogs": [',
    before: ']',
    lines: (logs) =>
      jsonItems(
        logs.flatMap(({ channel, sources }) => (sources ? [] : [channel])),
        '      ',
      ),
  },
  {
    file: 'azure-monitor.json',
    after: '"sourcesOfSharedLogs": [',
    before: ']',
    lines: (logs) => jsonItems([...new Set(logs.flatMap(({ sources = [] }) => sources))], '      '),
  },
];

/** @returns the text with the section written anew, and the lines that stood there */
export function withSection(text: string, section: Section, logs: readonly Log[]): { text: string; former: string[] } {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.includes(section.after)) + 1;
  const length = lines.slice(from).findIndex((line) => isEnd(line, section.before));
  if (from === 0 || length === -1) throw new Error(`${section.file}: there is no place for the list of logs`);
  const former = lines.splice(from, length, ...section.lines(logs));
  return { text: lines.join('\n'), former };
}

function isEnd(line: string, before: string): boolean {
  return before === ']' ? /^\s*\],?$/.test(line) : line.includes(before);
}

function xpath({ sources }: Log): string {
  if (sources === undefined) return '*';
  return `*[System[Provider[${sources.map((source) => `@Name='${source}'`).join(' or ')}]]]`;
}

function selects(logs: readonly Log[], indent: string): string[] {
  return logs.map((log) => `${indent}<Select Path="${log.channel}">${xpath(log)}</Select>`);
}

/** Short, and only once. */
function nameOf({ channel, sources }: Log, logs: readonly Log[], at: number): string {
  const short = channel.replace('Microsoft-Windows-', '').replaceAll('/', '-').toLowerCase();
  const part = logs.slice(0, at + 1).filter((other) => other.channel === channel).length;
  return sources !== undefined && part > 1 ? `${short}-${part}` : short;
}

function winlogbeat(log: Log, at: number, logs: readonly Log[]): string[] {
  if (log.sources === undefined) return [`  - name: ${log.channel}`, '    ignore_older: 24h'];
  return [
    `  - name: ${log.channel}`,
    `    id: ${nameOf(log, logs, at)}`,
    '    ignore_older: 24h',
    '    provider:',
    ...log.sources.map((source) => `      - ${source}`),
  ];
}

function openTelemetry(log: Log, at: number, logs: readonly Log[]): string {
  const query = `<QueryList><Query Id="0">${selects([log], '').join('')}</Query></QueryList>`;
  const what =
    log.sources === undefined ? `channel: ${log.channel}, ignore_channel_errors: true` : `query: '${doubled(query)}'`;
  return `  windowseventlog/${nameOf(log, logs, at)}: { ${what}, start_at: end, storage: file_storage }`;
}

/** In single quotes of YAML and of PowerShell. */
function doubled(text: string): string {
  return text.replaceAll("'", "''");
}

function powershellText(text: string): string {
  return `'${doubled(text)}'`;
}

function fluentBit(logs: readonly Log[]): string[] {
  const whole = logs.filter(({ sources }) => sources === undefined).map(({ channel }) => channel);
  const inputs = [
    { name: 'own', channels: whole.join(','), query: '*' },
    ...logs.flatMap((log, i) =>
      log.sources === undefined ? [] : [{ name: nameOf(log, logs, i), channels: log.channel, query: xpath(log) }],
    ),
  ];
  return inputs.flatMap(({ name, channels, query }) => [
    '    - name: winevtlog',
    `      tag: hvevent.${name}`,
    `      channels: ${channels}`,
    `      event_query: "${query}"`,
    '      ignore_missing_channels: true',
    `      db: C:/ProgramData/fluent-bit/hvevent-${name}.sqlite`,
    '      storage.type: filesystem',
  ]);
}

function vector(logs: readonly Log[]): string[] {
  const source = (name: string, channels: readonly string[], query?: string): string[] => [
    `  windows_${name.replaceAll('-', '_')}:`,
    '    type: windows_event_log',
    '    channels:',
    ...channels.map((channel) => `      - ${channel}`),
    ...(query === undefined ? [] : [`    event_query: "${query}"`]),
  ];
  const whole = logs.filter(({ sources }) => sources === undefined).map(({ channel }) => channel);
  return [
    ...source('own', whole),
    ...logs.flatMap((log, i) =>
      log.sources === undefined ? [] : source(nameOf(log, logs, i), [log.channel], xpath(log)),
    ),
  ];
}

function alloy(log: Log, at: number, logs: readonly Log[]): string[] {
  return [
    `loki.source.windowsevent "${nameOf(log, logs, at).replaceAll('-', '_')}" {`,
    `  eventlog_name = "${log.channel}"`,
    ...(log.sources === undefined ? [] : [`  xpath_query   = "${xpath(log)}"`]),
    '  forward_to    = [otelcol.receiver.loki.hvevent.receiver]',
    '}',
  ];
}

function zabbix({ channel, sources }: Log): string {
  const source = sources === undefined ? '' : `,,,"^(${sources.join('|')})$"`;
  return `#   eventlog[${channel}${source}${sources === undefined ? ',,,' : ''},,,skip]`;
}

function jsonItems(items: readonly string[], indent: string): string[] {
  return items.map((item, i) => `${indent}${JSON.stringify(item)}${i === items.length - 1 ? '' : ','}`);
}

if (import.meta.main) {
  const logs = logsToCollect(readFileSync('knowledge/providers.yaml', 'utf8'));
  for (const section of SECTIONS) {
    const path = FOLDER + section.file;
    writeFileSync(path, withSection(readFileSync(path, 'utf8'), section, logs).text);
  }
}
