import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/finding.ts';
import { LANGS, type Lang } from '../src/lang.ts';
import type { Match } from '../src/match/match.ts';
import { confidenceOf } from '../src/match/tiers.ts';
import { mergeFindings, tell } from '../src/tell.ts';
import { judge } from '../src/verdict/judge.ts';
import { cutText } from '../src/verdict/quote.ts';
import {
  caseOf,
  context,
  entry,
  exactMatch,
  storvsp2,
  vmbus2,
  vmsmp26,
  vmsmp32,
  winlogon6004,
  type MatchParts,
} from './verdict/fixtures.ts';

const KB = { server: '2', client: '196610', vm: 'web-07' };

function told(
  found: typeof vmsmp26,
  parts: MatchParts = {},
  answers: Record<string, boolean> = {},
  lang: Lang = 'en',
): Finding {
  return tell(judge(exactMatch(found, parts), context(answers)), lang);
}

/** A match without an entry of its own. */
function matchOf(parts: Partial<Match>): Match {
  return { ...exactMatch(vmsmp26), kind: 'none', tier: 'unknown', entry: undefined, message: undefined, ...parts };
}

function toldOf(parts: Partial<Match>, lang: Lang = 'en'): Finding {
  return tell(judge(matchOf(parts), context()), lang);
}

describe('tell: a decided event', () => {
  const finding = told(vmsmp26, {
    inserts: KB,
    event: { level: 'error', computer: 'HV01', time: '9:14', channel: 'System' },
  });

  it('has the verdict and the words of its case', () => {
    expect(finding).toMatchObject({
      kind: 'known',
      provider: 'VMSMP',
      eventId: 26,
      key: 'vmsmp/26',
      verdict: 'ignore',
      case: 'guest-newer-than-host',
      title: 'NIC driver cannot load',
      trigger: 'trigger of guest-newer-than-host',
      explanation: 'explanation of guest-newer-than-host',
      action: 'action of guest-newer-than-host',
      level: 'error',
      side: 'host',
      appliesTo: ['Windows Server 2008', 'Windows Server 2008 R2'],
      computer: 'HV01',
      time: '9:14',
      channel: 'System',
      confidence: confidenceOf('header-and-text'),
      count: 1,
      references: [{ title: 'KB 972108', url: 'https://example.com/972108' }],
      seeAlso: [{ key: 'storvsp/5', title: 'title of storvsp/5' }],
    });
    expect(finding).not.toHaveProperty('questions');
    expect(finding).not.toHaveProperty('cases');
  });

  it('has the values, decoded ones beside them', () => {
    expect(finding.inserts).toEqual({
      vm: 'web-07',
      server: '2',
      'server.decoded': 'NVSP 0.2 (Windows Server 2008)',
      client: '196610',
      'client.decoded': 'NVSP 3.2 (Windows Server 2008 R2 / Windows 7)',
    });
  });

  it('says why: the match, the wording, the level, the values', () => {
    expect(finding.evidence).toEqual([
      'Source and ID are VMSMP 26, and the text is the known message of that event.',
      'The wording is that of Windows Server 2008.',
      'The level agrees: error.',
      'Decided by: “client” (3.2) is newer than “server” (0.2).',
    ]);
  });

  it('tells the course of the negotiation', () => {
    expect(finding.course).toHaveLength(4);
  });

  it('says the same in Japanese', () => {
    const ja = told(vmsmp26, { inserts: KB, event: { level: 'warning' } }, {}, 'ja');

    expect(ja.explanation).toBe('guest-newer-than-host の説明');
    expect(ja.evidence).toEqual([
      'ソースと ID は VMSMP 26 で、本文もそのイベントの既知のメッセージと一致しています。',
      '文面は Windows Server 2008 のものです。',
      'イベントのレベルは「警告」ですが、文書では「エラー」です。',
      '判断の根拠: 「client」(3.2) が「server」(0.2) より新しい。',
    ]);
  });

  it('adds the advice of a code, but not to an event that may be ignored', () => {
    const status = '0x80070490';

    expect(told(vmsmp32, { inserts: { switch: 'LAN', port: 'P1', status } }).action).toBe(
      'action of named Look for the element.',
    );
    expect(told(vmsmp32, { inserts: { switch: '', port: '', status } }).action).toBe('action of empty-names');
  });
});

