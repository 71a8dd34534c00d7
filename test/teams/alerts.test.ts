/** Incidents in Teams: the stories of every platform, and what only Teams has. */
import { describe, expect, it } from 'vitest';
import { createTeamsChatPort } from '../../adapters/teams/alerts/chat-port.ts';
import { ALERT_INPUTS } from '../../adapters/teams/alerts/alert-actions.ts';
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
import { buttonsOf, wordsOf } from '../fake-teams/cards.ts';
import type { Delivery } from '../fake-teams/fake-teams.ts';
import { asJson, type Message } from '../fake-teams/state.ts';
import { CardSchema } from './card-schema.ts';
import { last, openTenant } from './scenarios/tenant.ts';

alertsChatContract(async (options) => (await openTeamsBench(options)).bench);

async function openTeamsBench({ config = {} }: BenchOptions = {}) {
  const clock: Clock = { at: Date.now() };
  const rig = createChatRig(config, clock);
  const tenant = await openTenant({
    now: () => clock.at,
    alerts: (store, teams) =>
      rig.make(store, {
        channel: `teams:${teams.channel('Alerts').id}`,
        other: `teams:${teams.channel('Support').id}`,
        alice: `teams:${teams.user('alice').aadId}`,
      }),
  });
  const { teams, store, app, door, settled } = tenant;
  const [channel, support] = [teams.channel('Alerts'), teams.channel('Support')];
  await tenant.alice.install(channel);
  await tenant.alice.install(support);
  await settled();
  const timeZone = 'UTC';
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const port = createTeamsChatPort({ port: door.connector, references: app.references, timeZone, log });
  const replica = rig.connect(store, port);
  const people = { alice: tenant.alice, hanako: tenant.hanako };
  const lastTold: Record<Who, string> = { alice: '', hanako: '' };
  const welcome = new Set([...teams.said(channel), ...teams.said(support)].map(({ id }) => id));
  const ours = (where = channel) =>
    teams.said(where).filter(({ id, targetedTo }) => !welcome.has(id) && targetedTo === undefined);
  const textOf = ({ card, text }: Message): string => (card === undefined ? text : wordsOf(card));
  const cardOf = (message: Message): ChatCard => {
    CardSchema.parse(message.card);
    return {
      id: message.id,
      text: textOf(message),
      buttons: buttonsOf(message.card)
        .filter(({ data }) => 'alert' in asJson(data))
        .map(({ title }) => String(title)),
    };
  };
  const messageOf = ({ id }: ChatCard): Message => {
    const found = teams.said(channel).find((one) => one.id === id);
    if (found === undefined) throw new Error('the card is gone');
    return found;
  };
  const take = (who: Who, { body }: Delivery): void => {
    const { type, value } = asJson(body);
    if (type === 'application/vnd.microsoft.activity.message') lastTold[who] = String(value);
    const dialog = people[who].dialog();
    if (dialog !== undefined && asJson(body)['task'] !== undefined) {
      if (dialog.card !== undefined) CardSchema.parse(dialog.card);
      lastTold[who] = dialog.text ?? wordsOf(dialog.card);
    }
  };
  const bench: ChatBench = {
    alerts: rig.alerts(),
    clock,
    pass: (milliseconds) => passWith(replica, clock, milliseconds),
    cards: () =>
      ours()
        .filter(({ thread }) => thread === undefined)
        .map(cardOf),
    thread: ({ id }) =>
      ours()
        .filter(({ thread }) => thread === id)
        .map(textOf),
    click: async (who, card, label) => {
      take(who, await people[who].click(messageOf(card), label));
      await settled();
    },
    form: (who) => wordsOf(people[who].dialog()?.card),
    submit: async (who, label, values = {}) => {
      take(who, await people[who].submit(label, valuesOf(values)));
      await settled();
    },
    told: (who) => lastTold[who],
    clickTold: async (who, label) => {
      take(who, await people[who].submit(label));
      await settled();
    },
    ask: async (who, text) => {
      await people[who].say(text);
      await settled();
      return wordsOf(last(people[who].sees()).shown);
    },
    escalated: () => ours(support).map(textOf),
  };
  return { bench, teams, channel, people, messageOf };
}

