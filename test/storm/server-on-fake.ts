/**
 * `hvevent serve` with its Slack at FakeSlack, as a process that can be killed. The environment is the product's own, and FAKE_SLACK
 * (its address). Time may go by faster than it does: CLOCK_BEGIN (milliseconds since 1970) and CLOCK_SPEED are the same for all who
 * look at one clock.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLog, standardError } from '../../adapters/http/log.ts';
import { runServer } from '../../adapters/http/run-server.ts';
import { startSlack } from '../../adapters/slack/start.ts';
import { chatAlerts } from '../../src/alerts/chat/chat-alerts.ts';
import { readConfig } from '../../src/config.ts';
import { fastClock } from './fast-clock.ts';

const { env } = process;
const { now, real } = fastClock({ begin: Number(env['CLOCK_BEGIN']), speed: Number(env['CLOCK_SPEED']) });
const pause = async (milliseconds: number): Promise<void> => {
  await setTimeout(real(milliseconds), undefined, { ref: false });
};
const { config, problems } = readConfig({ env, cwd: process.cwd(), readFile: (path) => readFileSync(path, 'utf8') });
if (config?.slack === undefined) throw new Error(`no settings: ${JSON.stringify(problems)}`);
const { slack: settings, language } = config;
const fakeSlack = env['FAKE_SLACK'] ?? '';

await runServer({
  config,
  directories: [fileURLToPath(new URL('../../knowledge', import.meta.url))],
  log: createLog({ level: config.logLevel, to: standardError() }),
  now,
  newId: randomUUID,
  pause,
  readAsset: () => '',
  startPlatforms: async (parts) => [
    await startSlack({
      ...parts,
      alerts: chatAlerts(parts.alerts, { config: config.alerts, publicUrl: undefined }),
      settings,
      secretKeys: [],
      language,
      pause,
      apiUrl: `${fakeSlack}/api/`,
      fakeSlack,
    }),
  ],
  announce: async (line) => void process.stdout.write(line),
  onStopSignal: (listener) => void process.once('SIGTERM', listener),
  exitNow: () => process.exit(1),
});
process.exit(0);
