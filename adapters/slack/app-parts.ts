/** What the Slack app is made of; `start.ts` brings the real parts. */
import type { AppOptions } from '@slack/bolt';
import type { ChatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { Lang } from '../../src/lang.ts';
import type { SqlRunner } from '../../src/store/db.ts';
import type { AnswerContexts } from '../../src/chat/answer-context.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import type { Outbound } from './outbound.ts';
import type { SlackLang } from './person-lang.ts';

export interface SlackSettings {
  /** Where people reach the web page; cards link to it. */
  publicUrl?: string | undefined;
  language: 'auto' | Lang;
  /** Where "I need a human" goes. */
  escalation: { channel?: string | undefined; webhook?: string | undefined };
  /** Language of cards that a whole channel sees. */
  channelLanguages: Readonly<Record<string, Lang>>;
  /** Everybody who can reach the app belongs to one workspace. */
  isOneWorkspace: boolean;
  /** Only of tests: `http://127.0.0.1:1234`, trusted with tokens like Slack's own hosts. */
  fakeSlack?: string | undefined;
}

export interface SlackAppParts {
  /** Receiver, tokens and how to reach Slack: of `createReceiver`. */
  bolt: Pick<AppOptions, 'receiver' | 'authorize' | 'clientOptions' | 'logger'>;
  assistant: Assistant;
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  store: SqlRunner;
  contexts: AnswerContexts;
  outbound: Outbound;
  settings: SlackSettings;
  /** Buttons of incidents, and their list. */
  alerts?: ChatAlerts | undefined;
  log: ChatLog;
  /** Milliseconds since 1970. */
  now: () => number;
  fetch?: typeof fetch;
}

/** What every listener gets. */
export interface Parts extends Omit<SlackAppParts, 'bolt' | 'fetch'> {
  langs: SlackLang;
  fetch: typeof fetch;
}
