/** Incidents in Slack: the stories of every platform, and what only Slack has. */
import { afterEach, describe, expect, it } from 'vitest';
import { SCOPES } from '../../adapters/slack/listens.ts';
import { createFakeSlack, type FakeSlack } from '../fake-slack/fake-slack.ts';
import { createSlackChatPort } from '../../adapters/slack/alerts/chat-port.ts';
import { createHomes } from '../../adapters/slack/alerts/homes.ts';
import { createKeptLog } from './hand-clock.ts';
import type { Message } from '../fake-slack/state.ts';
import { visibleText } from '../fake-slack/visible-text.ts';
import { list, plain } from '../fake-slack/elements.ts';
import { batchOf, type Clock, diskError, MINUTE } from '../alerts/alerts-rig.ts';
import { createChatRig, passWith } from '../alerts/chat-rig.ts';
import {
  alertsChatContract,
  type BenchOptions,
  type ChatBench,
  type ChatCard,
  type FormValues,
  type Who,
} from '../contracts/alerts-chat-contract.ts';
import { ALERT_INPUTS } from '../../adapters/slack/alerts/alert-actions.ts';
import { expectCleanBlocks, last, openWorkspace } from './scenarios/workspace.ts';

const PEOPLE = [
  { name: 'alice', realName: 'alice', locale: 'en-US' },
  { name: 'hanako', realName: 'hanako', locale: 'ja-JP' },
];
const CHANNELS = [{ name: 'general' }, { name: 'support' }];

alertsChatContract(async (options) => (await openSlackBench(options)).bench);

const opened: FakeSlack[] = [];
/** No story may have sent what Slack would refuse. */
afterEach(() => {
  for (const slack of opened.splice(0)) expectCleanBlocks(slack);
});

async function openSlackBench({ config = {}, scopes }: BenchOptions & { scopes?: readonly string[] } = {}) {
  const clock: Clock = { at: Date.now() };
  const rig = createChatRig(config, clock);
  const workspace = await openWorkspace('socket', {
    now: () => clock.at,
    fake: {
      now: () => clock.at,
      workspaces: [{ people: PEOPLE, channels: CHANNELS, ...(scopes !== undefined && { scopes }) }],
    },
    alerts: (store, slack) =>
      rig.make(store, {
        channel: `slack:${slack.channel('general')}`,
        other: `slack:${slack.channel('support')}`,
        alice: `slack:${slack.user('alice').id}`,
      }),
  });
  const { slack, store, chatPort, settled } = workspace;
  opened.push(slack);
  const replica = rig.connect(store, chatPort);
  const people = { alice: workspace.alice, hanako: workspace.hanako };
  const isOurs = (message: Message) => message.bot_id !== undefined && message.ephemeralTo === undefined;
  const messages = () => slack.state.messages.filter(isOurs);
  const cardOf = (message: Message): ChatCard => ({
    id: message.ts,
    text: visibleText(message),
    buttons: (message.blocks ?? [])
      .filter(({ type }) => type === 'actions')
      .flatMap(({ elements }) => list(elements).map(({ text }) => plain(text))),
  });
  const messageOf = ({ id }: ChatCard): Message => {
    const found = slack.state.messages.find(({ ts }) => ts === id);
    if (found === undefined) throw new Error('the card is gone');
    return found;
  };
  const toldTo = (who: Who) => last(slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === people[who].id));
  const pass = (milliseconds: number) => passWith(replica, clock, milliseconds);
  const bench: ChatBench = {
    alerts: rig.alerts(),
    clock,
    pass,
    cards: () =>
      messages()
        .filter(({ thread_ts, channel }) => thread_ts === undefined && channel === slack.channel('general'))
        .map(cardOf),
    thread: ({ id }) =>
      messages()
        .filter(({ thread_ts }) => thread_ts === id)
        .map(visibleText),
    click: async (who, card, label) => {
      await people[who].click(messageOf(card), label);
      await settled();
    },
    form: (who) => {
      const view = people[who].modal();
      return `${visibleText(view)}\n${Object.values(view.errors).join('\n')}`;
    },
    submit: async (who, label, values = {}) => {
      const view = people[who].modal();
      if (view.payload['submit'] === undefined) await people[who].click(view, label);
      else await people[who].submit(valuesOf(values, people.hanako.id));
      await settled();
    },
    told: (who) => visibleText(toldTo(who)),
    clickTold: async (who, label) => {
      await people[who].click(toldTo(who), label);
      await settled();
    },
    ask: async (who, text) => {
      await people[who].command(`/hvevent ${text}`);
      await settled();
      return visibleText(toldTo(who));
    },
    escalated: () =>
      messages()
        .filter(({ channel }) => channel === slack.channel('support'))
        .map(visibleText),
  };
  return { bench, slack, replica, clock };
}

function valuesOf({ scope, time, own, reason, colleague }: FormValues, hanako: string): Record<string, string> {
  return {
    ...(scope !== undefined && { [ALERT_INPUTS.scope]: scope }),
    ...(time !== undefined && { [ALERT_INPUTS.time]: time }),
    ...(own !== undefined && { [ALERT_INPUTS.own]: own }),
    ...(reason !== undefined && { [ALERT_INPUTS.reason]: reason }),
    ...(colleague === true && { [ALERT_INPUTS.who]: hanako }),
  };
}

