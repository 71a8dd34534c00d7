/** Slack for the stories that all platforms share: the real app over HTTP, on FakeSlack. */
import { INPUTS } from '../../adapters/slack/actions.ts';
import { LISTENS } from '../../adapters/slack/listens.ts';
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
import { allElements, list, type Pressable, pressables } from '../fake-slack/elements.ts';
import type { Target } from '../fake-slack/interactions.ts';
import { isJson } from '../fake-slack/json.ts';
import type { Message } from '../fake-slack/state.ts';
import type { User } from '../fake-slack/user.ts';
import { visibleText } from '../fake-slack/visible-text.ts';
import { expectCleanBlocks, openWorkspace, type Workspace } from './scenarios/workspace.ts';

const CHANNEL = 'general';

export const openSlackChat: OpenChat = async ({ inCharge = false, channelLanguage } = {}): Promise<ChatWorld> => {
  const escalation: { channel?: string } = {};
  const workspace = await openWorkspace('http', {
    escalation,
    ...(channelLanguage !== undefined && { channelLanguages: { [CHANNEL]: channelLanguage } }),
    fake: {
      workspaces: [
        {
          people: [{ name: 'alice' }, { name: 'hanako', locale: 'ja-JP' }],
          channels: [{ name: CHANNEL }, { name: 'in-charge' }],
        },
      ],
    },
  });
  const { slack, store, later, settled } = workspace;
  if (inCharge) escalation.channel = slack.channel('in-charge');
  const users = new Map<ChatPerson, User>();
  const [alice, hanako] = [workspace.alice, workspace.hanako].map((user) => {
    const person = personOf(user, workspace, users);
    users.set(person, user);
    return person;
  });
  if (alice === undefined || hanako === undefined) throw new Error('there are two people');
  return {
    alice,
    hanako,
    store,
    later,
    inCharge: () => workspace.alice.sees('in-charge').map((message) => named(visibleText(message), workspace)),
    uninstall: async () => {
      slack.uninstall();
      await settled();
    },
    expectClean: () => expectCleanBlocks(slack),
  };
};

function personOf(user: User, workspace: Workspace, users: ReadonlyMap<ChatPerson, User>): ChatPerson {
  const { slack, settled } = workspace;
  let told = '';
  let home = false;
  const targets = (): Target[] => {
    const view = home ? user.home() : undefined;
    return [...saidTo(user, workspace), ...(view === undefined ? [] : [view]), ...user.modals()];
  };
  const things = (): Thing[] => targets().map((target) => thingOf(target, workspace));
  const doing = async (action: () => Promise<unknown>): Promise<void> => {
    const before = things();
    await action();
    await settled();
    told = toldSince(before, things()) ?? told;
  };
  const answers = (among: readonly Target[]): Target[] => among.filter((target) => isAnswerWith(labelsOf(target)));

  return {
    writes: (text, files = []) => doing(() => user.dm(text, { files })),
    mentions: (text) => doing(() => user.mention(text)),
    commands: (text) => doing(() => user.command(`/hvevent ${text}`)),
    posts: async (text) => (await user.say(text)).message,
    explains: (post) => doing(() => user.shortcut(LISTENS.shortcuts[0], post as Message)),
    presses: (label, about) => {
      const wanted = targets().findLast((target) => buttonsOf(target).some(isButton(label, about)));
      if (wanted === undefined) throw new Error(`there is no button "${label}" before ${user.name}`);
      return doing(() => press(user, wanted, buttonsOf(wanted).find(isButton(label, about))));
    },
    pressesOnCardOf: (other, label) => {
      const theirs = saidTo(users.get(other) ?? user, workspace).findLast((target) => isAnswerWith(labelsOf(target)));
      if (theirs === undefined) throw new Error('the other person has no card');
      const copy = { ...theirs, ...(theirs.ephemeralTo !== undefined && { ephemeralTo: user.id }) };
      return doing(() => press(user, copy, buttonsOf(copy).find(isButton(label))));
    },
    sends: (filled) => doing(() => user.submit(inputsOf(filled))),
    goesBack: () => doing(() => user.close()),
    looksBack: () =>
      doing(async () => {
        await user.openHome();
        home = true;
      }),
    searches: () => Promise.reject(new Error('Slack has no search of an app in the message box')),
    card: () => {
      const target = answers(targets()).at(-1);
      if (target === undefined) throw new Error(`no answer stands before ${user.name}`);
      return shownOf(target, workspace);
    },
    told: () => told,
    channel: () => {
      const id = slack.channel(CHANNEL);
      const there = saidTo(user, workspace).filter(({ channel }) => channel === id);
      return answers(there).map((target) => shownOf(target, workspace));
    },
  };
}

/** What the app said where this person can read it, threads and private messages included. */
function saidTo({ id, im }: User, { slack }: Workspace): Message[] {
  const places = new Set([im().id, slack.channel(CHANNEL)]);
  return slack.state.messages.filter(
    ({ bot_id: bot, channel, ephemeralTo }) =>
      bot !== undefined && places.has(channel) && (ephemeralTo === undefined || ephemeralTo === id),
  );
}

function blocksOf(target: Target) {
  return 'payload' in target ? target.payload.blocks : list(target.blocks);
}

function buttonsOf(target: Target): Pressable[] {
  return pressables(allElements(blocksOf(target)));
}

function labelsOf(target: Target): string[] {
  return buttonsOf(target).map(({ label }) => label);
}

/** What a screen reader says of a button tells which of several it is. */
function isButton(label: string, about?: string) {
  return (button: Pressable): boolean =>
    button.label === label &&
    (about === undefined || String(button.element['accessibility_label']).toLowerCase().includes(about.toLowerCase()));
}

function press(user: User, target: Target, button: Pressable | undefined): Promise<unknown> {
  if (button === undefined) throw new Error('there is no such button');
  const { label, value, blockId } = button;
  return user.click(target, label, { blockId, ...(typeof value === 'string' && { value }) });
}

function inputsOf({ reason, note, advice, reference, ticket }: Filled): Record<string, string> {
  const given = [
    [INPUTS.reason, reason],
    [INPUTS.note, note],
    [INPUTS.advice, advice],
    [INPUTS.reference, reference],
    [INPUTS.ticket, ticket],
  ] as const;
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function thingOf(target: Target, workspace: Workspace): Thing {
  const key = 'payload' in target ? target.id : target.ts;
  // A form shows what is filled in already.
  const filled = 'payload' in target ? Object.values(target.values).flatMap((block) => Object.values(block)) : [];
  const values = filled.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const text = named([visibleText(target), ...values].join('\n'), workspace);
  return { key, text, isAnswer: isAnswerWith(labelsOf(target)) };
}

function shownOf(target: Target, workspace: Workspace): Shown {
  const head = blocksOf(target).find(({ type }) => type === 'header');
  const words = isJson(head?.['text']) ? String(head['text']['text']) : '';
  return { headline: withoutSign(words), text: thingOf(target, workspace).text };
}

/** People by their names, as Slack shows mentions. */
function named(text: string, { slack }: Workspace): string {
  return [...slack.state.people.values()].reduce((before, { id, name }) => before.replaceAll(`@${id}`, name), text);
}
