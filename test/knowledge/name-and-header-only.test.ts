/** Events of which little is known: by name only, or without Windows' text. What they must not do is let anybody off. */
import { describe, expect, it } from 'vitest';
import { createAnswerer, type Answerer } from '../../src/answer.ts';
import { judgeSampleWith } from '../../src/judge-sample.ts';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { changed, lintTree, loadTree, places, PLAIN_ENTRY, TREE, type Tree } from './small-knowledge.ts';

const NAMES = 'identities/vmsmp.yaml';
const named = (text: string): Tree => ({ ...TREE, [NAMES]: text });
const ONE = '- { id: 40, level: warning, title: { en: A port was lost, ja: ポートの消失 } }\n';

function answererOf(tree: Tree): Answerer {
  const { knowledge, problems } = loadTree(tree);
  if (knowledge === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return createAnswerer(knowledge);
}

function only(tree: Tree, text: string, { lang = 'en', answers = {} }: Asking = {}): Finding {
  const given = new Map(Object.entries(answers));
  const { findings } = answererOf(tree).answer(text, { lang, answers: given });
  if (findings.length !== 1 || findings[0] === undefined) throw new Error(`${findings.length} findings`);
  return findings[0];
}

interface Asking {
  lang?: Lang;
  answers?: Record<string, boolean>;
}

describe('known identities', () => {
  it('are valid, and found by their key', () => {
    expect(lintTree(named(ONE))).toEqual([]);
    const { catalog } = answererOf(named(ONE));

    expect(catalog.identity('vmsmp/40')).toEqual({
      key: 'vmsmp/40',
      provider: 'VMSMP',
      eventId: 40,
      level: 'warning',
      title: { en: 'A port was lost', ja: 'ポートの消失' },
    });
    expect(catalog.identity('vmsmp/26')).toBeUndefined();
  });

  it.each([
    ['not sorted', `${ONE}${ONE.replace('40', '4')}`, `kb/${NAMES}:2 identities`],
    ['twice', `${ONE}${ONE}`, `kb/${NAMES}:2 duplicate`],
    ['with an entry', ONE.replace('40', '26'), `kb/${NAMES}:1 identities`],
    ['in one language', ONE.replace(', ja: ポートの消失', ''), `kb/${NAMES}:1 schema`],
    ['in the other language', ONE.replace('ポートの消失', 'port lost'), `kb/${NAMES}:1 languages`],
    ['of no ID', ONE.replace('40', '70000'), `kb/${NAMES}:1 schema`],
  ])('%s are reported', (_, text, place) => {
    expect(places(lintTree(named(text)))).toContain(place);
  });

  it('of an unknown provider are reported', () => {
    expect(places(lintTree({ ...TREE, 'identities/vmspm.yaml': ONE }))).toEqual([
      'kb/identities/vmspm.yaml:1 unknown-provider',
    ]);
  });

  it('are named and never judged', () => {
    const finding = only(named(ONE), 'Log Name: System\nSource: VMSMP\nEvent ID: 40\nDescription:\nSome text.');

    expect(finding).toMatchObject({ kind: 'unknown', verdict: 'unknown', key: 'vmsmp/40', level: 'warning' });
    expect(finding.title).toBe('VMSMP 40: A port was lost');
    expect(finding.explanation).toContain('known by name only');
    expect(finding.evidence[0]).toContain('the name of this event and nothing else');
    expect(only(named(ONE), 'VMSMP 40', { lang: 'ja' }).title).toBe('VMSMP 40: ポートの消失');
  });

  it('do not overrule the level that was read', () => {
    expect(only(named(ONE), 'Source: VMSMP\nEvent ID: 40\nLevel: Error').level).toBe('error');
  });

  it('cannot be what an entry refers to', () => {
    const tree = { ...changed('events/storvsp/7.yaml', 'reviewed:', 'seeAlso: [vmsmp/40]\nreviewed:'), [NAMES]: ONE };

    expect(lintTree(tree)).toMatchObject([{ rule: 'see-also', message: expect.stringContaining('by name only') }]);
  });
});

describe('a bare 32-bit identifier', () => {
  it('that one message table knows is named', () => {
    const finding = only(TREE, '0xC0060001');

    expect(finding).toMatchObject({ kind: 'unknown', key: 'storvsp/1', provider: 'storvsp', eventId: 1 });
    expect(finding.title).toBe('storvsp 1: Failed to flush.');
  });

  it('that nothing knows is not', () => {
    expect(only(TREE, '0xC0070001').key).toBeUndefined();
  });
});

/** storvsp 8: no text is known; harmless under every circumstance, says a document. */
const SILENT = PLAIN_ENTRY.replace(/messages:\n.*\n/, '')
  .replace('Loaded, ja: 読み込み', 'Disk parked, ja: ディスクの退避')
  .replace('None., ja: ありません。', 'The host parks a disk., ja: ホストがディスクを退避します。')
  .replace('verdict: info', 'verdict: ignore\n    references: [kb972108]')
  .replace(
    /samples:\n.*\n/,
    'samples:\n  - { text: storvsp 8, case: always, answers: { same-text: yes }, headerOnly: true }\n',
  )
  .replace('reviewed:', 'parameters: [vm, disk]\nreferences: [{ source: kb972108, supports: harmless }]\nreviewed:');
const silent: Tree = { ...TREE, 'events/storvsp/8.yaml': SILENT };
const PASTE = 'Log Name: System\nSource: storvsp\nEvent ID: 8\nDescription:\nThe disk was parked for the night.';
const XML = (data: string) =>
  `<Event><System><Provider Name="storvsp"/><EventID>8</EventID></System><EventData>${data}</EventData></Event>`;

describe('an entry without a text of Windows', () => {
  it('is valid with samples that show the header only', () => {
    const judgeSample = judgeSampleWith(answererOf(silent));

    expect(lintTree(silent, { judgeSample }).filter(({ file }) => file.includes('storvsp/8'))).toEqual([]);
  });

  it.each([
    [SILENT.replace(', headerOnly: true', ''), 'add "headerOnly: true"'],
    [SILENT.replace('text: storvsp 8', `text: ${JSON.stringify(PASTE)}`), 'holds a message text'],
    [SILENT.replace('text: storvsp 8', 'text: the disk was parked for the night'), 'holds a message text'],
  ])('its samples show no text, and say so', (text, sentence) => {
    expect(lintTree({ ...silent, 'events/storvsp/8.yaml': text })).toMatchObject([
      { rule: 'header-only', message: expect.stringContaining(sentence) },
    ]);
  });

  it.each([
    ['the header alone', 'storvsp 8'],
    ['a text that cannot be compared', PASTE],
    ['as many values as it should have', XML('<Data>a</Data><Data>b</Data>')],
  ])('never lets anybody off by %s', (_, text) => {
    const finding = only(silent, text);

    expect(finding).toMatchObject({ kind: 'known', verdict: 'conditional', key: 'storvsp/8' });
    expect(finding.questions).toEqual([
      {
        id: 'storvsp/8/same-text',
        text: 'The exact text of this event is not known here. Does the message that you see mean this: “Disk parked”? (The host parks a disk.)',
      },
    ]);
    expect(finding.evidence[0]).toContain('could not be compared');
  });

  it('asks in Japanese', () => {
    expect(only(silent, 'storvsp 8', { lang: 'ja' }).questions?.[0]?.text).toBe(
      'このイベントの正確な文面はナレッジにありません。お手元のメッセージは次の内容ですか。「ディスクの退避」 (ホストがディスクを退避します。)',
    );
  });

  it('decides once a person has compared the meaning', () => {
    const answers = { 'storvsp/8/same-text': true };

    expect(only(silent, PASTE, { answers })).toMatchObject({ verdict: 'ignore', case: 'always' });
    expect(only(silent, PASTE, { answers: { 'storvsp/8/same-text': false } })).toMatchObject({ verdict: 'unknown' });
  });

  it('is confirmed by the names of its data', () => {
    const finding = only(silent, XML('<Data Name="vm">a</Data><Data Name="disk">b</Data>'));

    expect(finding).toMatchObject({ verdict: 'ignore', inserts: { vm: 'a', disk: 'b' } });
  });

  it.each(['action', 'info'])('says "%s" by the header, and that the text could not be compared', (verdict) => {
    const tree = { ...silent, 'events/storvsp/8.yaml': SILENT.replace('verdict: ignore', `verdict: ${verdict}`) };
    const finding = only(tree, PASTE);

    expect(finding).toMatchObject({ verdict, case: 'always' });
    expect(finding.explanation).toMatch(/^If the message means “Disk parked”: /);
    expect(finding.evidence.join(' ')).toMatch(/could not be compared.*source and ID alone/);
  });

  it("is another event when the text is surely another event's", () => {
    const finding = only(
      silent,
      PASTE.replace(/The disk was.*/, "NIC driver on 'a' cannot load. Client version 196610"),
    );

    expect(finding).toMatchObject({ kind: 'unknown', verdict: 'unknown', key: 'storvsp/8' });
  });

  it('may print what a related event prints', () => {
    const tree = { ...silent, 'events/storvsp/8.yaml': SILENT.replace('reviewed:', 'seeAlso: [vmsmp/26]\nreviewed:') };
    const finding = only(tree, PASTE.replace(/The disk was.*/, "NIC driver on 'a' cannot load. Client version 196610"));

    expect(finding).toMatchObject({ kind: 'known', verdict: 'conditional', key: 'storvsp/8' });
  });
});

describe('cases of one verdict', () => {
  const entry = SILENT.replace(
    'cases:',
    `cases:
  - id: full
    when: [{ insert: disk, equals: full }]
    verdict: action
    trigger: { en: The disk is full., ja: ディスクに空きがないとき。 }
    explanation: { en: It is full., ja: 空きがありません。 }
    action: { en: Make room., ja: 空きを作ってください。 }
    references: [kb972108]`,
  ).replace('verdict: ignore', 'verdict: action');
  const tree = { ...silent, 'events/storvsp/8.yaml': entry };

  it('are told as one, with the steps that hold in any case', () => {
    const finding = only(tree, 'storvsp 8');

    expect(finding.verdict).toBe('action');
    expect(finding.case).toBeUndefined();
    expect(finding.cases?.map(({ id }) => id)).toEqual(['full', 'always']);
    expect(finding.action).toMatch(/the steps differ.*\nIf none of the special situations applies: Nothing\.$/s);
  });

  it('count as open for a sample', () => {
    expect(judgeSampleWith(answererOf(tree))('storvsp 8', {})).toMatchObject({ key: 'storvsp/8', open: true });
  });

  it('ask for what only a person knows, to find the steps', () => {
    const asking = entry
      .replace('{ insert: disk, equals: full }', '{ ask: full }')
      .replace('cases:', 'questions:\n  full: { en: Is the disk full?, ja: ディスクに空きがありませんか? }\ncases:');
    const asked = { ...silent, 'events/storvsp/8.yaml': asking };
    const finding = only(asked, 'storvsp 8');

    expect(finding).toMatchObject({ verdict: 'action', questions: [{ id: 'storvsp/8/full' }] });
    expect(finding.action).toContain('Answer the question');
    expect(only(asked, 'storvsp 8', { answers: { 'storvsp/8/full': true } })).toMatchObject({
      verdict: 'action',
      case: 'full',
    });
  });
});
