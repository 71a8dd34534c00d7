/** Says in the log what was turned away, without letting a stranger fill the log. */
import type { ChatLog } from '../../src/chat/log.ts';

/** Each reason at most once in this time. Milliseconds. */
const EVERY_MS = 60_000;

/** Why a request is turned away. Fixed words: nothing of the request is in them. */
export const REFUSALS = {
  notTeams: 'it is not of the channel msteams',
  token: 'its token is not good: if it is from your Teams, compare MicrosoftAppId and the clock of this machine',
  keys: 'its token cannot be checked, as the keys of Teams cannot be fetched: check the network, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1',
  serviceUrl: 'it wants answers at an address that is not of Teams: if it is, add it to teams.serviceUrls',
  tenant: 'it is from another organisation: if its people are to be answered, add its tenant to teams.tenants',
  notLocal: 'it does not come from a program on this machine, and teams.insecureLocal is on',
} as const;
export type Refusal = keyof typeof REFUSALS;

/** @returns what counts one refusal, and writes a line when the last one of its kind is long enough ago */
export function createRefusalLog(log: ChatLog, now: () => number): (refusal: Refusal) => void {
  const last = new Map<Refusal, { at: number; unsaid: number }>();
  return (refusal) => {
    const before = last.get(refusal);
    if (before !== undefined && now() - before.at < EVERY_MS) {
      before.unsaid += 1;
      return;
    }
    const more = before?.unsaid ?? 0;
    last.set(refusal, { at: now(), unsaid: 0 });
    log.warn(`teams: a request was refused: ${REFUSALS[refusal]}`, more > 0 ? { moreSince: more } : {});
  };
}
