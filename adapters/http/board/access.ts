/** Who stands before the board: an operator, someone at this machine who may look, or a stranger. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Actor } from '../../../src/alerts/alerts.ts';
import type { HttpSettings } from '../parts.ts';
import { isLoopback } from '../security.ts';
import type { Operators, Session } from './operators.ts';

const COOKIE = 'hvevent_operator';

export type Visitor =
  /** With a session in a browser, with a token otherwise. */
  | { kind: 'operator'; name: string; session?: Session }
  /** No tokens are set and only this machine can reach the server: may look, changes nothing. */
  | { kind: 'guest' }
  /** Has to sign in. */
  | { kind: 'stranger' }
  /** No tokens are set, and others could reach the server: nobody gets in. */
  | { kind: 'closed' };

export type OperatorVisitor = Extract<Visitor, { kind: 'operator' }>;

export interface Access {
  visitor(c: Context): Visitor;
  /** Whether what was found before still holds. */
  holds(visitor: Visitor): boolean;
  /** Sets the cookie when the token is an operator's. */
  signIn(c: Context, token: string): Session | undefined;
  signOut(c: Context): void;
}

export const CLOSED = {
  en: 'The alerts board is closed: this server can be reached from other machines, and no operator tokens are set. Set HVEVENT_OPERATOR_TOKENS=name=token and start it again.',
  ja: 'アラート ボードは閉じられています。ほかのコンピューターからアクセスできる状態で、オペレーター トークンが設定されていません。HVEVENT_OPERATOR_TOKENS=名前=トークン を設定して再起動してください。',
} as const;

export const READ_ONLY = {
  en: 'Nothing can be changed here without operator tokens: set HVEVENT_OPERATOR_TOKENS=name=token and start the server again.',
  ja: 'オペレーター トークンがないため変更できません。HVEVENT_OPERATOR_TOKENS=名前=トークン を設定してサーバーを再起動してください。',
} as const;

export function createAccess(operators: Operators, { host = '127.0.0.1', publicUrl }: HttpSettings): Access {
  const isOpen = isLoopback(host) && publicUrl === undefined;
  const secure = publicUrl !== undefined && new URL(publicUrl).protocol === 'https:';
  // With https the name itself keeps neighbours of our host from setting it.
  const prefix: 'host' | undefined = secure ? 'host' : undefined;
  const cookie = { path: '/', httpOnly: true, sameSite: 'Strict', secure, ...(prefix && { prefix }) } as const;

  return {
    visitor(c) {
      if (!operators.any) return { kind: isOpen ? 'guest' : 'closed' };
      const header = c.req.header('authorization');
      if (header !== undefined) {
        const name = /^bearer /i.test(header) ? operators.nameOf(header.slice('bearer '.length).trim()) : undefined;
        return name === undefined ? { kind: 'stranger' } : { kind: 'operator', name };
      }
      const session = operators.session(getCookie(c, COOKIE, prefix));
      return session === undefined ? { kind: 'stranger' } : { kind: 'operator', name: session.name, session };
    },
    holds: (visitor) =>
      visitor.kind !== 'operator' || visitor.session === undefined || operators.isOpen(visitor.session),
    signIn(c, token) {
      const opened = operators.open(token);
      if (opened === undefined) return undefined;
      const { value, session } = opened;
      // Without an age: it ends with the browser, and at the latest when the session expires.
      setCookie(c, COOKIE, value, cookie);
      return session;
    },
    signOut(c) {
      const session = operators.session(getCookie(c, COOKIE, prefix));
      if (session !== undefined) operators.end(session);
      deleteCookie(c, COOKIE, cookie);
    },
  };
}

/** Who acts, for the audit trail. @param place `web` or `api` */
export function actorOf({ name }: OperatorVisitor, place: 'web' | 'api'): Actor {
  return { kind: 'operator', id: name, name, place };
}
