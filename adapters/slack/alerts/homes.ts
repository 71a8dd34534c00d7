/** Whose token reaches a channel: settings name the channel alone, and there may be several workspaces. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackAccess } from '../../../src/config-slack.ts';
import type { ChatLog } from '../../../src/chat/log.ts';
import type { Installations, Whose } from '../installations.ts';
import { boltLogger } from '../log.ts';

/** A workspace or organisation that the app is installed in. */
export interface Home {
  /** Kept with messages: `T0123`, or `` of the only one. */
  id: string;
  client: () => Promise<WebClient>;
}

export interface Homes {
  /** The ones to try, the most likely first. */
  of: (channel: string) => Promise<readonly Home[]>;
  /** Of a message that stands there. */
  byId: (id: string) => Home;
  /** The channel is in this one. */
  learn: (channel: string, home: Home) => void;
}

export interface HomeParts {
  access: SlackAccess;
  /** Of several workspaces. */
  installations?: Pick<Installations, 'authorize' | 'keys'> | undefined;
  clientOptions: WebClientOptions;
  log: ChatLog;
}

const MOST_HOMES = 50;

export function createHomes({ access, installations, clientOptions, log }: HomeParts): Homes {
  const clientWith = (token: string) => new WebClient(token, { ...clientOptions, logger: boltLogger(log) });
  if (access.kind === 'workspace') {
    const client = clientWith(access.botToken);
    const only: Home = { id: '', client: () => Promise.resolve(client) };
    return { of: () => Promise.resolve([only]), byId: () => only, learn: () => undefined };
  }
  const known = new Map<string, string>();
  const byId = (id: string): Home => ({
    id,
    client: async () => {
      const { botToken } = (await installations?.authorize(whoseOf(id))) ?? {};
      return clientWith(botToken ?? '');
    },
  });
  return {
    of: async (channel) => {
      const first = known.get(channel);
      if (first !== undefined) return [byId(first)];
      const keys = (await installations?.keys(MOST_HOMES)) ?? [];
      return keys.map(byId);
    },
    byId,
    learn: (channel, { id }) => void known.set(channel, id),
  };
}

/** Keys of installations are IDs of workspaces, or of organisations. */
function whoseOf(key: string): Whose {
  return key.startsWith('E')
    ? { teamId: undefined, enterpriseId: key, isEnterpriseInstall: true }
    : { teamId: key, enterpriseId: undefined, isEnterpriseInstall: false };
}
