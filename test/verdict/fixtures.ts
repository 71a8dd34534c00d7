/** Small knowledge and matches for the tests of judging and telling. */
import type { WindowsEvent } from '../../src/event/event.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import { Code, EntryFile, Protocol, Reference } from '../../src/knowledge/schema.ts';
import type { Match, Tier } from '../../src/match/match.ts';
import { createCodes } from '../../src/verdict/codes.ts';
import type { JudgeContext } from '../../src/verdict/judge.ts';

export const nvsp = Protocol.parse({
  name: { en: 'NVSP', ja: 'NVSP' },
  encoding: '32',
  proposer: 'guest',
  versions: [
    {
      version: '0.1',
      release: both('guest without integration services', '統合サービスのないゲスト'),
      confidence: 'medium',
    },
    { version: '0.2', release: both('Windows Server 2008'), confidence: 'high' },
    { version: '3.2', release: both('Windows Server 2008 R2 / Windows 7'), confidence: 'high' },
    { version: '4.0', confidence: 'low' },
    { version: '5.0', release: both('Windows Server 2012 R2'), confidence: 'low' },
  ],
  sources: ['a test'],
});

export const storage = Protocol.parse({
  name: both('storage', 'ストレージ'),
  encoding: '16',
  proposer: 'guest',
  versions: [
    { version: '2.0', release: both('Windows Server 2008'), confidence: 'high' },
    { version: '4.2', release: both('Windows Server 2008 R2 / Windows 7'), confidence: 'high' },
  ],
  sources: ['a test'],
});

export const builds = Protocol.parse({
  name: both('integration services', '統合サービス'),
  encoding: 'none',
  versions: [
    { version: '6.1.7600.16385', release: both('Windows Server 2008 R2'), confidence: 'high' },
    { version: '6.1.7601.17514', release: both('Windows Server 2008 R2 SP1'), confidence: 'high' },
    { version: '6.3.9600.16384', release: both('Windows Server 2012 R2'), confidence: 'high' },
    { version: '10.0.14393.x', release: both('Windows Server 2016'), confidence: 'high' },
  ],
  sources: ['a test'],
});

export const codes = createCodes(
  [
    {
      code: '0xC000003A',
      kind: 'NTSTATUS',
      symbol: 'STATUS_OBJECT_PATH_NOT_FOUND',
      meaning: both('The path does not exist.', 'パスが見つかりません。'),
    },
    {
      code: '0x00000490',
      kind: 'Win32',
      symbol: 'ERROR_NOT_FOUND',
      meaning: both('Element not found.', '要素が見つかりません。'),
      action: both('Look for the element.', '要素を探してください。'),
    },
    { code: '0x00000015', kind: 'Win32', symbol: 'ERROR_NOT_READY', meaning: both('The device is not ready.') },
  ].map((code) => Code.parse(code)),
);

const references = new Map(
  Object.entries({
    kb972108: { title: 'KB 972108', url: 'https://example.com/972108', publisher: 'Microsoft' },
    vendor: { title: 'Vendor note', titleJa: 'ベンダーの資料', publisher: 'Vendor' },
  }).map(([id, reference]) => [id, Reference.parse(reference)]),
);

export const vmsmp26 = entry('vmsmp/26', 'VMSMP', {
  title: both('NIC driver cannot load', 'NIC ドライバーを読み込めない'),
  symptom: both('The host logs a version error.', 'ホストにバージョンのエラーが記録されます。'),
  messages: [
    {
      lang: 'en',
      text: "NIC driver on '{vm}' cannot load. Server version {server} Client version {client} (VMID {vmid}).",
      wording: 'Windows Server 2008',
    },
  ],
  parameters: ['device', 'vm', 'vmid', 'server', 'client'],
  negotiation: { protocol: 'nvsp', guest: 'client', host: 'server', outcome: 'refused' },
  cases: [
    caseOf('guest-newer-than-host', 'ignore', {
      when: [{ insert: 'client', protocol: 'nvsp', is: 'newer', than: { insert: 'server' } }],
      references: ['kb972108'],
    }),
    caseOf('guest-without-integration-services', 'ignore', {
      when: [{ insert: 'client', protocol: 'nvsp', is: 'same', than: { version: '0.1' } }],
      references: ['vendor'],
    }),
  ],
  otherwise: {
    explanation: both('Not this pair.', 'この組み合わせではありません。'),
    action: both('Compare.', '比べてください。'),
  },
  seeAlso: ['storvsp/5', 'no/1'],
});

export const storvsp5 = entry('storvsp/5', 'storvsp', {
  parameters: ['device', 'vm', 'vmid', 'server', 'client'],
  decode: { server: { protocol: 'storage' }, client: { protocol: 'storage' } },
  negotiation: { protocol: 'storage', guest: 'client', host: 'server' },
  questions: { 'storage-works': both('Does the disk work?', 'ディスクは使えますか?') },
  cases: [
    caseOf('kb', 'ignore', {
      when: [
        { insert: 'server', protocol: 'storage', is: 'same', than: { version: '2.0' } },
        { insert: 'client', protocol: 'storage', is: 'same', than: { version: '4.2' } },
      ],
    }),
    caseOf('works', 'ignore', {
      when: [
        { insert: 'client', protocol: 'storage', is: 'newer', than: { insert: 'server' } },
        { ask: 'storage-works', answer: 'yes' },
      ],
    }),
    caseOf('fails', 'action', {
      when: [
        { insert: 'client', protocol: 'storage', is: 'newer', than: { insert: 'server' } },
        { ask: 'storage-works', answer: 'no' },
      ],
    }),
  ],
});

