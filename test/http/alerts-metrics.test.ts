import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../adapters/http/metrics.ts';

describe('the figure of dead letters', () => {
  it('is asked when somebody looks', async () => {
    let letters = 2;
    const metrics = createMetrics({ deadLetters: async () => letters });

    expect(await metrics.text()).toContain('hvevent_alerts_dead_letters 2');
    letters = 0;
    expect(await metrics.text()).toContain('hvevent_alerts_dead_letters 0');
  });

  it('stays what it was while the store fails, and the other figures are told', async () => {
    let fails = false;
    const metrics = createMetrics({
      deadLetters: () => (fails ? Promise.reject(new Error('no store')) : Promise.resolve(3)),
    });
    await metrics.text();
    fails = true;

    const text = await metrics.text();
    expect(text).toContain('hvevent_alerts_dead_letters 3');
    expect(text).toContain('hvevent_knowledge_entries');
  });

  it('is asked once for many who look at the same time', async () => {
    let asked = 0;
    const { promise, resolve } = Promise.withResolvers<number>();
    const metrics = createMetrics({
      deadLetters: () => {
        asked += 1;
        return promise;
      },
    });
    const looks = [metrics.text(), metrics.text(), metrics.text()];
    resolve(1);

    for (const text of await Promise.all(looks)) expect(text).toContain('hvevent_alerts_dead_letters 1');
    expect(asked).toBe(1);
  });

  it('is not there without alerts', async () => {
    expect(await createMetrics().text()).not.toContain('dead_letters');
  });
});
