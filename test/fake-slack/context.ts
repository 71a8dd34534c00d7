/** What every part of FakeSlack shares: state, clock, knobs, and the count of what is under way. */
import { EventEmitter } from 'node:events';
import type { FaultRules } from './faults.ts';
import type { RateLimits } from './rate-limits.ts';
import { type State, createState } from './state.ts';

export interface Knobs {
  /** How long the app has to acknowledge, in ms. Slack: 3000. */
  ackLimitMs: number;
  /** How long a trigger_id lives, in ms. Slack: 3000. */
  triggerTtlMs: number;
  /** How long a response_url lives, in ms. Slack: 30 minutes. */
  responseUrlTtlMs: number;
  /** Slack: 5. */
  responseUrlUses: number;
  /** Waits before the three repeats of an event, in ms, before `timeScale`. Slack: 0, 1 minute, 5 minutes. */
  retryDelaysMs: readonly number[];
  /** Waits are multiplied by this, so that tests do not take minutes. */
  timeScale: number;
  /** Deliver what Slack also delivers: the app's own messages in ims, edits and deletions. */
  noise: boolean;
  /** What response_url answers to bad blocks; not known for sure of Slack, so an app has to bear both. */
  badBlocksStatus: 400 | 200;
}

export interface Context {
  state: State;
  /** Milliseconds; also the source of message timestamps. */
  now: () => number;
  knobs: Knobs;
  faults: FaultRules;
  limits: RateLimits;
  activity: Activity;
  app: AppSettings;
  /** The address FakeSlack listens on, without a slash at the end. */
  url: () => string;
  /** A one-use address for a Socket Mode connection. */
  newSocketUrl: () => string;
  /** Sends an event to the app; set by fake-slack.ts, since methods cause events. */
  emit: (team: string, event: Record<string, unknown>) => void;
}

export interface AppSettings {
  appId: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  verificationToken: string;
  /** Scopes the app asks for when it does not say. */
  scopes: readonly string[];
  /** Bot events the app has subscribed to: "app_mention", "message.im", … */
  events: readonly string[];
  /** Redirect URLs registered for the app; empty: any. */
  redirectUrls: readonly string[];
  /** Seconds a token lives when rotation is on. */
  rotationSeconds?: number;
}

/** Counts deliveries and calls under way and tells when something changed, so that tests need not sleep. */
class Activity extends EventEmitter {
  readonly #underWay = new Map<number, string>();
  #next = 0;
  #lastChange = 0;

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  /** Starts something; the result ends it. */
  begin(what: string): () => void {
    const id = this.#next++;
    this.#underWay.set(id, what);
    this.changed();
    return () => {
      this.#underWay.delete(id);
      this.changed();
    };
  }

  changed(): void {
    this.#lastChange = performance.now();
    this.emit('change');
  }

  underWay(): string[] {
    return [...this.#underWay.values()];
  }

  quietFor(): number {
    return this.#underWay.size > 0 ? 0 : performance.now() - this.#lastChange;
  }
}

const DEFAULT_KNOBS: Knobs = {
  ackLimitMs: 3000,
  triggerTtlMs: 3000,
  responseUrlTtlMs: 30 * 60_000,
  responseUrlUses: 5,
  retryDelaysMs: [0, 60_000, 300_000],
  timeScale: 0.0005,
  noise: true,
  badBlocksStatus: 400,
};

export function createContext(
  parts: Pick<Context, 'now' | 'faults' | 'limits' | 'app'>,
  knobs: Partial<Knobs>,
): Context {
  return {
    ...parts,
    state: createState(),
    knobs: { ...DEFAULT_KNOBS, ...knobs },
    activity: new Activity(),
    url: () => '',
    newSocketUrl: () => '',
    emit: () => {},
  };
}

/** A message timestamp, "seconds.micros", never given twice. */
export function newTs({ state, now }: Context): string {
  state.lastMicros = Math.max(state.lastMicros + 1, Math.floor(now() * 1000));
  return `${Math.floor(state.lastMicros / 1e6)}.${String(state.lastMicros % 1e6).padStart(6, '0')}`;
}
