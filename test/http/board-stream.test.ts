import { request } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLiveFeed } from '../../adapters/http/board/live-feed.ts';
import type { IncidentFilter } from '../../src/alerts/alerts.ts';
import { boardApp, type BoardOptions, type BoardRig, diskError, HOUR, NOBODY, signedIn, START } from './board-rig.ts';

let rigs: BoardRig[] = [];
let streams: Stream[] = [];
afterEach(async () => {
  for (const stream of streams) stream.close();
  await Promise.all(rigs.map((rig) => rig.close()));
  rigs = [];
  streams = [];
});

async function boarded(options?: BoardOptions): Promise<BoardRig> {
  const rig = await boardApp(options);
  rigs.push(rig);
  return rig;
}

interface Stream {
  status: number;
  type: string;
  /** All of it so far. */
  text(): string;
  ended(): boolean;
  close(): void;
}

/** A real connection that stays open. */
function open(rig: BoardRig, cookie = ''): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: rig.app.port, path: '/alerts/stream', agent: false, headers: { Cookie: cookie } },
      (incoming) => {
        let text = '';
        let isEnded = false;
        incoming.setEncoding('utf8');
        incoming.on('data', (part: string) => (text += part));
        incoming.on('close', () => (isEnded = true));
        incoming.on('error', () => (isEnded = true));
        const stream = {
          status: incoming.statusCode ?? 0,
          type: String(incoming.headers['content-type']),
          text: () => text,
          ended: () => isEnded,
          close: () => outgoing.destroy(),
        };
        streams.push(stream);
        resolve(stream);
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 10 });

/** What the events named `changed` said. */
function news(stream: Stream): unknown[] {
  return [...stream.text().matchAll(/event: changed\ndata: (.+)\n\n/g)].map(
    ([, data = '']) => JSON.parse(data) as unknown,
  );
}

describe('the stream of news', () => {
  test('is for operators; without tokens for this machine', async () => {
    const rig = await boarded();
    expect((await open(rig)).status).toBe(401);
    expect((await open(rig, 'hvevent_operator=alice~1~2~3')).status).toBe(401);
    const stream = await open(rig, (await signedIn(rig)).cookie);
    expect([stream.status, stream.type]).toEqual([200, 'text/event-stream']);
    await soon(() => expect(stream.text()).toContain('event: hello'));
    const local = await boarded({ operators: NOBODY });
    expect((await open(local)).status).toBe(200);
  });

  test('names what changed here, at once', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const id = await rig.incidentOf('HV-01');
    const stream = await open(rig, (await signedIn(rig)).cookie);
    await soon(() => expect(stream.text()).toContain('event: hello'));
    await rig.alerts.acknowledge(id, { kind: 'operator', id: 'bob' });
    await soon(() => expect(news(stream)).toContainEqual({ ids: [id] }));
  });

  test('names what changed on another replica', async () => {
    const rig = await boarded({ feed: { pollMs: 20 } });
    const other = await boarded({ db: rig.db });
    await other.accept([diskError('HV-01')]);
    const id = await other.incidentOf('HV-01');
    const stream = await open(rig, (await signedIn(rig)).cookie);
    await soon(() => expect(news(stream)).toHaveLength(1));
    await other.alerts.acknowledge(id, { kind: 'operator', id: 'bob' });
    await soon(() => expect(news(stream)).toEqual([{ ids: [id] }, { ids: [id] }]));
  });

  test('moves now and then when nothing happens, so that proxies keep it', async () => {
    const rig = await boarded({ stream: { heartbeatMs: 10 } });
    const stream = await open(rig, (await signedIn(rig)).cookie);
    await soon(() => expect(stream.text().match(/^: still here$/gm)?.length).toBeGreaterThan(2));
    rig.clock.at += 13 * HOUR;
    await soon(() => expect(stream.ended()).toBe(true));
  });

  test('ends with the session', async () => {
    const rig = await boarded();
    await rig.accept([diskError('HV-01')]);
    const stream = await open(rig, (await signedIn(rig)).cookie);
    await soon(() => expect(stream.text()).toContain('event: hello'));
    rig.clock.at += 13 * HOUR;
    await rig.accept([diskError('HV-01', { recordId: 2 })]);
    await soon(() => expect(stream.ended()).toBe(true));
    expect(news(stream)).toEqual([]);
  });

  test('has a bounded number of listeners, and each who leaves makes room', async () => {
    const rig = await boarded({ feed: { listeners: 2 } });
    const { cookie } = await signedIn(rig);
    const [first, second] = [await open(rig, cookie), await open(rig, cookie)];
    expect([first.status, second.status, (await open(rig, cookie)).status]).toEqual([200, 200, 503]);
    first.close();
    await vi.waitFor(async () => expect((await open(rig, cookie)).status).toBe(200), { timeout: 10_000, interval: 50 });
  });

  test('a HEAD request takes no place among them', async () => {
    const rig = await boarded({ feed: { listeners: 2 } });
    const { cookie } = await signedIn(rig);
    const url = `${rig.app.url}/alerts/stream`;
    for (let i = 0; i < 4; i++)
      expect((await fetch(url, { method: 'HEAD', headers: { Cookie: cookie } })).status).toBe(200);
    expect([(await open(rig, cookie)).status, (await open(rig, cookie)).status]).toEqual([200, 200]);
  });

  test('does not hold a server that stops', async () => {
    const rig = await boarded();
    const stream = await open(rig, (await signedIn(rig)).cookie);
    rig.feed.close();
    expect(await rig.app.drain(10_000)).toBe(true);
    await soon(() => expect(stream.ended()).toBe(true));
  });
});

describe('a feed', () => {
  const parts = (incidents: (filter?: IncidentFilter) => Promise<never[]> = () => Promise.resolve([])) => {
    let told: (ids: readonly string[]) => void = () => undefined;
    const changed = (listener: (ids: readonly string[]) => void) => {
      told = listener;
      return () => (told = () => undefined);
    };
    return { tell: (ids: readonly string[]) => told(ids), alerts: { changed, incidents } };
  };

  test('collects for a slow reader, and names no more than it may', async () => {
    const { alerts, tell } = parts();
    const feed = createLiveFeed({ alerts, now: () => START, onError: () => undefined, limits: { ids: 3 } });
    const reader = feed.listen();
    tell(['a', 'b']);
    tell(['b', 'c']);
    expect(await reader?.next(1)).toEqual({ ids: ['a', 'b', 'c'] });
    for (let i = 0; i < 10_000; i += 1) tell([`incident-${i}`]);
    expect(await reader?.next(1)).toBe('all');
    expect(await reader?.next(1)).toBeUndefined();
    feed.close();
    expect([reader?.ended, feed.listen()]).toEqual([true, undefined]);
  });

  test('asks the store only while someone listens, and goes on when it fails', async () => {
    let asked = 0;
    const faults: unknown[] = [];
    const { alerts } = parts(() => {
      asked += 1;
      return Promise.reject(new Error('away'));
    });
    const feed = createLiveFeed({
      alerts,
      now: () => START,
      onError: (error) => faults.push(error),
      limits: { pollMs: 5 },
    });
    const reader = feed.listen();
    await soon(() => expect(faults.length).toBeGreaterThan(2));
    reader?.end();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBe(before);
    expect(feed.listen()).toBeDefined();
    await soon(() => expect(asked).toBeGreaterThan(before));
    feed.close();
  });
});
