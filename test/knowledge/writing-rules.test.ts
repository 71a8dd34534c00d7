/** Rules about how entries are written: each is seen to fail, and to leave alone what only looks alike. */
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { lintKnowledge } from '../../src/knowledge/lint.ts';
import { changed, ENTRY, lintTree, memoryFiles, PLAIN_ENTRY, TREE } from './small-knowledge.ts';

const EVENT = 'events/vmsmp/26.yaml';
const PLAIN = 'events/storvsp/7.yaml';

const plain = (from: string, to: string): [path: string, from: string, to: string] => [PLAIN, from, to];
const event = (from: string, to: string): [path: string, from: string, to: string] => [EVENT, from, to];

/** The Japanese explanation of the plain entry, with something else in its place. */
const ja = (text: string) =>
  plain('ja: 正常です。判定を示す公開情報はありません。', `ja: ${JSON.stringify(`公開情報はありません。${text}`)}`);
const en = (text: string) =>
  plain(
    'en: All is well. No published source gives a verdict.',
    `en: ${JSON.stringify(`Nothing is published. ${text}`)}`,
  );
const action = (text: string, lang: 'en' | 'ja' = 'en') =>
  lang === 'en'
    ? plain('en: Nothing., ja: 不要です。', `en: ${JSON.stringify(text)}, ja: 不要です。`)
    : plain('en: Nothing., ja: 不要です。', `en: Nothing., ja: ${JSON.stringify(text)}`);

const LONG_EN = `This ${'very '.repeat(20)}long sentence comes before anything that matters.`;
const LONG_JA = `${'とても'.repeat(30)}長い文です。`;

const FAULTS: [rule: string, example: [string, string, string], sentence: string][] = [
  ['first-sentence', plain('en: All is well.', `en: ${LONG_EN}`), 'more than 22'],
  ['first-sentence', plain('ja: 正常です。', `ja: ${LONG_JA}`), 'more than 90'],
  ['japanese', ja('ディスクが見つかりません.'), 'English mark'],
  ['japanese', ja('Ｄｉｓｋ を確認します。'), 'full-width'],
  ['japanese', ja('確認します（ホスト）。'), 'full-width'],
  ['japanese', ja('the disk was not found という状態です。'), 'the disk was not found'],
  ['japanese', ja('ディスクの状態を確認する。'), 'plain form'],
  ['japanese', ja('ディスクが失われた。'), 'plain form'],
  ['japanese', ja('ディスクを確認'), 'does not end with'],
  ['japanese', plain('symptom: { en: None., ja: ありません。', 'symptom: { en: None., ja: 通信不能。'), 'no kana'],
  ['japanese', en('See the log。'), 'Japanese mark'],
  ['hidden-ignore', en('The event can be ignored.'), 'lets people off'],
  ['hidden-ignore', action('You may safely ignore it.'), 'lets people off'],
  ['hidden-ignore', action('無視してかまいません。', 'ja'), 'lets people off'],
  [
    'unsourced-info',
    plain('en: All is well. No published source gives a verdict.', 'en: All is well.'),
    'cites no source',
  ],
  ['unsourced-info', plain('ja: 正常です。判定を示す公開情報はありません。', 'ja: 正常です。'), 'cites no source'],
  ['action-text', event('en: Upgrade., ja: 更新してください。', 'en: None., ja: 更新してください。'), '"None."'],
  [
    'action-text',
    event('en: Upgrade., ja: 更新してください。', 'en: Upgrade., ja: 対処は不要です。'),
    '対処は不要です',
  ],
  ['changing-steps', action('Run Remove-VMSnapshot -VMName a.'), 'changes the system'],
  ['changing-steps', action('First chkdsk c: /f, then look again.'), 'chkdsk c: /f'],
  ['changing-steps', action('bcdedit /set hypervisorlaunchtype auto'), 'bcdedit'],
  ['changing-steps', action('net stop vmms を実行します。(変更を伴う操作)', 'ja'), 'net stop'],
  ['changing-steps', action('Look with Get-VMCheckpointState.'), 'not among the known commands'],
  [
    'coverage',
    event('  - { text: "\'a\' の NIC ドライバーを読み込めません。196610", case: open }\n', ''),
    'case: open',
  ],
  ['coverage', event('case: old, answers: { works: no } }', 'case: works, answers: { works: yes } }'), 'answers no'],
  [
    'coverage',
    event('case: old, answers: { works: no } }', 'case: works, answers: { works: yes } }'),
    'no sample in "ja"',
  ],
  ['coverage', plain('en: [loaded], ja: [読み込み]', 'en: [loaded], ja: []'), 'no phrases in "ja"'],
  ['coverage', plain(`notThis: ["A disk in 'a' is gone"]\n`, ''), 'no near miss'],
  [
    'questions',
    event('  works: {', '  same-text: { en: Same?, ja: 同じですか? }\n  works: {'),
    "hvevent's own question",
  ],
];

