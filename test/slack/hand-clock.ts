/** A clock moved by hand and waits that end when it says so; a log that is kept. */
import type { ChatLog } from '../../src/chat/log.ts';

export interface HandClock {
  now: () => number;
  /** As `pause` of the adapter: ends when the clock has come that far. */
  pause: (milliseconds: number) => Promise<void>;
  /** How long every wait was to be, in the order they began. */
  waits: number[];
  /** Moves on and ends the waits that are over. */
  forward: (milliseconds: number) => void;
  /** From now on every wait moves the clock by itself. */
  runFree: () => void;
}

export function createHandClock(start = 1_800_000_000_000): HandClock {
  let time = start;
  let free = false;
  let sleepers: { until: number; wake: () => void }[] = [];
  const waits: number[] = [];
  const forward = (milliseconds: number): void => {
    time += milliseconds;
    const over = sleepers.filter(({ until }) => until <= time);
    sleepers = sleepers.filter(({ until }) => until > time);
    for (const { wake } of over) wake();
  };
  return {
    now: () => time,
    waits,
    forward,
    pause: (milliseconds) => {
      waits.push(milliseconds);
      if (free) {
        forward(milliseconds);
        return Promise.resolve();
      }
      return new Promise((wake) => sleepers.push({ until: time + milliseconds, wake }));
    },
    runFree: () => {
      free = true;
    },
  };
}

export interface KeptLog extends ChatLog {
  lines: { level: string; message: string; fields?: unknown }[];
  /** All of it, as one text. */
  text: () => string;
}

export function createKeptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const at =
    (level: string) =>
    (message: string, fields?: unknown): void => {
      lines.push({ level, message, fields });
    };
  return {
    lines,
    text: () => JSON.stringify(lines),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
