import { describe, expect, it } from 'vitest';
import { createJudge, judge, standingVerdict } from '../../src/verdict/judge.ts';
import type { Judgement } from '../../src/verdict/judgement.ts';
import {
  both,
  caseOf,
  context,
  entries,
  entry,
  exactMatch,
  scm7005,
  storvsp2,
  storvsp5,
  vmbus2,
  vmsmp26,
  vmsmp32,
  winlogon6004,
  type MatchParts,
} from './fixtures.ts';

/** The verdict, the case that decided or the open ones, and the questions. */
function gist({ verdict, decided, open, questions }: Judgement): unknown[] {
  return [verdict, decided?.id ?? open.map(({ id }) => id), questions];
}

function judged(found: typeof vmsmp26, parts: MatchParts = {}, answers: Record<string, boolean> = {}): unknown[] {
  return gist(judge(exactMatch(found, parts), context(answers)));
}

describe('judge: facts in the text decide', () => {
  it('tells the two documented causes of VMSMP 26 apart', () => {
    expect(judged(vmsmp26, { inserts: { server: '2', client: '196610' } })).toEqual([
      'ignore',
      'guest-newer-than-host',
      [],
    ]);
    expect(judged(vmsmp26, { inserts: { server: '3.2', client: '0.1' } })).toEqual([
      'ignore',
      'guest-without-integration-services',
      [],
    ]);
  });

  it('gives no verdict on a pair of versions that no case describes', () => {
    const judgement = judge(exactMatch(vmsmp26, { inserts: { server: '3.2', client: '0.2' } }), context());
    expect(gist(judgement)).toEqual(['unknown', [], []]);
    expect(judgement.withheld).toBe('no-case');
  });

  it('cannot tell when the versions are unreadable, absent or placeholders', () => {
    const open = ['conditional', ['guest-newer-than-host', 'guest-without-integration-services'], []];
    expect(judged(vmsmp26, { inserts: { server: 'x', client: 'y' } })).toEqual(open);
    expect(judged(vmsmp26)).toEqual(open);
    expect(judged(vmsmp26, { inserts: { server: '%4', client: '%5' } })).toEqual(open);
  });

  it('names the values that are missing', () => {
    expect(judge(exactMatch(vmsmp26), context()).missing).toEqual(['client', 'server']);
    expect(judge(exactMatch(vmsmp32, { inserts: { switch: '' } }), context()).missing).toEqual(['port']);
  });

  it.each([
    [{ switch: '', port: '' }, ['ignore', 'empty-names', []]],
    [{ switch: 'LAN', port: '' }, ['unknown', [], []]],
    [{ switch: '', port: 'P1' }, ['action', 'named', []]],
    [{ switch: '' }, ['conditional', ['empty-names', 'named'], []]],
    [{ port: '' }, ['conditional', ['empty-names'], []]],
    [{ switch: '%1', port: '%2' }, ['conditional', ['empty-names', 'named'], []]],
  ])('VMSMP 32 with %j', (inserts: Record<string, string>, expected) => {
    expect(judged(vmsmp32, { inserts })).toEqual(expected);
  });
});

