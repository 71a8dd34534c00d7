/** How the connector fails, for the next calls or until it is told otherwise. */
export type Fault =
  /** Answers so. `accepted`: it was done all the same. */
  | { status: number; retryAfter?: string; code?: string; accepted?: boolean }
  /** Takes the request and hangs up. */
  | { hangUp: true; accepted?: boolean };

export interface Faults {
  /** For one call each, in this order. */
  next: (...faults: Fault[]) => void;
  /** For all calls from now on; nothing: it works again. */
  always: (fault?: Fault) => void;
  take: () => Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  let standing: Fault | undefined;
  return {
    next: (...faults) => void waiting.push(...faults),
    always: (fault) => {
      standing = fault;
    },
    take: () => waiting.shift() ?? standing,
  };
}
