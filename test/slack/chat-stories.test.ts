import { tellChatStories } from '../contracts/chat-stories.ts';
import { openSlackChat } from './chat-world.ts';

tellChatStories('slack', openSlackChat);
