/** `/v1`: the assistant for programs and for the page's script. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Answerer, AnswerOptions } from '../../src/answer.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import { type Lang, LANGS } from '../../src/lang.ts';
import { OPINIONS } from '../../src/store/feedback.ts';
import { decodeText } from '../../src/text/decode.ts';
import { asSent, limited, mediaType, readBytes, readJson, wrongType } from './body.ts';
import { failure } from './failure.ts';
import { errorFields } from './log.ts';
import type { HttpParts } from './parts.ts';

/** A paste of 256 KiB of text, as JSON at its longest. */
const MOST_ASK_BYTES = 1024 * 1024;
const MOST_FEEDBACK_BYTES = 32 * 1024;
const LONGEST_NAME = 200;
const MOST_ANSWERS = 500;
const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const;
const VERSION_HEADER = 'X-Knowledge-Version';

const name = z.string().min(1, 'it is empty').max(LONGEST_NAME);

const AskBody = z.strictObject({
  text: z.string(),
  lang: z.enum(LANGS).optional(),
  answers: z
    .record(name, z.boolean())
    .refine((answers) => Object.keys(answers).length <= MOST_ANSWERS, `there are more than ${MOST_ANSWERS}`)
    .optional(),
});
const ASK_EXAMPLE = '{"text": "VMSMP 26", "lang": "en"}';

const FeedbackBody = z.strictObject({
  opinion: z.enum(OPINIONS),
  key: z
    .string()
    .max(LONGEST_NAME)
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'the key of an entry looks like vmsmp/26')
    .optional(),
  case: name.optional(),
  verdict: z.enum(VERDICTS),
  knowledgeVersion: z
    .string()
    .regex(/^[0-9a-f]{12}$/, `give back the ${VERSION_HEADER} of the answer, twelve digits and letters a to f`),
  note: z.string().max(2000).optional(),
});
const FEEDBACK_EXAMPLE =
  '{"opinion": "helpful", "key": "vmsmp/26", "verdict": "ignore", "knowledgeVersion": "0123456789ab"}';

export function apiRoutes(parts: HttpParts): Hono {
  const app = new Hono();
  const knowledge = knowledgeList();
  app.post('/v1/ask', asSent, limited(MOST_ASK_BYTES), (c) => ask(c, parts));
  app.post('/v1/feedback', asSent, limited(MOST_FEEDBACK_BYTES), (c) => feedback(c, parts));
  app.get('/v1/knowledge', (c) => {
    const { version, json } = knowledge(parts.answerer());
    const tag = `"${version}"`;
    c.header('ETag', tag);
    c.header('Cache-Control', 'no-cache');
    c.header(VERSION_HEADER, version);
    if (isKnown(c.req.header('if-none-match') ?? '', tag)) return c.body(null, 304);
    return c.body(json, 200, { 'Content-Type': 'application/json' });
  });
  return app;
}

/** Proxies that compress make a tag weak. */
function isKnown(tags: string, tag: string): boolean {
  return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

async function ask(c: Context, { assistant, metrics }: HttpParts): Promise<Response> {
  const asked = await readQuestion(c);
  if (asked instanceof Response) return asked;
  const { text, ...options } = asked;
  const { answer, knowledgeVersion } = assistant.ask(text, options);
  metrics.answered(answer);
  c.header(VERSION_HEADER, knowledgeVersion);
  return c.json(answer);
}

async function readQuestion(c: Context): Promise<({ text: string } & AnswerOptions) | Response> {
  const type = mediaType(c);
  if (type === 'text/plain') return readPlainText(c);
  if (type !== 'application/json') return wrongType(c, ['application/json', 'text/plain']);
  const body = await readJson(c, AskBody, ASK_EXAMPLE);
  if (body instanceof Response) return body;
  const { text, lang, answers } = body;
  return { text, ...(lang ? { lang } : {}), ...(answers ? { answers: new Map(Object.entries(answers)) } : {}) };
}

/** The body is the paste, in whatever encoding Windows wrote it; `?lang=` chooses the language. */
async function readPlainText(c: Context): Promise<{ text: string; lang?: Lang } | Response> {
  const lang = z.enum(LANGS).optional().safeParse(c.req.query('lang'));
  if (!lang.success) {
    const message = `"lang" in the address is not allowed: write one of ${LANGS.join(', ')}.`;
    return failure(c, 400, { code: 'invalid-request', message, problems: [{ path: 'lang', message }] });
  }
  const bytes = await readBytes(c);
  if (bytes instanceof Response) return bytes;
  return { text: decodeText(bytes), ...(lang.data ? { lang: lang.data } : {}) };
}

/** 204 when it is stored, never before. */
async function feedback(c: Context, { assistant, metrics, log }: HttpParts): Promise<Response> {
  const body = await readJson(c, FeedbackBody, FEEDBACK_EXAMPLE);
  if (body instanceof Response) return body;
  const { opinion, key, case: caseId, verdict, knowledgeVersion, note } = body;
  // Only our own page's script says so; programs do not.
  const place = c.req.header('sec-fetch-site') === 'same-origin' ? 'web' : 'api';
  try {
    await assistant.feedback({
      opinion,
      verdict,
      knowledgeVersion,
      place,
      ...(key === undefined ? {} : { entryKey: key }),
      ...(caseId === undefined ? {} : { caseId }),
      ...(note === undefined ? {} : { note }),
    });
  } catch (error) {
    metrics.storeError();
    log.error('feedback could not be stored', errorFields(error));
    const message = 'The store does not answer, so this was not kept: try again in a moment.';
    return failure(c, 503, { code: 'store-unavailable', message });
  }
  return c.body(null, 204);
}

/** The list is written once for each knowledge in force. */
function knowledgeList(): (answerer: Answerer) => { version: string; json: string } {
  let made: { of: Answerer; version: string; json: string } | undefined;
  return (answerer) => {
    if (made?.of !== answerer) {
      const { version } = answerer.catalog.knowledge;
      const json = JSON.stringify({ version, entries: answerer.catalog.entries.map(listed) });
      made = { of: answerer, version, json };
    }
    return made;
  };
}

/** What a search needs to know of an entry. */
function listed({ key, provider, eventId, title, side, cases, phrases }: Entry) {
  const verdicts = VERDICTS.filter((verdict) => cases.some((one) => one.verdict === verdict));
  return { key, provider, ...(eventId === undefined ? {} : { eventId }), title, side, verdicts, phrases };
}
