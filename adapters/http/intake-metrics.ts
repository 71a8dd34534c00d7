/** Figures of intake, by source. Sources are names of our settings, never what was sent. */
import { Counter, Histogram, type Registry } from 'prom-client';

export interface IntakeSeen {
  source: string;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** From the whole body to what was stored. */
  seconds: number;
}

export type IntakeRefusal = 'unauthorized' | 'busy' | 'too-large' | 'unreadable' | 'store';

export interface IntakeMetrics {
  taken(seen: IntakeSeen): void;
  refused(reason: IntakeRefusal): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createIntakeMetrics(registers: Registry[]): IntakeMetrics {
  const events = new Counter({
    name: 'hvevent_intake_events_total',
    help: 'Events sent to POST /v1/events, by source; duplicate: counted before; rejected: could not be read',
    labelNames: ['source', 'outcome'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'hvevent_intake_seconds',
    help: 'Time until a request of events was stored',
    labelNames: ['source'] as const,
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'hvevent_intake_refused_total',
    help: 'Requests of events that were not taken, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  return {
    taken({ source, accepted, duplicates, rejected, seconds: took }) {
      events.inc({ source, outcome: 'accepted' }, accepted);
      events.inc({ source, outcome: 'duplicate' }, duplicates);
      events.inc({ source, outcome: 'rejected' }, rejected);
      seconds.observe({ source }, took);
    },
    refused: (reason) => refusals.inc({ reason }),
  };
}
