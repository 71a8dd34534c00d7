/**
 * FakeSlack with its page, and the real app in it, in one process: `npm run fake-slack`, then open the address it prints.
 *
 *   node test/fake-slack-run.ts [--socket] [--port 4000]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLog, standardError } from '../adapters/http/log.ts';
import { startFakeSlackWithPage } from './fake-slack/page.ts';
import { startAppOn } from './slack/app-on-fake.ts';

const { values } = parseArgs({ options: { socket: { type: 'boolean', default: false }, port: { type: 'string' } } });
const mode = values.socket ? 'socket' : 'http';
const slack = await startFakeSlackWithPage({ mode, port: Number(values.port ?? 4000) });
const to = standardError();
const app = await startAppOn(slack, mode, {
  log: createLog({ level: 'info', to }),
  now: Date.now,
  pause: (milliseconds) => wait(milliseconds),
  escalation: { channel: slack.channel('general') },
  publicUrl: 'http://127.0.0.1:8080',
});
process.stdout.write(`FakeSlack is at ${slack.url} (the app is connected by ${mode})\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (async () => {
      await app.stop();
      await slack.close();
      to.flushSync();
      process.exit(0);
    })();
  });
}
