/** Slack from its settings to a running app: the one place that knows all its parts. */
import type { ChatPort } from '../../src/alerts/alerts.ts';
import type { ChatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import type { Lang } from '../../src/lang.ts';
import type { Db } from '../../src/store/db.ts';
import { createSecretBox, type SecretBox } from '../../src/store/secret-box.ts';
import { createSlackChatPort } from './alerts/chat-port.ts';
import { createHomes } from './alerts/homes.ts';
import { createSlackApp } from './app.ts';
import type { RawRoutes } from './http-door.ts';
import { createInstallations, type Installations } from './installations.ts';
import { createAnswerContexts } from '../../src/chat/answer-context.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { createSeenEvents } from '../../src/chat/seen-events.ts';
import { sweepNowAndThen } from '../../src/chat/sweep.ts';
import { createOutbound } from './outbound.ts';
import { createReceiver, renewAtSlack, type SlackAddresses } from './receiver.ts';
import { listenForUninstall } from './uninstall.ts';

/** For answers that are on their way when we stop. */
const DRAIN_MS = 5000;

export interface StartParts extends SlackAddresses {
  settings: SlackConfig;
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
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  connections?: number | undefined;
  /** Only of tests: an address that is trusted with tokens like Slack's own hosts. */
  fakeSlack?: string | undefined;
}

export interface RunningSlack {
  /** For our own HTTP server: `/slack/events`, `/slack/install`, `/slack/oauth_redirect`, as far as they are needed. */
  rawRoutes: RawRoutes;
  /** Where alerts are posted. */
  chatPort: ChatPort;
  /** Takes nothing new, finishes what is under way, within five seconds or so. */
  stop: () => Promise<void>;
}

/**
 * Starts Slack. That Slack cannot be reached right now is no error: connections are tried again.
 * @throws TypeError when several workspaces are wanted without a key that seals their tokens
 */
export async function startSlack(parts: StartParts): Promise<RunningSlack> {
  const { settings, store, assistant, answerer, language, publicUrl, log, now, pause } = parts;
  const box = parts.secretKeys.length > 0 ? createSecretBox(parts.secretKeys) : undefined;
  const installations = settings.access.kind === 'oauth' ? installationsOf(parts, box) : undefined;
  const seen = createSeenEvents({ store, platform: 'slack', log, now, pause });
  const receiver = createReceiver({ ...parts, seen, installations });
  const outbound = createOutbound({ log, now, pause });
  const contexts = createAnswerContexts({ store, box, now, log, platform: 'slack' });
  const { escalation, channelLanguages } = settings;
  const app = createSlackApp({
    assistant,
    answerer,
    store,
    contexts,
    outbound,
    log,
    now,
    bolt: receiver.bolt,
    settings: {
      publicUrl,
      language,
      escalation,
      channelLanguages,
      isOneWorkspace: settings.access.kind === 'workspace',
      fakeSlack: parts.fakeSlack,
    },
    alerts: parts.alerts,
  });
  listenForUninstall(app, { store, installations, log, onForget: (place) => contexts.forget(place) });
  receiver.start();
  const sweeper = sweepNowAndThen({ store, seen, log, now });
  log.info('slack: started', { mode: settings.delivery.mode, access: settings.access.kind });

  const homes = createHomes({ access: settings.access, installations, clientOptions: receiver.clientOptions, log });

  return {
    rawRoutes: receiver.rawRoutes,
    chatPort: createSlackChatPort({ homes, log }),
    stop: async () => {
      clearInterval(sweeper);
      const finished = async () => {
        await receiver.stop();
        outbound.stop();
        await outbound.idle();
        await contexts.settled();
      };
      await Promise.race([finished(), pause(DRAIN_MS)]);
    },
  };
}

function installationsOf({ settings, store, log, now, pause, ...rest }: StartParts, box?: SecretBox): Installations {
  if (box === undefined)
    throw new TypeError('Several workspaces need HVEVENT_SECRET_KEY: their tokens are stored sealed.');
  const { apiUrl } = rest;
  return createInstallations({ store, box, log, now, pause, renew: renewAtSlack(settings.access, { apiUrl, log }) });
}