describe('tell: an undecided event', () => {
  it('asks, names the case, and gives its words only under a condition', () => {
    const finding = told(winlogon6004, { inserts: { subscriber: 'TrustedInstaller' } });

    expect(finding).toMatchObject({
      kind: 'known',
      verdict: 'conditional',
      trigger: 'trigger of role-restart',
      explanation: 'symptom of winlogon/6004 If the condition is met: explanation of role-restart',
      action:
        'Answer the question first; until then do not treat the event as harmless. If the condition is met: action of role-restart',
      questions: [{ id: 'winlogon/6004/role-restart', text: 'Was it the restart after the role was installed?' }],
      cases: [{ id: 'role-restart', verdict: 'ignore', trigger: 'trigger of role-restart' }],
    });
    expect(finding).not.toHaveProperty('case');
  });

  it('says which answer decided', () => {
    const answers = { 'winlogon/6004/role-restart': true };
    const finding = told(winlogon6004, { inserts: { subscriber: 'TrustedInstaller' } }, answers);

    expect(finding.verdict).toBe('ignore');
    expect(finding.evidence).toContain(
      'Decided by: “subscriber” is “TrustedInstaller”; you answered yes to “Was it the restart after the role was installed?”.',
    );
  });

  it('asks for the whole text when values are missing', () => {
    const finding = told(vmsmp26, { tier: 'header' });

    expect(finding.verdict).toBe('conditional');
    expect(finding.explanation).toBe('The host logs a version error.');
    expect(finding.action).toContain('Paste the whole event');
    expect(finding.cases?.map(({ id }) => id)).toEqual(['guest-newer-than-host', 'guest-without-integration-services']);
    expect(finding).not.toHaveProperty('trigger');
  });

  it('asks whether the text is the known one when only the header was given', () => {
    const installer = { inserts: { subscriber: 'TrustedInstaller' }, tier: 'header' } as const;
    const answers = { 'winlogon/6004/role-restart': true };

    for (const lang of LANGS) {
      const [question] = told(winlogon6004, installer, answers, lang).questions ?? [];
      expect(question?.id).toBe('winlogon/6004/same-text');
      // The entry has no English text: the Japanese one is quoted in both.
      expect(question?.text).toContain('winlogon 通知サブスクライバ <…> で重要な通知イベントに失敗しました。');
    }
  });

  it('asks by title and symptom when the entry has no text', () => {
    const [question] = told(vmbus2, { tier: 'header' }).questions ?? [];
    expect(question).toEqual({
      id: 'vmbus/2/same-text',
      text: 'The exact text of this event is not known here. Does the message that you see mean this: “title of vmbus/2”? (symptom of vmbus/2)',
    });
  });

  it('marks what holds only for the known text', () => {
    const finding = told(storvsp2, { tier: 'header' });

    expect(finding.verdict).toBe('info');
    expect(finding.explanation).toBe('If the message means “title of storvsp/2”: explanation of always');
    expect(finding.evidence).toEqual(
      expect.arrayContaining([
        expect.stringContaining('could not be compared'),
        expect.stringContaining('rests on source and ID alone'),
      ]),
    );
  });
});

describe('tell: a known event without a verdict', () => {
  it('says that no documented situation fits', () => {
    const finding = told(vmsmp26, { inserts: { server: '3.2', client: '3.2' } });

    expect(finding).toMatchObject({
      kind: 'known',
      verdict: 'unknown',
      explanation: 'Not this pair.',
      action: 'Compare.',
    });
    expect(finding.evidence).toContain('None of the documented situations fits the values of this event.');
    expect(finding.evidence.join(' ')).not.toContain('Documented for');
  });

  it('has words of its own where the entry has none', () => {
    expect(told(winlogon6004, { inserts: { subscriber: 'X' } }).explanation).toContain(
      'none of the documented situations fits',
    );
    expect(told(entry('a/1', 'a', {})).explanation).toContain('no published source says');
  });

  it('says that a search was cut short', () => {
    expect(told(vmbus2, { truncated: true })).toMatchObject({
      kind: 'known',
      verdict: 'unknown',
      action: 'Paste this event alone.',
    });
  });

  it('takes an event with another text for another event', () => {
    const finding = told(vmbus2, { tier: 'header' }, { 'vmbus/2/same-text': false });

    expect(finding).toMatchObject({ kind: 'unknown', verdict: 'unknown', title: 'Unknown event: vmbus 2' });
    expect(finding.explanation).toContain('title of vmbus/2');
    expect(finding).not.toHaveProperty('case');
  });
});

