/** `/v1/incidents` and what belongs to it, for programs: the board's figures, and its buttons behind a bearer token. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type Actor, type Alerts, MUTE_SCOPES, type Refusal, type Refused } from '../../../src/alerts/alerts.ts';
import { LANGS } from '../../../src/lang.ts';
import { asSent, limited, readJson } from '../body.ts';
import { failure } from '../failure.ts';
import { type Access, actorOf, CLOSED, READ_ONLY, type Visitor } from './access.ts';
import { endMuteOf } from './do-deed.ts';
import { checkQuery, type Checked, readIncidentQuery, readSpan, ScopeQuery } from './incident-query.ts';

const MOST_BYTES = 16 * 1024;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const STATUS = { notFound: 404, notAllowed: 403, alreadyDone: 409, expired: 409 } as const satisfies Record<
  Refusal,
  number
>;
const CODES = {
  notFound: 'not-found',
  notAllowed: 'not-allowed',
  alreadyDone: 'already-done',
  expired: 'expired',
} as const satisfies Record<Refusal, string>;

const Nothing = z.strictObject({});
const Assign = z.strictObject({
  to: z.union([
    z.string().trim().min(1, 'it is empty').max(100),
    z.strictObject({
      kind: z.enum(['slack', 'teams', 'operator']),
      id: z.string().min(1).max(100),
      name: z.string().max(100).optional(),
    }),
  ]),
});
const Mute = z.strictObject({
  scope: z.enum(MUTE_SCOPES),
  until: z.union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]),
  reason: z.string().max(500).default(''),
});
const Escalate = z.strictObject({ lang: z.enum(LANGS).optional() });

export interface IncidentsApiParts {
  alerts: Alerts;
  access: Access;
  now: () => number;
}

export function incidentsApi({ alerts, access, now }: IncidentsApiParts): Hono {
  const app = new Hono();
  const get = (path: string, answer: (c: Context) => Promise<Response>): void => {
    app.get(path, (c) => refusedToRead(c, access.visitor(c)) ?? answer(c));
  };

  get('/v1/incidents', (c) =>
    checked(c, readIncidentQuery(c.req.query()), async (filter) =>
      c.json({ incidents: await alerts.incidents(filter) }),
    ),
  );
  get('/v1/incidents/:id', async (c) => {
    const id = idOf(c);
    const incident = await alerts.incident(id);
    return incident === undefined ? notFound(c) : c.json({ incident, history: await alerts.history(id) });
  });
  get('/v1/incidents/:id/mute-preview', (c) =>
    checked(c, checkQuery(ScopeQuery, c.req.query()), async ({ scope }) => {
      const preview = await alerts.previewMute(idOf(c), scope);
      return preview === undefined ? notFound(c) : c.json(preview);
    }),
  );
  get('/v1/mutes', async (c) => c.json({ mutes: await alerts.mutes() }));
  get('/v1/sources', async (c) => c.json({ sources: await alerts.sources() }));
  get('/v1/alerts/shadow', (c) =>
    checked(c, readSpan(c.req.query(), { now: now(), usual: WEEK }), async ({ from, to }) =>
      c.json(await alerts.shadowReport(from, to)),
    ),
  );
  get('/v1/events/per-hour', (c) =>
    checked(c, readSpan(c.req.query(), { now: now(), usual: DAY }), async ({ from, to }) =>
      c.json({ from, to, hours: await alerts.perHour(from, to) }),
    ),
  );

  const post = <T>(
    path: string,
    { schema, example }: { schema: z.ZodType<T>; example: string },
    act: (id: string, by: Actor, body: T) => Promise<{ ok: true } | Refused>,
  ): void => {
    app.post(path, asSent, limited(MOST_BYTES), async (c) => {
      const visitor = access.visitor(c);
      // A cookie is for the forms of the page, which prove where they come from.
      if (visitor.kind !== 'operator' || visitor.session !== undefined) return refusedToAct(c, visitor);
      const body = await readBody(c, schema, example);
      if (body instanceof Response) return body;
      return answered(c, await act(idOf(c), actorOf(visitor, 'api'), body));
    });
  };
  const nothing = { schema: Nothing, example: '{}' };

  post('/v1/incidents/:id/ack', nothing, (id, by) => alerts.acknowledge(id, by));
  post('/v1/incidents/:id/unack', nothing, (id, by) => alerts.unacknowledge(id, by));
  post('/v1/incidents/:id/assign', { schema: Assign, example: '{"to": "alice"}' }, (id, by, { to }) =>
    alerts.assign(id, by, assigneeOf(to)),
  );
  const muteExample = '{"scope": "event", "until": "2026-11-21T22:00:00Z", "reason": "driver update on Friday"}';
  post('/v1/incidents/:id/mute', { schema: Mute, example: muteExample }, (id, by, how) => alerts.mute(id, by, how));
  post('/v1/incidents/:id/unmute', nothing, (id, by) => endMuteOf(alerts, id, by));
  post('/v1/mutes/:id/undo', nothing, (id, by) => alerts.unmute(id, by));
  post('/v1/incidents/:id/resolve', nothing, (id, by) => alerts.resolve(id, by));
  post('/v1/incidents/:id/reopen', nothing, (id, by) => alerts.reopen(id, by));
  post('/v1/incidents/:id/escalate', { schema: Escalate, example: '{"lang": "en"}' }, (id, by, { lang }) =>
    alerts.escalate(id, by, lang),
  );
  return app;
}

function assigneeOf(to: z.infer<typeof Assign>['to']): Actor {
  if (typeof to === 'string') return { kind: 'operator', id: to, name: to };
  const { kind, id, name } = to;
  return { kind, id, ...(name !== undefined && { name }) };
}

function idOf(c: Context): string {
  return c.req.param('id') ?? '';
}

function notFound(c: Context): Response {
  return failure(c, 404, { code: 'not-found', message: 'There is no such incident.' });
}

function answered(c: Context, done: { ok: true } | Refused): Response {
  if (done.ok) {
    const { ok: _, ...rest } = done;
    return c.json(rest);
  }
  return failure(c, STATUS[done.why], { code: CODES[done.why], message: done.text.en });
}

async function checked<T>(c: Context, query: Checked<T>, answer: (data: T) => Promise<Response>): Promise<Response> {
  if ('data' in query) return answer(query.data);
  const { problems } = query;
  const message = problems.map((problem) => problem.message).join(' ');
  return failure(c, 400, { code: 'invalid-request', message, problems });
}

/** A button without anything to say may come without a body. */
async function readBody<T>(c: Context, schema: z.ZodType<T>, example: string): Promise<T | Response> {
  const isEmpty = c.req.header('content-type') === undefined && (c.req.header('content-length') ?? '0') === '0';
  const empty = isEmpty && c.req.header('transfer-encoding') === undefined ? schema.safeParse({}) : undefined;
  return empty?.success === true ? empty.data : readJson(c, schema, example);
}

/** Undefined for those who may look. */
function refusedToRead(c: Context, visitor: Visitor): Response | undefined {
  if (visitor.kind === 'closed') return failure(c, 403, { code: 'closed', message: CLOSED.en });
  return visitor.kind === 'stranger' ? tokenPlease(c) : undefined;
}

function refusedToAct(c: Context, visitor: Visitor): Response {
  if (visitor.kind === 'guest') return failure(c, 403, { code: 'read-only', message: READ_ONLY.en });
  return refusedToRead(c, visitor) ?? tokenPlease(c);
}

function tokenPlease(c: Context): Response {
  c.header('WWW-Authenticate', 'Bearer');
  const message = 'Send the token of an operator: Authorization: Bearer TOKEN, as in HVEVENT_OPERATOR_TOKENS.';
  return failure(c, 401, { code: 'unauthorized', message });
}
