/** The messages of our events as the documents print them, with the verdict that the whole text earns. */

export type Judged = 'ignore' | 'conditional' | 'action' | 'info' | 'unknown';

export interface OwnMessage {
  key: string;
  source: string;
  id: number;
  level: 'Error' | 'Warning' | 'Information';
  channel: 'System' | 'Application';
  /** Inserts as `{vm}`, `{guid}`, `{nic}` (values.ts). */
  text: string;
  /** What may be said when header and text agree and nobody has answered a question. */
  verdicts: readonly Judged[];
}

type Head = Pick<OwnMessage, 'key' | 'source' | 'id' | 'level' | 'channel'>;

const VMSMP_26: Head = { key: 'vmsmp/26', source: 'VMSMP', id: 26, level: 'Error', channel: 'System' };
const VMSMP_27: Head = { key: 'vmsmp/27', source: 'VMSMP', id: 27, level: 'Warning', channel: 'System' };
const VMSMP_32: Head = { key: 'vmsmp/32', source: 'VMSMP', id: 32, level: 'Error', channel: 'System' };
const STORVSP_5: Head = { key: 'storvsp/5', source: 'storvsp', id: 5, level: 'Error', channel: 'System' };
const STORVSP_6: Head = { key: 'storvsp/6', source: 'storvsp', id: 6, level: 'Warning', channel: 'System' };
const VMBUS_2: Head = { key: 'vmbus/2', source: 'vmbus', id: 2, level: 'Error', channel: 'System' };
const NETVSC_12: Head = { key: 'netvsc/12', source: 'netvsc', id: 12, level: 'Warning', channel: 'System' };
const NETVSC_13: Head = { key: 'netvsc/13', source: 'Netvsc', id: 13, level: 'Warning', channel: 'System' };
const WINLOGON: Head = { key: 'winlogon/6004', source: 'Winlogon', id: 6004, level: 'Warning', channel: 'Application' };
const KVP: Head = {
  key: 'hyper-v-integration-kvpexchange/4130',
  source: 'Microsoft-Windows-Hyper-V-Integration-KvpExchange',
  id: 4130,
  level: 'Warning',
  channel: 'System',
};
const VDS: Head = {
  key: 'vds-basic-provider/1',
  source: 'VDS Basic Provider',
  id: 1,
  level: 'Error',
  channel: 'System',
};
const ES_4098: Head = {
  key: 'eventsystem/4098',
  source: 'EventSystem',
  id: 4098,
  level: 'Warning',
  channel: 'Application',
};
const ES_4106: Head = { ...ES_4098, key: 'eventsystem/4106', id: 4106 };
const SCM: Head = {
  key: 'service-control-manager/7005',
  source: 'Service Control Manager',
  id: 7005,
  level: 'Error',
  channel: 'System',
};
const UPGRADE =
  'upgrade the integration services. To upgrade, connect to the virtual machine and select Insert Integration Services Setup Disk from the Action menu.';

export const OWN_MESSAGES: readonly OwnMessage[] = [
  {
    ...VMSMP_26,
    text: "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID {guid}).",
    verdicts: ['ignore'],
  },
  {
    ...VMSMP_26,
    text: "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 0.1 (VMID {guid}).",
    verdicts: ['ignore'],
  },
  {
    ...VMSMP_26,
    text: "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 4.0 (VMID {guid}).",
    verdicts: ['conditional'],
  },
  {
    ...VMSMP_26,
    text: '"{vm}"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 3.2、クライアント バージョン 0.1 (VMID {guid})',
    verdicts: ['ignore'],
  },
  {
    ...STORVSP_5,
    text: "A storage device in '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2.0 Client version 4.2 (VMID {guid}).",
    verdicts: ['ignore'],
  },
  {
    ...STORVSP_5,
    text: `Cannot load storage device in '{vm}' because the version is incompatible with the version expected by the server.  Server version 4.2 Client version 0.1 (Virtual machine ID {guid}). To fix this problem, you must ${UPGRADE}`,
    verdicts: ['action'],
  },
  {
    ...STORVSP_5,
    text: '"{vm}" の記憶装置は、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 4.2、クライアント バージョン 0.1 (VMID {guid})。',
    verdicts: ['ignore'],
  },
  {
    ...VMSMP_27,
    text: '"{vm}"のネットワーキング ドライバーが読み込まれましたが、サーバーからの別のバージョンが含まれています。サーバー バージョン 3.2、クライアント バージョン 0.2 (VMID {guid})。',
    verdicts: ['action'],
  },
  {
    ...STORVSP_6,
    text: `A storage device in '{vm}' loaded but has a different version from the server.  Server version 4.2  Client version 2.0 (Virtual machine ID {guid}). The device will work, but this is an unsupported configuration. This means that technical support will not be provided until this problem is resolved. To fix this problem, ${UPGRADE}`,
    verdicts: ['conditional'],
  },
  {
    ...STORVSP_6,
    text: '"{vm}"の記憶装置が読み込まれましたが、サーバーとバージョンが異なります。サーバーのバージョン 4.2、クライアントのバージョン 2.0 (VMID {guid})。',
    verdicts: ['conditional'],
  },
  {
    ...VMSMP_32,
    text: "スイッチ '' のポート '' へ NIC '{nic}' を接続できませんでした。状態 = C000003A",
    verdicts: ['ignore'],
  },
  {
    ...VMBUS_2,
    text: 'The parent partition uses a different VMBus version. You need to Install a matching VMBus version in this guest installation.',
    verdicts: ['conditional'],
  },
  { ...NETVSC_12, text: "VSP rejected attempt to use protocol version '3.2'.", verdicts: ['ignore'] },
  { ...NETVSC_13, text: 'Microport の初期化に失敗しました。理由 = 。', verdicts: ['conditional'] },
  {
    ...WINLOGON,
    text: 'The winlogon notification subscriber <TrustedInstaller> failed a critical notification event.',
    verdicts: ['conditional'],
  },
  {
    ...WINLOGON,
    text: 'winlogon 通知サブスクライバ <Trusted Installer> で重要な通知イベントに失敗しました。',
    verdicts: ['conditional'],
  },
  {
    ...KVP,
    text: "仮想マシン '{vm}' には古いバージョンの統合サービスがインストールされています ('6.1.7600.16385')。互換性の問題を回避するには、ゲスト オペレーティング システムの統合サービスを'6.1.7601.17514' にアップグレードしてください。(仮想マシン ID'{guid}')",
    verdicts: ['action'],
  },
  { ...VDS, text: 'Unexpected failure. Error code: 490@01010004', verdicts: ['ignore'] },
  { ...VDS, text: '予期しないエラーが発生しました。エラーコード : 490@01010004', verdicts: ['ignore'] },
  {
    ...ES_4098,
    text: 'COM+イベントシステムは、サブスクリプション{2F519218-754D-4CFE-8DAA-5215CD0DE0EB} でLogoff メソッドでの開始に失敗しました。サブスクライバは、HRESULT800706BF を返しました。',
    verdicts: ['conditional'],
  },
  {
    ...ES_4106,
    text: 'The COM+ Event System detected a corrupt IEventSubscription object.  The COM+ Event System has removed object ID {2F519218-754D-4CFE-8DAA-5215CD0DE0EB}.  The subscriber will no longer be notified when the event occurs.',
    verdicts: ['conditional'],
  },
  {
    ...ES_4106,
    text: 'COM+ イベント システムは壊れた IEventSubscription オブジェクトを検出しました。COM+イベントシステムはオブジェクトID {2F519218-754D-4CFE-8DAA-5215CD0DE0EB}を削除しました。今後イベントが発生した場合、サブスクライバには通知されません。',
    verdicts: ['conditional'],
  },
  {
    ...SCM,
    text: 'The LoadUserProfile call failed with the following error: \nThe device is not ready.',
    verdicts: ['conditional'],
  },
  {
    ...SCM,
    text: 'LoadUserProfile の呼び出しは次のエラーで失敗しました: \nデバイスの準備ができていません。',
    verdicts: ['conditional'],
  },
];

