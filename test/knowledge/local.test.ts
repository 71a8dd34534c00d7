import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildCard } from '../../src/card/build-card.ts';
import { createAnswerer } from '../../src/answer.ts';
import { judgeSampleWith } from '../../src/judge-sample.ts';
import { lintKnowledge } from '../../src/knowledge/lint.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import {
  answererWith,
  change,
  lintLocal,
  loadLocal,
  NO_INTEGRATION_SERVICES,
  silence,
  UNDESCRIBED_PAIR,
} from './local-knowledge.ts';
import { lineWith, places, PLAIN_ENTRY, type Tree } from './small-knowledge.ts';

const FILE = 'events/vmsmp/26.yaml';
const OLD_SERVICES = 'events/hyper-v-integration-kvpexchange/4130.yaml';
const KVP = 'hyper-v-integration-kvpexchange/4130';
const KVP_TEXT =
  "仮想マシン 'intra-web' には古いバージョンの統合サービスがインストールされています ('6.1.7600.16385')。互換性の問題を回避するには、ゲスト オペレーティング システムの統合サービスを'6.1.7601.17514' にアップグレードしてください。(仮想マシン ID'5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234')";

const only = (tree: Tree, text: string, lang: 'en' | 'ja' = 'en') => {
  const { findings } = answererWith(tree).answer(text, { lang });
  expect(findings).toHaveLength(1);
  return findings[0];
};

const forVm = (vm: string) => [`- { insert: vm, equals: ${vm} }`];

const special = (vm: string) => `  - id: special
    when: [{ insert: vm, equals: ${vm} }]
    verdict: action
    trigger: { en: At start., ja: 起動時。 }
    explanation: { en: All is lost., ja: 異常です。 }
    action: { en: Call., ja: 連絡してください。 }
    references: [kb972108]
`;

const spare = (vm: string) => `The spare storage pool of the machine named '${vm}' is loaded and ready`;

const forWeb = (sample: string) => change({ id: 'web', when: forVm('web-1'), verdict: 'ignore', sample });

const ids = (...trees: Tree[]) =>
  answererWith(...trees)
    .catalog.entry('vmsmp/26')
    ?.cases.map(({ id }) => id);

describe('without local directories', () => {
  it('nothing is local and nothing is silenced', () => {
    const [finding] = answererWith().answer(NO_INTEGRATION_SERVICES).findings;
    expect(finding).toMatchObject({ verdict: 'ignore', case: 'guest-without-integration-services' });
    expect(finding).not.toHaveProperty('local');
    expect(finding).not.toHaveProperty('silenced');
    expect(finding?.evidence.join()).not.toContain('organisation');
  });
});

describe('adding', () => {
  const guard: Tree = {
    'providers.yaml': 'providers:\n  - { name: Contoso Guard, slug: contoso-guard, side: host }\n',
    'events/contoso-guard/100.yaml': PLAIN_ENTRY.replaceAll(
      'The storage device in',
      'The nightly protection of the machine named',
    ).replaceAll('is loaded', 'was skipped because the disk was in use'),
  };

  it('knows an event of a source that the product does not know, and says whose knowledge it is', () => {
    const text = "The nightly protection of the machine named 'a' was skipped because the disk was in use";
    expect(lintLocal(guard)).toEqual([]);
    expect(only(guard, text)).toMatchObject({ kind: 'known', key: 'contoso-guard/100', verdict: 'info', local: true });
    expect(only(guard, text)?.evidence.at(-1)).toBe(
      'Local knowledge of your organisation: the organisation added this event itself.',
    );
    expect(only(guard, text, 'ja')?.evidence.at(-1)).toContain('組織のローカル ナレッジ');
  });

  it('leaves everything else as it is', () => {
    const { entries } = answererWith(guard).catalog;
    expect(entries).toHaveLength(answererWith().catalog.entries.length + 1);
    expect(only(guard, NO_INTEGRATION_SERVICES)).toEqual(answererWith().answer(NO_INTEGRATION_SERVICES).findings[0]);
  });

  it('takes over a source that the product lists as foreign', () => {
    const ntfs: Tree = {
      'providers.yaml': 'providers:\n  - { name: Ntfs, slug: ntfs, side: both }\n',
      'events/ntfs/7.yaml': guard['events/contoso-guard/100.yaml'] ?? '',
    };
    expect(lintLocal(ntfs)).toEqual([]);
    const { catalog } = answererWith(ntfs);
    expect(catalog.isForeign('Ntfs')).toBe(false);
    expect(catalog.foreignNames()).not.toContain('Ntfs');
    expect(catalog.provider('ntfs')?.slug).toBe('ntfs');
    expect(answererWith().catalog.isForeign('Ntfs')).toBe(true);
  });

  it('does not take a name of the product', () => {
    const clash = { 'providers.yaml': 'providers:\n  - { name: vm smp, slug: mine, side: host }\n' };
    expect(places(lintLocal(clash))).toEqual(['local-1/providers.yaml:2 providers']);
    expect(places(lintLocal({ 'providers.yaml': 'foreign: [VMSMP]\n' }))).toEqual([
      'local-1/providers.yaml:1 providers',
    ]);
  });

  it('needs a reference for "ignore", as the product does', () => {
    const entry = (guard['events/contoso-guard/100.yaml'] ?? '').replace('verdict: info', 'verdict: ignore');
    const found = places(lintLocal({ ...guard, 'events/contoso-guard/100.yaml': entry }));
    expect(found).toEqual([
      'local-1/events/contoso-guard/100.yaml:9 unconditional-ignore',
      'local-1/events/contoso-guard/100.yaml:9 verdict-source',
    ]);
  });

  it('does not define an entry anew, and says how to change it', () => {
    const [problem, ...others] = loadLocal({ 'events/vmsmp/26.yaml': PLAIN_ENTRY }).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ file: 'local-1/events/vmsmp/26.yaml', line: 1, rule: 'duplicate' });
    expect(problem?.message).toContain('knowledge/events/vmsmp/26.yaml');
    expect(problem?.message).toContain('"extends"');
  });
});

