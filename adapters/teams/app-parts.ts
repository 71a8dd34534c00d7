/** What the Teams app is made of; `start.ts` brings the real parts. */
import type { ChatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { ChatParts } from '../../src/chat/chat-parts.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import type { PersonLang } from '../../src/chat/person-lang.ts';
import type { SeenEvents } from '../../src/chat/seen-events.ts';
import type { TeamsConfig } from '../../src/config-teams.ts';
import type { Lang } from '../../src/lang.ts';
import type { Db } from '../../src/store/db.ts';
import type { SecretBox } from '../../src/store/secret-box.ts';
import type { Outbound } from './outbound.ts';
import type { TeamsPort } from './port.ts';
import type { References } from './references.ts';
import type { Who } from './who.ts';

export interface TeamsAppSettings extends Pick<TeamsConfig, 'escalation' | 'channelLanguages'> {
  /** Where people reach the web page; cards link to it. */
  publicUrl?: string | undefined;
  language: 'auto' | Lang;
}

export interface TeamsAppParts {
  port: Pick<TeamsPort, 'send' | 'update' | 'download'>;
  assistant: Assistant;
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  store: Db;
  /** Seals what people wrote; without one it is stored as it is. */
  box?: SecretBox | undefined;
  settings: TeamsAppSettings;
  /** Buttons of incidents, and their list. */
  alerts?: ChatAlerts | undefined;
  log: ChatLog;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** For the escalation webhook. */
  fetch?: typeof globalThis.fetch;
  /** 0 to 1. */
  random?: () => number;
}

/** What every turn gets. */
export interface Parts extends ChatParts {
  port: Pick<TeamsPort, 'download'>;
  store: Db;
  settings: TeamsAppSettings;
  alerts?: ChatAlerts | undefined;
  langs: PersonLang<Who>;
  outbound: Outbound;
  references: References;
  seen: SeenEvents;
  fetch: typeof globalThis.fetch;
}
