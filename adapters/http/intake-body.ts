/** Bodies of shippers: packed or not, each within its limit and all together within a budget of memory. */
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { Context } from 'hono';
import { INTAKE_LIMITS } from '../../src/intake/payload.ts';
import { failure } from './failure.ts';

/** Bytes of all bodies under work. What is made of a body takes several times its size. */
export const MOST_BYTES_UNDER_WORK = 4 * INTAKE_LIMITS.bytes;
/** Seconds. */
const RETRY_AFTER = 2;
const UNPACK = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate } as const;
/** Binary forms of senders that also know JSON. */
const BINARY = /protobuf|msgpack|snappy/;

/** So many bytes and no more. */
export interface ByteBudget {
  /** @returns whether there was room */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createByteBudget(most: number = MOST_BYTES_UNDER_WORK): ByteBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > most) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}

export interface HeldBody {
  bytes: Uint8Array;
  /** Gives the memory back; once. */
  release(): void;
}

/** The unpacked body, or the answer that says why not. Nothing is read that the limits do not allow. */
export async function readIntakeBody(c: Context, budget: ByteBudget): Promise<HeldBody | Response> {
  const type = c.req.header('content-type') ?? '';
  if (BINARY.test(type.toLowerCase())) return wrongType(c);
  const encoding = (c.req.header('content-encoding') ?? '').trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity' && !Object.hasOwn(UNPACK, encoding)) return wrongEncoding(c);
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > INTAKE_LIMITS.bytes) return tooLarge(c);
  const body = c.req.raw.body;
  if (body === null) return { bytes: new Uint8Array(), release: () => undefined };

  const held = new Held(budget);
  try {
    for await (const chunk of unpacked(body, encoding)) {
      const refused = held.add(chunk);
      if (refused === undefined) continue;
      held.release();
      return refused === 'large' ? tooLarge(c) : busy(c, RETRY_AFTER);
    }
    return { bytes: held.joined(), release: () => held.release() };
  } catch (error) {
    held.release();
    return error instanceof TooMuchPacked ? tooLarge(c) : unreadable(c, encoding);
  }
}

/** Too much at once: the sender keeps its events and sends them again. */
export function busy(c: Context, seconds: number): Response {
  c.header('Retry-After', String(Math.max(1, Math.ceil(seconds))));
  const message = 'Too many events are being taken in at the moment: send the same request again a little later.';
  return failure(c, 429, { code: 'busy', message });
}

/** What has arrived of one body, and the part of the budget it holds. */
class Held {
  readonly #budget: ByteBudget;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #isReleased = false;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  add(chunk: Uint8Array): 'large' | 'busy' | undefined {
    if (this.#size + chunk.length > INTAKE_LIMITS.bytes) return 'large';
    if (!this.#budget.take(chunk.length)) return 'busy';
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    return undefined;
  }

  joined(): Uint8Array {
    const [only] = this.#chunks;
    const whole = only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks, this.#size);
    this.#chunks.length = 0;
    return whole;
  }

  release(): void {
    if (!this.#isReleased) this.#budget.give(this.#size);
    this.#isReleased = true;
  }
}

class TooMuchPacked extends Error {}

function unpacked(body: ReadableStream<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const arriving = counted(body);
  if (!Object.hasOwn(UNPACK, encoding)) return arriving;
  const unpack = UNPACK[encoding as keyof typeof UNPACK]();
  // A fault of either side ends the other one, and the loop that reads it.
  pipeline(Readable.from(arriving), unpack, () => undefined);
  return unpack;
}

/** Packed bytes may unpack to nothing, without end. */
async function* counted(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > INTAKE_LIMITS.bytes) throw new TooMuchPacked();
    yield chunk;
  }
}

function tooLarge(c: Context): Response {
  const message = `The body is larger than ${INTAKE_LIMITS.bytes} bytes (unpacked): send the events in several requests.`;
  return failure(c, 413, { code: 'too-large', message });
}

function unreadable(c: Context, encoding: string): Response {
  const message =
    encoding === ''
      ? 'The body ended early: send it again.'
      : 'The body cannot be unpacked: it is damaged, ended early, or is not what Content-Encoding says.';
  return failure(c, 400, { code: 'incomplete', message });
}

function wrongEncoding(c: Context): Response {
  const message = 'This Content-Encoding is not read here: send gzip, deflate, or nothing.';
  return failure(c, 415, { code: 'wrong-encoding', message });
}

function wrongType(c: Context): Response {
  const message =
    'Binary forms are not read here: let the sender write JSON (OTLP: "encoding: json"; Loki: a JSON output).';
  return failure(c, 415, { code: 'wrong-type', message });
}
