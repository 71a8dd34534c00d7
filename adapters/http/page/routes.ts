/** The web page: addresses, and who answers them. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Answerer } from '../../../src/answer.ts';
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import type { Lang } from '../../../src/lang.ts';
import { READ_LIMITS } from '../../../src/event/event.ts';
import { errorFields } from '../log.ts';
import type { HttpParts } from '../parts.ts';
import { answerAsked } from './answer-asked.ts';
import { createAssets } from './assets.ts';
import { type Asked, readAsked } from './ask-form.ts';
import { chooseLang } from './choose-lang.ts';
import { entryHref } from './entry-address.ts';
import { eventContent } from './event-page.ts';
import { readFeedback } from './feedback-form.ts';
import { homeContent, trouble } from './home.ts';
import { knowledgeContent, nameOf, nearEntriesContent } from './knowledge-list.ts';
import { indexKnowledge, type KnowledgeIndex, readSearch } from './knowledge-search.ts';
import { layout, type PageFrame } from './layout.ts';
import { html, type Html } from './markup.ts';
import { word } from './words.ts';

const MIB = 1024 * 1024;
/** A file of 20 MiB, and a text whose every character may take nine bytes in a form. */
const MOST_FORM_BYTES = 20 * MIB + 9 * READ_LIMITS.characters + 64 * 1024;
const MOST_FEEDBACK_BYTES = 64 * 1024;
/** A question in an address is typed or linked, never pasted. */
const LONGEST_LINKED_TEXT = 2000;

type Status = 200 | 400 | 404 | 413 | 422 | 503;

interface Page {
  title: string;
  content: Html;
  status?: Status;
}

/** All routes of the page, to be mounted at `/`. */
export function pageRoutes(parts: HttpParts): Hono {
  const assets = createAssets(parts.readAsset);
  const indexOf = indexOnce(parts.answerer);
  const app = new Hono();
  const langOf = (c: Context, chosen?: string): Lang => chooseLang(c, parts.settings.language, chosen);
  const takesFiles = true;

  const show = (c: Context, { title, content, status = 200 }: Page, frame: Partial<PageFrame> & { lang: Lang }) => {
    c.header('Vary', 'Accept-Language, Cookie');
    c.header('Cache-Control', c.req.method === 'POST' ? 'no-store' : 'private, no-cache');
    const { knowledge } = parts.answerer().catalog;
    return c.html(layout({ assets, knowledge, ...frame }, title, content), status);
  };
  const home = (c: Context, { lang, asked, title, result = '', status = 200, keeps, tries = result === '' }: HomePage) => {
    const content = homeContent({ lang, text: asked?.text ?? '', takesFiles, result, tries });
    const inLang = keeps === true ? {} : { inLang: sameAddress(c) };
    return show(c, { title: title ?? word('home.title', lang), content, status }, { lang, section: 'ask', ...inLang });
  };
  const refused = (c: Context, lang: Lang, { name, status }: { name: 'tooLarge' | 'badForm'; status: Status }) => {
    const heading = word(`error.${name}`, lang);
    return home(c, { lang, title: heading, status, result: trouble(heading, word(`error.${name}.hint`, lang)) });
  };

  app.get('/', async (c) => {
    const lang = langOf(c);
    const text = (c.req.query('text') ?? '').slice(0, LONGEST_LINKED_TEXT);
    if (text.trim() === '') return home(c, { lang });
    const asked: Asked = { text, answers: new Map(), cut: 0 };
    return home(c, { lang, asked, ...(await answerAsked(asked, parts, lang)) });
  });

  app.post(
    '/',
    bodyLimit({ maxSize: MOST_FORM_BYTES, onError: (c) => refused(c, langOf(c), { name: 'tooLarge', status: 413 }) }),
    async (c) => {
      const asked = await readAsked(c).catch(() => undefined);
      if (asked === undefined) return refused(c, langOf(c), { name: 'badForm', status: 400 });
      const lang = langOf(c, asked.lang);
      if (asked.text.trim() === '' && asked.file === undefined) return home(c, { lang });
      const shown = { ...asked, text: asked.text.slice(0, READ_LIMITS.characters) };
      return home(c, { lang, asked: shown, ...(await answerAsked(asked, parts, lang)) });
    },
  );

  app.post(
    '/feedback',
    bodyLimit({
      maxSize: MOST_FEEDBACK_BYTES,
      onError: (c) => refused(c, langOf(c), { name: 'tooLarge', status: 413 }),
    }),
    async (c) => {
      const lang = langOf(c);
      const given = await readFeedback(c).catch(() => undefined);
      if (given === undefined) return refused(c, lang, { name: 'badForm', status: 400 });
      const stored = await parts.assistant.feedback(given).then(
        () => true,
        (error: unknown) => {
          parts.log.warn('feedback was not stored', errorFields(error));
          return false;
        },
      );
      const said = word(stored ? 'feedback.thanks' : 'feedback.failed', lang);
      return show(c, thanksPage(said, lang, stored ? 200 : 503), { lang, section: 'ask' });
    },
  );

  app.get('/knowledge', (c) => {
    const lang = langOf(c);
    const search = readSearch((name) => c.req.query(name));
    const all = parts.answerer().catalog.entries.length;
    const content = knowledgeContent({ lang, search, found: indexOf().search(search), all });
    return show(c, { title: word('list.title', lang), content }, { lang, section: 'knowledge', inLang: sameAddress(c) });
  });

  app.get('/events/:provider/:id', (c) => {
    const lang = langOf(c);
    const answerer = parts.answerer();
    const entry = answerer.catalog.entry(`${c.req.param('provider')}/${c.req.param('id')}`);
    const frame = { lang, section: 'knowledge', inLang: sameAddress(c) } as const;
    if (entry === undefined) {
      const near = nearEntries(answerer, c.req.param());
      return show(c, { title: word('error.noEntry', lang), content: nearEntriesContent(near, lang), status: 404 }, frame);
    }
    if (c.req.query('format') === 'json') {
      const { file: _file, ...published } = entry;
      return c.json(published);
    }
    const { publicUrl } = parts.settings;
    const canonical = publicUrl === undefined ? undefined : new URL(entryHref(entry.key), publicUrl).href;
    const page = { title: `${nameOf(entry)} · ${entry.title[lang]}`, content: eventContent(entry, answerer, lang) };
    return show(c, page, { ...frame, canonical });
  });

  app.route('/', assets.routes);
  // Mounted last, so this sees only what no route has answered.
  app.use(async (c, next) => {
    await next();
    if (c.res.status !== 404 || !isForReading(c)) return;
    const lang = langOf(c);
    c.res = await show(c, notFoundPage(lang), { lang, inLang: sameAddress(c) });
  });
  return app;
}

