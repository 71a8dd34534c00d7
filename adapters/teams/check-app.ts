/** For `hvevent doctor`: asks Entra for a token, as we would before we say anything in Teams. */
import type { TeamsConfig } from '../../src/config-teams.ts';
import { createTeamsSdk } from './sdk.ts';
import { entraWords } from './entra-words.ts';

const UNREACHABLE = new Set(['network_error', 'endpoints_resolution_error', 'no_network_connectivity']);

/** @returns what is well. @throws a sentence that says which setting is wrong, or that Entra cannot be reached */
export async function checkApp({ identity }: Pick<TeamsConfig, 'identity'>): Promise<string> {
  if (identity.kind === 'insecureLocal') return 'No app registration is needed.';
  try {
    await createTeamsSdk({ identity }).authorization();
  } catch (error) {
    const { word, shown } = entraWords(error);
    if (identity.credentials.kind === 'managedIdentity') {
      const message = `The managed identity gives no token (${shown}): this works only on the machine in Azure that the identity is assigned to.`;
      throw new Error(message, { cause: error });
    }
    if (UNREACHABLE.has(word)) {
      const message =
        'Entra (login.microsoftonline.com) cannot be reached from here: check the network, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1.';
      throw new Error(message, { cause: error });
    }
    const secret = identity.credentials.kind === 'password' ? 'MicrosoftAppPassword' : 'the certificate';
    const message = `Entra refuses MicrosoftAppId, MicrosoftAppTenantId or ${secret} (${shown}): compare them with the app registration; client secrets expire.`;
    throw new Error(message, { cause: error });
  }
  return 'Entra gives us tokens for it.';
}