describe('overriding a case', () => {
  const tree = { [FILE]: change() };

  it('replaces the case of that id in its place; the rest of the entry stays', () => {
    expect(lintLocal(tree)).toEqual([]);
    expect(ids(tree)).toEqual(ids());
    expect(only(tree, NO_INTEGRATION_SERVICES)).toMatchObject({
      verdict: 'action',
      action: 'Open a ticket.',
      local: true,
    });
    expect(only(tree, UNDESCRIBED_PAIR)).toMatchObject({ kind: 'known', verdict: 'unknown' });
  });

  it('says on the card, in both languages, that the case is local and why', () => {
    for (const [lang, words] of [
      ['en', 'Local knowledge of your organisation: The rule of our house.'],
      ['ja', '組織のローカル ナレッジ: 社内ルールです。'],
    ] as const) {
      const answer = answererWith(tree).answer(NO_INTEGRATION_SERVICES, { lang });
      expect(JSON.stringify(buildCard(answer))).toContain(words);
      // The documents do not support what the organisation says.
      expect(answer.findings[0]?.references).toEqual([]);
    }
  });

  it('says it too while the local case is only one of several that may apply', () => {
    const open = only(tree, 'VMSMP 26');
    expect(open).toMatchObject({ verdict: 'conditional', local: true });
    expect(open?.evidence.join()).toContain('A case that may apply is local knowledge of your organisation');
  });

  it('shows the sources that the local case itself names', () => {
    const cited = only({ [FILE]: change({ references: '[kb972108]' }) }, NO_INTEGRATION_SERVICES);
    expect(cited?.references).toHaveLength(1);
  });

  it('tries a case of a new id before those of the entry', () => {
    const lab = { [FILE]: change({ id: 'lab', when: forVm('files-2'), verdict: 'info' }) };
    expect(lintLocal(lab)).toEqual([]);
    expect(only(lab, NO_INTEGRATION_SERVICES)).toMatchObject({ case: 'lab', verdict: 'info' });
    expect(only(lab, NO_INTEGRATION_SERVICES.replace('files-2', 'other'))).toMatchObject({
      case: 'guest-without-integration-services',
      verdict: 'ignore',
    });
  });

  it('may ask a question of its own', () => {
    const when = [...forVm('files-2'), '- { ask: ours }'];
    const questions = 'questions:\n  ours: { en: Is it ours?, ja: 当社のものですか? }\n';
    const sample = `samples:\n  - { case: ours, answers: { ours: yes }, text: "${NO_INTEGRATION_SERVICES}" }\n`;
    const text = change({ id: 'ours', when, more: questions }).replace(/samples:\n.*\n/, sample);
    expect(lintLocal({ [FILE]: text })).toEqual([]);
    expect(only({ [FILE]: text }, NO_INTEGRATION_SERVICES)?.questions).toEqual([
      { id: 'vmsmp/26/ours', text: 'Is it ours?' },
    ]);
  });

  it('may say "ignore" without a document, because it gives its reason', () => {
    const lab = { [FILE]: change({ id: 'lab', when: forVm('lab-1'), verdict: 'ignore', sample: UNDESCRIBED_PAIR }) };
    expect(lintLocal(lab)).toEqual([]);
    expect(only(lab, UNDESCRIBED_PAIR)).toMatchObject({ verdict: 'ignore', case: 'lab', local: true, references: [] });
    expect(only(lab, UNDESCRIBED_PAIR.replace('lab-1', 'web-1'))).toMatchObject({ verdict: 'unknown' });
  });

  it('does not make a header without its text ignorable', () => {
    const lab = { [FILE]: change({ id: 'lab', when: [], verdict: 'ignore' }) };
    expect(answererWith(lab).answer('VMSMP 26').findings[0]?.verdict).toBe('conditional');
  });

  it('does not make another event of the same ID ignorable', () => {
    const lab = { [FILE]: change({ id: 'lab', when: [], verdict: 'ignore' }) };
    const other = 'Source: VMSMP\nEvent ID: 26\nLevel: Error\nDescription:\nThe switch extension failed its self test.';
    expect(answererWith(lab).answer(other).findings[0]).toMatchObject({ kind: 'unknown', verdict: 'unknown' });
  });
});