/** A person follows a link; a program did not ask for HTML. */
function isForReading(c: Context): boolean {
  return c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html');
}

interface HomePage {
  lang: Lang;
  asked?: Asked;
  title?: string;
  result?: Html | '';
  status?: Status;
  /** The language switch sends the question again. */
  keeps?: boolean;
  tries?: boolean;
}

function thanksPage(said: string, lang: Lang, status: Status): Page {
  const content = html`<div class="hero"><h1 class="feedback-said">${said}</h1><p><a href="/">${word('error.back', lang)}</a></p></div>`;
  return { title: said, content, status };
}

function notFoundPage(lang: Lang): Page {
  const title = word('error.notFound', lang);
  const content = html`<div class="hero"><h1>${title}</h1><p><a href="/">${word('error.back', lang)}</a></p></div>`;
  return { title, content, status: 404 };
}

/** Entries of the same source, else those with the same ID. */
function nearEntries({ catalog }: Answerer, { provider, id }: { provider: string; id: string }): readonly Entry[] {
  const ofSource = catalog.entries.filter(({ key }) => key.startsWith(`${provider}/`));
  return ofSource.length > 0 ? ofSource : catalog.entriesOfId(/^\d{1,5}$/.test(id) ? Number(id) : NaN);
}

/** This address with another language. Only the query is written, so that no path of a visitor becomes a link. */
function sameAddress(c: Context): (lang: Lang) => string {
  const query = new URLSearchParams(c.req.query());
  return (lang) => {
    query.set('lang', lang);
    return `?${query.toString()}`;
  };
}

/** The index of the knowledge in force; made anew when that changes. */
function indexOnce(answerer: () => Answerer): () => KnowledgeIndex {
  let made: { catalog: Answerer['catalog']; index: KnowledgeIndex } | undefined;
  return () => {
    const { catalog } = answerer();
    if (made?.catalog !== catalog) made = { catalog, index: indexKnowledge(catalog) };
    return made.index;
  };
}
