/** What this Teams remembers: people, conversations, messages, and every call of the bot. */
export type Json = Record<string, unknown>;

export interface Person {
  id: string;
  aadId: string;
  name: string;
  tenantId: string;
  locale: string;
}

export interface Conversation {
  /** Without the thread of a channel. */
  id: string;
  type: 'personal' | 'groupChat' | 'channel';
  name: string;
  tenantId: string;
  teamId?: string;
  /** Whether the bot is in it: otherwise it may not write there. */
  hasBot: boolean;
}

export interface Message {
  id: string;
  conversation: Conversation;
  /** In a channel: the ID of the message that begins the thread. */
  thread?: string;
  from: Person | 'bot';
  text: string;
  /** What the client keeps of a message of a person. */
  html?: string;
  card?: Json;
  summary?: string;
  replyToId?: string;
  /** Only this person sees it. */
  targetedTo?: string;
  /** After an Action.Execute each person may see a card of their own. */
  cardFor: Map<string, Json>;
  isEdited: boolean;
}

/** A call of the bot, as it came. */
export interface Call {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
  status: number;
}

export interface State {
  people: Map<string, Person>;
  conversations: Map<string, Conversation>;
  messages: Message[];
  calls: Call[];
  files: Map<string, { bytes: Uint8Array; status: number; location?: string }>;
  nextId: number;
  /** Wake up whoever waits for a change. */
  changed: () => void;
}

export function createState(): State & { onChange: (listener: () => void) => () => void } {
  const listeners = new Set<() => void>();
  return {
    people: new Map(),
    conversations: new Map(),
    messages: [],
    calls: [],
    files: new Map(),
    nextId: 1,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** As Teams counts: milliseconds since 1970, as text. */
export function newMessageId(state: State): string {
  return String(1_760_000_000_000 + state.nextId++);
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
