/** Judging, keeping and changing messages, whichever way they come: chat methods, response_url, acknowledgements. */
import { type Context, newTs } from './context.ts';
import { type Json, asText } from './json.ts';
import { type Fault, adviseMessage, faultMessages, judgeMessage } from './judge.ts';
import { Refusal } from './method.ts';
import { type Channel, type Message, type Workspace, findMessage, removeMessage, withIds } from './state.ts';
import { wireMessage } from './wire.ts';

/** Judges and records; the faults that Slack would refuse are returned. */
export function judgeSent(context: Context, method: string, args: Json): Fault[] {
  const faults = judgeMessage(args);
  record(context, method, faults);
  for (const fault of adviseMessage(args)) context.state.warnings.push({ method, ...fault });
  return faults;
}

export function record({ state }: Context, method: string, faults: readonly Fault[]): void {
  for (const fault of faults) state.violations.push({ method, ...fault });
}

/** Throws invalid_blocks, with Slack's wording of the faults, when there are any. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const messages = faultMessages(faults);
  const tooLong = faults.every(({ pointer }) => pointer === '/text');
  if (tooLong) throw new Refusal('msg_too_long');
  throw new Refusal('invalid_blocks', {
    errors: messages.map((message) => message.slice('[ERROR] '.length)),
    response_metadata: { messages },
  });
}

/** What the app said, as a message; nothing to show is `no_text`. */
export function contentOf(args: Json): Pick<Message, 'text'> & Partial<Message> {
  const blocks = Array.isArray(args['blocks']) ? withIds(args['blocks'] as Json[]) : undefined;
  const attachments = Array.isArray(args['attachments'])
    ? (args['attachments'] as Json[]).map(withAttachmentIds)
    : undefined;
  const text = args['text'] ?? args['markdown_text'] ?? '';
  if (text === '' && !blocks?.length && !attachments?.length) throw new Refusal('no_text');
  return {
    text: asText(text),
    ...(blocks?.length ? { blocks } : {}),
    ...(attachments?.length ? { attachments } : {}),
    ...(args['metadata'] === undefined ? {} : { metadata: args['metadata'] }),
    sent: args,
  };
}

export interface Posted {
  channel: Channel;
  workspace: Workspace;
  content: Pick<Message, 'text'> & Partial<Message>;
  threadTs?: string | undefined;
  ephemeralTo?: string;
  broadcast?: boolean;
}

/** Puts a message of the app into a channel. */
export function post(
  context: Context,
  { channel, workspace, content, threadTs, ephemeralTo, broadcast }: Posted,
): Message {
  const message: Message = {
    ts: newTs(context),
    channel: channel.id,
    team: workspace.id,
    user: workspace.bot.userId,
    bot_id: workspace.bot.botId,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
    ...(broadcast === true ? { broadcast } : {}),
    ...content,
  };
  context.state.messages.push(message);
  clearStatus(context, channel.id, threadTs);
  announce(context, channel, message);
  return message;
}

/** Replaces the content of a message in place, so that whoever holds it sees the change. */
export function change(context: Context, message: Message, content: Partial<Message>): void {
  const before = wireMessage(context, message);
  Object.assign(message, content);
  for (const key of ['blocks', 'attachments'] as const) if (message[key]?.length === 0) delete message[key];
  const channel = context.state.channels.get(message.channel);
  if (channel === undefined || message.ephemeralTo !== undefined) return;
  announceAs(context, channel, 'message_changed', { message: wireMessage(context, message), previous_message: before });
}

export function remove(context: Context, message: Message): void {
  removeMessage(context.state, message);
  const channel = context.state.channels.get(message.channel);
  if (channel === undefined || message.ephemeralTo !== undefined) return;
  const previous = wireMessage(context, message);
  announceAs(context, channel, 'message_deleted', { deleted_ts: message.ts, previous_message: previous });
}

/** The thread a reply goes to. What Slack answers to a wrong thread_ts is not documented; an error is the stricter choice. */
export function threadOf({ state }: Context, channel: string, threadTs: unknown): string | undefined {
  if (threadTs === undefined || threadTs === '') return undefined;
  const ts = asText(threadTs);
  const parent = findMessage(state, { channel, ts, ephemeral: true });
  if (parent === undefined) throw new Refusal('thread_not_found');
  if (parent.ephemeralTo !== undefined) throw new Refusal('cannot_reply_to_message');
  return parent.thread_ts ?? parent.ts;
}

/** The app hears of its own messages in ims, as of everybody's. */
function announce(context: Context, channel: Channel, message: Message): void {
  if (!context.knobs.noise || channel.kind !== 'im' || message.ephemeralTo !== undefined) return;
  const event = { ...wireMessage(context, message), channel: channel.id, channel_type: 'im', event_ts: message.ts };
  context.emit(channel.team, event);
}

function announceAs(context: Context, channel: Channel, subtype: string, details: Json): void {
  if (!context.knobs.noise || channel.kind !== 'im') return;
  const ts = newTs(context);
  const event = { type: 'message', subtype, hidden: true, channel: channel.id, channel_type: 'im', ts, event_ts: ts };
  context.emit(channel.team, { ...event, ...details });
}

/** A status such as "is thinking…" goes when the app answers. */
function clearStatus({ state }: Context, channel: string, threadTs: string | undefined): void {
  const thread = state.assistantThreads.get(`${channel}:${threadTs ?? ''}`);
  if (thread !== undefined) delete thread.status;
}

function withAttachmentIds(attachment: Json, index: number): Json {
  const blocks = attachment['blocks'];
  return { id: index + 1, ...attachment, ...(Array.isArray(blocks) ? { blocks: withIds(blocks as Json[]) } : {}) };
}
