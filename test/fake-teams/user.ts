/** A person in Teams, for tests that read like what people do. */
import { buttonOf, inputsOf } from './cards.ts';
import type { Delivery } from './fake-teams.ts';
import { envelope, invokeActivity, messageActivity, messagePayload, type World } from './payloads.ts';
import { asJson, type Conversation, type Json, type Message, newMessageId, type Person, type State } from './state.ts';
import { typed } from './typed.ts';

/** A file of a chat: the bytes are behind a link of this Teams. */
export interface GivenFile {
  name: string;
  bytes: Uint8Array | string;
}

export interface SayOptions {
  /** Default: the person's chat with the bot. */
  in?: Conversation;
  /** In a channel: a message of the thread. */
  thread?: Message;
  files?: readonly GivenFile[];
  /** A slash command: only the bot gets it, and only this person sees it. */
  targeted?: boolean;
  /** Send the text as it is, without HTML. */
  raw?: boolean;
}

export interface ClickOptions {
  /** Typed into the card's inputs, by their ID. */
  inputs?: Readonly<Record<string, string>>;
  /** A client that knows no Action.Execute. */
  old?: boolean;
}

export interface User extends Person {
  /** The chat with the bot. */
  chat: Conversation;
  /** Writes. Beyond the chat with the bot, only what mentions `@hvevent` (or is targeted) reaches it. */
  say: (written: string, options?: SayOptions) => Promise<Delivery & { message: Message }>;
  /** Presses a button of a message's card, by its title, the `do` of its data, or its place among the card's buttons. */
  click: (message: Message, wanted: string | number, options?: ClickOptions) => Promise<Delivery>;
  /** "Explain this event" on a message. */
  explain: (message: Message) => Promise<Delivery>;
  /** Types into the search of the app. Nothing: what it shows before anything is typed. */
  search: (
    query?: string,
    options?: { skip?: number; in?: Conversation },
  ) => Promise<Delivery & { results: SearchResult[] }>;
  /** Presses a button of the dialog that is open. */
  submit: (wanted: string | number, values?: Readonly<Record<string, string>>) => Promise<Delivery>;
  /** The dialog that is open: its card, or a sentence. */
  dialog: () => { title?: string; card?: Json; text?: string } | undefined;
  closeDialog: () => void;
  /** What was put into the box in which this person writes. */
  composed: () => Json[];
  /** Sends what stands in that box, as a message of this person. */
  sendComposed: (to?: Conversation) => Message;
  /** The messages that this person sees, with the card that they see. Default: the chat with the bot. */
  sees: (where?: Conversation) => (Message & { shown?: Json })[];
  install: (where?: Conversation) => Promise<Delivery>;
  remove: (where?: Conversation) => Promise<Delivery>;
  /** The bot is added to a conversation, together with further people or not. */
  add: (where: Conversation) => Promise<Delivery>;
}

export interface SearchResult {
  preview: Json;
  card: Json;
}

export interface UserParts {
  state: State;
  world: World;
  deliver: (activity: Json) => Promise<Delivery>;
  keepFile: (file: GivenFile) => Json;
}

/** Invokes that tell on which message the button is. */
const PRESSES = new Set(['adaptiveCard/action', 'task/fetch']);

