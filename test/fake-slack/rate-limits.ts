/** Slack's limits per method and channel, off until a test sets them. */

interface RateLimit {
  /** Calls in a window, and the window in ms. */
  calls: number;
  perMs: number;
  /** What Retry-After says, in whole seconds; without it, the time until the window ends, rounded up. */
  retryAfterSeconds?: number;
}

export interface RateLimits {
  /** Limits a method; chat methods are counted per channel, others per workspace. */
  set: (method: string, limit: RateLimit | undefined) => void;
  /** Counts a call: undefined when it may pass, else the seconds for Retry-After. */
  take: (method: string, key: string, now: number) => number | undefined;
}

export function createRateLimits(): RateLimits {
  const limits = new Map<string, RateLimit>();
  const passed = new Map<string, number[]>();
  return {
    set: (method, limit) => {
      if (limit === undefined) limits.delete(method);
      else limits.set(method, limit);
      passed.clear();
    },
    take: (method, key, now) => {
      const limit = limits.get(method);
      if (limit === undefined) return undefined;
      const id = `${method} ${key}`;
      const recent = (passed.get(id) ?? []).filter((at) => at > now - limit.perMs);
      const first = recent[0];
      passed.set(id, recent);
      if (recent.length < limit.calls || first === undefined) {
        recent.push(now);
        return undefined;
      }
      return limit.retryAfterSeconds ?? Math.max(1, Math.ceil((first + limit.perMs - now) / 1000));
    },
  };
}
