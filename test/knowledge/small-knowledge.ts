/** Small knowledge trees in memory, for the tests of loader, catalog and rules. */
import type { KnowledgeFiles, LoadResult } from '../../src/knowledge/knowledge-files.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import { lintKnowledge, type LintOptions } from '../../src/knowledge/lint.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

export type Tree = Readonly<Record<string, string>>;

/** A directory in memory. */
export function memoryFiles(tree: Tree): KnowledgeFiles {
  return {
    list: () => Object.keys(tree),
    read(path) {
      const text = tree[path];
      if (text === undefined) throw new Error(`no file ${path}`);
      return text;
    },
  };
}

/** Loads a tree as the directory `kb`. */
export function loadTree(tree: Tree): LoadResult {
  return loadKnowledge(['kb'], { open: () => memoryFiles(tree) });
}

/** Lints a tree as the directory `kb`, on 20 November 2026. */
export function lintTree(tree: Tree, options: Partial<LintOptions> = {}): Problem[] {
  return lintKnowledge(loadTree(tree), { today: '2026-11-20', ...options });
}

/** `file:line rule`, for expecting several at once. */
export function places(problems: readonly Problem[]): string[] {
  return problems.map(({ file, line, rule }) => `${file}:${line ?? '?'} ${rule}`);
}

export const PROVIDERS = `providers:
  - name: VMSMP
    slug: vmsmp
    aliases: [vmswitch]
    side: host
  - name: storvsp
    slug: storvsp
    guid: 67dc0d66-3695-47c0-9642-33f76f7bd7ad
    side: host
  - name: netvsc
    slug: netvsc
    side: guest
  - name: Hyper-V-Netvsc
    slug: hyper-v-netvsc
    side: guest
foreign: [disk, Application Popup]
`;

export const REFERENCES = `kb972108:
  title: Events of older integration services
  url: https://example.com/kb/972108
  publisher: Microsoft
`;

const PROTOCOLS = `nvsp:
  name: { en: Network protocol, ja: ネットワーク プロトコル }
  encoding: "32"
  proposer: guest
  versions:
    - { version: 3.2, confidence: high }
  sources: [public driver source]
`;

const CODES = `- code: 0x00000005
  kind: Win32
  symbol: ERROR_ACCESS_DENIED
  meaning: { en: Access is denied., ja: アクセスが拒否されました。 }
- code: 0x80070005
  kind: HRESULT
  symbol: E_ACCESSDENIED
  meaning: { en: Access is denied., ja: アクセスが拒否されました。 }
`;

/** A faultless entry with two inserts, a protocol condition and a question. */
export const ENTRY = `title: { en: Driver refused, ja: ドライバーの拒否 }
level: error
channel: System
side: host
appliesTo: [WS2008R2]
symptom: { en: No network., ja: 通信できません。 }
messages:
  - id: refused
    lang: en
    text: "NIC driver on '{vm}' cannot load. Client version {client}"
    identifier: 0xC005001A
  - { id: refused, lang: ja, text: "'{vm}' の NIC ドライバーを読み込めません。{client}" }
parameters: [vm, client]
decode:
  client: { protocol: nvsp }
questions:
  works: { en: Does the adapter work?, ja: アダプターは動作しますか? }
cases:
  - id: works
    when:
      - { insert: client, protocol: nvsp, is: newer, than: { version: 3.1 } }
      - { message: refused }
      - { ask: works }
    verdict: ignore
    trigger: { en: At start., ja: 起動時。 }
    explanation: { en: They agree later., ja: 後で一致します。 }
    action: { en: Nothing., ja: 不要です。 }
    references: [kb972108]
  - id: old
    verdict: action
    trigger: { en: Old services., ja: 古いサービス。 }
    explanation: { en: Too old., ja: 古すぎます。 }
    action: { en: Upgrade., ja: 更新してください。 }
    references: [kb972108]
samples:
  - { text: "NIC driver on 'a' cannot load. Client version 196610", case: works, answers: { works: yes } }
  - { text: "NIC driver on 'a' cannot load. Client version 2", case: old }
  - { text: "'a' の NIC ドライバーを読み込めません。196610", case: works, answers: { works: yes } }
  - { text: "'a' の NIC ドライバーを読み込めません。196610", case: old, answers: { works: no } }
  - { text: "'a' の NIC ドライバーを読み込めません。196610", case: open }
phrases: { en: [driver refused], ja: [ドライバー 拒否] }
notThis: ["NIC driver on 'a' was updated."]
references:
  - { source: kb972108, supports: both cases }
reviewed: 2026-11-20
`;

/** A shorter one, without conditions. */
export const PLAIN_ENTRY = `title: { en: Loaded, ja: 読み込み }
side: host
appliesTo: [WS2012R2]
symptom: { en: None., ja: ありません。 }
messages:
  - { lang: en, text: "The storage device in '{vm}' is loaded" }
cases:
  - id: always
    verdict: info
    trigger: { en: At start., ja: 起動時。 }
    explanation: { en: All is well. No published source gives a verdict., ja: 正常です。判定を示す公開情報はありません。 }
    action: { en: Nothing., ja: 不要です。 }
samples:
  - { text: "The storage device in 'a' is loaded", case: always }
phrases: { en: [loaded], ja: [読み込み] }
notThis: ["A disk in 'a' is gone"]
reviewed: 2026-11-20
`;

const TABLE = `file: storvsp.sys
provider: storvsp
lang: en
source: a document
builds: [6.1.7601.17734, 6.3.9600.16384]
rows:
  - { identifier: 0x40060007, text: "The storage device in '%2' is loaded", builds: [1] }
  - { identifier: 0xC0060001, text: Failed to flush., builds: [0, 1] }
`;

/** Everything above, without faults. */
export const TREE: Tree = {
  'providers.yaml': PROVIDERS,
  'references.yaml': REFERENCES,
  'protocols.yaml': PROTOCOLS,
  'codes.yaml': CODES,
  'messages/storvsp.sys.yaml': TABLE,
  'events/vmsmp/26.yaml': ENTRY,
  'events/storvsp/7.yaml': PLAIN_ENTRY,
  'status/get-state.yaml': `source: Get-State\n${PLAIN_ENTRY.replaceAll('The storage device', 'The state of the device')}`,
};

/** A tree with one passage of one file exchanged; fails loudly when the passage is not there. */
export function changed(path: string, from: string, to: string, tree: Tree = TREE): Tree {
  const text = tree[path];
  if (text === undefined || !text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  return { ...tree, [path]: text.replace(from, () => to) };
}

/** The 1-based line of the first line of `text` that holds `part`. */
export function lineWith(text: string | undefined, part: string): number {
  const index = (text ?? '').split('\n').findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`no line with ${part}`);
  return index + 1;
}