describe('judge: what only a person knows', () => {
  const installer = { subscriber: 'Trusted Installer' };

  it('asks about Winlogon 6004, and takes the answer', () => {
    expect(judged(winlogon6004, { inserts: installer })).toEqual(['conditional', ['role-restart'], ['role-restart']]);
    expect(judged(winlogon6004, { inserts: installer }, { 'winlogon/6004/role-restart': true })).toEqual([
      'ignore',
      'role-restart',
      [],
    ]);
    expect(judged(winlogon6004, { inserts: installer }, { 'winlogon/6004/role-restart': false })).toEqual([
      'unknown',
      [],
      [],
    ]);
  });

  it('asks nothing about another subscriber', () => {
    expect(judged(winlogon6004, { inserts: { subscriber: 'SessionEnv' } })).toEqual(['unknown', [], []]);
  });

  it('does not take the answer to another event', () => {
    expect(
      judged(winlogon6004, { inserts: installer }, { 'winlogon/6005/role-restart': true, 'role-restart': true })[0],
    ).toBe('conditional');
  });

  it('asks once for two cases that hang on one question', () => {
    const inserts = { server: '4.2', client: '5.1' };

    expect(judged(storvsp5, { inserts })).toEqual(['conditional', ['works', 'fails'], ['storage-works']]);
    expect(judged(storvsp5, { inserts }, { 'storvsp/5/storage-works': true })).toEqual(['ignore', 'works', []]);
    expect(judged(storvsp5, { inserts }, { 'storvsp/5/storage-works': false })).toEqual(['action', 'fails', []]);
  });

  it('does not ask where the text has decided', () => {
    expect(judged(storvsp5, { inserts: { server: '2.0', client: '4.2' } })).toEqual(['ignore', 'kb', []]);
    expect(judged(storvsp5, { inserts: { server: '4.2', client: '2.0' } })).toEqual(['unknown', [], []]);
  });

  it.each([
    [{ call: 'LoadUserProfile', error: 'デバイスの準備ができていません。' }, 'conditional', ['first-logon']],
    [{ call: 'LoadUserProfile', error: '%%21' }, 'conditional', ['first-logon']],
    [{ call: 'RegOpenKeyEx', error: 'The device is not ready.' }, 'unknown', []],
    [{ call: 'LoadUserProfile', error: 'Access is denied.' }, 'unknown', []],
  ])('SCM 7005 with %j', (inserts: Record<string, string>, verdict, questions) => {
    expect(judged(scm7005, { inserts })).toEqual([verdict, verdict === 'unknown' ? [] : ['not-ready'], questions]);
  });

  it('does not ask what cannot change the outcome', () => {
    const twice = entry('vmsmp/1', 'VMSMP', {
      questions: { a: { en: 'a?', ja: 'a?' } },
      cases: [
        caseOf('asked', 'ignore', { when: [{ ask: 'a' }] }),
        caseOf('else', 'ignore', {}),
        caseOf('never-reached', 'action', {}),
      ],
    });

    expect(judged(twice)).toEqual(['ignore', ['asked', 'else'], []]);
  });

  it('leaves out a case that neither yes nor no can reach', () => {
    const behind = entry('vmsmp/1', 'VMSMP', {
      questions: { a: both('a?'), b: both('b?') },
      cases: [
        caseOf('yes', 'info', { when: [{ ask: 'a' }] }),
        caseOf('no-yes', 'info', { when: [{ ask: 'a', answer: 'no' }, { ask: 'b' }] }),
        caseOf('no', 'info', { when: [{ ask: 'a', answer: 'no' }] }),
        caseOf('never-reached', 'action', {}),
      ],
    });

    expect(judged(behind)).toEqual(['info', ['yes', 'no-yes', 'no'], []]);
    const withValue = entry('vmsmp/1', 'VMSMP', {
      questions: { a: both('a?') },
      parameters: ['port'],
      cases: [
        caseOf('yes', 'ignore', { when: [{ ask: 'a' }, { insert: 'port', is: 'empty' }] }),
        caseOf('no', 'info', { when: [{ ask: 'a', answer: 'no' }] }),
        caseOf('else', 'action', {}),
      ],
    });
    expect(judged(withValue)).toEqual(['conditional', ['yes', 'no', 'else'], ['a']]);
    expect(judged(withValue, { inserts: { port: '' } })).toEqual(['conditional', ['yes', 'no'], ['a']]);
  });
});

describe('judge: how far the match may be trusted', () => {
  it('never ignores on a header alone before the text is confirmed', () => {
    expect(judged(vmbus2, { tier: 'header' })).toEqual(['conditional', ['always'], ['same-text']]);
    expect(judge(exactMatch(vmbus2, { tier: 'header' }), context()).textUnconfirmed).toBe(true);
    expect(judged(vmbus2, { tier: 'header' }, { 'vmbus/2/same-text': true })).toEqual(['ignore', 'always', []]);
  });

  it('takes "another text" for another event', () => {
    const judgement = judge(exactMatch(vmbus2, { tier: 'header' }), context({ 'vmbus/2/same-text': false }));
    expect(gist(judgement)).toEqual(['unknown', [], []]);
    expect(judgement.withheld).toBe('other-text');
  });

  it('gives info under "if the text is the known one"', () => {
    const judgement = judge(exactMatch(storvsp2, { tier: 'header' }), context());
    expect(gist(judgement)).toEqual(['info', 'always', []]);
    expect(judgement.textUnconfirmed).toBe(true);
  });

  it('asks for the text first where answers alone would lead to ignore', () => {
    const asked = entry('netvsc/13', 'netvsc', {
      questions: { rebooted: { en: 'Rebooted?', ja: '再起動しましたか?' } },
      cases: [caseOf('updated', 'ignore', { when: [{ ask: 'rebooted' }] })],
    });

    expect(judged(asked, { tier: 'header' })).toEqual(['conditional', ['updated'], ['same-text', 'rebooted']]);
    expect(judged(asked, { tier: 'header' }, { 'netvsc/13/rebooted': true })).toEqual([
      'conditional',
      ['updated'],
      ['same-text'],
    ]);
    expect(judged(asked, { tier: 'header' }, { 'netvsc/13/rebooted': true, 'netvsc/13/same-text': true })[0]).toBe(
      'ignore',
    );
  });

  it('does not ask for the text where the values are missing anyway', () => {
    expect(judged(vmsmp26, { tier: 'header' })[2]).toEqual([]);
    expect(judged(vmsmp26, { tier: 'header' })[0]).toBe('conditional');
  });

  it.each(['header-other-text', 'id', 'similar-text', 'corrected-name', 'phrase', 'unknown'] as const)(
    'gives no verdict on the tier %s',
    (tier) => {
      expect(judged(vmbus2, { tier }, { 'vmbus/2/same-text': true })).toEqual(['unknown', [], []]);
    },
  );

  it('gives no verdict where the search reached a bound', () => {
    expect(judge(exactMatch(vmbus2, { truncated: true }), context())).toMatchObject({
      verdict: 'unknown',
      withheld: 'truncated',
    });
  });

  it('gives no verdict without an entry', () => {
    const match = { ...exactMatch(vmbus2), kind: 'none' as const, entry: undefined };
    expect(judge(match, context())).toMatchObject({ verdict: 'unknown', open: [], facts: [] });
  });
});

