import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidy } from '../../src/text/tidy.ts';

describe('tidy takes off', () => {
  test.each([
    ['line ends of any kind', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['what cannot be seen', '\uFEFFEvent\u200B ID\u00AD: \u202E26\u2069\u0000', 'Event ID: 26'],
    ['no-break blanks', 'Event\u00A0ID:\u202F26', 'Event ID: 26'],
    [
      'colours of a terminal',
      '\u001b[31mError\u001b[0m \u001b]8;;https://a.example\u0007link\u001b]8;;\u0007',
      'Error link',
    ],
    ['quote marks, also nested and escaped', '> a\n>> b\n> > c\n&gt; d\n&gt;&gt; e', 'a\nb\nc\nd\ne'],
    ['bullets', '- a\n* b\n• c\n・d\n  - e\n– f', 'a\nb\nc\nd\n  e\nf'],
    ['quote marks around bullets', '> - 26 VMSMP error', '26 VMSMP error'],
    ['the minus that browsers print before a tag', '- <Event>\n-<System>', '<Event>\n<System>'],
    ['headings', '## Source: VMSMP', 'Source: VMSMP'],
    ['emphasis', '**Source:** VMSMP, *Event ID:* 26, _Level:_ ~~Error~~', 'Source: VMSMP, Event ID: 26, Level: Error'],
    ['code marks', '`VMSMP` ``26``', 'VMSMP 26'],
    ['code fences', '```xml\n<a/>\n```\n```Source: VMSMP```', '<a/>\nSource: VMSMP'],
    [
      'escapes of chat',
      '&lt;TrustedInstaller&gt; &amp; &quot;x&quot; &#39;y&#39;&nbsp;z &#x41;',
      '<TrustedInstaller> & "x" \'y\' z A',
    ],
    ['escapes of escapes', '&amp;lt;Event&amp;gt;&amp;lt;/Event&amp;gt;', '<Event></Event>'],
    ['links of chat and Markdown', '<https://a.example/x|HV01> [b](https://b.example)', 'HV01 b'],
    ['BBCode', '[quote=bob][b]Source:[/b] [color=#f00]VMSMP[/color][/quote]', '\nSource: VMSMP\n'],
    ['simple HTML', '<p>Source: <b>VMSMP</b><br>ID: 26</p>', '\nSource: VMSMP\nID: 26\n'],
    ['cells of HTML tables', '<table><tr><td>Source</td><td>VMSMP</td></tr></table>', '\nSource\tVMSMP\t\n'],
  ])('%s', (_what, raw, wanted) => {
    expect(tidy(raw).replace(/\n+/g, '\n')).toBe(wanted);
  });
});

describe('tidy keeps', () => {
  test.each([
    ['the name in angle brackets', 'subscriber <TrustedInstaller> failed'],
    ['empty quotes', "スイッチ '' のポート '' へ NIC 'x' を接続できませんでした。状態 = C000003A"],
    ['an identifier in braces', 'サブスクリプション{2F519218-754D-4CFE-8DAA-5215CD0DE0EB}'],
    ['stars that are values', "the switch '*' and '*' of *.vhd, 2 * 3, \\Device\\*"],
    ['stars inside quoted names', "switch '*a' and port 'b*'"],
    ['underscores in names', 'C:\\_x\\my_vm_name _Total SQL_2008'],
    ['device paths', '\\Device\\{0B7C11D2}\\StorVSP'],
    ['brackets of a message', 'の [ヘルプとサポート センター] を参照'],
    ['a lone BBCode-like insert', "switch '[b]' and '[code]'"],
    ['a lone HTML-like insert', "VM '<code>' and '<p>'"],
    ['a lone backtick', 'a ` b'],
    ['a negative number', '-1073348603'],
    ['a number sign', '#26'],
    ['full-width text', 'ソース：ＶＭＳＭＰ'],
    ['indentation and tabs', '    Source\tVMSMP'],
    ['a smaller and a greater sign', 'if a < b and c > d'],
  ])('%s', (_what, text) => {
    expect(tidy(text)).toBe(text);
  });

  test('entities inside XML, which belong to its parser', () => {
    const xml = '<Event><EventData><Data>&lt;TrustedInstaller&gt; &amp;amp;</Data></EventData></Event>';

    expect(tidy(xml)).toBe(xml);
  });

  test('entities inside XML that was escaped once more', () => {
    expect(tidy('&lt;Event&gt;&lt;Data&gt;&amp;lt;x&amp;gt;&lt;/Data&gt;&lt;/Event&gt;')).toBe(
      '<Event><Data>&lt;x&gt;</Data></Event>',
    );
  });

  test('a tag that is closed at the beginning of the next line', () => {
    expect(tidy('<Provider Name="VMSMP"\n> <EventID>5</EventID>')).toBe(
      '<Provider Name="VMSMP"\n> <EventID>5</EventID>',
    );
  });
});

test('tidy never throws and leaves neither carriage returns nor control characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      (text) => !/[\r\u0000-\u0008\u200b\ufeff]/.test(tidy(text)),
    ),
    { seed: 26, numRuns: 500 },
  );
});
