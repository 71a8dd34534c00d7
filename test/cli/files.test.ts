import { describe, expect, test } from 'vitest';
import type { AnswerPort } from '../../adapters/cli/io.ts';
import { createProgress } from '../../adapters/cli/progress.ts';
import { runCli } from '../../adapters/cli/run.ts';
import { buildTriageCard } from '../../src/card/triage-card.ts';
import { renderMarkdown } from '../../src/card/markdown.ts';
import { READ_LIMITS } from '../../src/event/event.ts';
import type { Triage } from '../../src/files/triage.ts';
import { type WrittenEvent, writeEvtx } from '../files/evtx-writer.ts';
import { finding, fullFinding, HOSTILE } from '../card/answers.ts';
import { createProduct } from '../generate/product.ts';
import { world } from './fake-io.ts';

const product = createProduct();
const VM_ID = '5C7B8D6E-1111-2222-3333-444455556666';

function vmsmp(recordId: number, versions: [string, string] = ['2', '196610']): WrittenEvent {
  return {
    recordId,
    provider: 'VMSMP',
    eventId: 26,
    qualifiers: 0xc006,
    level: 2,
    time: 129088622451234567n + BigInt(recordId) * 10_000_000n,
    channel: 'System',
    computer: 'HOST01',
    data: ['\\Device\\VM', `VM${recordId}`, VM_ID, ...versions],
  };
}

const LOG = writeEvtx([[vmsmp(1), vmsmp(2), { ...vmsmp(3), provider: 'disk' }]]);

/** Answers with one finding for each line that names a verdict. */
const byLine: AnswerPort = {
  answer: (text, { lang = 'en' } = {}) => {
    const verdicts = text.split('\n').filter((line) => line === 'ignore' || line === 'action');
    const findings = verdicts.map((verdict, i) => finding({ verdict, eventId: i }));
    const most = findings.slice(0, 64);
    const more = findings.length - most.length;
    return { lang, findings: most, ...(more > 0 && { leftOut: { characters: 0, events: 0, findings: more } }) };
  },
};

describe('an event log', () => {
  test('is summed up', async () => {
    const { io, out } = world({ files: { 'System.evtx': LOG }, answerer: product });

    expect(await runCli(['ask', 'System.evtx'], io)).toBe(0);

    expect(out()).toContain('3 events - System.evtx');
    expect(out()).toContain('Safe to ignore');
    expect(out()).toMatch(/2010-01-25T03:04:06\.1234567Z – 2010-01-25T03:04:07\.1234567Z/);
    expect(out()).toMatch(/Nothing is known about these\n {2}. disk 26 \(Error\) - 1 x/);
  });

  test('in JSON is the triage', async () => {
    const { io, out } = world({ files: { 'a.evtx': LOG }, answerer: product });

    await runCli(['ask', 'a.evtx', '--format', 'json', '--lang', 'ja'], io);

    const triage = JSON.parse(out()) as Triage;
    expect(Object.keys(triage)).toEqual(['lang', 'events', 'verdicts', 'findings', 'unknown', 'notes']);
    expect(triage).toMatchObject({ lang: 'ja', events: 3, verdicts: { ignore: 2, unknown: 1 } });
  });

  test.each(['markdown', 'html'])('in %s is a card', async (format) => {
    const { io, out } = world({ files: { 'a.evtx': LOG }, answerer: product });

    expect(await runCli(['ask', 'a.evtx', '--format', format], io)).toBe(0);
    expect(out()).toContain(format === 'html' ? '<html-of en>' : '### 3 events — a.evtx');
  });

  test('for a chat is its findings and what is told of the file', async () => {
    const { io, out } = world({ files: { 'a.evtx': LOG }, answerer: product });

    expect(await runCli(['ask', 'a.evtx', '--format', 'teams'], io)).toBe(0);
    expect(JSON.parse(out())).toMatchObject({
      platform: 'teams',
      told: {
        answer: { lang: 'en', findings: [{ key: expect.any(String), time: expect.stringContaining(' – ') }] },
        file: {
          name: 'a.evtx',
          events: 3,
          verdicts: { ignore: 2, unknown: 1 },
          unknown: [{ provider: 'disk', eventId: 26 }],
        },
      },
    });
  });

  test('comes through standard input as well', async () => {
    const { io, out } = world({ stdin: [LOG.subarray(0, 5000), LOG.subarray(5000)], answerer: product });

    await runCli(['ask', '--format', 'json'], io);

    expect(JSON.parse(out())).toMatchObject({ events: 3 });
  });

  test('that is damaged is read as far as possible, and what was lost is said', async () => {
    const bytes = writeEvtx([[vmsmp(1)], [vmsmp(2)]]).subarray(0, 4096 + 0x10000 + 700);
    const { io, out } = world({ files: { 'a.evtx': bytes }, answerer: product });

    expect(await runCli(['ask', 'a.evtx'], io)).toBe(0);
    expect(out()).toContain('1 event - a.evtx');
    expect(out().replaceAll('\n', ' ')).toContain('Chunk 2 of 2 is damaged (the file ends inside it');
  });

  test('that is none is refused with a sentence', async () => {
    const { io, err } = world({ files: { 'a.evtx': 'Log Name: System' } });

    expect(await runCli(['ask', 'a.evtx'], io)).toBe(70);
    expect(err()).toBe('hvevent: "a.evtx": The file is not a Windows event log (.evtx): it does not begin like one.\n');
  });

  test('is never answered like a paste', async () => {
    const { io, err } = world({ files: { 'a.evtx': LOG } });

    expect(await runCli(['ask', 'a.evtx', '--no-triage'], io)).toBe(64);
    expect(err()).toContain('leave --no-triage out');
  });
});

