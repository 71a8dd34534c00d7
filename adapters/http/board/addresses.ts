/** Addresses of the board's pages. */

export const BOARD = '/alerts';
export const SIGN_IN = '/alerts/sign-in';
export const SIGN_OUT = '/alerts/sign-out';
export const STREAM = '/alerts/stream';

/** Where one may come back to after signing in: pages of the board, without what their query asks. */
const OWN_PAGE = /^\/alerts(\/[\w-]{1,64}(\/mute)?)?$/;

export function incidentHref(id: string): string {
  return `${BOARD}/${encodeURIComponent(id)}`;
}

export function signInHref(path: string): string {
  const next = ownPage(path);
  return next === BOARD ? SIGN_IN : `${SIGN_IN}?${new URLSearchParams({ next }).toString()}`;
}

/** The page if it is one of the board; the board otherwise, so that nobody is led elsewhere. */
export function ownPage(path: string): string {
  return OWN_PAGE.test(path) && path !== SIGN_IN && path !== SIGN_OUT && path !== STREAM ? path : BOARD;
}
