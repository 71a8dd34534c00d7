import { describe, expect, it } from 'vitest';
import type { IntakeEvent } from '../../src/alerts/alerts.ts';
import { createAlerts } from '../../src/alerts/create-alerts.ts';
import { inParts } from '../../src/alerts/in-parts.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { alertsConfig, batchOf, ownAnswerer, START } from './alerts-rig.ts';

const item = (length: number): IntakeEvent => ({
  event: { eventId: 7, provider: 'disk', message: 'x'.repeat(length) },
});
const sizes = (items: readonly IntakeEvent[], most = 3): number[] =>
  [...inParts(items, most)].map((part) => part.length);

describe('parts of a batch', () => {
  it('hold all items in order, so many at most', () => {
    const items = Array.from({ length: 7 }, (_, i) => item(i));
    expect([...inParts(items, 3)].flat()).toEqual(items);
    expect(sizes(items)).toEqual([3, 3, 1]);
    expect(sizes([])).toEqual([]);
  });

  it('end after a long text or message', () => {
    const text: IntakeEvent = { event: {}, text: 'y'.repeat(70_000) };
    expect(sizes([item(1), text, item(70_000), item(30_000), item(40_000), item(1)])).toEqual([2, 1, 2, 1]);
  });

  it('let others have their turn while long texts are judged', async () => {
    const db = openSqlite(':memory:');
    await migrate(db);
    let pauses = 0;
    const alerts = createAlerts({
      db,
      answerer: ownAnswerer,
      config: alertsConfig(),
      now: () => START,
      newId: () => 'id',
      pause: async () => void (pauses += 1),
    });
    await alerts.accept(batchOf([{ eventId: 7, message: 'short' }]));
    const before = pauses;
    const long = Array.from({ length: 20 }, (_, i) => ({ eventId: 7, message: `${i} `.repeat(40_000) }));
    await alerts.accept(batchOf(long));
    // Those of the commit are as many as before.
    expect(pauses - before).toBe(before + 19);
    await db.close();
  });
});
