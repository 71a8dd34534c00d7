/** What an address or a form asks of incidents, checked. */
import { z } from 'zod';
import { INCIDENT_STATES, type IncidentFilter, type IncidentState, MUTE_SCOPES } from '../../../src/alerts/alerts.ts';
import type { FindingVerdict } from '../../../src/finding.ts';

/** The most urgent first. */
export const VERDICTS = ['action', 'conditional', 'unknown', 'info', 'ignore'] as const satisfies FindingVerdict[];
const LONGEST_TEXT = 200;
const MOST_LISTED = 1000;

/** `open,acknowledged`, or the name several times. */
const listOf = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .string()
    .max(LONGEST_TEXT)
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(values)).min(1));

/** Milliseconds since 1970, or a date with time and offset. */
export const Moment = z
  .string()
  .max(40)
  .transform((text, context) => {
    const at = /^\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
    if (!Number.isNaN(at)) return at;
    context.addIssue({ code: 'custom', message: 'write milliseconds since 1970, or 2026-11-21T22:00:00Z' });
    return z.NEVER;
  });

const IncidentQuery = z.strictObject({
  state: listOf(INCIDENT_STATES).optional(),
  verdict: listOf(VERDICTS).optional(),
  source: z.string().max(LONGEST_TEXT).optional(),
  search: z.string().max(LONGEST_TEXT).optional(),
  eventKey: z.string().max(500).optional(),
  updatedSince: Moment.optional(),
  most: z
    .string()
    .regex(/^\d{1,4}$/, `write a number from 1 to ${MOST_LISTED}`)
    .transform(Number)
    .pipe(z.number().min(1).max(MOST_LISTED))
    .optional(),
});

export type Checked<T> = { data: T } | { problems: { path: string; message: string }[] };

/** Of a query in an address. */
export function checkQuery<T>(schema: z.ZodType<T>, query: Record<string, string>): Checked<T> {
  const checked = schema.safeParse(query);
  if (checked.success) return { data: checked.data };
  const problems = checked.error.issues.slice(0, 20).map(({ path, message }) => {
    const name = path.map(String).join('.');
    return { path: name, message: `${name === '' ? 'The query' : `"${name}"`}: ${message}` };
  });
  return { problems };
}

export function readIncidentQuery(query: Record<string, string>): Checked<IncidentFilter> {
  const checked = checkQuery(IncidentQuery, query);
  if ('problems' in checked) return checked;
  const { state, verdict, ...rest } = checked.data;
  const filter: IncidentFilter = { ...(state && { states: state }), ...(verdict && { verdicts: verdict }) };
  const { source, search, eventKey, updatedSince, most } = rest;
  if (source !== undefined) filter.source = source;
  if (search !== undefined) filter.search = search;
  if (eventKey !== undefined) filter.eventKey = eventKey;
  if (updatedSince !== undefined) filter.updatedSince = updatedSince;
  if (most !== undefined) filter.most = most;
  return { data: filter };
}

export const ScopeQuery = z.strictObject({ scope: z.enum(MUTE_SCOPES).default('incident') });

const HOUR = 3_600_000;
const LONGEST_SPAN = 92 * 24 * HOUR;
const SpanQuery = z.strictObject({ from: Moment.optional(), to: Moment.optional() });

/** A time, the last `usual` milliseconds when the query says nothing; at most 92 days. */
export function readSpan(
  query: Record<string, string>,
  { now, usual }: { now: number; usual: number },
): Checked<{ from: number; to: number }> {
  const checked = checkQuery(SpanQuery, query);
  if ('problems' in checked) return checked;
  const to = checked.data.to ?? now;
  const from = checked.data.from ?? to - usual;
  if (from < to && to - from <= LONGEST_SPAN) return { data: { from, to } };
  const message = '"from" must lie before "to", and at most 92 days.';
  return { problems: [{ path: 'from', message }] };
}

/** What the board shows: `current` is open and acknowledged. */
export const STATE_FILTERS = ['current', ...INCIDENT_STATES, 'all'] as const;
export const RANGES = ['24h', '7d'] as const;
export type Range = (typeof RANGES)[number];

export interface BoardFilter {
  state: (typeof STATE_FILTERS)[number];
  verdict: '' | FindingVerdict;
  source: string;
  search: string;
  range: Range;
}

const STATES = {
  current: ['open', 'acknowledged'],
  open: ['open'],
  acknowledged: ['acknowledged'],
  muted: ['muted'],
  resolved: ['resolved'],
  all: INCIDENT_STATES,
} as const satisfies Record<BoardFilter['state'], readonly IncidentState[]>;

/** Whatever is no filter is left out: an old link still shows the board. */
export function readBoardFilter(get: (name: string) => string | undefined | null): BoardFilter {
  const one = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === get(name));
  return {
    state: one('state', STATE_FILTERS) ?? 'current',
    verdict: one('verdict', VERDICTS) ?? '',
    source: (get('source') ?? '').slice(0, LONGEST_TEXT),
    search: (get('search') ?? '').slice(0, LONGEST_TEXT).trim(),
    range: one('range', RANGES) ?? '24h',
  };
}

export function filterOf({ state, verdict, source, search }: BoardFilter, most: number): IncidentFilter {
  return {
    states: STATES[state],
    most,
    ...(verdict !== '' && { verdicts: [verdict] }),
    ...(source !== '' && { source }),
    ...(search !== '' && { search }),
  };
}

/** `?state=muted&range=7d`, only what differs from the usual; empty when nothing does. */
export function boardQuery({ state, verdict, source, search, range }: BoardFilter): string {
  const query = new URLSearchParams();
  if (state !== 'current') query.set('state', state);
  if (verdict !== '') query.set('verdict', verdict);
  if (source !== '') query.set('source', source);
  if (search !== '') query.set('search', search.toWellFormed());
  if (range !== '24h') query.set('range', range);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
