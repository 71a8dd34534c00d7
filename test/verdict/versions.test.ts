import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  describeVersion,
  formatVersion,
  readVersion,
  type Version,
} from '../../src/verdict/versions.ts';
import { builds, nvsp, storage } from './fixtures.ts';

describe('readVersion', () => {
  it.each([
    ['3.2', '3.2'],
    ['196610', '3.2'],
    ['2', '0.2'],
    ['0x00030002', '3.2'],
    ['0X30002', '3.2'],
    ['３．２', '3.2'],
    ['１９６６１０', '3.2'],
    ['  0.2 ', '0.2'],
    ['3.2.', '3.2'],
    ['4294967295', '65535.65535'],
  ])('reads %j as NVSP %s', (text, expected) => {
    expect(shown(readVersion(text, nvsp))).toBe(expected);
  });

  it.each([
    ['1026', '4.2'],
    ['0x0402', '4.2'],
    ['4.2', '4.2'],
    ['0x10000', undefined],
    ['256.0', undefined],
  ])('reads %j as storage version %s (major << 8 | minor)', (text, expected) => {
    expect(shown(readVersion(text, storage))).toBe(expected);
  });

  it.each([
    ['6.1.7601.17514', '6.1.7601.17514'],
    ['10.0.14393.x', '10.0.14393.x'],
    ['7601', undefined],
    ['0x0601', undefined],
  ])('reads %j as build %s (only dotted)', (text, expected) => {
    expect(shown(readVersion(text, builds))).toBe(expected);
  });

  it.each([
    '',
    ' ',
    'three',
    '3.2 Client',
    '3..2',
    '.2',
    '-3.2',
    '3.2.1',
    '4294967296',
    '3.x',
    '%4',
    '1'.repeat(100_000),
  ])('does not read %j', (text) => {
    expect(readVersion(text, nvsp)).toBeUndefined();
  });

  it('splits every integer into halves that make it up again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        const [major = -1, minor = -1] = readVersion(String(value), nvsp)?.numbers ?? [];
        expect(major * 65_536 + minor).toBe(value);
      }),
      { seed: 26, numRuns: 200 },
    );
  });
});

describe('compareVersions', () => {
  it.each([
    ['0.2', '3.2', -1],
    ['10.0.14393.1', '6.3.9600.99999', 1],
    ['6.1.7601.17514', '6.1.7601.17514', 0],
    ['6.1.7601', '6.1.7601.17514', undefined],
    ['6.1.7602', '6.1.7601.17514', 1],
    ['10.0.14393.2969', '10.0.14393.x', 0],
    ['10.0.14393.x', '10.0.17763.1', -1],
  ])('%s against %s: %s', (a, b, sign) => {
    const difference = compareVersions(build(a), build(b));
    expect(difference === undefined ? undefined : Math.sign(difference)).toBe(sign);
  });
});

describe('describeVersion', () => {
  it('names the release', () => {
    expect(describeVersion(build('3.2'), nvsp, 'en')).toBe('NVSP 3.2 (Windows Server 2008 R2 / Windows 7)');
    expect(describeVersion(build('0.1'), nvsp, 'ja')).toBe('NVSP 0.1 (統合サービスのないゲスト)');
  });

  it('gives only the number of a version without a release, listed or not', () => {
    expect(describeVersion(build('4.0'), nvsp, 'en')).toBe('NVSP 4.0');
    expect(describeVersion(build('9.9'), nvsp, 'en')).toBe('NVSP 9.9');
  });

  it('says that a weakly sourced release is probable', () => {
    expect(describeVersion(build('5.0'), nvsp, 'en')).toBe('NVSP 5.0 (probably Windows Server 2012 R2)');
    expect(describeVersion(build('5.0'), nvsp, 'ja')).toBe('NVSP 5.0 (おそらく Windows Server 2012 R2)');
  });

  it.each([
    ['6.3.9600.18575', 'integration services 6.3.9600.18575 (update of Windows Server 2012 R2)'],
    ['6.3.9600.16000', 'integration services 6.3.9600.16000 (build before Windows Server 2012 R2)'],
    ['10.0.14393.2969', 'integration services 10.0.14393.2969 (Windows Server 2016)'],
    ['6.3.9601.18575', 'integration services 6.3.9601.18575'],
  ])('finds the release of build %s', (text, expected) => {
    expect(describeVersion(build(text), builds, 'en')).toBe(expected);
  });
});

function shown(version: Version | undefined): string | undefined {
  return version && formatVersion(version);
}

function build(text: string): Version {
  const version = readVersion(text, builds);
  if (!version) throw new Error(`not a version: ${text}`);
  return version;
}
