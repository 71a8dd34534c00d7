/** Who presses, from Slack's own signed payload; the name is what people know them by. */
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../../src/alerts/alerts.ts';
import { inTime } from '../../../src/chat/in-time.ts';
import { type ChatLog, failureFields } from '../../../src/chat/log.ts';
import { Remembered } from '../../../src/chat/remembered.ts';

const KEPT_MS = 60 * 60_000;
const PATIENCE_MS = 800;

interface Someone {
  client: Pick<WebClient, 'users'>;
  place: string;
  person: string;
  channel?: string | undefined;
}

/** @returns the actor of a person; Slack not telling a name is no reason to wait */
export type Actors = (who: Someone) => Promise<Actor>;

export function createActors({ log, now }: { log: ChatLog; now: () => number }): Actors {
  const names = new Remembered<string>(KEPT_MS, now);
  return async ({ client, place, person, channel }) => {
    const asked = names.get(`${place} ${person}`, async () => {
      const { user } = await client.users.info({ user: person });
      return user?.profile?.display_name || user?.real_name || user?.name || '';
    });
    const name = await inTime(
      asked.catch((error: unknown) => {
        log.warn('slack: the name of a person was not read', failureFields(error));
        return '';
      }),
      PATIENCE_MS,
    );
    return {
      kind: 'slack',
      id: person,
      ...(name !== undefined && name !== '' && { name }),
      ...(channel !== undefined && { place: `slack:${channel}` }),
    };
  };
}
