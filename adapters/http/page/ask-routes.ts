/** `/`: the form, and the answer below it. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { READ_LIMITS } from '../../../src/event/event.ts';
import { MOST_FILE_BYTES } from '../../../src/files/read-file.ts';
import type { Lang } from '../../../src/lang.ts';
import { readBytes } from '../body.ts';
import { failure } from '../failure.ts';
import type { HttpParts } from '../parts.ts';
import { createTurns, type TurnLimits } from '../turns.ts';
import { answerAsked } from './answer-asked.ts';
import { readAsked } from './ask-form.ts';
import { homeContent, trouble } from './home.ts';
import type { Html } from './markup.ts';
import { MOST_TEXT_FORM_BYTES, parseForm } from './read-form.ts';
import { sameAddress, type Site, type Status } from './site.ts';
import { word } from './words.ts';

/** A file, a text, and the rest of the form. */
const MOST_FORM_BYTES = MOST_FILE_BYTES + MOST_TEXT_FORM_BYTES;
/** Larger bodies are files, or made to be large. */
const LARGE_BODY = 1024 * 1024;
/** Large bodies in memory, and those taken apart and read: some hundred MB at most. A body that waits is not read. */
const BODIES: TurnLimits = { atOnce: 6, mostWaiting: 32, mostMs: 20_000 };
const READING: TurnLimits = { atOnce: 2, mostWaiting: BODIES.atOnce, mostMs: 60_000 };
/** When to come again. Seconds. */
const RETRY_AFTER = '10';
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

  const bodies = createTurns(BODIES);
  const reading = createTurns(READING);

  async function answer(c: Context, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
    const form = await parseForm(bytes, c.req.header('content-type') ?? '').catch(() => undefined);
    if (form === undefined) return refused(c, site, { name: 'badForm', status: 400 });
    const asked = readAsked(form);
    const lang = site.langOf(c, asked.lang);
    if (asked.text.trim() === '' && asked.file === undefined) return home(c, site, { lang });
    const text = asked.text.slice(0, READ_LIMITS.characters);
    const { signal } = c.req.raw;
    try {
      return await home(c, site, { lang, text, ...(await answerAsked(asked, { ...parts, signal }, lang)) });
    } catch (error) {
      if (!signal.aborted) throw error;
      return failure(c, 400, { code: 'incomplete', message: 'The connection ended before the answer.' });
    }
  }

  function busy(c: Context): Response | Promise<Response> {
    c.header('Retry-After', RETRY_AFTER);
    return refused(c, site, { name: 'busy', status: 503 });
  }

  async function answerLarge(c: Context): Promise<Response> {
    const { signal } = c.req.raw;
    const place = await bodies.take(signal);
    if (place === undefined) return busy(c);
    let turn: (() => void) | undefined;
    try {
      const bytes = await readBytes(c);
      if (bytes instanceof Response) return bytes;
      turn = await reading.take(signal);
      return turn === undefined ? await busy(c) : await answer(c, bytes);
    } finally {
      turn?.();
      place();
    }
  }

  const onError = (c: Context) => refused(c, site, { name: 'tooLarge', status: 413 });
  app.post('/', bodyLimit({ maxSize: MOST_FORM_BYTES, onError }), async (c) => {
    if (isLarge(c)) return answerLarge(c);
    const bytes = await readBytes(c);
    return bytes instanceof Response ? bytes : answer(c, bytes);
  });

  return app;
}

/** By what it declares; without that it may be of any size. */
function isLarge(c: Context): boolean {
  return Number(c.req.header('content-length') ?? Infinity) > LARGE_BODY;
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
  { name, status }: { name: 'tooLarge' | 'badForm' | 'busy'; status: Status },
): Response | Promise<Response> {
  const lang = site.langOf(c);
  const title = word(`error.${name}`, lang);
  return home(c, site, { lang, title, status, result: trouble(title, word(`error.${name}.hint`, lang)) });
}
