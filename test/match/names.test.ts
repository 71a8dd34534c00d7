import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNameCorrector } from '../../src/match/names.ts';
import { fold } from '../../src/text/fold.ts';
import { anyText } from './any-text.ts';
import { englishSentence, japaneseSentence, pick, randomFrom } from './office-talk.ts';

const PROVIDERS: readonly (readonly [string, readonly string[], number])[] = [
  ['VMSMP', ['vmswitch', 'Hyper-V-VmSwitch'], 26],
  ['storvsp', [], 5],
  ['vmbus', [], 2],
  ['netvsc', [], 12],
  ['Microsoft-Windows-Winlogon', ['winlogon'], 6004],
  ['Microsoft-Windows-Hyper-V-Integration-KvpExchange', [], 4130],
  ['VDS Basic Provider', ['vdsbas'], 1],
  ['EventSystem', ['COM+ Event System'], 4106],
  ['Service Control Manager', ['SCM'], 7005],
];
const FOREIGN = [
  'storvsc',
  'vmbusr',
  'VMMS',
  'Hyper-V-VMMS',
  'Ntfs',
  'disk',
  'volsnap',
  'EventLog',
  'Application Popup',
  'netvscvfpp',
  'Microsoft-Windows-Hyper-V-Netvsc',
  'Microsoft-Windows-Hyper-V-StorageVSP',
  'Microsoft-Windows-Hyper-V-Worker',
  'Wininit',
  'Netlogon',
  'VSS',
];
const known = PROVIDERS.flatMap(([name, aliases]) => [name, ...aliases].map((one) => ({ folded: fold(one), name })));
const corrector = createNameCorrector(known, new Set(FOREIGN.map(fold)));
const corrections = (text: string): string[] =>
  corrector.correct(text).map(({ name, eventId }) => `${name} ${eventId}`);

describe('a name that is also an ordinary word', () => {
  const withEveryday = createNameCorrector(
    [...known, { folded: fold('volume'), name: 'volume', isEveryday: true }],
    new Set(FOREIGN.map(fold)),
  );

  test('is given back as it stands', () => {
    expect(withEveryday.correct('volume 153 every night')).toEqual([
      { name: 'volume', eventId: 153, asWritten: true, at: 0 },
    ]);
    expect(withEveryday.correct('our volmue 153')).toEqual([{ name: 'volume', eventId: 153, asWritten: false, at: 4 }]);
  });

  test('is left alone without a number, as other names are with one', () => {
    expect(withEveryday.correct('the volume is full')).toEqual([]);
    expect(withEveryday.correct('VMSMP 26 every night')).toEqual([]);
  });
});

describe('a mistyped name beside a number', () => {
  test.each([
    ['storvps 5', 'storvsp 5'],
    ['vmspm 26', 'VMSMP 26'],
    ['netvcs 12', 'netvsc 12'],
    ['vmbsu 2', 'vmbus 2'],
    ['winlogn 6004', 'Microsoft-Windows-Winlogon 6004'],
    ['Hyper-V-Integration-KvpExhange 4130', 'Microsoft-Windows-Hyper-V-Integration-KvpExchange 4130'],
    ['Microsoft-Windows-Hyper-V-Integration-KvpExhange 4130', 'Microsoft-Windows-Hyper-V-Integration-KvpExchange 4130'],
    ['Service Contrl Manager 7005', 'Service Control Manager 7005'],
    ['Events System 4106', 'EventSystem 4106'],
    ['VDS Basic Provder event id: 1', 'VDS Basic Provider 1'],
    ['what is event 5 storvps?', 'storvsp 5'],
    ['storvpsのイベント 5', 'storvsp 5'],
    ['ｖｍｓｐｍ ２６', 'VMSMP 26'],
    ['vmspm26', 'VMSMP 26'],
    ['vmspm:26', 'VMSMP 26'],
    ['storvps 5 2026-11-20', 'storvsp 5'],
  ])('%s', (text, expected) => {
    expect(corrections(text)).toEqual([expected]);
  });

  test('several in one text, in its order, with their places', () => {
    expect(corrector.correct('vmspm 26, netvcs 12')).toEqual([
      { name: 'VMSMP', eventId: 26, asWritten: false, at: 0 },
      { name: 'netvsc', eventId: 12, asWritten: false, at: 10 },
    ]);
  });

  test('one slip in any name: at least 9 in 10 are put right, and hardly one wrongly', () => {
    const random = randomFrom(20261120);
    let [right, wrong, all] = [0, 0, 0];
    for (const [name, , id] of PROVIDERS)
      for (let i = 0; i < 150; i++) {
        const slipped = oneSlip(name, random);
        const found = corrections(`${slipped} ${id}`);
        all++;
        if (found.includes(`${name} ${id}`)) right++;
        else if (found.length > 0) wrong++;
      }
    expect(right / all).toBeGreaterThanOrEqual(0.9);
    expect(wrong / all).toBeLessThanOrEqual(0.01);
  });
});

