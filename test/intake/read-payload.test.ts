import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PayloadError } from '../../src/intake/payload.ts';
import { readPayload } from '../../src/intake/read-payload.ts';
import { names } from '../event/source-names.ts';

const encoder = new TextEncoder();
const bytesOf = (body: unknown): Uint8Array => encoder.encode(typeof body === 'string' ? body : JSON.stringify(body));
const read = (body: unknown, records = 5000) => readPayload(bytesOf(body), { names, limits: { records } });

const OWN = { provider: 'VMSMP', eventId: 26, message: 'm' };
const XML = '<Event><System><Provider Name="VMSMP"/><EventID>26</EventID></System></Event>';
const LINE = JSON.stringify(OWN);

describe('framing', () => {
  test.each([
    ['a list', `[${LINE},${LINE}]`],
    ['a list over lines', `[\n${LINE},\n${LINE}\n]`],
    ['one a line', `${LINE}\n${LINE}\n`],
    ['one a line with carriage returns', `${LINE}\r\n${LINE}\r\n`],
    ['one after the other', `${LINE}${LINE}`],
    ['separated by record separators', `\u001E${LINE}\n\u001E${LINE}\n`],
    ['indented, one after the other', `${JSON.stringify(OWN, null, 2)}\n${JSON.stringify(OWN, null, 2)}`],
    ['lists of one, a line each', `[${LINE}]\n[${LINE}]`],
    ['JSON inside a JSON text', JSON.stringify(`[${LINE},${LINE}]`)],
    ['wrapped in records', JSON.stringify({ records: [OWN, OWN] })],
    ['search hits', JSON.stringify({ hits: { hits: [{ _source: OWN }, { _source: OWN }] } })],
    [
      'syslog lines',
      `<13>Sep 20 10:13:26 hv1 nxlog: ${LINE}\n<13>1 2026-09-20T01:13:26Z hv1 nxlog - - - \u{FEFF}${LINE}`,
    ],
    ['octet-counted syslog', `312 <13>1 - hv1 nxlog - - [a b="c"] ${LINE}\n312 <13>1 - hv1 nxlog - - - ${LINE}`],
  ])('%s: two events', async (_what, body) => {
    expect(await read(body)).toEqual({
      shape: 'hvevent',
      items: [
        { index: 0, event: OWN },
        { index: 1, event: OWN },
      ],
      rejected: [],
    });
  });

  test('XML in a syslog line', async () => {
    const { shape, items } = await read(`<13>1 - hv1 x - - - ${XML}`);

    expect({ shape, items }).toEqual({
      shape: 'event-xml',
      items: [{ index: 0, event: { provider: 'VMSMP', eventId: 26 } }],
    });
  });

  test('a list with a broken item keeps the others', async () => {
    const { items, rejected } = await read(`[${LINE}, {"a" "b"}, ${LINE}]`);

    expect(items.map(({ index }) => index)).toEqual([0, 2]);
    expect(rejected).toEqual([{ index: 1, error: 'It is no JSON.' }]);
  });

  test('a list that was cut keeps what is whole', async () => {
    const { items, rejected } = await read(`[${LINE},${LINE},${LINE.slice(0, 20)}`);

    expect(items.map(({ index }) => index)).toEqual([0, 1]);
    expect(rejected).toEqual([{ index: 2, error: 'It is no JSON: its end is missing.' }]);
  });

  test('a quote that never ends costs its line only', async () => {
    const { items, rejected } = await read(`${LINE}\n{"provider": "VMSMP}\n${LINE}\n${LINE}`);

    expect(items.map(({ index }) => index)).toEqual([0, 2, 3]);
    expect(rejected.map(({ index }) => index)).toEqual([1]);
  });

  test('events of a text stay together with what they say; running text stays text', async () => {
    expect((await read('VMSMP 26 on hv1 again')).items).toEqual([
      { index: 0, event: { message: 'VMSMP 26 on hv1 again' }, text: 'VMSMP 26 on hv1 again' },
    ]);
    expect((await read('Source: VMSMP\nEvent ID: 26\nLevel: Error')).items).toEqual([
      { index: 0, event: { provider: 'VMSMP', eventId: 26, level: 'error' } },
    ]);
  });
});

describe('items that are no events', () => {
  test.each([
    ['a number', 5],
    ['other JSON', { level: 'error', msg: 'connection refused', port: 5432 }],
    ['nothing but a source', { ProviderName: 'VMSMP', Id: null, LogName: 'System', RecordId: 5 }],
    ['a field of the wrong type', { provider: 'VMSMP', eventId: 26, message: 5 }],
    ['an event ID that none has', { provider: 'VMSMP', eventId: 70_000 }],
    ['a message longer than any', { ...OWN, message: 'x'.repeat(70_000) }],
    ['a computer longer than any', { ...OWN, computer: 'x'.repeat(2000) }],
    ['nested without end', { a: JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown }],
    ['XML that says nothing', '<Event xmlns="x"><Other/></Event>'],
  ])('%s is rejected, its neighbour is not', async (_what, bad) => {
    const { items, rejected } = await read([bad, OWN]);

    expect(items).toEqual([{ index: 1, event: OWN }]);
    expect(rejected).toEqual([{ index: 0, error: expect.stringMatching(/^[^{}<>]{5,200}\.$/) as unknown }]);
  });

  test('bytes that are no text at all', async () => {
    const bytes = new Uint8Array(3000).map((_, i) => (i * 7) % 31);

    expect(await readPayload(bytes, { names })).toMatchObject({
      items: [],
      rejected: [{ index: 0, error: expect.stringContaining('neither JSON') as unknown }],
    });
  });

  test('what was sent never stands in the reason', async () => {
    const { rejected } = await read([
      { evil: '@here <script>' },
      '{"@here": ',
      { provider: '@here', eventId: '<script>' },
    ]);

    expect(JSON.stringify(rejected)).not.toMatch(/@here|script/);
  });

  test('NULs and halves of characters are left out', async () => {
    const { items } = await read([{ ...OWN, message: 'a\0b\uD800c' }]);

    expect(items[0]?.event.message).toBe('ab\uFFFDc');
  });
});