describe('tell: other kinds of match', () => {
  it('reports an event of which nothing is known', () => {
    const finding = toldOf({ provider: 'disk', eventId: 26, key: undefined });

    expect(finding).toMatchObject({
      kind: 'unknown',
      verdict: 'unknown',
      provider: 'disk',
      eventId: 26,
      confidence: 0,
    });
    expect(finding.title).toBe('Unknown event: disk 26');
    expect(toldOf({ provider: 'disk', eventId: 26 }, 'ja').title).toBe('未登録のイベント: disk 26');
    expect(toldOf({ provider: undefined, eventId: 26 }).title).toBe('Unknown event: event ID 26');
    expect(toldOf({ provider: undefined, eventId: undefined }).title).toBe('Unknown event');
  });

  it('reports an event that only a message table knows, with text, builds and level', () => {
    const table = {
      file: 'storvsp.sys',
      text: 'The Storage VSP failed. \\r\\n',
      builds: ['6.1', '6.3'],
      qualifiers: 0xc006,
    };
    const finding = toldOf({ provider: 'storvsp', eventId: 1, key: 'storvsp/1', tableTexts: [table] });

    expect(finding).toMatchObject({ kind: 'unknown', verdict: 'unknown', key: 'storvsp/1', level: 'error' });
    expect(finding.title).toBe('storvsp 1: The Storage VSP failed.');
    expect(finding.evidence).toContain(
      'Known from the message table of storvsp.sys (6.1, 6.3): “The Storage VSP failed.”',
    );
    expect(finding.explanation).toContain('storvsp.sys');
  });

  it('says that the ID is known but the event is another one', () => {
    const finding = toldOf({ tier: 'header-other-text', candidates: [{ entry: vmsmp26, score: 0 }] });

    expect(finding).toMatchObject({ kind: 'unknown', verdict: 'unknown', title: 'Unknown event: VMSMP 26' });
    expect(finding.explanation).toContain('“NIC driver cannot load”');
    expect(finding.seeAlso).toEqual([{ key: 'vmsmp/26', title: 'NIC driver cannot load' }]);
  });

  it('offers candidates for a bare ID, never as ignore', () => {
    const candidates = [vmbus2, storvsp2].map((one) => ({ entry: one, score: 1 }));
    const finding = toldOf({
      kind: 'candidates',
      tier: 'id',
      provider: undefined,
      eventId: 2,
      key: undefined,
      candidates,
    });

    expect(finding).toMatchObject({ kind: 'candidates', verdict: 'unknown', title: 'Event ID 2: which source?' });
    expect(finding.candidates).toEqual([
      { key: 'vmbus/2', provider: 'vmbus', eventId: 2, title: 'title of vmbus/2', verdict: 'conditional' },
      { key: 'storvsp/2', provider: 'storvsp', eventId: 2, title: 'title of storvsp/2', verdict: 'info' },
    ]);
  });

  it('offers a guess as a guess', () => {
    const parts = {
      kind: 'similar',
      tier: 'corrected-name',
      provider: undefined,
      eventId: undefined,
      key: undefined,
    } as const;
    const one = toldOf({ ...parts, candidates: [{ entry: vmsmp26, score: 1 }] });
    const two = toldOf({ ...parts, candidates: [vmsmp26, vmbus2].map((found) => ({ entry: found, score: 1 })) });

    expect(one).toMatchObject({ kind: 'similar', verdict: 'unknown', title: 'Did you mean VMSMP 26?' });
    expect(two.title).toBe('Similar known events');
  });

  it('never shows a match that carries no verdict as known', () => {
    expect(told(vmbus2, { tier: 'phrase' })).toMatchObject({
      kind: 'similar',
      verdict: 'unknown',
      title: 'Did you mean vmbus 2?',
    });
  });
});

describe('tell: hostile text', () => {
  it('cuts what it quotes to 80 code points on one line', () => {
    const long = '🙂'.repeat(500);
    const found = entry('a/1', 'a', { cases: [caseOf('c', 'info', { when: [{ insert: 'x', is: 'notEmpty' }] })] });
    const finding = told(found, { inserts: { x: `${long}\n<b>` } });

    expect(finding.evidence).toContain(`Decided by: “x” is “${'🙂'.repeat(80)}…”, not empty.`);
    expect(finding.inserts.x).toBe(`${long}\n<b>`);
  });

  it('keeps a source name of any text on one short line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...LANGS), (provider, lang) => {
        const { title = '', evidence } = toldOf({ provider, eventId: 1 }, lang);
        expect(Array.from(title).length).toBeLessThanOrEqual(110);
        expect([title, ...evidence].join('')).not.toMatch(/[\n\r\u0000\u202e\u200b]/);
      }),
      { seed: 80, numRuns: 300 },
    );
  });

  it('cuts by code point', () => {
    expect(cutText('a\u0000\n b', 3)).toBe('a b');
    expect(cutText('a b c', 4)).toBe('a b…');
    expect(cutText('日本語', 3)).toBe('日本語');
    expect(cutText('日本語文', 3)).toBe('日本語…');
    expect(cutText('  ', 3)).toBe('');
  });
});

