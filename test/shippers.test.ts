import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { createCatalog } from '../src/knowledge/catalog.ts';
import { readPayload } from '../src/intake/read-payload.ts';
import { logsToCollect, SECTIONS, withSection } from './generate/shipper-channels.ts';

const FOLDER = 'deploy/shippers';
const REPLAY = 'test/replay/shippers';
const FILES = readdirSync(FOLDER).filter((name) => name !== 'README.md');
const INDEX = readFileSync(`${FOLDER}/README.md`, 'utf8');
const LOGS = logsToCollect(readFileSync('knowledge/providers.yaml', 'utf8'));

/** What carries the token, in the words of each file; undefined: another file of the same shipper sends. */
const TOKEN_PLACES: Record<string, RegExp | undefined> = {
  'Send-HvEvents.ps1': /AuthenticationHeaderValue\('Bearer', \(Read-Token\)\)/,
  'Register-HvEvents.ps1': /'token\.txt'/,
  'wef-subscription.xml': undefined,
  'winlogbeat.yml': undefined,
  'logstash.conf': /"Authorization" => "Bearer \$\{HVEVENT_INGEST_TOKEN\}"/,
  'nxlog.conf': /^ {4}AddHeader {3}Authorization: Bearer %HVEVENT_INGEST_TOKEN%$/m,
  'fluent-bit.yaml': /- Authorization Bearer \$\{HVEVENT_INGEST_TOKEN\}$/m,
  'vector.yaml': /strategy: bearer\n\s+token: \$\{HVEVENT_INGEST_TOKEN\}$/m,
  'otel-collector.yaml': /scheme: Bearer\n\s+filename: \S+$/m,
  'config.alloy': /"Authorization" = "Bearer " \+ sys\.env\("HVEVENT_INGEST_TOKEN"\)/,
  'alertmanager.yml': /type: Bearer\n\s+credentials_file: \S+$/m,
  'loki-rules.yaml': undefined,
  'grafana-contact-point.yaml': /authorization_scheme: Bearer\n\s+authorization_credentials: \$HVEVENT_INGEST_TOKEN$/m,
  'zabbix-media-type.yaml': /name: Token\n\s+value: '\{\$HVEVENT\.INGEST\.TOKEN\}'/,
  'azure-monitor.json': /'\?token=', uriComponent\(parameters\('ingestToken'\)\)/,
};
const WITHOUT_ADDRESS = new Set(['winlogbeat.yml', 'loki-rules.yaml']);

const text = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

