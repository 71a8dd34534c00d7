/** What `hvevent doctor` says of Teams: what is set, what is missing, what to do. Never a secret. */
import type { TeamsConfig } from '../../src/config-teams.ts';
import type { Config } from '../../src/config.ts';
import type { Check } from './check.ts';

const NAME = 'Teams';

interface TeamsIo {
  checkTeams(teams: TeamsConfig): Promise<string>;
}

/** For the list of settings: how it proves who it is, not with what. */
export function shownTeams({ teams }: Config): string {
  if (teams === undefined) return 'off';
  if (teams.identity.kind === 'insecureLocal') return 'insecureLocal, this machine only';
  const { kind } = teams.identity.credentials;
  const how = { password: 'client secret', certificate: 'certificate', managedIdentity: 'managed identity' }[kind];
  const { length } = teams.tenants;
  return `${how}, ${length === 1 ? 'one tenant' : `${length} tenants`}`;
}

export async function checkTeams(config: Config, io: TeamsIo): Promise<Check[]> {
  const { teams } = config;
  if (teams === undefined) {
    const message =
      'Off. To switch it on: deploy/teams/README.md (MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppPassword are enough).';
    return [{ name: NAME, status: 'ok', message }];
  }
  if (teams.identity.kind === 'insecureLocal') {
    const message =
      'teams.insecureLocal is on: whoever can start a program on this machine is answered without a token. Remove it once you have an app registration.';
    return [{ name: NAME, status: 'warning', message }];
  }
  const app = await io.checkTeams(teams).then(
    (message): Check => ({ name: NAME, status: 'ok', message: `${shownTeams(config)}. ${message}` }),
    (error: unknown): Check => ({
      name: NAME,
      status: 'wrong',
      message: error instanceof Error ? error.message : String(error),
    }),
  );
  return [app, ...warnings(config)];
}

function warnings({ publicUrl, secretKeys }: Config): Check[] {
  const warning = (message: string): Check => ({ name: NAME, status: 'warning', message });
  const found: Check[] = [];
  if (publicUrl?.startsWith('https:') !== true)
    found.push(
      warning(
        "Teams sends over the Internet, to https://…/api/messages: set server.publicUrl to the https:// address of this server, and the same with /api/messages in the bot's settings in Azure.",
      ),
    );
  if (secretKeys.length === 0)
    found.push(
      warning(
        'What people ask is stored readable for 30 days: set HVEVENT_SECRET_KEY ("openssl rand -base64 32") to seal it.',
      ),
    );
  return found;
}
