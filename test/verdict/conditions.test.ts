import { describe, expect, it } from 'vitest';
import { Condition } from '../../src/knowledge/schema.ts';
import { evaluate, evaluateAll, type ConditionContext } from '../../src/verdict/conditions.ts';
import { context } from './fixtures.ts';

const { protocols } = context();

function about(
  parts: Partial<Omit<ConditionContext, 'inserts' | 'answers'>> & {
    inserts?: Record<string, string>;
    answers?: Record<string, boolean>;
  },
): ConditionContext {
  const { inserts = {}, answers = {}, ...rest } = parts;
  return { ...rest, protocols, inserts: new Map(Object.entries(inserts)), answers: new Map(Object.entries(answers)) };
}

function judged(condition: unknown, parts: Parameters<typeof about>[0]): boolean | undefined {
  return evaluate(Condition.parse(condition), about(parts));
}

describe('evaluate', () => {
  it.each([
    ['empty', '', true],
    ['empty', '  ', true],
    ['empty', 'LAN', false],
    ['empty', undefined, undefined],
    ['empty', '%3', undefined],
    ['empty', '%3!s!', undefined],
    ['notEmpty', 'LAN', true],
    ['notEmpty', '', false],
    ['notEmpty', undefined, undefined],
  ])('%s on %j: %s', (is, value, expected) => {
    expect(judged({ insert: 'port', is }, { inserts: value === undefined ? {} : { port: value } })).toBe(expected);
  });

  it.each([
    ['TrustedInstaller', true],
    ['Trusted Installer', true],
    ['ＴＲＵＳＴＥＤＩＮＳＴＡＬＬＥＲ', true],
    ['Trusted\nInstaller', true],
    ['TrustedInst…', undefined],
    ['Trusted...', undefined],
    ['Sens…', false],
    ['SessionEnv', false],
    ['', false],
    ['%1', undefined],
  ])('equals on %j: %s', (subscriber, expected) => {
    expect(judged({ insert: 'subscriber', equals: 'TrustedInstaller' }, { inserts: { subscriber } })).toBe(expected);
  });

  it('compares texts of mere punctuation as they stand', () => {
    expect(judged({ insert: 'reason', equals: '-' }, { inserts: { reason: '-' } })).toBe(true);
    expect(judged({ insert: 'reason', equals: '-' }, { inserts: { reason: '!' } })).toBe(false);
    expect(judged({ insert: 'reason', equals: '-' }, { inserts: { reason: '' } })).toBe(false);
  });

  it.each([
    ['C000003A', true],
    ['-1073741766', true],
    ['3221225530', true],
    ['0xC0000001', false],
    ['failed with 0xC000003A', true],
    ['0xC000003A, then 0xC0000001', undefined],
    ['the path', undefined],
    ['', undefined],
  ])('code on %j: %s', (status, expected) => {
    expect(judged({ insert: 'status', code: '0xC000003A' }, { inserts: { status } })).toBe(expected);
  });

  it('demands the place of a code that names one', () => {
    const condition = { insert: 'error', code: ['490@01010004'] };

    expect(judged(condition, { inserts: { error: '490@01010004' } })).toBe(true);
    expect(judged(condition, { inserts: { error: '490@01010005' } })).toBe(false);
    expect(judged(condition, { inserts: { error: '490' } })).toBe(false);
  });

  it.each([
    ['newer', '3.2', '2', true],
    ['newer', '196610', '0.2', true],
    ['newer', '0.1', '3.2', false],
    ['older', '0.1', '3.2', true],
    ['same', '196610', '3.2', true],
    ['same', '3.2', '3.2', true],
    ['newer', '3.2', '3.2', false],
    ['newer', 'abc', '3.2', undefined],
    ['newer', '3.2', '', undefined],
    ['newer', '3.2', '%4', undefined],
  ])('client %s: %j than %j: %s', (is, client, server, expected) => {
    const condition = { insert: 'client', protocol: 'nvsp', is, than: { insert: 'server' } };
    expect(judged(condition, { inserts: { client, server } })).toBe(expected);
  });

  it('compares with a version, and cannot tell without the value or the protocol', () => {
    const condition = { insert: 'client', protocol: 'nvsp', is: 'same', than: { version: '0.1' } };

    expect(judged(condition, { inserts: { client: '1' } })).toBe(true);
    expect(judged(condition, {})).toBeUndefined();
    expect(judged({ ...condition, protocol: 'unheard-of' }, { inserts: { client: '1' } })).toBeUndefined();
  });

  it('looks at the level of the header', () => {
    expect(judged({ level: ['warning', 'error'] }, { level: 'warning' })).toBe(true);
    expect(judged({ level: 'warning' }, { level: 'error' })).toBe(false);
    expect(judged({ level: 'warning' }, {})).toBeUndefined();
  });

  it.each([
    ['System', 'システム', true],
    ['System', 'システム ログ', true],
    ['Application', 'アプリケーション', true],
    ['Microsoft-Windows-Hyper-V-VMMS-Admin', 'Microsoft-Windows-Hyper-V-VMMS/Admin', true],
    ['Microsoft-Windows-Hyper-V-VMMS/Admin', 'Hyper-V-VMMS-Admin', true],
    ['System', 'Application', false],
    ['System', undefined, undefined],
  ])('channel %s, printed %s: %s', (wanted, channel, expected) => {
    expect(judged({ channel: wanted }, { channel })).toBe(expected);
  });

  it('demands the very message', () => {
    expect(judged({ message: 'corrupt' }, { messageId: 'corrupt' })).toBe(true);
    expect(judged({ message: 'corrupt' }, { messageId: '' })).toBe(false);
    expect(judged({ message: 'corrupt' }, {})).toBeUndefined();
  });

  it('takes answers as they were given', () => {
    expect(judged({ ask: 'works' }, { answers: { works: true } })).toBe(true);
    expect(judged({ ask: 'works', answer: 'no' }, { answers: { works: true } })).toBe(false);
    expect(judged({ ask: 'works', answer: 'no' }, { answers: { works: false } })).toBe(true);
    expect(judged({ ask: 'works' }, {})).toBeUndefined();
  });
});

describe('evaluateAll', () => {
  const yes = Condition.parse({ insert: 'a', is: 'empty' });
  const no = Condition.parse({ insert: 'a', is: 'notEmpty' });
  const open = Condition.parse({ insert: 'b', is: 'empty' });

  it.each([
    [[], true],
    [[yes], true],
    [[yes, open], undefined],
    [[open, no], false],
    [[no, open], false],
  ])('case %#', (conditions, expected) => {
    expect(evaluateAll(conditions, about({ inserts: { a: '' } }))).toBe(expected);
  });
});
