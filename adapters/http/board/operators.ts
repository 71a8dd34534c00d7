/** Operators: their tokens, and the signed sessions that stand for a token in a browser. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { NamedToken } from '../../../src/config-alerts.ts';

const LONGEST_TOKEN = 1024;
const LONGEST_COOKIE = 512;
/** A working day. Milliseconds. */
const SESSION_MS = 12 * 3_600_000;
/** Sessions that were ended and would still be valid; the oldest are forgotten. */
const MOST_ENDED = 10_000;
/** Never in a name, and allowed in a cookie. */
const BETWEEN = '~';

export interface Session {
  /** Of the operator. */
  name: string;
  nonce: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export interface Operators {
  /** Whether there is any. */
  any: boolean;
  names: readonly string[];
  /** Whose token it is. Takes the same time whatever is wrong with it. */
  nameOf(token: string): string | undefined;
  /** A new session for the owner of a token: the value of a cookie, from which the token can not be told. */
  open(token: string): { value: string; session: Session } | undefined;
  session(value: string | undefined): Session | undefined;
  /** Neither expired nor ended. */
  isOpen(session: Session): boolean;
  /** What a form of this session carries. */
  formKey(session: Session): string;
  isFormKey(session: Session, given: string): boolean;
  /** This process takes it no more; other replicas until it expires. */
  end(session: Session): void;
}

/**
 * A session is `name~expires~nonce~mac`, the key made of the operator's token: it holds on every replica and after a restart, and ends
 * when the token is taken out of the settings.
 */
export function createOperators(tokens: readonly NamedToken[], now: () => number): Operators {
  const known = tokens.map(({ name, token }) => ({ name, digest: digestOf(token), key: keyOf(token) }));
  const ended = new Set<string>();

  const ownerOf = (token: string): (typeof known)[number] | undefined => {
    if (token === '' || token.length > LONGEST_TOKEN) return undefined;
    const digest = digestOf(token);
    let owner: (typeof known)[number] | undefined;
    // All of them, so that the time says nothing; digests have one length.
    for (const each of known) if (timingSafeEqual(each.digest, digest)) owner = each;
    return owner;
  };
  const isOpen = ({ expiresAt, nonce }: Session): boolean => expiresAt > now() && !ended.has(nonce);

  const read = (value: string | undefined): Session | undefined => {
    if (value === undefined || value.length > LONGEST_COOKIE) return undefined;
    const [name = '', expires = '', nonce = '', mac = '', ...rest] = value.split(BETWEEN);
    if (rest.length > 0 || !/^\d{1,15}$/.test(expires)) return undefined;
    const signed = signedPart('session', { name, expires, nonce });
    // A name may have two tokens while one replaces the other.
    if (!known.some((each) => each.name === name && same(macOf(each.key, signed), mac))) return undefined;
    const session = { name, nonce, expiresAt: Number(expires) };
    return isOpen(session) ? session : undefined;
  };
  const formKeyOf = ({ name, nonce, expiresAt }: Session): string => {
    const signed = signedPart('form', { name, expires: String(expiresAt), nonce });
    const key = known.find((each) => each.name === name)?.key;
    return key === undefined ? '' : macOf(key, signed);
  };

  return {
    any: known.length > 0,
    names: [...new Set(known.map(({ name }) => name))],
    nameOf: (token) => ownerOf(token)?.name,
    open(token) {
      const owner = ownerOf(token);
      if (owner === undefined) return undefined;
      const session = { name: owner.name, nonce: randomBytes(16).toString('base64url'), expiresAt: now() + SESSION_MS };
      const parts = { name: owner.name, expires: String(session.expiresAt), nonce: session.nonce };
      const mac = macOf(owner.key, signedPart('session', parts));
      return { value: [parts.name, parts.expires, parts.nonce, mac].join(BETWEEN), session };
    },
    session: read,
    isOpen,
    formKey: formKeyOf,
    isFormKey: (session, given) => same(formKeyOf(session), given),
    end({ nonce }) {
      const [oldest] = ended;
      if (ended.size >= MOST_ENDED && oldest !== undefined) ended.delete(oldest);
      ended.add(nonce);
    },
  };
}

function signedPart(use: 'session' | 'form', parts: { name: string; expires: string; nonce: string }): string {
  return [use, parts.name, parts.expires, parts.nonce].join(BETWEEN);
}

function keyOf(token: string): Buffer {
  return createHmac('sha256', token).update('hvevent board session 1').digest();
}

function macOf(key: Buffer, signed: string): string {
  return createHmac('sha256', key).update(signed).digest('base64url');
}

function same(right: string, given: string): boolean {
  return right !== '' && timingSafeEqual(digestOf(right), digestOf(given));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
