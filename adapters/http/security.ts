/** What every response carries, and which requests are refused before any route sees them. */
import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { failure } from './failure.ts';
import type { HttpSettings } from './parts.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_FETCH_SITES = new Set(['same-origin', 'none']);
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** A year, in seconds. */
const HSTS = 'max-age=31536000';

/** No script and no style but our own files, in no frame, telling no other site where the person came from. */
export function securityHeaders({ publicUrl }: HttpSettings): MiddlewareHandler {
  const isHttps = publicUrl !== undefined && new URL(publicUrl).protocol === 'https:';
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
    // Not no-referrer: with that, browsers send our own forms with `Origin: null`, and over plain http nothing else tells whose they are.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps ? HSTS : false,
  });
}

/**
 * DNS rebinding: a web site can give its own name our loopback address and read from the person's browser what only this
 * machine should see. Bound to loopback, the server answers to names of this machine and to publicUrl only.
 */
export function hostGuard({ host = '127.0.0.1', publicUrl }: HttpSettings): MiddlewareHandler {
  const allowed = new Set([...LOOPBACK_NAMES, inUrl(host).toLowerCase()]);
  if (publicUrl !== undefined) allowed.add(new URL(publicUrl).hostname);
  const open = !isLoopback(host);
  return async (c, next) => {
    if (open || allowed.has(hostName(c))) return next();
    const message =
      'This server is bound to this machine only and does not answer under that host name: use http://localhost, or set server.publicUrl in hvevent.yaml to the address that people use.';
    return failure(c, 421, { code: 'wrong-host', message });
  };
}

/** State changes come from our own page or from programs, never from another site's page. */
export function sameSiteOnly({ publicUrl }: HttpSettings): MiddlewareHandler {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method) || isOwn(c, publicOrigin)) return next();
    const message =
      'The request comes from a page of another site. If it is our own page behind a proxy, set server.publicUrl in hvevent.yaml to the address that people use.';
    return failure(c, 403, { code: 'cross-site', message });
  };
}

/** Browsers send one of the two headers or both; programs send neither. */
function isOwn(c: Context, publicOrigin: string | undefined): boolean {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin === publicOrigin) return true;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return OWN_FETCH_SITES.has(site);
  if (origin === undefined) return true;
  // Behind a proxy that ends TLS the scheme differs, so the host decides.
  return URL.canParse(origin) && new URL(origin).host === c.req.header('host')?.toLowerCase();
}

/** Without the port. */
function hostName(c: Context): string {
  return (c.req.header('host') ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** A host as it stands in a URL: IPv6 in brackets. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