describe('limits', () => {
  test('of records: as many as allowed, not one more, in every framing', async () => {
    const many = (count: number) => Array.from({ length: count }, () => OWN);

    expect((await read(many(20), 20)).items).toHaveLength(20);
    for (const body of [
      many(21),
      many(21)
        .map((one) => JSON.stringify(one))
        .join('\n'),
      XML.repeat(21),
      { metrics: many(21) },
    ]) {
      await expect(read(body, 20)).rejects.toThrow(PayloadError);
    }
  });

  test('nothing at all', async () => {
    for (const body of ['', ' \r\n', '\u{FEFF}', '[]', '[[], []]']) {
      await expect(read(body)).rejects.toThrow('There is nothing in it');
    }
  });

  test('depth is counted before anything is built', async () => {
    const deep = '['.repeat(4_000_000);

    expect((await read(deep)).items).toEqual([]);
    expect((await read(`${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`)).rejected[0]?.error).toContain(
      'nested deeper than 64',
    );
  });

  test('other work may go on between records', async () => {
    let pauses = 0;
    const pause = async () => void (pauses += 1);
    const body = bytesOf(Array.from({ length: 1000 }, () => OWN));

    await readPayload(body, { names, pause });

    expect(pauses).toBeGreaterThanOrEqual(5);
  });
});

/** Small bodies that once took minutes: none takes longer than reading it. */
describe('work grows with the body, not with its square', { timeout: 8000 }, () => {
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

  test('a run of NULs in the first line', async () => {
    const { rejected } = await read(`x {"a":1}${'\0'.repeat(300_000)}b`);
    expect(rejected).toEqual([{ index: 0, error: expect.any(String) }]);
  });

  test('many columns times many rows', async () => {
    const columns = ['EventID', 'Source', 'EventLog', ...many(100_000, (i) => `c${i}`)];
    const rows = many(1000, () => [7, 'disk', 'System']);
    const { items } = await read({ tables: [{ columns, rows }] });
    expect(items).toHaveLength(1000);
    expect(items.at(-1)?.event).toMatchObject({ eventId: 7, provider: 'disk', channel: 'System' });
  });

  test('many common labels times many alerts', async () => {
    const common = Object.fromEntries(many(1500, (i) => [`c${i}`, 'v']));
    const alerts = many(4000, (i) => ({ labels: { event_id: String(i) } }));
    const { items } = await read({ alerts, commonLabels: { ...common, provider: 'disk' }, commonAnnotations: common });
    expect(items).toHaveLength(4000);
    expect(items.at(-1)?.event).toEqual({ eventId: 3999, provider: 'disk' });
  });

  test('many resources times many conditions', async () => {
    const condition = {
      allOf: many(4000, (i) => ({
        dimensions: [
          { name: 'EventID', value: String(i) },
          { name: 'Source', value: 'disk' },
          { name: 'EventLog', value: 'System' },
        ],
      })),
    };
    const essentials = { configurationItems: many(200_000, () => 'vm') };
    const { items } = await read({ schemaId: 'x', data: { essentials, alertContext: { condition } } });
    expect(items).toHaveLength(4000);
  });

  test('an object of very many fields is no event', async () => {
    const fields = (n: number) => Object.fromEntries(many(n, (i) => [`k${i}`, i]));
    const { items, rejected } = await read([
      { ...OWN, data: [] },
      { ...OWN, more: fields(2001) },
      fields(400_000),
      OWN,
    ]);
    expect(items.map(({ index }) => index)).toEqual([0, 3]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2]);
    expect(rejected[0]?.error).toBe('An object in it has more than 2000 fields.');
  });
});

describe('any bytes', () => {
  const SEED = 20_261_121;
  const outcome = (bytes: Uint8Array) =>
    readPayload(bytes, { names }).then(
      ({ items, rejected }) => items.length + rejected.length > 0,
      (error: unknown) => error instanceof PayloadError,
    );

  test('never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(await outcome(bytes)).toBe(true);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('any JSON, in any of the shapes, never throws', async () => {
    const keys = fc.constantFrom(
      ...'winlog event_id provider streams values metrics tags fields resourceLogs scopeLogs logRecords body kvlistValue schemaId data alertContext condition allOf dimensions alerts labels annotations result sid win system eventID full_log short_message AlertName orgName event subject sender ProviderName EventID EventRecordID Id LogName log_name source_type SourceName RecordNumber EventTime System message provider eventId tables rows columns __proto__ constructor'.split(
        ' ',
      ),
    );
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constantFrom('<Event ', '{"a":1}', XML, '19100', 'Error'),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        expect(await outcome(bytesOf(JSON.stringify(value)))).toBe(true);
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  test('any cut of a real payload keeps every whole record before the cut', async () => {
    const whole = readFileSync('test/replay/traps/02-event-id-forms.json');
    const { items } = await readPayload(whole, { names });
    let most = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 4 }), async (end) => {
        const cut = await readPayload(whole.subarray(0, end), { names }).catch(() => undefined);
        const kept = cut?.items ?? [];
        expect(kept).toEqual(items.slice(0, kept.length));
        most = Math.max(most, kept.length);
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(most).toBe(items.length - 1);
  });
});
