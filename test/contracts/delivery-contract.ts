/** What delivery owes on every store engine: several workers on one store stand for several replicas. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IncidentView } from '../../src/alerts/alerts.ts';
import { LEASE_MS } from '../../src/alerts/delivery/claim.ts';
import { deadLetters } from '../../src/alerts/delivery/settle.ts';
import { startAlertsDelivery } from '../../src/alerts/delivery/start.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import {
  AIKO,
  ALICE,
  batchOf,
  type Clock,
  DAY,
  diskError,
  driverError,
  HOUR,
  MINUTE,
  START,
} from '../alerts/alerts-rig.ts';
import {
  about,
  deliveryParts,
  pass,
  type Replica,
  replicaOn,
  type ReplicaOptions,
  settle,
  SILENT_LOG,
  SLOT,
} from '../alerts/delivery-rig.ts';
import { createFakeChat, type FakeChat, type FakeMessage } from '../alerts/fake-chat.ts';
import { noticesContract } from './notices-contract.ts';
import type { StoreEngine } from './store-contract.ts';

const C = 'slack:C0ALERTS';
const D = 'slack:C0OTHER';
const TABLES =
  'event_seen intake_batch source_state event_kind event_hour mute incident incident_host incident_note channel_event card channel_slot channel_hour due'.split(
    ' ',
  );
const WIDE = { defaultTo: [C], budget: '999/1h' };
const hosts = (n: number, prefix = 'HV') =>
  Array.from({ length: n }, (_, i) => `${prefix}-${String(i + 1).padStart(3, '0')}`);

export interface DeliveryBench {
  db: () => Db;
  stores: () => readonly Db[];
  clock: () => Clock;
}

export function deliveryContract(makeEngine: () => Promise<StoreEngine>): void {
  describe('delivery', () => {
    let engine: StoreEngine;
    let stores: Db[];
    let db: Db;
    let clock: Clock;
    let chat: FakeChat;

    beforeAll(async () => {
      engine = await makeEngine();
      stores = await Promise.all([1, 2, 3].map(() => engine.open()));
      [db] = stores as [Db];
      await migrate(db);
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await engine.dispose();
    });
    beforeEach(async () => {
      clock = { at: START };
      chat = createFakeChat({ now: () => clock.at });
      for (const table of TABLES) await db.run(`DELETE FROM ${table}`);
    });

    const open = (options: Partial<ReplicaOptions> = {}, on = db): Replica =>
      replicaOn(on, { clock, ports: [chat], config: WIDE, ...options });
    const three = (options: Partial<ReplicaOptions> = {}): Replica[] => stores.map((store) => open(options, store));
    const said = (messages: readonly FakeMessage[]) => messages.map((one) => about(one.now));
    const only = async ({ alerts }: Replica): Promise<IncidentView> => {
      const [view] = await alerts.incidents();
      if (view === undefined) throw new Error('there is no incident');
      return view;
    };
    const cardRows = () => db.all('SELECT * FROM card ORDER BY turn');

    it('posts each card once and in its order, one at a time in a channel, however many workers there are', async () => {
      const names = hosts(24);
      const turns = () => new Promise<void>((resolve) => setImmediate(resolve));
      chat = createFakeChat({ now: () => clock.at, latency: turns });
      const replicas = three({ config: { ...WIDE, defaultTo: [C, D] } });
      for (const name of names) {
        await replicas[0]?.alerts.accept(batchOf([diskError(name)]));
        clock.at += 1;
      }
      await pass(replicas, clock, names.length * SLOT);

      expect(said(chat.top(C))).toEqual(names);
      expect(said(chat.top(D))).toEqual(names);
      expect(chat.mostAtOnce()).toBe(1);
      const times = chat.top(C).map(({ at }) => at);
      for (const [i, at] of times.entries()) if (i > 0) expect(at - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(SLOT);
      for (const row of await cardRows())
        expect(row).toMatchObject({ posted_rev: row['wanted_rev'], lease_by: null, unsure_at: null });
    });

    it('delivers while events keep arriving, without anybody waiting in a circle', async () => {
      const faults: string[] = [];
      const log = { ...SILENT_LOG, warn: (message: string) => void faults.push(message) };
      const replicas = three({ config: { ...WIDE, defaultTo: [C, D], budget: '12/1h' }, parts: { log } });
      const names = hosts(30);
      for (let round = 0; round < 12; round++) {
        await Promise.all([
          ...replicas.map(({ alerts }) => alerts.accept(batchOf(names.map((name) => diskError(name))))),
          settle(replicas),
          replicas[round % 3]?.timekeeper.tick(),
        ]);
        clock.at += 2 * SLOT;
      }
      await pass(replicas, clock, 2 * MINUTE);

      expect(faults).toEqual([]);
      for (const channel of [C, D]) {
        const top = chat.top(channel);
        const posted = said(top.filter(({ now }) => now.kind === 'incident'));
        expect(new Set(posted).size).toBe(12);
        expect(top).toHaveLength(13);
        for (const { now } of top) if (now.kind === 'incident') expect(now.card.count).toBe(36);
      }
    });

    it('edits the card instead of posting again: not more often than the settings say, at once when somebody acts', async () => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-01')]));
      await settle([one]);
      for (let i = 0; i < 10; i++) {
        clock.at += SLOT;
        await one.alerts.accept(batchOf([diskError('HV-01')]));
        await settle([one]);
      }
      expect(chat.messages.map(({ edits }) => edits)).toEqual([0]);
      clock.at = START + 30_000;
      await settle([one]);
      expect(chat.messages.map(({ edits, now }) => [edits, now.kind === 'incident' && now.card.count])).toEqual([
        [1, 11],
      ]);

      clock.at += SLOT;
      await one.alerts.acknowledge((await only(one)).id, AIKO);
      await settle([one]);
      expect(chat.top(C).map(({ edits, now }) => [edits, now.kind === 'incident' && now.card.state])).toEqual([
        [2, 'acknowledged'],
      ]);
    });

    it('tells the history in the thread, each note once', async () => {
      const replicas = three();
      const [one] = replicas as [Replica];
      await one.alerts.accept(batchOf([diskError('HV-01')]));
      await settle(replicas);
      const { id } = await only(one);
      clock.at += SLOT;
      await one.alerts.acknowledge(id, AIKO);
      await one.alerts.assign(id, ALICE, AIKO);
      await pass(replicas, clock, 10 * SLOT);
      await one.alerts.resolve(id, ALICE);
      await pass(replicas, clock, 10 * SLOT);

      const notes = said(chat.inThread('m1'));
      expect(notes).toHaveLength(3);
      expect(notes[0]).toContain('acknowledged');
      expect(notes[2]).toContain('resolved');
      expect(chat.top(C)).toHaveLength(1);
      expect(chat.top(C)[0]?.now).toMatchObject({ card: { state: 'resolved' } });
    });

    it.each(['lost', 'vanished'] as const)('tells a note once when the answer to it is %s', async (kind) => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-01')]));
      await settle([one]);
      clock.at += SLOT;
      chat.failNext('reply', { kind });
      await one.alerts.acknowledge((await only(one)).id, AIKO);
      await pass([one], clock, 20 * SLOT);

      expect(said(chat.inThread('m1'))).toHaveLength(1);
      expect(await cardRows()).toMatchObject([{ attempts: 0, last_error: null, unsure_at: null }]);
    });

    it.each(['lost', 'vanished'] as const)(
      'looks up what became of a post whose answer is %s, and keeps the order',
      async (kind) => {
        const one = open();
        for (const name of hosts(3)) await one.alerts.accept(batchOf([diskError(name)]));
        chat.failNext('post', { kind });
        await pass([one], clock, 30 * SLOT);

        expect(said(chat.top(C))).toEqual(hosts(3));
        clock.at += MINUTE;
        await one.alerts.accept(batchOf([diskError('HV-001')]));
        await settle([one]);
        expect(chat.top(C)[0]?.now).toMatchObject({ card: { count: 2 } });
      },
    );

    it('posts again at most once where nothing can be looked up, then leaves it for dead without holding up the channel', async () => {
      chat = createFakeChat({ now: () => clock.at, canFind: false });
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      chat.failNext('post', { kind: 'lost' }, { kind: 'lost' });
      await pass([one], clock, 2 * SLOT);
      await one.alerts.accept(batchOf([diskError('HV-002')]));
      await pass([one], clock, 50 * SLOT);

      expect(said(chat.top(C))).toEqual(['HV-001', 'HV-001', 'HV-002']);
      expect(await deadLetters(db)).toMatchObject([{ channel: C, error: 'ECONNRESET' }]);
    });

    it('guesses no oftener than once a day after that, and then no more', async () => {
      chat = createFakeChat({ now: () => clock.at, canFind: false });
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      chat.failNext('post', ...Array.from({ length: 8 }, () => ({ kind: 'lost' as const })));
      await pass([one], clock, 2 * SLOT);
      clock.at += 5 * HOUR;
      await settle([one]);
      expect(said(chat.top(C))).toEqual(['HV-001', 'HV-001']);
      for (let day = 0; day < 5; day++) {
        clock.at += 30 * HOUR;
        await settle([one]);
      }
      expect(said(chat.top(C))).toEqual(['HV-001', 'HV-001', 'HV-001', 'HV-001']);
    });

    it('does not post again what a dead worker had posted, and nobody touches it before the lease ends', async () => {
      const [dead, other] = three() as [Replica, Replica];
      await dead.alerts.accept(batchOf([diskError('HV-001')]));
      await dead.alerts.accept(batchOf([diskError('HV-002')]));
      chat.failNext('post', { kind: 'slow' });
      await dead.worker.look();
      await chat.whenPosted(1);
      await pass([other], clock, LEASE_MS - SLOT);
      expect(said(chat.messages)).toEqual(['HV-001']);

      await pass([other], clock, 10 * SLOT);
      expect(said(chat.messages)).toEqual(['HV-001', 'HV-002']);
      const before = await cardRows();
      chat.release();
      await Promise.all(dead.worker.underWay());
      expect(await cardRows()).toEqual(before);
    });

    it('takes over what a dead worker did not get to post', async () => {
      const [dead, other] = three() as [Replica, Replica];
      await dead.alerts.accept(batchOf([diskError('HV-001')]));
      // It dies between its claim and its call.
      await db.run('UPDATE card SET lease_by = $1, lease_until = $2, unsure_at = $3', [
        'dead',
        clock.at + LEASE_MS,
        clock.at,
      ]);
      await pass([other], clock, LEASE_MS + SLOT);
      expect(said(chat.messages)).toEqual(['HV-001']);
    });

    it('repeats at most one post for each death where nothing can be looked up', async () => {
      chat = createFakeChat({ now: () => clock.at, canFind: false });
      const [first, second, third] = three() as [Replica, Replica, Replica];
      await first.alerts.accept(batchOf([diskError('HV-001')]));
      for (const dying of [first, second]) {
        chat.failNext('post', { kind: 'slow' });
        const posted = chat.messages.length + 1;
        await dying.worker.look();
        await chat.whenPosted(posted);
        clock.at += LEASE_MS + SLOT;
      }
      await pass([third], clock, 60 * SLOT);
      expect(said(chat.messages)).toEqual(['HV-001', 'HV-001', 'HV-001']);
      const before = await cardRows();
      chat.release();
      await Promise.all([first, second].flatMap(({ worker }) => worker.underWay()));
      expect(await cardRows()).toEqual(before);
    });

    it('writes nothing of an edit that came back after its lease', async () => {
      const [slow, other] = three() as [Replica, Replica];
      await slow.alerts.accept(batchOf([diskError('HV-001')]));
      await settle([slow]);
      clock.at += MINUTE;
      await slow.alerts.accept(batchOf([diskError('HV-001')]));
      chat.failNext('update', { kind: 'slow' });
      await slow.worker.look();
      while (chat.messages[0]?.edits === 0) await settle([other]);
      clock.at += LEASE_MS + SLOT;
      await slow.alerts.accept(batchOf([diskError('HV-001')]));
      await settle([other]);
      const before = await cardRows();
      expect(before).toMatchObject([{ posted_rev: 3 }]);
      chat.release();
      await Promise.all(slow.worker.underWay());
      expect(await cardRows()).toEqual(before);
    });

    it('does not repeat a post whose answer was lost when nobody wants to see it any more', async () => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      chat.failNext('post', { kind: 'vanished' });
      await settle([one]);
      await one.alerts.resolve((await only(one)).id, ALICE);
      await pass([one], clock, MINUTE);
      expect(chat.messages).toEqual([]);
      expect(await cardRows()).toMatchObject([{ lease_by: null, unsure_at: null, message_ref: null }]);
    });

    it('does not post when the lease ended before the call', async () => {
      const { promise: read, resolve: goOn } = Promise.withResolvers<void>();
      const { alerts } = open();
      const sleepy = open({ parts: { alerts: { ...alerts, incident: (id) => read.then(() => alerts.incident(id)) } } });
      const [other] = three() as [Replica];
      await alerts.accept(batchOf([diskError('HV-001')]));
      await sleepy.worker.look();
      while ((await cardRows())[0]?.['lease_by'] === null) await settle([other]);
      clock.at += LEASE_MS + SLOT;
      await settle([other]);
      goOn();
      await Promise.all(sleepy.worker.underWay());

      expect(said(chat.messages)).toEqual(['HV-001']);
      expect(await cardRows()).toMatchObject([{ posted_rev: 1, lease_by: null }]);
    });

    it('waits as long as a platform says, the whole channel and no other, and keeps the order', async () => {
      const one = open({ config: { ...WIDE, defaultTo: [C, D] } });
      for (const name of hosts(3)) await one.alerts.accept(batchOf([diskError(name)]));
      chat.failNext('post', { kind: 'later', retryAfterMs: 30_000 });
      await pass([one], clock, 20 * SLOT);
      const [free, held] = [C, D].toSorted((a, b) => chat.top(b).length - chat.top(a).length) as [string, string];
      expect([said(chat.top(free)), said(chat.top(held))]).toEqual([hosts(3), []]);

      await pass([one], clock, 20 * SLOT);
      expect(said(chat.top(held))).toEqual(hosts(3));
      expect(chat.top(held)[0]?.at).toBeGreaterThanOrEqual(START + 30_000);
    });

    it('leaves for dead what is refused again and again, visibly, and never holds up the channel', async () => {
      const one = open();
      chat.failNext('post', ...Array.from({ length: 8 }, () => ({ kind: 'refused' as const })));
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      await settle([one]);
      for (let i = 0; i < 7; i++) {
        clock.at += HOUR;
        await settle([one]);
      }
      expect(await deadLetters(db)).toEqual([
        { channel: C, key: expect.stringContaining('incident:'), error: 'not_in_channel', attempts: 8 },
      ]);

      await one.alerts.accept(batchOf([diskError('HV-002')]));
      await pass([one], clock, SLOT);
      expect(said(chat.top(C))).toEqual(['HV-002']);
      // The bot was invited: what is still open comes at last.
      await pass([one], clock, HOUR + SLOT);
      expect(said(chat.top(C))).toEqual(['HV-002', 'HV-001']);
      expect(await deadLetters(db)).toEqual([]);
    });

    it('bears a fault of an adapter', async () => {
      const one = open();
      chat.failNext('post', { kind: 'throws' });
      for (const name of hosts(2)) await one.alerts.accept(batchOf([diskError(name)]));
      await pass([one], clock, 10 * SLOT);
      expect(said(chat.top(C))).toEqual(hosts(2));
    });

    it('posts anew what was deleted, when it is still open, and not otherwise', async () => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001'), diskError('HV-002')]));
      await pass([one], clock, 2 * SLOT);
      for (const { id } of chat.top(C)) chat.delete(id);
      const second = (await one.alerts.incidents()).find(({ host }) => host === 'HV-002');
      await one.alerts.resolve(second?.id ?? '', ALICE);
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      await pass([one], clock, MINUTE);

      expect(said(chat.top(C))).toEqual(['HV-001']);
      await one.alerts.reopen(second?.id ?? '', ALICE);
      await pass([one], clock, MINUTE);
      expect(said(chat.top(C))).toEqual(['HV-001', 'HV-002']);
    });

    it('posts nothing of what was muted or resolved before its turn, and posts it when the mute ends', async () => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001'), diskError('HV-002')]));
      const [first, second] = (await one.alerts.incidents()).toSorted((a, b) =>
        (a.host ?? '') < (b.host ?? '') ? -1 : 1,
      );
      const muted = await one.alerts.mute(first?.id ?? '', ALICE, {
        scope: 'incident',
        until: clock.at + HOUR,
        reason: 'test',
      });
      await one.alerts.resolve(second?.id ?? '', ALICE);
      await pass([one], clock, MINUTE);
      expect(muted.ok).toBe(true);
      expect(chat.messages).toEqual([]);

      clock.at = START + HOUR + 1;
      await one.timekeeper.tick();
      await pass([one], clock, MINUTE);
      expect(said(chat.top(C))).toEqual(['HV-001']);
    });

    it('puts what is over the budget into one summary card, live, and goes on when the time is over', async () => {
      const replicas = three({ config: { defaultTo: [C, D], budget: '5/1h', routes: [] } });
      const [one] = replicas as [Replica];
      await one.alerts.accept(batchOf(hosts(40).map((name) => diskError(name))));
      await pass(replicas, clock, 10 * SLOT);
      await one.alerts.accept(
        batchOf([...hosts(10, 'NEW').map((name) => diskError(name)), driverError('ERP', 'HV-1')]),
      );
      await pass(replicas, clock, MINUTE);

      for (const channel of [C, D]) {
        const top = chat.top(channel);
        expect(said(top)).toEqual([...hosts(5), 'storm']);
        const storm = top[5];
        expect(storm?.edits).toBe(1);
        const card = storm?.now.kind === 'notice' ? storm.now.card : undefined;
        expect(card?.title.map(({ text }) => text).join('')).toContain('46');
        // The most urgent first.
        expect(card?.rows.map(({ name }) => name.map(({ text }) => text).join(''))[0]).toContain('26');
      }
      // Whoever deletes the summary sees it again when there is more of it.
      chat.delete(chat.top(D)[5]?.id ?? '');
      await one.alerts.accept(batchOf([diskError('MORE')]));
      await pass(replicas, clock, MINUTE);
      expect(said(chat.top(D))).toEqual([...hosts(5), 'storm']);
      clock.at = START + HOUR;
      await one.alerts.accept(batchOf([diskError('HV-020'), diskError('LATE')]));
      await pass(replicas, clock, MINUTE);
      // What came again has its own card now; what was only summed up stays so.
      expect(said(chat.top(C)).slice(6)).toEqual(['HV-020', 'LATE']);
    });

    it('puts incidents of one event into the thread of the first, where the settings say so', async () => {
      const one = open({ config: { ...WIDE, routes: [{ to: C, throttle: '10m' }] } });
      await one.alerts.accept(batchOf([diskError('HV-001'), diskError('HV-002')]));
      await pass([one], clock, 4 * SLOT);
      const [root] = chat.top(C);
      expect(said(chat.top(C))).toEqual(['HV-001']);
      expect(said(chat.inThread(root?.id ?? ''))).toEqual(['HV-002']);

      await one.alerts.accept(batchOf([diskError('HV-002')]));
      await pass([one], clock, MINUTE);
      expect(chat.inThread(root?.id ?? '')[0]?.now).toMatchObject({ card: { count: 2 } });
      // Without its thread it stands by itself.
      chat.delete(root?.id ?? '');
      await one.alerts.accept(batchOf([diskError('HV-003')]));
      await pass([one], clock, MINUTE);
      expect(said(chat.top(C))).toEqual(['HV-003']);
      clock.at += 11 * MINUTE;
      await one.alerts.accept(batchOf([diskError('HV-004')]));
      await pass([one], clock, MINUTE);
      expect(said(chat.top(C))).toEqual(['HV-003', 'HV-004']);
    });

    it('reminds in the thread, and shows by itself what ended by itself', async () => {
      const one = open();
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      await settle([one]);
      clock.at += SLOT;
      await one.alerts.acknowledge((await only(one)).id, AIKO);
      await pass([one], clock, 3 * SLOT);
      for (const at of [4 * HOUR + MINUTE, DAY + 2 * MINUTE]) {
        clock.at = START + at;
        await one.timekeeper.tick();
        await pass([one], clock, 3 * SLOT);
      }
      const notes = said(chat.inThread('m1'));
      for (const [i, word] of ['acknowledged', 'Still not resolved', 'has ended', 'by itself'].entries())
        expect(notes[i]).toContain(word);
      expect(notes).toHaveLength(4);
      expect(chat.top(C)[0]?.now).toMatchObject({ card: { state: 'resolved' } });
    });

    it('posts nothing in shadow mode, and waits for a platform that is not set up', async () => {
      const shadow = open({ config: { ...WIDE, mode: 'shadow' } });
      await shadow.alerts.accept(batchOf([diskError('HV-001')]));
      await pass([shadow], clock, MINUTE);
      const teams = open({ config: { ...WIDE, defaultTo: ['teams:19:a@thread.tacv2'] } });
      await teams.alerts.accept(batchOf([diskError('HV-002')]));
      await pass([teams], clock, MINUTE);

      expect(chat.calls).toEqual([]);
      expect((await shadow.alerts.shadowReport(START - 1, clock.at)).posts).toBe(1);
    });

    it('runs by itself until it is stopped, and finishes what is under way', async () => {
      const turns = () => new Promise<void>((resolve) => setImmediate(resolve));
      const parts = deliveryParts(db, { clock, ports: [chat], config: WIDE, parts: { pause: turns } });
      chat.failNext('post', { kind: 'slow' });
      const delivery = startAlertsDelivery({
        ...parts,
        pause: (ms) => (ms < 10_000 ? turns() : new Promise(() => undefined)),
      });
      await parts.alerts.accept(batchOf([diskError('HV-001')]));
      await chat.whenPosted(1);
      const stopped = delivery.stop();
      chat.release();
      await stopped;

      expect(await cardRows()).toMatchObject([{ posted_rev: 1, lease_by: null }]);
      await parts.alerts.accept(batchOf([diskError('HV-002')]));
      await turns();
      expect(chat.messages).toHaveLength(1);
    });

    noticesContract({ db: () => db, stores: () => stores, clock: () => clock });
  });
}
