import { describe, expect, it } from 'vitest';
import { indexKnowledge } from '../../src/knowledge/word-search.ts';
import { realAnswerer } from '../http/running-app.ts';

const { catalog } = realAnswerer();
const index = indexKnowledge(catalog);
const find = (q: string, most = 8) => index.find(q, most).map(({ key }) => key);

describe('finding entries by words', () => {
  it('takes any words of name, title, phrases, symptom and messages, in any order', () => {
    expect(find('network driver')).toContain('vmsmp/26');
    expect(find('driver NETWORK vmsmp')).toContain('vmsmp/26');
    expect(find('server virtualization stack')).toContain('vmsmp/26');
    expect(find('統合サービス 古い')).toContain('hyper-v-integration-kvpexchange/4130');
  });

  it('puts what an entry is about before what merely stands in it', () => {
    const found = index.find('network adapter', 1000);
    const about = found.map(({ title, phrases }) => /network adapter/i.test([title.en, ...phrases.en].join('\n')));

    expect(about[0]).toBe(true);
    expect(about.indexOf(true, about.indexOf(false) + 1)).toBe(-1);
  });

  it('does with most of the words where none has all, and with nothing where most are missing', () => {
    expect(find('network driver refused yesterday')).toContain('vmsmp/26');
    expect(find('lunch with the network team')).toEqual([]);
    expect(find('zzz')).toEqual([]);
    expect(find(' ，。 ')).toEqual([]);
  });

  it('gives no more than is wanted, and is made once for the same knowledge', () => {
    expect(find('virtual machine', 3)).toHaveLength(3);
    expect(indexKnowledge(catalog)).toBe(index);
  });
});
