/** Events of the Events API: who gets which, held back, doubled and in another order on request. */
import type { Context } from './context.ts';
import { type Delivery, type Transport, deliverEvent } from './deliveries.ts';
import type { Json } from './json.ts';
import { eventPayload } from './payloads.ts';

/** Scopes without which Slack does not send an event. */
const SCOPES: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  'message.channels': 'channels:history',
};

export interface Events {
  /** Sends an event to the app if it has subscribed to it; resolves when it is acknowledged or given up. */
  send: (team: string, event: Json) => Promise<Delivery>;
  /** The next `times` events are delivered twice, with the same event_id. */
  duplicateNext: (times?: number) => void;
  /** Sends the very same event again, as Slack does when it did not hear the acknowledgement. */
  redeliver: (delivery: Delivery) => Promise<Delivery>;
  /** Keeps events back until they are released. Do not await the drivers before the release. */
  hold: () => void;
  /** Sends what was held, one after the other. */
  release: (order?: 'as-sent' | 'reversed') => Promise<void>;
}

export function createEvents(context: Context, transport: Transport): Events {
  let duplicates = 0;
  let held: (() => Promise<unknown>)[] | undefined;

  async function deliver(payload: Json, times: number): Promise<Delivery> {
    const deliveries = Array.from({ length: times }, () => deliverEvent(context, transport, payload));
    return (await Promise.all(deliveries)).at(-1) ?? unsent(payload);
  }

  return {
    send: (team, event) => {
      const workspace = context.state.workspaces.get(team);
      if (workspace === undefined || !isWanted(context, team, event)) return Promise.resolve(unsent(event));
      const payload = eventPayload(context, workspace, event);
      const times = duplicates > 0 ? 2 : 1;
      duplicates = Math.max(0, duplicates - 1);
      if (held === undefined) return deliver(payload, times);
      const { promise, resolve } = Promise.withResolvers<Delivery>();
      held.push(async () => resolve(await deliver(payload, times)));
      return promise;
    },
    duplicateNext: (times = 1) => {
      duplicates += times;
    },
    redeliver: ({ payload }) => deliverEvent(context, transport, payload),
    hold: () => {
      held ??= [];
    },
    release: async (order = 'as-sent') => {
      const due = held ?? [];
      held = undefined;
      for (const send of order === 'reversed' ? due.toReversed() : due) await send();
    },
  };
}

/** The name under which an app subscribes to an event, such as "message.im". */
function subscription(event: Json): string {
  const type = String(event['type']);
  if (type !== 'message') return type;
  return event['channel_type'] === 'im' ? 'message.im' : 'message.channels';
}

function isWanted({ app, state }: Context, team: string, event: Json): boolean {
  const name = subscription(event);
  if (!app.events.includes(name)) return false;
  if (name === 'app_uninstalled' || name === 'tokens_revoked') return true;
  const scope = SCOPES[name];
  const tokens = [...state.tokens.values()].filter((token) => token.team === team && token.kind === 'bot');
  return tokens.some(({ revoked, scopes }) => revoked === undefined && (scope === undefined || scopes.has(scope)));
}

function unsent(payload: Json): Delivery {
  return { kind: 'event', payload, acked: false, ms: 0, attempts: [], userSaw: 'nothing' };
}
