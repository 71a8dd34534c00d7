import { describe, expect, it } from 'vitest';
import { Condition } from '../../src/knowledge/schema.ts';
import { conditionInWords } from '../../src/verdict/evidence.ts';
import { codes, context, winlogon6004 } from './fixtures.ts';

function inWords(condition: unknown, inserts: Record<string, string> = {}): string[] {
  const { protocols } = context();
  const words = { entry: winlogon6004, inserts: new Map(Object.entries(inserts)), protocols, codes };
  const { en, ja } = conditionInWords(Condition.parse(condition), words);
  return [en, ja];
}

describe('conditionInWords', () => {
  it.each([
    [{ insert: 'port', is: 'empty' }, { port: '' }, '“port” is empty', '「port」が空'],
    [{ insert: 'port', is: 'notEmpty' }, { port: 'P1' }, '“port” is “P1”, not empty', '「port」が空ではなく「P1」'],
    [
      { insert: 'subscriber', equals: 'TrustedInstaller' },
      { subscriber: 'Trusted\nInstaller' },
      '“subscriber” is “Trusted Installer”',
      '「subscriber」が「Trusted Installer」',
    ],
    [
      { insert: 'status', code: '0xC000003A' },
      { status: 'C000003A' },
      '“status” is 0xC000003A (STATUS_OBJECT_PATH_NOT_FOUND)',
      '「status」が 0xC000003A (STATUS_OBJECT_PATH_NOT_FOUND)',
    ],
    [
      { insert: 'status', code: '0xC0000001' },
      { status: '-1073741823' },
      '“status” is 0xC0000001',
      '「status」が 0xC0000001',
    ],
    [
      { insert: 'client', protocol: 'nvsp', is: 'same', than: { version: '3.2' } },
      { client: '196610' },
      '“client” is 3.2',
      '「client」が 3.2',
    ],
    [
      { insert: 'client', protocol: 'nvsp', is: 'older', than: { version: '3.2' } },
      { client: '2' },
      '“client” (0.2) is older than 3.2',
      '「client」(0.2) が 3.2 より古い',
    ],
    [
      { insert: 'client', protocol: 'nvsp', is: 'same', than: { insert: 'server' } },
      { client: '2', server: '0.2' },
      '“client” (0.2) is the same as “server” (0.2)',
      '「client」(0.2) が「server」(0.2) と同じ',
    ],
    [
      { ask: 'role-restart', answer: 'no' },
      {},
      'you answered no to “Was it the restart after the role was installed?”',
      '「役割のインストール後の再起動でしたか?」に「いいえ」と回答',
    ],
    [{ level: 'warning' }, {}, 'the level of the event', 'イベントのレベル'],
    [{ channel: 'System' }, {}, 'the log of the event', 'イベントが記録されたログ'],
    [{ message: 'corrupt' }, {}, 'the wording of the message', 'メッセージの文面'],
  ])('%j', (condition, inserts: Record<string, string>, en, ja) => {
    expect(inWords(condition, inserts)).toEqual([en, ja]);
  });
});
