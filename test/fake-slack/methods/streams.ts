import { newTs } from '../context.ts';
import { type Json, isJson, text } from '../json.ts';
import { judgeBlocks } from '../judge.ts';
import { type Call, type MethodTable, Refusal, home, need } from '../method.ts';
import { post, record, refuseFaults, threadOf } from '../posting.ts';
import { type Message, findMessage, withIds } from '../state.ts';
import { wireMessage } from '../wire.ts';
import { writableChannel } from './chat.ts';

export const streamMethods = {
  'chat.startStream': {
    anyScope: ['chat:write'],
    run: (call) => {
      const { args, context } = call;
      const channel = writableChannel(call, need(args, 'channel'));
      const threadTs = threadOf(context, channel.id, need(args, 'thread_ts'));
      for (const name of ['recipient_team_id', 'recipient_user_id'] as const) {
        if (channel.kind !== 'im' && text(args[name]) === undefined) throw new Refusal(`missing_${name}`);
      }
      const content = { text: '', streaming: true, sent: args };
      const message = post(context, { channel, workspace: home(call), content, threadTs });
      append(call, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    anyScope: ['chat:write'],
    run: (call) => {
      const message = streaming(call);
      append(call, message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.stopStream': {
    anyScope: ['chat:write'],
    run: (call) => {
      const message = streaming(call);
      append(call, message);
      addBlocks(call, message, call.args['blocks'], '/blocks');
      message.streaming = false;
      const { channel, ts } = message;
      return { channel, ts, message: wireMessage(call.context, message), event_ts: newTs(call.context) };
    },
  },
} as const satisfies MethodTable;

function streaming({ args, context }: Call): Message {
  const message = findMessage(context.state, { channel: need(args, 'channel'), ts: need(args, 'ts') });
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.streaming !== true) throw new Refusal('message_not_in_streaming_state');
  return message;
}

/** Markdown is added to the text, blocks are added to the blocks; tasks and plans are not drawn. */
function append(call: Call, message: Message): void {
  const { args } = call;
  message.text += text(args['markdown_text']) ?? '';
  const chunks = Array.isArray(args['chunks']) ? (args['chunks'] as Json[]) : [];
  for (const [index, chunk] of chunks.filter(isJson).entries()) {
    if (chunk['type'] === 'markdown_text') message.text += text(chunk['text']) ?? '';
    if (chunk['type'] === 'blocks') addBlocks(call, message, chunk['blocks'], `/chunks/${index}/blocks`);
  }
}

function addBlocks({ context, name }: Call, message: Message, blocks: unknown, at: string): void {
  if (blocks === undefined) return;
  const faults = judgeBlocks(blocks, at, 'message');
  record(context, name, faults);
  refuseFaults(faults);
  message.blocks = [...(message.blocks ?? []), ...withIds(blocks as Json[])];
}
