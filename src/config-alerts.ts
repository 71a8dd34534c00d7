/** The `alerts` section of `hvevent.yaml`: who is told of what, when, and who may do what. Every key may be left out. */
import { Cron } from 'croner';
import { z } from 'zod';
import { LEVELS } from './event/event.ts';
import { LANGS, type Lang } from './lang.ts';

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const HOUR = UNITS.h;
const DAY = UNITS.d;

/** `90s`, `15m`, `4h`, `7d` -> milliseconds. */
const Duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhd]$/, 'write a number with s, m, h or d, such as 90s, 15m, 4h or 7d')
  .transform(millisecondsOf);

function millisecondsOf(text: string): number {
  const unit = text.at(-1);
  const factor = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? UNITS[unit] : 0;
  return Number(text.slice(0, -1)) * factor;
}

/** `20/1h`: posts in a time. Edits are free. */
const Budget = z
  .string()
  .regex(/^[1-9]\d{0,4}\/[1-9]\d{0,4}[smhd]$/, 'write posts in a time, such as 20/1h')
  .transform((text) => {
    const [posts = '', per = ''] = text.split('/');
    return { posts: Number(posts), perMs: millisecondsOf(per) };
  });
export type Budget = z.infer<typeof Budget>;

/** `slack:C0123ABCD` or `teams:19:…@thread.tacv2`. */
const Channel = z
  .string()
  .regex(
    /^(slack:[CG][A-Z0-9]{5,20}|teams:[!-~]{5,300})$/,
    'write slack: and the channel\'s ID, or teams: and the conversation\'s ID, such as slack:C0123ABCD or "teams:19:...@thread.tacv2"',
  );

const CardLang = z.enum(['auto', ...LANGS]);
const Pattern = z.string().min(1).max(200);
const EventId = z
  .string()
  .regex(/^\d{1,5}$/, 'write an event ID, a number from 0 to 65535')
  .transform(Number);
const TimeZone = z.string().refine(isTimeZone, 'write a time zone by its name, such as Asia/Tokyo or UTC');
const Schedule = z
  .string()
  .refine(isSchedule, 'write five cron fields (minute hour day month weekday), such as "0 8 * * 1"');
const Moment = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/,
    'write date, time and offset, such as 2026-11-21T22:00+09:00',
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), 'there is no such date')
  .transform((text) => Date.parse(text));

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(500)]);

const RouteMatch = z.strictObject({
  verdict: oneOrMore(z.enum(['ignore', 'conditional', 'action', 'info', 'unknown'])).optional(),
  provider: oneOrMore(Pattern).optional(),
  id: oneOrMore(EventId).optional(),
  level: oneOrMore(z.enum(LEVELS)).optional(),
  computer: oneOrMore(Pattern).optional(),
  vm: oneOrMore(Pattern).optional(),
  source: oneOrMore(Pattern).optional(),
});
export type RouteMatch = z.infer<typeof RouteMatch>;

const Route = z.strictObject({
  name: z.string().min(1).max(80).optional(),
  match: RouteMatch.default({}),
  to: oneOrMore(Channel).optional(),
  mode: z.enum(['post', 'thread', 'digest', 'count']).default('post'),
  language: CardLang.optional(),
  throttle: Duration.optional(),
  budget: Budget.optional(),
});
export type Route = z.infer<typeof Route>;

const Who = z
  .string()
  .regex(
    /^(everyone|operators|slack:[UW][A-Z0-9]{2,20}|teams:[!-~]{2,100}|operator:[!-~]{1,80})$/,
    "write everyone, operators, slack: and a member's ID, teams: and an object ID, or operator: and a name",
  );

const EVERYONE = ['everyone'];
const Roles = z.strictObject({
  acknowledge: z.array(Who).max(1000).default(EVERYONE),
  mute: z.array(Who).max(1000).default(['operators']),
  resolve: z.array(Who).max(1000).default(EVERYONE),
  escalate: z.array(Who).max(1000).default(EVERYONE),
});

const Maintenance = z
  .strictObject({
    computers: oneOrMore(Pattern).optional(),
    vms: oneOrMore(Pattern).optional(),
    from: Moment.optional(),
    to: Moment.optional(),
    schedule: Schedule.optional(),
    for: Duration.optional(),
    timeZone: TimeZone.optional(),
    reason: z.string().max(300).default(''),
  })
  .refine(
    (one) => (one.schedule === undefined ? one.from !== undefined && one.to !== undefined : one.for !== undefined),
    'a window needs "from" and "to", or "schedule" and "for"',
  )
  .refine(
    (one) => one.schedule === undefined || (one.from === undefined && one.to === undefined),
    'a window has either "from" and "to", or "schedule" and "for"',
  )
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, '"to" is not after "from"')
  .refine((one) => one.computers !== undefined || one.vms !== undefined, 'say which computers or vms; "*" is all');
export type Maintenance = z.infer<typeof Maintenance>;

const Acknowledge = z.strictObject({
  remindAfter: Duration.default(4 * HOUR),
  expireAfter: Duration.default(DAY),
});

