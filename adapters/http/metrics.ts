/** Prometheus metrics. Labels come from our own words only, never from what users send. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from '../../src/finding.ts';
import { gaugeDeadLetters } from './alerts-metrics.ts';
import { createIntakeMetrics, type IntakeMetrics } from './intake-metrics.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export type ReloadOutcome = 'loaded' | 'refused' | 'unchanged';

export interface RequestSeen {
  method: string;
  /** The template (`/events/:provider/:id`), never the path itself. */
  route: string;
  status: number;
  seconds: number;
}

export interface Metrics {
  requestDone(seen: RequestSeen): void;
  answered(answer: Answer): void;
  knowledgeInForce(entries: number): void;
  knowledgeReload(outcome: ReloadOutcome): void;
  storeError(): void;
  /** Of `POST /v1/events`. */
  readonly intake: IntakeMetrics;
  /** The exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /** Also the process and the lag of its event loop; it starts a timer. */
  processMetrics?: boolean;
  /** How many cards could not be delivered; asked when somebody looks. */
  deadLetters?: () => Promise<number>;
}

/** A registry of its own: several servers in one process do not share figures. */
export function createMetrics({ processMetrics = false, deadLetters }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry });
  if (deadLetters !== undefined) gaugeDeadLetters(registers, deadLetters);

  const requests = new Histogram({
    name: 'hvevent_http_request_duration_seconds',
    help: 'Requests by route, method and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers,
  });
  const answers = new Counter({
    name: 'hvevent_findings_total',
    help: 'Findings told to people, by verdict and kind; verdict and kind "none": nothing looked like an event',
    labelNames: ['verdict', 'kind'] as const,
    registers,
  });
  const entries = new Gauge({ name: 'hvevent_knowledge_entries', help: 'Entries in force', registers });
  const reloads = new Counter({
    name: 'hvevent_knowledge_reloads_total',
    help: 'Reloads by outcome; refused: the files have faults and the last good knowledge stays',
    labelNames: ['outcome'] as const,
    registers,
  });
  const storeErrors = new Counter({
    name: 'hvevent_store_errors_total',
    help: 'Statements that the store could not do',
    registers,
  });
  for (const outcome of ['loaded', 'refused', 'unchanged']) reloads.inc({ outcome }, 0);

  return {
    requestDone: ({ method, route, status, seconds }) =>
      requests.observe({ method: METHODS.has(method) ? method : 'other', route, status: String(status) }, seconds),
    answered: ({ findings }) => {
      if (findings.length === 0) answers.inc({ verdict: 'none', kind: 'none' });
      for (const { verdict, kind } of findings) answers.inc({ verdict, kind });
    },
    knowledgeInForce: (count) => entries.set(count),
    knowledgeReload: (outcome) => reloads.inc({ outcome }),
    storeError: () => storeErrors.inc(),
    intake: createIntakeMetrics(registers),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