function valuesOf({ scope, time, own, reason, colleague }: FormValues): Record<string, string> {
  return {
    ...(scope !== undefined && { [ALERT_INPUTS.scope]: scope }),
    ...(time !== undefined && { [ALERT_INPUTS.time]: time }),
    ...(own !== undefined && { [ALERT_INPUTS.own]: own }),
    ...(reason !== undefined && { [ALERT_INPUTS.reason]: reason }),
    ...(colleague === true && { [ALERT_INPUTS.name]: 'hanako' }),
  };
}

describe('alerts in Teams', () => {
  const first = ({ cards }: ChatBench): ChatCard => {
    const [card] = cards();
    if (card === undefined) throw new Error('no card stands in the channel');
    return card;
  };

  it('posts anew in a channel, and lines of the history into the thread of the card', async () => {
    const { bench, teams, channel } = await openTeamsBench();
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    await bench.click('alice', first(bench), 'Acknowledge');
    await bench.pass(10_000);

    const paths = teams.calls.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
    const { id } = first(bench);
    expect(paths).toContain(`POST /teams/v3/conversations/${channel.id}/activities`);
    expect(paths).toContain(`PUT /teams/v3/conversations/${channel.id}/activities/${id}`);
    expect(paths).toContain(`POST /teams/v3/conversations/${channel.id};messageid=${id}/activities`);
  });

  it('puts the new card in place at once for who presses', async () => {
    const { bench, messageOf, people } = await openTeamsBench();
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    await bench.click('alice', first(bench), 'Acknowledge');

    const message = messageOf(first(bench));
    expect(wordsOf(message.cardFor.get(people.alice.id))).toContain('Acknowledged by alice');
    expect(wordsOf(message.card)).not.toContain('Acknowledged by alice');
  });

  it('serves clients that know no Action.Execute, and tells them privately', async () => {
    const { bench, messageOf, people, teams, channel } = await openTeamsBench();
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);
    await people.alice.click(messageOf(first(bench)), 'Acknowledge', { old: true });
    await teams.until(() => teams.said(channel).some(({ targetedTo }) => targetedTo === people.alice.id));
    await bench.pass(5000);

    expect(first(bench).text).toContain('Acknowledged by alice');
    const told = last(teams.said(channel).filter(({ targetedTo }) => targetedTo === people.alice.id));
    expect(told.text).toBe('Acknowledged.');
  });

  it('waits as long as Teams says, and posts once', async () => {
    const { bench, teams } = await openTeamsBench();
    teams.faults.next({ status: 429, retryAfter: '30' });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(20_000);
    expect(bench.cards()).toEqual([]);
    await bench.pass(15_000);
    expect(bench.cards()).toHaveLength(1);
  });

  it('posts again, once at most, what may have arrived', async () => {
    const { bench, teams } = await openTeamsBench();
    for (let i = 0; i < 10; i++) teams.faults.next({ status: 502, accepted: true });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(10 * MINUTE);

    expect(bench.cards()).toHaveLength(2);
  });

  it('says it in a line where Teams does not take the card', async () => {
    const { bench, teams, channel } = await openTeamsBench();
    const before = teams.said(channel).length;
    teams.faults.next({ status: 413, code: 'MessageSizeTooBig' });
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(5000);

    const [plain] = teams.said(channel).slice(before);
    expect(plain?.card).toBeUndefined();
    expect(plain?.text).toContain('disk 7');
  });

  it('forgets a conversation that it was removed from, and begins again when it is back', async () => {
    const { bench, channel, people } = await openTeamsBench();
    channel.hasBot = false;
    await bench.alerts.accept(batchOf([diskError('HV-01')]));
    await bench.pass(MINUTE);
    expect(bench.cards()).toEqual([]);
    await people.alice.add(channel);
    await bench.pass(60 * MINUTE);

    expect(bench.cards().filter(({ text }) => text.includes('HV-01'))).toHaveLength(1);
  });
});
