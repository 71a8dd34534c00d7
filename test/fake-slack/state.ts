/** Everything FakeSlack knows: workspaces, people, channels, messages, views, files, tokens; and the log of what happened. */
import { randomBytes } from 'node:crypto';
import type { Json } from './json.ts';
import type { Fault } from './judge-schema.ts';

export interface Enterprise {
  id: string;
  name: string;
}

export interface Workspace {
  id: string;
  name: string;
  domain: string;
  enterprise?: Enterprise;
  /** The app is installed for the whole organisation: payloads say so and may come without a team. */
  orgInstall?: boolean;
  bot: { userId: string; botId: string };
  installed: boolean;
}

export interface Person {
  id: string;
  team: string;
  /** The handle, as typed after @. */
  name: string;
  realName: string;
  /** Slack's form of a locale, such as "ja-JP". */
  locale: string;
  tz: string;
  isBot: boolean;
}

export interface Channel {
  id: string;
  name: string;
  team: string;
  kind: 'public' | 'private' | 'im';
  members: Set<string>;
  /** The person on the other side of an im with the app. */
  withUser?: string;
}

export interface SlackFile {
  id: string;
  team: string;
  user: string;
  name: string;
  mimetype: string;
  mode: 'hosted' | 'snippet';
  content: Buffer;
  channels: string[];
  /** A file of another organisation: events carry a stub and files.info the rest. */
  slackConnect?: boolean;
  /** Where the download redirects instead of answering, for tests of cross-host redirects. */
  redirectTo?: string;
  /** The size Slack claims, when it is not the true one. */
  claimedSize?: number;
}

export interface Message {
  ts: string;
  channel: string;
  team: string;
  user: string;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  files?: string[];
  thread_ts?: string;
  bot_id?: string;
  app_id?: string;
  subtype?: string;
  edited?: boolean;
  metadata?: unknown;
  /** Only this person sees it, until they reload. */
  ephemeralTo?: string;
  /** A thread reply that is shown in the channel as well. */
  broadcast?: boolean;
  streaming?: boolean;
  reactions?: { name: string; user: string }[];
  /** Slack's own word to the person after a failure, such as "dispatch_failed"; not sent by the app. */
  notice?: string;
  /** The arguments of the call that made it, for what is not drawn: unfurl_links, parse, … */
  sent?: Json;
}

export interface View {
  id: string;
  team: string;
  user: string;
  hash: string;
  /** What the app sent, ids filled in. */
  payload: Json & { type: 'modal' | 'home'; blocks: Json[] };
  rootId: string;
  previousId?: string;
  /** What the person has chosen or typed, by block_id and action_id. */
  values: Record<string, Record<string, Json>>;
  /** Shown under inputs after a refused submission, by block_id. */
  errors: Record<string, string>;
  /** Shown at the top after a failed submission. */
  notice?: string;
}

export interface Token {
  kind: 'bot' | 'app' | 'user';
  team: string;
  user?: string;
  scopes: Set<string>;
  expiresAt?: number;
  revoked?: 'token_revoked' | 'account_inactive';
}

export interface Trigger {
  team: string;
  user: string;
  expiresAt: number;
  used: boolean;
  /** The view in which it arose, for views.push. */
  viewId?: string;
}

export interface ResponseUrl {
  team: string;
  user: string;
  channel: string;
  expiresAt: number;
  uses: number;
  /** The message with the element that was used; commands have none. */
  original?: { ts: string; channel: string };
}

/** What an OAuth code or a refresh token may be exchanged for. */
export interface Grant {
  kind: 'code' | 'refresh';
  team: string;
  user: string;
  scopes: string[];
  redirectUri?: string;
  orgInstall: boolean;
  used: boolean;
  /** The access token that a refresh replaces. */
  replaces?: string;
}

export interface ApiCall {
  at: number;
  method: string;
  args: Json;
  token?: string;
  status: number;
  response: Json;
}

interface Violation extends Fault {
  method: string;
}

