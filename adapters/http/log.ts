/** Structured logs: one JSON object a line on standard error. Never user text, query strings or bodies. */
import { destination, pino, type DestinationStream } from 'pino';
import { cutTo, visible } from '../../src/card/plain-text.ts';

const LONGEST = 500;
const STANDARD_ERROR = 2;
/** Beyond this nobody reads, and lines are dropped rather than kept in memory. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  debug: (message: string, fields?: LogFields) => void;
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
}

export interface LogOptions {
  level: LogLevel;
  /** Takes whole lines. */
  to: DestinationStream;
}

export interface LogDestination extends DestinationStream {
  /** Writes out what waits; before the process ends. */
  flushSync(): void;
}

/** Standard error, without making anybody wait for it. */
export function standardError(): LogDestination {
  const stream = destination({ dest: STANDARD_ERROR, sync: false, maxLength: MOST_WAITING_BYTES });
  // A reader that went away is no reason to end the server.
  stream.on('error', () => undefined);
  return stream;
}

/** Values are made visible and cut to 500 characters, so that no control character and no flood reaches a line. */
export function createLog({ level, to }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
  const at =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}) =>
      logger[name](harmlessFields(fields), harmless(message));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function harmlessFields(fields: LogFields): Record<string, string | number | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? harmless(value) : value]),
  );
}

function harmless(text: string): string {
  const start = cutTo(text, LONGEST);
  return visible(start === undefined ? text : `${start}...`);
}

/** What went wrong, without the stack and without the text that caused it. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: 'unknown', reason: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { error: error.name, code, reason: error.message };
}
