/** Slack from its settings to a running app: the one place that knows all its parts. */
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { SlackConfig } from '../../src/config-slack.ts';
import type { Lang } from '../../src/lang.ts';
import { forgetExpiredContexts } from '../../src/store/answer-contexts.ts';
import type { Db } from '../../src/store/db.ts';
import { forgetOldLookUps } from '../../src/store/look-ups.ts';
import { createSecretBox, type SecretBox } from '../../src/store/secret-box.ts';
import { createAnswerContexts } from './answer-context.ts';
import { createSlackApp } from './app.ts';
import type { RawRoutes } from './http-door.ts';
import { createInstallations, type Installations } from './installations.ts';
import { failureFields, type SlackLog } from './log.ts';
import { createOutbound } from './outbound.ts';
import { createReceiver, renewAtSlack, type SlackAddresses } from './receiver.ts';
import { createSeenEvents, type SeenEvents } from './seen-events.ts';
import { listenForUninstall } from './uninstall.ts';

const SWEEP_EVERY_MS = 60 * 60_000;
const LOOK_UPS_KEPT_MS = 90 * 24 * 60 * 60_000;
/** For answers that are on their way when we stop. */
const DRAIN_MS = 5000;

export interface StartParts extends SlackAddresses {
  settings: SlackConfig;
  secretKeys: readonly Buffer[];
  store: Db;
  assistant: Assistant;
  answerer: () => Answerer;
  language: 'auto' | Lang;
  publicUrl?: string | undefined;
  log: SlackLog;
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
  const seen = createSeenEvents({ store, log, now, pause });
  const receiver = createReceiver({ ...parts, seen, installations });
  const outbound = createOutbound({ log, now, pause });
  const contexts = createAnswerContexts({ store, box, now, log });
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
      fakeSlack: parts.fakeSlack,
    },
  });
  listenForUninstall(app, { store, installations, log, onForget: (place) => contexts.forget(place) });
  receiver.start();
  const sweeper = sweepNowAndThen({ store, seen, log, now });
  log.info('slack: started', { mode: settings.delivery.mode, access: settings.access.kind });

  return {
    rawRoutes: receiver.rawRoutes,
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

interface Sweeping {
  store: Db;
  seen: SeenEvents;
  log: SlackLog;
  now: () => number;
}

/** What has expired goes, at the start and then every hour. */
function sweepNowAndThen({ store, seen, log, now }: Sweeping): NodeJS.Timeout {
  const sweep = async () => {
    try {
      await seen.sweep();
      await forgetExpiredContexts(store, now());
      await forgetOldLookUps(store, now() - LOOK_UPS_KEPT_MS);
    } catch (error) {
      log.warn('slack: old rows were not removed', failureFields(error));
    }
  };
  void sweep();
  return setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
}
