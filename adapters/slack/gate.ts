/** Between a receiver and the app: what came before is answered and dropped, and what is under way is known. */
import type { App, ReceiverEvent } from '@slack/bolt';
import type { SeenEvents } from '../../src/chat/seen-events.ts';
import { eventIdOf } from './event-id.ts';

/** The part of Bolt's app that receivers use. */
export type EventSink = Pick<App, 'processEvent'>;

export interface Gate extends EventSink {
  /** When the listeners of all that has arrived have finished. */
  idle: () => Promise<void>;
}

export function createGate(app: EventSink, seen: SeenEvents): Gate {
  const underWay = new Set<Promise<void>>();

  const pass = async (event: ReceiverEvent): Promise<void> => {
    const eventId = eventIdOf(event.body);
    if (eventId === undefined) return app.processEvent(event);
    const isRepeat = seen.isRepeat(eventId);
    // Slack hears from us before we ask the store. If it does not, it sends the event again: that one is the repeat.
    await event.ack().catch(() => undefined);
    if (isRepeat || !(await seen.isNewToAll(eventId))) return;
    await app.processEvent({ ...event, ack: () => Promise.resolve() });
  };

  return {
    processEvent: (event) => {
      const work = pass(event);
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      underWay.add(settled);
      void settled.finally(() => underWay.delete(settled));
      return work;
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