describe('other files', () => {
  const many = 'ignore\n'.repeat(70);

  test.each<[string, string, string[], string]>([
    ['a few findings: the answer', 'ignore\nignore\n', [], 'findings'],
    ['a few findings, but a summary is wanted', 'ignore\n', ['--triage'], 'verdicts'],
    ['more findings than an answer may have: the summary', many, [], 'verdicts'],
    ['more findings, but the answer is wanted', many, ['--no-triage'], 'leftOut'],
    [
      'more text than a paste may have: the summary',
      `ignore\n${'x\n'.repeat(READ_LIMITS.characters / 2)}`,
      [],
      'verdicts',
    ],
  ])('%s', async (_name, content, flags, field) => {
    const { io, out } = world({ files: { 'a.txt': content }, answerer: byLine });

    expect(await runCli(['ask', 'a.txt', '--format', 'json', ...flags], io)).toBe(0);
    expect(JSON.parse(out())).toHaveProperty(field);
  });

  test('several of them are one summary', async () => {
    const row = 'Error,2010/01/25 3:04:05,VMSMP,26,None,"x"\n';
    const { io, out } = world({ files: { 'a.evtx': LOG, 'b.csv': row.repeat(5) }, answerer: product });

    await runCli(['ask', 'a.evtx', 'b.csv', '--format', 'json'], io);

    expect(JSON.parse(out())).toMatchObject({ events: 8 });
  });

  test('exit codes are those of answers', async () => {
    const files = { 'a.txt': 'ignore\naction\n', 'b.txt': 'x' };

    expect(await runCli(['ask', '--triage', 'a.txt'], world({ files, answerer: byLine }).io)).toBe(1);
    expect(await runCli(['ask', '--triage', 'b.txt'], world({ files, answerer: byLine }).io)).toBe(2);
  });

  test('answers that were given count in a summary as well', async () => {
    const { io, asked } = world({ files: { 'a.txt': 'ask' } });

    await runCli(['ask', '--triage', 'a.txt', '--answer', 'vmsmp/26/q=yes'], io);

    expect(asked).toEqual([{ text: 'ask', lang: 'en', answers: { 'vmsmp/26/q': true } }]);
  });

  test('--triage does not go with --ndjson', async () => {
    expect(await runCli(['ask', '--ndjson', '--triage'], world().io)).toBe(64);
  });
});

