/** Pastes as people make them, from a number to several records; the messages are quoted as Windows prints them. */

const VMID = '9A5FAAC3-1F7A-442D-9525-46B39ACE22DB';
const NIC = `NIC driver on 'web-07' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID ${VMID}).`;
const DISK = `A storage device in 'web-07' cannot load because it is incompatible with the server virtualization stack. Server version 2.0 Client version 4.2 (VMID ${VMID}).`;

function copied(source: string, id: number, level: string, message: string): string {
  return `Log Name:      System
Source:        ${source}
Date:          11/20/2026 9:14:03 AM
Event ID:      ${id}
Task Category: None
Level:         ${level}
Keywords:      Classic
User:          N/A
Computer:      HV01.contoso.com
Description:
${message}
`;
}

const JAPANESE = `種類：エラー
ソース：VMSMP
イベントID：26
説明：
"web-07"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 3.2、クライアント バージョン 0.1 (${VMID})`;

const XML = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="storvsp"/><EventID Qualifiers="49158">5</EventID><Level>2</Level><Channel>System</Channel><Computer>HV01</Computer></System><EventData><Data>\\Device\\StorVSP</Data><Data>web-07</Data><Data>${VMID}</Data><Data>4.2</Data><Data>0.1</Data></EventData></Event>`;

const SEVERAL = [
  copied('VMSMP', 26, 'Error', NIC),
  copied('storvsp', 5, 'Error', DISK),
  copied('disk', 51, 'Warning', 'An error was detected on device \\Device\\Harddisk1\\DR1 during a paging operation.'),
  copied('netvsc', 12, 'Warning', "VSP rejected attempt to use protocol version '3.2'."),
  copied(
    'vmbus',
    2,
    'Error',
    'The parent partition uses a different VMBus version. You need to Install a matching VMBus version in this guest installation.',
  ),
].join('\n');

export const PASTES: Record<string, string> = {
  'number "26"': '26',
  'name and number "VMSMP 26"': 'VMSMP 26',
  'message alone': NIC,
  'Event Viewer text': copied('VMSMP', 26, 'Error', NIC),
  'vendor form, Japanese': JAPANESE,
  'event XML': XML,
  'five records, 2 KB': SEVERAL,
};

/** The paste that the targets speak of. */
export const TWO_KILOBYTES = SEVERAL;
