/** The knowledge in this repository: every file is valid, everything it names exists, and both sides of each condition have a sample. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { guessLang } from '../../src/lang.ts';
import type { Case } from '../../src/knowledge/schema.ts';
import {
  CodesFile,
  EntryFile,
  MessageTable,
  ProtocolsFile,
  ProvidersFile,
  ReferencesFile,
} from '../../src/knowledge/schema.ts';
import { sourceForm } from '../../src/knowledge/source-index.ts';

const ROOT = new URL('../../knowledge/', import.meta.url);
const INSERT = /\{([a-z0-9-]+)\}/g;

const providers = read(ProvidersFile, 'providers.yaml');
const references = read(ReferencesFile, 'references.yaml');
const protocols = read(ProtocolsFile, 'protocols.yaml');
const codes = read(CodesFile, 'codes.yaml');
const table = read(MessageTable, 'messages/storvsp.yaml');
const entries = [...files('events/'), ...files('status/')].map((path) => ({
  path,
  key: path.replace(/^events\//, '').replace(/\.yaml$/, ''),
  entry: read(EntryFile, path),
}));
const keys = new Set(entries.map(({ key }) => key));

/** As the loader reads it: every value stays the text that was written. */
function read<T extends z.ZodType>(schema: T, path: string): z.output<T> {
  return schema.parse(parse(readFileSync(new URL(path, ROOT), 'utf8'), { schema: 'failsafe' }));
}

function files(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => folder + name.replaceAll('\\', '/'))
    .sort();
}

function insertsOf(entry: EntryFile): Set<string> {
  const names = entry.messages.flatMap(({ text }) => [...text.matchAll(INSERT)].map(([, name]) => name ?? ''));
  return new Set([...names, ...entry.parameters.map(({ name }) => name)]);
}

function slugOf(name: string): string | undefined {
  return providers.providers.find((one) =>
    [one.name, ...one.aliases].some((alias) => sourceForm(alias) === sourceForm(name)),
  )?.slug;
}

function asks(one: Case): string[] {
  return one.when.flatMap((condition) => ('ask' in condition ? [condition.ask] : []));
}

describe('the files', () => {
  it('has every event of the source documents', () => {
    expect([...keys]).toEqual(
      expect.arrayContaining([
        'eventsystem/4098',
        'eventsystem/4106',
        'hyper-v-integration-kvpexchange/4130',
        'netvsc/12',
        'netvsc/13',
        'service-control-manager/7005',
        'status/get-vmintegrationservice',
        'storvsp/1',
        'storvsp/2',
        'storvsp/3',
        'storvsp/4',
        'storvsp/5',
        'storvsp/6',
        'storvsp/7',
        'vds-basic-provider/1',
        'vmbus/2',
        'vmsmp/26',
        'vmsmp/27',
        'vmsmp/32',
        'winlogon/6004',
      ]),
    );
  });

  it('gives each source name to one provider, and none to both ours and foreign', () => {
    const ours = providers.providers.flatMap(({ name, aliases }) => [name, ...aliases]).map(sourceForm);
    const all = [...ours, ...providers.foreign.map(sourceForm)];
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
    expect(providers.foreign.length).toBeGreaterThanOrEqual(150);
  });

  it('keeps a driver and the later provider of the same work apart', () => {
    expect(slugOf('netvsc')).not.toBe(slugOf('Microsoft-Windows-Hyper-V-Netvsc'));
    expect(slugOf('storvsp')).not.toBe(slugOf('Hyper-V-StorVSP'));
    expect(slugOf('VMSMP')).not.toBe(slugOf('Hyper-V-VmSwitch'));
    expect(slugOf('vmbus')).not.toBe(slugOf('vmbusr'));
    expect(slugOf('Event System')).toBe('eventsystem');
    expect(slugOf('storvsc')).toBeUndefined();
  });

  it('names only providers that exist as related', () => {
    const slugs = providers.providers.map(({ slug }) => slug);
    expect(slugs.filter((slug, i) => slugs.indexOf(slug) !== i)).toEqual([]);
    expect(providers.providers.flatMap(({ related }) => related).filter((slug) => !slugs.includes(slug))).toEqual([]);
    expect(
      entries.map(({ key }) => key.split('/')[0] ?? '').filter((slug) => slug !== 'status' && !slugs.includes(slug)),
    ).toEqual([]);
  });

  it('sorts codes and table rows, each once', () => {
    const numbers = codes.map(({ code }) => Number(code));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const rows = table.rows.map(({ identifier }) => Number(identifier));
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(table.rows.flatMap(({ builds }) => builds).filter((index) => index >= table.builds.length)).toEqual([]);
  });

  it('lists the versions of a protocol from old to new', () => {
    for (const { versions } of Object.values(protocols)) {
      const sorted = versions.map(({ version }) => version).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      expect(versions.map(({ version }) => version)).toEqual(sorted);
    }
  });

  it('gives no release to a version of low confidence', () => {
    const low = Object.values(protocols).flatMap(({ versions }) =>
      versions.filter(({ confidence }) => confidence === 'low'),
    );
    expect(low.length).toBeGreaterThan(0);
    expect(low.filter(({ release }) => release !== undefined)).toEqual([]);
  });
});