export function createUser({ state, world, deliver, keepFile }: UserParts, person: Person, chat: Conversation): User {
  const composed: Json[] = [];
  let dialog: { title?: string; card?: Json; text?: string; name?: string; base?: Json; on?: Message } | undefined;
  const around = (conversation: Conversation, thread?: string) => ({ world, person, conversation, thread });
  const invoke = (message: Message | Conversation, name: string, value: unknown): Promise<Delivery> => {
    const [conversation, thread] = 'conversation' in message ? [message.conversation, threadOf(message)] : [message];
    const pressed = PRESSES.has(name) && 'conversation' in message ? { replyToId: message.id } : {};
    return deliver({ ...invokeActivity(around(conversation, thread), name, value), ...pressed });
  };

  /** Opens, replaces or closes the dialog, and fills the box. */
  const takeIn = (delivery: Delivery, { name, base, on }: { name: string; base: Json; on: Message }): void => {
    const task = asJson(asJson(delivery.body)['task']);
    const value = asJson(task['value']);
    if (task['type'] === 'continue') {
      const card = asJson(asJson(value['card'])['content']);
      dialog = { title: String(value['title']), card, name, base, on };
    } else if (task['type'] === 'message') dialog = { text: String(task['value']), name, base, on };
    else dialog = undefined;
    composed.push(...resultsOf(delivery).map(({ card }) => card));
    state.changed();
  };

  return {
    ...person,
    chat,
    say: async (written, options = {}) => {
      const { in: where = chat, thread, targeted = false, raw = false } = options;
      const files = (options.files ?? []).map(keepFile);
      const { text, html, mentions } = raw ? { text: written, html: '', mentions: false } : typed(written);
      const message = messageOf(state, { person, conversation: where, thread, text: written, html, targeted });
      const reaches = where.hasBot && (where.type === 'personal' || mentions || targeted);
      if (!reaches) return { status: 0, body: undefined, message };
      const root = where.type === 'channel' ? (message.thread ?? message.id) : undefined;
      const activity = messageActivity({ ...around(where, root), text, html, mentions, files, targeted });
      if (raw) Object.assign(activity, { attachments: files });
      return { ...(await deliver({ ...activity, id: message.id })), message };
    },
    click: async (message, wanted, { inputs = {}, old = false } = {}) => {
      const card = message.cardFor.get(person.id) ?? message.card;
      const button = buttonOf(card, wanted);
      const action = old && button['type'] === 'Action.Execute' ? asJson(button['fallback']) : button;
      const data = { ...inputsOf(card), ...inputs, ...asJson(action['data']) };
      if (action['type'] === 'Action.Execute') {
        const given = {
          action: { type: 'Action.Execute', id: action['id'], verb: action['verb'], data },
          trigger: 'manual',
        };
        const delivery = await invoke(message, 'adaptiveCard/action', given);
        const answer = asJson(delivery.body);
        if (answer['type'] === 'application/vnd.microsoft.card.adaptive')
          message.cardFor.set(person.id, asJson(answer['value']));
        state.changed();
        return delivery;
      }
      if (action['type'] !== 'Action.Submit') throw new Error(`the button "${wanted}" is ${String(action['type'])}`);
      if (asJson(data['msteams'])['type'] === 'task/fetch') {
        const delivery = await invoke(message, 'task/fetch', { data, context: { theme: 'default' } });
        takeIn(delivery, { name: 'task/submit', base: {}, on: message });
        return delivery;
      }
      const head = envelope(around(message.conversation, threadOf(message)));
      return deliver({ ...head, type: 'message', value: data, replyToId: message.id });
    },
    explain: async (message) => {
      const base = { commandId: 'explainEvent', commandContext: 'message', messagePayload: messagePayload(message) };
      const delivery = await invoke(message, 'composeExtension/fetchTask', { ...base, context: { theme: 'default' } });
      takeIn(delivery, { name: 'composeExtension/submitAction', base, on: message });
      return delivery;
    },
    submit: async (wanted, values = {}) => {
      if (dialog?.card === undefined) throw new Error('no dialog is open');
      const { name = 'task/submit', base = {}, card, on } = dialog;
      const data = { ...inputsOf(card), ...values, ...asJson(buttonOf(card, wanted)['data']) };
      if (on === undefined) throw new Error('the dialog was opened nowhere');
      const delivery = await invoke(on, name, { ...base, data });
      takeIn(delivery, { name, base, on });
      return delivery;
    },
    search: async (query, { skip = 0, in: where = chat } = {}) => {
      const parameters =
        query === undefined ? [{ name: 'initialRun', value: 'true' }] : [{ name: 'query', value: query }];
      const value = { commandId: 'searchEvent', parameters, queryOptions: { skip, count: 25 } };
      const delivery = await invoke(where, 'composeExtension/query', value);
      return { ...delivery, results: resultsOf(delivery) };
    },
    dialog: () => dialog,
    closeDialog: () => {
      dialog = undefined;
    },
    composed: () => composed,
    sendComposed: (to = chat) => {
      const message = messageOf(state, { person, conversation: to, text: '', html: '', targeted: false });
      const card = composed.splice(0).at(-1);
      if (card === undefined) throw new Error('nothing stands in the box');
      return Object.assign(message, { card });
    },
    sees: (where = chat) =>
      state.messages
        .filter(({ conversation, targetedTo, from }) => {
          const isMine = targetedTo === undefined || targetedTo === person.id || from === person;
          return conversation.id === where.id && isMine;
        })
        .map((message) => withShown(message, person)),
    install: (where = chat) => {
      where.hasBot = true;
      return deliver({ ...envelope(around(where)), type: 'installationUpdate', action: 'add' });
    },
    remove: (where = chat) => {
      where.hasBot = false;
      return deliver({ ...envelope(around(where)), type: 'installationUpdate', action: 'remove' });
    },
    add: (where) => {
      where.hasBot = true;
      const membersAdded = [{ id: `28:${world.appId}` }];
      return deliver({ ...envelope(around(where)), type: 'conversationUpdate', membersAdded });
    },
  };
}

/** The message itself, so that what happens to it later is seen; `shown` is the card that this person sees. */
function withShown(message: Message, person: Person): Message & { shown?: Json } {
  const shown = message.cardFor.get(person.id) ?? message.card;
  return Object.assign(message, shown === undefined ? {} : { shown });
}

interface NewMessage {
  person: Person;
  conversation: Conversation;
  thread?: Message | undefined;
  text: string;
  html: string;
  targeted: boolean;
}

function messageOf(state: State, { person, conversation, thread, text, html, targeted }: NewMessage): Message {
  const message: Message = {
    id: newMessageId(state),
    conversation,
    from: person,
    text,
    html,
    cardFor: new Map(),
    isEdited: false,
    ...(thread !== undefined && { thread: thread.thread ?? thread.id }),
    ...(targeted && { targetedTo: person.id }),
  };
  state.messages.push(message);
  state.changed();
  return message;
}

function threadOf(message: Message): string | undefined {
  return message.conversation.type === 'channel' ? (message.thread ?? message.id) : undefined;
}

function resultsOf({ body }: Delivery): SearchResult[] {
  const { attachments } = asJson(asJson(body)['composeExtension']);
  if (!Array.isArray(attachments)) return [];
  return attachments.map((each: unknown) => {
    const { content, preview } = asJson(each);
    return { card: asJson(content), preview: asJson(asJson(preview)['content']) };
  });
}
