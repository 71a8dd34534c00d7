/** `/`: the form, and the answer below it. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { READ_LIMITS } from '../../../src/event/event.ts';
import { MOST_FILE_BYTES } from '../../../src/files/read-file.ts';
import type { Lang } from '../../../src/lang.ts';
import type { HttpParts } from '../parts.ts';
import { answerAsked } from './answer-asked.ts';
import { readAsked } from './ask-form.ts';
import { homeContent, trouble } from './home.ts';
import type { Html } from './markup.ts';
import { sameAddress, type Site, type Status } from './site.ts';
import { word } from './words.ts';

/** A file, a text whose every character may take nine bytes in a form, and the rest of the form. */
const MOST_FORM_BYTES = MOST_FILE_BYTES + 9 * READ_LIMITS.characters + 64 * 1024;
/** A question in an address is typed or linked, never pasted. */
const LONGEST_LINKED_TEXT = 2000;

export function askRoutes(parts: HttpParts, site: Site): Hono {
  const app = new Hono();

  app.get('/', async (c) => {
    const lang = site.langOf(c);
    const text = (c.req.query('text') ?? '').slice(0, LONGEST_LINKED_TEXT);
    if (text.trim() === '') return home(c, site, { lang });
    const told = await answerAsked({ text, answers: new Map(), cut: 0 }, parts, lang);
    return home(c, site, { lang, text, ...told });
  });

  const onError = (c: Context) => refused(c, site, { name: 'tooLarge', status: 413 });
  app.post('/', bodyLimit({ maxSize: MOST_FORM_BYTES, onError }), async (c) => {
    const asked = await readAsked(c).catch(() => undefined);
    if (asked === undefined) return refused(c, site, { name: 'badForm', status: 400 });
    const lang = site.langOf(c, asked.lang);
    if (asked.text.trim() === '' && asked.file === undefined) return home(c, site, { lang });
    const text = asked.text.slice(0, READ_LIMITS.characters);
    return home(c, site, { lang, text, ...(await answerAsked(asked, parts, lang)) });
  });

  return app;
}

interface Home {
  lang: Lang;
  text?: string;
  title?: string;
  result?: Html | '';
  status?: Status;
  /** The language switch sends the question again. */
  keeps?: boolean;
  tries?: boolean;
}

function home(
  c: Context,
  site: Site,
  { lang, text = '', title, result = '', ...more }: Home,
): Response | Promise<Response> {
  const { status, keeps = false, tries = result === '' } = more;
  const content = homeContent({ lang, text, result, tries });
  const inLang = keeps ? {} : { inLang: sameAddress(c) };
  return site.show(
    c,
    { title: title ?? word('home.title', lang), content, status },
    { lang, section: 'ask', ...inLang },
  );
}

/** The start page with what went wrong, and what to do about it. */
export function refused(
  c: Context,
  site: Site,
  { name, status }: { name: 'tooLarge' | 'badForm'; status: Status },
): Response | Promise<Response> {
  const lang = site.langOf(c);
  const title = word(`error.${name}`, lang);
  return home(c, site, { lang, title, status, result: trouble(title, word(`error.${name}.hint`, lang)) });
}
