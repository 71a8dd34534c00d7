/** Which event goes where: the routes of the settings, the first match decides; what matches none goes the usual way. */
import type { AlertsConfig, Budget, Route, RouteMatch } from '../config-alerts.ts';
import type { FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { RouteDecision, RouteMode } from './alerts.ts';
import { createMaintenancePlan, type MaintenancePlan } from './maintenance.ts';
import type { Judged } from './occurrence.ts';
import { matchesAny } from './pattern.ts';

/** What a decision rests on. */
export interface Subject extends Pick<Judged, 'verdict' | 'provider' | 'eventId' | 'level' | 'vm' | 'silenced'> {
  host?: string;
  source: string;
  /** The source as the event writes it, where it differs from the canonical name. */
  writtenProvider?: string | undefined;
}

export interface Policy {
  decide(subject: Subject, now: number): RouteDecision;
  readonly plan: MaintenancePlan;
  /** New posts of a channel in a time: the smallest budget of the routes that name it. */
  budgetOf(channel: string): Budget;
  /** Every channel that any setting names. */
  readonly channels: readonly string[];
}

export function createPolicy(config: AlertsConfig): Policy {
  const plan = createMaintenancePlan(config.maintenance);
  const routes = config.routes.map((route, i) => ({ route, name: route.name ?? `alerts.routes[${i}]` }));
  const shadow = config.mode === 'shadow';
  const langOf = (language: 'auto' | Lang | undefined): Lang =>
    language === undefined || language === 'auto' ? config.language : language;

  const decide = (subject: Subject, now: number): RouteDecision => {
    const found = routes.find(({ route }) => matches(route.match, subject));
    const decision = found === undefined ? byDefault(subject, config) : byRoute(found);
    // What is known to be harmless, or silenced by the organisation, is never posted, whatever a route says.
    const mode: RouteMode = subject.verdict === 'ignore' || subject.silenced ? 'count' : decision.mode;
    const to = mode === 'post' || mode === 'thread' ? decision.to : [];
    const window = to.length === 0 ? undefined : plan.covering(subject, now);
    return {
      route: decision.name,
      mode,
      to,
      lang: langOf(found?.route.language),
      ...(found?.route.throttle !== undefined && { throttleMs: found.route.throttle }),
      ...(window !== undefined && { heldUntil: window.to, heldBy: window.reason }),
      shadow,
    };
  };

  return {
    decide,
    plan,
    budgetOf(channel) {
      const own = config.routes.flatMap(({ to = [], budget }) => (to.includes(channel) && budget ? [budget] : []));
      return own.toSorted((a, b) => a.posts / a.perMs - b.posts / b.perMs)[0] ?? config.budget;
    },
    channels: channelsOf(config),
  };
}

/** An event that becomes an incident: one to look at, and not merely counted. In the digest, what is not sure to matter is a number. */
export function becomesIncident(mode: RouteMode, verdict: FindingVerdict): boolean {
  switch (mode) {
    case 'count':
      return false;
    case 'digest':
      return verdict === 'action' || verdict === 'conditional';
    case 'post':
    case 'thread':
      return true;
    default:
      return mode satisfies never;
  }
}

interface Choice {
  name: string;
  mode: RouteMode;
  to: readonly string[];
}

function byRoute({ route, name }: { route: Route; name: string }): Choice {
  return { name, mode: route.mode, to: route.to ?? [] };
}

/** What can harm is posted; what is good to know goes to the digest; an unknown event is as grave as Windows calls it. */
function byDefault({ verdict, level }: Subject, { defaultTo }: AlertsConfig): Choice {
  const post: Choice = { name: 'default', mode: 'post', to: defaultTo };
  switch (verdict) {
    case 'action':
    case 'conditional':
      return post;
    case 'unknown':
      if (level === 'critical' || level === 'error') return post;
      return { name: 'default', mode: level === 'warning' || level === undefined ? 'digest' : 'count', to: [] };
    case 'info':
      return { name: 'default', mode: 'digest', to: [] };
    case 'ignore':
      return { name: 'default', mode: 'count', to: [] };
    default:
      return verdict satisfies never;
  }
}

function matches(match: RouteMatch, subject: Subject): boolean {
  const { verdict, provider, id, level, computer, vm, source } = match;
  return (
    (verdict === undefined || verdict.includes(subject.verdict)) &&
    (id === undefined || (subject.eventId !== undefined && id.includes(subject.eventId))) &&
    (level === undefined || (subject.level !== undefined && level.includes(subject.level))) &&
    (source === undefined || matchesAny(source, subject.source)) &&
    (provider === undefined ||
      matchesAny(provider, subject.provider) ||
      matchesAny(provider, subject.writtenProvider)) &&
    (computer === undefined || matchesAny(computer, subject.host)) &&
    (vm === undefined || matchesAny(vm, subject.vm))
  );
}

function channelsOf({ routes, defaultTo, digest, escalation }: AlertsConfig): string[] {
  const named = [...routes.flatMap(({ to = [] }) => to), ...defaultTo, ...digest.to];
  return [...new Set(escalation.channel === undefined ? named : [...named, escalation.channel])];
}