const Digest = z.strictObject({
  daily: Schedule.default('0 8 * * *'),
  weekly: Schedule.default('0 8 * * 1'),
  timeZone: TimeZone.default('UTC'),
  to: z.array(Channel).max(100).default([]),
  language: CardLang.default('auto'),
});

/** `none` as well as an absent key: nowhere. */
const nowhere = z.literal('none').transform(() => undefined);
const Escalation = z.strictObject({
  channel: z.union([nowhere, Channel]).optional(),
  webhook: z.union([nowhere, z.httpUrl()]).optional(),
});

/** The section as it is checked. Durations are milliseconds, single values lists. */
export const AlertsSection = z.strictObject({
  /** `shadow` decides and logs, and posts nothing. */
  mode: z.enum(['live', 'shadow']).default('live'),
  /** Of cards where nothing nearer says it. */
  language: CardLang.default('auto'),
  routes: z.array(Route).max(500).default([]),
  /** Where the default policy posts. */
  defaultTo: z.array(Channel).max(100).default([]),
  /** A card is not edited more often. */
  updateEvery: Duration.default(30_000),
  /** Resolved by itself after this long without an occurrence. */
  quiet: Duration.default(DAY),
  /** Of a channel, where no route says otherwise. */
  budget: Budget.default({ posts: 20, perMs: HOUR }),
  acknowledge: Acknowledge.default(() => Acknowledge.parse({})),
  roles: Roles.default(() => Roles.parse({})),
  maintenance: z.array(Maintenance).max(200).default([]),
  digest: Digest.default(() => Digest.parse({})),
  /** Source -> the longest silence that is usual. */
  heartbeat: z.record(z.string().regex(/^[\w.-]{1,64}$/, 'write the name of a source'), Duration).default({}),
  escalation: Escalation.default({}),
  /** Resolved incidents and hourly counts are kept this long. */
  keep: Duration.default(90 * DAY),
});
export type AlertsSection = z.infer<typeof AlertsSection>;

export const NO_ALERTS_SECTION: AlertsSection = AlertsSection.parse({});

/** A name and its secret, from the environment only. */
export interface NamedToken {
  name: string;
  token: string;
}

export interface AlertsConfig extends Omit<AlertsSection, 'language' | 'digest'> {
  language: Lang;
  digest: Omit<AlertsSection['digest'], 'language'> & { language: Lang };
  /** Who may send events. None: the intake is closed. */
  intakeTokens: readonly NamedToken[];
  /** Who may act on the board. None: it is read-only, and for this machine alone. */
  operatorTokens: readonly NamedToken[];
}

interface TokenProblem {
  where: string;
  message: string;
}

const TOKENS = ['HVEVENT_INTAKE_TOKENS', 'HVEVENT_OPERATOR_TOKENS'] as const;
const SHORTEST_TOKEN = 16;

/** Section and environment together. All faults at once; no message holds a token. */
export function readAlertsConfig({
  env,
  section,
  language,
}: {
  env: Readonly<Record<string, string | undefined>>;
  section: AlertsSection;
  /** Of the product as a whole. */
  language: 'auto' | Lang;
}): { alerts: AlertsConfig; problems: TokenProblem[] } {
  const [intake, operators] = TOKENS.map((variable) => readTokens(variable, env[variable] ?? ''));
  const fallback = language === 'auto' ? 'en' : language;
  const ofCards = section.language === 'auto' ? fallback : section.language;
  const ofDigest = section.digest.language === 'auto' ? ofCards : section.digest.language;
  return {
    alerts: {
      ...section,
      language: ofCards,
      digest: { ...section.digest, language: ofDigest },
      intakeTokens: intake?.tokens ?? [],
      operatorTokens: operators?.tokens ?? [],
    },
    problems: [...(intake?.problems ?? []), ...(operators?.problems ?? [])],
  };
}

/** `name=token,name=token`; a token may hold "=", but no comma. */
function readTokens(where: string, value: string): { tokens: NamedToken[]; problems: TokenProblem[] } {
  const tokens: NamedToken[] = [];
  const problems: TokenProblem[] = [];
  const pairs = value.split(',').map((part) => part.trim());
  for (const [i, pair] of pairs.filter((part) => part !== '').entries()) {
    const [name = '', ...rest] = pair.split('=');
    const token = rest.join('=');
    if (!/^[\w.-]{1,64}$/.test(name) || rest.length === 0)
      problems.push({
        where,
        message: `part ${i + 1} is not allowed: write name=token, the name of letters and digits.`,
      });
    else if (token.length < SHORTEST_TOKEN || /\s/.test(token))
      problems.push({
        where,
        message: `the token of ${name} is not allowed: at least ${SHORTEST_TOKEN} characters without blanks ("openssl rand -hex 24" makes one).`,
      });
    else if (tokens.some((other) => other.token === token))
      problems.push({ where, message: `the token of ${name} is that of another name: each needs its own.` });
    else tokens.push({ name, token });
  }
  return { tokens, problems };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isSchedule(fields: string): boolean {
  if (fields.length > 100 || fields.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(fields, { paused: true }).getPattern() === fields;
  } catch {
    return false;
  }
}