describe('an override that goes too far is refused', () => {
  it('an "ignore" without a condition, also when it cites a document of the entry', () => {
    for (const references of ['[]', '[kb972108]']) {
      const text = change({ id: 'all', when: [], verdict: 'ignore', references });
      const found = lintLocal({ [FILE]: text });
      expect(places(found)).toContain(`local-1/${FILE}:${lineWith(text, 'verdict:')} unconditional-ignore`);
      expect(found.every(({ file }) => file.startsWith('local-1/'))).toBe(true);
    }
  });

  it('a condition so wide that samples of the entry that need action are ignored', () => {
    const text = change({ id: 'wide', when: ['- { insert: vm, is: notEmpty }'], verdict: 'ignore' });
    const found = lintLocal({ [FILE]: text });
    expect(new Set(places(found))).toEqual(new Set([`local-1/${FILE}:${lineWith(text, '- id: wide')} local-ignore`]));
    expect(found.map(({ message }) => message).join()).toContain('newer-guest-fails');
  });

  it('a case that no longer catches what it caught, so that it falls through to an "ignore"', () => {
    const path = 'events/storvsp/99.yaml';
    const entry = PLAIN_ENTRY.replace("The storage device in '{vm}' is loaded", spare('{vm}'))
      .replace("The storage device in 'a' is loaded", spare('b'))
      .replace('cases:\n', `cases:\n${special('a')}`)
      .replace('verdict: info', 'verdict: ignore\n    references: [kb972108]')
      .replace('samples:\n', `samples:\n  - { text: "${spare('a')}", case: special }\n`)
      .replace('reviewed:', 'references: [{ source: kb972108, supports: all }]\nreviewed:');
    const header = 'extends: storvsp/99\nreason: { en: Ours., ja: 社内。 }\ncases:\n';
    const narrower = `${header}${special('c')}samples: [{ case: special, text: "${spare('c')}" }]\nreviewed: 2026-11-20\n`;

    expect(lintLocal({ [path]: entry })).toEqual([]);
    expect(places(lintLocal({ [path]: entry }, { [path]: narrower }))).toEqual([`local-2/${path}:1 local-ignore`]);
  });

  it('but not when the change repeats the sample, which says that it is meant', () => {
    const pair =
      "NIC driver on 'web-1' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 1 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).";
    expect(places(lintLocal({ [FILE]: forWeb(pair.replace('5D0F', '6D0F')) }))).toEqual([
      `local-1/${FILE}:${lineWith(forWeb(pair), '- id: web')} local-ignore`,
    ]);
    expect(lintLocal({ [FILE]: forWeb(pair) })).toEqual([]);
  });

  it('a case without a sample, or whose sample does not hit it', () => {
    const none = change({ id: 'lab', when: forVm('lab-1') }).replace(/samples:\n.*\n/, '');
    expect(places(lintLocal({ [FILE]: none }))).toEqual([
      `local-1/${FILE}:${lineWith(none, '- id: lab')} local-sample`,
    ]);
    const wrong = change({ id: 'lab', when: forVm('lab-1') });
    expect(places(lintLocal({ [FILE]: wrong }))).toEqual([`local-1/${FILE}:${lineWith(wrong, '{ case: lab')} samples`]);
  });
});

