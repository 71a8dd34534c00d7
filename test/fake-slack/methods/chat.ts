import { type Json, text, truthy } from '../json.ts';
import { type Call, type MethodTable, Refusal, home, need } from '../method.ts';
import { change, contentOf, judgeSent, post, refuseFaults, remove, threadOf } from '../posting.ts';
import { type Channel, type Message, directMessages, findMessage } from '../state.ts';
import { wireMessage } from '../wire.ts';

export const chatMethods = {
  'chat.postMessage': {
    anyScope: ['chat:write'],
    run: (call) => {
      const { args, context } = call;
      const channel = writableChannel(call, need(args, 'channel'));
      const content = judgedContent(call);
      const threadTs = threadOf(context, channel.id, args['thread_ts']);
      const broadcast = truthy(args['reply_broadcast']);
      const message = post(context, { channel, workspace: home(call), content, threadTs, broadcast });
      return { channel: channel.id, ts: message.ts, message: wireMessage(context, message) };
    },
  },
  'chat.postEphemeral': {
    anyScope: ['chat:write'],
    run: (call) => {
      const { args, context } = call;
      const channel = writableChannel(call, need(args, 'channel'));
      const user = need(args, 'user');
      if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
      const content = judgedContent(call);
      const threadTs = threadOf(context, channel.id, args['thread_ts']);
      const message = post(context, { channel, workspace: home(call), content, threadTs, ephemeralTo: user });
      return { message_ts: message.ts };
    },
  },
  'chat.update': {
    anyScope: ['chat:write'],
    run: (call) => {
      const { args, context } = call;
      const message = ownMessage(call, 'cant_update_message');
      refuseFaults(judgeSent(context, call.name, args));
      change(context, message, updated(args, message));
      return { channel: message.channel, ts: message.ts, text: message.text, message: wireMessage(context, message) };
    },
  },
  'chat.delete': {
    anyScope: ['chat:write'],
    run: (call) => {
      const message = ownMessage(call, 'cant_delete_message');
      remove(call.context, message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    run: (call) => {
      const ts = need(call.args, 'message_ts');
      const channel = knownChannel(call, need(call.args, 'channel'));
      const message = findMessage(call.context.state, { channel: channel.id, ts });
      if (message === undefined) throw new Refusal('message_not_found');
      const place = `archives/${channel.id}/p${ts.replace('.', '')}`;
      const thread = message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
      return { channel: channel.id, permalink: `https://${home(call).domain}.slack.com/${place}${thread}` };
    },
  },
} as const satisfies MethodTable;

/** The channel to write to, by id, #name or user id (which means the im). */
export function writableChannel(call: Call, wanted: string): Channel {
  const { state } = call.context;
  if (state.people.get(wanted)?.team === home(call).id) return directMessages(state, wanted);
  const channel = knownChannel(call, wanted);
  const isMember = channel.members.has(home(call).bot.userId);
  const mayAnywhere = channel.kind === 'public' && call.token?.scopes.has('chat:write.public') === true;
  if (!isMember && !mayAnywhere) throw new Refusal('not_in_channel');
  return channel;
}

function knownChannel(call: Call, wanted: string): Channel {
  const { id, bot } = home(call);
  const name = wanted.replace(/^#/, '');
  const mine = [...call.context.state.channels.values()].filter(({ team }) => team === id);
  const channel = mine.find((each) => each.id === wanted || (each.kind === 'public' && each.name === name));
  const isHidden = channel?.kind === 'private' && !channel.members.has(bot.userId);
  if (channel === undefined || isHidden) throw new Refusal('channel_not_found');
  return channel;
}

function judgedContent({ context, name, args }: Call): ReturnType<typeof contentOf> {
  if (typeof args['blocks'] === 'string') throw new Refusal('invalid_blocks_format');
  refuseFaults(judgeSent(context, name, args));
  return contentOf(args);
}

function ownMessage(call: Call, notMine: string): Message {
  const channel = knownChannel(call, need(call.args, 'channel'));
  const message = findMessage(call.context.state, { channel: channel.id, ts: need(call.args, 'ts') });
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.bot_id !== home(call).bot.botId) throw new Refusal(notMine);
  return message;
}

/** Text without blocks takes the blocks away; attachments stay until they are replaced. */
function updated(args: Json, message: Message): Partial<Message> {
  const given = text(args['text']) ?? text(args['markdown_text']);
  const blocks = args['blocks'] ?? (given === undefined ? message.blocks : []);
  const attachments = args['attachments'] ?? message.attachments ?? [];
  const content = contentOf({ ...args, text: given ?? message.text, blocks, attachments });
  return { blocks: [], attachments: [], ...content, edited: (blocks as Json[]).length === 0 };
}
