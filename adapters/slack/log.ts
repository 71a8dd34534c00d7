/** Our log as Bolt wants it. Bolt's debug lines hold whole payloads and tokens: they go nowhere. */
import { LogLevel, type Logger } from '@slack/bolt';

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** What this adapter needs of the server's log: a fixed message, and short fields without any text of users. */
export interface SlackLog {
  debug: (message: string, fields?: Fields) => void;
  info: (message: string, fields?: Fields) => void;
  warn: (message: string, fields?: Fields) => void;
  error: (message: string, fields?: Fields) => void;
}

/** Slack's own words follow `slack:`; whatever is not a text or an error is left out, as it may be a payload. */
export function boltLogger(log: SlackLog): Logger {
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
export function quietBoltLogger(log: SlackLog): Logger {
  return boltLogger({ ...log, info: log.debug, warn: log.debug, error: log.debug });
}

/** What went wrong, for a log line: never the request, never a token. `cause` is the network's word, such as ENOTFOUND. */
export function failureFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: 'unknown' };
  return { error: error.name, code: codeOf(error), reason: error.message, cause: networkCode(error) };
}

/** Of the error at the bottom: Slack's client wraps that of fetch, which wraps that of the socket. */
export function networkCode(error: Error): string | undefined {
  const original = 'original' in error ? error.original : error;
  const cause = original instanceof Error ? (original.cause ?? original) : undefined;
  return cause instanceof Error && cause !== error ? codeOf(cause) : undefined;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