describe('silencing', () => {
  const tree = { [OLD_SERVICES]: silence(KVP, 'old-integration-services') };

  it('marks the finding and leaves the verdict', () => {
    expect(lintLocal(tree)).toEqual([]);
    const [loud] = answererWith().answer(KVP_TEXT, { lang: 'en' }).findings;
    const silent = only(tree, KVP_TEXT);
    expect(silent).toEqual({ ...loud, silenced: true, evidence: silent?.evidence });
    expect(silent?.verdict).toBe('action');
    expect(silent?.evidence.at(-1)).toBe(
      'Alerts do not report this event: your organisation silenced it. Planned for March.',
    );
    expect(only(tree, KVP_TEXT, 'ja')?.evidence.at(-1)).toContain('3 月に予定しています。');
  });

  it.each([
    ['the header alone, whose text may be that of another event', 'KvpExchange 4130'],
    ['a text that no case fits', KVP_TEXT.replace('6.1.7600.16385', '6.1.7601.17514')],
    [
      'another text of the same source and ID',
      'Source: Microsoft-Windows-Hyper-V-Integration-KvpExchange\nEvent ID: 4130\nLevel: Error\nDescription:\nThe key value pair exchange has crashed.',
    ],
    ['an event of another entry', NO_INTEGRATION_SERVICES],
  ])('does not silence %s', (_, text) => {
    expect(only(tree, text)).not.toHaveProperty('silenced');
  });

  it('keeps silenced and loud occurrences of one event apart', () => {
    const lab = change({
      id: 'lab',
      when: forVm('lab-1'),
      verdict: 'info',
      more: 'silence: [lab]\n',
      sample: UNDESCRIBED_PAIR,
    });
    const { findings } = answererWith({ [FILE]: lab }).answer(`${UNDESCRIBED_PAIR}\n\n${NO_INTEGRATION_SERVICES}`);
    expect(findings.map(({ silenced }) => silenced)).toEqual([true, undefined]);
  });

  it('ends when a later directory decides that case anew', () => {
    const first = { [FILE]: silence('vmsmp/26', 'guest-without-integration-services') };
    expect(only(first, NO_INTEGRATION_SERVICES)).toMatchObject({ verdict: 'ignore', silenced: true });
    const [finding] = answererWith(first, { [FILE]: change() }).answer(NO_INTEGRATION_SERVICES).findings;
    expect(finding).toMatchObject({ verdict: 'action' });
    expect(finding).not.toHaveProperty('silenced');
  });

  it('names a case that exists', () => {
    const wrong = silence(KVP, 'old-integration-service');
    const [problem] = loadLocal({ [OLD_SERVICES]: wrong }).problems;
    expect(problem).toMatchObject({
      file: `local-1/${OLD_SERVICES}`,
      line: lineWith(wrong, 'silence:'),
      rule: 'change',
    });
    expect(problem?.message).toContain('Did you mean "old-integration-services"?');
  });
});

describe('several local directories', () => {
  it('apply in their order, the last word counts', () => {
    const company = { [FILE]: change({ verdict: 'action' }) };
    const site = { [FILE]: change({ verdict: 'info' }) };
    expect(answererWith(company, site).answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict).toBe('info');
    expect(answererWith(site, company).answer(NO_INTEGRATION_SERVICES).findings[0]?.verdict).toBe('action');
    expect(lintLocal(company, site)).toEqual([]);
  });

  it('let a later one change what an earlier one added, and silence what it overrode', () => {
    const company = { [FILE]: change() };
    const site = { [FILE]: silence('vmsmp/26', 'guest-without-integration-services') };
    expect(lintLocal(company, site)).toEqual([]);
    const [finding] = answererWith(company, site).answer(NO_INTEGRATION_SERVICES).findings;
    expect(finding).toMatchObject({ verdict: 'action', local: true, silenced: true });
  });

  it('do not change an entry that only a later one adds', () => {
    const add: Tree = { 'events/storvsp/99.yaml': PLAIN_ENTRY };
    const touch: Tree = { 'events/storvsp/99.yaml': silence('storvsp/99', 'always') };
    expect(loadLocal(add, touch).problems).toEqual([]);
    expect(places(loadLocal(touch, add).problems)).toEqual(['local-1/events/storvsp/99.yaml:1 change']);
    expect(places(loadLocal(touch).problems)).toEqual(['local-1/events/storvsp/99.yaml:1 change']);
  });

  it('count a directory that is named twice once', () => {
    const directory = new URL('../../deploy/local-knowledge-example', import.meta.url).pathname;
    const own = new URL('../../knowledge', import.meta.url).pathname;
    expect(loadKnowledge([own, directory, directory, own]).problems).toEqual([]);
  });
});

