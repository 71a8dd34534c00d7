import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertsCommand } from '../../adapters/cli/alerts.ts';
import type { Alerts } from '../../src/alerts/alerts.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { alertsOn, batchOf, DAY, diskError, harmless, HOUR, START } from '../alerts/alerts-rig.ts';

let db: Db;
let closed = 0;
beforeEach(async () => {
  db = openSqlite(':memory:');
  await migrate(db);
  closed = 0;
});
afterEach(() => db.close());

function opened(config: object): Alerts {
  return alertsOn(db, { config });
}

async function run(alerts: Alerts, args: string[] = []) {
  let out = '';
  const command = alertsCommand({
    out: (text) => (out += text),
    openAlerts: async () => ({ alerts, close: async () => void (closed += 1) }),
    now: () => START + HOUR,
  });
  for (const each of [command, ...command.commands]) each.exitOverride().configureOutput({ writeErr: () => undefined });
  const failed = await command.parseAsync(['report', ...args], { from: 'user' }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { out, failed };
}

describe('hvevent alerts report', () => {
  const SHADOW = { mode: 'shadow', defaultTo: ['slack:C0ALERTS'] };

  it('tells what shadow mode would have posted where', async () => {
    const alerts = opened(SHADOW);
    await alerts.accept(batchOf([diskError('HV1'), diskError('HV1'), diskError('HV2'), harmless('HV1')]));
    const { out } = await run(alerts);

    expect(out).toBe(
      [
        'From 2026-11-13 13:00 to 2026-11-20 13:00 (UTC)',
        '  4 events counted, 2 incidents arose in shadow mode, 2 cards would have been posted',
        '',
        'By channel',
        '       2  slack:C0ALERTS',
        '',
        'By event',
        '       2  unknown      disk 7 -> slack:C0ALERTS',
        '',
      ].join('\n'),
    );
    expect(closed).toBe(1);
  });

  it('prints JSON of a time', async () => {
    const alerts = opened(SHADOW);
    await alerts.accept(batchOf([diskError('HV1')]));
    const later = await run(alerts, ['--from', '2026-11-21', '--to', '2026-11-22T00:00+00:00', '--format', 'json']);
    const now = await run(alerts, ['--from', '2026-11-20', '--format', 'json']);

    expect(JSON.parse(later.out)).toMatchObject({ from: START + DAY / 2, posts: 0, events: 0 });
    expect(JSON.parse(now.out)).toMatchObject({ posts: 1, byChannel: [{ channel: 'slack:C0ALERTS', posts: 1 }] });
  });

  it('says how to get a report where there is none', async () => {
    const alerts = opened({ defaultTo: ['slack:C0ALERTS'] });
    await alerts.accept(batchOf([diskError('HV1')]));

    expect((await run(alerts)).out).toContain('With "alerts.mode: shadow" in hvevent.yaml');
  });

  it('shows control characters of events as characters', async () => {
    const alerts = opened(SHADOW);
    await alerts.accept(batchOf([diskError('HV1', { provider: 'no\u001b[31msuch' })]));

    expect((await run(alerts)).out).not.toContain('\u001b');
  });

  it.each([
    [['--from', 'yesterday'], 'Write a day'],
    [['--from', '2026-13-40'], 'Write a day'],
    [['--from', '2026-11-20', '--to', '2026-11-20'], '--from is not before --to.'],
  ])('refuses %j', async (args, sentence) => {
    expect((await run(opened(SHADOW), args)).failed).toContain(sentence);
  });
});