/** With all that the app asks for. */
const ALL = [...SCOPES.bot, ...SCOPES.botOptional];

describe('alerts in Slack', () => {
  const first = ({ cards }: ChatBench): ChatCard => {
    const [card] = cards();
    if (card === undefined) throw new Error('no card stands in the channel');
    return card;
  };

  it('looks up a post whose answer was lost, and does not post it again', async () => {
    const { bench, slack } = await openSlackBench({ scopes: ALL });
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(MINUTE);

    expect(bench.cards()).toHaveLength(1);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    await bench.click('alice', first(bench), 'Acknowledge');
    await bench.pass(5000);
    expect(first(bench).text).toContain('Acknowledged by alice');
  });

  it('looks up a line of a thread in the thread', async () => {
    const { bench, slack } = await openSlackBench({ scopes: ALL });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    await bench.click('alice', first(bench), 'Acknowledge');
    await bench.pass(MINUTE);

    expect(bench.thread(first(bench))).toHaveLength(1);
    expect(slack.calls('conversations.replies')).toHaveLength(1);
  });

  it('posts again, once at most, where it may not look', async () => {
    const { bench, slack } = await openSlackBench();
    slack.faults.add('chat.postMessage', { kind: 'lost-request' });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(MINUTE);
    expect(bench.cards()).toHaveLength(1);

    slack.faults.add('chat.postMessage', { kind: 'lost-response' }, 10);
    await bench.alerts.accept(batchOf([diskError('HV-02')]));
    await bench.pass(10 * MINUTE);
    expect(bench.cards().filter(({ text }) => text.includes('HV-02'))).toHaveLength(2);
  });

  it('waits as long as Slack says', async () => {
    const { bench, slack } = await openSlackBench();
    slack.faults.add('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(25_000);
    expect(bench.cards()).toEqual([]);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);

    await bench.pass(10_000);
    expect(bench.cards()).toHaveLength(1);
  });

  it('says it in plainer blocks where Slack refuses the newer ones', async () => {
    const { bench, slack } = await openSlackBench();
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'invalid_blocks' }, 2);
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);

    expect(bench.cards().map(({ text }) => text)).toEqual([expect.stringContaining('disk 7')]);
    expect(slack.calls('chat.postMessage')).toHaveLength(3);
  });

  it('shows a card anew that somebody deleted, when it still concerns anybody', async () => {
    const { bench, slack } = await openSlackBench();
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    slack.state.messages = slack.state.messages.filter(({ bot_id: bot }) => bot === undefined);
    await bench.alerts.accept(batchOf([diskError('HV-01', { recordId: 2 })]));
    await bench.pass(MINUTE);

    expect(bench.cards()).toHaveLength(1);
    expect(first(bench).text).toContain('×2');
  });

  it('gives rights by the signed ID alone', async () => {
    const { bench } = await openSlackBench({ config: { roles: { acknowledge: ['<alice>'] } } });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    await bench.click('hanako', first(bench), 'Acknowledge');
    expect(bench.told('hanako')).toContain('確認済みにする権限がありません');
    await bench.click('hanako', first(bench), 'Assign');

    expect(bench.told('hanako')).toContain('権限がありません');
    expect((await bench.alerts.incidents()).map(({ state }) => state)).toEqual(['open']);
  });

  it('finds the workspace of a channel among several, and goes on there', async () => {
    const slack = await createFakeSlack({
      workspaces: [{ name: 'One' }, { name: 'Two', channels: [{ name: 'ours' }] }],
    });
    const asked: string[] = [];
    const homes = createHomes({
      access: { kind: 'oauth', clientId: '', clientSecret: '', stateSecret: '' },
      installations: {
        keys: () => Promise.resolve(slack.workspaces.map(({ id }) => id)),
        authorize: ({ teamId = '' }) => {
          asked.push(teamId);
          const { botToken } = slack.workspaces.find(({ id }) => id === teamId) ?? {};
          return Promise.resolve(botToken === undefined ? {} : { botToken });
        },
      },
      clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
      log: createKeptLog(),
    });
    const port = createSlackChatPort({ homes, log: createKeptLog() });
    const channel = `slack:${slack.channel('ours')}`;
    const [one, two] = slack.workspaces.map(({ id }) => id);

    const posted = await port.post(channel, { kind: 'note', text: 'a', lang: 'en' }, 'k1');
    expect(posted).toMatchObject({ state: 'sent', ref: { channel, extra: { home: two } } });
    if (posted.state !== 'sent') return;
    await port.update(posted.ref, { kind: 'note', text: 'b', lang: 'en' });
    await port.reply(posted.ref, { kind: 'note', text: 'c', lang: 'en' }, 'k2');
    await port.post(channel, { kind: 'note', text: 'd', lang: 'en' }, 'k3');

    expect(asked).toEqual([one, two, two, two, two]);
    expect(slack.state.messages.map(({ text }) => text)).toEqual(['b', 'c', 'd']);
    await slack.close();
  });
});
