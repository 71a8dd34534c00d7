/** Installations of several workspaces and organisations: their tokens, sealed in the store, renewed before they expire. */
import type { AuthorizeResult, AuthorizeSourceData, Installation, InstallationStore } from '@slack/bolt';
import { z } from 'zod';
import type { Db } from '../../src/store/db.ts';
import type { SecretBox } from '../../src/store/secret-box.ts';
import {
  claimSecret,
  deleteSecret,
  getSecret,
  listSecretIds,
  putSecret,
  renewSecret,
} from '../../src/store/secrets.ts';
import { failureFields, type ChatLog } from '../../src/chat/log.ts';
import { installationKey } from './place.ts';

const KIND = 'slack-installation';
/** A copy of this age is used while a new one is fetched; an older one is not used. Milliseconds. */
const FRESH_MS = 60_000;
const STALE_MS = 15 * 60_000;
const MOST_IN_MEMORY = 1000;
/** Tokens that rotate live for twelve hours. */
const RENEW_BEFORE_MS = 2 * 60 * 60_000;
/** As long as a token holds, nobody waits longer for its renewal; without one, for another replica's, this often. */
const PATIENCE_MS = 1000;
const TIMES_TO_LOOK = 10;
const LOOK_AGAIN_MS = 500;
const CLAIM_MS = 30_000;
/** After a renewal, whatever came of it. */
const TRY_AGAIN_MS = 60_000;

/** What we need of an installation; whatever else Bolt keeps in it stays. */
const Stored = z.looseObject({
  team: z.looseObject({ id: z.string() }).nullish(),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  isEnterpriseInstall: z.boolean().optional(),
  bot: z.looseObject({
    token: z.string(),
    refreshToken: z.string().optional(),
    /** Seconds since 1970. */
    expiresAt: z.number().optional(),
    id: z.string(),
    userId: z.string(),
    scopes: z.array(z.string()),
  }),
});
type Stored = z.infer<typeof Stored>;

/** New tokens for a refresh token; of `oauth.v2.access`. */
export interface Renewed {
  token: string;
  refreshToken: string;
  /** Seconds until it expires. */
  expiresIn: number;
}

/** Where an installation is looked for: Bolt's query, its `context`, or a place of ours. */
export type Whose = Pick<AuthorizeSourceData<boolean>, 'teamId' | 'enterpriseId' | 'isEnterpriseInstall'>;

export interface Installations extends InstallationStore {
  /** For Bolt: the token in force, renewed if it is about to expire. @throws when the app is not installed there */
  authorize: (source: Whose) => Promise<AuthorizeResult>;
  /** Removes an installation, unless it was made after `before` (milliseconds). @returns whether it is gone */
  remove: (key: string, before: number) => Promise<boolean>;
  /** Of workspaces and organisations, the newest first. */
  keys: (most: number) => Promise<string[]>;
}

export interface InstallationParts {
  store: Db;
  box: SecretBox;
  log: ChatLog;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
  /** Exchanges a refresh token. @throws when Slack refuses or cannot be reached */
  renew: (refreshToken: string) => Promise<Renewed>;
}

interface Copy {
  installation: Stored;
  sealed: string;
  fetchedAt: number;
}

