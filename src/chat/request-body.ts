/** Bodies of requests from whom nobody knows yet: bounded in size, in number and in time. */

/** What is needed of Node's IncomingMessage. */
export interface IncomingBody extends AsyncIterable<Uint8Array> {
  headers: { 'content-length'?: string | undefined };
  destroy(): unknown;
}

/** Bodies that arrive at one time, and how long one may take in milliseconds: the platforms send each at once. */
export const READING = { most: 256, ms: 15_000 };

export type ReadBody = { bytes: Buffer } | { refused: 413 | 503 };

/** @returns a reader that cuts off what takes too long; it rejects when a body ends early */
export function createBodyReader({
  mostBytes,
  reading = READING,
}: {
  mostBytes: number;
  reading?: typeof READING | undefined;
}): (incoming: IncomingBody) => Promise<ReadBody> {
  let arriving = 0;
  return async (incoming) => {
    if (arriving >= reading.most) return { refused: 503 };
    const timer = setTimeout(() => incoming.destroy(), reading.ms);
    arriving += 1;
    try {
      const bytes = await readBytes(incoming, mostBytes);
      return bytes === undefined ? { refused: 413 } : { bytes };
    } finally {
      arriving -= 1;
      clearTimeout(timer);
    }
  };
}

/** Undefined when it is too long. */
async function readBytes(incoming: IncomingBody, most: number): Promise<Buffer | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) return undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of incoming) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The object that a text of JSON holds; undefined for anything else. */
export function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
