import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../adapters/cli/run.ts';
import { bytes, world } from './fake-io.ts';

const MIB = 1024 * 1024;
const ARGV = ['ask', '--ndjson'];

type Line = { id: string | number | null; error?: string; line?: number; findings?: unknown[]; lang?: string };

async function run(stdin: Iterable<string | Uint8Array>, argv = ARGV): Promise<{ code: number; lines: Line[] }> {
  const { io, out } = world({ stdin });
  const code = await runCli(argv, io);
  const lines = out().split('\n').slice(0, -1);
  return { code, lines: lines.map((line) => JSON.parse(line) as Line) };
}

describe('a line in, a line out', () => {
  test('with its id, which may be a text, a number or missing', async () => {
    const { code, lines } = await run(['{"id":"1","text":"VMSMP 26"}\n{"id":7,"text":"a"}\n{"text":"b"}\n']);

    expect(code).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(['1', 7, null]);
    expect(lines[0]).toMatchObject({ id: '1', lang: 'en', findings: [{ key: 'vmsmp/26' }] });
  });

  test('the id stands first', async () => {
    const { io, out } = world({ stdin: ['{"text":"VMSMP 26","id":"1"}'] });

    await runCli(ARGV, io);

    expect(out()).toMatch(/^\{"id":"1","lang":"en","findings":\[[^\n]*\n$/);
  });

  test('language and answers of a line; --lang for the others', async () => {
    const { io, asked } = world({
      stdin: ['{"id":1,"text":"ask","lang":"ja","answers":{"vmsmp/26/q":true}}\n{"id":2,"text":"ask"}'],
    });

    await runCli([...ARGV, '--lang', 'en'], io);

    expect(asked).toEqual([
      { text: 'ask', lang: 'ja', answers: { 'vmsmp/26/q': true } },
      { text: 'ask', lang: 'en', answers: {} },
    ]);
  });

  test('blank lines, CRLF, a byte order mark and a missing last line end', async () => {
    const { lines } = await run(['\ufeff{"id":1,"text":"a"}\r\n\r\n \n{"id":2,"text":"b"}']);

    expect(lines.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('a line may come in pieces, cut inside a character', async () => {
    const whole = bytes('{"id":"あ","text":"イベント"}\n{"id":"い","text":"x"}\n');

    for (const size of [1, 2, 3, 5, 7]) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_none, i) =>
        whole.subarray(i * size, (i + 1) * size),
      );
      const { lines } = await run(pieces);
      expect(lines.map(({ id }) => id)).toEqual(['あ', 'い']);
    }
  });
});

describe('a bad line is answered with an error, and the next one is read', () => {
  test.each([
    ['no JSON', 'VMSMP 26', null],
    ['no object', '[1]', null],
    ['no text', '{"id":"1"}', '1'],
    ['a text that is none', '{"id":"1","text":5}', '1'],
    ['an id that is none', '{"id":{},"text":"x"}', null],
    ['another language', '{"id":"1","text":"x","lang":"fr"}', '1'],
    ['a failure', '{"id":"1","text":"crash"}', '1'],
    ['JSON cut short', '{"id":"1","text":"x', null],
  ])('%s', async (_name, bad, id) => {
    const { code, lines } = await run([`{"id":0,"text":"a"}\n${bad}\n{"id":2,"text":"b"}\n`]);

    expect(code).toBe(70);
    expect(lines).toMatchObject([{ id: 0 }, { id, line: 2 }, { id: 2 }]);
    expect(lines[1]?.error).toMatch(/\.$|broken/);
    expect(lines[1]).not.toHaveProperty('findings');
  });

  test('a line of more than 1 MiB is refused; one of exactly 1 MiB is not', async () => {
    const frame = '{"id":1,"text":""}'.length;
    const fits = `{"id":1,"text":"${'x'.repeat(MIB - frame)}"}`;
    const { code, lines } = await run([fits, '\n', `${fits} `, '\n{"id":2,"text":"b"}\n']);

    expect(code).toBe(70);
    expect(lines).toMatchObject([
      { id: 1, lang: 'en' },
      { id: null, line: 2, error: 'The line is longer than 1 MiB.' },
      { id: 2 },
    ]);
  });

  test('a line without end is not kept', async () => {
    const chunk = new Uint8Array(MIB).fill(0x78);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    function* endless(): Generator<Uint8Array> {
      for (let i = 0; i < 400; i++) {
        yield chunk.slice();
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }

    const { lines } = await run(endless());

    expect(lines).toHaveLength(1);
    // 400 MiB passed through; what the collector has not fetched yet is far less.
    expect(most).toBeLessThan(300 * MIB);
  });
});

test.each([
  ['action counts most', '{"text":"action"}\n{"text":"nothing"}\n{"text":"a"}', 1],
  ['one answer is enough', '{"text":"nothing"}\n{"text":"a"}', 0],
  ['nothing at all', '{"text":"nothing"}', 2],
  ['no input', '', 2],
])('exit code: %s', async (_name, input, code) => {
  expect((await run([input])).code).toBe(code);
});

test('no line is read before the answer to the one before has been taken', async () => {
  let read = 0;
  function* lines(): Generator<string> {
    for (let i = 0; i < 5; i++) {
      read++;
      yield `{"id":${i},"text":"a"}\n`;
    }
  }
  const taken: (() => void)[] = [];
  const stdout = { write: () => new Promise<void>((resolve) => taken.push(resolve)) };
  const running = runCli(ARGV, world({ stdin: lines(), stdout }).io);

  for (let written = 1; written <= 5; written++) {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([read, taken.length]).toEqual([written, written]);
    taken.at(-1)?.();
  }
  expect(await running).toBe(0);
});

test('property: as many lines out as lines in, each of them JSON with its id or an error', async () => {
  const line = fc.oneof(
    fc.json({ maxDepth: 2 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/[\n\r]/g, '')),
    fc.record({ id: fc.oneof(fc.integer(), fc.string()), text: fc.string() }).map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (input) => {
      const { lines } = await run([input.join('\n')]);
      expect(lines).toHaveLength(input.filter((text) => text.trim() !== '').length);
      for (const reply of lines) expect(reply.error === undefined).toBe(Array.isArray(reply.findings));
    }),
    { seed: 26, numRuns: 200 },
  );
});
