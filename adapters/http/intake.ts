/** `POST /v1/events` and its preview: events of shippers and monitoring systems, in whatever shape they write them. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { Overloaded, type PreviewItem } from '../../src/alerts/alerts.ts';
import { inParts } from '../../src/alerts/in-parts.ts';
import { type Payload, PayloadError } from '../../src/intake/payload.ts';
import { readPayload } from '../../src/intake/read-payload.ts';
import { type Lang, LANGS } from '../../src/lang.ts';
import { failure } from './failure.ts';
import { busy, type ByteBudget, createByteBudget, type HeldBody, readIntakeBody } from './intake-body.ts';
import type { IntakeRefusal } from './intake-metrics.ts';
import { createSourceOf, type SourceOf } from './intake-tokens.ts';
import { errorFields } from './log.ts';
import type { HttpParts, IntakeParts } from './parts.ts';

/** Seconds, when the store does not answer. */
const RETRY_STORE = 5;
/** Senders that heard no answer have sent again by then. Milliseconds. */
const RESEND_MS = 600_000;
/** Previewed between two turns of the event loop. */
const PREVIEW_AT_ONCE = 50;

type Door = Pick<HttpParts, 'answerer' | 'log' | 'metrics' | 'now'> & {
  alerts: IntakeParts['alerts'];
  sourceOf: SourceOf;
  budget: ByteBudget;
};

export function intakeRoutes({ alerts, tokens, mostBytes }: IntakeParts, parts: HttpParts): Hono {
  const { answerer, log, metrics, now, settings } = parts;
  const sourceOf = createSourceOf(tokens, settings);
  const door: Door = { alerts, sourceOf, budget: createByteBudget(mostBytes), answerer, log, metrics, now };
  const app = new Hono();
  app.post('/v1/events', (c) => withPayload(c, door, (taken) => accept(c, taken, door)));
  app.post('/v1/events/preview', (c) => withPayload(c, door, (taken) => preview(c, taken, door)));
  return app;
}

interface Taken {
  source: string;
  bytes: Uint8Array;
  payload: Payload;
  /** When the body was there. */
  since: number;
}

/** Who sends, then the body, then what is in it; the memory is held until the answer is made. */
async function withPayload(c: Context, door: Door, work: (taken: Taken) => Promise<Response>): Promise<Response> {
  const source = door.sourceOf(c);
  if (source === undefined) {
    door.metrics.intake.refused('unauthorized');
    c.header('WWW-Authenticate', 'Bearer');
    return c.body(null, 401);
  }
  const body = await readIntakeBody(c, door.budget);
  if (body instanceof Response) {
    door.metrics.intake.refused(refusalOf(body.status));
    return body;
  }
  try {
    return await read(c, { source, body }, { door, work });
  } finally {
    body.release();
  }
}

async function read(
  c: Context,
  { source, body }: { source: string; body: HeldBody },
  { door, work }: { door: Door; work: (taken: Taken) => Promise<Response> },
): Promise<Response> {
  const since = performance.now();
  const { bytes } = body;
  const names = door.answerer().catalog.sourceNames;
  try {
    const payload = await readPayload(bytes, { names, pause: () => setImmediate() });
    return await work({ source, bytes, payload, since });
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const isTooMany = error.fault === 'too-many';
    door.metrics.intake.refused(isTooMany ? 'too-large' : 'unreadable');
    const code = isTooMany ? 'too-many' : 'empty';
    return failure(c, isTooMany ? 413 : 400, { code, message: error.message });
  }
}

/** 200 when it is stored, never before. Also where every item was rejected: a shipper would send the same again and again. */
async function accept(c: Context, { source, bytes, payload, since }: Taken, door: Door): Promise<Response> {
  const { items, rejected } = payload;
  try {
    const stored = await door.alerts.accept({
      source,
      batchId: batchIdOf(source, bytes, isDated(items) ? undefined : door.now()),
      events: items,
      rejected: rejected.length,
    });
    // Sent again: all of it was counted before.
    const accepted = stored.repeated ? 0 : stored.accepted;
    const duplicates = stored.repeated ? stored.accepted + stored.duplicates : stored.duplicates;
    const seconds = (performance.now() - since) / 1000;
    door.metrics.intake.taken({ source, accepted, duplicates, rejected: rejected.length, seconds });
    return c.json({ accepted, duplicates, rejected });
  } catch (error) {
    if (error instanceof Overloaded) {
      door.metrics.intake.refused('busy');
      return busy(c, error.retryAfterMs / 1000);
    }
    door.metrics.intake.refused('store');
    door.metrics.storeError();
    door.log.error('events could not be stored', { source, ...errorFields(error) });
    c.header('Retry-After', String(RETRY_STORE));
    const message = 'The store does not answer, so nothing of this was kept: send the same request again.';
    return failure(c, 503, { code: 'store-unavailable', message });
  }
}

async function preview(c: Context, { source, payload }: Taken, { alerts }: Door): Promise<Response> {
  const asked = c.req.query('lang');
  const lang: Lang | undefined = LANGS.find((one) => one === asked);
  const { shape = null, items, rejected } = payload;
  const previewed: PreviewItem[] = [];
  for (const part of inParts(items, PREVIEW_AT_ONCE)) {
    for (const item of alerts.preview(part, source, lang)) previewed.push(item);
    await setImmediate();
  }
  return c.json({ shape, items: previewed, rejected });
}

/** A body of such events is the same events, whenever it comes. */
function isDated(items: Payload['items']): boolean {
  return items.some(({ event: { time, recordId } }) => time !== undefined || recordId !== undefined);
}

/** @param at of a body that says nothing of when: later the same words tell of another event, and must not be lost */
function batchIdOf(source: string, bytes: Uint8Array, at?: number): string {
  const when = at === undefined ? '' : ` ${Math.floor(at / RESEND_MS)}`;
  return createHash('sha256').update(`${source}${when}\n`).update(bytes).digest('hex');
}

function refusalOf(status: number): IntakeRefusal {
  return status === 429 ? 'busy' : status === 413 ? 'too-large' : 'unreadable';
}
