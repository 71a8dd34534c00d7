/** Renders the texts of the knowledge as events, with values in their inserts for which no document gives leave to ignore. */
import type { Catalog } from '../../src/knowledge/catalog.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import type { Message } from '../../src/knowledge/schema.ts';
import type { PasteParts } from './pastes.ts';
import type { Random } from './random.ts';
import { fill, hostName } from './values.ts';

export interface KnownText {
  entry: Entry;
  message: Message;
}

export type KnownEvent = Entry & { eventId: number };

/** Every text of every entry. */
export function knownTexts({ entries }: Catalog): KnownText[] {
  return entries.flatMap((entry) => entry.messages.map((message) => ({ entry, message })));
}

/** The entries that are events, not status messages. */
export function knownEvents({ entries }: Catalog): KnownEvent[] {
  return entries.flatMap((entry) => (entry.eventId === undefined ? [] : [{ ...entry, eventId: entry.eventId }]));
}

/** Insert name -> values (values.ts), all of them outside of every case that says "ignore". */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  account: ['CLUSTER01$', 'CONTOSO\\HVCL$'],
  address: ['0x1A2B3C000', '{n}'],
  available: ['{n}'],
  blackout: ['1.2', '{n}'],
  call: ['RegOpenKeyEx', 'CreateFile'],
  client: ['5.1', '327681'],
  clsid: ['{{guid}}'],
  code: ['{n}@02000018', '0x80070005', '{code}'],
  consumed: ['0', '1'],
  details: ['Operation: Obtain a callable interface for this provider', 'Context: Provider ID: {{guid}}'],
  device: ['\\Device\\Harddisk{n}\\DR{n}', 'Synthetic Ethernet Port', 'Microsoft Emulated IDE Controller'],
  disk: ['{n}', 'Cluster Disk {n}', 'クラスター ディスク {n}', 'disk {n}'],
  dll: ['clusres.dll', 'vmclusres.dll'],
  domain: ['contoso.com'],
  driver: ['VmSwitch', 'Virtualization Infrastructure Driver'],
  drivers: ['filter{n}.sys', 'a.sys, b.sys'],
  error: [
    'Access is denied. ({n})',
    'アクセスが拒否されました。',
    'General access denied error',
    'STATUS_IO_TIMEOUT(c00000b5)',
  ],
  file: ['{path}'],
  guest: ['6.1.7600.16385'],
  host: ['6.1.7601.17514'],
  hresult: ['80010105'],
  instance: ['{guid}'],
  lba: ['0x{n}'],
  limit: ['2'],
  location: ['{n}'],
  mac: ['00-15-5D-01-02-03'],
  method: ['StartShell'],
  minutes: ['5', '15'],
  name: ['{svc}'],
  network: ['Cluster Network {n}', 'クラスター ネットワーク 1'],
  nic: ['{nic}', 'Microsoft Hyper-V Network Adapter #2'],
  nicid: ['{guid}--{guid}'],
  node: ["'HV01'", 'HV-02'],
  object: ['{{guid}}', 'Virtual Machine web-07'],
  operation: ['status check', 'update'],
  partition: ['{n}'],
  path: ['{path}'],
  phase: ['{n}'],
  port: ['{guid}'],
  primary: ['HV01.contoso.com'],
  reason: ['{code}', 'Maximum number of VMQs reached'],
  replica: ['HV02.contoso.com'],
  required: ['{n}'],
  resource: ['Virtual Machine Configuration web-07', 'Cluster IP Address', 'Cluster Disk {n}'],
  role: ['web-07', 'クラスター グループ'],
  scheduler: ['0x1', '0x4'],
  server: ['6.2', '393218'],
  service: ['Hyper-V Replica Service'],
  status: ['C0000022', '0xC0000022'],
  'stop-code': ['0x{n}'],
  subscriber: ['{svc}'],
  subscription: ['{{guid}}'],
  switch: ['{svc}', 'External 1'],
  type: ['Virtual Machine', 'Physical Disk', '仮想マシン'],
  version: ['0.2', '{ver}'],
  vm: ['{vm}', 'disk 3', '営業 VM 5'],
  vmid: ['{guid}'],
  volume: ['Volume{n}', 'ボリューム 2', 'C:\\ClusterStorage\\Volume1'],
};

/** For an insert that stands in no condition of an "ignore" case. */
const ANY_VALUE = ['{svc}', '{n}', '0'] as const;

/** `text` with a value for each `{insert}`; inserts of one name get one value. */
export function withValues(text: string, r: Random): string {
  const given = new Map<string, string>();
  const valueOf = (name: string): string => {
    const value = given.get(name) ?? fill(r.pick(VALUES[name] ?? ANY_VALUE), r);
    given.set(name, value);
    return value;
  };
  return text.replace(/\{\{|\}\}|\{([a-z0-9][a-z0-9-]*)\}/g, (written, name?: string) => {
    return name === undefined ? written.slice(1) : valueOf(name);
  });
}

const LEVELS = {
  critical: 'Critical',
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
  verbose: 'Information',
} as const;

/** The fields of an event of this entry, as the forms of pastes.ts want them. */
export function headOf(entry: KnownEvent, r: Random): Omit<PasteParts, 'text'> {
  const level = LEVELS[entry.level ?? 'information'];
  return {
    source: entry.provider,
    id: entry.eventId,
    level,
    channel: entry.channel ?? 'System',
    computer: hostName(r),
  };
}
