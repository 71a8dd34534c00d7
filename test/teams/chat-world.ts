/** Teams for the stories that all platforms share: the real CloudAdapter over HTTP, on FakeTeams. */
import { INPUTS } from '../../adapters/teams/actions.ts';
import { REASONS } from '../../src/chat/opinions.ts';
import { word } from '../../src/chat/card-words.ts';
import {
  type ChatPerson,
  type ChatWorld,
  type Filled,
  isAnswerWith,
  type OpenChat,
  type Shown,
  type Thing,
  toldSince,
  withoutSign,
} from '../contracts/chat-world.ts';
import { buttonsOf } from '../fake-teams/cards.ts';
import type { Delivery } from '../fake-teams/fake-teams.ts';
import { asJson, type Conversation, type Json, type Message } from '../fake-teams/state.ts';
import type { User } from '../fake-teams/user.ts';
import { openTenant, type Tenant } from './scenarios/tenant.ts';
import { headingsOf, visibleCard } from './visible-card.ts';

const CHANNEL = 'General';
const IN_CHARGE = 'In charge';

export const openTeamsChat: OpenChat = async ({ inCharge = false, channelLanguage } = {}): Promise<ChatWorld> => {
  const escalation: { conversation?: string } = {};
  const channelLanguages: Record<string, 'en' | 'ja'> = {};
  const tenant = await openTenant({ escalation, channelLanguages });
  const { teams, store, later, settled } = tenant;
  const channel = teams.channel(CHANNEL);
  const charge = teams.group(IN_CHARGE);
  if (channelLanguage !== undefined) channelLanguages[channel.id] = channelLanguage;
  if (inCharge) {
    escalation.conversation = charge.id;
    await tenant.alice.install(charge);
    await settled();
  }
  const welcomes = teams.said(charge).length;
  const users = new Map<ChatPerson, User>();
  const [alice, hanako] = [tenant.alice, tenant.hanako].map((user) => {
    const person = personOf(user, { tenant, channel, users });
    users.set(person, user);
    return person;
  });
  if (alice === undefined || hanako === undefined) throw new Error('there are two people');
  return {
    alice,
    hanako,
    store,
    later,
    inCharge: () =>
      teams
        .said(charge)
        .slice(welcomes)
        .map(({ card, text }) => (card === undefined ? text : visibleCard(card))),
    uninstall: async () => {
      for (const { chat, remove } of [tenant.alice, tenant.hanako]) await remove(chat);
      for (const place of [channel, charge]) await tenant.alice.remove(place);
      await settled();
    },
    // What Teams would refuse, FakeTeams does: every card that is sent is parsed and counted there.
    expectClean: () => {
      const refused = teams.calls.filter(({ status }) => status >= 400);
      if (refused.length > 0) throw new Error(`Teams refused ${JSON.stringify(refused)}`);
    },
  };
};

interface Around {
  tenant: Tenant;
  channel: Conversation;
  users: ReadonlyMap<ChatPerson, User>;
}

/** A card before a person, with the message it stands on or in the dialog. */
interface Target {
  key: string;
  card?: Json | undefined;
  text: string;
  message?: Message;
}

