/** `/feedback`: an opinion on an answer, stored before it is thanked for. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Lang } from '../../../src/lang.ts';
import { errorFields } from '../log.ts';
import type { HttpParts } from '../parts.ts';
import { refused } from './ask-routes.ts';
import { readFeedback } from './feedback-form.ts';
import { html } from './markup.ts';
import type { Site, SitePage } from './site.ts';
import { word } from './words.ts';

const MOST_BYTES = 64 * 1024;

export function feedbackRoutes({ assistant, log, metrics }: HttpParts, site: Site): Hono {
  const app = new Hono();
  const onError = (c: Context) => refused(c, site, { name: 'tooLarge', status: 413 });

  app.post('/feedback', bodyLimit({ maxSize: MOST_BYTES, onError }), async (c) => {
    const given = await readFeedback(c).catch(() => undefined);
    if (given === undefined) return refused(c, site, { name: 'badForm', status: 400 });
    const lang = site.langOf(c);
    try {
      await assistant.feedback(given);
      return site.show(c, said('feedback.thanks', lang), { lang, section: 'ask' });
    } catch (error) {
      metrics.storeError();
      log.warn('feedback was not stored', errorFields(error));
      return site.show(c, { ...said('feedback.failed', lang), status: 503 }, { lang, section: 'ask' });
    }
  });
  return app;
}

/** The script looks for the class: only thanks are thanks. */
function said(name: 'feedback.thanks' | 'feedback.failed', lang: Lang): SitePage {
  const title = word(name, lang);
  const content = html`<div class="hero"><h1${name === 'feedback.thanks' ? html` class="thanks"` : ''}>${title}</h1><p><a href="/">${word('error.back', lang)}</a></p></div>`;
  return { title, content };
}
