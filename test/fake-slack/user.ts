/** A person in a workspace, for tests that read like what people do. */
import { type Context, newTs } from './context.ts';
import { type Delivery, type Transport, deliverOnce } from './deliveries.ts';
import type { Hint } from './elements.ts';
import type { Events } from './events.ts';
import { type GivenFile, addFile } from './given-files.ts';
import { type Given, type Target, choose, press } from './interactions.ts';
import { type Json, isJson } from './json.ts';
import { Refusal } from './method.ts';
import { type Place, commandPayload, messageShortcutPayload, userMessageEvent } from './payloads.ts';
import { judgeSent } from './posting.ts';
import { respond } from './response-url.ts';
import { type Channel, type Message, type Person, type View, directMessages } from './state.ts';
import { closeView, submitView } from './submissions.ts';
import { typedMessage } from './typed.ts';
import { wireMessage, wireView } from './wire.ts';

interface Written extends Delivery {
  message: Message;
}

interface WriteOptions {
  /** A message or its ts: the reply goes into that thread. */
  thread?: Message | string;
  files?: readonly GivenFile[];
  /** Send the text as it is, not as Slack's composer would change it. */
  raw?: boolean;
}

export interface User extends Person {
  /** Types a slash command, such as "/hvevent 26". Default channel: general. */
  command: (typed: string, options?: { channel?: string }) => Promise<Delivery>;
  /** Uses a message shortcut on a message. */
  shortcut: (callbackId: string, message: Message) => Promise<Delivery>;
  /** Writes "@hvevent …" in a channel. Without the app in the channel Slack asks to invite it and sends nothing. */
  mention: (typed: string, options?: WriteOptions & { channel?: string }) => Promise<Written>;
  /** Writes to the app directly. */
  dm: (typed: string, options?: WriteOptions) => Promise<Written>;
  /** Writes into a channel, not to the app. */
  say: (typed: string, options?: WriteOptions & { channel?: string }) => Promise<Written>;
  /** Edits a message of one's own. */
  edit: (message: Message, typed: string) => Promise<Delivery>;
  /** Presses a button, by action_id or label. */
  click: (target: Target, wanted: string, hint?: Hint) => Promise<Delivery>;
  /** Chooses an option or types into an input, by action_id or label. */
  choose: (target: Target, wanted: string, given: Given, hint?: Hint) => Promise<Delivery>;
  /** Fills in a modal, by action_id, block_id or label, and submits it. Default: the modal on top. */
  submit: (values?: Readonly<Record<string, Given>>, view?: View) => Promise<Delivery>;
  /** Closes a modal. Default: the one on top. */
  close: (view?: View) => Promise<Delivery>;
  openHome: () => Promise<Delivery>;
  /** Opens the messages tab of the app, where agents greet. */
  openMessages: () => Promise<Delivery>;
  /** The messages of a channel that this person sees, ephemeral ones included; without thread replies. */
  sees: (channel?: string) => Message[];
  /** The messages of the im with the app. */
  seesDm: () => Message[];
  /** A thread as this person sees it, its first message included. */
  thread: (message: Message | string) => Message[];
  /** The modals that are open, the top one last. */
  modals: () => View[];
  /** The modal on top; throws when there is none. */
  modal: () => View;
  /** The home tab; undefined when the app has published none. */
  home: () => View | undefined;
  /** The im channel with the app. */
  im: () => Channel;
  /** Reloads the client: ephemeral messages are gone. */
  reload: () => void;
}

interface Parts {
  context: Context;
  transport: Transport;
  events: Events;
}

