/** Teams' settings: an app registration of Entra in the environment, under the names that Azure uses; everything that is no secret in the file. */
import { z } from 'zod';
import { LANGS, type Lang } from './lang.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const TenantId = z
  .string()
  .regex(GUID, 'write the "Directory (tenant) ID" of Entra, such as 72f988bf-0000-4000-8000-2d7cd011db47')
  .transform((id) => id.toLowerCase());

/** Of a channel, a group or a person's chat with us, as Teams itself names it. */
const ConversationId = z
  .string()
  .regex(/^(?:19|a):[^\s;]{5,250}$/, 'write the conversation\'s ID, such as 19:…@thread.tacv2 ("Get link" shows it)');

const ServiceUrl = z
  .url({ protocol: /^https$/, message: 'write an address with https://' })
  .max(300)
  .refine((url) => new URL(url).username === '', 'write an address without a user name');

/** The `teams` section of `hvevent.yaml`. */
export const TeamsSection = z.strictObject({
  /** Whose people are answered. Without it: those of MicrosoftAppTenantId. */
  tenants: z.array(TenantId).min(1).max(64).optional(),
  /** Addresses of Teams' service beyond the ones of the public cloud. */
  serviceUrls: z.array(ServiceUrl).max(16).default([]),
  /** Where "I need a human" goes. */
  escalation: z.strictObject({ conversation: ConversationId.optional(), webhook: z.httpUrl().optional() }).default({}),
  /** Language of cards that a whole conversation sees. */
  channelLanguages: z.record(ConversationId, z.enum(LANGS)).default({}),
  /** To try it on this machine, without an app registration: nobody's token is checked. */
  insecureLocal: z
    .enum(['yes', 'no'])
    .transform((word) => word === 'yes')
    .default(false),
});
export type TeamsSection = z.infer<typeof TeamsSection>;
export const NO_TEAMS_SECTION: TeamsSection = {
  serviceUrls: [],
  escalation: {},
  channelLanguages: {},
  insecureLocal: false,
};

/** A text that no log, no dump of an object and no JSON shows. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself: for the one call that needs it. */
  reveal(): string {
    return this.#text;
  }

  toJSON(): string {
    return '(secret)';
  }
}

/** How we prove to Entra who we are. */
export type TeamsCredentials =
  | { kind: 'password'; password: Secret }
  | { kind: 'certificate'; thumbprint: string; privateKey: Secret }
  | { kind: 'managedIdentity' };

export type TeamsIdentity =
  | { kind: 'registered'; appId: string; tenantId: string; credentials: TeamsCredentials }
  /** No token is checked and none is sent: this machine only. */
  | { kind: 'insecureLocal' };

export interface TeamsConfig {
  identity: TeamsIdentity;
  /** Lower case. `any` only with `insecureLocal`. */
  tenants: readonly string[] | 'any';
  /** Beyond the default ones; https. */
  serviceUrls: readonly string[];
  escalation: { conversation?: string | undefined; webhook?: string | undefined };
  channelLanguages: Readonly<Record<string, Lang>>;
}

export interface TeamsSources {
  env: Readonly<Record<string, string | undefined>>;
  section: TeamsSection;
  /** Where the server listens. */
  host: string;
}

interface TeamsProblem {
  where: string;
  message: string;
}

interface TeamsResult {
  teams?: TeamsConfig;
  problems: TeamsProblem[];
}

const NAMES = [
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
  'CertificateThumbprint',
  'CertificatePrivateKey',
] as const;
type Name = (typeof NAMES)[number];
type Values = Partial<Record<Name, string>>;

/** No settings and no problems: Teams is not wanted. All faults at once; no message holds a value. */
export function readTeamsConfig({ env, section, host }: TeamsSources): TeamsResult {
  // A name of spaces only would leave a bot that nobody's token fits.
  const values: Values = Object.fromEntries(
    NAMES.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value !== undefined && value !== ''),
  );
  const wanted = NAMES.some((name) => values[name] !== undefined);
  if (section.insecureLocal) return insecure(section, { wanted, host });
  if (!wanted) return { problems: [] };
  const problems = [...idProblems(values), ...typeProblems(values)];
  const credentials = problems.length === 0 ? credentialsOf(values) : undefined;
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId } = values;
  if (appId === undefined || tenantId === undefined || credentials === undefined) return { problems };
  const identity: TeamsIdentity = {
    kind: 'registered',
    appId: appId.toLowerCase(),
    tenantId: tenantId.toLowerCase(),
    credentials,
  };
  return { teams: { ...shared(section), identity, tenants: section.tenants ?? [identity.tenantId] }, problems };
}

