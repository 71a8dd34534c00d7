/** Values that fill the inserts of generated messages. */
import type { Random } from './random.ts';

const VMS = [
  'web-07',
  'SQL 2008 (prod)',
  'dc01',
  'fs-3',
  'build-9',
  '基幹DB',
  '営業部ファイルサーバ',
  '経理-01',
  'テスト環境2',
  'TS_1',
  "O'Brien lab",
  'app01.contoso.com',
];
const NICS = [
  'Broadcom BCM5709C',
  'Intel 82576',
  'HP NC382i DP',
  'ブロードコム NetXtreme II #2',
  'Intel(R) PRO/1000 PT',
];
const HOSTS = ['HV01.contoso.com', 'hyper-3', 'KANRI-HV2', 'node4.example.local', 'HOST-B'];
const USERS = ['svc_backup', 'CONTOSO\\tanaka', 'Administrator', 'm.weber', 'NETWORK SERVICE'];
const PATHS = [
  'C:\\ClusterStorage\\Volume1\\disk0.vhd',
  'D:\\VM\\web\\web.vhdx',
  '\\Device\\Harddisk2\\DR4',
  'C:\\Windows\\Temp\\x.tmp',
];
const CODES = ['0x80070005', '0x800706BA', '0xC0000022', '80042306', 'C000009A', '5', '1376', '0x8007000E'];
const VERSIONS = ['2.1', '6.0.6002', '10.0.14393.447', '1.0', '7.4', '5.1'];
const SERVICES = ['Spooler', 'LanmanServer', 'Print Agent', 'Backup Coordinator', 'WinRM', '資産管理エージェント'];

const vmName = (r: Random): string => r.pick(VMS);
const nicName = (r: Random): string => r.pick(NICS);
export const hostName = (r: Random): string => r.pick(HOSTS);

/** A GUID with capital letters, without braces. */
function guid(r: Random): string {
  const hex = (n: number): string => Array.from({ length: n }, () => '0123456789ABCDEF'[r.int(0, 15)]).join('');
  return [hex(8), hex(4), hex(4), hex(4), hex(12)].join('-');
}

/**
 * Fills `{vm} {host} {user} {path} {code} {ver} {svc} {guid} {n} {nic}`; every place gets its own value. Braces around
 * anything else, such as a GUID, stay.
 */
export function fill(template: string, r: Random): string {
  let out = '';
  let from = 0;
  for (let open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
    const close = template.indexOf('}', open);
    if (close < 0) break;
    const name = template.slice(open + 1, close);
    out += template.slice(from, open) + (/^[a-z]+$/.test(name) ? value(name, r) : `{${name}}`);
    from = close + 1;
  }
  return out + template.slice(from);
}

function value(name: string, r: Random): string {
  switch (name) {
    case 'vm':
      return vmName(r);
    case 'host':
      return hostName(r);
    case 'nic':
      return nicName(r);
    case 'user':
      return r.pick(USERS);
    case 'path':
      return r.pick(PATHS);
    case 'code':
      return r.pick(CODES);
    case 'ver':
      return r.pick(VERSIONS);
    case 'svc':
      return r.pick(SERVICES);
    case 'guid':
      return guid(r);
    case 'n':
      return String(r.int(2, 9000));
    default:
      throw new Error(`no value for {${name}}`);
  }
}
