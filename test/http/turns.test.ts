import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns } from '../../adapters/http/turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('turns', () => {
  it('are given so many at once, then in the order of the line', async () => {
    const turns = createTurns({ atOnce: 2, mostWaiting: 9, mostMs: 1000 });
    const [first, second] = [await turns.take(), await turns.take()];
    const served: string[] = [];
    const third = turns.take().then((turn) => (served.push('third'), turn));
    const fourth = turns.take().then((turn) => (served.push('fourth'), turn));
    await vi.advanceTimersByTimeAsync(10);
    expect(served).toEqual([]);

    first?.();
    first?.();
    await third;
    await vi.advanceTimersByTimeAsync(10);
    expect(served).toEqual(['third']);
    second?.();
    await fourth;
    expect(served).toEqual(['third', 'fourth']);
  });

  it('are refused when the line is full, after the longest wait, and to those who leave', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 2, mostMs: 1000 });
    const held = await turns.take();
    const leaver = new AbortController();
    const left = turns.take(leaver.signal);
    const late = turns.take();
    expect(await turns.take()).toBeUndefined();

    leaver.abort();
    expect(await left).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await late).toBeUndefined();
    held?.();
    const next = await turns.take();
    expect(next).toBeTypeOf('function');
    expect(await turns.take(AbortSignal.abort())).toBeUndefined();
  });
});
