/** Whose token a request of a shipper carries. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { NamedToken } from '../../src/config-alerts.ts';
import type { HttpSettings } from './parts.ts';
import { isLoopback } from './security.ts';

/** The source of everything that is sent where no tokens are set: to a server that only this machine can reach. */
const LOCAL_SOURCE = 'local';
const LONGEST = 1024;

/** The source that a request speaks for; undefined when it may not send. */
export type SourceOf = (c: Context) => string | undefined;

/**
 * Tokens come as `Authorization: Bearer`, as the password of `Basic` (the user is not looked at), or, for senders that can set no
 * header (Azure action groups, Splunk, Mackerel), as `?token=`. Without any token in the settings only a server bound to loopback,
 * without a public address, accepts.
 */
export function createSourceOf(
  tokens: readonly NamedToken[],
  { host = '127.0.0.1', publicUrl }: HttpSettings,
): SourceOf {
  const known = tokens.map(({ name, token }) => ({ name, digest: digestOf(token) }));
  const isOpen = known.length === 0 && isLoopback(host) && publicUrl === undefined;
  return (c) => {
    if (known.length === 0) return isOpen ? LOCAL_SOURCE : undefined;
    const given = tokenOf(c);
    if (given === undefined) return undefined;
    const digest = digestOf(given);
    let source: string | undefined;
    // All of them, so that the time says nothing; digests have one length.
    for (const each of known) if (timingSafeEqual(each.digest, digest)) source = each.name;
    return source;
  };
}

function tokenOf(c: Context): string | undefined {
  const header = c.req.header('authorization') ?? '';
  if (header === '') return bounded(c.req.query('token'));
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const value = header.slice(space + 1).trim();
  if (scheme === 'bearer') return bounded(value);
  if (scheme !== 'basic') return undefined;
  const pair = Buffer.from(value.slice(0, 2 * LONGEST), 'base64').toString('utf8');
  return bounded(pair.slice(pair.indexOf(':') + 1));
}

function bounded(token: string | undefined): string | undefined {
  return token === undefined || token === '' || token.length > LONGEST ? undefined : token;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
