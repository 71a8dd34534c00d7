/** What alerts owe on every store engine, seen through their front door; several front doors stand for several replicas. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Alerts, IncidentView } from '../../src/alerts/alerts.ts';
import type { WindowsEvent } from '../../src/event/event.ts';
import type { Db, Row } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import {
  AIKO,
  ALICE,
  alertsOn,
  batchOf,
  type Clock,
  DAY,
  diskError,
  driverError,
  harmless,
  HOUR,
  MINUTE,
  START,
  TO,
} from '../alerts/alerts-rig.ts';
import type { StoreEngine } from './store-contract.ts';

const REPLICAS = 3;
/** By what they look like: the order of such a list says nothing. */
const inAnyOrder = (values: readonly unknown[]): string[] => values.map(String).toSorted((a, b) => (a < b ? -1 : 1));
const TABLES = [
  'event_seen',
  'intake_batch',
  'source_state',
  'event_kind',
  'event_hour',
  'mute',
  'incident',
  'incident_host',
  'incident_note',
  'channel_event',
  'card',
  'due',
];

export function alertsContract(makeEngine: () => Promise<StoreEngine>): void {
  describe('alerts', () => {
    let engine: StoreEngine;
    let stores: Db[];
    let db: Db;
    let clock: Clock;
    /** Of transactions: what fails is tried again, so that a deadlock would otherwise go unseen. */
    let failures: unknown[];

    beforeAll(async () => {
      engine = await makeEngine();
      stores = await Promise.all(Array.from({ length: REPLICAS }, async () => watched(await engine.open())));
      [db] = stores as [Db];
      await migrate(db);
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await engine.dispose();
    });
    beforeEach(async () => {
      clock = { at: START };
      failures = [];
      for (const table of TABLES) await db.run(`DELETE FROM ${table}`);
    });

    afterEach(() => expect(failures).toEqual([]));

    const watched = (store: Db): Db => ({
      ...store,
      transaction: (work) =>
        store.transaction(work).catch((error: unknown) => {
          failures.push(error);
          throw error;
        }),
    });
    const open = (config: object = TO): Alerts => alertsOn(db, { config, clock });
    const replicas = (config: object = TO): Alerts[] => stores.map((store) => alertsOn(store, { config, clock }));
    const cards = (): Promise<Row[]> =>
      db.all(
        'SELECT c.*, i.revision, i.event_key FROM card c LEFT JOIN incident i ON i.id = c.incident_id ORDER BY c.turn',
      );
    const only = async (alerts: Alerts): Promise<IncidentView> => {
      const found = await alerts.incidents();
      expect(found).toHaveLength(1);
      return found[0] as IncidentView;
    };
    const kinds = async (alerts: Alerts, id: string) => (await alerts.history(id)).map(({ kind }) => kind);
    const eventsCounted = async (): Promise<number> =>
      Number((await db.all('SELECT COALESCE(SUM(n), 0) AS n FROM event_hour'))[0]?.['n']);

    it('make one incident of all occurrences of an event on one host, and want one card for each channel', async () => {
      const alerts = open({ defaultTo: ['slack:C0ALERTS', 'teams:19:a@thread.tacv2'] });
      const result = await alerts.accept(
        batchOf([diskError('HV-01'), diskError('hv-01'), diskError('HV-02')], { rejected: 2 }),
      );
      clock.at += MINUTE;
      await alerts.accept(batchOf([diskError('HV-01')]));

      expect(result).toEqual({ accepted: 3, duplicates: 0, repeated: false });
      const [first, second] = await alerts.incidents();
      expect(first).toMatchObject({
        eventKey: 'disk#7',
        verdict: 'unknown',
        level: 'error',
        state: 'open',
        host: 'HV-01',
        count: 3,
        firstAt: START,
        lastAt: START + MINUTE,
        source: 'wec1',
        hosts: [{ host: 'HV-01', count: 3 }],
        hostCount: 1,
        revision: 2,
      });
      expect(first?.event).toEqual(diskError('HV-01'));
      expect(second).toMatchObject({ host: 'HV-02', count: 1, revision: 1 });
      const wanted = await cards();
      expect(wanted).toHaveLength(4);
      for (const card of wanted)
        expect(card).toMatchObject({ wanted_rev: card['revision'], posted_rev: 0, state: 'live' });
      expect(await kinds(alerts, first?.id ?? '')).toEqual(['opened']);
    });

    it('follow a virtual machine from host to host', async () => {
      const alerts = open();
      await alerts.accept(
        batchOf([driverError('ERP-1', 'HV-01'), driverError('ERP-1', 'HV-02'), driverError('ERP-2', 'HV-01')]),
      );

      const found = await alerts.incidents();
      expect(inAnyOrder(found.map(({ vm, count, hostCount, verdict }) => [vm, count, hostCount, verdict]))).toEqual([
        'ERP-1,2,2,conditional',
        'ERP-2,1,1,conditional',
      ]);
    });

    it('count a batch once, however often and wherever it arrives at the same moment', async () => {
      const batch = batchOf([diskError('HV-01'), diskError('HV-02'), diskError('HV-01')]);
      const others = batchOf([diskError('HV-03')]);
      const all = await Promise.all(
        replicas()
          .flatMap((alerts) => [alerts, alerts, alerts, alerts])
          .flatMap((alerts) => [alerts.accept(batch), alerts.accept(others)]),
      );

      expect(all.filter(({ repeated }) => !repeated)).toHaveLength(2);
      for (const { accepted, duplicates } of all) expect([3, 1]).toContain(accepted + duplicates);
      expect(await eventsCounted()).toBe(4);
      expect(inAnyOrder((await open().incidents()).map(({ count }) => count))).toEqual(['1', '1', '2']);
      expect(await open().accept(batch)).toEqual({ accepted: 3, duplicates: 0, repeated: true });
    });

    it('count a record once, in whichever batch and by whichever sender it comes', async () => {
      const record = (n: number): WindowsEvent => diskError('HV-01', { channel: 'System', recordId: n });
      const doors = replicas();
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          (doors[i % REPLICAS] as Alerts).accept(
            batchOf(
              Array.from({ length: 20 }, (_unused, n) => record(i % 2 === 0 ? n : 19 - n)),
              { source: `sender${i}` },
            ),
          ),
        ),
      );

      expect(all.map(({ accepted }) => accepted).reduce((a, b) => a + b)).toBe(20);
      expect(all.map(({ duplicates }) => duplicates).reduce((a, b) => a + b)).toBe(220);
      expect(await eventsCounted()).toBe(20);
      expect((await only(open())).count).toBe(20);
      expect(await open().accept(batchOf([record(3), record(3), record(20)]))).toMatchObject({
        accepted: 1,
        duplicates: 2,
      });
    });

    it('lose and double nothing when replicas count the same events in different orders', async () => {
      const doors = replicas();
      const hosts = Array.from({ length: 40 }, (_, i) => `HV-${i}`);
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, i) => {
          const order = hosts.map((_unused, n) => hosts[(n * 7 + i * 11) % hosts.length] as string);
          return (doors[i % REPLICAS] as Alerts).accept(
            batchOf(order.flatMap((host) => [diskError(host), driverError(`vm-${host}`, host), harmless(host)])),
          );
        }),
      );

      expect(results.every(({ accepted }) => accepted === 120)).toBe(true);
      expect(await eventsCounted()).toBe(3600);
      const found = await open().incidents({ most: 1000 });
      expect(found).toHaveLength(80);
      for (const { count, hosts: where } of found) expect([count, where[0]?.count]).toEqual([30, 30]);
      const wanted = await cards();
      expect(wanted).toHaveLength(80);
      for (const card of wanted) expect(card['wanted_rev']).toBe(card['revision']);
      expect(await db.all('SELECT incident_id FROM incident_note GROUP BY incident_id HAVING COUNT(*) <> 1')).toEqual(
        [],
      );
    });

    it('stay in order while people and time change the same incidents', async () => {
      const doors = replicas({ ...TO, quiet: '1s', acknowledge: { remindAfter: '1s', expireAfter: '2s' } });
      const hosts = Array.from({ length: 12 }, (_, i) => `HV-${i}`);
      await (doors[0] as Alerts).accept(batchOf(hosts.map((host) => diskError(host))));
      const ids = (await open().incidents()).map(({ id }) => id);
      const door = (n: number): Alerts => doors[n % REPLICAS] as Alerts;
      for (let round = 0; round < 6; round++) {
        clock.at += 700;
        await Promise.all([
          ...doors.map((alerts, i) =>
            alerts.accept(batchOf((i === 0 ? hosts : hosts.toReversed()).map((host) => diskError(host)))),
          ),
          ...doors.map((alerts) => alerts.lapse()),
          ...ids.flatMap((id, i) => [
            door(i).acknowledge(id, AIKO),
            door(i + 1).resolve(id, ALICE),
            door(i + 2).reopen(id, AIKO),
          ]),
          door(round).mute(ids[round] ?? '', ALICE, { scope: 'event', until: clock.at + 500, reason: '' }),
        ]);
      }

      expect(await eventsCounted()).toBe(12 + 6 * 36);
      const all = await open().incidents({ most: 1000 });
      expect(all.map(({ count }) => count).reduce((a, b) => a + b)).toBe(12 + 6 * 36);
      const unresolved = all.filter(({ state }) => state !== 'resolved').map(({ host }) => host);
      expect(new Set(unresolved).size).toBe(unresolved.length);
    });

    it('count what is harmless, and make no incident of it, whatever a route says', async () => {
      const alerts = open({ routes: [{ to: 'slack:C0ALERTS', mode: 'post' }], ...TO });
      await alerts.accept(batchOf([harmless('HV-01'), harmless('HV-02')]));

      expect(await alerts.incidents()).toEqual([]);
      expect(await cards()).toEqual([]);
      expect(await alerts.perHour(START, START + HOUR)).toEqual([{ hour: START, verdict: 'ignore', n: 2 }]);
    });

    it('raise the verdict with a graver occurrence, which ends an acknowledgement', async () => {
      const alerts = open({ routes: [{ to: ['slack:C0ALERTS'] }] });
      const event = { provider: 'EventSystem', eventId: 4098, level: 'warning' as const, computer: 'HV-01' };
      const undecided = {
        ...event,
        message:
          'The COM+ Event System failed to fire the StartShell method on subscription {2F519218-754D-4CFE-8DAA-5215CD0DE0EB}.  The subscriber returned HRESULT 80010105.',
      };
      await alerts.accept(batchOf([undecided]));
      const before = await only(alerts);
      await alerts.acknowledge(before.id, AIKO);
      await alerts.accept(batchOf([undecided]));
      expect(await only(alerts)).toMatchObject({ verdict: 'unknown', state: 'acknowledged', acknowledgedBy: AIKO });
      await alerts.accept(batchOf([event]));

      expect(await only(alerts)).toMatchObject({ id: before.id, verdict: 'conditional', state: 'open', count: 3 });
      expect(await kinds(alerts, before.id)).toEqual(['opened', 'acknowledged', 'raised']);
      expect((await alerts.history(before.id)).at(-1)?.detail).toEqual({ from: 'unknown', to: 'conditional' });
    });

    it('acknowledge, remind, and take the acknowledgement back in time; each change once on all replicas', async () => {
      const [alerts, ...others] = replicas() as [Alerts, ...Alerts[]];
      await alerts.accept(batchOf([diskError('HV-01')]));
      const { id } = await only(alerts);
      expect(await alerts.acknowledge(id, AIKO)).toMatchObject({
        ok: true,
        incident: { state: 'acknowledged', revision: 2 },
      });
      expect(await alerts.acknowledge(id, ALICE)).toMatchObject({ ok: false, why: 'alreadyDone' });
      expect(await alerts.assign(id, AIKO, ALICE)).toMatchObject({ ok: true, incident: { assignee: ALICE } });

      clock.at += 4 * HOUR;
      const reminded = await Promise.all([alerts, ...others].map((each) => each.lapse()));
      expect(reminded.map((lapsed) => lapsed.reminded).reduce((a, b) => a + b)).toBe(1);
      await alerts.accept(batchOf([diskError('HV-01')]));
      clock.at += 20 * HOUR;
      const lapsed = await Promise.all([alerts, ...others].map((each) => each.lapse()));
      expect(lapsed.map(({ unacknowledged }) => unacknowledged).reduce((a, b) => a + b)).toBe(1);

      const after = await only(alerts);
      expect(after).toMatchObject({ state: 'open', assignee: ALICE });
      expect(after.acknowledgedBy).toBeUndefined();
      expect(await kinds(alerts, id)).toEqual(['opened', 'acknowledged', 'assigned', 'reminder', 'expired']);
      expect((await cards())[0]).toMatchObject({ wanted_rev: after.revision });
      expect(await alerts.unacknowledge(id, AIKO)).toMatchObject({ ok: false, why: 'alreadyDone' });
    });

    it('let one of many acknowledge', async () => {
      const doors = replicas();
      await (doors[0] as Alerts).accept(batchOf([diskError('HV-01')]));
      const { id } = await only(open());
      const all = await Promise.all(
        doors.flatMap((alerts) => [alerts.acknowledge(id, AIKO), alerts.acknowledge(id, ALICE)]),
      );

      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await kinds(open(), id)).toEqual(['opened', 'acknowledged']);
    });

    it('resolve by hand or after quiet, and open a new incident that names the former one', async () => {
      const alerts = open();
      await alerts.accept(batchOf([diskError('HV-01'), diskError('HV-02')]));
      const [first, second] = await alerts.incidents();
      expect(await alerts.resolve(first?.id ?? '', AIKO)).toMatchObject({
        ok: true,
        incident: { state: 'resolved', resolvedBy: AIKO },
      });
      expect(await alerts.resolve(first?.id ?? '', AIKO)).toMatchObject({ ok: false, why: 'alreadyDone' });
      expect(await alerts.acknowledge(first?.id ?? '', AIKO)).toMatchObject({ ok: false, why: 'expired' });
      clock.at += DAY - 1;
      expect(await alerts.lapse()).toMatchObject({ resolved: 0 });
      clock.at += 1;
      expect(await alerts.lapse()).toMatchObject({ resolved: 1 });
      expect(await alerts.incident(second?.id ?? '')).toMatchObject({
        state: 'resolved',
        resolvedBy: { kind: 'system' },
      });

      await alerts.accept(batchOf([diskError(first?.host ?? '')]));
      const [again] = await alerts.incidents({ states: ['open'] });
      expect(again).toMatchObject({ count: 1, formerId: first?.id });
      expect(again?.id).not.toBe(first?.id);
      expect(await alerts.reopen(first?.id ?? '', AIKO)).toMatchObject({ ok: false, why: 'expired' });
      expect(await alerts.reopen(second?.id ?? '', AIKO)).toMatchObject({ ok: true, incident: { state: 'open' } });
      expect(await alerts.lapse()).toMatchObject({ resolved: 0 });
      await alerts.accept(batchOf([diskError(second?.host ?? '')]));
      expect(await alerts.incident(second?.id ?? '')).toMatchObject({ count: 2 });
    });

    it('mute an event everywhere after showing what that means: counted, its cards not wanted until it is over', async () => {
      const alerts = open();
      await alerts.accept(batchOf([diskError('HV-01'), diskError('HV-01'), diskError('HV-02')]));
      const [{ id }] = (await alerts.incidents()) as [IncidentView];
      const preview = await alerts.previewMute(id, 'event');
      expect(preview).toMatchObject({ incidents: 2, wouldHaveMuted: { incidents: 2, events: 3 } });
      expect(await alerts.previewMute(id, 'host')).toMatchObject({ incidents: 1 });
      const how = { scope: 'event', until: clock.at + HOUR, reason: 'known; ticket 7' } as const;
      expect(await alerts.mute(id, AIKO, how)).toMatchObject({ ok: false, why: 'notAllowed' });
      const done = await alerts.mute(id, ALICE, how);
      expect(done).toMatchObject({
        ok: true,
        incident: { state: 'muted', mute: { reason: 'known; ticket 7', by: ALICE } },
      });
      expect(await alerts.mute(id, ALICE, how)).toMatchObject({ ok: false, why: 'alreadyDone' });
      expect(await alerts.acknowledge(id, ALICE)).toMatchObject({ ok: false, why: 'expired' });

      const before = await cards();
      clock.at += 1;
      await alerts.accept(batchOf([diskError('HV-01'), diskError('HV-03')]));
      const during = (await cards()).map((card) => card['wanted_rev']);
      expect(during).toEqual([...before.map((card) => card['wanted_rev']), 0]);
      expect(inAnyOrder((await alerts.incidents()).map(({ state, count }) => [state, count]))).toEqual([
        'muted,1',
        'muted,1',
        'muted,3',
      ]);

      const [mute] = await alerts.mutes();
      expect(mute).toMatchObject({ scope: 'event', eventKey: 'disk#7', until: START + HOUR });
      expect(await alerts.unmute(mute?.id ?? '', ALICE)).toMatchObject({ ok: true, incidents: 3 });
      expect(await alerts.unmute(mute?.id ?? '', ALICE)).toMatchObject({ ok: false, why: 'alreadyDone' });
      expect(await alerts.mutes()).toEqual([]);
      for (const card of await cards()) expect(card['wanted_rev']).toBe(card['revision']);
    });

    it('end a mute in time, and give its incidents to another one that covers them', async () => {
      const alerts = open();
      await alerts.accept(batchOf([diskError('HV-01')]));
      const { id } = await only(alerts);
      await alerts.acknowledge(id, AIKO);
      await alerts.mute(id, ALICE, { scope: 'incident', until: clock.at + 2 * HOUR, reason: 'long' });
      await alerts.mute(id, ALICE, { scope: 'host', until: clock.at + HOUR, reason: 'short' });
      expect((await only(alerts)).mute).toMatchObject({ reason: 'short', scope: 'host' });

      clock.at += HOUR;
      await Promise.all(replicas().map((each) => each.lapse()));
      expect(await only(alerts)).toMatchObject({ state: 'muted', mute: { reason: 'long' } });
      clock.at += HOUR;
      await Promise.all(replicas().map((each) => each.lapse()));
      expect(await only(alerts)).toMatchObject({ state: 'acknowledged', acknowledgedBy: AIKO });
      expect(await kinds(alerts, id)).toEqual(['opened', 'acknowledged', 'muted', 'muted', 'muted', 'muteEnded']);
    });

    it('let no occurrence slip past a mute that is made at the same moment', async () => {
      const doors = replicas();
      await (doors[0] as Alerts).accept(batchOf([diskError('HV-first')]));
      const { id } = await only(open());
      await Promise.all([
        ...Array.from({ length: 12 }, (_, i) =>
          (doors[i % REPLICAS] as Alerts).accept(batchOf([diskError(`HV-${i}`)])),
        ),
        (doors[1] as Alerts).mute(id, ALICE, { scope: 'event', until: clock.at + HOUR, reason: '' }),
        ...Array.from({ length: 12 }, (_, i) =>
          (doors[i % REPLICAS] as Alerts).accept(batchOf([diskError(`HW-${i}`)])),
        ),
      ]);

      const found = await open().incidents();
      expect(found).toHaveLength(25);
      expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['muted']));
    });

    it('hold cards back during maintenance, and show what is still open afterwards', async () => {
      const maintenance = [
        { computers: 'HV-0*', from: '2026-11-20T11:00Z', to: '2026-11-20T13:00Z', reason: 'firmware' },
      ];
      const alerts = open({ ...TO, maintenance });
      await alerts.accept(batchOf([diskError('HV-01'), diskError('HV-02'), diskError('HV-99')]));
      const held = await alerts.incidents({ search: 'hv-0' });
      expect(held.map(({ heldUntil }) => heldUntil)).toEqual([START + HOUR, START + HOUR]);
      expect(inAnyOrder((await cards()).map((card) => card['wanted_rev']))).toEqual(['0', '0', '1']);
      await alerts.resolve(held[0]?.id ?? '', AIKO);
      await alerts.acknowledge(held[1]?.id ?? '', AIKO);
      await alerts.accept(batchOf([diskError(held[1]?.host ?? '')]));
      expect((await cards()).filter((card) => card['wanted_rev'] === 0)).toHaveLength(2);

      clock.at += HOUR;
      const lapsed = await Promise.all(replicas({ ...TO, maintenance }).map((each) => each.lapse()));
      expect(lapsed.map(({ released }) => released).reduce((a, b) => a + b)).toBe(1);
      const shown = (await cards()).find(({ incident_id }) => incident_id === held[1]?.id);
      expect(shown?.['wanted_rev']).toBe(shown?.['revision']);
      // Nobody was told of it, and it is over.
      expect((await cards()).filter(({ incident_id }) => incident_id === held[0]?.id)).toMatchObject([
        { wanted_rev: 0 },
      ]);
      expect((await alerts.incident(held[1]?.id ?? ''))?.heldUntil).toBeUndefined();
    });

    it('put new incidents of one event into the thread of the first card, decided once for all replicas', async () => {
      const doors = replicas({ routes: [{ to: 'slack:C0ALERTS', throttle: '10m' }] });
      const storm = (from: number) =>
        Promise.all(
          Array.from({ length: 24 }, (_, i) =>
            (doors[i % REPLICAS] as Alerts).accept(batchOf([diskError(`HV-${from + i}`)])),
          ),
        );
      await storm(0);
      const roots = (await cards()).filter(({ thread_of }) => thread_of === null);
      expect(roots).toHaveLength(1);
      expect((await cards()).filter(({ thread_of }) => thread_of === roots[0]?.['id'])).toHaveLength(23);

      clock.at += 10 * MINUTE;
      await storm(100);
      expect((await cards()).filter(({ thread_of }) => thread_of === null)).toHaveLength(2);
      await (doors[0] as Alerts).accept(batchOf([driverError('ERP', 'HV-1')]));
      expect((await cards()).filter(({ thread_of }) => thread_of === null)).toHaveLength(3);
    });

    it('decide and tell in shadow mode, and want nothing to be posted', async () => {
      const alerts = open({ ...TO, mode: 'shadow' });
      await alerts.accept(batchOf([diskError('HV-01'), diskError('HV-02'), harmless('HV-01')]));

      expect((await cards()).map(({ state }) => state)).toEqual(['shadow', 'shadow']);
      expect(await alerts.shadowReport(START, START + HOUR)).toEqual({
        from: START,
        to: START + HOUR,
        events: 3,
        incidents: 2,
        posts: 2,
        byChannel: [{ channel: 'slack:C0ALERTS', posts: 2 }],
        byEvent: [
          {
            item: { eventKey: 'disk#7', provider: 'disk', eventId: 7, verdict: 'unknown', n: 2 },
            channel: 'slack:C0ALERTS',
            posts: 2,
          },
        ],
      });
      await open().accept(batchOf([diskError('HV-01')]));
      expect(inAnyOrder((await cards()).map(({ state }) => state))).toEqual(['live', 'shadow']);
    });

    it('escalate by way of the outbox, once', async () => {
      const alerts = open({
        ...TO,
        escalation: { channel: 'slack:C0SUPPORT', webhook: 'https://tickets.example.com/hook' },
      });
      await alerts.accept(batchOf([driverError('ERP-1', 'HV-01')]));
      const { id } = await only(alerts);
      const done = await Promise.all(
        replicas({
          ...TO,
          escalation: { channel: 'slack:C0SUPPORT', webhook: 'https://tickets.example.com/hook' },
        }).map((each) => each.escalate(id, AIKO, 'ja')),
      );

      expect(done.filter(({ ok }) => ok)).toHaveLength(1);
      const ticket = done.find((one) => one.ok);
      expect(ticket?.ok && ticket.ticket).toContain('VMSMP 26');
      expect(ticket?.ok && ticket.ticket).toContain('仮想マシン：ERP-1');
      const notice = (await cards()).find(({ kind }) => kind === 'notice');
      expect(notice).toMatchObject({ channel: 'slack:C0SUPPORT', wanted_rev: 1, posted_rev: 0 });
      const body: unknown = JSON.parse(String(notice?.['body']));
      expect(body).toMatchObject({ kind: 'escalation', incidentId: id, by: AIKO });
      const [due] = await db.all('SELECT * FROM due');
      expect(due).toMatchObject({ kind: 'webhook' });
      expect(await kinds(alerts, id)).toEqual(['opened', 'escalated']);
    });

    it('notice once that a harmless event jumps far above its own history', async () => {
      const alerts = open();
      const burst = (n: number) => alerts.accept(batchOf(Array.from({ length: n }, () => harmless('HV-01'))));
      for (let hour = 0; hour < 30; hour++) {
        await burst(5 + (hour % 3));
        clock.at += HOUR;
      }
      expect(await alerts.checkRates()).toBe(0);
      await burst(200);
      clock.at += HOUR;
      const told = await Promise.all(replicas().map((each) => each.checkRates()));
      expect(told.reduce((a, b) => a + b)).toBe(1);
      await burst(300);
      clock.at += HOUR;
      expect(await alerts.checkRates()).toBe(0);

      const [notice] = await cards();
      expect(JSON.parse(String(notice?.['body']))).toMatchObject({
        kind: 'rate',
        usual: 6,
        now: 200,
        event: { entryKey: 'netvsc/12' },
      });
    });

    it('forget what is old and keep what is open', async () => {
      const alerts = open({ ...TO, quiet: '300d' });
      const old = batchOf([diskError('HV-01', { channel: 'System', recordId: 1 }), diskError('HV-02')]);
      await alerts.accept(old);
      const [{ id }] = (await alerts.incidents({ search: 'hv-02' })) as [IncidentView];
      await alerts.resolve(id, AIKO);
      clock.at += DAY + 1;
      await alerts.forget();
      expect(await alerts.accept(old)).toMatchObject({ repeated: true });
      clock.at += 100 * DAY;
      expect(await alerts.forget()).toBeGreaterThan(0);

      expect(await only(alerts)).toMatchObject({ host: 'HV-01', state: 'open' });
      expect(await alerts.incident(id)).toBeUndefined();
      expect(await cards()).toHaveLength(1);
      expect(await alerts.history(id)).toEqual([]);
    });

    it('keep hostile texts as they are, but for what no engine can store', async () => {
      const alerts = open();
      const name = "HV'); DROP TABLE incident; --\u0000\uD800<!channel>";
      await alerts.accept(
        batchOf([diskError(name, { message: `\u0000${'x'.repeat(100_000)}`, data: [{ value: '\uDFFF\u0000' }] })]),
      );

      const view = await only(alerts);
      expect(view.host).toBe("HV'); DROP TABLE incident; --\uFFFD<!channel>");
      expect(view.event.message?.length).toBeLessThan(20_000);
      expect(await alerts.incidents({ search: "'); drop" })).toHaveLength(1);
      expect(await alerts.incidents({ search: '%' })).toEqual([]);
      const card = alerts.card(view, 'ja');
      expect(card.facts.find(({ value }) => value[0]?.text.includes('DROP'))?.value[0]?.kind).toBe('event');
    });

    it('list by state, verdict, source and time of change', async () => {
      const alerts = open();
      await alerts.accept(batchOf([diskError('HV-01'), driverError('ERP', 'HV-01')]));
      clock.at += MINUTE;
      await alerts.accept(batchOf([diskError('HV-02')], { source: 'zabbix' }));
      const hosts = async (filter: Parameters<Alerts['incidents']>[0]) =>
        (await alerts.incidents(filter)).map(({ vm, host }) => vm ?? host);

      expect(await hosts({})).toEqual(['ERP', 'HV-02', 'HV-01']);
      expect(await hosts({ verdicts: ['conditional', 'action'] })).toEqual(['ERP']);
      expect(await hosts({ states: ['muted'] })).toEqual([]);
      expect(await hosts({ source: 'zabbix' })).toEqual(['HV-02']);
      expect(await hosts({ updatedSince: clock.at })).toEqual(['HV-02']);
      expect(await hosts({ search: 'VMSMP' })).toEqual(['ERP']);
      expect(await hosts({ most: 1 })).toEqual(['ERP']);
      expect((await alerts.sources()).map(({ source }) => source)).toEqual(['wec1', 'zabbix']);
    });

    it('tell listeners of changes after the commit, and survive what they throw', async () => {
      const alerts = open();
      const told: string[] = [];
      const end = alerts.changed((ids) => {
        told.push(...ids);
        throw new Error('a listener');
      });
      await alerts.accept(batchOf([diskError('HV-01')]));
      const { id } = await only(alerts);
      await alerts.acknowledge(id, AIKO);
      end();
      await alerts.resolve(id, AIKO);

      expect(told).toEqual([id, id]);
    });

    it('run a bounded number of statements for any number of batches and events', async () => {
      const counts: number[] = [];
      let statements = 0;
      const counting: Db = {
        ...db,
        transaction: (work) =>
          db.transaction(async (tx) => {
            statements = 0;
            const result = await work({
              all: (sql, values) => ((statements += 1), tx.all(sql, values)),
              run: (sql, values) => ((statements += 1), tx.run(sql, values)),
            });
            counts.push(statements);
            return result;
          }),
      };
      const alerts = alertsOn(counting, { config: { routes: [{ to: 'slack:C0ALERTS', throttle: '10m' }] }, clock });
      const many = () =>
        Array.from({ length: 300 }, (_, i) => diskError(`HV-${i}`, { channel: 'System', recordId: i }));
      await Promise.all(Array.from({ length: 6 }, () => alerts.accept(batchOf(many()))));

      expect(counts.length).toBeLessThanOrEqual(6);
      for (const count of counts) expect(count).toBeLessThanOrEqual(13);
      expect(await eventsCounted()).toBe(300);
    });
  });
}
