/** One queue per conversation: in order, one message under way, and when the platform says "wait", the whole conversation waits. */
import type { ChatLog } from './log.ts';

/** Waiting per conversation and in all; more is refused. */
const MOST_IN_LANE = 200;
const MOST_WAITING = 5000;
const MOST_LANES = 1000;

/** What a message sees of its conversation while it is delivered. */
export interface Lane {
  /** Nothing goes out before so many milliseconds have passed. */
  holdFor: (milliseconds: number) => void;
  /** Waits as long as the conversation has to. @returns false: we are stopping, and what waits is dropped */
  ready: () => Promise<boolean>;
}

export interface Lanes<Message, Outcome> {
  /** In order with all else under this key. */
  post: (key: string, message: Message) => Promise<Outcome>;
  /** When nothing waits and nothing is under way. */
  idle: () => Promise<void>;
  /** Nothing new is taken, and what waits longer than now is dropped. */
  stop: () => void;
}

export interface LaneParts<Message, Outcome> {
  /** One message until its fate is known. Must not reject. */
  deliver: (message: Message, lane: Lane) => Promise<Outcome>;
  /** Of a message that was not tried. */
  dropped: Outcome;
  log: ChatLog;
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}

interface LaneState<Message, Outcome> {
  jobs: { message: Message; done: (outcome: Outcome) => void }[];
  running: boolean;
  /** The platform wants nothing before this time. */
  notBefore: number;
}

export function createLanes<Message, Outcome>(parts: LaneParts<Message, Outcome>): Lanes<Message, Outcome> {
  const { deliver, dropped, log, now, pause } = parts;
  const lanes = new Map<string, LaneState<Message, Outcome>>();
  const idle = new Set<() => void>();
  let waiting = 0;
  let stopped = false;

  const laneOf = (state: LaneState<Message, Outcome>): Lane => ({
    holdFor: (milliseconds) => {
      state.notBefore = Math.max(state.notBefore, now() + milliseconds);
    },
    ready: async () => {
      const wait = state.notBefore - now();
      if (wait <= 0) return true;
      if (!stopped) await pause(wait);
      return !stopped;
    },
  });

  const run = async (key: string, state: LaneState<Message, Outcome>): Promise<void> => {
    state.running = true;
    for (let job = state.jobs.shift(); job !== undefined; job = state.jobs.shift()) {
      const outcome = await deliver(job.message, laneOf(state));
      waiting -= 1;
      job.done(outcome);
    }
    state.running = false;
    if (state.notBefore <= now()) lanes.delete(key);
    if (waiting > 0) return;
    for (const wake of idle) wake();
    idle.clear();
  };

  return {
    post: (key, message) => {
      const state = lanes.get(key) ?? { jobs: [], running: false, notBefore: 0 };
      if (stopped || waiting >= MOST_WAITING || state.jobs.length >= MOST_IN_LANE) {
        log.warn('chat: a message was dropped', { waiting, stopped });
        return Promise.resolve(dropped);
      }
      if (lanes.size > MOST_LANES) forgetQuiet(lanes, now());
      lanes.set(key, state);
      waiting += 1;
      return new Promise((done) => {
        state.jobs.push({ message, done });
        if (!state.running) void run(key, state);
      });
    },
    idle: () => (waiting === 0 ? Promise.resolve() : new Promise((resolve) => idle.add(resolve))),
    stop: () => {
      stopped = true;
    },
  };
}

/** Lanes that remember a wait which is over. */
function forgetQuiet(lanes: Map<string, { running: boolean; notBefore: number }>, now: number): void {
  for (const [key, { running, notBefore }] of lanes) if (!running && notBefore <= now) lanes.delete(key);
}
