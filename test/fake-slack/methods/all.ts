import type { MethodTable } from '../method.ts';
import { assistantMethods } from './assistant.ts';
import { authMethods } from './auth.ts';
import { blockMethods } from './blocks.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { historyMethods } from './history.ts';
import { oauthMethods } from './oauth.ts';
import { peopleMethods } from './people.ts';
import { streamMethods } from './streams.ts';
import { viewMethods } from './views.ts';

/** Every method FakeSlack knows; any other is answered unknown_method. */
export const METHODS: MethodTable = {
  ...assistantMethods,
  ...authMethods,
  ...blockMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...oauthMethods,
  ...peopleMethods,
  ...streamMethods,
  ...viewMethods,
};
