import { describe, expect, it } from 'vitest';
import { Protocol } from '../../src/knowledge/schema.ts';
import { negotiationCourse } from '../../src/verdict/negotiation.ts';
import { builds, entry, nvsp } from './fixtures.ts';

const protocols = new Map([['nvsp', nvsp]]);

function course(negotiation: Record<string, string>, inserts: Record<string, string> = {}, known = protocols) {
  const found = entry('vmsmp/26', 'VMSMP', { negotiation: { protocol: 'nvsp', ...negotiation } });
  return negotiationCourse(found, new Map(Object.entries(inserts)), known);
}

const OFFERS = { guest: 'client', host: 'server' };
const english = (steps: ReturnType<typeof course>) => steps.map(({ en }) => en);

describe('negotiationCourse', () => {
  it('tells a refused newer guest to the end', () => {
    const steps = course(OFFERS, { server: '2', client: '196610' });

    expect(english(steps)).toEqual([
      'The guest proposes NVSP 3.2 (Windows Server 2008 R2 / Windows 7).',
      'The host speaks NVSP 0.2 (Windows Server 2008) at most and refuses: this event.',
      'The guest goes on, newest first, and then proposes 0.2, which the host knows.',
      'As soon as the host accepts a proposal, the driver loads with that version.',
    ]);
    expect(steps.map(({ ja }) => ja)[0]).toBe('ゲストが NVSP 3.2 (Windows Server 2008 R2 / Windows 7) を提案します。');
  });

  it('promises no version that the knowledge does not list', () => {
    const steps = english(course(OFFERS, { server: '3.0', client: '3.2' }));

    expect(steps).toHaveLength(3);
    expect(steps.join(' ')).not.toContain('loads');
    expect(steps[2]).toContain('until the host accepts one or none is left');
  });

  it('says honestly that nothing is documented below a refused old version', () => {
    const steps = english(course({ ...OFFERS, outcome: 'refused' }, { server: '3.2', client: '0.1' }));

    expect(steps[1]).toBe(
      'The host has NVSP 3.2 (Windows Server 2008 R2 / Windows 7) and does not accept this old version: this event.',
    );
    expect(steps[2]).toContain('No lower proposal is documented');
  });

  it('tells an accepted older version', () => {
    const steps = english(course({ ...OFFERS, outcome: 'accepted' }, { server: '3.2', client: '0.2' }));

    expect(steps).toEqual([
      'The guest proposes NVSP 0.2 (Windows Server 2008).',
      'The host has NVSP 3.2 (Windows Server 2008 R2 / Windows 7) and accepts the older version.',
      'The driver loads; the host reports that the versions differ: this event.',
    ]);
  });

  it('tells what the guest sees when it alone prints its version', () => {
    const steps = english(course({ guest: 'version' }, { version: '3.2' }));

    expect(steps[0]).toBe('The guest proposes NVSP 3.2 (Windows Server 2008 R2 / Windows 7).');
    expect(steps[1]).toContain('the guest logs this event');
    expect(steps[2]).toContain('next older version');
  });

  it('tells the general rule for an event without versions', () => {
    expect(english(course({}))[0]).toBe('The guest proposes versions of NVSP, newest first.');
  });

  it.each([
    ['no version is readable', OFFERS, { server: 'x', client: 'y' }],
    ['the versions are not in the text', OFFERS, {}],
    ['only one is in the text', OFFERS, { client: '3.2' }],
    ['both are the same', OFFERS, { server: '3.2', client: '196610' }],
    ['nothing says how an older guest fared', OFFERS, { server: '3.2', client: '0.2' }],
    ['a newer guest is said to be accepted', { ...OFFERS, outcome: 'accepted' }, { server: '0.2', client: '3.2' }],
    ['the guest version is not in the text', { guest: 'version' }, {}],
  ])('tells nothing when %s', (_, negotiation, inserts) => {
    expect(course(negotiation, inserts)).toEqual([]);
  });

  it('tells nothing of protocols that the host proposes, or that are unknown', () => {
    const hostFirst = new Map([['nvsp', Protocol.parse({ ...builds, proposer: 'host' })]]);

    expect(course({}, {}, hostFirst)).toEqual([]);
    expect(course({}, {}, new Map())).toEqual([]);
  });
});
