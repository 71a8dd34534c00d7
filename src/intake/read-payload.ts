/** The front door of intake: payload bytes -> events, whatever shipper wrote them. */
import { decodePayload } from './decode-payload.ts';
import { openRecord } from './open-record.ts';
import { INTAKE_LIMITS, type IntakeShape, type Leaf, type Payload, PayloadError, type ReadOptions } from './payload.ts';
import { readLeaf } from './read-leaf.ts';
import { type Part, splitPayload } from './split-payload.ts';

/** Records, and UTF-16 units of texts, between two pauses. */
const PAUSE_RECORDS = 100;
const PAUSE_UNITS = 128 * 1024;

/**
 * Reads a payload. A record that cannot be read is rejected by itself, with its place among the records; the others are kept.
 * Never throws on any bytes but PayloadError.
 * @throws PayloadError when there is nothing in it, or more than the limits allow
 */
export async function readPayload(bytes: Uint8Array, options: ReadOptions): Promise<Payload> {
  const { names, limits = INTAKE_LIMITS, pause = noPause } = options;
  const payload: Payload = { items: [], rejected: [] };
  const shapes = new Set<IntakeShape>();
  let index = 0;
  let units = 0;
  for (const leaf of leavesOf(decodePayload(bytes))) {
    if (index >= limits.records) throw tooMany(limits.records);
    const read = readLeaf(leaf, names);
    if ('error' in read) payload.rejected.push({ index, error: read.error });
    else {
      shapes.add(read.shape);
      for (const item of read.items) payload.items.push({ index, ...item });
      if (payload.items.length > limits.records) throw tooMany(limits.records);
    }
    index++;
    units += leaf.text?.length ?? 0;
    if (index % PAUSE_RECORDS !== 0 && units < PAUSE_UNITS) continue;
    units = 0;
    await pause();
  }
  if (index === 0) throw new PayloadError('empty', 'There is nothing in it: send events as JSON, XML or text.');
  const [only] = shapes;
  return only === undefined ? payload : { shape: shapes.size === 1 ? only : 'mixed', ...payload };
}

function* leavesOf(text: string): Generator<Leaf> {
  for (const part of splitPayload(text)) yield* leavesOfPart(part);
}

function* leavesOfPart(part: Part): Generator<Leaf> {
  if ('error' in part) yield { error: part.error };
  else if ('xml' in part) yield { xml: part.xml, shape: 'event-xml' };
  else yield* openRecord('value' in part ? part.value : part.text);
}

function tooMany(most: number): PayloadError {
  return new PayloadError('too-many', `There are more than ${most} events in it: send them in several requests.`);
}

async function noPause(): Promise<void> {
  // Nothing else waits.
}
