/** What is known of commands that advice names: which ones exist, and which ones change something. Names in lower case. */

/** Cmdlets that only read (Get-ClusterLog and Export-Csv write a file of their own), by module. */
const READING = [
  // Hyper-V
  'get-vm',
  'get-vmbios',
  'get-vmcheckpoint',
  'get-vmcomport',
  'get-vmdvddrive',
  'get-vmfibrechannelhba',
  'get-vmfirmware',
  'get-vmhost',
  'get-vmhostcluster',
  'get-vmhostnumanode',
  'get-vmhostnumanodestatus',
  'get-vmharddiskdrive',
  'get-vmidecontroller',
  'get-vmintegrationservice',
  'get-vmkeyprotector',
  'get-vmmemory',
  'get-vmmigrationnetwork',
  'get-vmnetworkadapter',
  'get-vmnetworkadapteracl',
  'get-vmnetworkadapterfailoverconfiguration',
  'get-vmnetworkadapterisolation',
  'get-vmnetworkadapterteammapping',
  'get-vmnetworkadaptervlan',
  'get-vmpartitionablegpu',
  'get-vmprocessor',
  'get-vmreplication',
  'get-vmreplicationauthorizationentry',
  'get-vmreplicationserver',
  'get-vmresourcepool',
  'get-vmsan',
  'get-vmscsicontroller',
  'get-vmsecurity',
  'get-vmsnapshot',
  'get-vmstoragepath',
  'get-vmswitch',
  'get-vmswitchextension',
  'get-vmswitchteam',
  'get-vmsystemswitchextension',
  'get-vmvideo',
  'get-vhd',
  'get-vhdset',
  'get-vhdsnapshot',
  'measure-vm',
  'measure-vmreplication',
  'measure-vmresourcepool',
  'test-vhd',
  'test-vmnetworkadapter',
  'test-vmreplicationconnection',
  'compare-vm',
  // Failover clusters
  'get-cluster',
  'get-clusteraccess',
  'get-clusteravailabledisk',
  'get-clusterdiagnosticinfo',
  'get-clusterfaultdomain',
  'get-clustergroup',
  'get-clusterlog',
  'get-clusternetwork',
  'get-clusternetworkinterface',
  'get-clusternode',
  'get-clusterownernode',
  'get-clusterparameter',
  'get-clusterquorum',
  'get-clusterresource',
  'get-clusterresourcedependency',
  'get-clusterresourcedependencyreport',
  'get-clusterresourcetype',
  'get-clustersharedvolume',
  'get-clustersharedvolumestate',
  // Storage
  'get-disk',
  'get-initiatorport',
  'get-iscsiconnection',
  'get-iscsisession',
  'get-iscsitarget',
  'get-mpiosetting',
  'get-msdsmglobaldefaultloadbalancepolicy',
  'get-partition',
  'get-physicaldisk',
  'get-storagehealthreport',
  'get-storagejob',
  'get-storagepool',
  'get-storagereliabilitycounter',
  'get-storagesubsystem',
  'get-virtualdisk',
  'get-volume',
  // Network
  'get-netadapter',
  'get-netadapteradvancedproperty',
  'get-netadapterbinding',
  'get-netadapterhardwareinfo',
  'get-netadapterrdma',
  'get-netadapterrss',
  'get-netadaptersriov',
  'get-netadapterstatistics',
  'get-netadaptervmq',
  'get-netadaptervmqqueue',
  'get-netipaddress',
  'get-netipconfiguration',
  'get-netfirewallrule',
  'get-netfirewallprofile',
  'get-netlbfoteam',
  'get-netlbfoteammember',
  'get-netlbfoteamnic',
  'get-netroute',
  'get-nettcpconnection',
  'get-smbclientnetworkinterface',
  'get-smbconnection',
  'get-smbmultichannelconnection',
  'get-smbopenfile',
  'get-smbshare',
  'get-smbshareaccess',
  'resolve-dnsname',
  'test-connection',
  'test-netconnection',
  // System
  'get-acl',
  'get-adcomputer',
  'get-aduser',
  'get-childitem',
  'get-ciminstance',
  'get-command',
  'get-computerinfo',
  'get-content',
  'get-counter',
  'get-date',
  'get-eventlog',
  'get-filehash',
  'get-hgsclientconfiguration',
  'get-hotfix',
  'get-item',
  'get-itemproperty',
  'get-itempropertyvalue',
  'get-localgroupmember',
  'get-mpcomputerstatus',
  'get-mppreference',
  'get-pnpdevice',
  'get-pnpdeviceproperty',
  'get-process',
  'get-psdrive',
  'get-scheduledtask',
  'get-service',
  'get-tpm',
  'get-winevent',
  'get-windowsfeature',
  'get-windowsoptionalfeature',
  'get-wmiobject',
  'confirm-securebootuefi',
  'measure-object',
  'test-path',
  'test-computersecurechannel',
  'test-wsman',
  'export-csv',
  'format-list',
  'format-table',
  'select-object',
  'select-string',
  'sort-object',
  'where-object',
  'foreach-object',
  'group-object',
  'out-file',
] as const;