/** Our sources and IDs with an insert (or a text) for which no document gives leave to ignore. */
export const VOIDED_MESSAGES: readonly (Head & { text: string })[] = [
  { ...VMSMP_32, text: "スイッチ '{svc}' のポート '{guid}' へ NIC '{nic}' を接続できませんでした。状態 = C000003A" },
  { ...VMSMP_32, text: "スイッチ '' のポート '{guid}' へ NIC '{nic}' を接続できませんでした。状態 = C000003A" },
  { ...VMSMP_32, text: "スイッチ '{svc}' のポート '' へ NIC '{nic}' を接続できませんでした。状態 = C000003A" },
  { ...VDS, text: 'Unexpected failure. Error code: {n}@02000018' },
  { ...VDS, text: 'Unexpected failure. Error code: 490@0101001{n}' },
  { ...VDS, text: '予期しないエラーが発生しました。エラー コード: D@010100{n}' },
  { ...VDS, text: '予期しないエラーが発生しました。エラー コード: {n}490@01010004' },
  { ...SCM, text: 'The RegOpenKeyEx call failed with the following error: \nThe device is not ready.' },
  {
    ...SCM,
    text: 'The LoadUserProfile call failed with the following error: \nThe system cannot find the file {path}.',
  },
  { ...SCM, text: 'CreateService の呼び出しは次のエラーで失敗しました: \nデバイスの準備ができていません。' },
  { ...SCM, text: 'LoadUserProfile の呼び出しは次のエラーで失敗しました: \nアクセスが拒否されました。({user})' },
  { ...WINLOGON, text: 'The winlogon notification subscriber <{svc}> failed a critical notification event.' },
  { ...WINLOGON, text: 'winlogon 通知サブスクライバー <{svc}> で重要な通知イベントに失敗しました。' },
  { ...WINLOGON, text: 'winlogon 通知サブスクライバー <SessionEnv> で重要な通知イベントに失敗しました。' },
  {
    ...ES_4106,
    level: 'Error',
    text: 'The COM+ Event System raised an unexpected access violation at address 0x77F8{n}, attempting to access address 0x00000000.  Please contact Microsoft Product Support Services to report this error.',
  },
  {
    ...ES_4098,
    level: 'Error',
    text: 'The COM+ Event System detected a bad return code during its internal processing.  HRESULT was 8007041F from line {n} of {path}.  Please contact Microsoft Product Support Services to report this error.',
  },
  { ...NETVSC_13, text: 'Microport の初期化に失敗しました。理由 = {svc}。' },
  { ...NETVSC_12, text: "VSP rejected attempt to use protocol version '0.2'." },
  {
    ...VMSMP_26,
    text: "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 6.1 Client version 5.0 (VMID {guid}).",
  },
  {
    ...VMSMP_26,
    text: "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version {n} Client version unknown (VMID {guid}).",
  },
  {
    ...STORVSP_5,
    text: "A storage device in '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version 6.2 Client version 5.1 (VMID {guid}).",
  },
  {
    ...STORVSP_5,
    text: '"{vm}" の記憶装置は、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 6.0、クライアント バージョン 2.0 (VMID {guid})。',
  },
];
