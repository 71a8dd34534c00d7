/** Events of a fleet in trouble, as Winlogbeat writes them: of several kinds, each on many hosts or VMs, with record IDs of their own. */

export interface StormKind {
  provider: string;
  id: number;
  level: 'error' | 'warning' | 'information';
  channel: string;
  message: (vm: string) => string;
  /** What one incident is about; undefined where the policy of the product itself makes no incident of it. */
  about?: 'vm' | 'host';
}

const HYPER_V = 'Microsoft-Windows-Hyper-V-VMMS';
const GUID = '5D0F6A1E-0C1B-4B7E-9B2C-';

/** Verdict action, conditional and unknown: each makes incidents, and cards. */
export const POSTED: readonly StormKind[] = [
  {
    provider: HYPER_V,
    id: 19100,
    level: 'error',
    channel: `${HYPER_V}-Admin`,
    about: 'vm',
    message: (vm) =>
      `'${vm}' background disk merge failed to complete: The process cannot access the file because it is being used by another process. (0x80070020). (Virtual machine ID ${GUID}${vm.slice(-3).padStart(12, '0')})`,
  },
  {
    provider: 'VMSMP',
    id: 26,
    level: 'error',
    channel: 'System',
    about: 'vm',
    message: (vm) =>
      `NIC driver on '${vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2.0 Client version 3.2 (VMID ${GUID}${vm.slice(-3).padStart(12, '0')}).`,
  },
  {
    provider: 'disk',
    id: 7,
    level: 'error',
    channel: 'System',
    about: 'host',
    message: () => 'The device, \\Device\\Harddisk1\\DR1, has a bad block.',
  },
];

/** Known to be harmless, unknown warnings for the digest, chatter: counted, never posted. */
export const COUNTED: readonly StormKind[] = [
  {
    provider: 'netvsc',
    id: 12,
    level: 'warning',
    channel: 'System',
    message: () => "VSP rejected attempt to use protocol version '3.2'.",
  },
  {
    provider: 'disk',
    id: 51,
    level: 'warning',
    channel: 'System',
    message: () => 'An error was detected on device \\Device\\Harddisk1\\DR1 during a paging operation.',
  },
  {
    provider: 'Service Control Manager',
    id: 7036,
    level: 'information',
    channel: 'System',
    message: () => 'The Windows Update service entered the running state.',
  },
];

export interface StormEvent {
  kind: StormKind;
  host: string;
  vm: string;
  /** Absent: only its batch tells whether it was sent before. */
  recordId?: number;
}

/** `vm-007` lives on `HV-007`. */
export function placeOf(number: number): { host: string; vm: string } {
  const digits = String(number).padStart(3, '0');
  return { host: `HV-${digits}`, vm: `vm-${digits}` };
}

export function winlogbeat({ kind, host, vm, recordId }: StormEvent): object {
  const { provider, id, level, channel, message } = kind;
  return {
    '@timestamp': '2026-11-20T01:13:26.260Z',
    event: { code: String(id), kind: 'event', provider },
    agent: { name: 'WEC01', type: 'winlogbeat' },
    host: { name: `${host}.corp.contoso.test` },
    log: { level },
    message: message(vm),
    winlog: {
      channel,
      computer_name: `${host}.corp.contoso.test`,
      event_id: String(id),
      provider_name: provider,
      ...(recordId !== undefined && { record_id: recordId }),
      process: { pid: 4324, thread: { id: 760 } },
      user: { identifier: 'S-1-5-18' },
      version: 0,
    },
  };
}
