import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Reading, READ_LIMITS, SHAPES } from '../../src/event/event.ts';
import { readPaste } from '../../src/event/read.ts';
import { tidy } from '../../src/text/tidy.ts';
import { names } from './source-names.ts';

const read = (text: string): Reading => readPaste(text, names);

const LABELS = 'Log Name: System\nSource: VMSMP\nEvent ID: 26\nLevel: Error\nDescription:\nNIC driver';
const XML = '<Event><System><Provider Name="storvsp"/><EventID>5</EventID></System></Event>';
const JSON_EVENT = '{"ProviderName":"vmbus","Id":2,"Message":"m"}';
const CSV = 'Error,1/2/2010,netvsc,12,None,"VSP rejected"';

/** What holds for every reading of every text. */
function expectSound(text: string): void {
  const { events, leftOut } = read(text);
  const tidied = tidy(text.slice(0, READ_LIMITS.characters));

  expect(events.length).toBeLessThanOrEqual(READ_LIMITS.events);
  expect(leftOut.characters).toBeGreaterThanOrEqual(0);
  let last = 0;
  for (const { at, text: part, shape, event } of events) {
    expect(SHAPES).toContain(shape);
    expect(at).toBeGreaterThanOrEqual(last);
    expect(tidied.startsWith(part.split('\n', 1)[0] ?? '', at)).toBe(true);
    if (event.eventId !== undefined)
      expect(event.eventId >= 0 && event.eventId <= 0xffff && Number.isInteger(event.eventId)).toBe(true);
    if (event.qualifiers !== undefined) expect(event.qualifiers >= 0 && event.qualifiers <= 0xffff).toBe(true);
    if (shape === 'text') expect(event).toEqual({ message: part });
    last = at;
  }
}

describe('a paste of many shapes', () => {
  test('gives all events in its order', () => {
    const text = ['look', XML, 'and', LABELS, '', 'and what?', JSON_EVENT, CSV, 'VMSMP 27'].join('\n\n');

    expect(read(text).events.map(({ shape, event }) => [shape, event.provider])).toEqual([
      ['text', undefined],
      ['xml', 'storvsp'],
      ['text', undefined],
      ['labels', 'VMSMP'],
      ['text', undefined],
      ['json', 'vmbus'],
      ['csv', 'netvsc'],
      ['prose', 'VMSMP'],
    ]);
    expectSound(text);
  });

  test('keeps text together that no reader claims', () => {
    expect(read('one\n\ntwo\n\nthree').events.map(({ text }) => text)).toEqual(['one\n\ntwo\n\nthree']);
  });

  test('that is tidied already is read alike', () => {
    const raw = `> *Source:* VMSMP\r\n> *Event ID:* 26\r\n> subscriber &lt;TrustedInstaller&gt; failed`;

    expect(read(tidy(raw))).toEqual(read(raw));
  });

  test('with nothing to read gives nothing', () => {
    for (const text of ['', ' \n\t', '🙂🙂', '!?…', '---', '\uFEFF\u200B'])
      expect(read(text)).toEqual({ events: [], leftOut: { characters: 0, events: 0 } });
  });
});

describe('limits', () => {
  test('cut the text and say how much was left out', () => {
    const text = `VMSMP 26\n${'x'.repeat(READ_LIMITS.characters)}`;
    const { events, leftOut } = read(text);

    expect(leftOut).toEqual({ characters: 9, events: 0 });
    expect(events[0]?.event.eventId).toBe(26);
  });

  test('never cut a character in two', () => {
    const { events, leftOut } = read(`${'x'.repeat(READ_LIMITS.characters - 1)}🙂`);

    expect(leftOut.characters).toBe(2);
    expect(events[0]?.text.endsWith('x')).toBe(true);
  });

  test('cut the events and say how many were left out', () => {
    const { events, leftOut } = read('VMSMP 26\n'.repeat(READ_LIMITS.events + 7));

    expect(events).toHaveLength(READ_LIMITS.events);
    expect(leftOut).toEqual({ characters: 0, events: 7 });
  });
});

