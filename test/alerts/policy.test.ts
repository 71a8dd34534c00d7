import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../src/event/event.ts';
import { matchesPattern } from '../../src/alerts/pattern.ts';
import { becomesIncident, createPolicy, type Subject } from '../../src/alerts/policy.ts';
import { alertsConfig, START, TO } from './alerts-rig.ts';

const SEED = { seed: 20_261_120, numRuns: 300 };
const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const;
const subject = (more: Partial<Subject> = {}): Subject => ({
  verdict: 'action',
  provider: 'Hyper-V-VMMS',
  eventId: 19100,
  level: 'error',
  host: 'HV-01.corp.example',
  vm: 'ERP-1',
  silenced: false,
  source: 'wec1',
  ...more,
});
const anySubject = fc.record({
  verdict: fc.constantFrom(...VERDICTS),
  provider: fc.constantFrom('disk', 'Hyper-V-VMMS', ''),
  eventId: fc.constantFrom(7, 19100),
  level: fc.constantFrom(...LEVELS),
  host: fc.constantFrom('HV-01', 'HV-02', ''),
  vm: fc.constantFrom('ERP-1', 'WEB-1'),
  silenced: fc.boolean(),
  source: fc.constantFrom('wec1', 'zabbix'),
});
const anyMatch = fc.record(
  {
    verdict: fc.constantFrom('ignore', 'action', 'unknown'),
    provider: fc.constantFrom('hyper-v-*', 'DISK', '*'),
    id: fc.constantFrom('7', '19100'),
    level: fc.constantFrom(...LEVELS),
    computer: fc.constantFrom('HV-*', '*2'),
    vm: fc.constantFrom('ERP*'),
    source: fc.constantFrom('wec1', 'zab*'),
  },
  { requiredKeys: [] },
);
const anyRoute = fc.record({
  match: anyMatch,
  mode: fc.constantFrom('post', 'thread', 'digest', 'count'),
  to: fc.constantFrom('slack:C0AAAAA', 'slack:C0BBBBB'),
});

describe('the usual way', () => {
  const policy = createPolicy(alertsConfig(TO));
  it.each([
    ['action', 'information', 'post'],
    ['conditional', 'warning', 'post'],
    ['unknown', 'critical', 'post'],
    ['unknown', 'error', 'post'],
    ['unknown', 'warning', 'digest'],
    ['unknown', undefined, 'digest'],
    ['unknown', 'information', 'count'],
    ['info', 'error', 'digest'],
    ['ignore', 'error', 'count'],
  ] as const)('of verdict %s and level %s is %s', (verdict, level, mode) => {
    const { level: _, ...rest } = subject({ verdict });
    const decision = policy.decide({ ...rest, ...(level !== undefined && { level }) }, START);
    expect(decision).toEqual({
      route: 'default',
      mode,
      to: mode === 'post' ? ['slack:C0ALERTS'] : [],
      lang: 'en',
      shadow: false,
    });
  });
});

