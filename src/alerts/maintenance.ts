/** Maintenance windows: which one covers an occurrence now, and when windows begin and end. */
import { Cron } from 'croner';
import type { Maintenance } from '../config-alerts.ts';
import { matchesAny } from './pattern.ts';

export interface Window {
  /** Position in the settings. */
  index: number;
  from: number;
  to: number;
  reason: string;
  /** Its computers and VMs, as the settings write them. */
  what: string;
}

export interface MaintenancePlan {
  /** The window that covers it and ends last. */
  covering(place: { host?: string | undefined; vm?: string | undefined }, now: number): Window | undefined;
  /** Windows that are open at some moment of `from` (exclusive) to `to` (inclusive), each with its whole time; for announcements. */
  between(from: number, to: number): Window[];
}

/** Runs of a schedule looked at: a window that is longer than its own interval overlaps itself. */
const MOST_RUNS = 32;

export function createMaintenancePlan(settings: readonly Maintenance[]): MaintenancePlan {
  const windows = settings.map((one, index) => ({ one, index, find: finderOf(one, index) }));
  return {
    covering({ host, vm }, now) {
      let last: Window | undefined;
      for (const { one, find } of windows) {
        if (!matchesAny(one.computers ?? [], host) && !matchesAny(one.vms ?? [], vm)) continue;
        for (const window of find(now, now)) {
          if (window.from <= now && now < window.to && (last === undefined || window.to > last.to)) last = window;
        }
      }
      return last;
    },
    between: (from, to) =>
      windows
        .flatMap(({ find }) => find(from, to))
        .filter((window) => window.from <= to && window.to > from)
        .toSorted((a, b) => a.from - b.from || a.index - b.index),
  };
}

type Finder = (from: number, to: number) => Window[];

function finderOf(one: Maintenance, index: number): Finder {
  const what = [...(one.computers ?? []), ...(one.vms ?? [])].join(', ');
  const windowOf = (from: number, to: number): Window => ({ index, from, to, reason: one.reason, what });
  const { schedule, from: begin, to: end } = one;
  if (schedule === undefined) {
    return () => (begin === undefined || end === undefined ? [] : [windowOf(begin, end)]);
  }
  const length = one.for ?? 0;
  const cron = new Cron(schedule, { paused: true, ...(one.timeZone !== undefined && { timezone: one.timeZone }) });
  let asked: { from: number; to: number; runs: Window[] } | undefined;
  return (from, to) => {
    // The same second is asked for again and again during a storm.
    const second = { from: Math.floor(from / 1000), to: Math.floor(to / 1000) };
    if (asked?.from === second.from && asked.to === second.to) return asked.runs;
    const begins = runsBetween(cron, from - length, to);
    const runs = begins.map((at) => windowOf(at, at + length));
    asked = { ...second, runs };
    return runs;
  };
}

function runsBetween(cron: Cron, from: number, to: number): number[] {
  const runs: number[] = [];
  let next = cron.nextRun(new Date(from - 1000));
  while (next !== null && next.getTime() <= to && runs.length < MOST_RUNS) {
    if (next.getTime() > from) runs.push(next.getTime());
    next = cron.nextRun(next);
  }
  return runs;
}