describe('deploy/shippers', () => {
  it('stands in its index, file by file', () => {
    expect(Object.keys(TOKEN_PLACES).toSorted()).toEqual(FILES.toSorted());
    expect(FILES.filter((file) => !INDEX.includes(`\`${file}\``))).toEqual([]);
  });

  it.each(FILES)('%s is well formed', (file) => {
    expect(faultOf(file, text(file))).toBeUndefined();
  });

  it('notices what is not well formed', () => {
    const broken = {
      'a.yaml': 'a: [1',
      'a.json': '{"a": 1,}',
      'a.xml': '<a><b></a>',
      'a.conf': '<Input a>\n  x { \n</Input>',
      'a.alloy': 'a "b" { c = "d }',
      'a.ps1': "if ($a) { 'b' ",
    };
    for (const [name, content] of Object.entries(broken)) expect(faultOf(name, content), name).toBeDefined();
  });

  it.each(FILES)('%s says whose documentation it follows, and that it was not run', (file) => {
    const head = text(file).split('\n').slice(0, 25).join('\n');
    expect(head).toMatch(/Follows .*documentation|Follows the (reference manual|sources)/);
    expect(head).toMatch(/[Nn]ot run|was not run/);
  });

  it.each(Object.entries(TOKEN_PLACES))('%s sends to /v1/events with its token in its place', (file, place) => {
    if (!WITHOUT_ADDRESS.has(file)) expect(text(file)).toMatch(/\/v1\/events\b/);
    if (place !== undefined) expect(text(file)).toMatch(place);
    // Nothing that could be somebody's.
    expect(text(file)).not.toMatch(/Bearer [0-9a-f]{16,}/);
  });

  it.each(SECTIONS.map((section, i) => [section.file, i, section] as const))(
    '%s collects the logs that the knowledge names (%i): node test/generate/shipper-channels.ts writes them',
    (file, _i, section) => {
      const { former } = withSection(text(file), section, LOGS);
      expect(former).toEqual(section.lines(LOGS));
      expect(former.length).toBeGreaterThan(2);
    },
  );

  it('collects what our sources write to, and nothing that cannot be subscribed to', () => {
    const channels = LOGS.map(({ channel }) => channel);

    expect(channels).toContain('Microsoft-Windows-Hyper-V-VMMS-Admin');
    expect(channels).toContain('Microsoft-Windows-FailoverClustering/Operational');
    expect(channels.filter((channel) => /Analytic|Debug|Diagnostic/.test(channel))).toEqual([]);
    expect(LOGS.filter(({ channel, sources }) => channel === 'System' && sources === undefined)).toEqual([]);
    expect(LOGS.flatMap(({ sources = [] }) => sources)).toEqual(expect.arrayContaining(['VMSMP', 'vmicvss']));
    expect(LOGS.every(({ sources = [] }) => sources.length <= 20)).toBe(true);
  });

  it('uses every receiver and source that it defines', () => {
    const otel = parse(text('otel-collector.yaml')) as {
      receivers: object;
      service: { pipelines: { logs: { receivers: string[] } } };
    };
    expect(otel.service.pipelines.logs.receivers).toEqual(Object.keys(otel.receivers));

    const vector = parse(text('vector.yaml')) as { sources: Record<string, { event_query?: string }> };
    expect(Object.keys(vector.sources).every((name) => name.startsWith('windows_'))).toBe(true);
    // Vector's own limit.
    expect(Object.values(vector.sources).every(({ event_query = '' }) => event_query.length <= 4096)).toBe(true);
  });
});

/** Rows of the index that name a fixture. */
const FIXTURES = [...INDEX.matchAll(/^\|.*\| `([\w.-]+)` \|$/gm)].map((found) => found[1] ?? '');

describe('what the shippers send', () => {
  it('is named in every row of the index', () => {
    expect(FIXTURES.length).toBe(12);
    expect(FIXTURES.filter((name) => !existsSync(`${REPLAY}/${name}`))).toEqual([]);
  });

  it.each(FIXTURES)('%s is read as an event of VMMS', async (name) => {
    const { items } = await readPayload(readFileSync(`${REPLAY}/${name}`), { names: names() });

    expect(items[0]?.event).toMatchObject({ provider: 'Microsoft-Windows-Hyper-V-VMMS', eventId: 19100 });
  });

  it('reads what the script of the Zabbix medium posts', async () => {
    const [medium] = (parse(text('zabbix-media-type.yaml')) as ZabbixExport).zabbix_export.media_types;
    const given: Record<string, string> = {
      URL: 'https://hvevent.example.com/v1/events',
      Token: 'secret',
      event_value: '1',
      provider: 'VMSMP',
      event_id: '26',
      level: 'Error',
      channel: '{EVENT.TAGS.channel}',
      computer: 'HV-01',
      time: '2026.09.20 10:13:26',
      message: 'NIC driver on "a" cannot load',
    };
    expect(medium?.parameters.map(({ name }) => name).toSorted()).toEqual(Object.keys(given).toSorted());
    const posted = runZabbix(medium?.script ?? '', given, 200);

    expect(posted).toMatchObject({
      url: given['URL'],
      headers: ['Content-Type: application/json', 'Authorization: Bearer secret'],
    });
    const { items } = await readPayload(Buffer.from(posted.body), { names: names() });
    expect(items[0]?.event).toMatchObject({ provider: 'VMSMP', eventId: 26, computer: 'HV-01', level: 'error' });
    expect(items[0]?.event.channel).toBeUndefined();
    expect(posted.body).not.toContain('secret');
  });

  it('lets Zabbix try again when hvevent has not taken it', () => {
    const [medium] = (parse(text('zabbix-media-type.yaml')) as ZabbixExport).zabbix_export.media_types;
    expect(() => runZabbix(medium?.script ?? '', { URL: 'u', Token: 't' }, 429)).toThrow('hvevent answered 429');
  });
});

