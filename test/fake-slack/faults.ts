/** Things that go wrong on request: lost responses, server errors, slowness, answers of our choice. */

export type FaultKind =
  /** The call is processed, then the connection dies: the caller cannot know. */
  | { kind: 'lost-response' }
  /** The connection dies before anything is processed. */
  | { kind: 'lost-request' }
  | { kind: 'status'; status: number }
  /** HTTP 200 with `{ok: false, error}`. */
  | { kind: 'error'; error: string }
  | { kind: 'rate-limited'; retryAfterSeconds: number }
  /** Processed at once, answered late. */
  | { kind: 'slow'; ms: number };

export interface FaultRules {
  /** The next `times` calls of a method go wrong. Methods: Web API names, "response_url", "download". */
  add: (method: string, fault: FaultKind, times?: number) => void;
  /** Takes the fault that is due for a call, if any. */
  take: (method: string) => FaultKind | undefined;
  clear: () => void;
}

export function createFaults(): FaultRules {
  const due = new Map<string, FaultKind[]>();
  return {
    add: (method, fault, times = 1) => {
      due.set(method, [...(due.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    take: (method) => due.get(method)?.shift(),
    clear: () => due.clear(),
  };
}