describe('faults of local files', () => {
  it('are all found at once, each in its file and line', () => {
    const bad = change({ verdict: 'ignored' });
    const typo = silence(KVP, 'x');
    const found = loadLocal(
      { [FILE]: bad, [OLD_SERVICES]: typo },
      {
        'events/vmsmp/27.yaml': 'extends: vmsmp/26\nsilence: [\n',
        'references.yaml': 'kb972108: { title: a, publisher: b }\n',
      },
    );
    expect(found.knowledge).toBeUndefined();
    expect(places(found.problems)).toEqual([
      `local-1/${OLD_SERVICES}:${lineWith(typo, 'silence:')} change`,
      `local-1/${FILE}:${lineWith(bad, 'verdict:')} schema`,
      'local-2/events/vmsmp/27.yaml:3 yaml',
      'local-2/references.yaml:1 duplicate',
    ]);
  });

  it.each([
    ['no reason', change().replace(/reason:.*\n/, ''), 'schema', 'reason'],
    ['a reason in one language', change().replace(/, ja: 社内ルールです。/, ''), 'schema', 'Japanese'],
    ['no date of review', change().replace(/reviewed:.*\n/, ''), 'schema', 'reviewed'],
    [
      'another key than the path',
      change().replace('extends: vmsmp/26', 'extends: vmsmp/27'),
      'path-is-key',
      'vmsmp/27',
    ],
    [
      'nothing to change',
      'extends: vmsmp/26\nreason: { en: a, ja: あ }\nreviewed: 2026-11-20\n',
      'change',
      'changes nothing',
    ],
    [
      'a forgotten "extends"',
      silence('vmsmp/26', 'newer-guest-works').replace(/extends:.*\n/, ''),
      'schema',
      '"extends" is missing',
    ],
    ['a field that a change may not have', `title: { en: a, ja: あ }\n${change()}`, 'schema', 'title'],
    [
      'a question of the entry',
      change({ more: 'questions:\n  adapter-works: { en: a?, ja: か? }\n' }),
      'change',
      'another name',
    ],
    [
      'two cases of one id',
      change().replace('samples:', `${change().match(/ {2}- id:[^]*?references: \[\]\n/)?.[0]}samples:`),
      'change',
      'Two cases',
    ],
  ])('%s', (_, text, rule, words) => {
    const { knowledge, problems } = loadLocal({ [FILE]: text });
    expect(knowledge).toBeUndefined();
    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    expect(problems[0]?.message).toContain(words);
  });

  it.each([
    ['a dead reference', change({ references: '[kb1]' }), 'dead-reference', 'references: [kb1]'],
    ['an insert that no message gives', change({ when: ['- { insert: vmm, is: empty }'] }), 'inserts', 'insert: vmm'],
    ['a question that nobody wrote', change({ when: ['- { ask: nothing }'] }), 'questions', 'ask: nothing'],
    ['a reason that is not Japanese', change().replace('社内ルールです。', 'house rule'), 'languages', 'reason:'],
    ['a review in the future', change().replace('2026-11-20', '2027-01-01'), 'reviewed', 'reviewed:'],
    [
      'a document that nobody knows',
      change({ more: 'references: [{ source: kb1, supports: it }]\n' }),
      'dead-reference',
      'source: kb1',
    ],
  ])('%s is found by the rules, at its line in the local file', (_, text, rule, part) => {
    expect(places(lintLocal({ [FILE]: text }))).toContain(`local-1/${FILE}:${lineWith(text, part)} ${rule}`);
  });
});

describe('the example of the repository', () => {
  const own = new URL('../../knowledge', import.meta.url).pathname;
  const example = new URL('../../deploy/local-knowledge-example', import.meta.url).pathname;

  it('is valid, and shows the three ways', () => {
    const loaded = loadKnowledge([own, example]);
    const answerer = createAnswerer(loaded.readable);
    expect(lintKnowledge(loaded, { today: '2026-11-20', judgeSample: judgeSampleWith(answerer) })).toEqual([]);
    expect(answerer.answer(NO_INTEGRATION_SERVICES).findings[0]).toMatchObject({ verdict: 'action', local: true });
    expect(answerer.answer(KVP_TEXT).findings[0]).toMatchObject({ verdict: 'action', silenced: true });
    expect(answerer.catalog.entry('contoso-vm-guard/100')?.cases[0]?.local).toEqual({});
  });

  it('is what the guide for authors points to', () => {
    expect(readFileSync(`${own}/README.md`, 'utf8')).toContain('deploy/local-knowledge-example');
  });
});
