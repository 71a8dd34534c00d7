/** So many at once; the others stand in a short line, and not for long. */

export interface Turns {
  /** @returns what gives the turn back, to be called once; undefined when there is none to be had, or `signal` ends the wait */
  take(signal?: AbortSignal): Promise<(() => void) | undefined>;
}

export interface TurnLimits {
  atOnce: number;
  mostWaiting: number;
  /** How long one may wait. Milliseconds. */
  mostMs: number;
}

export function createTurns({ atOnce, mostWaiting, mostMs }: TurnLimits): Turns {
  let taken = 0;
  const line = new Set<() => void>();

  const give = (): (() => void) => {
    taken += 1;
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      taken -= 1;
      const [first] = line;
      first?.();
    };
  };

  return {
    async take(signal) {
      if (signal?.aborted === true) return undefined;
      if (taken < atOnce) return give();
      if (line.size >= mostWaiting) return undefined;
      return new Promise((resolve) => {
        const leave = (turn?: () => void): void => {
          line.delete(called);
          clearTimeout(timer);
          signal?.removeEventListener('abort', given);
          resolve(turn);
        };
        const called = (): void => leave(give());
        const given = (): void => leave();
        const timer = setTimeout(given, mostMs);
        line.add(called);
        signal?.addEventListener('abort', given);
      });
    },
  };
}
