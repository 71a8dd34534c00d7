/** Where `hvevent ingest` brings its events: into alerts on the configured store, or to a running server. */
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Alerts, Overloaded } from '../../src/alerts/alerts.ts';
import type { Ingested, IngestSink } from './ingest.ts';
import { CliError, EXIT } from './io.ts';

/** An overloaded receiver is asked again so often. */
const MOST_TRIES = 8;
const LONGEST_WAIT_MS = 30_000;
const REQUEST_MS = 60_000;

type Pause = (milliseconds: number) => Promise<void>;

/** @param close ends what was opened for it */
export function alertsSink(alerts: Pick<Alerts, 'accept'>, pause: Pause, close: () => Promise<void>): IngestSink {
  return {
    async send({ source, batchId, items, rejected }) {
      for (let tries = 1; ; tries++) {
        try {
          const done = await alerts.accept({ source, batchId, events: items, rejected });
          if (done.repeated) return { accepted: 0, duplicates: done.accepted + done.duplicates, rejected: [] };
          return { accepted: done.accepted, duplicates: done.duplicates, rejected: [] };
        } catch (error) {
          if (!(error instanceof Overloaded) || tries >= MOST_TRIES) throw error;
          await pause(error.retryAfterMs);
        }
      }
    },
    close,
  };
}

const Answer = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), error: z.string() })),
});
const Refusal = z.object({ error: z.object({ message: z.string() }) });

interface ServerAddress {
  url: string;
  token: string | undefined;
}

export function serverSink({ url, token }: ServerAddress, pause: Pause, ask: typeof fetch = fetch): IngestSink {
  const headers = {
    'Content-Type': 'application/x-ndjson',
    'Content-Encoding': 'gzip',
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
  const post = async (body: Uint8Array<ArrayBuffer>): Promise<Response> => {
    try {
      // A redirect would carry the token elsewhere.
      return await ask(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_MS),
      });
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CliError(`The server cannot be reached at ${url}: ${reason}.`, EXIT.failure);
    }
  };
  return {
    async send({ lines }) {
      const body = new Uint8Array(gzipSync(lines));
      for (let tries = 1; ; tries++) {
        const response = await post(body);
        if (response.ok) return readAnswer(response, url);
        const isBusy = response.status === 429 || response.status === 503;
        if (!isBusy || tries >= MOST_TRIES) throw await refused(response);
        const seconds = Number(response.headers.get('retry-after') ?? 1);
        await pause(Math.min(LONGEST_WAIT_MS, (Number.isFinite(seconds) ? seconds : 1) * 1000));
      }
    },
    close: () => Promise.resolve(),
  };
}

async function readAnswer(response: Response, url: string): Promise<Ingested> {
  const checked = Answer.safeParse(await response.json().catch(() => undefined));
  if (!checked.success) throw new CliError(`At ${url} there is no hvevent: its answer is another one.`, EXIT.failure);
  return checked.data;
}

async function refused(response: Response): Promise<CliError> {
  if (response.status === 401) {
    const message = 'The server does not know the token: set HVEVENT_INGEST_TOKEN to one of its HVEVENT_INTAKE_TOKENS.';
    return new CliError(message, EXIT.failure);
  }
  const checked = Refusal.safeParse(await response.json().catch(() => undefined));
  const reason = checked.success ? checked.data.error.message : `it answered ${response.status}`;
  return new CliError(`The server took nothing of this batch: ${reason}`, EXIT.failure);
}
