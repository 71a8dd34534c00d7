/** Our log as Bolt wants it. Bolt's debug lines hold whole payloads and tokens: they go nowhere. */
import { LogLevel, type Logger } from '@slack/bolt';
import type { ChatLog } from '../../src/chat/log.ts';

/** Slack's own words follow `slack:`; whatever is not a text or an error is left out, as it may be a payload. */
export function boltLogger(log: ChatLog): Logger {
  const say = (level: 'info' | 'warn' | 'error', parts: readonly unknown[]) => {
    const [first, ...rest] = parts.map(worded).filter((words) => words !== '');
    if (first !== undefined) log[level](`slack: ${[first, ...rest].join(' ')}`);
  };
  return {
    debug: () => undefined,
    // Its information is what we do ourselves, step by step.
    info: (...parts: unknown[]) => log.debug(`slack: ${parts.map(worded).join(' ')}`),
    warn: (...parts: unknown[]) => say('warn', parts),
    error: (...parts: unknown[]) => say('error', parts),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function worded(part: unknown): string {
  if (typeof part === 'string') return part;
  return part instanceof Error ? `${part.name}: ${part.message}` : '';
}

/** For clients whose failures we report ourselves, with what we do about them. */
export function quietBoltLogger(log: ChatLog): Logger {
  return boltLogger({ ...log, info: log.debug, warn: log.debug, error: log.debug });
}