export function createUser({ context, transport, events }: Parts, person: Person): User {
  const { state } = context;
  const place = (): Place => {
    const workspace = state.workspaces.get(person.team);
    if (workspace === undefined) throw new Error(`there is no workspace ${person.team}`);
    return { person, workspace };
  };
  const around = () => ({ context, transport, place: place() });
  const modals = () => state.modals.filter(({ user }) => user === person.id);
  const modal = () => modals().at(-1) ?? fail(`${person.name} has no modal open`);
  const sees = (message: Message) => message.ephemeralTo === undefined || message.ephemeralTo === person.id;

  async function write(
    channel: Channel,
    typed: string,
    options: WriteOptions,
    type: 'message' | 'app_mention',
  ): Promise<Written> {
    const message = writeMessage(context, person, { channel, typed, options });
    const isMember = channel.members.has(place().workspace.bot.userId);
    const event = userMessageEvent(context, message, channel, type);
    const delivery = await events.send(person.team, isMember ? event : { type: 'not-sent' });
    return {
      ...delivery,
      ...(type === 'app_mention' && !isMember ? { userSaw: 'invite-prompt' as const } : {}),
      message,
    };
  }

  function openTab(tab: 'home' | 'messages'): Promise<Delivery> {
    const view = state.homes.get(person.id);
    const shown = tab === 'home' && view !== undefined ? { view: wireView(context, view) } : {};
    const channel = directMessages(state, person.id).id;
    return events.send(person.team, {
      type: 'app_home_opened',
      user: person.id,
      channel,
      tab,
      ...shown,
      event_ts: newTs(context),
    });
  }

  return {
    ...person,
    command: (typed, { channel = 'general' } = {}) => runCommand(around(), typed, channelOf(context, person, channel)),
    shortcut: async (callbackId, message) => {
      const channel = channelOf(context, person, message.channel);
      const payload = messageShortcutPayload(context, place(), { callbackId, message, channel });
      return deliverOnce(context, transport, { kind: 'interactive', payload });
    },
    mention: (typed, { channel = 'general', ...options } = {}) =>
      write(channelOf(context, person, channel), `@hvevent ${typed}`, options, 'app_mention'),
    dm: (typed, options = {}) => write(directMessages(state, person.id), typed, options, 'message'),
    say: (typed, { channel = 'general', ...options } = {}) =>
      write(channelOf(context, person, channel), typed, options, 'message'),
    edit: (message, typed) => {
      const before = wireMessage(context, message);
      Object.assign(message, typedMessage(typed, state, person.team), { edited: true });
      const { channel, ts } = message;
      const isIm = state.channels.get(channel)?.kind === 'im';
      const details = {
        message: wireMessage(context, message),
        previous_message: before,
        channel,
        event_ts: ts,
        ts: newTs(context),
      };
      const event = { type: 'message', subtype: 'message_changed', channel_type: isIm ? 'im' : 'channel', ...details };
      return events.send(person.team, event);
    },
    click: (target, wanted, hint) => press(around(), target, wanted, hint),
    choose: (target, wanted, given, hint) => choose(around(), target, wanted, given, hint),
    submit: (values = {}, view = modal()) => submitView(around(), view, values),
    close: (view = modal()) => closeView(around(), view),
    openHome: () => openTab('home'),
    openMessages: () => openTab('messages'),
    sees: (channel = 'general') => {
      const { id } = channelOf(context, person, channel);
      return state.messages.filter((message) => message.channel === id && isTopLevel(message) && sees(message));
    },
    seesDm: () => {
      const { id } = directMessages(state, person.id);
      return state.messages.filter((message) => message.channel === id && isTopLevel(message) && sees(message));
    },
    thread: (message) => {
      const ts = typeof message === 'string' ? message : (message.thread_ts ?? message.ts);
      return state.messages.filter((each) => (each.ts === ts || each.thread_ts === ts) && sees(each));
    },
    modals,
    modal,
    home: () => state.homes.get(person.id),
    im: () => directMessages(state, person.id),
    reload: () => {
      state.messages = state.messages.filter(({ ephemeralTo }) => ephemeralTo !== person.id);
    },
  };
}

/** Puts a message of a person into a channel, as their client would send it. */
function writeMessage(
  context: Context,
  person: Person,
  { channel, typed, options }: { channel: Channel; typed: string; options: WriteOptions },
): Message {
  const { thread, files = [], raw = false } = options;
  const kept = files.map((file) => addFile(context, person, { file, channels: [channel.id] }).id);
  const threadTs = typeof thread === 'string' ? thread : (thread?.thread_ts ?? thread?.ts);
  const message: Message = {
    ts: newTs(context),
    channel: channel.id,
    team: person.team,
    user: person.id,
    ...(raw ? { text: typed } : typedMessage(typed, context.state, person.team)),
    ...(kept.length === 0 ? {} : { files: kept, subtype: 'file_share' }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  context.state.messages.push(message);
  context.activity.changed();
  return message;
}

/** A channel by name or id; throws when it does not exist or the person cannot be in it. */
function channelOf({ state }: Context, person: Person, wanted: string): Channel {
  const mine = [...state.channels.values()].filter(({ team }) => team === person.team);
  const channel = mine.find(({ id, name }) => id === wanted || name === wanted.replace(/^#/, ''));
  return channel ?? fail(`there is no channel ${wanted}; there are: ${mine.map(({ name }) => name).join(', ')}`);
}

/** A command: its acknowledgement may carry the answer; a failure is shown to the person by Slack. */
async function runCommand(
  { context, transport, place }: { context: Context; transport: Transport; place: Place },
  typed: string,
  channel: Channel,
): Promise<Delivery> {
  const [command = ''] = typed.split(/\s/, 1);
  const payload = commandPayload(context, place, { command, text: typed.slice(command.length + 1).trim(), channel });
  const delivery = await deliverOnce(context, transport, { kind: 'command', payload });
  const { person, workspace } = place;
  if (!delivery.acked) {
    const text = `${command} failed with the error "${delivery.userSaw}"`;
    const notice: Message = {
      ts: newTs(context),
      channel: channel.id,
      team: workspace.id,
      user: 'USLACKBOT',
      text,
      notice: delivery.userSaw,
      ephemeralTo: person.id,
    };
    context.state.messages.push(notice);
    return delivery;
  }
  const said: Json | undefined = isJson(delivery.body) ? delivery.body : asText(delivery.body);
  if (said === undefined) return delivery;
  return { ...delivery, userSaw: showAcknowledgement({ context, place }, said, channel) };
}

function showAcknowledgement(
  { context, place }: { context: Context; place: Place },
  said: Json,
  channel: Channel,
): 'message' | 'nothing' {
  if (judgeSent(context, 'command acknowledgement', said).length > 0) return 'nothing';
  try {
    respond(context, { team: place.workspace.id, user: place.person.id, channel: channel.id }, said);
    return 'message';
  } catch (error) {
    if (error instanceof Refusal) return 'nothing';
    throw error;
  }
}

function asText(body: unknown): Json | undefined {
  return typeof body === 'string' && body !== '' ? { text: body } : undefined;
}

function isTopLevel({ thread_ts: thread, ts, broadcast }: Message): boolean {
  return thread === undefined || thread === ts || broadcast === true;
}

function fail(message: string): never {
  throw new Error(message);
}
