import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplateIndex } from '../../src/match/template-index.ts';
import type { TemplateHit, TemplateIndex, TemplateSource } from '../../src/match/template.ts';
import { FoldedText } from '../../src/text/fold.ts';

const MESSAGES: readonly (readonly [string, string])[] = [
  [
    'vmsmp/26',
    "NIC driver on '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version {server} Client version {client} (VMID {vmid}).",
  ],
  [
    'vmsmp/26',
    '"{vm}"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン {server}、クライアント バージョン {client} (VMID {vmid})',
  ],
  ['vmsmp/32', "スイッチ '{switch}' のポート '{port}' へ NIC '{nic}' を接続できませんでした。状態 = {status}"],
  [
    'storvsp/5',
    "A storage device in '{vm}' cannot load because it is incompatible with the server virtualization stack. Server version {server} Client version {client} (VMID {vmid}).",
  ],
  [
    'storvsp/5',
    '"{vm}" の記憶装置は、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン {server}、クライアント バージョン {client} (VMID {vmid})。',
  ],
  ['netvsc/12', "VSP rejected attempt to use protocol version '{version}'."],
  ['netvsc/13', 'Microport の初期化に失敗しました。理由 = {reason}。'],
  ['winlogon/6004', 'winlogon 通知サブスクライバー <{subscriber}> で重要な通知イベントに失敗しました。'],
  [
    'kvpexchange/4130',
    "仮想マシン '{vm}' には古いバージョンの統合サービスがインストールされています ('{old}')。互換性の問題を回避するには、ゲスト オペレーティング システムの統合サービスを'{new}' にアップグレードしてください。(仮想マシン ID'{vmid}')",
  ],
  ['vds/1', '予期しないエラーが発生しました。エラー コード: {code}'],
  ['vds/1', 'Unexpected failure. Error code: {code}'],
  [
    'eventsystem/4098',
    'COM+ イベント システムは、サブスクリプション {subscription} で {method} メソッドでの開始に失敗しました。サブスクライバーは、HRESULT {hr} を返しました。',
  ],
  ['scm/7005', 'The {api} call failed with the following error: {error}'],
];
const windows = indexOf(MESSAGES);
const NETVSP = ['netvsp/12', "Miniport NIC '{nic}' connected"] as const;

function indexOf(
  messages: readonly (readonly [string, string])[],
  style: TemplateSource['style'] = 'braces',
): TemplateIndex {
  return createTemplateIndex(
    messages.map(([key, text]) => ({ text, style, owner: { key, provider: key.split('/')[0] ?? '' } })),
  );
}

/** Key, inserts, and the text from the beginning to the end of each hit. */
function found(index: TemplateIndex, text: string): [string, Record<string, string>, string][] {
  return index
    .find(text)
    .hits.map((hit) => [keyOf(hit), Object.fromEntries(hit.inserts), text.slice(hit.start, hit.end)]);
}
function inserts(index: TemplateIndex, text: string): Record<string, string>[] {
  return index.find(text).hits.map((hit) => Object.fromEntries(hit.inserts));
}
function keys(index: TemplateIndex, text: string): string[] {
  return index.find(text).hits.map(keyOf);
}
function keyOf(hit: TemplateHit): string {
  return [...new Set(hit.owners.map(({ key }) => key))].join('+');
}

const VMID = '9A5FAAC3-1F7A-442D-9525-46B39ACE22DB';

