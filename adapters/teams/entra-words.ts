/** What Entra says when it gives no token, without what might be a secret in it. */

/** Its word, such as `invalid_client`, and with its number `AADSTS7000215` for people; never its text. */
export function entraWords(error: unknown): { word: string; shown: string } {
  const given = error instanceof Error && 'errorCode' in error ? String(error.errorCode) : '';
  const word = /^\w{1,64}$/.test(given) ? given : 'unknown';
  const number = error instanceof Error ? /AADSTS\d{1,9}/.exec(error.message)?.[0] : undefined;
  return { word, shown: number === undefined ? word : `${word}, ${number}` };
}
