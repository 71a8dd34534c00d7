/** News of incidents for those who look at the board: own changes at once, those of other replicas by asking the store. */
import type { Alerts, IncidentView } from '../../../src/alerts/alerts.ts';

/** Incidents that changed; `all` when they were too many to name. */
export type News = { ids: readonly string[] } | 'all';

export interface LiveFeedParts {
  alerts: Pick<Alerts, 'changed' | 'incidents'>;
  now: () => number;
  /** Told of what the store throws. */
  onError: (error: unknown) => void;
  limits?: Partial<typeof LIMITS>;
}

export interface Listening {
  /** What changed since the last call, at once or as soon as there is something; undefined after `mostMs` without any, and at the end. */
  next(mostMs: number): Promise<News | undefined>;
  /** Nothing comes any more. */
  readonly ended: boolean;
  end(): void;
}

export interface LiveFeed {
  /** Undefined when too many are listening. */
  listen(): Listening | undefined;
  /** Ends all. */
  close(): void;
}

const LIMITS = {
  listeners: 200,
  /** Named in one piece of news. */
  ids: 100,
  /** How often the store is asked while someone listens. Milliseconds. */
  pollMs: 3000,
  /** Changes may be committed a little later than they are dated. Milliseconds. */
  overlapMs: 15_000,
  /** Read at once. */
  most: 200,
};

export function createLiveFeed({ alerts, now, onError, limits = {} }: LiveFeedParts): LiveFeed {
  const { listeners: mostListeners, ids: mostIds, pollMs, overlapMs, most } = { ...LIMITS, ...limits };
  const listening = new Set<OneListening>();
  const lastSeen = new Map<string, IncidentView['revision']>();
  let poll: NodeJS.Timeout | undefined;
  let askedAt = 0;
  let closed = false;

  const tell = (news: News): void => {
    for (const one of listening) one.tell(news);
  };
  const stopChanged = alerts.changed((ids) => tell({ ids }));

  const ask = async (): Promise<void> => {
    const since = askedAt - overlapMs;
    const at = now();
    const changed = await alerts.incidents({ updatedSince: since, most });
    askedAt = at;
    const news = changed.filter(({ id, revision }) => lastSeen.get(id) !== revision);
    lastSeen.clear();
    for (const { id, revision } of changed) lastSeen.set(id, revision);
    if (changed.length >= most && news.length > 0) tell('all');
    else if (news.length > 0) tell({ ids: news.map(({ id }) => id) });
  };
  const asking = (): void => {
    poll = setTimeout(() => {
      void ask()
        .catch(onError)
        .finally(() => {
          if (listening.size > 0 && !closed) asking();
          else poll = undefined;
        });
    }, pollMs);
    poll.unref();
  };

  return {
    listen() {
      if (closed || listening.size >= mostListeners) return undefined;
      const one = new OneListening(mostIds, () => listening.delete(one));
      listening.add(one);
      if (poll === undefined) {
        askedAt = now();
        asking();
      }
      return one;
    },
    close() {
      closed = true;
      stopChanged();
      clearTimeout(poll);
      for (const one of listening) one.end();
    },
  };
}

/** Collects news while its reader is busy: bounded, whatever the reader does. */
class OneListening implements Listening {
  ended = false;
  #waiting = new Set<string>();
  #all = false;
  #wake: (() => void) | undefined;
  readonly #mostIds: number;
  readonly #onEnd: () => void;

  constructor(mostIds: number, onEnd: () => void) {
    this.#mostIds = mostIds;
    this.#onEnd = onEnd;
  }

  tell(news: News): void {
    if (news === 'all') this.#all = true;
    else for (const id of news.ids.slice(0, this.#mostIds + 1)) this.#waiting.add(id);
    if (this.#waiting.size > this.#mostIds) this.#all = true;
    if (this.#all) this.#waiting.clear();
    this.#wake?.();
  }

  async next(mostMs: number): Promise<News | undefined> {
    if (!this.#hasNews() && !this.ended) await this.#woken(mostMs);
    if (this.ended || !this.#hasNews()) return undefined;
    const news: News = this.#all ? 'all' : { ids: [...this.#waiting] };
    this.#all = false;
    this.#waiting.clear();
    return news;
  }

  end(): void {
    this.ended = true;
    this.#onEnd();
    this.#wake?.();
  }

  #hasNews(): boolean {
    return this.#all || this.#waiting.size > 0;
  }

  #woken(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, mostMs);
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.#wake = done;
    });
  }
}
