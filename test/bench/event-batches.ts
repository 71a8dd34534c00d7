/** Requests with batches of events that never repeat: made once, only the digits of the record IDs change from one to the next. */
import { COUNTED, placeOf, POSTED, winlogbeat } from '../storm/storm-events.ts';
import { requestHead } from './loopback.ts';

export const TOKEN = 'a-token-of-the-bench';

export interface BatchShape {
  port: number;
  /** Events of a request. */
  size: number;
  /** Incidents that the events belong to. */
  groups: number;
  /** Share of events that become no incident. */
  counted: number;
}

const DIGITS = 10;
const FIRST_ID = 10 ** (DIGITS - 1);

/** @returns for each connection its next request */
export function eventBatches({ port, size, groups, counted }: BatchShape): (connection: number) => Uint8Array {
  const made = new Map<number, { requests: Request[]; turn: number }>();
  let recordId = FIRST_ID;
  let event = 0;
  const nextItem = (): object => {
    const kinds = ratherCounted(event, counted) ? COUNTED : POSTED;
    const n = event++;
    const group = n % groups;
    const kind = kinds[group % kinds.length] ?? kinds[0];
    if (kind === undefined) throw new Error('there are kinds');
    return winlogbeat({ kind, ...placeOf(Math.floor(group / kinds.length)), recordId: FIRST_ID });
  };
  // Small batches come in many variants, so that each group has its turn.
  const variants = Math.max(4, Math.ceil((2 * groups) / size));
  return (connection) => {
    let own = made.get(connection);
    if (own === undefined) {
      const requests = Array.from({ length: variants }, () => requestOf(Array.from({ length: size }, nextItem), port));
      own = { requests, turn: 0 };
      made.set(connection, own);
    }
    const request = own.requests[own.turn++ % variants];
    if (request === undefined) throw new Error('there are requests');
    for (const place of request.places) request.bytes.write(String(recordId++), place, 'latin1');
    return request.bytes;
  };
}

interface Request {
  bytes: Buffer;
  /** Where record IDs stand. */
  places: number[];
}

function requestOf(items: readonly object[], port: number): Request {
  const body = Buffer.from(JSON.stringify(items));
  const bytes = Buffer.concat([requestHead('/v1/events', port, { bytes: body.length, token: TOKEN }), body]);
  const places: number[] = [];
  const mark = '"record_id":';
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at + mark.length);
  return { bytes, places };
}

/** Spread evenly. */
function ratherCounted(n: number, share: number): boolean {
  return Math.floor((n + 1) * share) > Math.floor(n * share);
}
