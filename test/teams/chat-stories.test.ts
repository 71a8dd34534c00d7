import { tellChatStories } from '../contracts/chat-stories.ts';
import { openTeamsChat } from './chat-world.ts';

tellChatStories('teams', openTeamsChat);
