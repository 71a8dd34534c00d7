/** An event's relatives in the same paste decide the order of candidates, and nothing else. */
import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer.ts';
import type { Finding } from '../../src/finding.ts';
import { loadTree, PLAIN_ENTRY, TREE, type Tree } from '../knowledge/small-knowledge.ts';

const other = (seeAlso = '') =>
  PLAIN_ENTRY.replace('storage device', 'other device').replace('reviewed:', `${seeAlso}\nlevel: warning\nreviewed:`);

/** netvsc/30 and hyper-v-netvsc/30 fit a bare 30; `seeAlso` stands in the one that comes second. */
function ask(
  text: string,
  {
    first = '',
    second = '',
    of7 = '',
    level = 'warning',
  }: { first?: string; second?: string; of7?: string; level?: string },
): Finding[] {
  const tree: Tree = {
    ...TREE,
    'events/storvsp/7.yaml': PLAIN_ENTRY.replace('reviewed:', `${of7}\nreviewed:`),
    'events/hyper-v-netvsc/30.yaml': other(first),
    'events/netvsc/30.yaml': other(second)
      .replace('other device', 'third device')
      .replace('level: warning', `level: ${level}`),
  };
  const { knowledge, problems } = loadTree(tree);
  if (knowledge === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return createAnswerer(knowledge).answer(text, { lang: 'en' }).findings;
}

const keys = (findings: readonly Finding[]) =>
  findings.find(({ kind }) => kind === 'candidates')?.candidates?.map(({ key }) => key);

const BOTH = 'Source: storvsp\nEvent ID: 7\n\nEvent ID: 30\nLevel: Warning';

describe('candidates', () => {
  it('keep their order without a relation', () => {
    expect(keys(ask(BOTH, {}))).toEqual(['hyper-v-netvsc/30', 'netvsc/30']);
  });

  it.each([
    ['that names the other event', { second: 'seeAlso: [storvsp/7]' }],
    ['that the other event names', { of7: 'seeAlso: [netvsc/30]' }],
  ])('one %s comes first, and the evidence says why', (_, relation) => {
    const findings = ask(BOTH, relation);

    expect(keys(findings)).toEqual(['netvsc/30', 'hyper-v-netvsc/30']);
    expect(findings.find(({ kind }) => kind === 'candidates')).toMatchObject({
      verdict: 'unknown',
      evidence: expect.arrayContaining([
        'netvsc 30 comes first because it belongs together with storvsp 7, which is in the same paste.',
      ]),
    });
  });

  it('a relation to an event that is not in the paste says nothing', () => {
    expect(keys(ask('Event ID: 30\nLevel: Warning', { second: 'seeAlso: [storvsp/7]' }))).toEqual([
      'hyper-v-netvsc/30',
      'netvsc/30',
    ]);
  });

  it('whose level contradicts stays behind, related or not', () => {
    const findings = ask(BOTH, { second: 'seeAlso: [storvsp/7]', level: 'error' });

    expect(keys(findings)).toEqual(['hyper-v-netvsc/30', 'netvsc/30']);
  });
});
