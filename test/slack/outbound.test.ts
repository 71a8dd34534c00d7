import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackCard } from '../../adapters/slack/blocks.ts';
import { boltLogger } from '../../adapters/slack/log.ts';
import { createOutbound, type Outbound, type Outgoing } from '../../adapters/slack/outbound.ts';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';
import { createHandClock, createKeptLog, type HandClock, type KeptLog } from './hand-clock.ts';

let slack: FakeSlack;
let clock: HandClock;
let log: KeptLog;
let outbound: Outbound;
beforeEach(async () => {
  clock = createHandClock();
  log = createKeptLog();
  slack = await createFakeSlack({ now: clock.now });
  outbound = createOutbound({ log, now: clock.now, pause: clock.pause });
});
afterEach(() => slack.close());

const card = (text: string): SlackCard => ({ text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] });
const tooLong: SlackCard = {
  text: 'long',
  blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
};

function client(slackApiUrl = slack.apiUrl): WebClient {
  const options = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: boltLogger(log) };
  return new WebClient(slack.botToken, { ...options, slackApiUrl });
}

function message(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { client: client(), team: 'T1', channel: slack.channel('general'), card: card(text), ...more };
}

const posted = (channel = 'general') =>
  slack.state.messages.filter((each) => each.channel === slack.channel(channel)).map(({ text }) => text);

describe('outbound', () => {
  it('keeps the order of a channel when Slack makes it wait, and waits as long as Slack says', async () => {
    slack.limits.set('chat.postMessage', { calls: 1, perMs: 1000, retryAfterSeconds: 3 });
    clock.runFree();
    const texts = ['m1', 'm2', 'm3', 'm4'];
    const outcomes = await Promise.all(texts.map((text) => outbound.post(message(text))));

    expect(posted()).toEqual(texts);
    expect(outcomes.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(clock.waits).toEqual([3000, 3000, 3000]);
  });

  it('lets other channels go on while one waits, and other workspaces with a channel of the same id', async () => {
    slack.addWorkspace({ name: 'Other' });
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    const first = outbound.post(message('waits'));
    await slack.until(() => clock.waits.length === 1);
    const second = outbound.post(message('behind it'));

    const im = slack.user('alice').im().id;
    expect(await outbound.post(message('elsewhere', { channel: im }))).toMatchObject({ state: 'sent', channel: im });
    expect(await outbound.post(message('same id', { team: 'T2' }))).toMatchObject({ state: 'sent' });
    expect(posted()).toEqual(['same id']);
    clock.forward(30_000);
    expect([(await first).state, (await second).state]).toEqual(['sent', 'sent']);
    expect(posted()).toEqual(['same id', 'waits', 'behind it']);
  });

  it('says that it does not know when the answer was lost, does not post again, and goes on', async () => {
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    slack.faults.add('chat.postMessage', { kind: 'status', status: 503 });
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'internal_error' });
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((text) => outbound.post(message(text))));

    expect(outcomes.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown', 'sent']);
    expect(slack.calls('chat.postMessage')).toHaveLength(4);
    expect(posted()).toEqual(['a', 'd']);
  });

  it('repeats a change whose answer was lost: twice the same change is one', async () => {
    clock.runFree();
    const first = await outbound.post(message('before'));
    if (first.state !== 'sent') throw new Error(first.state);
    slack.faults.add('chat.update', { kind: 'lost-response' });

    expect(await outbound.post(message('after', { updates: first.ts }))).toMatchObject({ state: 'sent', ts: first.ts });
    expect(slack.calls('chat.update')).toHaveLength(2);
    expect(posted()).toEqual(['after']);
  });

  it('tries again, ever later, what did not reach Slack, and gives up in the end', async () => {
    clock.runFree();
    const gone = await createFakeSlack();
    await gone.close();
    const nobody = client(gone.apiUrl);
    const outcome = await outbound.post(message('x', { client: nobody }));

    expect(outcome).toEqual({ state: 'refused', error: 'unreachable' });
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000]);
  });

  it('sends simpler blocks once when Slack refuses the card', async () => {
    const good = await outbound.post(message('x', { card: tooLong, simpler: () => card('simple') }));
    const hopeless = await outbound.post(message('y', { card: tooLong, simpler: () => tooLong }));
    const single = await outbound.post(message('z', { card: tooLong }));

    expect(good).toMatchObject({ state: 'sent', simpler: true });
    expect([hopeless, single]).toEqual([
      { state: 'refused', error: 'invalid_blocks' },
      { state: 'refused', error: 'invalid_blocks' },
    ]);
    expect(posted()).toEqual(['simple']);
    expect(slack.calls('chat.postMessage')).toHaveLength(5);
    expect(log.text()).toContain('/blocks/0');
  });

  it('says what Slack refused', async () => {
    const outcome = await outbound.post(message('x', { channel: slack.channel('no-app') }));
    expect(outcome).toEqual({ state: 'refused', error: 'not_in_channel' });
  });

  it('posts into threads and to one person, and lets no text link, mention or unfold', async () => {
    const alice = slack.user('alice');
    const top = await outbound.post(message('top'));
    const threadTs = top.state === 'sent' ? top.ts : '';
    await outbound.post(message('reply', { threadTs }));
    const private_ = await outbound.post(message('for alice', { ephemeralTo: alice.id, threadTs }));

    expect(private_.state).toBe('sent');
    expect(slack.calls('chat.postMessage').at(-1)?.args).toMatchObject({
      thread_ts: threadTs,
      parse: 'none',
      link_names: 'false',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(slack.calls('chat.postEphemeral').at(-1)?.args).toMatchObject({ user: alice.id, thread_ts: threadTs });
  });

  it('holds a bounded number of messages for a channel', async () => {
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    const all = Array.from({ length: 250 }, (_, n) => outbound.post(message(`m${n}`)));
    const refused = await Promise.all(all.slice(201));
    expect(new Set(refused.map(({ state }) => state))).toEqual(new Set(['dropped']));

    await slack.until(() => clock.waits.length === 1);
    clock.forward(30_000);
    expect(new Set((await Promise.all(all.slice(0, 201))).map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(posted()).toHaveLength(201);
  });

  it('takes nothing more after a stop, and does not send what still waits', async () => {
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    const waiting = outbound.post(message('waiting'));
    await slack.until(() => clock.waits.length === 1);
    outbound.stop();

    expect(await outbound.post(message('late'))).toEqual({ state: 'dropped' });
    clock.forward(30_000);
    expect(await waiting).toEqual({ state: 'dropped' });
    await outbound.idle();
    expect(posted()).toEqual([]);
  });

  it('follows no wait of more than ten minutes', async () => {
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 3600 });
    expect(await outbound.post(message('x'))).toEqual({ state: 'refused', error: 'ratelimited' });
  });

  it('logs failures without what was to be posted', async () => {
    clock.runFree();
    for (const kind of ['lost-response', 'lost-request'] as const) slack.faults.add('chat.postMessage', { kind });
    await outbound.post(message('secret words'));
    await outbound.post(message('secret words', { card: { ...tooLong, text: 'secret words' } }));

    expect(log.lines.length).toBeGreaterThan(1);
    expect(log.text()).not.toMatch(/secret words|xoxb/);
  });
});