describe('routes', () => {
  it('are tried in order; all keys of one must match, any value of a key', () => {
    const policy = createPolicy(
      alertsConfig({
        language: 'ja',
        routes: [
          {
            name: 'storage',
            match: { provider: 'Hyper-V-*', id: ['1', '19100'], vm: 'erp*' },
            to: 'teams:19:abc',
            language: 'en',
            throttle: '10m',
          },
          { match: { computer: '*.corp.example' }, mode: 'count' },
        ],
      }),
    );
    expect(policy.decide(subject(), START)).toMatchObject({
      route: 'storage',
      to: ['teams:19:abc'],
      lang: 'en',
      throttleMs: 600_000,
    });
    expect(policy.decide(subject({ vm: 'WEB' }), START)).toMatchObject({
      route: 'alerts.routes[1]',
      mode: 'count',
      to: [],
      lang: 'ja',
    });
    expect(policy.decide(subject({ vm: 'WEB', host: 'elsewhere' }), START)).toMatchObject({
      route: 'default',
      mode: 'post',
      to: [],
    });
  });

  it('never post what is harmless or silenced, and the first match decides', () => {
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 5 }), anyRoute, anySubject, (routes, last, given) => {
        const decided = createPolicy(alertsConfig({ ...TO, routes })).decide(given, START);
        const longer = createPolicy(alertsConfig({ ...TO, routes: [...routes, last] })).decide(given, START);
        if (decided.route !== 'default') expect(longer).toEqual(decided);
        if (given.verdict === 'ignore' || given.silenced) {
          expect(decided).toMatchObject({ mode: 'count', to: [] });
          expect(becomesIncident(decided.mode, given.verdict)).toBe(false);
        }
        if (decided.mode === 'digest' || decided.mode === 'count') expect(decided.to).toEqual([]);
        const first = routes.findIndex(
          ({ match }) => createPolicy(alertsConfig({ routes: [{ match }] })).decide(given, START).route !== 'default',
        );
        expect(decided.route).toBe(first < 0 ? 'default' : `alerts.routes[${first}]`);
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  it('name the smallest budget of a channel', () => {
    const policy = createPolicy(
      alertsConfig({
        budget: '7/1h',
        routes: [
          { to: 'slack:C0AAAAA', budget: '60/1d' },
          { to: ['slack:C0AAAAA', 'slack:C0BBBBB'], budget: '5/1h' },
        ],
      }),
    );
    expect(policy.budgetOf('slack:C0AAAAA')).toEqual({ posts: 60, perMs: 86_400_000 });
    expect(policy.budgetOf('slack:C0BBBBB').posts).toBe(5);
    expect(policy.budgetOf('slack:C0CCCCC')).toEqual({ posts: 7, perMs: 3_600_000 });
  });
});

describe('a pattern', () => {
  it('matches as a regular expression of its parts would', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'B', '*', '.'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('A', 'b', '.'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        const reference = new RegExp(`^${wanted.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'i');
        expect(matchesPattern(wanted, given)).toBe(reference.test(given));
      }),
      SEED,
    );
  });
});

describe('a maintenance window', () => {
  const weekly = { vms: ['ERP*'], schedule: '0 22 * * 6', for: '4h', timeZone: 'Asia/Tokyo', reason: 'patches' };
  const at = (text: string) => Date.parse(text);
  const plan = createPolicy(
    alertsConfig({
      maintenance: [weekly, { computers: '*', from: '2026-11-21T22:30+09:00', to: '2026-11-21T23:00+09:00' }],
    }),
  ).plan;

  it.each([
    ['2026-11-21T21:59:59+09:00', 'ERP-1', undefined],
    ['2026-11-21T22:00:00+09:00', 'ERP-1', '2026-11-22T02:00+09:00'],
    ['2026-11-22T01:59:59+09:00', 'erp-1', '2026-11-22T02:00+09:00'],
    ['2026-11-22T02:00:00+09:00', 'ERP-1', undefined],
    ['2026-11-21T22:15:00+09:00', 'WEB-1', undefined],
    ['2026-11-21T22:45:00+09:00', 'WEB-1', '2026-11-21T23:00+09:00'],
    ['2026-11-21T22:45:00+09:00', 'ERP-1', '2026-11-22T02:00+09:00'],
    ['2026-11-23T22:15:00+09:00', 'ERP-1', undefined],
  ])('at %s covers %s until %s', (now, vm, until) => {
    expect(plan.covering({ host: 'HV-01', vm }, at(now))?.to).toBe(until === undefined ? undefined : at(until));
  });

  it('is listed with its whole time for as long as any of it lies in the time asked for', () => {
    const listed = plan.between(at('2026-11-22T01:00+09:00'), at('2026-11-29T00:00+09:00'));
    expect(listed).toEqual([
      {
        index: 0,
        from: at('2026-11-21T22:00+09:00'),
        to: at('2026-11-22T02:00+09:00'),
        reason: 'patches',
        what: 'ERP*',
      },
      {
        index: 0,
        from: at('2026-11-28T22:00+09:00'),
        to: at('2026-11-29T02:00+09:00'),
        reason: 'patches',
        what: 'ERP*',
      },
    ]);
  });
});
