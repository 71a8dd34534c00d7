import { describe, expect, test } from 'vitest';
import { parseIdentifier } from '../../src/event/identifier.ts';

const STORVSP_5 = { eventId: 5, qualifiers: 0xc006 };

describe('parseIdentifier', () => {
  test.each([
    ['26', { eventId: 26 }],
    ['２６', { eventId: 26 }],
    ['0', { eventId: 0 }],
    ['65535', { eventId: 65535 }],
    ['0x1A', { eventId: 26 }],
    ['0xC0060005', STORVSP_5],
    ['0XC0060005', STORVSP_5],
    ['C0060005h', STORVSP_5],
    ['3221618693', STORVSP_5],
    ['-1073348603', STORVSP_5],
    ['1073748860', { eventId: 7036, qualifiers: 0x4000 }],
  ])('reads %s', (written, id) => {
    expect(parseIdentifier(written)).toEqual(id);
  });

  test('reads the event number of a manifest message, which has no severity there', () => {
    expect(parseIdentifier('0xB001009B')).toEqual({ eventId: 155 });
  });

  test('reads eight bare hexadecimal digits only when asked to', () => {
    expect(parseIdentifier('C0060003')).toBeUndefined();
    expect(parseIdentifier('C0060003', { bareHex: true })).toEqual({ eventId: 3, qualifiers: 0xc006 });
    expect(parseIdentifier('80060006', { bareHex: true })).toEqual({ eventId: 6, qualifiers: 0x8006 });
  });

  test.each([
    '',
    '99999',
    '65536',
    '-26',
    '4294967296',
    '-2147483649',
    '4.2',
    '26a',
    '0xGG',
    '20260512',
    'DEADBEEF',
    '1e3',
  ])('refuses %j', (written) => {
    expect(parseIdentifier(written, { bareHex: true })).toBeUndefined();
  });
});
