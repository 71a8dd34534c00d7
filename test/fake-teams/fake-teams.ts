/**
 * A Teams of our own on 127.0.0.1: it signs what it sends, keeps what the bot says, and fails when it is told to. The real
 * adapter talks to it over HTTP; nothing of the adapter is replaced.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { serveConnector } from './connector.ts';
import { createFaults, type Faults } from './faults.ts';
import { asJwk, ISSUER, makeToken, newKey, type SigningKey, type TokenParts } from './keys.ts';
import type { World } from './payloads.ts';
import { type Call, type Conversation, createState, type Json, type Message, type Person } from './state.ts';
import { createUser, type User } from './user.ts';

/** What the bot answered. Status 0: Teams had no reason to ask it. */
export interface Delivery {
  status: number;
  body: unknown;
}

export interface FakeTeamsOptions {
  /** Any free one by default. */
  port?: number;
  /** Asks the bot for no token, as a tool on a developer's machine. */
  open?: boolean;
  /** Answers what the connector does not: a page. */
  page?: (teams: FakeTeams) => (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface FakeTeams {
  url: string;
  appId: string;
  tenantId: string;
  /** With `/` at its end, as Teams writes it. */
  serviceUrl: string;
  openIdMetadataUrl: string;
  /** What the bot must show; empty: nothing is demanded. */
  outgoingToken: string;
  /** Where the bot is. */
  setBot: (url: string) => void;
  /** The person of that name, made when new. */
  user: (name: string, options?: { locale?: string; tenantId?: string }) => User;
  channel: (name: string) => Conversation;
  group: (name: string) => Conversation;
  conversations: () => Conversation[];
  people: () => User[];
  /** @returns what ends it */
  onChange: (listener: () => void) => () => void;
  /** All of a conversation, those for one person too. */
  messages: (where: Conversation) => Message[];
  /** What the bot said in a conversation. */
  said: (where: Conversation) => Message[];
  /** Calls of the bot. */
  calls: readonly Call[];
  faults: Faults;
  key: SigningKey;
  /** How often the bot asked for our keys. */
  keysAsked: () => number;
  /** Our signature and good claims, but for what is given. */
  token: (claims?: Json, parts?: Partial<Omit<TokenParts, 'claims'>>) => string;
  /** Posts an activity to the bot. Default: with a good token. */
  deliver: (activity: Json, authorization?: string) => Promise<Delivery>;
  /** A file behind a link of ours. */
  file: (name: string, content: Uint8Array | string, options?: { status?: number; location?: string }) => string;
  /** When it holds, or throws after some seconds. */
  until: (holds: () => boolean) => Promise<void>;
  close: () => Promise<void>;
}

const PATIENCE_MS = 5000;
const NONE = '00000000-0000-4000-8000-';

/** Making a key takes a tenth of a second: one a process is enough. */
let ourKey: SigningKey | undefined;

export async function createFakeTeams({ port = 0, open = false, page }: FakeTeamsOptions = {}): Promise<FakeTeams> {
  const state = createState();
  const faults = createFaults();
  const key = (ourKey ??= newKey('key-1'));
  const outgoingToken = open ? '' : `fake-${randomUUID()}`;
  const appId = `${NONE}00000000a001`;
  const tenantId = `${NONE}00000000b001`;
  let botUrl = '';
  let url = '';
  let servePage: ReturnType<NonNullable<FakeTeamsOptions['page']>> | undefined;
  let keysAsked = 0;
  const openId = (path: string): unknown => {
    if (path === '/openid') keysAsked += 1;
    if (path === '/openid') return { issuer: ISSUER, jwks_uri: `${url}/keys` };
    // The second is of another channel: its tokens are well made, but not for us.
    return path === '/keys'
      ? { keys: [asJwk(key, ['msteams']), { ...asJwk(key, ['directline']), kid: 'other-channel' }] }
      : undefined;
  };
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const done = await serveConnector({ state, faults, token: outgoingToken, openId }, incoming, outgoing);
    if (done) return;
    if (servePage === undefined) outgoing.writeHead(404).end();
    else await servePage(incoming, outgoing);
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${url}/teams/`;
  const world: World = { appId, serviceUrl, nextId: () => `f:${randomUUID()}` };
  const users = new Map<string, User>();

  const token: FakeTeams['token'] = (claims = {}, parts = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: ISSUER, aud: appId, nbf: now - 60, exp: now + 3600, serviceurl: serviceUrl };
    return makeToken({ key, ...parts, claims: { ...good, ...claims } });
  };
  const deliver: FakeTeams['deliver'] = async (activity, authorization = `Bearer ${token()}`) => {
    const response = await fetch(botUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...(authorization !== '' && { authorization }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    state.changed();
    return { status: response.status, body: text === '' ? undefined : parsed(text) };
  };
  const file: FakeTeams['file'] = (name, content, { status = 200, location } = {}) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    state.files.set(name, { bytes, status, ...(location !== undefined && { location }) });
    return `${url}/files/${encodeURIComponent(name)}`;
  };
  const place = (type: 'groupChat' | 'channel', name: string): Conversation => {
    const id = `19:${type === 'channel' ? 'c' : 'g'}${Buffer.from(name).toString('hex')}@thread.${type === 'channel' ? 'tacv2' : 'v2'}`;
    const known = state.conversations.get(id);
    if (known !== undefined) return known;
    const made: Conversation = { id, type, name, tenantId, hasBot: true };
    if (type === 'channel') made.teamId = '19:team@thread.tacv2';
    state.conversations.set(id, made);
    return made;
  };

  const teams: FakeTeams = {
    url,
    appId,
    tenantId,
    serviceUrl,
    openIdMetadataUrl: `${url}/openid`,
    outgoingToken,
    key,
    faults,
    token,
    deliver,
    file,
    calls: state.calls,
    setBot: (at) => {
      botUrl = at;
    },
    user: (name, options = {}) => {
      const known = users.get(name);
      if (known !== undefined) return known;
      const person = personOf(name, { tenantId, ...options });
      const chat: Conversation = {
        id: `a:${Buffer.from(name).toString('hex').padEnd(12, '0')}`,
        type: 'personal',
        name,
        tenantId: person.tenantId,
        hasBot: true,
      };
      state.people.set(person.id, person);
      state.conversations.set(chat.id, chat);
      const keepFile: Parameters<typeof createUser>[0]['keepFile'] = ({ name: fileName, bytes }) => ({
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: `${url}/sites/${encodeURIComponent(fileName)}`,
        name: fileName,
        content: { downloadUrl: file(fileName, bytes), uniqueId: randomUUID(), fileType: fileName.split('.').at(-1) },
      });
      const made = createUser({ state, world, deliver, keepFile }, person, chat);
      users.set(name, made);
      return made;
    },
    channel: (name) => place('channel', name),
    group: (name) => place('groupChat', name),
    conversations: () => [...state.conversations.values()],
    messages: (where) => state.messages.filter(({ conversation }) => conversation.id === where.id),
    said: (where) => state.messages.filter(({ conversation, from }) => conversation.id === where.id && from === 'bot'),
    until: (holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          reject(new Error('it did not come to pass in time'));
        }, PATIENCE_MS);
        const look = () => {
          if (!holds()) return;
          clearTimeout(timer);
          stop();
          resolve();
        };
        const stop = state.onChange(look);
        look();
      }),
    keysAsked: () => keysAsked,
    people: () => [...users.values()],
    onChange: state.onChange,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  servePage = page?.(teams);
  return teams;
}

function personOf(name: string, { tenantId, locale = 'en-US' }: { tenantId: string; locale?: string }): Person {
  const aadId = `${NONE}${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`;
  return { id: `29:${Buffer.from(name).toString('hex')}`, aadId, name, tenantId, locale };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
