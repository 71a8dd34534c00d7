/** Signing keys of our own, and tokens as Teams makes them, good and bad. */
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Who makes Teams' tokens. */
export const ISSUER = 'https://api.botframework.com';

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function newKey(kid: string): SigningKey {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** As it stands in the list of keys. */
export function asJwk({ kid, publicKey }: SigningKey, endorsements: readonly string[]): object {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256', endorsements };
}

export interface TokenParts {
  claims: Readonly<Record<string, unknown>>;
  key: SigningKey;
  /** `HS256` signs with the public key as if it were a secret; `none` does not sign. */
  alg?: 'RS256' | 'HS256' | 'none';
  kid?: string;
}

export function makeToken({ claims, key, alg = 'RS256', kid = key.kid }: TokenParts): string {
  const head = encoded({ alg, typ: 'JWT', kid });
  const body = encoded(claims);
  return `${head}.${body}.${signature(`${head}.${body}`, key, alg)}`;
}

function signature(signed: string, { privateKey }: SigningKey, alg: 'RS256' | 'HS256' | 'none'): string {
  if (alg === 'none') return '';
  if (alg === 'RS256') return sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  return createHmac('sha256', pem).update(signed).digest('base64url');
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
