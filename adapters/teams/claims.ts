/**
 * What a token must look like before the library sees it. The library takes several kinds of tokens, of other bots and of a desktop tool
 * among them, and for those it neither checks whom they were made for nor which address they speak of. Only Teams' own are let through.
 */
import { z } from 'zod';

/** Who makes Teams' tokens. */
export const ISSUER = 'https://api.botframework.com';
const ALGORITHMS: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512']);
const LONGEST = 12_000;

const Head = z.object({ alg: z.string(), kid: z.string().min(1) });
const Claims = z.object({ iss: z.string(), aud: z.string() });

/** Whether it is worth checking: nothing here is proved yet. `header` is `Bearer` and three parts in base64url. */
export function mayBeOfTeams(header: unknown, appId: string): header is string {
  if (typeof header !== 'string' || header.length > LONGEST) return false;
  const [scheme, token, ...more] = header.split(' ');
  const parts = token?.split('.') ?? [];
  if (scheme !== 'Bearer' || more.length > 0 || parts.length !== 3) return false;
  const head = Head.safeParse(decoded(parts[0]));
  const claims = Claims.safeParse(decoded(parts[1]));
  return (
    head.success &&
    claims.success &&
    ALGORITHMS.has(head.data.alg) &&
    claims.data.iss === ISSUER &&
    claims.data.aud === appId
  );
}

/** The same once more of the claims that were proved. @throws Error when they are not Teams' */
export function demandTeamsClaims(claims: readonly { type: string; value: unknown }[], appId: string): void {
  const valueOf = (type: string) => claims.find((claim) => claim.type === type)?.value;
  if (valueOf('iss') !== ISSUER || valueOf('aud') !== appId) throw new Error('The token is not one of Teams for us.');
}

function decoded(part = ''): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
