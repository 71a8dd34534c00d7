/** Stored conversations: the newest address of each, until we are removed there. */
import { inTime } from '../../src/chat/in-time.ts';
import { type ChatLog, failureFields } from '../../src/chat/log.ts';
import type { Db } from '../../src/store/db.ts';
import {
  forgetTeamsPlace,
  forgetTeamsReference,
  getTeamsReference,
  isInTenant,
  putTeamsReference,
} from '../../src/store/teams-references.ts';
import { StoredRef } from './port.ts';
import { type Who, withoutThread } from './who.ts';

/** An unchanged address is stored again after this time only. */
const RENEW_MS = 24 * 60 * 60_000;
const MOST_IN_MEMORY = 5000;
/** A store that takes longer is as good as away. */
const PATIENCE_MS = 1200;

export interface References {
  /** Of a conversation in which we are. Never waits, never fails: the answer matters more. */
  save: (who: Who) => void;
  /** Undefined when we are not there, or when the store is away. */
  get: (conversationId: string) => Promise<StoredRef | undefined>;
  /** Teams says that we are not there any more. */
  forget: (conversationId: string) => Promise<void>;
  /** @returns whether we are still in any conversation of the tenant */
  forgetPlaces: (places: readonly string[], tenantId: string) => Promise<boolean>;
  /** When all that was to be stored is stored, or has failed. */
  settled: () => Promise<void>;
}

export function createReferences({ store, log }: { store: Db; log: ChatLog }): References {
  /** What is stored already, by conversation. */
  const known = new Map<string, { ref: StoredRef; at: string }>();
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  };

  return {
    save: ({ ref, at, conversation }) => {
      const checked = StoredRef.safeParse({ ...ref, conversationId: conversation }).data;
      const before = known.get(conversation);
      if (checked === undefined || (before !== undefined && isSame(before, { ref: checked, at }))) return;
      known.delete(conversation);
      known.set(conversation, { ref: checked, at });
      const [oldest] = known.keys();
      if (known.size > MOST_IN_MEMORY && oldest !== undefined) known.delete(oldest);
      const { serviceUrl, tenantId, type, bot, updatedAt } = checked;
      const row = { conversation, place: at, type, serviceUrl, tenant: tenantId, updatedAt };
      inTurn(() => putTeamsReference(store, { ...row, botId: bot.id, botName: bot.name })).catch((error: unknown) => {
        known.delete(conversation);
        log.warn('teams: a conversation was not stored', failureFields(error));
      });
    },
    get: async (conversationId) => {
      const found = getTeamsReference(store, withoutThread(conversationId)).catch((error: unknown) => {
        log.warn('teams: a conversation was not read', failureFields(error));
        return undefined;
      });
      const row = await inTime(found, PATIENCE_MS);
      if (row === undefined) return undefined;
      const { conversation, type, serviceUrl, tenant, botId, botName, updatedAt } = row;
      const bot = { id: botId, name: botName };
      return StoredRef.safeParse({ conversationId: conversation, type, serviceUrl, tenantId: tenant, bot, updatedAt })
        .data;
    },
    forget: async (conversationId) => {
      const conversation = withoutThread(conversationId);
      known.delete(conversation);
      await inTurn(() => forgetTeamsReference(store, conversation)).catch((error: unknown) =>
        log.warn('teams: a conversation was not forgotten', failureFields(error)),
      );
    },
    forgetPlaces: (places, tenantId) => {
      for (const [conversation, { at }] of known) if (places.includes(at)) known.delete(conversation);
      return inTurn(async () => {
        for (const place of places) await forgetTeamsPlace(store, place);
        return isInTenant(store, tenantId);
      });
    },
    settled: async () => {
      await writing;
    },
  };
}

interface Kept {
  ref: StoredRef;
  at: string;
}

function isSame(before: Kept, now: Kept): boolean {
  const isSoon = now.ref.updatedAt - before.ref.updatedAt < RENEW_MS;
  return isSoon && before.at === now.at && addressOf(before.ref) === addressOf(now.ref);
}

function addressOf({ serviceUrl, tenantId, type, bot }: StoredRef): string {
  return JSON.stringify([serviceUrl, tenantId, type, bot.id, bot.name]);
}
