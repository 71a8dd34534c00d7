import { describe, expect, it, vi } from 'vitest';
import type { FileChunk } from '../../src/files/file-chunk.ts';
import { type TextAnswerer, triage } from '../../src/files/triage.ts';
import { triageFile } from '../../src/files/triage-file.ts';
import type { Finding } from '../../src/finding.ts';
import { finding } from '../card/answers.ts';
import { createProduct } from '../generate/product.ts';
import { type WrittenEvent, writeEvtx } from './evtx-writer.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each chunk's text is a list of findings in JSON. */
const answerer: TextAnswerer = {
  answer: (text, { lang = 'en' } = {}) => ({ lang, findings: JSON.parse(text) as Finding[] }),
};

function chunks(findings: readonly (readonly Partial<Finding>[])[]): FileChunk[] {
  return findings.map((list, i) => ({
    text: JSON.stringify(list.map((fields) => finding(fields))),
    done: (i + 1) / findings.length,
    single: true,
  }));
}

describe('counts', () => {
  it('are of events, by verdict; findings are merged, the worst and most frequent first', async () => {
    const disk = { kind: 'unknown', provider: 'disk', eventId: 11, key: undefined, verdict: 'unknown' } as const;
    const result = await triage(
      chunks([
        [{ key: 'a/1', verdict: 'ignore', count: 2 }],
        [
          { key: 'b/2', verdict: 'action' },
          { key: 'c/3', verdict: 'action', count: 3 },
        ],
        [{ key: 'a/1', verdict: 'ignore' }],
        [{ ...disk, level: 'warning', count: 7 }],
        [{ ...disk, provider: 'DISK', level: 'error' }],
        [{ ...disk, level: 'error' }],
      ]),
      answerer,
    );

    expect(result.verdicts).toEqual({ action: 4, conditional: 0, unknown: 9, info: 0, ignore: 3 });
    expect(result.events).toBe(16);
    expect(result.findings.map(({ key, count }) => [key, count])).toEqual([
      ['c/3', 3],
      ['b/2', 1],
      ['a/1', 3],
    ]);
    expect(result.unknown).toEqual([
      { provider: 'DISK', eventId: 11, level: 'error', count: 2 },
      { provider: 'disk', eventId: 11, level: 'warning', count: 7 },
    ]);
  });

  it('stay right when findings are merged batch by batch', async () => {
    const lists = Array.from({ length: 3000 }, (_, i) => [
      {
        key: `k/${i % 7}`,
        inserts: { vm: `VM${i % 90}` },
        time: `2010-01-25T00:${String(i % 60).padStart(2, '0')}:00Z`,
      },
    ]);

    const { findings, events } = await triage(chunks(lists), answerer);

    expect(events).toBe(3000);
    expect(findings.map(({ count }) => count).sort((a, b) => b - a)).toEqual([429, 429, 429, 429, 428, 428, 428]);
    for (const { occurrences, firstTime, lastTime } of findings) {
      expect(occurrences).toHaveLength(20);
      expect([firstTime, lastTime]).toEqual(['2010-01-25T00:00:00Z', '2010-01-25T00:59:00Z']);
    }
  });

  it('another event under a known number is a finding, not one of the unknown', async () => {
    const other: Partial<Finding> = { kind: 'unknown', verdict: 'unknown', seeAlso: [{ key: 'vmsmp/26', title: 't' }] };

    const result = await triage(chunks([[other]]), answerer);

    expect(result).toMatchObject({ unknown: [], findings: [{ kind: 'unknown', count: 1 }] });
  });

  it('go on when too many different findings are there to be listed', async () => {
    const lists = Array.from({ length: 2100 }, (_, i) => [{ key: `k/${i}` }]);

    const { findings, events, verdicts, notes } = await triage(chunks(lists), answerer);

    expect([findings.length, events, verdicts.ignore]).toEqual([2000, 2100, 2100]);
    expect(notes).toEqual(['There are too many different events. Counted, but not listed: 100.']);
  });

  it('end after half a million records', async () => {
    const one = { text: '[]', done: 0, single: true };
    function* endless(): Generator<FileChunk> {
      for (;;) yield one;
    }
    const quick: TextAnswerer = { answer: () => ({ lang: 'en', findings: [] }) };

    const { notes } = await triage(endless(), quick);

    expect(notes).toContain('The file has too many records: only the first 500,000 were read.');
  });

  it('of an empty file are all zero', async () => {
    expect(await triage([], answerer, { lang: 'ja' })).toEqual({
      lang: 'ja',
      events: 0,
      verdicts: { action: 0, conditional: 0, unknown: 0, info: 0, ignore: 0 },
      findings: [],
      unknown: [],
      notes: [],
    });
  });

  it('records without any event, and what was over the limits, are said', async () => {
    const leftOut = { characters: 0, events: 2, findings: 3 };
    const over: TextAnswerer = { answer: (text) => ({ lang: 'en', findings: JSON.parse(text) as Finding[], leftOut }) };

    const { notes } = await triage(chunks([[], [{}]]), over);

    expect(notes).toEqual([
      'Records of the file in which nothing could be recognised: 1.',
      'Findings over the limits, which are not counted: 10.',
    ]);
  });
});

