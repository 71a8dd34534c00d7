import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { createCatalog, type Catalog } from '../../src/knowledge/catalog.ts';
import { changed, ENTRY, loadTree, PLAIN_ENTRY, TREE, type Tree } from './small-knowledge.ts';

function catalogOf(tree: Tree = TREE): Catalog {
  const { knowledge, problems } = loadTree(tree);
  if (knowledge === undefined) throw new Error(problems[0]?.message);
  return createCatalog(knowledge);
}

const rows = (lines: string): Tree =>
  changed('messages/storvsp.sys.yaml', '  - { identifier: 0xC0060001', `${lines}  - { identifier: 0xC0060001`);

describe('names of sources', () => {
  const catalog = catalogOf();

  it.each([
    ['VMSMP', 'vmsmp'],
    ['vmsmp', 'vmsmp'],
    ['ＶＭＳＭＰ', 'vmsmp'],
    ['VM SMP', 'vmsmp'],
    ['Microsoft-Windows-VMSMP', 'vmsmp'],
    ['VmSwitch', 'vmsmp'],
    ['netvsc', 'netvsc'],
    ['Microsoft-Windows-Hyper-V-Netvsc', 'hyper-v-netvsc'],
    ['Hyper-V-Netvsc', 'hyper-v-netvsc'],
    ['{67DC0D66-3695-47C0-9642-33F76F7BD7AD}', 'storvsp'],
  ])('%s is %s', (name, slug) => {
    expect(catalog.provider(name)?.slug).toBe(slug);
  });

  it.each(['storvsc', 'disk', '', 'Microsoft-Windows-', '---', '\ud800', 'constructor', '__proto__'])(
    '%j is nobody',
    (name) => {
      expect(catalog.provider(name)).toBeUndefined();
    },
  );

  it('knows foreign sources apart from unknown and from ours', () => {
    expect(catalog.isForeign('Microsoft-Windows-Disk')).toBe(true);
    expect(catalog.isForeign('application popup')).toBe(true);
    expect(catalog.isForeign('VMSMP')).toBe(false);
    expect(catalog.isForeign('something')).toBe(false);
    expect(catalog.isForeign('')).toBe(false);
  });

  it('serves the reader of prose, with a bound on the words of a name', () => {
    const names = catalog.sourceNames;

    expect(names.lookup(fold('Hyper-V Netvsc'))).toBe('known');
    expect(names.lookup(fold('Application Popup'))).toBe('foreign');
    expect(names.lookup(fold('chapter'))).toBeUndefined();
    expect(names.mostWords).toBeGreaterThanOrEqual('Microsoft Windows Hyper V Netvsc'.split(' ').length);
    expect(names.mostWords).toBeLessThan(12);
  });

  it('lists names as written', () => {
    expect(catalog.knownNames()).toEqual(expect.arrayContaining(['VMSMP', 'vmswitch', 'Hyper-V-Netvsc']));
    expect(catalog.foreignNames()).toEqual(['disk', 'Application Popup']);
  });
});

describe('entries', () => {
  it('are found by key and by ID over all providers', () => {
    const catalog = catalogOf({ ...TREE, 'events/storvsp/26.yaml': PLAIN_ENTRY });

    expect(catalog.entry('vmsmp/26')?.provider).toBe('VMSMP');
    expect(catalog.entry('status/get-state')?.provider).toBe('Get-State');
    expect(catalog.entry('vmsmp/99')).toBeUndefined();
    expect(catalog.entriesOfId(26).map(({ key }) => key)).toEqual(['storvsp/26', 'vmsmp/26']);
    expect(catalog.entriesOfId(1)).toEqual([]);
  });

  it('know the upper halves of their texts, from messages and from tables', () => {
    const catalog = catalogOf();

    expect(catalog.qualifiersOf('vmsmp/26')).toEqual([0xc005]);
    expect(catalog.qualifiersOf('storvsp/7')).toEqual([0x4006]);
    expect(catalog.qualifiersOf('status/get-state')).toEqual([]);
  });
});

describe('message tables', () => {
  it('are found by identity and by identifier, with builds by name', () => {
    const catalog = catalogOf();

    expect(catalog.tableTexts('storvsp/7')).toMatchObject([
      {
        file: 'storvsp.sys',
        builds: ['6.3.9600.16384'],
        qualifiers: 0x4006,
        text: "The storage device in '%2' is loaded",
      },
    ]);
    expect(catalog.tableTextsOfIdentifier(1, 0xc006)).toMatchObject([{ key: 'storvsp/1', provider: 'storvsp' }]);
    expect(catalog.tableTextsOfIdentifier(1, 0x8006)).toEqual([]);
  });

  it('hold names of levels and tasks that are no events, and events of manifests whose version is no severity', () => {
    const catalog = catalogOf(
      rows(
        '  - { identifier: 0x50000002, text: Error, builds: [0] }\n  - { identifier: 0xB0010009, text: Slow, builds: [0] }\n',
      ),
    );

    expect(catalog.tableTexts('storvsp/2')).toEqual([]);
    expect(catalog.tableTexts('storvsp/9')).toMatchObject([{ text: 'Slow', qualifiers: 0 }]);
    expect(catalog.tableTextsOfIdentifier(9, 0xb001)).toHaveLength(1);
    const owner = catalog.templateSources().find(({ text }) => text === 'Slow')?.owner;
    expect(owner && 'qualifiers' in owner).toBe(false);
  });

  it('lend a row to an entry', () => {
    const owner = catalogOf()
      .templateSources()
      .find(({ style }) => style === 'percent')?.owner;

    expect(owner).toMatchObject({ key: 'storvsp/7', eventId: 7, qualifiers: 0x4006, table: { file: 'storvsp.sys' } });
    expect(owner?.entry?.key).toBe('storvsp/7');
  });

  it('never lend the row of another severity to an entry that names its identifier', () => {
    const tree = changed(
      'events/storvsp/7.yaml',
      'is loaded" }',
      'is loaded", identifier: 0x40060007 }',
      rows('  - { identifier: 0xC0060007, text: Unexpected access violation, builds: [0] }\n'),
    );
    const catalog = catalogOf(tree);
    const owner = catalog.templateSources().find(({ text }) => text.startsWith('Unexpected'))?.owner;

    expect(owner?.key).toBe('storvsp/7');
    expect(owner?.entry).toBeUndefined();
    expect(catalog.qualifiersOf('storvsp/7')).toEqual([0x4006]);
  });

  it('lend no row at all when an ID has two severities and the entry names none', () => {
    const catalog = catalogOf(rows('  - { identifier: 0xC0060007, text: Unexpected access violation, builds: [0] }\n'));

    expect(catalog.templateSources().filter(({ style, owner }) => style === 'percent' && owner.entry)).toEqual([]);
    expect(catalog.qualifiersOf('storvsp/7')).toEqual([]);
  });
});

describe('texts for the index', () => {
  it('are those of all entries with their messages, then those of the tables', () => {
    const sources = catalogOf().templateSources();

    expect(sources.map(({ style, owner }) => `${style} ${owner.key}`)).toEqual([
      'braces status/get-state',
      'braces storvsp/7',
      'braces vmsmp/26',
      'braces vmsmp/26',
      'percent storvsp/7',
      'percent storvsp/1',
    ]);
    expect(sources[2]?.owner).toMatchObject({
      eventId: 26,
      qualifiers: 0xc005,
      message: { id: 'refused', lang: 'en' },
    });
    expect(sources[2]?.text).toBe(/text: "(.*)"/.exec(ENTRY)?.[1]);
  });
});
