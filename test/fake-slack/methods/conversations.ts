import { asText } from '../json.ts';
import { type Call, type MethodTable, Refusal, home, need } from '../method.ts';
import { type Channel, directMessages } from '../state.ts';
import { wireChannel } from '../wire.ts';

const READ_SCOPES = ['channels:read', 'groups:read', 'im:read', 'mpim:read'] as const;

export const conversationMethods = {
  'conversations.open': {
    anyScope: ['im:write', 'mpim:write'],
    run: (call) => {
      const { state } = call.context;
      const user = asText(call.args['users']).split(',').find(Boolean);
      if (user === undefined) throw new Refusal('users_list_not_supplied');
      if (state.people.get(user)?.team !== home(call).id) throw new Refusal('user_not_found');
      return { channel: { id: directMessages(state, user).id } };
    },
  },
  'conversations.info': {
    anyScope: READ_SCOPES,
    run: (call) => ({ channel: wireChannel(visibleChannel(call), home(call)) }),
  },
  'conversations.members': {
    anyScope: READ_SCOPES,
    run: (call) => ({ members: [...visibleChannel(call).members], response_metadata: { next_cursor: '' } }),
  },
} as const satisfies MethodTable;

/** The channel an app may know of: public ones of its workspace, and others it is a member of. */
function visibleChannel(call: Call): Channel {
  const channel = call.context.state.channels.get(need(call.args, 'channel'));
  const { id, bot } = home(call);
  const isVisible = channel?.team === id && (channel.kind === 'public' || channel.members.has(bot.userId));
  if (channel === undefined || !isVisible) throw new Refusal('channel_not_found');
  return channel;
}