describe('Windows messages', () => {
  it('finds a message and its inserts', () => {
    const text = `Description: NIC driver on '2008R2-Guest' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID ${VMID}).`;

    expect(found(windows, text)).toEqual([
      [
        'vmsmp/26',
        { vm: '2008R2-Guest', server: '2', client: '196610', vmid: VMID },
        text.slice('Description: '.length),
      ],
    ]);
  });

  it('reads a document with lines broken inside words, and empty inserts', () => {
    const text =
      '説明： \n\n"任意の仮想マシン名"のネットワーク ドライバーは、サーバーが要求しているバージョンと互\n\n換性がないため読み込むことができません。サーバー バージョン 3.2、クライアント バージョ\n\nン 0.1 (VMID) \n\n発生状況 \n\n' +
      '"任意の仮想マシン名" の記憶装置は、サーバーが要求しているバージョンと互換性がないた\n\nめ読み込むことができません。サーバー バージョン 4.2、クライアント バージョン 0.1  \n\n(VMID)。 \n\n発生状況 \n\n' +
      "スイッチ '' のポート '' へ NIC ' 物理的なネットワークカード名 ' を接続できませんでした。状\n\n態 = C000003A \n\n発生状況 \n\n" +
      'winlogon 通知サブスクライバ <Trusted Installer> で重要な通知イベントに失敗しました。 \n\n発生状況 \n\n' +
      'Microport の初期化に失敗しました。理由 = 。 \n\n発生状況 \n\n' +
      "仮想マシン '仮想マシン名' には古いバージョンの統合サービスがインストールされています \n\n('6.1.7600.16385')。互換性の問題を回避するには、ゲスト オペレーティング システムの統合\n\nサービスを'6.1.7601.17514' にアップグレードしてください。(仮想マシン ID'仮想マシンID') \n\n発生状況 \n\n" +
      '予期しないエラーが発生しました。エラーコード : 490@01010004 \n\n発生状況 \n\n' +
      'COM+イベントシステムは、サブスクリプション{2F519218-754D-4CFE-8DAA-5215CD0DE0EB} \n\nでLogoff メソッドでの開始に失敗しました。サブスクライバは、HRESULT800706BF を返しまし \n\nた。 \n';

    expect(found(windows, text).map(([key, values]) => [key, values])).toEqual([
      ['vmsmp/26', { vm: '任意の仮想マシン名', server: '3.2', client: '0.1', vmid: '' }],
      ['storvsp/5', { vm: '任意の仮想マシン名', server: '4.2', client: '0.1', vmid: '' }],
      ['vmsmp/32', { switch: '', port: '', nic: '物理的なネットワークカード名', status: 'C000003A' }],
      ['winlogon/6004', { subscriber: 'Trusted Installer' }],
      ['netvsc/13', { reason: '' }],
      ['kvpexchange/4130', { vm: '仮想マシン名', old: '6.1.7600.16385', new: '6.1.7601.17514', vmid: '仮想マシンID' }],
      ['vds/1', { code: '490@01010004' }],
      [
        'eventsystem/4098',
        { subscription: '{2F519218-754D-4CFE-8DAA-5215CD0DE0EB}', method: 'Logoff', hr: '800706BF' },
      ],
    ]);
  });

  it.each([
    [
      'quoted and wrapped',
      '> NIC driver on ‘web-07’ cannot load because it is in-\n> compatible with the server virtualization stack. Server\n> version 2 Client version 196610 (VMID\n> 9A5FAAC3-1F7A-442D-\n> 9525-46B39ACE22DB).',
      { vm: 'web-07', server: '2', client: '196610', vmid: VMID },
    ],
    [
      'half-width kana',
      '"WEB"のﾈｯﾄﾜｰｸ ﾄﾞﾗｲﾊﾞｰは､ｻｰﾊﾞｰが要求しているﾊﾞｰｼﾞｮﾝと互換性がないため読み込むことができません｡ｻｰﾊﾞｰ ﾊﾞｰｼﾞｮﾝ 3.2､ｸﾗｲｱﾝﾄ ﾊﾞｰｼﾞｮﾝ 0.1 (VMID)',
      { vm: 'WEB', server: '3.2', client: '0.1', vmid: '' },
    ],
    [
      'full-width figures',
      '"A"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン ３．２、クライアント バージョン ０．１ （ＶＭＩＤ）',
      { vm: 'A', server: '３．２', client: '０．１', vmid: '' },
    ],
    [
      'Japanese quotes',
      '「開発 "A" 機」のネットワーク ドライバは、サーバが要求しているバージョンと互換性がないため読み込むことができません。サーバ バージョン 3.2、クライアント バージョン 0.1 (VMID)',
      { vm: '開発 "A" 機', server: '3.2', client: '0.1', vmid: '' },
    ],
    [
      'an apostrophe',
      `NIC driver on 'O'Brien's VM' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 3 (VMID ${VMID}).`,
      { vm: "O'Brien's VM", server: '2', client: '3', vmid: VMID },
    ],
    [
      'quotes in quotes',
      `NIC driver on 'the 'new' VM' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 3 (VMID ${VMID}).`,
      { vm: "the 'new' VM", server: '2', client: '3', vmid: VMID },
    ],
  ])('reads a message with %s', (_, text, expected) => {
    expect(inserts(windows, text)).toEqual([expected]);
  });

  it('finds several messages, and the same one twice, in the order of the text', () => {
    const text =
      "VSP rejected attempt to use protocol version '3.2'.\nfoo\nUnexpected failure. Error code: 490@01010004\n\nVSP rejected attempt to use protocol version '3.0'.";

    expect(found(windows, text)).toEqual([
      ['netvsc/12', { version: '3.2' }, "VSP rejected attempt to use protocol version '3.2'."],
      ['vds/1', { code: '490@01010004' }, 'Unexpected failure. Error code: 490@01010004'],
      ['netvsc/12', { version: '3.0' }, "VSP rejected attempt to use protocol version '3.0'."],
    ]);
  });
});

