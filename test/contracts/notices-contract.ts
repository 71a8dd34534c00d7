/** What time alone brings about, once on any number of replicas: heartbeats, maintenance windows, digests, rates, web hooks. */
import { describe, expect, it } from 'vitest';
import { batchOf, DAY, diskError, harmless, HOUR, MINUTE, START } from '../alerts/alerts-rig.ts';
import { about, pass, type Replica, replicaOn, type ReplicaOptions } from '../alerts/delivery-rig.ts';
import { createFakeChat, type FakeChat } from '../alerts/fake-chat.ts';
import type { DeliveryBench } from './delivery-contract.ts';

const C = 'slack:C0ALERTS';
const D = 'slack:C0DIGEST';

export function noticesContract({ db, stores, clock }: DeliveryBench): void {
  const setUp = (
    config: object,
    parts: ReplicaOptions['parts'] = {},
  ): { chat: FakeChat; replicas: Replica[]; one: Replica } => {
    const chat = createFakeChat({ now: () => clock().at });
    const replicas = stores().map((store) => replicaOn(store, { clock: clock(), ports: [chat], config, parts }));
    const [one] = replicas as [Replica];
    return { chat, replicas, one };
  };
  /** Every replica at once, twice, and then what they want is posted. */
  const tick = async (replicas: readonly Replica[]): Promise<void> => {
    for (let i = 0; i < 2; i++) await Promise.all(replicas.map(({ timekeeper }) => timekeeper.tick()));
    await pass(replicas, clock(), 10_000);
  };
  const said = (chat: FakeChat, channel = C) => chat.top(channel).map((one) => about(one.now));

  describe('notices', () => {
    it('tell once that a source went silent, and once that it is back', async () => {
      const { chat, replicas, one } = setUp({ defaultTo: [C], heartbeat: { wec1: '15m', wec2: '2h' } });
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      clock().at += 15 * MINUTE;
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001']);

      clock().at += 6000;
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001', 'silent']);
      expect(await one.alerts.sources()).toMatchObject([{ source: 'wec1', silentSince: START }]);

      clock().at += HOUR;
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      await tick(replicas);
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001', 'silent', 'back']);
      expect((await one.alerts.sources())[0]?.silentSince).toBeUndefined();
      // The other one was never heard at all.
      clock().at = START + 2 * HOUR + MINUTE;
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      await tick(replicas);
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001', 'silent', 'back', 'silent']);
    });

    it('do not take our own absence for the silence of a source', async () => {
      const config = { defaultTo: [C], heartbeat: { wec1: '15m' } };
      await setUp(config).one.alerts.accept(batchOf([diskError('HV-001')]));
      clock().at += DAY;
      const { chat, replicas } = setUp({ ...config, quiet: '9d' });
      clock().at += 14 * MINUTE;
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001']);
      clock().at += 2 * MINUTE;
      await tick(replicas);
      expect(said(chat)).toEqual(['HV-001', 'silent']);
    });

    it('announce a maintenance window at its start, and at its end with what was held back', async () => {
      const maintenance = [{ computers: 'HV-0*', schedule: '0 13 * * *', for: '1h', reason: 'patches' }];
      const { chat, replicas, one } = setUp({
        defaultTo: [C],
        routes: [{ to: D, language: 'ja', match: { id: '9' } }],
        maintenance,
      });
      await tick(replicas);
      expect(chat.messages).toEqual([]);

      clock().at = START + HOUR + 1000;
      await tick(replicas);
      await one.alerts.accept(
        batchOf([diskError('HV-01'), diskError('HV-01'), diskError('HV-02'), diskError('OTHER')]),
      );
      clock().at += MINUTE;
      await tick(replicas);
      expect(said(chat)).toEqual(['maintenanceStart', 'OTHER']);

      clock().at = START + 2 * HOUR;
      await tick(replicas);
      expect(said(chat)).toEqual(['maintenanceStart', 'OTHER', 'maintenanceEnd', 'HV-01', 'HV-02']);
      const end = await db().all("SELECT body FROM card WHERE key LIKE 'maintenance:end%' ORDER BY channel");
      expect(end.map(({ body }) => JSON.parse(String(body)))).toMatchObject([
        { incidents: 2, events: 3, reason: 'patches', what: 'HV-0*', top: [{ eventKey: 'disk#7', n: 3 }] },
        { incidents: 0, events: 0, top: [] },
      ]);
      expect(said(chat, D)).toEqual(['maintenanceStart', 'maintenanceEnd']);
      expect(chat.top(D).map(({ now }) => now.kind === 'notice' && now.card.lang)).toEqual(['ja', 'ja']);
    });

    it('bring each digest once, in its language and by its own clock, also a little late', async () => {
      const digest = { daily: '0 8 * * *', weekly: '0 8 * * 1', timeZone: 'Asia/Tokyo', to: [D], language: 'ja' };
      const { chat, replicas, one } = setUp({ defaultTo: [C], digest });
      await tick(replicas);
      expect(chat.messages).toEqual([]);
      await one.alerts.accept(batchOf([diskError('HV-001'), diskError('HV-001')]));
      // 08:00 in Tokyo is 23:00 UTC.
      clock().at = Date.UTC(2026, 10, 20, 22, 59, 59);
      await tick(replicas.slice(0, 1));
      clock().at = Date.UTC(2026, 10, 20, 23, 40);
      await tick(replicas);
      await tick(replicas);
      expect(said(chat, D)).toEqual(['digest']);
      const [row] = await db().all("SELECT key, lang, body FROM card WHERE kind = 'digest'");
      expect(JSON.parse(String(row?.['body']))).toMatchObject({
        period: 'day',
        from: Date.UTC(2026, 10, 19, 23),
        to: Date.UTC(2026, 10, 20, 23),
        byVerdict: { unknown: 2 },
        opened: 1,
        stillOpen: 1,
      });
      expect(row?.['lang']).toBe('ja');

      // Too late for the day's, in time for the week's: it is Monday in Tokyo.
      clock().at = Date.UTC(2026, 10, 23, 8);
      await tick(replicas);
      expect(
        (await db().all("SELECT key FROM card WHERE kind = 'digest' ORDER BY turn")).map(({ key }) => key),
      ).toEqual([`digest:day:${Date.UTC(2026, 10, 20, 23)}:${D}`, `digest:week:${Date.UTC(2026, 10, 22, 23)}:${D}`]);
    });

    it('tell once when an event that is known to be harmless comes far more often than it used to', async () => {
      const { chat, replicas, one } = setUp({ defaultTo: [C] });
      const hourly = async (n: number) => {
        await one.alerts.accept(batchOf(Array.from({ length: n }, () => harmless('HV-001'))));
        clock().at += HOUR;
      };
      for (let i = 0; i < 30; i++) await hourly(2);
      await tick(replicas);
      expect(chat.messages).toEqual([]);
      await hourly(200);
      await tick(replicas);
      await tick(replicas);
      expect(said(chat)).toEqual(['rate']);
    });

    it('have no digest of a time before anything was sent', async () => {
      const { chat, replicas } = setUp({ digest: { to: [D] } });
      clock().at = Date.UTC(2026, 10, 21, 8, 1);
      await tick(replicas);
      expect(chat.messages).toEqual([]);
    });

    it('send a ticket to the web hook until it takes it, with a key that tells repetitions', async () => {
      const sent: { key: string | null; body: unknown }[] = [];
      let isUp = false;
      const fetch: typeof globalThis.fetch = async (url, init) => {
        const request = new Request(url, init);
        sent.push({ key: request.headers.get('idempotency-key'), body: await request.json() });
        if (!isUp) throw new TypeError('fetch failed');
        return new Response('');
      };
      const config = { defaultTo: [C], escalation: { channel: D, webhook: 'https://tickets.example/new' } };
      const { chat, replicas, one } = setUp(config, { fetch });
      await one.alerts.accept(batchOf([diskError('HV-001')]));
      const [view] = await one.alerts.incidents();
      await one.alerts.escalate(view?.id ?? '', { kind: 'operator', id: 'alice' });
      await tick(replicas);
      expect(said(chat, D)).toEqual(['escalation']);
      isUp = true;
      clock().at += MINUTE;
      await tick(replicas);
      clock().at += HOUR;
      await tick(replicas);

      expect(sent.length).toBeGreaterThan(1);
      expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
      expect(sent[0]?.body).toMatchObject({ incident: { host: 'HV-001' }, by: { id: 'alice' } });
      const tries = sent.length;
      clock().at += HOUR;
      await tick(replicas);
      expect(sent).toHaveLength(tries);
    });
  });
}
