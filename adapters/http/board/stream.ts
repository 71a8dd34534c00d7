/** `GET /alerts/stream`: says which incidents changed, as server-sent events. The page then fetches what it shows. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveFeed } from './live-feed.ts';

/** Proxies end connections on which nothing moves. Milliseconds. */
const HEARTBEAT_MS = 20_000;
/** Between two pieces of news to one page. */
const GAP_MS = 1000;
/** After which a browser comes back. */
const RETRY_MS = 5000;
const BUSY_SECONDS = '30';

export interface StreamLimits {
  heartbeatMs: number;
  gapMs: number;
}

/** @param mayGoOn asked again with each heartbeat: sessions expire */
export function newsStream(
  c: Context,
  { feed, mayGoOn, limits = {} }: { feed: LiveFeed; mayGoOn: () => boolean; limits?: Partial<StreamLimits> },
): Response {
  // Nobody would read what it sends, nor ever tell that they are gone.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
  const listening = feed.listen();
  if (listening === undefined) {
    c.header('Retry-After', BUSY_SECONDS);
    return c.body(null, 503);
  }
  const { heartbeatMs, gapMs } = { heartbeatMs: HEARTBEAT_MS, gapMs: GAP_MS, ...limits };
  // Proxies that collect an answer before they pass it on would never be done.
  c.header('X-Accel-Buffering', 'no');
  const end = (): void => listening.end();
  const response = streamSSE(
    c,
    async (stream) => {
      stream.onAbort(end);
      await stream.writeSSE({ event: 'hello', data: '', retry: RETRY_MS });
      while (!listening.ended && !stream.aborted) {
        const news = await listening.next(heartbeatMs);
        if (!mayGoOn()) {
          // The page then shows how to sign in again.
          await stream.writeSSE({ event: 'ended', data: '' });
          break;
        }
        if (news === undefined) await stream.write(': still here\n\n');
        else {
          await stream.writeSSE({ event: 'changed', data: JSON.stringify(news === 'all' ? { all: true } : news) });
          await stream.sleep(gapMs);
        }
      }
      end();
    },
    async () => end(),
  );
  response.headers.set('Cache-Control', 'no-store');
  return response;
}
