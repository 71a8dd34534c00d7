/** Reading a channel or a thread again: only what its scopes and membership allow. */
import { asText, type Json, truthy } from '../json.ts';
import { type Call, type MethodTable, Refusal, home, need } from '../method.ts';
import type { Channel, Message } from '../state.ts';
import { wireMessage } from '../wire.ts';

const SCOPES = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const;
/** Of an app that knows which method it calls for which channel. */
const ANY = ['channels:history', 'groups:history', 'im:history'] as const;

export const historyMethods = {
  'conversations.history': {
    anyScope: ANY,
    run: (call) => {
      const channel = readable(call);
      const top = messagesOf(call, channel).filter(
        ({ thread_ts: thread, ts }) => thread === undefined || thread === ts,
      );
      return page(call, top.toReversed());
    },
  },
  'conversations.replies': {
    anyScope: ANY,
    run: (call) => {
      const channel = readable(call);
      const ts = need(call.args, 'ts');
      const all = call.context.state.messages.filter((each) => each.channel === channel.id);
      if (!all.some((each) => each.ts === ts)) throw new Refusal('thread_not_found');
      return page(
        call,
        messagesOf(call, channel).filter((each) => each.ts === ts || each.thread_ts === ts),
      );
    },
  },
} as const satisfies MethodTable;

function readable(call: Call): Channel {
  const channel = call.context.state.channels.get(need(call.args, 'channel'));
  const { id, bot } = home(call);
  if (channel?.team !== id) throw new Refusal('channel_not_found');
  const needed = SCOPES[channel.kind];
  if (call.token?.scopes.has(needed) !== true) throw new Refusal('missing_scope', { needed });
  if (channel.kind === 'im' || channel.members.has(bot.userId)) return channel;
  throw new Refusal(channel.kind === 'private' ? 'channel_not_found' : 'not_in_channel');
}

function messagesOf({ args, context }: Call, channel: Channel): Message[] {
  const oldest = Number(asText(args['oldest']) || 0);
  return context.state.messages.filter(
    ({ channel: where, ephemeralTo, ts }) => where === channel.id && ephemeralTo === undefined && Number(ts) >= oldest,
  );
}

function page({ args, context }: Call, messages: readonly Message[]): Json {
  const limit = Number(args['limit'] ?? 100);
  const from = Number(asText(args['cursor']) || 0);
  const withMetadata = truthy(args['include_all_metadata']);
  const shown = messages.slice(from, from + limit).map((message) => {
    const wire = wireMessage(context, message);
    if (!withMetadata) delete wire['metadata'];
    return wire;
  });
  const more = from + limit < messages.length;
  return {
    messages: shown,
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}