function personOf(user: User, { tenant, channel, users }: Around): ChatPerson {
  const { settled } = tenant;
  let told = '';
  const targets = (): Target[] => targetsOf(user, tenant);
  const doing = async (action: () => Promise<Delivery | undefined>): Promise<void> => {
    const before = targets().map(thingOf);
    const delivery = await action();
    await settled();
    told = toastOf(delivery) ?? toldSince(before, targets().map(thingOf)) ?? told;
  };
  const press = (target: Target, at: number, inputs: Record<string, string> = {}): Promise<Delivery> =>
    target.message === undefined ? user.submit(at, inputs) : user.click(target.message, at, { inputs });
  const withButton = (label: string, about?: string): { target: Target; at: number } => {
    const target = targets().findLast(({ card }) => placeOf(card, label, about) !== -1);
    if (target === undefined) throw new Error(`there is no button "${label}" before ${user.name}`);
    return { target, at: placeOf(target.card, label, about) };
  };
  const presses = (label: string, about?: string) => {
    const { target, at } = withButton(label, about);
    return doing(() => press(target, at));
  };

  return {
    writes: (text, files = []) =>
      doing(() => user.say(text, { files: files.map(({ name, content }) => ({ name, bytes: content })) })),
    mentions: (text) => doing(() => user.say(`@hvevent ${text}`, { in: channel })),
    commands: (text) => doing(() => user.say(`/hvevent ${text}`, { in: channel, targeted: true })),
    posts: async (text) => (await user.say(text, { in: channel })).message,
    explains: (post) => doing(() => user.explain(post as Message)),
    presses,
    pressesOnCardOf: (other, label) => {
      const of = users.get(other) ?? user;
      const theirs = targetsOf(of, tenant).findLast(({ card }) => isAnswerWith(labelsOf(card)));
      if (theirs?.message === undefined) throw new Error('the other person has no card');
      const { message, card } = theirs;
      return doing(() => user.click(message, placeOf(card, label)));
    },
    sends: (filled) => {
      const label = targets().some(({ card }) => placeOf(card, 'Send') !== -1) ? 'Send' : '送信';
      const { target, at } = withButton(label);
      return doing(() => press(target, at, inputsOf(filled)));
    },
    goesBack: () => presses('Back to all events'),
    looksBack: () => doing(() => user.say('help')),
    searches: async (typed) => {
      const { results } = await user.search(typed);
      return results.map(({ preview }) => String(preview['title']));
    },
    card: () => {
      const target = targets().findLast(({ card }) => isAnswerWith(labelsOf(card)));
      if (target === undefined) throw new Error(`no answer stands before ${user.name}`);
      return shownOf(target);
    },
    told: () => told,
    channel: () =>
      targets()
        .filter(({ message, card }) => message?.conversation === channel && isAnswerWith(labelsOf(card)))
        .map(shownOf),
  };
}

/** What the bot said where this person can read it, and the dialog that is open. */
function targetsOf(user: User, { teams }: Tenant): Target[] {
  const places = teams
    .conversations()
    .filter(({ type, id, name }) => (type === 'personal' ? id === user.chat.id : name === CHANNEL));
  const messages = places
    .flatMap((place) => user.sees(place))
    .filter(({ from }) => from === 'bot')
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const dialog = user.dialog();
  return [
    ...messages.map((message) => ({ key: message.id, card: message.shown, text: message.text, message })),
    ...(dialog === undefined ? [] : [{ key: 'dialog', card: dialog.card, text: dialog.text ?? '' }]),
  ];
}

function thingOf({ key, card, text }: Target): Thing {
  return { key, text: card === undefined ? text : visibleCard(card), isAnswer: isAnswerWith(labelsOf(card)) };
}

function shownOf(target: Target): Shown {
  const [headline = ''] = headingsOf(target.card);
  return { headline: withoutSign(headline), text: thingOf(target).text };
}

function labelsOf(card: Json | undefined): string[] {
  return buttonsOf(card).map(({ title }) => withoutSign(String(title)));
}

/** What the mouse shows over a button tells which of several it is. -1: there is none. */
function placeOf(card: Json | undefined, label: string, about = ''): number {
  return buttonsOf(card).findIndex(
    ({ title, tooltip }) =>
      withoutSign(String(title)) === label && String(tooltip).toLowerCase().includes(about.toLowerCase()),
  );
}

function inputsOf({ reason, note, advice, reference, ticket }: Filled): Record<string, string> {
  const chosen = REASONS.find((each) => word(`notHelpful.${each}`, 'en') === reason);
  const given = [
    [INPUTS.reason, chosen],
    [INPUTS.note, note],
    [INPUTS.advice, advice],
    [INPUTS.reference, reference],
    [INPUTS.ticket, ticket],
  ] as const;
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The sentence that Teams shows under a card whose button was pressed. */
function toastOf(delivery: Delivery | undefined): string | undefined {
  const { type, value } = asJson(delivery?.body);
  return type === 'application/vnd.microsoft.activity.message' && typeof value === 'string' ? value : undefined;
}
