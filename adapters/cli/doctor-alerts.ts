/** What `hvevent doctor` says of alerts: who may send, whether anything is posted anywhere, and what could not be delivered. */
import { deadLetters } from '../../src/alerts/delivery/settle.ts';
import { createPolicy } from '../../src/alerts/policy.ts';
import type { Config } from '../../src/config.ts';
import type { Db } from '../../src/store/db.ts';
import type { Check } from './check.ts';

const NAME = 'alerts';
const MOST_LETTERS = 5;

interface AlertsCheckIo {
  openStore(config: Config): Promise<Db>;
}

/** For the list of settings. */
export function shownAlerts({ alerts }: Config): string {
  const { mode, routes, intakeTokens, operatorTokens } = alerts;
  if (intakeTokens.length === 0) return `${mode}. No sources: HVEVENT_INTAKE_TOKENS is not set`;
  return `${mode}. Routes: ${routes.length}, sources: ${intakeTokens.length}, operators: ${operatorTokens.length}`;
}

/** @param storeIsWell otherwise the store has its own check, and nothing is read */
export async function checkAlerts(config: Config, io: AlertsCheckIo, storeIsWell: boolean): Promise<Check[]> {
  const letters = storeIsWell ? await undelivered(config, io) : [];
  if (config.alerts.intakeTokens.length === 0) {
    const message =
      'No source may send: set HVEVENT_INTAKE_TOKENS=name=token. Without it, only a server for this machine alone takes events.';
    return [{ name: NAME, status: 'ok', message }, ...letters];
  }
  const warnings = [...nowhere(config), ...letters];
  return warnings.length > 0 ? warnings : [{ name: NAME, status: 'ok', message: `On: ${shownAlerts(config)}.` }];
}

function nowhere({ alerts, slack, teams }: Config): Check[] {
  const warning = (message: string): Check => ({ name: NAME, status: 'warning', message });
  const { channels } = createPolicy(alerts);
  if (alerts.mode === 'shadow') return [];
  if (channels.length === 0) return [warning('Events are counted and posted nowhere: set alerts.defaultTo or routes.')];
  const off = Object.entries({ slack, teams }).filter(
    ([platform, on]) => on === undefined && channels.some((channel) => channel.startsWith(`${platform}:`)),
  );
  return off.map(([platform]) => warning(`Channels of ${platform} are named, and it is off: their cards wait.`));
}

async function undelivered(config: Config, io: AlertsCheckIo): Promise<Check[]> {
  const db = await io.openStore(config);
  try {
    const letters = await deadLetters(db);
    const [first] = letters;
    if (first === undefined) return [];
    const reasons = [...new Set(letters.map(({ channel, error }) => `${channel} (${error})`))];
    const more = reasons.length > MOST_LETTERS ? `, and ${reasons.length - MOST_LETTERS} more` : '';
    const { length } = letters;
    const what =
      length === 1 ? '1 card could not be delivered; it is' : `${length} cards could not be delivered; they are`;
    const message = `${what} tried again every hour: ${reasons.slice(0, MOST_LETTERS).join(', ')}${more}.`;
    return [{ name: NAME, status: 'warning', message }];
  } finally {
    await db.close();
  }
}
