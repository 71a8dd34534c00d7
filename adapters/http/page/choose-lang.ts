/** Which language a visitor reads: what they chose, else what the server is set to, else what the browser asks for. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Lang, LANGS } from '../../../src/lang.ts';

const COOKIE = 'hvevent_lang';
const A_YEAR = 365 * 24 * 60 * 60;

function isLang(text: unknown): text is Lang {
  return LANGS.some((lang) => lang === text);
}

/**
 * `?lang=` and `chosen` (of a form) count for good, in a cookie; then the cookie, the setting, Accept-Language; English at last.
 */
export function chooseLang(c: Context, setting: 'auto' | Lang, chosen?: string): Lang {
  const now = chosen ?? c.req.query('lang');
  if (isLang(now)) {
    setCookie(c, COOKIE, now, { path: '/', maxAge: A_YEAR, sameSite: 'Lax', httpOnly: true });
    return now;
  }
  const before = getCookie(c, COOKIE);
  if (isLang(before)) return before;
  return setting === 'auto' ? preferred(c.req.header('Accept-Language') ?? '') : setting;
}

/** `fr-FR, ja;q=0.8, en;q=0.7` -> ja: the most wanted one that there is; the first of equals. */
export function preferred(header: string): Lang {
  let best: { lang: Lang; weight: number } | undefined;
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.split(';');
    const lang = range.trim().slice(0, 2).toLowerCase();
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
    if (isLang(lang) && isTagOf(range, lang) && weight > (best?.weight ?? 0)) best = { lang, weight };
  }
  return best?.lang ?? 'en';
}

/** `ja` and `ja-JP`, not `jam`. */
function isTagOf(range: string, lang: Lang): boolean {
  const after = range.trim()[lang.length];
  return after === undefined || after === '-';
}
