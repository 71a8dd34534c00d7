/** How Slack names its deliveries, which may come twice. */

const EVENT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The id of a delivery of the Events API; other requests have none. */
export function eventIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('event_id' in body)) return undefined;
  const { event_id: id } = body;
  return typeof id === 'string' && EVENT_ID.test(id) ? id : undefined;
}