interface ZabbixExport {
  zabbix_export: { media_types: { parameters: { name: string }[]; script: string }[] };
}

/** As Zabbix runs it: a function body with `value`, and its HttpRequest. */
function runZabbix(script: string, given: Record<string, string>, status: number) {
  const posted = { url: '', body: '', headers: [] as string[] };
  class HttpRequest {
    addHeader(header: string): void {
      posted.headers.push(header);
    }
    post(url: string, body: string): string {
      Object.assign(posted, { url, body });
      return '{}';
    }
    getStatus(): number {
      return status;
    }
  }
  try {
    runInNewContext(`(function (value) {${script}})(value)`, { HttpRequest, value: JSON.stringify(given) });
  } catch (error) {
    throw new Error(String(error), { cause: error });
  }
  return posted;
}

let known: ReturnType<typeof createCatalog>['sourceNames'] | undefined;
function names() {
  if (known !== undefined) return known;
  const { knowledge } = loadKnowledge(['knowledge']);
  if (knowledge === undefined) throw new Error('the knowledge has faults: run kb lint');
  known = createCatalog(knowledge).sourceNames;
  return known;
}

/** Undefined when the file is well formed, as far as we can tell without its program. */
function faultOf(file: string, content: string): string | undefined {
  try {
    if (/\.ya?ml$/.test(file)) parse(content);
    else if (file.endsWith('.json')) JSON.parse(content);
    else if (file.endsWith('.xml')) return unclosedElement(content);
    else return unbalanced(content, /\.(alloy|ps1)$/.test(file) ? 'code' : 'conf');
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function unclosedElement(xml: string): string | undefined {
  let fault: string | undefined;
  const parser = new Parser(
    { onclosetag: (name, implied) => implied && (fault = `<${name}> is not closed`) },
    { xmlMode: true },
  );
  parser.end(xml);
  return fault;
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Brackets outside of strings and comments; in configurations only line comments are skipped, and sections are elements. */
function unbalanced(content: string, kind: 'code' | 'conf'): string | undefined {
  const open: string[] = [];
  const plain = kind === 'code' ? withoutStrings(content) : content.replaceAll(/^\s*#.*$/gm, '');
  for (const char of plain) {
    if ('([{'.includes(char)) open.push(char);
    else if (char in PAIRS && open.pop() !== PAIRS[char]) return `${char} closes nothing`;
  }
  if (open.length > 0) return `${open.join('')} is not closed`;
  if (kind === 'code') return plain.includes('"') || plain.includes("'") ? 'a string is not closed' : undefined;
  const sections = [...plain.matchAll(/<(\/?)([A-Za-z]+)[^<>]*>/g)].map(([, close, name]) => `${close}${name}`);
  const last: string[] = [];
  for (const name of sections) {
    if (!name.startsWith('/')) last.push(name);
    else if (last.pop() !== name.slice(1)) return `<${name}> closes nothing`;
  }
  return last.length > 0 ? `<${last.join('> <')}> is not closed` : undefined;
}

function withoutStrings(code: string): string {
  return code.replaceAll(/<#[\s\S]*?#>/g, '').replaceAll(/"(?:[^"\n\\`]|[\\`].)*"|'[^'\n]*'|(?:#|\/\/)[^\n]*/g, '');
}
