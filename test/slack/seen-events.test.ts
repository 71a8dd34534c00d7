import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGate } from '../../adapters/slack/gate.ts';
import { eventIdOf } from '../../adapters/slack/event-id.ts';
import { createSeenEvents, KEPT_MS, type SeenEvents } from '../../src/chat/seen-events.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createHandClock, createKeptLog, type HandClock, type KeptLog } from './hand-clock.ts';

let store: Db;
let clock: HandClock;
let log: KeptLog;
beforeEach(async () => {
  store = openSqlite(':memory:');
  await migrate(store);
  clock = createHandClock();
  log = createKeptLog();
});
afterEach(() => store.close());

function replica(on: Pick<Db, 'run' | 'all'> = store): SeenEvents {
  return createSeenEvents({ store: on, platform: 'slack', log, now: clock.now, pause: clock.pause });
}

/** A gate before an app that notes what it is given. */
function gated(seen: SeenEvents) {
  const acks: string[] = [];
  const done: string[] = [];
  const gate = createGate(
    {
      processEvent: async ({ body, ack }) => {
        await ack();
        done.push(String(body['event_id'] ?? body['command']));
      },
    },
    seen,
  );
  const deliver = (body: Record<string, unknown>) =>
    gate.processEvent({
      body,
      ack: () => {
        acks.push(String(body['event_id'] ?? body['command']));
        return Promise.resolve();
      },
    });
  return { gate, deliver, acks, done };
}

/** A store that answers when it is told to. */
function slowStore() {
  const waiting: (() => void)[] = [];
  const slow: Pick<Db, 'run' | 'all'> = {
    run: async (...given) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return store.run(...given);
    },
    all: (...given) => store.all(...given),
  };
  return { slow, waiting };
}

describe('an event that comes again', () => {
  it('is answered each time and done once', async () => {
    const { deliver, acks, done } = gated(replica());
    await Promise.all([deliver({ event_id: 'Ev1' }), deliver({ event_id: 'Ev1' }), deliver({ event_id: 'Ev2' })]);
    await deliver({ event_id: 'Ev1' });

    expect(acks).toEqual(['Ev1', 'Ev1', 'Ev2', 'Ev1']);
    expect(done.toSorted()).toEqual(['Ev1', 'Ev2']);
  });

  it('is done once by all replicas, and by one that has started anew', async () => {
    const replicas = [gated(replica()), gated(replica()), gated(replica())];
    await Promise.all(replicas.map(({ deliver }) => deliver({ event_id: 'Ev1' })));

    expect(replicas.flatMap(({ done }) => done)).toEqual(['Ev1']);
  });

  it('is a new one after a day', async () => {
    const seen = replica();
    expect([seen.isRepeat('Ev1'), await seen.isNewToAll('Ev1')]).toEqual([false, true]);
    clock.forward(KEPT_MS - 1);
    await seen.sweep();
    expect([seen.isRepeat('Ev1'), await seen.isNewToAll('Ev1')]).toEqual([true, false]);
    clock.forward(2);
    await seen.sweep();
    expect([seen.isRepeat('Ev1'), await seen.isNewToAll('Ev1')]).toEqual([false, true]);
  });

  it('does not fill the memory', () => {
    const seen = replica();
    for (let n = 0; n < 20_000; n++) seen.isRepeat(`Ev${n}`);
    expect([seen.isRepeat('Ev19999'), seen.isRepeat('Ev10001'), seen.isRepeat('Ev0')]).toEqual([true, true, false]);
  });
});

describe('an event whose answer does not get through', () => {
  it('is done all the same, and not again when Slack repeats it', async () => {
    const { gate, deliver, done } = gated(replica());
    await gate.processEvent({ body: { event_id: 'Ev1' }, ack: () => Promise.reject(new Error('socket closed')) });
    await deliver({ event_id: 'Ev1' });

    expect(done).toEqual(['Ev1']);
  });
});

describe('a store that is slow or away', () => {
  it('never delays the answer to Slack, and the work by a second at most', async () => {
    const { slow } = slowStore();
    const { deliver, acks, done } = gated(replica(slow));
    const first = deliver({ event_id: 'Ev1' });
    await deliver({ event_id: 'Ev1' });
    expect([acks, done]).toEqual([['Ev1', 'Ev1'], []]);

    clock.forward(1000);
    await first;
    expect(done).toEqual(['Ev1']);
  });

  it('is not asked for what memory knows, nor for what has no event id', async () => {
    const { slow, waiting } = slowStore();
    const { deliver, done } = gated(replica(slow));
    await deliver({ command: '/hvevent' });
    await deliver({ command: '/hvevent' });
    void deliver({ event_id: 'Ev1' });
    await deliver({ event_id: 'Ev1' });

    expect(done).toEqual(['/hvevent', '/hvevent']);
    expect(waiting).toHaveLength(1);
  });

  it('loses no event when it fails, and says so', async () => {
    const broken = { run: () => Promise.reject(new Error('disk full')), all: () => Promise.resolve([]) };
    const { deliver, done } = gated(replica(broken));
    await deliver({ event_id: 'Ev1' });

    expect(done).toEqual(['Ev1']);
    expect(log.text()).toContain('disk full');
  });
});

describe('the gate', () => {
  it('knows when all that has arrived is done, also what failed', async () => {
    const finish: (() => void)[] = [];
    const gate = createGate(
      { processEvent: ({ body }) => new Promise((resolve, reject) => finish.push(body['bad'] ? reject : resolve)) },
      replica(),
    );
    const ack = () => Promise.resolve();
    const failed = gate.processEvent({ body: { bad: true }, ack }).catch(() => 'failed');
    void gate.processEvent({ body: {}, ack });
    let idle = false;
    const whenIdle = gate.idle().then(() => (idle = true));

    finish[0]?.();
    expect(await failed).toBe('failed');
    expect(idle).toBe(false);
    finish[1]?.();
    await whenIdle;
  });

  it.each([
    [{ event_id: 'Ev0123ABC' }, 'Ev0123ABC'],
    [{ event_id: 'x'.repeat(65) }, undefined],
    [{ event_id: 'a b' }, undefined],
    [{ event_id: 7 }, undefined],
    [{}, undefined],
    [null, undefined],
    ['Ev1', undefined],
  ])('reads the id of %j', (body, id) => {
    expect(eventIdOf(body)).toBe(id);
  });
});
