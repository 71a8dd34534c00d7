/** The side of Teams that bots call: `/v3/conversations/…`, the keys of its tokens, and files. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import { asJson, type Conversation, type Json, type Message, newMessageId, type State } from './state.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ConnectorParts {
  state: State;
  faults: Faults;
  /** What the bot must show us. */
  token: string;
  /** What is at `/c` and `/keys`. */
  openId: (path: string) => unknown;
}

export async function serveConnector(
  parts: ConnectorParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<boolean> {
  const url = new URL(incoming.url ?? '/', 'http://teams');
  const keys = incoming.method === 'GET' ? parts.openId(url.pathname) : undefined;
  if (keys !== undefined) {
    write(outgoing, { status: 200, body: keys });
    return true;
  }
  if (url.pathname.startsWith('/files/')) {
    writeFile(parts.state, url.pathname.slice('/files/'.length), outgoing);
    return true;
  }
  if (!url.pathname.startsWith('/teams/v3/conversations/')) return false;
  const body: unknown = JSON.parse((await readAll(incoming)) || 'null');
  const fault = parts.faults.take();
  const answer =
    fault === undefined || fault.accepted === true
      ? answerTo(parts, { method: incoming.method ?? '', url, headers: incoming.headers, body })
      : undefined;
  const status = fault !== undefined && 'status' in fault ? fault.status : (answer?.status ?? 0);
  const { state } = parts;
  state.calls.push({
    method: incoming.method ?? '',
    path: url.pathname + url.search,
    authorization: incoming.headers.authorization,
    body,
    status,
  });
  if (fault !== undefined && 'hangUp' in fault) outgoing.destroy();
  else if (fault !== undefined) {
    const { retryAfter, code = 'Failed' } = fault;
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    write(outgoing, { status: fault.status, body: { error: { code, message: 'As told.' } }, headers });
  } else if (answer !== undefined) write(outgoing, answer);
  state.changed();
  return true;
}

interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: unknown;
}

function answerTo({ state, token }: ConnectorParts, { method, url, headers, body }: Asked): Answer {
  if (token !== '' && headers.authorization !== `Bearer ${token}`) return refusal(401, 'Unauthorized');
  const [conversationId = '', what, activityId] = url.pathname
    .slice('/teams/v3/conversations/'.length)
    .split('/')
    .map(decodeURIComponent);
  const [id = '', thread] = conversationId.split(';messageid=');
  const conversation = state.conversations.get(id);
  if (conversation === undefined || what !== 'activities') return refusal(404, 'ConversationNotFound');
  if (!conversation.hasBot) return refusal(403, 'BotNotInConversationRoster');
  if (JSON.stringify(body).length * 2 > 100 * 1024) return refusal(413, 'MessageSizeTooBig');
  const targeted = url.searchParams.get('isTargetedActivity') === 'true';
  if (method === 'POST')
    return post(state, { conversation, thread, body: asJson(body), targeted, replyTo: activityId });
  const message = state.messages.find((each) => each.id === activityId && each.conversation === conversation);
  if (message === undefined || message.from !== 'bot') return refusal(404, 'ActivityNotFoundInConversation');
  if (method === 'PUT') {
    Object.assign(message, contentOf(asJson(body)), { isEdited: true });
    message.cardFor.clear();
    return { status: 200, body: { id: message.id } };
  }
  if (method !== 'DELETE') return refusal(405, 'MethodNotAllowed');
  state.messages.splice(state.messages.indexOf(message), 1);
  return { status: 200 };
}

interface Posted {
  conversation: Conversation;
  thread: string | undefined;
  body: Json;
  targeted: boolean;
  replyTo: string | undefined;
}

function post(state: State, { conversation, thread, body, targeted, replyTo }: Posted): Answer {
  const recipient = asJson(body['recipient']);
  // The address and the body must agree, or everybody would see it.
  if (targeted !== (recipient['isTargeted'] === true)) return refusal(400, 'BadSyntax');
  if (targeted && conversation.type === 'personal') return refusal(400, 'BadSyntax');
  const content = contentOf(body);
  if (content.text === '' && content.card === undefined) return refusal(400, 'BadSyntax');
  const replyToId = replyTo ?? (typeof body['replyToId'] === 'string' ? body['replyToId'] : undefined);
  const message: Message = {
    id: newMessageId(state),
    conversation,
    from: 'bot',
    ...content,
    cardFor: new Map(),
    isEdited: false,
    ...(thread !== undefined && { thread }),
    ...(replyToId !== undefined && { replyToId }),
    ...(targeted && { targetedTo: String(recipient['id']) }),
  };
  state.messages.push(message);
  return { status: 201, body: { id: message.id } };
}

function contentOf(body: Json): Pick<Message, 'text' | 'card' | 'summary'> {
  const attachments = Array.isArray(body['attachments']) ? body['attachments'].map(asJson) : [];
  const card = attachments.find(({ contentType }) => contentType === ADAPTIVE)?.['content'];
  return {
    text: typeof body['text'] === 'string' ? body['text'] : '',
    ...(card !== undefined && { card: asJson(card) }),
    ...(typeof body['summary'] === 'string' && { summary: body['summary'] }),
  };
}

function refusal(status: number, code: string): Answer {
  return { status, body: { error: { code, message: `${code}.` } } };
}

function write(outgoing: ServerResponse, { status, body, headers = {} }: Answer): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function writeFile(state: State, name: string, outgoing: ServerResponse): void {
  const file = state.files.get(decodeURIComponent(name));
  if (file === undefined) outgoing.writeHead(404).end();
  else if (file.location === undefined) outgoing.writeHead(file.status).end(file.bytes);
  else outgoing.writeHead(302, { location: file.location }).end();
}

export async function readAll(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