describe('inserts at the edges', () => {
  it.each([
    [
      "do not confuse with 'VSP rejected attempt to use protocol version '3.2'.' because",
      { version: '3.2' },
      "VSP rejected attempt to use protocol version '3.2'.",
    ],
    [
      "VSP rejected attempt to use protocol version '3.2' and 'more'.",
      { version: '3.2' },
      "VSP rejected attempt to use protocol version '3.2'",
    ],
    [
      "VSP rejected attempt to use protocol version '3.2",
      // Cut before its closing quote: nobody knows how it went on.
      {},
      "VSP rejected attempt to use protocol version '3.2",
    ],
    [
      "VSP rejected attempt to use protocol version ''.",
      { version: '' },
      "VSP rejected attempt to use protocol version ''.",
    ],
    [
      "VSP rejected attempt to use protocol\nversion\n'3.2'.\nEvent ID: 12",
      { version: '3.2' },
      "VSP rejected attempt to use protocol\nversion\n'3.2'.",
    ],
    [
      "VSP rejected attempt to use protocol version\nEvent ID: 12 'x'",
      {},
      'VSP rejected attempt to use protocol version',
    ],
    [
      'VSP rejected attempt to use protocol version “3.2”.',
      { version: '3.2' },
      'VSP rejected attempt to use protocol version “3.2”.',
    ],
    [
      'Microport の初期化に失敗しました。理由 = 。発生状況。',
      { reason: '' },
      'Microport の初期化に失敗しました。理由 = 。',
    ],
    [
      'Microport の初期化に失敗しました。理由 = 不明。発生状況。',
      { reason: '不明' },
      'Microport の初期化に失敗しました。理由 = 不明。',
    ],
    [
      'Unexpected failure. Error code: 490@01010004. What now?',
      { code: '490@01010004' },
      'Unexpected failure. Error code: 490@01010004.',
    ],
    [
      "we see 'Unexpected failure. Error code: 490@01010004' on a guest",
      { code: '490@01010004' },
      'Unexpected failure. Error code: 490@01010004',
    ],
    ['Unexpected failure. Error code: ', { code: '' }, 'Unexpected failure. Error code:'],
    ['Unexpected failure. Error code: \r\nSource: x', { code: '' }, 'Unexpected failure. Error code:'],
    [
      'The LoadUserProfile call failed with the following error: \r\nThe device is not ready.\r\nSource: x',
      { api: 'LoadUserProfile', error: 'The device is not ready' },
      'The LoadUserProfile call failed with the following error: \r\nThe device is not ready.',
    ],
    [
      'The LoadUserProfile call failed with\nthe following error: The device is\nnot ready. And\nmore',
      { api: 'LoadUserProfile', error: 'The device is not ready' },
      'The LoadUserProfile call failed with\nthe following error: The device is\nnot ready.',
    ],
  ])('bounds the last one of %j', (text, expected, span) => {
    expect(found(windows, text).map(([, values, part]) => [values, part])).toEqual([[expected, span]]);
  });

  it.each([
    [
      '{vm} failed to start the machine.',
      'web-07 failed to start the machine.',
      'web-07',
      'web-07 failed to start the machine.',
    ],
    [
      '{vm} failed to start the machine.',
      'All good. web-07 failed to start the machine.',
      'web-07',
      'web-07 failed to start the machine.',
    ],
    [
      '{vm} failed to start the machine.',
      'foo\nMessage: web-07 failed to start the machine.',
      'web-07',
      'web-07 failed to start the machine.',
    ],
    [
      '{vm} failed to start the machine.',
      'foo\n\nmy web server\nfailed to start the machine.',
      'my web server',
      'my web server\nfailed to start the machine.',
    ],
    ['{vm} failed to start the machine.', 'failed to start the machine.', '', 'failed to start the machine.'],
    [
      "'{vm}' failed to start the machine.",
      "no 'x' but 'web-07' failed to start the machine.",
      'web-07',
      "'web-07' failed to start the machine.",
    ],
    [
      "'{vm}' failed to start the machine.",
      "no 'x' but 'my 'own' VM' failed to start the machine.",
      "my 'own' VM",
      "'my 'own' VM' failed to start the machine.",
    ],
    ["'{vm}' failed to start the machine.", "'' failed to start the machine.", '', "'' failed to start the machine."],
    [
      '({vm}) failed to start the machine.',
      'see (web (7)) failed to start the machine.',
      'web (7)',
      '(web (7)) failed to start the machine.',
    ],
  ])('bounds the first one of %j in %j', (template, text, vm, span) => {
    expect(found(indexOf([['a/1', template]]), text)).toEqual([['a/1', { vm }, span]]);
  });

  it('does not run into the next message', () => {
    const text =
      "スイッチ '' のポート '' へ NIC '' を接続できませんでした。状態 = C000003A Microport の初期化に失敗しました。理由 = 。VSP rejected attempt to use protocol version '3.2'.";

    expect(found(windows, text).map(([key, values]) => [key, values])).toEqual([
      ['vmsmp/32', { switch: '', port: '', nic: '', status: 'C000003A' }],
      ['netvsc/13', { reason: '' }],
      ['netvsc/12', { version: '3.2' }],
    ]);
  });

  it('takes a message that stands where the insert should for the insert', () => {
    const text =
      "The LoadUserProfile call failed with the following error: VSP rejected attempt to use protocol version '3.2'.";
    expect(keys(windows, text)).toEqual(['scm/7005']);
  });
});