/** What is written to standard error between the first and the last step. */
async function drawn(fields: { isTTY?: boolean; env?: Record<string, string>; isLong?: boolean }): Promise<string[]> {
  const written: string[] = [];
  const stderr = { isTTY: fields.isTTY ?? true, write: async (text: string) => void written.push(text) };
  const progress = createProgress({ stderr, env: fields.env ?? {} }, '\u001b[31mSystem.evtx', fields.isLong ?? true);
  for (const done of [0, 1, 499, 500, 1000]) progress.show(done, 1000);
  await progress.end();
  return written;
}

describe('the progress bar', () => {
  test('moves on one line and leaves nothing behind', async () => {
    const written = await drawn({});

    expect(written).toHaveLength(5);
    expect(written[2]).toBe('\r\u001b[K[############............]  50% ␛[31mSystem.evtx');
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  test.each([
    ['no terminal', { isTTY: false }],
    ['a terminal without a cursor', { env: { TERM: 'dumb' } }],
    ['little to do', { isLong: false }],
  ])('%s: no bar', async (_name, fields) => {
    expect(await drawn(fields)).toEqual([]);
  });

  test('appears for a long file only', async () => {
    const stderr: string[] = [];
    const files = { 'long.txt': 'ignore\n'.repeat(400_000), 'short.txt': 'ignore\n'.repeat(70) };
    for (const name of ['short.txt', 'long.txt']) {
      const { io } = world({ files, answerer: byLine });
      const tty = { isTTY: true, write: async (text: string) => void stderr.push(`${name}: ${text}`) };
      await runCli(['ask', name], { ...io, stderr: tty });
    }

    expect(stderr.length).toBeGreaterThan(10);
    expect(stderr.every((text) => text.startsWith('long.txt'))).toBe(true);
  });
});

describe('the card of a summary', () => {
  const triage: Triage = {
    lang: 'en',
    events: 1234,
    verdicts: { action: 1, conditional: 0, unknown: 1200, info: 0, ignore: 33 },
    findings: [],
    unknown: [{ count: 3 }],
    notes: ['A note.'],
  };

  test('shows the counts, what is not known, and the notes', () => {
    const shown = renderMarkdown(buildTriageCard(triage, ''));

    for (const part of [
      '1,234 events',
      '**Action needed:** 1',
      '**Safe to ignore:** 33',
      '(no source) - 3 x',
      'A note.',
    ])
      expect(shown.replaceAll('\\', '')).toContain(part);
  });

  test('shows the worst twenty findings and says how many more there are', () => {
    const findings = Array.from({ length: 33 }, (_, i) => finding({ key: `k/${i}`, title: `title ${i}.` }));
    const unknown = Array.from({ length: 25 }, (_, i) => ({ provider: 'p', eventId: i, count: 1 }));
    const shown = renderMarkdown(buildTriageCard({ ...triage, lang: 'ja', findings, unknown }, 'a.evtx'));

    expect(shown).toContain('title 19.');
    expect(shown).not.toContain('title 20.');
    expect(shown).toContain('緊急度の低い 13 種類');
    expect(shown).toContain('ほか 5 種類');
  });

  test.each(HOSTILE.filter((text) => text.trim() !== ''))('%j is text and nothing else', (hostile) => {
    const findings = [{ ...fullFinding(hostile), firstTime: hostile, lastTime: `${hostile}2` }];
    const card = buildTriageCard(
      { ...triage, findings, unknown: [{ provider: hostile, level: hostile, count: 1 }] },
      hostile,
    );

    const blocks = JSON.stringify([...card.head, ...card.foot]);
    const spans = [...blocks.matchAll(/\{"kind":"(\w+)","text":("(?:[^"\\]|\\.)*")\}/g)];
    for (const [, kind, text = '""'] of spans) {
      const said = String(JSON.parse(text));
      if (said.includes(hostile)) expect(kind).toBe('event');
    }
    expect(spans.length).toBeGreaterThan(5);
  });
});
