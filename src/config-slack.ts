/** Slack's settings: which of its secrets are set decides how we connect. Secrets come from the environment only. */
import { z } from 'zod';
import { LANGS, type Lang } from './lang.ts';

/** `C0123ABCD`, as "Copy channel ID" gives it: names change. */
const ChannelId = z
  .string()
  .regex(/^[CG][A-Z0-9]{5,20}$/, 'write the channel\'s ID, such as C0123ABCD ("View channel details" shows it)');

/** The `slack` section of `hvevent.yaml`. */
export const SlackSection = z.strictObject({
  /** How requests of Slack reach us; without it, the secrets that are set decide. */
  mode: z.enum(['socket', 'http']).optional(),
  /** Where "I need a human" goes. */
  escalation: z.strictObject({ channel: ChannelId.optional(), webhook: z.httpUrl().optional() }).default({}),
  /** Language of cards that a whole channel sees. */
  channelLanguages: z.record(ChannelId, z.enum(LANGS)).default({}),
});
export type SlackSection = z.infer<typeof SlackSection>;

/** How requests of Slack reach us. */
export type SlackDelivery = { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string };

/** On whose behalf we answer: one workspace, or every workspace that installs the app. */
export type SlackAccess =
  | { kind: 'workspace'; botToken: string }
  | { kind: 'oauth'; clientId: string; clientSecret: string; stateSecret: string };

export interface SlackConfig {
  delivery: SlackDelivery;
  access: SlackAccess;
  escalation: { channel?: string | undefined; webhook?: string | undefined };
  channelLanguages: Readonly<Record<string, Lang>>;
}

interface SlackProblem {
  where: string;
  message: string;
}

interface Rule {
  form: RegExp;
  expected: string;
}

const VARIABLES = {
  SLACK_BOT_TOKEN: {
    form: /^xoxb-\S{5,}$/,
    expected:
      'a bot token begins with "xoxb-" (OAuth & Permissions); one that begins with "xoxe." rotates, and needs SLACK_CLIENT_ID',
  },
  SLACK_APP_TOKEN: { form: /^xapp-\S{5,}$/, expected: 'an app-level token begins with "xapp-" (Basic Information)' },
  SLACK_SIGNING_SECRET: { form: /^[0-9A-Za-z]{16,128}$/, expected: 'copy it from Basic Information' },
  SLACK_CLIENT_ID: { form: /^\w{3,40}\.\w{3,40}$/, expected: 'two numbers with a point between (Basic Information)' },
  SLACK_CLIENT_SECRET: { form: /^[0-9A-Za-z]{16,128}$/, expected: 'copy it from Basic Information' },
  SLACK_STATE_SECRET: {
    form: /^\S{16,512}$/,
    expected: 'any random text of at least 16 characters, such as "openssl rand -hex 32" makes',
  },
} as const satisfies Record<string, Rule>;
type Variable = keyof typeof VARIABLES;
const NAMES = Object.keys(VARIABLES) as Variable[];

export interface SlackSources {
  env: Readonly<Record<string, string | undefined>>;
  section: SlackSection;
  /** Whether HVEVENT_SECRET_KEY is there and good, or at least there: its own faults are reported elsewhere. */
  hasSecretKey: boolean;
}

/** No settings and no problems: Slack is not wanted. All faults at once; no message holds a value. */
export function readSlackConfig({ env, section, hasSecretKey }: SlackSources): {
  slack?: SlackConfig;
  problems: SlackProblem[];
} {
  const values = Object.fromEntries(NAMES.map((name) => [name, env[name] || undefined])) as Values;
  if (NAMES.every((name) => values[name] === undefined)) return { problems: [] };
  const malformed = NAMES.flatMap((name) => {
    const value = values[name];
    const { form, expected } = VARIABLES[name];
    return value === undefined || form.test(value)
      ? []
      : [{ where: name, message: `the value is not allowed: ${expected}.` }];
  });
  const delivery = deliveryOf(values, section);
  const access = accessOf(values, hasSecretKey);
  const problems = [...malformed, ...delivery.problems, ...access.problems];
  if (problems.length > 0 || delivery.found === undefined || access.found === undefined) return { problems };
  const { escalation, channelLanguages } = section;
  return { slack: { delivery: delivery.found, access: access.found, escalation, channelLanguages }, problems };
}

type Values = Record<Variable, string | undefined>;
interface Part<T> {
  found?: T;
  problems: SlackProblem[];
}

function deliveryOf({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Values, { mode }: SlackSection): Part<SlackDelivery> {
  const wanted = mode ?? (SLACK_APP_TOKEN === undefined && SLACK_SIGNING_SECRET !== undefined ? 'http' : 'socket');
  if (wanted === 'socket' && SLACK_APP_TOKEN !== undefined)
    return { found: { mode: 'socket', appToken: SLACK_APP_TOKEN }, problems: [] };
  if (wanted === 'http' && SLACK_SIGNING_SECRET !== undefined)
    return { found: { mode: 'http', signingSecret: SLACK_SIGNING_SECRET }, problems: [] };
  const missing = wanted === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  const message =
    mode === undefined
      ? 'is not set: Slack needs SLACK_APP_TOKEN (Socket Mode, no public address) or SLACK_SIGNING_SECRET (HTTP).'
      : `is not set, but slack.mode is "${mode}": set it, or change slack.mode.`;
  return { problems: [{ where: missing, message }] };
}

function accessOf(values: Values, hasSecretKey: boolean): Part<SlackAccess> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = values;
  const stateSecret = values.SLACK_STATE_SECRET;
  const several = [clientId, clientSecret, stateSecret].some((value) => value !== undefined);
  if (!several) {
    if (botToken !== undefined) return { found: { kind: 'workspace', botToken }, problems: [] };
    const message =
      'is not set: Slack needs SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET (several).';
    return { problems: [{ where: 'SLACK_BOT_TOKEN', message }] };
  }
  const problems: SlackProblem[] = [];
  const installing = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;
  for (const name of installing) {
    if (values[name] === undefined)
      problems.push({ where: name, message: 'is not set: installing in several workspaces needs it.' });
  }
  if (botToken !== undefined) {
    const message = 'is the token of one workspace, but SLACK_CLIENT_ID is for several: unset one of the two.';
    problems.push({ where: 'SLACK_BOT_TOKEN', message });
  }
  if (!hasSecretKey) {
    const message =
      'is not set: tokens of several workspaces are stored, and only sealed. Make a key with "openssl rand -base64 32".';
    problems.push({ where: 'HVEVENT_SECRET_KEY', message });
  }
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined) return { problems };
  return { found: { kind: 'oauth', clientId, clientSecret, stateSecret }, problems };
}