export function createInstallations(parts: InstallationParts): Installations {
  const { store, box, log, now } = parts;
  const copies = new Map<string, Copy>();
  const fetching = new Map<string, Promise<Copy | undefined>>();
  const renewal = createRenewal(parts, copies);

  const remember = (key: string, copy: Copy): void => {
    copies.delete(key);
    copies.set(key, copy);
    if (copies.size > MOST_IN_MEMORY) copies.delete(copies.keys().next().value ?? key);
  };

  /** With the key that is first now, so that the earlier one is soon of no use. */
  const sealAnew = async (key: string, installation: Stored, before: string): Promise<string> => {
    const sealed = box.seal(JSON.stringify(installation), identity(key));
    return (await renewSecret(store, { kind: KIND, id: key }, { sealed, before })) ? sealed : before;
  };

  const load = async (key: string): Promise<Copy | undefined> => {
    const row = await getSecret(store, { kind: KIND, id: key });
    if (row === undefined) {
      copies.delete(key);
      return undefined;
    }
    const installation = unsealed(box, key, row.sealed);
    const sealed = box.isCurrent(row.sealed) ? row.sealed : await sealAnew(key, installation, row.sealed);
    const copy = { installation, sealed, fetchedAt: now() };
    remember(key, copy);
    return copy;
  };
  /** One question to the store at a time for each installation, however many ask. */
  const fetchOnce = (key: string): Promise<Copy | undefined> => {
    const known = fetching.get(key) ?? load(key).finally(() => fetching.delete(key));
    fetching.set(key, known);
    return known;
  };

  const find = async (key: string): Promise<Copy | undefined> => {
    const copy = copies.get(key);
    const age = copy === undefined ? Infinity : now() - copy.fetchedAt;
    if (copy === undefined || age > STALE_MS) return fetchOnce(key);
    if (age > FRESH_MS)
      fetchOnce(key).catch((error: unknown) => log.warn('slack: an installation was not read', failureFields(error)));
    return copy;
  };

  const findFor = async (whose: Whose): Promise<{ key: string; copy: Copy }> => {
    // A workspace of an organisation that has installed the app as a whole.
    for (const key of new Set([installationKey(whose), whose.enterpriseId])) {
      const copy = key === undefined ? undefined : await find(key);
      if (key !== undefined && copy !== undefined) return { key, copy };
    }
    throw new Error('The app is not installed in this workspace: open /slack/install.');
  };

  const inForce = async (whose: Whose): Promise<Stored> => {
    const { key, copy } = await findFor(whose);
    return renewal.renewed(key, copy, () => load(key));
  };

  return {
    storeInstallation: async (installation) => {
      const stored = Stored.parse(installation);
      const { team, enterprise, isEnterpriseInstall } = stored;
      const key = installationKey({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall });
      if (key === undefined) throw new Error('An installation without a workspace cannot be stored.');
      const sealed = box.seal(JSON.stringify(stored), identity(key));
      await putSecret(store, { kind: KIND, id: key }, { sealed, at: now() });
      remember(key, { installation: stored, sealed, fetchedAt: now() });
      log.info('slack: installed', { key });
    },
    // Bolt must not renew by itself: it does not know of other replicas.
    fetchInstallation: async (query) => {
      const { bot, ...rest } = await inForce(query);
      const { refreshToken: _refresh, expiresAt: _expires, ...lasting } = bot;
      return { ...rest, bot: lasting } as unknown as Installation;
    },
    deleteInstallation: async (query) => {
      const key = installationKey(query);
      if (key === undefined) return;
      await deleteSecret(store, { kind: KIND, id: key });
      copies.delete(key);
    },
    authorize: async (source) => {
      const { bot, team, enterprise } = await inForce(source);
      const teamId = team?.id ?? source.teamId;
      const enterpriseId = enterprise?.id ?? source.enterpriseId;
      return {
        botToken: bot.token,
        botId: bot.id,
        botUserId: bot.userId,
        ...(teamId !== undefined && { teamId }),
        ...(enterpriseId !== undefined && { enterpriseId }),
      };
    },
    keys: (most) => listSecretIds(store, KIND, most),
    remove: async (key, before) => {
      const row = await getSecret(store, { kind: KIND, id: key });
      // Installed again since: the message is late.
      if (row !== undefined && row.at >= before) return false;
      await deleteSecret(store, { kind: KIND, id: key });
      copies.delete(key);
      return true;
    },
  };
}

interface Renewal {
  /** The installation with a token that holds. `reload` asks the store. */
  renewed: (key: string, copy: Copy, reload: () => Promise<Copy | undefined>) => Promise<Stored>;
}

/** A refresh token is good for one use: one of all callers on all replicas gets to use it. */
function createRenewal({ store, box, log, now, pause, renew }: InstallationParts, copies: Map<string, Copy>): Renewal {
  const underWay = new Map<string, Promise<Stored>>();
  const notBefore = new Map<string, number>();
  const remaining = ({ bot }: Stored): number => (bot.expiresAt ?? Infinity) * 1000 - now();

  const exchange = async (key: string, { installation, sealed: before }: Copy): Promise<Stored> => {
    const { bot } = installation;
    const { token, refreshToken, expiresIn } = await renew(bot.refreshToken ?? '');
    const expiresAt = Math.floor(now() / 1000) + expiresIn;
    const renewed = { ...installation, bot: { ...bot, token, refreshToken, expiresAt } };
    const sealed = box.seal(JSON.stringify(renewed), identity(key));
    if (await renewSecret(store, { kind: KIND, id: key }, { sealed, before })) {
      copies.set(key, { installation: renewed, sealed, fetchedAt: now() });
    } else copies.delete(key);
    log.info('slack: a token was renewed', { key });
    return renewed;
  };

  const claimed = async (key: string, copy: Copy, reload: () => Promise<Copy | undefined>): Promise<Stored> => {
    for (let look = 1; ; look += 1) {
      const claim = { now: now(), until: now() + CLAIM_MS };
      const mine = await claimSecret(store, { kind: KIND, id: key }, claim);
      // The store knows whether somebody was faster.
      const current = (await reload()) ?? copy;
      if (remaining(current.installation) > RENEW_BEFORE_MS) return current.installation;
      if (mine) return exchange(key, current);
      if (remaining(current.installation) > 0 || look >= TIMES_TO_LOOK) return current.installation;
      await pause(LOOK_AGAIN_MS);
    }
  };

  return {
    renewed: async (key, copy, reload) => {
      const { installation } = copy;
      if (installation.bot.refreshToken === undefined || remaining(installation) > RENEW_BEFORE_MS) return installation;
      const holds = remaining(installation) > 0;
      if (holds && (notBefore.get(key) ?? 0) > now()) return installation;
      const work =
        underWay.get(key) ??
        claimed(key, copy, reload)
          .catch((error: unknown) => {
            log.warn('slack: a token was not renewed', { key, ...failureFields(error) });
            return installation;
          })
          .finally(() => {
            underWay.delete(key);
            notBefore.set(key, now() + TRY_AGAIN_MS);
          });
      underWay.set(key, work);
      return holds ? Promise.race([work, pause(PATIENCE_MS).then(() => installation)]) : work;
    },
  };
}

function identity(key: string): string {
  return `${KIND}:${key}`;
}

/** @throws SecretBoxError */
function unsealed(box: SecretBox, key: string, sealed: string): Stored {
  return Stored.parse(JSON.parse(box.open(sealed, identity(key))));
}