/** A message about this machine. */
const aboutVm = (vm: string) =>
  `NIC driver on '${vm}' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 3 (VMID ${VMID}).`;

describe('inserts with anything in them', () => {
  it.each([
    ['cannot load'],
    ['Client version'],
    ['x NIC driver'],
    ['営業部「ファイル」サーバ'],
    ['a (b) [c] {d} <e>'],
    ['\u{1f600}'],
    ['x'.repeat(4000)],
    [`a whole message: VSP rejected attempt to use protocol version "3.2". `.trim()],
  ])('keeps %j', (vm) => {
    expect(inserts(windows, aboutVm(vm))).toEqual([{ vm, server: '2', client: '3', vmid: VMID }]);
  });

  it('folds line breaks inside an insert to blanks', () => {
    expect(inserts(windows, aboutVm('my\r\n> web   server'))[0]).toMatchObject({ vm: 'my web   server' });
    expect(inserts(windows, aboutVm('仮想マシ\nン'))[0]).toMatchObject({ vm: '仮想マシン' });
  });

  it('gives no message for an insert without bounds', () => {
    expect(keys(windows, aboutVm('x'.repeat(5000)))).toEqual([]);
  });

  it('drops a message that an insert quotes, however long it is', () => {
    const index = indexOf([
      ['a/1', "Task '{task}' ended badly."],
      ['b/2', 'The virtual machine management service could not be started because of a very long reason.'],
    ]);
    const inner = 'The virtual machine management service could not be started because of a very long reason.';

    expect(keys(index, `Task '${inner}' ended badly.`)).toEqual(['a/1']);
    expect(keys(index, `Task 'x' ended badly. ${inner}`)).toEqual(['a/1', 'b/2']);
  });

  it('drops messages that a first insert quotes', () => {
    const index = indexOf([
      ['a/1', "'{task}' ended in a bad way."],
      ['b/2', 'The service could not be started at all.'],
    ]);
    expect(found(index, "'The service could not be started at all.' ended in a bad way.")).toEqual([
      [
        'a/1',
        { task: 'The service could not be started at all.' },
        "'The service could not be started at all.' ended in a bad way.",
      ],
    ]);
  });
});

describe('what is another text', () => {
  const netvsc = indexOf([NETVSP]);

  it.each([
    "Miniport NIC 'x' disconnected",
    "Miniport NIC 'x' is not connected",
    "Miniport NIC 'x' connectedness",
    "Miniport NIC 'a' gone, Miniport of 'b' connected",
    "Miniport NIC 'a' is not ' ' connected",
    "OtherMiniport NIC 'x' connected",
  ])('does not find the message in %j', (text) => {
    expect(keys(netvsc, text)).toEqual([]);
    expect(netvsc.confirm(text, 'netvsp/12')).toBeUndefined();
  });

  it.each(["Miniport NIC 'x' connected", 'MINIPORT NIC x CONNECTED!', '…"Miniport NIC \'x\' connected"…'])(
    'finds it in %j',
    (text) => {
      expect(inserts(netvsc, text)).toEqual([{ nic: 'x' }]);
    },
  );

  it('tells voiced from unvoiced at the end of a literal', () => {
    const index = indexOf([['a/1', '新しいテスト用のパス{x}を開きました']]);
    expect(keys(index, '新しいテスト用のパスCを開きました')).toEqual(['a/1']);
    expect(keys(index, '新しいテスト用のパズCを開きました')).toEqual([]);
  });

  it('leaves messages cut short alone', () => {
    const index = indexOf([
      ['storvsp/3', 'The Storage VSP encountered an error asynchronous opening a channel.'],
      ['storvsp/4', 'The Storage VSP encountered an error reading from the vmbus channel.'],
    ]);
    expect(keys(index, 'The Storage VSP encountered an error')).toEqual([]);
    expect(keys(index, 'The Storage VSP encountered an error reading from the vmbus channel.')).toEqual(['storvsp/4']);
  });

  it.each(['', '   ', '\u{1f600}\u{1f600}', '\ud842', 'x', '!'.repeat(1000)])('finds nothing in %j', (text) => {
    expect(windows.find(text)).toEqual({ hits: [], truncated: false });
    expect(windows.confirm(text, 'vds/1')).toBeUndefined();
  });
});

