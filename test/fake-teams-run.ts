/**
 * A Teams of our own with its page, and the real app in it, in one process: `npm run fake-teams`, then open the address.
 *
 *   node test/fake-teams-run.ts [--port 4001]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLog, standardError } from '../adapters/http/log.ts';
import { startFakeTeamsWithPage } from './fake-teams/page.ts';
import { startAppOn } from './teams/app-on-fake.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const teams = await startFakeTeamsWithPage({ port: Number(values.port ?? 4001) });
const to = standardError();
const app = await startAppOn(teams, {
  log: createLog({ level: 'info', to }),
  now: Date.now,
  pause: (milliseconds) => wait(milliseconds),
  escalation: { conversation: teams.channel('Servers').id },
  publicUrl: 'http://127.0.0.1:8080',
});
process.stdout.write(`FakeTeams is at ${teams.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (async () => {
      await app.stop();
      await teams.close();
      to.flushSync();
      process.exit(0);
    })();
  });
}