describe('judge: what was read', () => {
  it('lists the facts in the order of the entry, decoded, empty ones too', () => {
    const inserts = { client: '196610', server: '2', vmid: '', vm: 'web-07', extra: 'x' };
    const { facts } = judge(exactMatch(vmsmp26, { inserts }), context());

    expect(facts.map(({ name, raw, decoded }) => [name, raw, decoded?.en])).toEqual([
      ['vm', 'web-07', undefined],
      ['vmid', '', undefined],
      ['server', '2', 'NVSP 0.2 (Windows Server 2008)'],
      ['client', '196610', 'NVSP 3.2 (Windows Server 2008 R2 / Windows 7)'],
      ['extra', 'x', undefined],
    ]);
  });

  it('decodes codes and brings their advice', () => {
    const inserts = { status: '80070490' };
    const [fact] = judge(exactMatch(vmsmp32, { inserts }), context()).facts;

    expect(fact?.decoded?.ja).toBe('0x80070490 ERROR_NOT_FOUND: 要素が見つかりません。');
    expect(fact?.advice?.en).toBe('Look for the element.');
  });

  it('says by which values the case was decided', () => {
    const { because } = judge(exactMatch(vmsmp26, { inserts: { server: '2', client: '196610' } }), context());

    expect(because).toEqual([
      { en: '“client” (3.2) is newer than “server” (0.2)', ja: '「client」(3.2) が「server」(0.2) より新しい' },
    ]);
  });

  it('gives the sources of the case, or else of the entry, and the related entries that exist', () => {
    const decided = judge(exactMatch(vmsmp26, { inserts: { server: '2', client: '196610' } }), context());
    expect(decided.references.map(({ title }) => title)).toEqual(['KB 972108']);
    expect(decided.seeAlso).toEqual([{ key: 'storvsp/5', title: storvsp5.title }]);

    const none = judge(exactMatch(vmsmp26, { inserts: { server: '3.2', client: '3.2' } }), context());
    expect(none.references.map(({ title }) => title)).toEqual(['Vendor note']);
  });

  it('reads the level from the upper half of the identifier where the header has none', () => {
    const levelled = entry('vmsmp/2', 'VMSMP', { cases: [caseOf('warned', 'info', { when: [{ level: 'warning' }] })] });

    expect(judged(levelled, { event: { qualifiers: 0x8006 } })[0]).toBe('info');
    expect(judged(levelled, { event: { qualifiers: 0xc006 } })[0]).toBe('unknown');
    expect(judged(levelled, { event: { qualifiers: 0xc006, level: 'warning' } })[0]).toBe('info');
  });
});

describe('createJudge', () => {
  it('judges by the knowledge that it was given', () => {
    const { protocols, references } = context();
    const providers = { providers: [], foreign: [] };
    const judgeOne = createJudge({
      providers,
      protocols,
      references,
      codes: [],
      tables: [],
      entries,
      identities: [],
      version: '0',
    });

    expect(gist(judgeOne(exactMatch(vmsmp26, { inserts: { server: '2', client: '196610' } }), new Map()))).toEqual([
      'ignore',
      'guest-newer-than-host',
      [],
    ]);
  });
});

describe('standingVerdict', () => {
  it('is never ignore', () => {
    expect([vmbus2, storvsp2, storvsp5, entry('a/1', 'a', {})].map(standingVerdict)).toEqual([
      'conditional',
      'info',
      'conditional',
      'unknown',
    ]);
  });
});