export interface State {
  /** The last message timestamp given, in microseconds. */
  lastMicros: number;
  /** OAuth codes that are not yet exchanged, and refresh tokens that are good. */
  grants: Map<string, Grant>;
  workspaces: Map<string, Workspace>;
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  /** In order of their appearance, ephemeral ones included. */
  messages: Message[];
  /** Open modals, the top one last. */
  modals: View[];
  /** Home tabs by user. */
  homes: Map<string, View>;
  files: Map<string, SlackFile>;
  tokens: Map<string, Token>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  /** assistant.threads.*: status, title and prompts, by "channel:thread_ts". */
  assistantThreads: Map<string, { status?: string; title?: string; prompts?: Json[] }>;
  /** Every call of the Web API, in order of arrival. */
  calls: ApiCall[];
  /** What was wrong with blocks, views and attachments; a good app leaves it empty. */
  violations: Violation[];
  /** What was allowed but bad, such as blocks without text. */
  warnings: Violation[];
}

export function createState(): State {
  return {
    lastMicros: 0,
    grants: new Map(),
    workspaces: new Map(),
    people: new Map(),
    channels: new Map(),
    messages: [],
    modals: [],
    homes: new Map(),
    files: new Map(),
    tokens: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    assistantThreads: new Map(),
    calls: [],
    violations: [],
    warnings: [],
  };
}

let serial = 0;

/** A new id of Slack's form: a letter that tells the kind, then capitals and digits. */
export function newId(letter: string): string {
  serial += 1;
  return `${letter}0FAKE${serial.toString(36).toUpperCase().padStart(5, '0')}`;
}

/** A random hexadecimal string for secrets of the fake. */
export function newSecret(bytes = 16): string {
  return randomBytes(bytes).toString('hex');
}

/** The message with that ts in that channel; ephemeral ones only when asked for. */
export function findMessage(
  state: State,
  { channel, ts, ephemeral = false }: { channel: string; ts: string; ephemeral?: boolean },
): Message | undefined {
  return state.messages.find(
    (message) => message.ts === ts && message.channel === channel && (ephemeral || message.ephemeralTo === undefined),
  );
}

export function removeMessage(state: State, message: Message): void {
  const at = state.messages.indexOf(message);
  if (at >= 0) state.messages.splice(at, 1);
}

/** The im channel of a person with the app, made when there is none. */
export function directMessages(state: State, user: string): Channel {
  const known = [...state.channels.values()].find(({ kind, withUser }) => kind === 'im' && withUser === user);
  if (known !== undefined) return known;
  const person = state.people.get(user);
  const team = person?.team ?? '';
  const bot = state.workspaces.get(team)?.bot.userId ?? '';
  const id = newId('D');
  const channel: Channel = {
    id,
    name: 'directmessage',
    team,
    kind: 'im',
    members: new Set([user, bot]),
    withUser: user,
  };
  state.channels.set(id, channel);
  return channel;
}

/** Blocks as Slack keeps them: with an id on every block and every element. */
export function withIds(blocks: readonly Json[]): Json[] {
  return blocks.map((block) => {
    const filled: Json = { ...block, block_id: block['block_id'] ?? newId('b') };
    for (const key of ['elements', 'actions'] as const) {
      if (Array.isArray(block[key]) && block['type'] !== 'rich_text')
        filled[key] = (block[key] as Json[]).map(withActionId);
    }
    for (const key of ['element', 'accessory'] as const) {
      if (block[key] !== undefined) filled[key] = withActionId(block[key] as Json);
    }
    if (Array.isArray(block['child_blocks'])) filled['child_blocks'] = withIds(block['child_blocks'] as Json[]);
    return filled;
  });
}

const WITHOUT_ACTION: ReadonlySet<unknown> = new Set(['mrkdwn', 'plain_text', 'image', 'card']);

function withActionId(element: Json): Json {
  if (WITHOUT_ACTION.has(element['type'])) return element;
  return { ...element, action_id: element['action_id'] ?? newId('a') };
}
