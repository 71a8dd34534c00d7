import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createSimilarText,
  HEADER_NEEDS_SIMILARITY,
  SIMILAR_TEXT_POSSIBLE,
  SIMILAR_TEXT_SUGGESTS,
} from '../../src/match/similar-text.ts';
import { fold } from '../../src/text/fold.ts';
import { anyText } from './any-text.ts';
import { englishSentence, japaneseSentence, randomFrom } from './office-talk.ts';
import { ENTRIES } from './suggestion-entries.ts';

const sources = ENTRIES.flatMap(({ key, messages }) =>
  messages.map((text) => ({ text, style: 'braces' as const, key })),
);
const similar = createSimilarText(sources);
/** A message as Windows prints it, numbers in place of its inserts. */
const printed = (text: string): string => text.replaceAll(/\{[a-z]+\}/g, '7');
const refused = (vmid: string, version: string): string =>
  fold(`NIC driver cannot load, incompatible with the virtualization stack. Client version ${version} (VMID ${vmid}).`);
const best = (text: string) => similar.rank(fold(text), 3)[0];

describe('other wordings of a message are suggested', () => {
  test.each([
    [
      "The NIC driver of 'web' could not be loaded because it is incompatible with the virtualization stack of the server.",
      'vmsmp/26',
    ],
    [
      "'2008R2-Guest' の NIC ドライバーは、サーバーが要求しているバージョンと互換性がないため、読み込めません。",
      'vmsmp/26',
    ],
    ['The storage VSP got an error while reading from the vmbus channel.', 'storvsp/4'],
    ['Microport の初期化に失敗しました', 'netvsc/13'],
    ['LoadUserProfile の呼び出しが失敗しました', 'service-control-manager/7005'],
    ['failed to fire the Logoff method on subscription', 'eventsystem/4098'],
  ])('%s', (text, key) => {
    const found = best(text);
    expect(found?.key).toBe(key);
    expect(found?.score).toBeGreaterThanOrEqual(SIMILAR_TEXT_SUGGESTS);
  });

  test('a message is most like itself', () => {
    for (const { text, key } of sources)
      expect(similar.similarity(fold(printed(text)), key), text).toBeGreaterThan(0.99);
  });

  test('the first half of a message of some length is still like it', () => {
    const long = sources.filter(({ text }) => text.length >= 80);
    expect(long.length).toBeGreaterThan(15);
    for (const { text, key } of long) {
      const found = similar.rank(fold(printed(text.slice(0, text.length / 2))), 20).map((one) => one.key);
      expect(found, text).toContain(key);
    }
  });

  test('numbers, GUIDs and codes do not count', () => {
    const one = similar.similarity(refused('9A5FAAC3-1F7A-442D-9525-46B39ACE22DB', '196610'), 'vmsmp/26');
    const other = similar.similarity(refused('0B7C11D2-53A4-4E0B-9A10-7F1E22C0AA41', '2'), 'vmsmp/26');
    expect(one).toBeCloseTo(other, 2);
  });

  test('a message within prose is found', () => {
    const random = randomFrom(3);
    const prose = Array.from({ length: 4 }, () => englishSentence(random)).join('. ');
    const found = best(`${prose}. The storage VSP got an error while reading from the vmbus channel. ${prose}.`);
    expect(found?.key).toBe('storvsp/4');
    expect(found?.score).toBeGreaterThanOrEqual(SIMILAR_TEXT_SUGGESTS);
  });

  test('percent texts: inserts, line breaks and the end mark are no text', () => {
    const tables = createSimilarText([
      {
        key: 'a/1',
        style: 'percent',
        text: "Cannot load storage device in '%2' %n because of %1!s! %%105 here.%0 never printed",
      },
    ]);
    expect(tables.similarity(fold("Cannot load storage device in '7' because of 9 105 here."), 'a/1')).toBeCloseTo(1);
    expect(tables.similarity(fold('never printed'), 'a/1')).toBe(0);
  });
});