describe('owners', () => {
  it('reports all owners of one text, with all their names for its inserts', () => {
    const index = createTemplateIndex([
      {
        text: "A storage device in '{vm}' loaded with version {v}.",
        style: 'braces',
        owner: { key: 'storvsp/6', provider: 'storvsp' },
      },
      {
        text: "A storage device in '%2' loaded with version %4.\\r\\n",
        style: 'percent',
        owner: { key: 'storvsp/6', provider: 'storvsp', table: { file: 'storvsp.sys', builds: ['1'] } },
      },
      {
        text: 'A storage device in "{v}" loaded with version "{name}"',
        style: 'braces',
        owner: { key: 'other/9', provider: 'other' },
      },
    ]);
    const [hit, ...more] = index.find("A storage device in 'web' loaded with version 4.2.").hits;

    expect(index.size).toBe(1);
    expect(more).toEqual([]);
    expect(hit?.owners.map(({ key }) => key)).toEqual(['storvsp/6', 'storvsp/6', 'other/9']);
    // The two events give {v} to different inserts: nobody can tell which is meant.
    expect(Object.fromEntries(hit?.inserts ?? [])).toEqual({ vm: 'web', 2: 'web', 4: '4.2', name: '4.2' });
    expect(hit?.owners.map((owner) => Object.fromEntries(hit.insertsOf(owner)))).toEqual([
      { vm: 'web', v: '4.2' },
      { 2: 'web', 4: '4.2' },
      { v: 'web', name: '4.2' },
    ]);
  });

  it('keeps different texts that say the same place equally well', () => {
    const index = indexOf([
      ['a/1', 'The device was re{x}started by its owner'],
      ['b/2', 'The device was {x}restarted by its owner'],
    ]);
    expect(keys(index, 'The device was restarted by its owner').sort()).toEqual(['a/1', 'b/2']);
  });

  it('prefers the text with more letters', () => {
    const index = indexOf([
      ['a/1', 'The service {name} entered the stopped state'],
      ['a/2', 'The service {name} entered the stopped state after a timeout of {n} seconds'],
    ]);
    expect(keys(index, 'The service x entered the stopped state')).toEqual(['a/1']);
    expect(keys(index, 'The service x entered the stopped state after a timeout of 30 seconds')).toEqual(['a/2']);
  });

  it('gives letters and weight, a Japanese character counting twice', () => {
    const [hit] = indexOf([['a/1', '仮想マシン {x} Started']]).find('仮想マシン A started').hits;
    expect(hit).toMatchObject({ letters: 12, weight: 17, templateText: '仮想マシン {x} Started' });
  });
});

describe('inserts that share a gap', () => {
  it.each([
    ['Device failed: {a} ({b}).', 'Device failed: disk 0 (offline).', { a: 'disk 0', b: 'offline' }],
    ['Device failed: {a} ({b}).', 'Device failed:  ().', { a: '', b: '' }],
    ["Device '{a}', '{b}' failed.", "Device 'x, y', 'z' failed.", { a: 'x, y', b: 'z' }],
    ['Device {a}@{b} failed.', 'Device 490@0101 failed.', { a: '490', b: '0101' }],
    ['Device {a} {b} failed.', 'Device one two failed.', { a: 'one', b: 'two' }],
    ['Device {a} {b} failed.', 'Device one two three failed.', {}],
    ['Device {a}{b} failed.', 'Device one failed.', {}],
    ['Device {a}{b} failed.', 'Device failed.', { a: '', b: '' }],
    ['Device {a} failed on {a}.', 'Device x failed on x.', { a: 'x' }],
  ])('reads %j', (template, text, expected) => {
    expect(inserts(indexOf([['a/1', template]]), text)).toEqual([expected]);
  });
});

