/** `/alerts`: the board, an incident, what is done to it, signing in and out, and the news for open pages. */
import { type Context, Hono } from 'hono';
import { limited } from '../body.ts';
import type { HttpParts } from '../parts.ts';
import type { Site } from '../page/site.ts';
import { actorOf, type Visitor } from './access.ts';
import { BOARD, incidentHref, ownPage, SIGN_IN, SIGN_OUT, STREAM } from './addresses.ts';
import type { BoardDoor } from './board-door.ts';
import { BoardFrame, saidWord, type TrustedForm } from './board-frame.ts';
import { boardContent } from './board-page.ts';
import { tell } from './board-words.ts';
import type { Deed } from './deeds.ts';
import { act, readDeed } from './do-deed.ts';
import { hoursOf, spanOf } from './hours-plot.ts';
import { boardQuery, filterOf, readBoardFilter } from './incident-query.ts';
import { showIncident, showMuteForm } from './incident-view.ts';
import { readFields } from './read-fields.ts';
import { newsStream } from './stream.ts';

const MOST_FORM_BYTES = 64 * 1024;
const MOST_SHOWN = 200;
const MOST_WINDOWS = 20;
const WEEK = 7 * 86_400_000;
const REFUSED_STATUS = { notFound: 404, notAllowed: 403, alreadyDone: 409, expired: 409 } as const;

/** All pages of the board, to be mounted among those of the page. */
export function boardRoutes(door: BoardDoor, parts: HttpParts, site: Site): Hono {
  const app = new Hono();
  const frame = new BoardFrame(door, parts, site);
  const limit = limited(MOST_FORM_BYTES);

  app.get(SIGN_IN, (c) => signInForm(c, frame));
  app.post(SIGN_IN, limit, (c) => signIn(c, frame));
  app.post(SIGN_OUT, limit, (c) =>
    frame.trusted(c, async () => {
      door.access.signOut(c);
      return c.redirect(SIGN_IN, 303);
    }),
  );
  app.get(STREAM, (c) => stream(c, door));
  app.get(BOARD, (c) => frame.looked(c, (visitor) => showBoard(c, frame, visitor)));
  app.get(`${BOARD}/:id`, (c) =>
    frame.looked(c, (visitor) => {
      const word = saidWord(c);
      const said = word === undefined ? undefined : tell(word, frame.clock(c).lang);
      return showIncident(c, frame, { visitor, shown: { id: c.req.param('id'), said } });
    }),
  );
  app.get(`${BOARD}/:id/mute`, (c) => frame.looked(c, (visitor) => showMuteForm(c, frame, visitor)));
  app.post(`${BOARD}/mutes/:id`, limit, (c) => frame.trusted(c, (form) => endMute(c, frame, form)));
  app.post(`${BOARD}/:id`, limit, (c) => frame.trusted(c, (form) => doDeed(c, frame, form)));
  return app;
}

async function signInForm(c: Context, frame: BoardFrame): Promise<Response> {
  const { kind } = frame.door.access.visitor(c);
  if (kind === 'closed') return frame.closed(c);
  const next = ownPage(c.req.query('next') ?? BOARD);
  return kind === 'guest' ? c.redirect(next, 303) : frame.signInPage(c, next);
}

async function signIn(c: Context, frame: BoardFrame): Promise<Response> {
  const { access, operators } = frame.door;
  if (!operators.any) return signInForm(c, frame);
  const fields = await readFields(c);
  const next = ownPage(fields?.get('next') ?? BOARD);
  const session = access.signIn(c, fields?.get('token')?.trim() ?? '');
  if (session === undefined) {
    frame.parts.log.warn('a sign-in to the board was refused', {});
    return frame.signInPage(c, next, { isWrong: true, status: 401 });
  }
  frame.parts.log.info('an operator signed in', { operator: session.name });
  return c.redirect(next, 303);
}

function stream(c: Context, { access, feed, stream: limits }: BoardDoor): Response {
  const visitor = access.visitor(c);
  if (visitor.kind === 'closed') return c.body(null, 403);
  if (visitor.kind === 'stranger') return c.body(null, 401);
  return newsStream(c, { feed, mayGoOn: () => access.holds(visitor), ...(limits && { limits }) });
}

async function showBoard(c: Context, frame: BoardFrame, visitor: Visitor): Promise<Response> {
  const { alerts, mode, maintenance } = frame.door;
  const clock = frame.clock(c);
  const { lang, now } = clock;
  const filter = readBoardFilter((name) => c.req.query(name));
  const span = spanOf(filter.range, now);
  const [found, counts, sources, mutes, shadow] = await Promise.all([
    alerts.incidents(filterOf(filter, MOST_SHOWN + 1)),
    alerts.perHour(span.from, span.to),
    alerts.sources(),
    alerts.mutes(),
    mode === 'shadow' ? alerts.shadowReport(now - WEEK, now + 1) : undefined,
  ]);
  const board = {
    clock,
    filter,
    incidents: found.slice(0, MOST_SHOWN),
    isCut: found.length > MOST_SHOWN,
    hours: hoursOf(counts, span),
    sources,
    mutes,
    windows: maintenance.between(now, now + WEEK).slice(0, MOST_WINDOWS),
    shadow,
    said: saidWord(c),
    viewer: frame.viewer(visitor),
  };
  return frame.show(c, { title: tell('board.title', lang), content: boardContent(board, alerts) });
}

async function doDeed(c: Context, frame: BoardFrame, { visitor, fields }: TrustedForm): Promise<Response> {
  const { lang, now } = frame.clock(c);
  const deed = readDeed(fields, now);
  if (deed === undefined) return frame.outOfDate(c, 400);
  const id = c.req.param('id') ?? '';
  const done = await act(frame.door.alerts, deed, { id, by: actorOf(visitor, 'web'), lang });
  if (!done.ok) {
    const shown = { id, said: done.text[lang], failed: true, status: REFUSED_STATUS[done.why] };
    return showIncident(c, frame, { visitor, shown });
  }
  // A ticket stands in no address, so this page is not one to come back to.
  if (done.ticket !== undefined) {
    const shown = { id, said: tell('said.escalate', lang), ticket: done.ticket };
    return showIncident(c, frame, { visitor, shown });
  }
  return c.redirect(after(deed.name, fields.get('back'), id), 303);
}

/** Also of a mute that covers no incident now. */
async function endMute(c: Context, frame: BoardFrame, { visitor, fields }: TrustedForm): Promise<Response> {
  const done = await frame.door.alerts.unmute(c.req.param('id') ?? '', actorOf(visitor, 'web'));
  if (done.ok) return c.redirect(after('unmute', fields.get('back') ?? '', ''), 303);
  const { lang } = frame.clock(c);
  const status = REFUSED_STATUS[done.why];
  return frame.trouble(c, { title: tell('said.failed', lang), hint: done.text[lang], status });
}

/** Where a form leads: to the board as it was filtered, or to the incident. */
function after(deed: Deed, back: string | undefined, id: string): string {
  if (back === undefined) return `${incidentHref(id)}?done=${deed}`;
  const query = boardQuery(readBoardFilter((name) => new URLSearchParams(back).get(name)));
  return `${BOARD}${query}${query === '' ? '?' : '&'}done=${deed}`;
}
