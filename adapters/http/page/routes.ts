/** The web page: its parts, one line each. */
import { type Context, Hono } from 'hono';
import type { Lang } from '../../../src/lang.ts';
import type { BoardDoor } from '../board/board-door.ts';
import { boardRoutes } from '../board/board-routes.ts';
import type { HttpParts } from '../parts.ts';
import { askRoutes } from './ask-routes.ts';
import { createAssets } from './assets.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { html } from './markup.ts';
import { createSite, sameAddress, type SitePage } from './site.ts';
import { word } from './words.ts';

/** All routes of the page, to be mounted at `/` after those of programs. @param door of the board of alerts, where there is one */
export function pageRoutes(parts: HttpParts, door?: BoardDoor): Hono {
  const assets = createAssets(parts.readAsset);
  const site = createSite(parts, assets);
  const app = new Hono();
  app.route('/', askRoutes(parts, site));
  app.route('/', feedbackRoutes(parts, site));
  app.route('/', knowledgeRoutes(parts, site));
  if (door) app.route('/', boardRoutes(door, parts, site));
  app.route('/', assets.routes);
  // Mounted last, so this sees only what no route has answered.
  app.use(async (c, next) => {
    await next();
    if (c.res.status !== 404 || !isForReading(c)) return;
    const lang = site.langOf(c);
    c.res = await site.show(c, notFoundPage(lang), { lang, inLang: sameAddress(c) });
  });
  return app;
}

/** A person follows a link; a program does not ask for HTML. */
function isForReading(c: Context): boolean {
  return c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html');
}

function notFoundPage(lang: Lang): SitePage {
  const title = word('error.notFound', lang);
  const content = html`<div class="hero">
    <h1>${title}</h1>
    <p><a href="/">${word('error.back', lang)}</a></p>
  </div>`;
  return { title, content, status: 404 };
}