describe('tell: every outcome is complete in both languages', () => {
  it('has a title, an explanation, an action and evidence', () => {
    const tiers = [
      'header-and-text',
      'text',
      'header-similar-text',
      'header',
      'header-other-text',
      'id',
      'similar-text',
      'corrected-name',
      'phrase',
      'unknown',
    ] as const;
    for (const lang of LANGS) {
      for (const tier of tiers) {
        for (const found of [vmsmp26, vmsmp32, winlogon6004, vmbus2, storvsp2]) {
          const finding = told(found, { tier, inserts: KB }, {}, lang);
          const words = [finding.title, finding.explanation, finding.action, ...finding.evidence];
          expect(words.every((word) => word !== undefined && word.trim() !== '')).toBe(true);
          expect(words.join(' ')).not.toMatch(/undefined|\[object/);
        }
      }
    }
  });

  it('writes its own Japanese sentences in Japanese', () => {
    const tiers = [
      'header-and-text',
      'text',
      'header-similar-text',
      'header',
      'header-other-text',
      'id',
      'phrase',
      'unknown',
    ] as const;
    for (const tier of tiers) {
      for (const sentence of told(vmsmp26, { tier, inserts: KB }, {}, 'ja').evidence)
        expect(sentence).toMatch(/[ぁ-ん一-龠].*。$/u);
    }
  });
});

describe('mergeFindings', () => {
  const web = told(vmsmp26, { inserts: KB, event: { computer: 'HV01', time: '9:00' } });
  const sql = told(vmsmp26, { inserts: { ...KB, vm: 'sql-01' }, event: { computer: 'HV01', time: '9:05' } });
  const open = told(vmsmp26);
  const disk = toldOf({ provider: 'disk', eventId: 26, key: undefined });

  it('counts the same event once, in the order of first appearance', () => {
    const merged = mergeFindings([web, disk, sql, open, disk, web]);

    expect(merged.map(({ title, verdict, count }) => [title, verdict, count])).toEqual([
      ['NIC driver cannot load', 'ignore', 3],
      ['Unknown event: disk 26', 'unknown', 2],
      ['NIC driver cannot load', 'conditional', 1],
    ]);
  });

  it('lists the distinct values of the occurrences, and keeps only what all share', () => {
    const [merged] = mergeFindings([web, sql, web]);

    expect(merged?.occurrences?.map(({ vm }) => vm)).toEqual(['web-07', 'sql-01']);
    expect(merged?.computer).toBe('HV01');
    expect(merged).not.toHaveProperty('time');
  });

  it('leaves a single finding as it is', () => {
    expect(mergeFindings([web])).toEqual([web]);
    expect(mergeFindings([])).toEqual([]);
  });

  it('keeps the lower confidence, and lists at most 20 occurrences', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      told(vmsmp26, { inserts: { ...KB, vm: `vm-${i}` }, tier: i === 7 ? 'text' : 'header-and-text' }),
    );
    const [merged] = mergeFindings(many);

    expect(merged?.count).toBe(50);
    expect(merged?.occurrences).toHaveLength(20);
    expect(merged?.confidence).toBe(Math.min(confidenceOf('text'), confidenceOf('header-and-text')));
  });

  it('does not mix outcomes of one event', () => {
    const asked = told(winlogon6004, { inserts: { subscriber: 'TrustedInstaller' } });
    const other = told(winlogon6004, { inserts: { subscriber: 'X' } });
    const header = told(winlogon6004, { tier: 'header' });

    expect(mergeFindings([asked, other, header])).toHaveLength(3);
  });

  it('neither loses nor invents occurrences', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(web, sql, open, disk), { maxLength: 40 }), (findings) => {
        const merged = mergeFindings(findings);
        let count = 0;
        for (const one of merged) count += one.count;
        expect(count).toBe(findings.length);
        expect(mergeFindings(merged)).toEqual(merged);
      }),
      { seed: 64, numRuns: 100 },
    );
  });
});
