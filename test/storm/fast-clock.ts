/** Time that goes by faster than it does, the same in every process that is given the same beginning. */

export interface FastClock {
  begin: number;
  speed: number;
}

export function fastClock({ begin, speed }: FastClock) {
  return {
    now: (): number => Math.floor(begin + (Date.now() - begin) * speed),
    /** So long a wait really is. */
    real: (milliseconds: number): number => milliseconds / speed,
  };
}
