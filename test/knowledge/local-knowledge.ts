/** Local directories in memory beside the product's own knowledge, judged by the whole product. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Answerer } from '../../src/answer.ts';
import { createAnswerer } from '../../src/answer.ts';
import { judgeSampleWith } from '../../src/judge-sample.ts';
import type { LoadResult } from '../../src/knowledge/knowledge-files.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import { lintKnowledge } from '../../src/knowledge/lint.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { memoryFiles, type Tree } from './small-knowledge.ts';

const ROOT = new URL('../../knowledge/', import.meta.url);

/** The knowledge of this repository. */
const OWN: Tree = Object.fromEntries(
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(new URL(path, ROOT), 'utf8')]),
);

/** Loads `knowledge` (the product's own), then the trees as `local-1`, `local-2`, … */
export function loadLocal(...trees: readonly Tree[]): LoadResult {
  const directories = ['knowledge', ...trees.map((_, index) => `local-${index + 1}`)];
  const open = (directory: string) => memoryFiles(trees[directories.indexOf(directory) - 1] ?? OWN);
  return loadKnowledge(directories, { open });
}

/** All faults, with samples executed, on 20 November 2026. */
export function lintLocal(...trees: readonly Tree[]): Problem[] {
  const loaded = loadLocal(...trees);
  const judgeSample = judgeSampleWith(createAnswerer(loaded.readable));
  return lintKnowledge(loaded, { today: '2026-11-20', judgeSample });
}

/** @throws when a file has a fault */
export function answererWith(...trees: readonly Tree[]): Answerer {
  const { knowledge, problems } = loadLocal(...trees);
  if (knowledge === undefined) throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return createAnswerer(knowledge);
}

export const NO_INTEGRATION_SERVICES =
  "NIC driver on 'files-2' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 0.1 (VMID 7A1C0E52-93D4-4F0B-8E36-2B5D9F60C1AE).";
/** Another virtual machine and a pair of versions that no document describes. */
export const UNDESCRIBED_PAIR = NO_INTEGRATION_SERVICES.replace('files-2', 'lab-1')
  .replace('3.2', '5.0')
  .replace('0.1', '3.2');

interface ChangeParts {
  /** `- { insert: vm, equals: lab-1 }`, one a line. */
  when?: readonly string[];
  verdict?: string;
  references?: string;
  id?: string;
  sample?: string;
  more?: string;
}

/** A change of vmsmp/26 with one case; by default it replaces the one of old guests. */
export function change({
  id = 'guest-without-integration-services',
  when = [
    '- { insert: server, protocol: nvsp, is: same, than: { version: 3.2 } }',
    '- { insert: client, protocol: nvsp, is: same, than: { version: 0.1 } }',
  ],
  verdict = 'action',
  references = '[]',
  sample = NO_INTEGRATION_SERVICES,
  more = '',
}: ChangeParts = {}): string {
  const conditions = when.length === 0 ? 'when: []' : `when:\n${when.map((one) => `      ${one}`).join('\n')}`;
  return `extends: vmsmp/26
reason: { en: The rule of our house., ja: 社内ルールです。 }
cases:
  - id: ${id}
    ${conditions}
    verdict: ${verdict}
    trigger: { en: An old guest starts., ja: 古いゲストの起動時。 }
    explanation: { en: It breaks our rule., ja: 社内ルールに反します。 }
    action: { en: Open a ticket., ja: チケットを発行してください。 }
    references: ${references}
samples:
  - { case: ${id}, text: "${sample}" }
${more}reviewed: 2026-11-20
`;
}

/** A change that only silences. */
export function silence(key: string, id: string): string {
  return `extends: ${key}
reason: { en: Planned for March., ja: 3 月に予定しています。 }
silence: [${id}]
reviewed: 2026-11-20
`;
}