describe('confirm', () => {
  const tables = indexOf(
    [
      ['disk/1', 'Error %1'],
      ['disk/2', '%1'],
      ['disk/3', '%1: %2 up'],
      ['disk/4', 'OK'],
      ['disk/5', 'The device %1 is not ready.'],
    ],
    'percent',
  );

  it('knows short texts only as a whole, and only for their key', () => {
    expect(tables.confirm('Error 5', 'disk/1')?.inserts.get('1')).toBe('5');
    expect(tables.confirm('An error 5', 'disk/1')).toBeUndefined();
    expect(tables.confirm('Error 5', 'disk/4')).toBeUndefined();
    expect(tables.confirm('eth0: link up', 'disk/3')?.owners[0]?.key).toBe('disk/3');
    expect(tables.confirm('eth0: link up and running', 'disk/3')).toBeUndefined();
    expect(tables.confirm('OK.', 'disk/4')).toBeDefined();
    expect(tables.confirm('OK, but', 'disk/4')).toBeUndefined();
    expect(tables.find('Error 5').hits).toEqual([]);
  });

  it('never takes a text without letters for a proof', () => {
    expect(tables.confirm('anything', 'disk/2')).toBeUndefined();
  });

  it('knows longer texts anywhere', () => {
    expect(tables.confirm('foo. The device D: is not ready. bar', 'disk/5')?.inserts.get('1')).toBe('D:');
    expect(tables.confirm('The device D: is not ready.', 'disk/1')).toBeUndefined();
    expect(tables.confirm('The device D: is not ready.', 'no/9')).toBeUndefined();
  });
});

describe('a text that was folded already', () => {
  it('gives the same', () => {
    const text = "VSP rejected attempt to use protocol version '3.2'.";
    const folded = new FoldedText(text);
    expect(new FoldedText('another text in between').length).toBe(20);

    expect(Object.fromEntries(windows.find(folded).hits[0]?.inserts ?? [])).toEqual({ version: '3.2' });
    expect(Object.fromEntries(windows.confirm(folded, 'netvsc/12')?.inserts ?? [])).toEqual({ version: '3.2' });
  });
});

const toWide = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const toNarrow = (text: string): string => text.normalize('NFKC');
/** Katakana that no other part of the Japanese messages has. */
const kanaWord = (i: number): string => 'ヌネノヒフヘ'.charAt(i).repeat(6);

function valuesOf(
  index: TemplateIndex,
  text: string,
  change = (value: string): string => value,
): Record<string, string>[] {
  return inserts(index, text).map((all) => mapValues(all, change));
}
function mapValues(all: Record<string, string>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, change(value)]));
}

