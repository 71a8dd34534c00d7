import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type IngestBatch, ingestCommand, type IngestSink } from '../../adapters/cli/ingest.ts';
import { alertsSink, serverSink } from '../../adapters/cli/ingest-sinks.ts';
import { type IntakeBatch, Overloaded } from '../../src/alerts/alerts.ts';
import { names } from '../event/source-names.ts';
import { type WrittenEvent, writeEvtx } from '../files/evtx-writer.ts';
import { bytes, world } from './fake-io.ts';

const OWN = { provider: 'VMSMP', eventId: 26, computer: 'HV01', channel: 'System', recordId: 1, message: 'm' };
const TIME = 129_088_622_451_234_567n;

function logged(recordId: number): WrittenEvent {
  return {
    recordId,
    provider: 'VMSMP',
    eventId: 26,
    level: 2,
    time: TIME,
    channel: 'System',
    computer: 'HV01',
    data: ['a'],
  };
}

interface Given {
  files?: Record<string, string | Uint8Array>;
  stdin?: string[];
  env?: Record<string, string>;
  send?: IngestSink['send'];
}

async function run(args: string[], { files = {}, stdin = [], env = {}, send }: Given = {}) {
  let out = '';
  let code: number | undefined;
  const batches: IngestBatch[] = [];
  const opened: unknown[] = [];
  let closed = 0;
  const sink: IngestSink = {
    send: async (batch) => {
      batches.push(batch);
      return (await send?.(batch)) ?? { accepted: batch.items.length, duplicates: 0, rejected: [] };
    },
    close: async () => void (closed += 1),
  };
  const { io } = world({ files, stdin });
  const command = ingestCommand({
    stdin: io.stdin,
    fileSize: (path) => io.fileSize(path),
    readFile: (path) => io.readFile(path),
    env,
    names: () => names,
    out: (text) => (out += text),
    err: () => undefined,
    exit: (given) => (code = given),
    openStore: async () => {
      opened.push('store');
      return sink;
    },
    openServer: async (url, token) => {
      opened.push({ url, token });
      return sink;
    },
  });
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  const failed = await command.parseAsync(args, { from: 'user' }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { out, code, batches, opened, closed, failed };
}

describe('hvevent ingest', () => {
  it('takes an event log, shipper files and standard input', async () => {
    const files = { 'System.evtx': writeEvtx([[logged(7), logged(8)]]), 'a.json': JSON.stringify([OWN, { x: 1 }]) };
    const { out, code, batches, opened, closed } = await run(['System.evtx', 'a.json', '-'], {
      files,
      stdin: ['VMSMP 26 again'],
    });

    expect(batches.map(({ items }) => items.map(({ event }) => event.recordId))).toEqual([[7, 8], [1], [undefined]]);
    expect(batches.map(({ source, rejected }) => [source, rejected])).toEqual([
      ['ingest', 0],
      ['ingest', 1],
      ['ingest', 0],
    ]);
    expect(out).toBe(
      [
        '"System.evtx": 2 accepted, 0 counted before, 0 rejected',
        '"a.json": 1 accepted, 0 counted before, 1 rejected',
        '  record 2: It does not look like a Windows event: no shape that is known here has these fields.',
        'The input: 1 accepted, 0 counted before, 0 rejected\n',
      ].join('\n'),
    );
    expect([code, closed, opened]).toEqual([0, 1, ['store']]);
  });

  it('cuts into batches, and the same file again makes the same batches', async () => {
    const many = Array.from({ length: 2500 }, (_, recordId) => JSON.stringify({ ...OWN, recordId })).join('\n');
    const first = await run(['a.ndjson'], { files: { 'a.ndjson': many } });
    const second = await run(['a.ndjson'], { files: { 'a.ndjson': many } });

    expect(first.batches.map(({ items }) => items.length)).toEqual([1000, 1000, 500]);
    expect(new Set(first.batches.map(({ batchId }) => batchId)).size).toBe(3);
    expect(second.batches.map(({ batchId }) => batchId)).toEqual(first.batches.map(({ batchId }) => batchId));
  });

  it('sends lines that the server reads as the same items', async () => {
    const { batches } = await run(['a.json'], {
      files: { 'a.json': JSON.stringify([OWN, { text: 'VMSMP 26 again', computer: 'HV02' }]) },
    });
    const again = await run(['-'], { stdin: [batches[0]?.lines ?? ''] });

    expect(again.batches[0]?.items).toEqual(batches[0]?.items);
  });

  it('prints JSON, with what the server rejected by its place in the file', async () => {
    const send = async () => ({ accepted: 0, duplicates: 1, rejected: [{ index: 0, error: 'no' }] });
    const { out } = await run(['a.json', '--format', 'json'], {
      files: { 'a.json': JSON.stringify([{ x: 1 }, OWN]) },
      send,
    });

    expect(JSON.parse(out)).toEqual({
      accepted: 0,
      duplicates: 1,
      rejected: [
        { file: 'a.json', index: 0, error: expect.any(String) as string },
        { file: 'a.json', index: 1, error: 'no' },
      ],
      notes: [],
    });
  });

  it('goes to a server with the token of the environment', async () => {
    const env = { HVEVENT_INGEST_TOKEN: 'from-the-environment' };
    const files = { 'a.json': JSON.stringify(OWN) };

    expect((await run(['a.json', '--url', 'http://hv:8080'], { files, env })).opened).toEqual([
      { url: 'http://hv:8080/v1/events', token: 'from-the-environment' },
    ]);
    expect(
      (await run(['a.json', '--url', 'https://hv/proxy/events', '--token', 'given'], { files, env })).opened,
    ).toEqual([{ url: 'https://hv/proxy/events', token: 'given' }]);
  });

  it.each([
    ['a file that is not there', ['x.json'], 'There is no file "x.json".'],
    ['no text and no log', ['bin.evtx'], '"bin.evtx": The file is neither'],
    ['an empty file', ['empty.json'], '"empty.json": There is nothing in it'],
    ['a token without a server', ['a.json', '--token', 'x'], '--token goes with --url'],
    ['an address that is none', ['a.json', '--url', 'ftp://x'], 'Write an address'],
    ['a source that is none', ['a.json', '--source', '../x'], 'Write a name'],
  ])('%s is told in one sentence', async (_what, args, sentence) => {
    const files = {
      'a.json': JSON.stringify(OWN),
      'bin.evtx': new Uint8Array(3000).map((_, i) => (i * 7) % 31),
      'empty.json': '',
    };

    expect((await run(args, { files })).failed).toContain(sentence);
  });

  it('exits with 2 when nothing was recognised', async () => {
    expect((await run(['a.json'], { files: { 'a.json': '{"x": 1}' } })).code).toBe(2);
  });
});

const BATCH: IngestBatch = {
  source: 'ingest',
  batchId: 'b',
  items: [{ index: 4, event: OWN }],
  lines: `${JSON.stringify(OWN)}\n`,
  rejected: 2,
};

describe('into the store', () => {
  it('waits while alerts are overloaded', async () => {
    const taken: IntakeBatch[] = [];
    const waits: number[] = [];
    const alerts = {
      async accept(batch: IntakeBatch) {
        if (waits.length < 3) throw new Overloaded(250);
        taken.push(batch);
        return { accepted: 1, duplicates: 0, repeated: true };
      },
    };
    const sink = alertsSink(
      alerts,
      async (ms) => void waits.push(ms),
      async () => undefined,
    );

    expect(await sink.send(BATCH)).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect(waits).toEqual([250, 250, 250]);
    expect(taken).toMatchObject([{ source: 'ingest', batchId: 'b', rejected: 2, events: [{ event: OWN }] }]);
  });
});

describe('to a server', () => {
  function server(...answers: (Response | Error)[]) {
    const asked: { url: string; init: RequestInit }[] = [];
    const waits: number[] = [];
    const ask = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      asked.push({ url: url instanceof Request ? url.url : url.toString(), init });
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
      return answer;
    };
    const sink = serverSink(
      { url: 'http://hv/v1/events', token: 'secret-token' },
      async (ms) => void waits.push(ms),
      ask,
    );
    return { sink, asked, waits };
  }

  it('sends packed lines with the token, and comes back when the server says so', async () => {
    const done = { accepted: 1, duplicates: 0, rejected: [] };
    const busy = new Response('', { status: 429, headers: { 'Retry-After': '3' } });
    const away = new Response('', { status: 503, headers: { 'Retry-After': 'soon' } });
    const { sink, asked, waits } = server(busy, away, Response.json(done));

    expect(await sink.send(BATCH)).toEqual(done);
    expect(waits).toEqual([3000, 1000]);
    expect(asked[0]?.init.headers).toMatchObject({ Authorization: 'Bearer secret-token', 'Content-Encoding': 'gzip' });
    expect(gunzipSync(asked[2]?.init.body as Uint8Array).toString()).toBe(BATCH.lines);
  });

  it.each([
    ['a wrong token', new Response(null, { status: 401 }), 'does not know the token'],
    ['a refusal', Response.json({ error: { code: 'x', message: 'Too large.' } }, { status: 413 }), 'Too large.'],
    ['something else at that address', Response.json({ hello: 1 }), 'there is no hvevent'],
    [
      'nobody',
      new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
      'cannot be reached at http://hv/v1/events: connect ECONNREFUSED',
    ],
  ])('%s is told in one sentence, without the token', async (_what, answer, sentence) => {
    const failed = await server(answer)
      .sink.send(BATCH)
      .then(() => '', String);

    expect(failed).toContain(sentence);
    expect(failed).not.toContain('secret-token');
  });
});

it('standard input in pieces is one payload', async () => {
  const whole = bytes(JSON.stringify(OWN));
  const { batches } = await run(['-'], {
    stdin: [new TextDecoder().decode(whole.subarray(0, 9)), new TextDecoder().decode(whole.subarray(9))],
  });

  expect(batches[0]?.items).toEqual([{ index: 0, event: OWN }]);
});
