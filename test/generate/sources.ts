/** Sources of events: ours, as the documents print them, and others. */
import { createProduct } from './product.ts';

export interface OwnSource {
  /** Spellings that mean the same source. */
  names: readonly string[];
  ids: readonly number[];
  /** The half of the key before the slash. */
  slug: string;
}

export const OWN: readonly OwnSource[] = [
  { names: ['VMSMP', 'vmsmp'], ids: [26, 27, 32], slug: 'vmsmp' },
  { names: ['storvsp', 'StorVSP'], ids: [1, 2, 3, 4, 5, 6, 7], slug: 'storvsp' },
  { names: ['vmbus', 'VMBus'], ids: [2], slug: 'vmbus' },
  { names: ['netvsc', 'Netvsc'], ids: [12, 13], slug: 'netvsc' },
  { names: ['Winlogon', 'winlogon', 'Microsoft-Windows-Winlogon'], ids: [6004], slug: 'winlogon' },
  {
    names: ['Microsoft-Windows-Hyper-V-Integration-KvpExchange', 'Hyper-V-Integration-KvpExchange'],
    ids: [4130],
    slug: 'hyper-v-integration-kvpexchange',
  },
  { names: ['VDS Basic Provider'], ids: [1], slug: 'vds-basic-provider' },
  { names: ['EventSystem', 'Event System', 'Microsoft-Windows-EventSystem'], ids: [4098, 4106], slug: 'eventsystem' },
  { names: ['Service Control Manager'], ids: [7005], slug: 'service-control-manager' },
];

/** IDs that most of our sources use for nothing we know: ask `isEntry` of the pair. */
export const UNKNOWN_IDS = [25, 33, 47, 99, 129, 153, 1014, 2213, 4999, 6005, 7036, 9001, 18500] as const;

/** Sources of Windows and of later Hyper-V whose numbers must never be taken for those of `OWN`: ask `isEntry` of the pair. */
export const FOREIGN_REAL: readonly string[] = [
  'disk',
  'Application Popup',
  'Microsoft-Windows-Kernel-Power',
  'Microsoft-Windows-Kernel-General',
  'Microsoft-Windows-Security-Kerberos',
  'Microsoft-Windows-Hyper-V-VMMS',
  'Microsoft-Windows-Hyper-V-Worker',
  'Microsoft-Windows-Hyper-V-Netvsc',
  'Microsoft-Windows-Hyper-V-StorageVSP',
  'Microsoft-Windows-FailoverClustering',
  'Microsoft-Windows-GroupPolicy',
  'storvsc',
  'vmbusr',
  'Ntfs',
  'volsnap',
  'VSS',
  'W32Time',
  'DCOM',
  'ESENT',
  'MSSQLSERVER',
  'BTHUSB',
  'Print',
  'Tcpip',
  'DhcpServer',
];

export const FOREIGN_MADE_UP: readonly string[] = [
  'Contoso Backup Agent',
  'AcmeRaidMon',
  'Fabrikam-Inventory-Agent',
  'NorthwindSync',
  'LitwareVPN',
  'PrintLens',
  'TapeKeeper 9',
  'QuotaWatch',
  'AdatumProxy',
  'SiteKeeper Service',
];

/** Whether the knowledge has this event of this source: it grows, and what was foreign may be ours by now. */
export function isEntry(source: string, id: number): boolean {
  const { catalog } = createProduct();
  const provider = catalog.provider(source);
  return provider !== undefined && catalog.entry(`${provider.slug}/${id}`) !== undefined;
}