describe('rendered messages', () => {
  /** Words of literals and of inserts share no letter, so an insert never contains a literal. */
  const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'.split('')), minLength: 1, maxLength: 9 });
  const value = fc.oneof(
    fc.constant(''),
    fc.string({ unit: fc.constantFrom(...'qrstuvw0123456789'.split('')), minLength: 1, maxLength: 14 }),
    fc.constantFrom('3.2', '0x80070005', '7A-1F', 'q_r', 'qr@st', '仮想', '営業部'),
  );
  const longValue = fc
    .array(
      value.filter((v) => /^[ -~]+$/.test(v)),
      { minLength: 2, maxLength: 3 },
    )
    .map((parts) => parts.join(' '));
  const around = fc.constantFrom(['', ''], ["'", "'"], ['"', '"'], ['(', ')'], ['<', '>'], ['= ', '']);

  /** Literals each hold a word of their own, so that none stands in for another. */
  const message = fc
    .record({
      literals: fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
      values: fc.array(fc.tuple(fc.oneof(value, longValue), value, around), { minLength: 7, maxLength: 7 }),
      first: fc.boolean(),
      last: fc.boolean(),
    })
    .map(({ literals, values, first, last }) => {
      const parts = literals.map((words, i) => [...words, `k${String.fromCharCode(97 + i)}kkkkk`].join(' '));
      const template: string[] = [];
      const text: string[] = [];
      const expected: Record<string, string> = {};
      const insert = (i: number, edge: boolean) => {
        const [inner, single, [open, close]] = values[i]!;
        // What nothing bounds must be one word to be told from what stands beside it.
        const shown = edge ? single : inner;
        template.push(`${open}{i${i}}${close}`);
        text.push(`${open}${shown}${close}`);
        expected[`i${i}`] = shown;
      };
      if (first) insert(0, true);
      for (const [i, part] of parts.entries()) {
        if (i > 0) insert(i, false);
        template.push(part);
        text.push(part);
      }
      if (last) insert(6, true);
      return { template: template.join(' '), text: text.join(' '), expected, parts };
    });

  it('are found with their inserts', () => {
    fc.assert(
      fc.property(message, ({ template, text, expected }) => {
        const index = indexOf([['a/1', template]]);
        expect(valuesOf(index, text)).toEqual([expected]);
      }),
      { seed: 30, numRuns: 600 },
    );
  });

  it('are found in any width, case and kind of blank', () => {
    fc.assert(
      fc.property(message, ({ template, text, expected }) => {
        const index = indexOf([['a/1', template]]);
        expect(valuesOf(index, toWide(text), toNarrow)).toEqual([expected]);
        expect(valuesOf(index, text.toUpperCase(), (v) => v.toLowerCase())).toEqual([
          mapValues(expected, (v) => v.toLowerCase()),
        ]);
        expect(valuesOf(index, text.replaceAll(' ', '\u00a0'))).toEqual([expected]);
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it('are found when lines are wrapped', () => {
    fc.assert(
      fc.property(
        message,
        fc.integer({ min: 30, max: 80 }),
        fc.constantFrom('\n', '\r\n', '\n> '),
        ({ template, text, expected }, width, lineBreak) => {
          const wrapped = wrap(text, width).join(lineBreak);
          expect(valuesOf(indexOf([['a/1', template]]), wrapped)).toEqual([expected]);
        },
      ),
      { seed: 32, numRuns: 600 },
    );
  });

  it('are found in Japanese, wrapped between any two characters', () => {
    const kana = fc
      .string({
        unit: fc.constantFrom(...'あかさたなはまやらわがざだばぱアカサタナー'.split('')),
        minLength: 2,
        maxLength: 12,
      })
      .map((s) => `か${s}`);
    const kanji = fc.string({ unit: fc.constantFrom(...'仮想機械接続装置'.split('')), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(kana, kanji), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 8, max: 40 }),
        (pairs, width) => {
          const template =
            pairs.map(([literal], i) => `${literal}${kanaWord(i)}「{i${i}}」`).join('') + '。終わりましたよ。';
          const text =
            pairs.map(([literal, insert], i) => `${literal}${kanaWord(i)}「${insert}」`).join('') +
            '。終わりましたよ。';
          const lines: string[] = [];
          for (let i = 0; i < text.length; i += width) lines.push(text.slice(i, i + width));
          const expected = Object.fromEntries(pairs.map(([, insert], i) => [`i${i}`, insert]));

          expect(inserts(indexOf([['a/1', template]]), lines.join('\n\n'))).toEqual([expected]);
        },
      ),
      { seed: 33, numRuns: 300 },
    );
  });

  it('are not found when a literal is missing', () => {
    fc.assert(
      fc.property(message, fc.nat(), ({ template, text, parts }, pick) => {
        const missing = parts[pick % parts.length]!;
        const cut = text.replace(missing, '');
        const index = indexOf([['a/1', template]]);

        expect(keys(index, cut)).toEqual([]);
        expect(index.confirm(cut, 'a/1')).toBeUndefined();
      }),
      { seed: 34, numRuns: 400 },
    );
  });

  it('are found among many, and among other text', () => {
    const all = fc.sample(message, { seed: 35, numRuns: 300 }).map(({ template, text }, i) => ({
      template: template.replaceAll('kkkkk', wordFor(i)),
      text: text.replaceAll('kkkkk', wordFor(i)),
    }));
    const index = indexOf(all.map(({ template }, i) => [`a/${i}`, template]));
    for (let i = 0; i + 3 <= all.length; i += 3) {
      const three = all.slice(i, i + 3);
      const text = three.map((one) => `Something else.\n${one.text}\n`).join('\n');
      expect(keys(index, text), text).toEqual(three.map((_, k) => `a/${i + k}`));
    }
  });
});

/** A word of letters for a number. */
function wordFor(i: number): string {
  return `k${String(i)
    .split('')
    .map((digit) => 'lmnopxyzkk'.charAt(Number(digit)))
    .join('')}${'z'.repeat(i % 7)}k`;
}

/** Greedy, at blanks only. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(' ')) {
    if (line !== '' && line.length + 1 + part.length > width) {
      lines.push(line);
      line = part;
    } else line = line === '' && lines.length === 0 && part === '' ? '' : line === '' ? part : `${line} ${part}`;
  }
  return [...lines, line];
}

describe('bounds', () => {
  it('finds messages anywhere in a long text', () => {
    const filler = 'nothing of interest stands here, only words of no use at all. '.repeat(400);
    const one = "VSP rejected attempt to use protocol version '3.2'.";
    const text = Array.from({ length: 12 }, (_, i) => `${filler.slice(0, 3000 + 1777 * i)} ${one}`).join('\n');

    const { hits, truncated } = windows.find(text);
    expect(truncated).toBe(false);
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual(Array.from({ length: 12 }, () => one));
  });

  it('finds a message of any length and place across the seams of a long text', () => {
    const parts = Array.from({ length: 40 }, (_, i) => `part number ${'abcdefghij'.charAt(i % 10).repeat(40)} of it`);
    const index = indexOf([['a/1', parts.map((part, i) => `${part} {i${i}}`).join(' ')]]);
    const one = parts.map((part, i) => `${part} ${'9'.repeat(60 + i)}`).join(' ');
    for (const before of [0, 9_000, 12_345, 16_000, 20_000]) {
      const { hits } = index.find('. '.repeat(10) + 'z '.repeat(before) + one);
      expect(hits).toHaveLength(1);
      expect(hits[0]?.inserts.get('i39')).toBe('9'.repeat(99));
    }
  });

  it('does not give up on long lists of a message, or of one that is nearly the same', () => {
    const index = indexOf([NETVSP, ['netvsc/12', "VSP rejected attempt to use protocol version '{version}'."]]);
    const list = "Miniport NIC 'x' disconnected\n".repeat(300) + "Miniport NIC 'x' connected\n".repeat(300);

    const { hits, truncated } = index.find(`${list}VSP rejected attempt to use protocol version '3.2'.`);
    expect(truncated).toBe(false);
    expect(hits.map(keyOf)).toEqual([...Array.from({ length: 300 }, () => 'netvsp/12'), 'netvsc/12']);
  });

  it('says so when a text holds more beginnings than any real one', () => {
    const index = indexOf([['a/1', 'the driver on {a} cannot load since {b} is wrong with {c} at the end']]);
    const repeated = 'the driver on x cannot load since y is wrong with z '.repeat(4000);
    expect(keys(index, repeated)).toEqual([]);
    expect(indexOf([['a/1', 'abcdef {x}']]).find('abcdef, '.repeat(3000)).truncated).toBe(true);
  });

  it.each([
    [
      'each literal of a template over and over',
      MESSAGES.map(([, text]) =>
        text
          .split(/\{[^}]*\}/)
          .slice(0, -1)
          .map((part) => part.repeat(60))
          .join(' '),
      ).join('\n'),
    ],
    ['one letter', 'a'.repeat(300_000)],
    ['one long line of messages', `${MESSAGES[0]![1]} `.repeat(1000)],
    ['quotes', `VSP rejected attempt to use protocol version ${"'".repeat(100_000)}`],
    ['line breaks', `Unexpected failure. Error code: ${'\n'.repeat(100_000)}`],
    [
      'brackets',
      `NIC driver on '${'('.repeat(4000)}' cannot load because it is incompatible with the server virtualization stack. Server version${' (VMID'.repeat(20_000)}`,
    ],
    [
      'beginnings, and far away an end that contradicts',
      `${"Miniport NIC 'x' was not ".repeat(600)}${"' ".repeat(8000)}connected`.repeat(10),
    ],
    ['lone surrogates', '\ud842'.repeat(100_000)],
  ])('ends on %s', (_, text) => {
    const all = [...MESSAGES, NETVSP];
    const index = indexOf(all);
    for (const { start, end } of index.find(text).hits) expect(start).toBeLessThan(end);
    for (const [key] of all) expect(index.confirm(text, key)?.owners[0]?.key ?? key).toBe(key);
  });

  it('never throws, and gives hits within the text in its order', () => {
    const pieces = fc.constantFrom(
      ...MESSAGES.flatMap(([, text]) => text.split(/(\{[^}]*\})/)),
      '\n',
      ' ',
      "'",
      '"',
      '(',
      ')',
      '。',
      '.',
      '\ud842',
      '3.2',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 }),
        (parts) => {
          const text = parts.join('');
          let last = 0;
          for (const hit of windows.find(text).hits) {
            expect(hit.start).toBeGreaterThanOrEqual(0);
            expect(hit.end).toBeLessThanOrEqual(text.length);
            expect(hit.start).toBeLessThan(hit.end);
            expect(hit.start).toBeGreaterThanOrEqual(last);
            last = hit.start;
          }
        },
      ),
      { seed: 36, numRuns: 1500 },
    );
  });

  it('works without any template', () => {
    expect(createTemplateIndex([]).find('anything at all')).toEqual({ hits: [], truncated: false });
  });
});
