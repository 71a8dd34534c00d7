/** Twenty-odd entries as the approximate layers see them: enough to rank among, small enough to read. */

export interface SuggestionEntry {
  key: string;
  provider: string;
  title: readonly string[];
  phrases: readonly string[];
  symptom: readonly string[];
  messages: readonly string[];
}

export const ENTRIES: readonly SuggestionEntry[] = [
  {
    key: 'vmsmp/26',
    provider: 'VMSMP',
    title: ['Network driver of a virtual machine could not load', '仮想マシンのネットワーク ドライバーを読み込めない'],
    phrases: [
      'NIC driver incompatible',
      'network driver cannot load',
      'NIC driver version mismatch',
      'ネットワーク ドライバー 互換性がない',
      'ネットワーク ドライバーが読み込めない',
      'ネットワーク カードのドライバーが読み込めない',
      'NIC ドライバー 互換性',
    ],
    symptom: [
      'An error is logged on the host when the virtual machine starts; its network usually works.',
      '仮想マシンの起動時にホストのシステム ログへエラーが記録される。',
    ],
    messages: [
      "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version {server} Client version {client} (VMID {vmid}).",
      '"{vm}"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン {server}、クライアント バージョン {client} ({vmid})',
    ],
  },
  {
    key: 'vmsmp/27',
    provider: 'VMSMP',
    title: [
      'Network driver of a virtual machine has another version',
      '仮想マシンのネットワーク ドライバーのバージョンがサーバーと異なる',
    ],
    phrases: [
      'NIC driver loaded different version',
      'network driver older than server',
      'ネットワーク ドライバー バージョンが異なる',
      'ネットワーキング ドライバー 別のバージョン',
    ],
    symptom: [
      'A warning is logged on the host when the virtual machine starts.',
      '仮想マシンの起動時に警告が記録される。',
    ],
    messages: [
      "Networking driver on '{vm}' loaded but has a different version from the server. Server version {server} Client version {client} (Virtual machine ID {vmid}). The device will work, but this is an unsupported configuration.",
      '"{vm}"のネットワーキング ドライバーが読み込まれましたが、サーバーからの別のバージョンが含まれています。サーバー バージョン {server}、クライアント バージョン {client} ({vmid})。',
    ],
  },
  {
    key: 'vmsmp/32',
    provider: 'VMSMP',
    title: ['A NIC could not be connected to a switch port', 'スイッチのポートへ NIC を接続できない'],
    phrases: [
      'switch port empty',
      'failed to connect NIC to port',
      'C000003A',
      'スイッチ ポート 接続できない',
      'ポート名とスイッチ名が空',
    ],
    symptom: [
      'An error appears while an external virtual network is created or removed.',
      '外部仮想ネットワークの作成や削除の際にエラーが記録される。',
    ],
    messages: [
      "Failed to connect NIC '{nic}' to port '{port}' on switch '{switch}'. Status = {status}.",
      "スイッチ '{switch}' のポート '{port}' へ NIC '{nic}' を接続できませんでした。状態 = {status}",
    ],
  },
  {
    key: 'storvsp/1',
    provider: 'storvsp',
    title: [
      'A drive mounted in loopback could not be flushed',
      'ループバックでマウントしたドライブをフラッシュできない',
    ],
    phrases: ['flush loopback drive', 'ループバック フラッシュ'],
    symptom: [
      'Data of a mounted virtual disk was not written in time.',
      'マウントした仮想ディスクのデータが書き出されていない。',
    ],
    messages: ['The Storage VSP failed to flush a drive mounted in loopback mode.'],
  },
  {
    key: 'storvsp/2',
    provider: 'storvsp',
    title: ['The host side of storage runs low on resources', '記憶域 VSP のリソース不足'],
    phrases: ['storage vsp low resource', 'pre-allocated resources', '記憶域 VSP リソース不足'],
    symptom: ['Storage of virtual machines may be slow.', '仮想マシンの記憶域が遅くなることがある。'],
    messages: [
      'The Storage VSP is running in low resource condition. It is using pre-allocated resources to complete requests.',
    ],
  },
  {
    key: 'storvsp/3',
    provider: 'storvsp',
    title: ['The storage channel could not be opened', '記憶域のチャネルを開けない'],
    phrases: ['storage vsp opening channel', '記憶域 チャネル 開けない'],
    symptom: ['A disk of the virtual machine does not appear.', '仮想マシンにディスクが現れない。'],
    messages: ['The Storage VSP encountered an error asynchronous opening a channel.'],
  },
  {
    key: 'storvsp/4',
    provider: 'storvsp',
    title: ['The storage channel could not be read', '記憶域のチャネルから読み取れない'],
    phrases: ['storage vsp reading vmbus channel', '記憶域 チャネル 読み取り'],
    symptom: ['Requests of the virtual machine to its disk fail.', '仮想マシンのディスク要求が失敗する。'],
    messages: ['The Storage VSP encountered an error reading from the vmbus channel.'],
  },
  {
    key: 'storvsp/5',
    provider: 'storvsp',
    title: ['Storage device of a virtual machine could not load', '仮想マシンの記憶装置を読み込めない'],
    phrases: [
      'storage device cannot load',
      'storage device incompatible',
      '記憶装置 互換性がない',
      '記憶装置が読み込めない',
      'ストレージ デバイス 互換性',
    ],
    symptom: [
      'An error is logged on the host when the virtual machine starts; its disks usually work.',
      '仮想マシンの起動時にホストのシステム ログへエラーが記録される。',
    ],
    messages: [
      "A storage device in '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version {server} Client version {client} (VMID {vmid}).",
      "Cannot load storage device in '{vm}' because the version is incompatible with the version expected by the server.  Server version {server} Client version {client} (Virtual machine ID {vmid}). To fix this problem, you must upgrade the integration services. To upgrade, connect to the virtual machine and select Insert Integration Services Setup Disk from the Action menu.",
      '"{vm}" の記憶装置は、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン {server}、クライアント バージョン {client} ({vmid})。',
    ],
  },
  {
    key: 'storvsp/6',
    provider: 'storvsp',
    title: ['Storage device loaded with another version than the server', '記憶装置のバージョンがサーバーと異なる'],
    phrases: ['storage device loaded different version', '記憶装置 バージョンが異なる'],
    symptom: [
      'A warning is logged on the host when the virtual machine starts.',
      '仮想マシンの起動時に警告が記録される。',
    ],
    messages: [
      "A storage device in '{vm}' loaded but has a different version from the server.  Server version {server}  Client version {client} (Virtual machine ID {vmid}). The device will work, but this is an unsupported configuration. This means that technical support will not be provided until this problem is resolved. To fix this problem, upgrade the integration services. To upgrade, connect to the virtual machine and select Insert Integration Services Setup Disk from the Action menu.",
      '"{vm}"の記憶装置が読み込まれましたが、サーバーとバージョンが異なります。サーバーのバージョン {server}、クライアントのバージョン {client} ({vmid})。',
    ],
  },
  {
    key: 'storvsp/7',
    provider: 'storvsp',
    title: ['Storage protocol negotiated to the newest version', '記憶域のプロトコルが最新バージョンに決まった'],
    phrases: ['storage protocol version negotiated', '記憶域 プロトコル ネゴシエーション'],
    symptom: ['An informational event at the start of the virtual machine.', '仮想マシンの起動時に情報が記録される。'],
    messages: [
      "The storage device in '{vm}' is loaded and the protocol version is negotiated to the most recent version (Virtual machine ID {vmid}).",
    ],
  },
  {
    key: 'vmbus/2',
    provider: 'vmbus',
    title: ['Host and guest speak different VMBus versions', 'ホストとゲストの VMBus バージョンが異なる'],
    phrases: [
      'vmbus version mismatch',
      'parent partition different vmbus version',
      'VMBus バージョン 不一致',
      '親パーティション VMBus',
    ],
    symptom: ['An error is logged when the guest starts.', 'ゲストの起動時にエラーが記録される。'],
    messages: [
      'The parent partition uses a different VMBus version. You need to Install a matching VMBus version in this guest installation.',
      '親パーティションでは、別の VMBus バージョンが使用されます。このゲスト インストールでは、一致する VMBus バージョンをインストールする必要があります。',
    ],
  },
  {
    key: 'netvsc/12',
    provider: 'netvsc',
    title: ['The host refused a network protocol version', 'ホストがネットワーク プロトコルのバージョンを拒否した'],
    phrases: ['vsp rejected protocol version', 'VSP rejected attempt', 'VSP プロトコル バージョン 拒否'],
    symptom: [
      'A warning in the guest while its network card starts.',
      'ゲストのネットワーク開始時に警告が記録される。',
    ],
    messages: [
      "VSP rejected attempt to use protocol version '{version}'.",
      "VSP は、プロトコル バージョン '{version}' を使用しようとする試みを拒否しました。",
    ],
  },
  {
    key: 'netvsc/13',
    provider: 'netvsc',
    title: ['Microport could not be initialised', 'Microport の初期化に失敗'],
    phrases: ['microport initialization failed', 'Microport 初期化 失敗'],
    symptom: [
      'A warning in the guest after integration services were updated.',
      '統合サービスの更新後、ゲストに警告が記録される。',
    ],
    messages: [
      'Microport initialization failed.  Reason = {reason}.',
      'Microport の初期化に失敗しました。理由 = {reason}。',
    ],
  },
  {
    key: 'winlogon/6004',
    provider: 'Winlogon',
    title: ['A Winlogon notification subscriber failed', 'Winlogon 通知サブスクライバーの失敗'],
    phrases: [
      'winlogon notification subscriber failed',
      'TrustedInstaller critical notification event',
      'winlogon 通知サブスクライバー 失敗',
      '重要な通知イベント',
    ],
    symptom: ['A warning at the restart after a role was added.', '役割の追加後の再起動時に警告が記録される。'],
    messages: [
      'The winlogon notification subscriber <{subscriber}> failed a critical notification event.',
      'winlogon 通知サブスクライバー <{subscriber}> で重要な通知イベントに失敗しました。',
    ],
  },
  {
    key: 'hyper-v-integration-kvpexchange/4130',
    provider: 'Microsoft-Windows-Hyper-V-Integration-KvpExchange',
    title: ['Old integration services in a virtual machine', '仮想マシンの統合サービスが古い'],
    phrases: [
      'old integration services installed',
      'upgrade integration services',
      '統合サービスが古い',
      '古いバージョンの統合サービス',
    ],
    symptom: ['A warning when the virtual machine starts.', '仮想マシンの起動時に警告が記録される。'],
    messages: [
      "仮想マシン '{vm}' には古いバージョンの統合サービスがインストールされています ('{installed}')。互換性の問題を回避するには、ゲスト オペレーティング システムの統合サービスを'{expected}' にアップグレードしてください。(仮想マシン ID '{vmid}')",
    ],
  },
  {
    key: 'vds-basic-provider/1',
    provider: 'VDS Basic Provider',
    title: ['Unexpected failure of the disk service', 'ディスク サービスの予期しないエラー'],
    phrases: ['490@01010004', 'unexpected failure error code', 'VDS 予期しないエラー'],
    symptom: [
      'An error after a hard disk was added to the virtual machine.',
      'ハードディスクの追加後にエラーが記録される。',
    ],
    messages: ['Unexpected failure. Error code: {code}', '予期しないエラーが発生しました。エラーコード : {code}'],
  },
  {
    key: 'eventsystem/4098',
    provider: 'EventSystem',
    title: ['COM+ could not notify a subscriber', 'COM+ がサブスクライバーに通知できない'],
    phrases: ['COM+ subscription Logoff method failed', 'サブスクリプション Logoff メソッド'],
    symptom: ['A warning after an image was deployed.', 'イメージの展開後に警告が記録される。'],
    messages: [
      'The COM+ Event System failed to fire the {method} method on subscription {subscription}. The subscriber returned HRESULT {code}.',
      'COM+イベントシステムは、サブスクリプション{subscription}で{method} メソッドでの開始に失敗しました。サブスクライバは、HRESULT{code} を返しました。',
    ],
  },
  {
    key: 'eventsystem/4106',
    provider: 'EventSystem',
    title: ['COM+ removed a corrupt subscription', 'COM+ が壊れたサブスクリプションを削除した'],
    phrases: [
      'corrupt IEventSubscription',
      'corrupt event subscription removed',
      'broken IEventSubscription object deleted',
      '壊れた IEventSubscription',
      '壊れたサブスクリプション',
    ],
    symptom: ['A warning after an image was deployed.', 'イメージの展開後に警告が記録される。'],
    messages: [
      'The COM+ Event System detected a corrupt IEventSubscription object.  The COM+ Event System has removed object ID {id}.  The subscriber will not be notified when the event occurs.',
      'COM+ イベント システムは壊れた IEventSubscription オブジェクトを検出しました。COM+イベントシステムはオブジェクトID {id}を削除しました。今後イベントが発生した場合、サブスクライバには通知されません。',
    ],
  },
  {
    key: 'service-control-manager/7005',
    provider: 'Service Control Manager',
    title: ['LoadUserProfile failed at a logon', 'ログオン時に LoadUserProfile が失敗'],
    phrases: ['LoadUserProfile call failed', 'device is not ready at first logon', 'LoadUserProfile 呼び出し 失敗'],
    symptom: [
      'An error at the first logon after an image was deployed.',
      'イメージの展開後、最初のログオンでエラーが記録される。',
    ],
    messages: [
      'The LoadUserProfile call failed with the following error: {error}',
      'LoadUserProfile の呼び出しは次のエラーで失敗しました: {error}',
    ],
  },
  {
    key: 'status/get-vmintegrationservice',
    provider: 'Get-VMIntegrationService',
    title: ['Integration services report a protocol version mismatch', '統合サービスの状態がプロトコルの不一致を示す'],
    phrases: [
      'integration services protocol mismatch',
      'Get-VMIntegrationService protocol version error',
      'protocol version of the component does not match',
      '統合サービス プロトコル 不一致',
    ],
    symptom: ['The status of a service of an older guest sounds alarming.', '古いゲストの状態に警告めいた文が出る。'],
    messages: [
      'The protocol version of the component installed in the virtual machine does not match the version expected by the hosting system',
      '仮想マシンにインストールされたコンポーネントのプロトコルのバージョンが、ホスティング システムで必要とされるバージョンと一致していません',
    ],
  },
];
