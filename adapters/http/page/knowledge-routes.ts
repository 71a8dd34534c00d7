/** `/knowledge` and `/events/…`: the list, and a page of its own for each event. */
import { Hono } from 'hono';
import type { Answerer } from '../../../src/answer.ts';
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import { knowledgeStats } from '../../../src/knowledge/stats.ts';
import { indexKnowledge } from '../../../src/knowledge/word-search.ts';
import type { HttpParts } from '../parts.ts';
import { entryHref } from './entry-address.ts';
import { eventContent } from './event-page.ts';
import { knowledgeContent, nameOf, nearEntriesContent } from './knowledge-list.ts';
import { readSearch } from './knowledge-search.ts';
import { nameContent } from './name-page.ts';
import { sameAddress, type Site } from './site.ts';
import { statsContent } from './stats-page.ts';
import { word } from './words.ts';

export function knowledgeRoutes({ answerer, settings }: HttpParts, site: Site): Hono {
  const app = new Hono();
  const index = () => indexKnowledge(answerer().catalog);

  app.get('/knowledge', (c) => {
    const lang = site.langOf(c);
    const search = readSearch((name) => c.req.query(name));
    const found = index().search(search);
    const names = index().names(search);
    const content = knowledgeContent({ lang, search, found, names, all: answerer().catalog.entries.length });
    return site.show(
      c,
      { title: word('list.title', lang), content },
      { lang, section: 'knowledge', inLang: sameAddress(c) },
    );
  });

  app.get('/knowledge/stats', (c) => {
    const lang = site.langOf(c);
    const content = statsContent(knowledgeStats(answerer().catalog), lang);
    return site.show(
      c,
      { title: word('stats.title', lang), content },
      { lang, section: 'knowledge', inLang: sameAddress(c) },
    );
  });

  app.get('/events/:provider/:id', (c) => {
    const lang = site.langOf(c);
    const current = answerer();
    const { provider, id } = c.req.param();
    const key = `${provider}/${id}`;
    const entry = current.catalog.entry(key);
    const identity = current.catalog.identity(key);
    const frame = { lang, section: 'knowledge', inLang: sameAddress(c) } as const;
    if (entry === undefined && identity !== undefined) {
      if (c.req.query('format') === 'json') return c.json(identity);
      const title = `${nameOf(identity)} · ${identity.title[lang]}`;
      return site.show(c, { title, content: nameContent(identity, lang) }, frame);
    }
    if (entry === undefined) {
      const content = nearEntriesContent(nearEntries(current, provider, id), lang);
      return site.show(c, { title: word('error.noEntry', lang), content, status: 404 }, frame);
    }
    if (c.req.query('format') === 'json') return c.json(published(entry));
    const title = `${nameOf(entry)} · ${entry.title[lang]}`;
    const canonical = settings.publicUrl && new URL(entryHref(entry.key), settings.publicUrl).href;
    return site.show(c, { title, content: eventContent(entry, current, lang) }, { ...frame, canonical });
  });

  return app;
}

/** Where the file stands on the server is nobody's business. */
function published({ file: _file, ...entry }: Entry): Omit<Entry, 'file'> {
  return entry;
}

/** Entries of the same source, else those with the same ID. */
function nearEntries({ catalog }: Answerer, provider: string, id: string): readonly Entry[] {
  const ofSource = catalog.entries.filter(({ key }) => key.startsWith(`${provider}/`));
  return ofSource.length > 0 ? ofSource : catalog.entriesOfId(/^\d{1,5}$/.test(id) ? Number(id) : NaN);
}