describe('left alone', () => {
  test.each([
    'storvsc 5',
    'vmbusr 2',
    'vmms 26',
    'VMMS event 5',
    'ntfs 26',
    'disk 26',
    'Application Popup 26',
    'netvscvfpp 12',
    'Hyper-V-Netvsc 12',
    'Microsoft-Windows-Hyper-V-Netvsc 12',
    'Hyper-V-Netvcs 12',
    'Hyper-V Netvcs 12',
    'netlogon 6004',
    'storvsp 5',
    'VMSMP 26',
    'Event System 4106',
    'storvps',
    'storvps 0',
    'storvps 65536',
    'storvps 5.2',
    'storvps at 9:14',
    'storvps and later 5',
    'scn 7005',
    'the system 5',
    'room 26',
    '',
  ])('%s', (text) => {
    expect(corrector.correct(text)).toEqual([]);
  });

  test('a word as near to two names', () => {
    const twins = createNameCorrector(
      [
        { folded: 'vmicvss', name: 'vmicvss' },
        { folded: 'vmicvsx', name: 'vmicvsx' },
      ],
      new Set(),
    );
    expect(twins.correct('vmicvsq 5')).toEqual([]);
    expect(twins.correct('vmcivss 5')).toEqual([{ name: 'vmicvss', eventId: 5, asWritten: false, at: 0 }]);
  });

  test('of two equally near names the one that has the event', () => {
    const two = [
      { folded: 'vmsmp', name: 'VMSMP' },
      { folded: 'vmms', name: 'VMMS' },
    ];
    const told = createNameCorrector(two, new Set(), (name, id) => name === 'VMSMP' && id === 26);
    expect(told.correct('vmmp 26').map(({ name }) => name)).toEqual(['VMSMP']);
    expect(told.correct('vmmp 27')).toEqual([]);
    expect(createNameCorrector(two, new Set()).correct('vmmp 26')).toEqual([]);
  });

  test('a text of more than 64 folded characters', () => {
    expect(corrections(`storvps 5 ${'x'.repeat(56)}`)).toEqual(['storvsp 5']);
    expect(corrections(`storvps 5 ${'x'.repeat(57)}`)).toEqual([]);
    expect(corrections(`storvps 5${' '.repeat(1_000_000)}`)).toEqual([]);
  });

  test.each([
    ['English', englishSentence],
    ['Japanese', japaneseSentence],
  ])('%s office talk: at most 1 in 100', (_, sentence) => {
    const random = randomFrom(20261120);
    let corrected = 0;
    for (let i = 0; i < 2000; i++) {
      const text = sentence(random);
      if (corrector.correct(`${text} ${i}`).length > 0 || corrector.correct(text.slice(0, 40)).length > 0) corrected++;
    }
    expect(corrected).toBeLessThanOrEqual(20);
  });

  test('any string is read without throwing', () => {
    const names = new Set(known.map(({ name }) => name));
    fc.assert(
      fc.property(anyText, (text) =>
        corrector
          .correct(text)
          .every(
            ({ name, eventId, at }) =>
              names.has(name) && eventId >= 1 && eventId <= 65535 && at >= 0 && at < text.length,
          ),
      ),
      { seed: 20261120, numRuns: 500 },
    );
  });
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** Drops, doubles, replaces or swaps one letter; never only a change of case. */
function oneSlip(name: string, random: () => number): string {
  for (;;) {
    const at = Math.floor(random() * name.length);
    const [before, c, next, after] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? '', name.slice(at + 2)];
    const slipped = pick(random, [
      before + next + after,
      before + c + pick(random, LETTERS) + next + after,
      before + pick(random, LETTERS) + next + after,
      before + next + c + after,
    ]);
    if (fold(slipped) !== fold(name)) return slipped;
  }
}
