/** What all pages share: the language of the visitor, the frame around the content, and how a refusal looks. */
import type { Context } from 'hono';
import type { Lang } from '../../../src/lang.ts';
import type { HttpParts } from '../parts.ts';
import type { Assets } from './assets.ts';
import { chooseLang } from './choose-lang.ts';
import { layout, type PageFrame } from './layout.ts';
import type { Html } from './markup.ts';

export type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 503;

export interface SitePage {
  /** Holds no text of users. */
  title: string;
  content: Html;
  status?: Status | undefined;
  /** For this visitor's eyes only: no cache keeps it. */
  isPrivate?: boolean;
}

type SiteFrame = Pick<PageFrame, 'lang'> & Partial<Omit<PageFrame, 'assets' | 'knowledge'>>;

export interface Site {
  /** @param chosen what a form says */
  langOf(c: Context, chosen?: string): Lang;
  show(c: Context, page: SitePage, frame: SiteFrame): Response | Promise<Response>;
}

export function createSite({ settings, answerer, board }: HttpParts, assets: Assets): Site {
  return {
    langOf: (c, chosen) => chooseLang(c, settings.language, chosen),
    show: (c, { title, content, status = 200, isPrivate = false }, frame) => {
      c.header('Vary', 'Accept-Language, Cookie');
      c.header('Cache-Control', isPrivate || hasText(c) ? 'no-store' : 'private, no-cache');
      const { knowledge } = answerer().catalog;
      const whole = { assets, knowledge, hasAlerts: board !== undefined, ...frame };
      return c.html(layout(whole, title, content), status);
    },
  };
}

/** What people paste is kept by no cache, the browser's own included. */
function hasText(c: Context): boolean {
  return c.req.method === 'POST' || c.req.query('text') !== undefined;
}

/** This address with another language. Only the query is written, so that no path of a visitor becomes a link. */
export function sameAddress(c: Context): (lang: Lang) => string {
  const query = new URLSearchParams(c.req.query());
  return (lang) => {
    query.set('lang', lang);
    return `?${query.toString()}`;
  };
}
