import { beforeEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound, type OutboundParts, type Outgoing } from '../../adapters/teams/outbound.ts';
import { type StoredRef, type TeamsOut, TeamsSendError, type TeamsSendFailure } from '../../adapters/teams/port.ts';
import { createHandClock, createKeptLog, type HandClock, type KeptLog } from '../slack/hand-clock.ts';

let clock: HandClock;
let log: KeptLog;
let sent: string[];
let failing: (TeamsSendFailure | Error)[];
let gone: string[];
let outbound: Outbound;
beforeEach(() => {
  clock = createHandClock();
  clock.runFree();
  log = createKeptLog();
  sent = [];
  failing = [];
  gone = [];
  outbound = made();
});

function made(changed: Partial<OutboundParts> = {}): Outbound {
  const attempt = async (what: string): Promise<void> => {
    sent.push(what);
    const failure = failing.shift();
    if (failure instanceof Error) throw failure;
    if (failure !== undefined) throw new TeamsSendError('no', failure);
  };
  return createOutbound({
    port: {
      send: async (_ref, out) => {
        await attempt(wordsOf(out));
        return { activityId: `id of ${wordsOf(out)}` };
      },
      update: (_ref, id, out) => attempt(`${id}: ${wordsOf(out)}`),
    },
    log,
    now: clock.now,
    pause: clock.pause,
    random: () => 0.5,
    onGone: (id) => void gone.push(id),
    ...changed,
  });
}

function wordsOf({ text, card, targetedTo }: TeamsOut): string {
  return [card && 'card', text, targetedTo && `to ${targetedTo}`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

function ref(conversationId = '19:a@thread.v2'): StoredRef {
  const bot = { id: '28:b', name: 'hvevent' };
  return { conversationId, type: 'channel', serviceUrl: 'https://example.com/', tenantId: 'T', bot, updatedAt: 1 };
}

function message(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { ref: ref(), out: { text }, ...more };
}

describe('outbound', () => {
  it('keeps the order of a conversation and of its threads while Teams makes it wait, as long as Teams says', async () => {
    failing = [{ status: 429, retryAfterMs: 3000, mayHaveArrived: false }];
    const thread = ref('19:a@thread.v2;messageid=1');
    const outcomes = await Promise.all([
      outbound.post(message('1')),
      outbound.post(message('2', { ref: thread })),
      outbound.post(message('3')),
    ]);

    expect(sent).toEqual(['1', '1', '2', '3']);
    expect(outcomes.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(clock.waits).toEqual([3000]);
  });

  it('lets other conversations go on while one waits', async () => {
    clock = createHandClock();
    outbound = made();
    failing = [{ status: 429, retryAfterMs: 30_000, mayHaveArrived: false }];
    const first = outbound.post(message('waits'));
    const second = outbound.post(message('elsewhere', { ref: ref('19:b@thread.v2') }));

    expect(await second).toEqual({ state: 'sent', activityId: 'id of elsewhere' });
    clock.forward(30_000);
    expect((await first).state).toBe('sent');
  });

  it('waits longer each time when Teams does not say how long, and gives up in the end', async () => {
    failing = Array.from({ length: 20 }, () => ({ status: 412, mayHaveArrived: false }));

    expect(await outbound.post(message('1'))).toEqual({ state: 'refused', code: 'http 412', gone: false });
    expect(clock.waits).toEqual([750, 1500, 3000, 6000, 12_000, 24_000, 45_000]);
    expect(sent).toHaveLength(8);
  });

  it('does not wait for half a day', async () => {
    failing = [{ status: 429, retryAfterMs: 11 * 60_000, mayHaveArrived: false }];

    expect((await outbound.post(message('1'))).state).toBe('refused');
    expect(clock.waits).toEqual([]);
  });

  it.each([
    ['an error of Teams', { status: 502, mayHaveArrived: true }],
    ['a lost connection', { code: 'ECONNRESET', mayHaveArrived: true }],
  ])('never posts again after %s: it may be there', async (_name, failure) => {
    failing = [failure];

    expect(await outbound.post(message('1'))).toEqual({ state: 'unknown' });
    expect(sent).toEqual(['1']);
  });

  it('changes again after the same: twice the same change is one', async () => {
    failing = [
      { status: 502, mayHaveArrived: true },
      { code: 'ECONNRESET', mayHaveArrived: true },
    ];

    expect(await outbound.post(message('new', { updates: 'm1' }))).toEqual({ state: 'sent', activityId: 'm1' });
    expect(sent).toEqual(['m1: new', 'm1: new', 'm1: new']);
  });

  it('tries again what did not leave this machine', async () => {
    failing = [{ code: 'ECONNREFUSED', mayHaveArrived: false }];

    expect((await outbound.post(message('1'))).state).toBe('sent');
    expect(sent).toEqual(['1', '1']);
  });

  it('sends the words of a card that Teams does not take, to the same person alone', async () => {
    failing = [{ status: 413, code: 'MessageSizeTooBig', mayHaveArrived: false }];
    const out = { card: {}, summary: 'in words', targetedTo: 'U1' };

    expect((await outbound.post(message('', { out }))).state).toBe('sent');
    expect(sent).toEqual(['card to U1', 'in words to U1']);
  });

  it('tells that we are not in a conversation any more, for posts alone', async () => {
    const notThere: TeamsSendFailure = { status: 403, code: 'BotNotInConversationRoster', mayHaveArrived: false };
    failing = [notThere, { status: 404, mayHaveArrived: false }, notThere, { status: 403, mayHaveArrived: false }];

    expect(await outbound.post(message('1'))).toMatchObject({ state: 'refused', gone: true });
    expect(await outbound.post(message('2'))).toMatchObject({ state: 'refused', gone: true });
    expect(await outbound.post(message('3', { updates: 'm1' }))).toMatchObject({ state: 'refused' });
    expect(await outbound.post(message('4'))).toEqual({ state: 'refused', code: 'http 403', gone: false });
    expect(gone).toEqual(['19:a@thread.v2', '19:a@thread.v2']);
  });

  it('posts once what has the same key, and again what certainly is not there', async () => {
    failing = [new TypeError('ours')];
    expect((await outbound.post(message('1', { key: 'k' }))).state).toBe('refused');
    const both = await Promise.all([
      outbound.post(message('1', { key: 'k' })),
      outbound.post(message('1', { key: 'k' })),
    ]);
    const later = await outbound.post(message('1', { key: 'k' }));

    expect([...both, later].map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(sent).toEqual(['1', '1']);
  });

  it('logs no text', async () => {
    failing = [{ status: 400, mayHaveArrived: false }];
    await outbound.post(message('sales-portal'));

    expect(log.lines).toHaveLength(1);
    expect(log.text()).not.toContain('sales-portal');
  });

  it('drops what waits when it is stopped', async () => {
    clock = createHandClock();
    outbound = made();
    failing = [{ status: 429, retryAfterMs: 30_000, mayHaveArrived: false }];
    const first = outbound.post(message('1'));
    const second = outbound.post(message('2'));
    for (let i = 0; clock.waits.length === 0 && i < 100; i += 1) await new Promise((resolve) => setImmediate(resolve));
    outbound.stop();
    clock.forward(30_000);

    expect([await first, await second].map(({ state }) => state)).toEqual(['dropped', 'sent']);
    expect((await outbound.post(message('3'))).state).toBe('dropped');
    await outbound.idle();
  });
});
