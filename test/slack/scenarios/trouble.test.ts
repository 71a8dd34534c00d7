import { describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/db.ts';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

describe.each(MODES)('trouble (%s)', (mode) => {
  it('an event that comes twice is answered once', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    slack.events.duplicateNext();
    const delivery = await alice.mention('vmsmp 26');
    await settled();
    await slack.events.redeliver(delivery);
    await settled();

    expect(alice.thread(delivery.message)).toHaveLength(2);
    expectCleanBlocks(slack);
  });

  it('a slow store delays neither the acknowledgement nor the answer, and no form misses its time', async () => {
    const gate = Promise.withResolvers<void>();
    const { slack, alice, settled } = await openWorkspace(mode, { store: (db) => behind(gate.promise, db) });

    // All of this while the store answers nothing at all.
    const { acked } = await alice.command('/hvevent vmsmp 26');
    expect(acked).toBe(true);
    await slack.until(() => alice.sees().length === 1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    await alice.click(last(alice.sees()), 'Not helpful');
    await slack.until(() => alice.modals().length === 1);
    expect(visibleText(alice.modal())).toContain('One moment');

    gate.resolve();
    await settled();
    expect(visibleText(alice.modal())).toContain('What was wrong?');
    expectCleanBlocks(slack);
  });

  it('without a store it still answers, and its buttons work', async () => {
    const { slack, alice, settled } = await openWorkspace(mode, { store: broken });

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    await alice.click(last(alice.sees()), 'Yes');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);

    await alice.command('/hvevent lang ja');
    await settled();
    expect(lastText(alice.sees())).toContain('保存できませんでした');
    await alice.click(last(alice.sees().slice(0, 1)), 'Helpful');
    await settled();
    expect(lastText(alice.sees())).toMatch(/did not work|処理に失敗/);
    await alice.openHome();
    await settled();
    expect(visibleText(alice.home() ?? never())).toMatch(/May I ignore|無視してよい/);
    expectCleanBlocks(slack);
  });

  it('Slack without an answer about a person leaves the language to the text', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);
    slack.faults.add('users.info', { kind: 'error', error: 'internal_error' }, 2);

    await alice.command('/hvevent vmsmp 26');
    await hanako.command('/hvevent VMSMP 26 は無視してよいですか');
    await settled();

    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    expect(verdict(last(hanako.sees()))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });

  it('"too many requests" is waited for, and the order stays', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 2 }, 2);

    await alice.dm('vmsmp 26');
    await alice.dm('storvsp 5');
    await settled();

    const answers = alice.seesDm().filter(({ bot_id: bot }) => bot !== undefined);
    expect(answers.map((answer) => /VMSMP 26|storvsp 5/.exec(visibleText(answer))?.[0])).toEqual([
      'VMSMP 26',
      'storvsp 5',
    ]);
    expectCleanBlocks(slack);
  });

  it('a post whose answer was lost is not made twice', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    slack.faults.add('response_url', { kind: 'lost-response' });

    const { message } = await alice.mention('vmsmp 26');
    await alice.command('/hvevent storvsp 5');
    await settled();

    expect(alice.thread(message)).toHaveLength(2);
    expect(alice.sees().filter((each) => visibleText(each).includes('storvsp 5'))).toHaveLength(1);
    expectCleanBlocks(slack);
  });

  it('a change whose answer was lost is made again', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    slack.faults.add('response_url', { kind: 'lost-request' });
    await alice.click(last(alice.sees()), 'Yes');
    await settled();

    expect(alice.sees()).toHaveLength(1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('a form that cannot open any more falls back to words', async () => {
    const { slack, alice, settled } = await openWorkspace(mode, { fake: { knobs: { triggerTtlMs: -1 } } });

    await alice.command('/hvevent');
    await settled();
    expect(lastText(alice.sees())).toContain('/hvevent VMSMP 26');
    await alice.command('/hvevent vmsmp 26');
    await settled();
    const card = last(alice.sees());
    await alice.click(card, 'Not helpful');
    await settled();
    expect(lastText(alice.sees())).toContain('press the button again');

    await alice.command('/hvevent VMSMP 26, storvsp 5');
    await settled();
    const [value] = /\{\\"v\\":1[^}]*\\"f\\":1\}/.exec(JSON.stringify(last(alice.sees()).blocks)) ?? [];
    await alice.click(last(alice.sees()), 'hv_open_finding', { value: JSON.parse(`"${value ?? ''}"`) as string });
    await settled();
    expect(lastText(alice.sees())).toMatch(/storvsp 5/);
    expect(alice.modals()).toEqual([]);
    expectCleanBlocks(slack);
  });

  it('the sixth use of a response_url becomes an ephemeral message, or a direct one', async () => {
    const { slack, alice, settled } = await openWorkspace(mode, { fake: { knobs: { responseUrlUses: 0 } } });

    await alice.command('/hvevent vmsmp 26');
    await alice.command('/hvevent storvsp 5', { channel: 'no-app' });
    await settled();

    expect(lastText(alice.sees())).toContain('VMSMP 26');
    expect(last(alice.sees()).ephemeralTo).toBe(alice.id);
    expect(lastText(alice.seesDm())).toContain('storvsp 5');
    expectCleanBlocks(slack);
  });

  it('blocks that Slack refuses are sent once more, simpler; then as words', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });

    const { message } = await alice.mention('vmsmp 26');
    await settled();
    expect(types(last(alice.thread(message)))).not.toContain('context_actions');
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.conditional.en);

    slack.faults.add('chat.postMessage', { kind: 'error', error: 'invalid_blocks' }, 2);
    const { message: second } = await alice.mention('vmsmp 26');
    await settled();
    expect(types(last(alice.thread(second)))).toEqual([]);
    expect(last(alice.thread(second)).text).toContain(SIGNS.conditional.en);
    expectCleanBlocks(slack);
  });

  it('logs what went wrong, and nothing of what people wrote', async () => {
    const { slack, alice, log, settled } = await openWorkspace(mode, { store: broken });
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });

    await alice.mention(PASTES.asks);
    await alice.dm(PASTES.asks, { files: [{ name: 'lab-2012.txt', content: PASTES.asks }] });
    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();

    expect(log.lines.length).toBeGreaterThan(3);
    expect(log.text()).not.toContain('lab-2012');
    expect(log.text()).not.toContain(slack.botToken);
    expectCleanBlocks(slack);
  });
});

/** No statement begins before the gate opens. */
function behind(gate: Promise<void>, db: Db): Db {
  const late =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await gate;
      return work(...args);
    };
  return { ...db, all: late((...args) => db.all(...args)), run: late((...args) => db.run(...args)) };
}

/** Nothing can be read or written. */
function broken(db: Db): Db {
  const away = () => Promise.reject(new Error('the store is away'));
  return { ...db, all: away, run: away, transaction: away };
}

function types({ blocks = [] }: { blocks?: readonly { type?: unknown }[] }): unknown[] {
  return blocks.map(({ type }) => type);
}

function never(): never {
  throw new Error('nothing is there');
}
