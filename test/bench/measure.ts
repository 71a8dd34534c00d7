/** Times of a piece of work, in microseconds. */
import { performance } from 'node:perf_hooks';

export interface Spread {
  p50: number;
  p99: number;
}

/** Runs for about 300 ms (or at least `atLeast` times) after a warm-up. */
export function measure(work: () => unknown, atLeast = 31): Spread {
  const warmUntil = performance.now() + 100;
  do work();
  while (performance.now() < warmUntil);
  const times: number[] = [];
  const until = performance.now() + 300;
  while (times.length < atLeast || (performance.now() < until && times.length < 20_000)) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) * 1000);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length / 2)] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** Microseconds as the tables print them. */
export function us(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