const KNOWN_READING: ReadonlySet<string> = new Set(READING);

/** Verbs of PowerShell that change what they are applied to. */
const CHANGING_VERBS = new Set(
  (
    'add checkpoint clear complete connect convert copy debug disable disconnect dismount enable enter expand grant import initialize install invoke ' +
    'join lock merge mount move new optimize pop push register remove rename repair reset resize restart restore resume revoke save set start stop ' +
    'suspend sync uninstall unlock unregister update use write'
  ).split(' '),
);
/** Verbs that only read. */
const READING_VERBS = new Set(
  'get measure test compare find show resolve select sort where format foreach group out confirm export'.split(' '),
);

const CMDLET = /(?<![A-Za-z0-9-])([A-Za-z]+)-([A-Z][A-Za-z0-9]+)(?![A-Za-z0-9-])/g;

/** Programs whose options decide; what is not listed here reads only, or does not matter. */
const CHANGING_PROGRAMS: readonly RegExp[] = [
  /\bbcdedit(?:\.exe)?\s+\/(?!enum)[a-z]+/gi,
  /\bdiskpart\b/gi,
  /\bdiskshadow\b/gi,
  /\bchkdsk\b[^。.;]{0,40}\/(?:f|r|b|x|spotfix|offlinescanandfix)\b/gi,
  /\bnet (?:stop|start)\b/gi,
  /\bsc(?:\.exe)? (?:stop|start|config|delete|create|failure|triggerinfo)\b/gi,
  /\bvssadmin (?:delete|resize|add|create|revert)\b/gi,
  /\bw32tm \/(?:config|resync|register|unregister)\b/gi,
  /\bwinmgmt \/(?:salvagerepository|resetrepository|resyncperf)\b/gi,
  /\bmofcomp\b/gi,
  /\bsfc \/scannow\b/gi,
  /\bdism\b[^。.;]{0,60}\/restorehealth\b/gi,
  /\breg(?:\.exe)? (?:add|delete|import)\b/gi,
  /\bregsvr32\b/gi,
  /\bnetsh\b[^。.;]{0,60}\b(?:set|add|delete|reset)\b/gi,
  /\b(?:icacls|takeown)\b[^。.;]{0,60}\/(?:grant|deny|reset|remove|setowner|f)\b/gi,
  /\bshutdown \/[rsg]\b/gi,
  /\bwevtutil (?:cl|clear-log|sl|set-log)\b/gi,
  /\bfsutil\b[^。.;]{0,40}\bset\b/gi,
  /\bnvspbind\b/gi,
];

/** Programs whose arguments are words, so that a command is not taken for a sentence. */
const PROGRAMS =
  /^(?:vssadmin|diskshadow|fltmc|netsh|net|sc|reg|chkdsk|sfc|dism|wevtutil|winmgmt|bcdedit|powercfg|fsutil|ipconfig|diskpart|mpclaim|systeminfo|driverquery|pnputil|cluster|list|ping|tracert|arp|route|nltest|repadmin|klist|setspn|certutil|icacls|mofcomp|verifier|msinfo|ntdsutil|dcdiag|hcsdiag|osql|sqlcmd|logman)\b/i;

export function startsLikeCommand(text: string): boolean {
  return PROGRAMS.test(text);
}

export interface CommandAt {
  name: string;
  at: number;
  /** `unknown`: shaped like a cmdlet, but not on the list. */
  kind: 'changing' | 'unknown';
}

/** The commands of a text that need attention, in its order. */
export function commandsIn(text: string): CommandAt[] {
  const found: CommandAt[] = [];
  for (const { 0: name, 1: verb = '', index } of text.matchAll(CMDLET)) {
    const kind = kindOf(name.toLowerCase(), verb.toLowerCase());
    if (kind !== undefined) found.push({ name, at: index, kind });
  }
  for (const program of CHANGING_PROGRAMS) {
    for (const { 0: name, index } of text.matchAll(program)) found.push({ name, at: index, kind: 'changing' });
  }
  return found.sort((a, b) => a.at - b.at);
}

function kindOf(cmdlet: string, verb: string): CommandAt['kind'] | undefined {
  if (KNOWN_READING.has(cmdlet)) return undefined;
  if (CHANGING_VERBS.has(verb)) return 'changing';
  return READING_VERBS.has(verb) ? 'unknown' : undefined;
}
