import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPhraseRanker } from '../../src/match/phrases.ts';
import { anyText } from './any-text.ts';
import { englishSentence, japaneseSentence, randomFrom } from './office-talk.ts';
import { ENTRIES } from './suggestion-entries.ts';

const ranker = createPhraseRanker(ENTRIES);
const keysFor = (query: string): string[] => ranker.rank(query).map(({ key }) => key);

describe('what people type finds its entry', () => {
  test.each([
    ['nic drvier incompatable', 'vmsmp/26'],
    ['storage devcie cannot lod', 'storvsp/5'],
    ['integraton services protocol mismach', 'status/get-vmintegrationservice'],
    ['loaduserprofle call faild', 'service-control-manager/7005'],
    ['vmbsu verison missmatch', 'vmbus/2'],
    ['corupt ieventsubscripton', 'eventsystem/4106'],
    ['NIC driver incompatible', 'vmsmp/26'],
    ['storage device loaded different version', 'storvsp/6'],
    ['vsp rejected protocol', 'netvsc/12'],
    ['ネットワークドライバ 互換性', 'vmsmp/26'],
    ['記憶装置 互換性がない', 'storvsp/5'],
    ['統合サービス 古い', 'hyper-v-integration-kvpexchange/4130'],
    ['winlogon 通知サブスクライバ', 'winlogon/6004'],
    ['C000003A switch port empty', 'vmsmp/32'],
    ['490@01010004', 'vds-basic-provider/1'],
    [
      'can I ignore the protocol version error shown by Get-VMIntegrationService on 2012 R2 guests?',
      'status/get-vmintegrationservice',
    ],
    ['仮想マシンのネットワークカードのドライバーが読み込めないエラーが出る', 'vmsmp/26'],
    [
      'The network driver of the virtual machine could not be loaded because it is not compatible with the version required by the server.',
      'vmsmp/26',
    ],
    ['COM+ Event System found a broken IEventSubscription object and deleted it', 'eventsystem/4106'],
  ])('%s', (query, key) => {
    expect(keysFor(query)[0]).toBe(key);
  });

  test('case, width, long vowels and blanks within katakana do not count', () => {
    expect(keysFor('ＮＩＣ　ＤＲＩＶＥＲ　ＩＮＣＯＭＰＡＴＩＢＬＥ')[0]).toBe('vmsmp/26');
    expect(keysFor('ﾈｯﾄﾜｰｸ ﾄﾞﾗｲﾊﾞｰ 互換性')[0]).toBe('vmsmp/26');
    expect(keysFor('ネット ワーク ドライバ 互換性')[0]).toBe('vmsmp/26');
  });

  test('every key phrase finds its own entry', () => {
    for (const { key, phrases } of ENTRIES)
      for (const phrase of phrases) {
        const found = keysFor(phrase);
        // A phrase of one or two everyday words is not enough by itself.
        if (found.length > 0) expect(found, phrase).toContain(key);
      }
  });

  test('scores fall from first to last, and there are at most six entries', () => {
    for (const query of [
      'storage device version',
      'storage vsp channel',
      '記憶装置 バージョン',
      'integration services protocol version',
    ]) {
      const scores = ranker.rank(query).map(({ score }) => score);
      expect(scores.length).toBeLessThanOrEqual(6);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });
});

describe('everything else finds nothing', () => {
  test.each([
    'hello',
    'thanks!',
    'what is the weather in Osaka tomorrow?',
    'おはようございます。今日の会議は何時からですか？',
    '来週の有給休暇の申請方法を教えてください',
    'Please approve my pull request when you have time',
    'java.lang.NullPointerException\n\tat com.example.Foo.bar(Foo.java:42)',
    '{"level":"error","msg":"connection refused","host":"10.0.0.5","port":5432}',
    'Our VMware ESXi 6.7 host shows purple screen after NIC firmware update. Which driver version is compatible?',
    'Our VMware ESXi host shows purple screen after NIC firmware update. Which driver version is compatible?',
    'サーバーのディスク容量が不足しています。不要なファイルを削除してください。',
    '仮想マシンのバックアップが失敗しました。VSS エラー 0x80042306',
    'プリンターのドライバーをインストールできません。互換性のあるドライバーを教えてください。',
    'The virtual machine could not be started because the hypervisor is not running.',
    'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt',
    '99999',
    '0x80070005',
    '2026-05-12 09:14 ticket 48213 closed',
    'version 4.2',
    'VMID 9A5FAAC3-1F7A-442D-9525-46B39ACE22DB',
    'The network adapter stopped responding and was reset',
    'the driver of my printer is compatible',
    'デバイスに接続できません',
    'プロトコルを更新しました',
    '490@01010005',
    '',
    '   ',
  ])('%s', (query) => {
    expect(ranker.rank(query)).toEqual([]);
  });

  test('the opposite of a word is no typing slip', () => {
    expect(keysFor('NIC driver compatible now')).not.toContain('vmsmp/26');
    expect(keysFor('NIC driver not compatible')[0]).toBe('vmsmp/26');
  });

  test('pastes are left to other layers', () => {
    expect(ranker.rank('NIC driver incompatible '.repeat(12))).toEqual([]);
    expect(ranker.rank('x'.repeat(1_000_000))).toEqual([]);
  });

  test.each([
    ['English', englishSentence],
    ['Japanese', japaneseSentence],
  ])('%s office talk: at most 1 in 100', (_, sentence) => {
    const random = randomFrom(20261120);
    let answered = 0;
    for (let i = 0; i < 3000; i++) if (ranker.rank(sentence(random)).length > 0) answered++;
    expect(answered).toBeLessThanOrEqual(30);
  });

  test('any string is answered without throwing', () => {
    const known = new Set(ENTRIES.map(({ key }) => key));
    fc.assert(
      fc.property(anyText, (text) =>
        ranker.rank(text).every(({ key, score }) => known.has(key) && score >= 0 && score <= 1),
      ),
      { seed: 20261120, numRuns: 500 },
    );
  });
});

test('a thousand foreign entries do not hide the right one', () => {
  const random = randomFrom(5);
  const others = Array.from({ length: 1000 }, (_, i) => ({
    key: `other/${i}`,
    provider: `Other ${i % 40}`,
    title: [englishSentence(random), japaneseSentence(random)],
    phrases: [englishSentence(random), japaneseSentence(random)],
  }));
  const large = createPhraseRanker([...others, ...ENTRIES]);

  expect(large.rank('nic drvier incompatable')[0]?.key).toBe('vmsmp/26');
  expect(large.rank('corupt ieventsubscripton')[0]?.key).toBe('eventsystem/4106');
  expect(large.rank('記憶装置 互換性がない')[0]?.key).toBe('storvsp/5');
});

test('no entries, no answers', () => {
  expect(createPhraseRanker([]).rank('NIC driver incompatible')).toEqual([]);
});
