import { truthy } from '../json.ts';
import { type MethodTable, Refusal, home, need } from '../method.ts';
import { findMessage } from '../state.ts';
import { wirePerson, wireWholeFile } from '../wire.ts';

export const peopleMethods = {
  'users.info': {
    anyScope: ['users:read'],
    run: (call) => {
      const person = call.context.state.people.get(need(call.args, 'user'));
      if (person === undefined || person.team !== home(call).id) throw new Refusal('user_not_found');
      return { user: wirePerson(person, { locale: truthy(call.args['include_locale']) }) };
    },
  },
  'files.info': {
    anyScope: ['files:read'],
    run: ({ args, context }) => {
      const file = context.state.files.get(need(args, 'file'));
      if (file === undefined) throw new Refusal('file_not_found');
      return { file: wireWholeFile(context.url(), file), comments: [], response_metadata: { next_cursor: '' } };
    },
  },
  'reactions.add': {
    anyScope: ['reactions:write'],
    run: (call) => {
      const { args, context } = call;
      const name = need(args, 'name');
      const message = findMessage(context.state, { channel: need(args, 'channel'), ts: need(args, 'timestamp') });
      if (message === undefined) throw new Refusal('message_not_found');
      const user = home(call).bot.userId;
      message.reactions ??= [];
      if (message.reactions.some((each) => each.name === name && each.user === user))
        throw new Refusal('already_reacted');
      message.reactions.push({ name, user });
      return {};
    },
  },
} as const satisfies MethodTable;