describe('times', () => {
  it.each([
    [['2010/01/25 3:04:05', '2010/01/25 13:04:05', '2010/01/25 12:00:00'], '2010/01/25 3:04:05', '2010/01/25 13:04:05'],
    [['2010-01-25T03:04:05.5Z', '2010-01-25T03:04:05.123Z'], '2010-01-25T03:04:05.123Z', '2010-01-25T03:04:05.5Z'],
    // Day or month first, and morning or afternoon: not to be put in order.
    [['1/25/2010 3:04:05 PM', '2/25/2010 3:04:05 PM'], undefined, undefined],
    [['2010/01/25 3:04:05', undefined], undefined, undefined],
  ])('%j', async (times, first, last) => {
    const result = await triage(chunks(times.map((time) => [{ time }])), answerer);

    expect([result.findings[0]?.firstTime, result.findings[0]?.lastTime]).toEqual([first, last]);
  });
});

describe('a long file', () => {
  const long = chunks(Array.from({ length: 50 }, () => [{ inserts: { text: 'x'.repeat(10_000) } }]));

  it('gives other work its turn, and tells how far it is', async () => {
    const told: number[] = [];
    let turns = 0;
    const count = (): void => {
      turns++;
      waiting = setImmediate(count);
    };
    let waiting = setImmediate(count);

    await triage(long, answerer, { onProgress: (done, total) => told.push(done / total) });
    clearImmediate(waiting);

    expect(turns).toBeGreaterThan(2);
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('stops when nobody waits for it any more', async () => {
    const controller = new AbortController();
    const answer = vi.fn((text: string) => answerer.answer(text));

    const asked = triage(long, { answer }, { signal: controller.signal, onProgress: () => controller.abort() });

    await expect(asked).rejects.toThrow('aborted');
    expect(answer.mock.calls.length).toBeLessThan(10);
  });
});

describe('with the knowledge of the product', () => {
  const product = createProduct();
  const logged = { level: 2, time: 129088622451234567n, channel: 'System', computer: 'HOST01' };
  const vmsmp = { ...logged, provider: 'VMSMP', eventId: 26, qualifiers: 0xc006 };
  const vmId = '5C7B8D6E-1111-2222-3333-444455556666';

  it('an event log is judged event by event', async () => {
    const events: WrittenEvent[] = [
      { ...vmsmp, recordId: 1, data: ['\\Device\\VM', 'VM1', vmId, '2', '196610'] },
      { ...vmsmp, recordId: 2, data: ['\\Device\\VM', 'VM2', vmId, '2', '196610'] },
      { ...vmsmp, recordId: 3, data: ['\\Device\\VM', 'VM3', vmId, '999', '888'] },
      { ...logged, recordId: 4, provider: 'disk', eventId: 26, data: ['x'] },
    ];

    const result = await triageFile({ bytes: writeEvtx([events]), name: 'System.evtx' }, product, { lang: 'en' });

    expect(result).toMatchObject({ events: 4, verdicts: { ignore: 2, unknown: 2 }, notes: [] });
    expect(result.findings.find(({ verdict }) => verdict === 'ignore')).toMatchObject({
      key: 'vmsmp/26',
      case: 'guest-newer-than-host',
      count: 2,
      computer: 'HOST01',
      firstTime: '2010-01-25T03:04:05.1234567Z',
    });
    expect(result.unknown).toEqual([{ provider: 'disk', eventId: 26, level: 'error', count: 1 }]);
  });

  it('an event without its text is counted beside others that have theirs', async () => {
    const text = "NIC driver on 'VM1' cannot load because it is incompatible with the server virtualization stack.";
    const full = `Error,2010/01/25 3:04:05,VMSMP,26,None,"${text} Server version 2 Client version 196610 (VMID ${vmId})."`;
    const bare = 'Error,2010/01/25 3:04:05,VMSMP,26,None,""';

    const { events } = await triageFile({ bytes: utf8([full, bare, full, bare].join('\r\n')), name: 'a.csv' }, product);

    expect(events).toBe(4);
  });

  it.each([
    ['en', 'not a Windows event log'],
    ['ja', 'Windows イベント ログ（.evtx）ではありません'],
  ] as const)('a file that cannot be read says so in %s', async (lang, sentence) => {
    const { events, notes } = await triageFile({ bytes: utf8('x'), name: 'a.EVTX' }, product, { lang });

    expect(events).toBe(0);
    expect(notes.join()).toContain(sentence);
  });
});