describe.each(entries)('$key', ({ path, entry }) => {
  it('refers only to what exists', () => {
    const cited = [...entry.references.map(({ source }) => source), ...entry.cases.flatMap((one) => one.references)];
    expect(cited.filter((id) => !(id in references))).toEqual([]);
    expect(entry.seeAlso.filter((key) => !keys.has(key))).toEqual([]);
    const used = [...Object.values(entry.decode), entry.negotiation].flatMap((one) =>
      one === undefined || one === 'code' ? [] : [one.protocol],
    );
    expect(used.filter((protocol) => !(protocol in protocols))).toEqual([]);
    expect(path.startsWith('status/') === (entry.source !== undefined)).toBe(true);
  });

  it('puts conditions only on inserts, questions and messages it has', () => {
    const inserts = insertsOf(entry);
    const ids = new Set(entry.messages.map(({ id }) => id));
    for (const condition of entry.cases.flatMap(({ when }) => when)) {
      if ('insert' in condition) expect(inserts).toContain(condition.insert);
      if ('ask' in condition) expect(Object.keys(entry.questions)).toContain(condition.ask);
      if ('message' in condition) expect(ids).toContain(condition.message);
      if ('protocol' in condition) expect(Object.keys(protocols)).toContain(condition.protocol);
    }
    expect(Object.keys(entry.decode).filter((name) => !inserts.has(name))).toEqual([]);
    expect(Object.keys(entry.questions).filter((id) => !entry.cases.some((one) => asks(one).includes(id)))).toEqual([]);
  });

  it('cites for each case only what the entry says it supports', () => {
    const supported = new Set(entry.references.map(({ source }) => source));
    for (const one of entry.cases) {
      if (one.verdict !== 'info') expect(one.references, one.id).not.toEqual([]);
      expect(
        one.references.filter((id) => !supported.has(id)),
        one.id,
      ).toEqual([]);
    }
  });

  it('has samples for each case in each language whose text is known', () => {
    const langs = new Set(entry.messages.map(({ lang }) => lang));
    for (const { id } of entry.cases) {
      const sampled = new Set(entry.samples.filter((sample) => sample.case === id).map(({ text }) => guessLang(text)));
      for (const lang of langs) expect(sampled, `${id} has no sample in ${lang}`).toContain(lang);
    }
    const ids = new Set([...entry.cases.map(({ id }) => id), 'none', 'open']);
    expect(entry.samples.filter((sample) => !ids.has(sample.case))).toEqual([]);
  });

  it('has samples of both sides of each condition', () => {
    for (const one of entry.cases.filter(({ when }) => when.length > 0)) {
      const elsewhere = entry.samples.filter((sample) => sample.case !== one.id && sample.case !== 'open');
      expect(elsewhere, `${one.id}: a sample where it does not hold`).not.toEqual([]);
      for (const question of asks(one)) {
        const answered = entry.samples.map(({ answers }) => answers[question]);
        expect(answered).toContain('yes');
        expect(answered).toContain('no');
        expect(entry.samples.some((sample) => sample.case === 'open' && sample.answers[question] === undefined)).toBe(
          true,
        );
      }
    }
  });

  it('offers phrases in both languages and something that must not hit', () => {
    expect(entry.phrases.en).not.toEqual([]);
    expect(entry.phrases.ja).not.toEqual([]);
    expect(entry.notThis).not.toEqual([]);
  });
});