describe('a header with another text is told from one with a like text', () => {
  test.each([
    [
      'eventsystem/4106',
      'The COM+ Event System raised an unexpected access violation at address 0x77F813A2, attempting to access address 0x00000000.',
    ],
    [
      'eventsystem/4098',
      'The COM+ Event System detected a bad return code during its internal processing.  HRESULT was 8007041F from line 44 of d:\\nt\\com\\complus\\src\\events\\tier1\\eventsystemobj.cpp.',
    ],
    ['storvsp/5', 'A parity error was detected on \\Device\\RaidPort3.'],
    ['service-control-manager/7005', 'The RegOpenKeyEx call failed with the following error: Access is denied.'],
    ['service-control-manager/7005', 'RegOpenKeyEx の呼び出しは次のエラーで失敗しました: アクセスが拒否されました。'],
    ['netvsc/13', "Miniport NIC 'Microsoft Hyper-V Network Adapter' disconnected"],
  ])('%s', (key, text) => {
    expect(similar.similarity(fold(text), key)).toBeLessThan(HEADER_NEEDS_SIMILARITY);
  });

  test.each([
    ['service-control-manager/7005', 'LoadUserProfile call failed: the device is not ready'],
    [
      'vmsmp/26',
      "'web' の NIC ドライバーは、サーバー仮想化スタックと互換性がないため、読み込めません。 サーバー バージョン 2 クライアント バージョン 196610",
    ],
    ['storvsp/4', 'The Storage VSP met an error while it was reading the vmbus channel.'],
  ])('%s in other words', (key, text) => {
    expect(similar.similarity(fold(text), key)).toBeGreaterThanOrEqual(HEADER_NEEDS_SIMILARITY);
  });

  test('an unknown key is like nothing', () => {
    expect(similar.similarity(fold('NIC driver cannot load'), 'vmsmp/99')).toBe(0);
  });
});

describe('unrelated texts', () => {
  test.each([
    'hello',
    'VPNに接続できません',
    '会議室を接続できません。助かります。',
    'サーバーのディスク容量が不足しています。不要なファイルを削除してください。',
    'プリンターのドライバーをインストールできません。互換性のあるドライバーを教えてください。',
    'The system has rebooted without cleanly shutting down first. This error could be caused if the system stopped responding, crashed, or lost power unexpectedly.',
    "Failed to register service principal name 'Hyper-V Replica Service'.",
    'The network adapter driver on the web server stopped responding and was reset.',
    '9A5FAAC3-1F7A-442D-9525-46B39ACE22DB',
    '',
  ])('%s', (text) => {
    expect(similar.rank(fold(text), 3)).toEqual([]);
  });

  test.each([1, 3, 12])('office talk of %i sentences: at most 1 suggestion in 100', (sentences) => {
    const random = randomFrom(20261120 + sentences);
    let suggested = 0;
    for (let i = 0; i < 1000; i++) {
      const one = i % 2 === 0 ? englishSentence : japaneseSentence;
      const text = Array.from({ length: sentences }, () => one(random)).join('. ');
      if ((best(text)?.score ?? 0) >= SIMILAR_TEXT_SUGGESTS) suggested++;
    }
    expect(suggested).toBeLessThanOrEqual(10);
  });
});

describe('the form of the answer', () => {
  test('best first, each key once, within 0..1, not more than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...sources), (noise, { text }) => {
        const ranked = similar.rank(fold(noise + text), 4);
        const scores = ranked.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(new Set(ranked.map(({ key }) => key)).size).toBe(ranked.length);
        expect(ranked.length).toBeLessThanOrEqual(4);
        expect(scores.every((score) => score >= SIMILAR_TEXT_POSSIBLE && score <= 1)).toBe(true);
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });

  test('only the first 4,096 folded characters are looked at', () => {
    const message = fold('VSP rejected attempt to use protocol version');
    expect(similar.rank(message + 'あ'.repeat(4000), 1)).not.toEqual([]);
    expect(similar.rank('あ'.repeat(4096) + message, 1)).toEqual([]);
    expect(similar.rank('a1'.repeat(500_000), 1)).toEqual([]);
  });

  test('the same text gets the same answer again', () => {
    const text = fold('The storage VSP got an error while reading from the vmbus channel.');
    const first = similar.rank(text, 5);
    similar.rank(fold('NIC driver cannot load because it is incompatible'), 5);
    expect(similar.rank(text, 5)).toEqual(first);
  });

  test('among two thousand texts the right one is first, though its common grams are left out', () => {
    const random = randomFrom(9);
    const many = Array.from({ length: 2000 }, (_, i) => ({
      key: `other/${i}`,
      style: 'percent' as const,
      text: `The driver ${englishSentence(random)}, and ${englishSentence(random)}. %1`,
    }));
    const large = createSimilarText([...many, ...sources]);
    const text = fold(
      "The NIC driver of 'web' could not be loaded because it is incompatible with the virtualization stack of the server.",
    );
    expect(large.rank(text, 1)[0]?.key).toBe('vmsmp/26');
  });
});
