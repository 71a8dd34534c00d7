/** What every chat platform's adapter works with. */
import type { Answerer } from '../answer.ts';
import type { Assistant } from '../assistant.ts';
import type { SqlRunner } from '../store/db.ts';
import type { AnswerContexts } from './answer-context.ts';
import type { ChatLog } from './log.ts';

export interface ChatParts {
  assistant: Assistant;
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  store: SqlRunner;
  contexts: AnswerContexts;
  log: ChatLog;
  /** Milliseconds since 1970. */
  now: () => number;
}