export const vmsmp32 = entry('vmsmp/32', 'VMSMP', {
  parameters: ['switch', 'port', 'nic', 'status'],
  decode: { status: 'code' },
  cases: [
    caseOf('empty-names', 'ignore', {
      when: [
        { insert: 'switch', is: 'empty' },
        { insert: 'port', is: 'empty' },
      ],
    }),
    caseOf('named', 'action', { when: [{ insert: 'port', is: 'notEmpty' }] }),
  ],
});

export const winlogon6004 = entry('winlogon/6004', 'Winlogon', {
  level: 'warning',
  messages: [{ lang: 'ja', text: 'winlogon 通知サブスクライバ <{subscriber}> で重要な通知イベントに失敗しました。' }],
  questions: {
    'role-restart': both('Was it the restart after the role was installed?', '役割のインストール後の再起動でしたか?'),
  },
  cases: [
    caseOf('role-restart', 'ignore', {
      when: [
        { insert: 'subscriber', equals: ['TrustedInstaller', 'Trusted Installer'] },
        { ask: 'role-restart', answer: 'yes' },
      ],
    }),
  ],
});

export const scm7005 = entry('service-control-manager/7005', 'Service Control Manager', {
  parameters: ['call', 'error'],
  decode: { error: 'code' },
  questions: { 'first-logon': both('Was it the first logon after sysprep?', 'sysprep 後の最初のログオンでしたか?') },
  cases: [
    caseOf('not-ready', 'ignore', {
      when: [
        { insert: 'call', equals: 'LoadUserProfile' },
        { insert: 'error', equals: ['The device is not ready.', 'デバイスの準備ができていません。', '%%21'] },
        { ask: 'first-logon', answer: 'yes' },
      ],
    }),
  ],
});

export const storvsp2 = entry('storvsp/2', 'storvsp', { cases: [caseOf('always', 'info', {})] });
export const vmbus2 = entry('vmbus/2', 'vmbus', { cases: [caseOf('always', 'ignore', {})] });

export const entries = [vmsmp26, storvsp5, vmsmp32, winlogon6004, scm7005, storvsp2, vmbus2];

export function context(answers: Record<string, boolean> = {}): JudgeContext {
  return {
    protocols: new Map([
      ['nvsp', nvsp],
      ['storage', storage],
      ['builds', builds],
    ]),
    codes,
    references,
    entries: new Map(entries.map((one) => [one.key, one])),
    answers: new Map(Object.entries(answers)),
  };
}

export interface MatchParts {
  tier?: Tier;
  inserts?: Record<string, string>;
  event?: WindowsEvent;
  truncated?: boolean;
}

/** An exact match of `found`, with its first message where the tier means that a text was found. */
export function exactMatch(found: Entry, parts: MatchParts = {}): Match {
  const { tier = 'header-and-text', inserts = {}, event = {}, truncated = false } = parts;
  return {
    kind: 'exact',
    tier,
    read: { shape: 'labels', event, text: '', at: 0 },
    provider: found.provider,
    eventId: found.eventId,
    key: found.key,
    entry: found,
    message: tier === 'header-and-text' || tier === 'text' ? found.messages[0] : undefined,
    inserts: new Map(Object.entries(inserts)),
    candidates: [],
    tableTexts: [],
    truncated,
  };
}

/** An entry whose texts do not matter is filled with its key. */
export function entry(key: string, provider: string, parts: Record<string, unknown>): Entry {
  const [, id = ''] = key.split('/');
  const file = EntryFile.parse({
    title: both(`title of ${key}`, `${key} の題名`),
    level: 'error',
    channel: 'System',
    side: 'host',
    appliesTo: ['WS2008', 'WS2008R2'],
    symptom: both(`symptom of ${key}`, `${key} の症状`),
    samples: [{ text: 'sample', case: 'none' }],
    reviewed: '2026-11-20',
    references: [{ source: 'vendor', supports: 'that it exists' }],
    ...parts,
  });
  return { ...file, key, provider, eventId: Number(id), file: `events/${key}.yaml` };
}

/** A case whose words name it. */
export function caseOf(id: string, verdict: string, parts: Record<string, unknown>): Record<string, unknown> {
  return {
    id,
    verdict,
    trigger: both(`trigger of ${id}`, `${id} の状況`),
    explanation: both(`explanation of ${id}`, `${id} の説明`),
    action: both(`action of ${id}`, `${id} の対処`),
    ...parts,
  };
}

export function both(en: string, ja = en): { en: string; ja: string } {
  return { en, ja };
}