const FINE: [string, [string, string, string]][] = [
  ['commands and names in Japanese', ja('vssadmin list writers と Windows Server Backup を確認します。')],
  ['a name with a small word', ja('Plug and Play の設定を確認します。')],
  ['quoted English', ja('「the disk was not found」と記録されます。"is not running" も同様です。')],
  ['a version before a full stop', ja('SMB 3.1.1 を使います。')],
  ['brackets around a plain form', ja('動作します (再起動する。)。')],
  ['a warning against ignoring', en('That does not mean that it is harmless.')],
  ['a condition in Japanese', ja('無視してかまいませんとは公開されていません。')],
  ['reading commands', action('Get-VM | Where-Object State, then Get-WinEvent -LogName System and bcdedit /enum.')],
  ['hyphenated names', action('Look at the Hyper-V-VMMS log and the Set-up of the plug-in.')],
  [
    'a marked step',
    action('Get-VM first. Changes the system: Restart-Service vmms stops the management for a moment.'),
  ],
  ['a marked step in Japanese', action('(変更を伴う操作) Restart-Service vmms を実行します。', 'ja')],
  ['a command that is forbidden', action('Do not run Remove-VMSnapshot by hand.')],
  ['a forbidden command in Japanese', action('Remove-VMSnapshot は実行しないでください。', 'ja')],
];

function tree([path, from, to]: [string, string, string]) {
  return changed(path, from, to);
}

it.each(FAULTS)('%s: %j', (rule, example, sentence) => {
  const found = lintTree(tree(example)).filter((problem) => problem.rule === rule);

  expect(found.map(({ message }) => message).join('\n')).toContain(sentence);
  expect(new Set(found.map(({ file }) => file))).toEqual(new Set([`kb/${example[0]}`]));
});

it.each(FINE)('%s is fine', (_, example) => {
  expect(lintTree(tree(example))).toEqual([]);
});

describe('how far a source goes', () => {
  const upTo = (width: string, text = ENTRY) =>
    text.replace('supports: both cases }', `supports: both cases, upTo: ${width} }`);
  const always = (text: string) => text.replace(/ {4}when:\n(?: {6}- .*\n){3}/, '').replace(/questions:\n.*\n/, '');
  const widths = (text: string) => lintTree({ ...TREE, [EVENT]: text }).filter(({ rule }) => rule === 'verdict-width');

  it.each(['ignore', 'conditional'])('a conditional "ignore" may rest on "%s"', (width) => {
    expect(lintTree({ ...TREE, [EVENT]: upTo(width) })).toEqual([]);
  });

  it.each(['action', 'info'])('no "ignore" may rest on "%s"', (width) => {
    expect(widths(upTo(width))).toMatchObject([{ message: expect.stringContaining(`up to "${width}" only`) }]);
  });

  it('an "ignore" without a condition needs a source that goes as far', () => {
    expect(widths(always(upTo('ignore')))).toEqual([]);
    expect(widths(always(upTo('conditional')))).toMatchObject([
      { message: expect.stringContaining('for every such event') },
    ]);
  });

  it('is not asked of an entry that says it of no source', () => {
    expect(widths(always(ENTRY))).toEqual([]);
  });

  it('a source that is only cited beside the case does not help it', () => {
    const both = always(ENTRY).replace(
      '- { source: kb972108, supports: both cases }',
      '- { source: kb972108, supports: both cases }\n  - { source: other, supports: more, upTo: ignore }',
    );

    expect(widths(both)).toMatchObject([{ message: expect.stringContaining('no source that it cites says') }]);
  });
});

it('how an organisation writes for itself is its own matter', () => {
  const local = PLAIN_ENTRY.replace('ja: 正常です。判定を示す公開情報はありません。', 'ja: 正常である。').replace(
    /notThis.*\n/,
    '',
  );
  const open = (directory: string) => memoryFiles(directory === 'kb' ? TREE : { 'events/storvsp/8.yaml': local });
  const loaded = loadKnowledge(['kb', 'local'], { open });

  expect(lintKnowledge(loaded, { today: '2026-11-20' }).filter(({ rule }) => rule !== 'ties')).toEqual([]);
});