/** Whether only this machine can reach what listens there. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function insecure(section: TeamsSection, { wanted, host }: { wanted: boolean; host: string }): TeamsResult {
  const where = 'teams.insecureLocal';
  const problems: TeamsProblem[] = [];
  if (wanted)
    problems.push({
      where,
      message:
        'is for trying without an app registration, but MicrosoftAppId or another of its variables is set: remove one of the two.',
    });
  if (!isLoopbackHost(host))
    problems.push({
      where,
      message:
        'answers everybody who can reach it, so it needs a server for this machine only: set HVEVENT_HOST to 127.0.0.1, or remove teams.insecureLocal.',
    });
  if (problems.length > 0) return { problems };
  return {
    teams: { ...shared(section), identity: { kind: 'insecureLocal' }, tenants: section.tenants ?? 'any' },
    problems,
  };
}

function shared({ serviceUrls, escalation, channelLanguages }: TeamsSection) {
  return { serviceUrls, escalation, channelLanguages };
}

function idProblems(values: Values): TeamsProblem[] {
  const ids = { MicrosoftAppId: 'Application (client) ID', MicrosoftAppTenantId: 'Directory (tenant) ID' } as const;
  return (Object.keys(ids) as (keyof typeof ids)[]).flatMap((name) => {
    const value = values[name];
    if (value !== undefined && GUID.test(value)) return [];
    const what = value === undefined ? 'is not set: Teams needs it' : 'the value is not allowed';
    return [{ where: name, message: `${what}; copy the "${ids[name]}" of the app registration in Entra.` }];
  });
}

function typeProblems(values: Values): TeamsProblem[] {
  const where = 'MicrosoftAppType';
  switch (values.MicrosoftAppType?.toLowerCase()) {
    case undefined:
    case 'singletenant':
      return secretProblems(values);
    case 'userassignedmsi':
      return managedProblems(values);
    case 'multitenant':
      return [
        {
          where,
          message:
            'MultiTenant is not supported: Azure has made no such bots since July 2025. Register the bot as SingleTenant; teams.tenants names further tenants.',
        },
      ];
    default:
      return [{ where, message: 'the value is not allowed: write SingleTenant or UserAssignedMSI.' }];
  }
}

/** A secret or a certificate, not both and not half of one. */
function secretProblems(values: Values): TeamsProblem[] {
  const { MicrosoftAppPassword: password, CertificateThumbprint: thumbprint, CertificatePrivateKey: key } = values;
  if (thumbprint === undefined && key === undefined) {
    const message =
      'is not set: a SingleTenant bot needs a client secret of its app registration, or CertificateThumbprint and CertificatePrivateKey.';
    return password === undefined ? [{ where: 'MicrosoftAppPassword', message }] : [];
  }
  const problems: TeamsProblem[] = [];
  if (password !== undefined)
    problems.push({ where: 'MicrosoftAppPassword', message: 'is set, and a certificate too: unset one of the two.' });
  if (thumbprint === undefined || !/^[0-9a-f]{40}$/i.test(thumbprint))
    problems.push({
      where: 'CertificateThumbprint',
      message: 'copy it from "Certificates & secrets": 40 hexadecimal digits (SHA-1).',
    });
  if (key === undefined || !/^-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(key))
    problems.push({
      where: 'CertificatePrivateKey',
      message: 'write the private key in PEM form ("-----BEGIN PRIVATE KEY-----" …), not encrypted.',
    });
  return problems;
}

function managedProblems(values: Values): TeamsProblem[] {
  return (['MicrosoftAppPassword', 'CertificateThumbprint', 'CertificatePrivateKey'] as const)
    .filter((name) => values[name] !== undefined)
    .map((where) => ({ where, message: 'a UserAssignedMSI bot has no secret: unset it, or change MicrosoftAppType.' }));
}

/** Of values without problems. */
function credentialsOf(values: Values): TeamsCredentials | undefined {
  const { MicrosoftAppPassword: password, CertificateThumbprint: thumbprint, CertificatePrivateKey: key } = values;
  if (values.MicrosoftAppType?.toLowerCase() === 'userassignedmsi') return { kind: 'managedIdentity' };
  if (password !== undefined) return { kind: 'password', password: new Secret(password) };
  if (thumbprint === undefined || key === undefined) return undefined;
  // Many environments hold a line break only as the two characters "\n".
  return { kind: 'certificate', thumbprint, privateKey: new Secret(key.replaceAll('\\n', '\n')) };
}
