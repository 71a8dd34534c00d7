/** Puts the parts of Teams together for the server. */
import type { ChatPort } from '../../src/alerts/alerts.ts';
import type { ChatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import type { TeamsConfig } from '../../src/config-teams.ts';
import type { Lang } from '../../src/lang.ts';
import type { Db } from '../../src/store/db.ts';
import { createSecretBox } from '../../src/store/secret-box.ts';
import { createTeamsChatPort } from './alerts/chat-port.ts';
import { createTeamsApp } from './app.ts';
import { type ConnectorParts, createConnector } from './connector.ts';
import { type RawRoutes, teamsRoutes } from './door.ts';
import type { References } from './references.ts';

/** For answers that are on their way when we stop. */
const DRAIN_MS = 5000;

export interface StartParts {
  settings: TeamsConfig;
  secretKeys: readonly Buffer[];
  store: Db;
  assistant: Assistant;
  answerer: () => Answerer;
  /** Absent: no buttons of incidents. */
  alerts?: ChatAlerts | undefined;
  language: 'auto' | Lang;
  publicUrl?: string | undefined;
  log: ChatLog;
  now: () => number;
  newId: () => string;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** Only of tests: a Teams of our own. */
  fake?: ConnectorParts['fake'];
}

export interface RunningTeams {
  /** For our own HTTP server: `/api/messages`. */
  rawRoutes: RawRoutes;
  /** Where alerts are posted. */
  chatPort: ChatPort;
  /** The conversations that we know. */
  references: References;
  /** Takes nothing new, finishes what is under way, within five seconds or so. */
  stop: () => Promise<void>;
}

/** Starts Teams. Nothing is called before somebody speaks to us, so that Teams or Entra cannot be reached is no error. */
export function startTeams(parts: StartParts): RunningTeams {
  const { settings, secretKeys, store, assistant, answerer, language, publicUrl, log, now, newId, pause, fake } = parts;
  const { escalation, channelLanguages, identity } = settings;
  const connector = createConnector({ settings, log, now, newId, fake });
  const app = createTeamsApp({
    port: connector,
    assistant,
    answerer,
    store,
    ...(secretKeys.length > 0 && { box: createSecretBox(secretKeys) }),
    alerts: parts.alerts,
    settings: { escalation, channelLanguages, language, publicUrl },
    log,
    now,
    pause,
  });
  connector.attach(app);
  const insecureLocal = identity.kind === 'insecureLocal';
  if (insecureLocal) log.warn('teams: teams.insecureLocal is on: no token is checked, for programs on this machine');
  log.info('teams: started', { identity: identity.kind });
  return {
    rawRoutes: teamsRoutes({ port: connector, insecureLocal, log, now }),
    chatPort: createTeamsChatPort({
      port: connector,
      references: app.references,
      timeZone: parts.alerts?.timeZone ?? 'UTC',
      log,
    }),
    references: app.references,
    stop: async () => {
      const finished = async (): Promise<void> => {
        await connector.idle();
        await app.stop();
      };
      await Promise.race([finished(), pause(DRAIN_MS)]);
    },
  };
}