describe('more events than a call may have arguments', () => {
  test.each([
    ['without a source', `Event ID: ${'1,'.repeat(190)}\n`],
    ['behind a source', `VMSMP ${'1,'.repeat(500)}`],
  ])('are read, %s', (_what, piece) => {
    const { events, leftOut } = read(piece.repeat(READ_LIMITS.characters / piece.length));

    expect(events).toHaveLength(READ_LIMITS.events);
    expect(leftOut.events).toBeGreaterThan(100_000);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      [
        LABELS,
        XML,
        JSON_EVENT,
        CSV,
        'VMSMP 26',
        'storvsp',
        '26',
        'event ',
        'Event ID: ',
        'Source: ',
        'ソース：',
        '説明：',
        '種類：エラー',
      ],
      [
        'Message : ',
        '{',
        '}',
        '[',
        ']',
        '"',
        '<',
        '>',
        '</',
        '<Event>',
        '</Event>',
        '<Data>',
        '| ',
        '---',
        '\t',
        '  ',
        '\n',
        '\n\n',
      ],
      [
        '> ',
        '- ',
        '`',
        '*',
        '&lt;',
        '&amp;',
        '@{',
        'Id=',
        ';',
        ',',
        ':',
        '=',
        '\\',
        '#',
        '-',
        '0x',
        'C0060005',
        '３',
        '\ud800',
        '\u0000',
      ],
      ['イベ', 'ントID：26', 'Event[0]:', 'Copyright', '現象', '?', '[b]', '[/b]', '<br>', 'and', 'の', 'エラー'],
    ].flat(),
  );

  test('made of the pieces of events is read soundly', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => expectSound(parts.join(''))),
      { seed: 26, numRuns: 1500 },
    );
  });

  test('of any characters is read soundly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => expectSound(text)),
      { seed: 26, numRuns: 500 },
    );
  });

  test('that is an event cut anywhere is read soundly, and never with a cut ID', () => {
    const whole = [LABELS, XML, JSON_EVENT, CSV, LABELS].join('\n\n');
    for (let end = 0; end < whole.length; end += 3) expectSound(whole.slice(0, end));
    for (let from = 0; from < whole.length; from += 3) expectSound(whole.slice(from));

    for (let end = XML.indexOf('5<'); end < XML.length; end++)
      expect([5, undefined]).toContain(read(XML.slice(0, end)).events[0]?.event.eventId);
    for (let end = 1; end < JSON_EVENT.length; end++)
      expect([2, undefined]).toContain(read(JSON_EVENT.slice(0, end)).events[0]?.event.eventId);
  });
});

describe('hostile text of 1 MB is read in a blink', () => {
  const LENGTH = 1024 * 1024;

  test.each(
    [
      [
        'x',
        ' ',
        '<',
        '>',
        '[',
        '{',
        ':',
        "'",
        '"',
        '`',
        '*',
        '_',
        '|',
        '\t',
        '\n',
        '-',
        ',',
        '\\',
        '#',
        'の',
        '\ud800',
      ],
      [
        'ソース：',
        'Source: ',
        'Source: a\n',
        'Source: VMSMP\nEvent ID: 26\n',
        '種類:エラー ソース:a イベントID:1 説明: b ',
        'ソー\n',
        'Source\n',
      ],
      [
        '> ',
        '>>>> > ',
        '&gt; ',
        '&amp;',
        '&amp;lt;',
        '&#38;',
        '- ',
        '**a',
        '[b]',
        '[/b][b]',
        '<b>',
        '</b>',
        '<https://a',
        '](http://a',
      ],
      [
        '{"',
        '[{"',
        '{"a":',
        '{"a":1,',
        '"\\',
        '<Event>',
        '</Event>',
        '<Event ',
        '<Event><a>',
        '<Data>',
        '<EventID>5',
        '<!DOCTYPE x [<!ENTITY ',
      ],
      [
        'a,b,c,d\n',
        'Error,1,VMSMP,26,None,"\n',
        'Level,Source,Event ID\n',
        'Id LevelDisplayName Message\n-- -- --\na 5 Error x\n',
        '-- --\n',
        'a|b|c\n',
      ],
      [
        'VMSMP ',
        'VMSMP 26 ',
        'VMSMP, ',
        '26 ',
        '26,',
        '26 and ',
        'event ',
        'event 26 ',
        'ids 5 and ',
        'disk 5 ',
        'Microsoft-',
        'a_',
      ],
      ['Message : a\n                Source: b\n', 'Event[0]:\n', '@{', '\u001b[', '\u001b]', '? \n', '\n \n?', '.'],
    ].flat(),
  )('%j', (unit) => {
    const { leftOut } = read(unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH));

    expect(leftOut.characters).toBeGreaterThanOrEqual(LENGTH - READ_LIMITS.characters);
  });
});
