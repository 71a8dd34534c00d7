/** What all pages of the board share: who may see them, how they look, and what stands in their place otherwise. */
import type { Context } from 'hono';
import type { Lang } from '../../../src/lang.ts';
import { errorFields } from '../log.ts';
import type { HttpParts } from '../parts.ts';
import { html, type Html } from '../page/markup.ts';
import { sameAddress, type Site, type Status } from '../page/site.ts';
import { actorOf, CLOSED, type OperatorVisitor, READ_ONLY, type Visitor } from './access.ts';
import { BOARD, ownPage, SIGN_IN, signInHref } from './addresses.ts';
import type { BoardDoor } from './board-door.ts';
import type { Viewer } from './board-page.ts';
import { type BoardWord, tell } from './board-words.ts';
import { DEEDS } from './deeds.ts';
import type { Clock } from './moments.ts';
import { readFields } from './read-fields.ts';
import { signInContent } from './sign-in-page.ts';

export interface Trouble {
  title: string;
  hint: string;
  status: Status;
}

/** A form of an operator's own session. */
export interface TrustedForm {
  visitor: OperatorVisitor;
  fields: ReadonlyMap<string, string>;
}

export class BoardFrame {
  readonly door: BoardDoor;
  readonly parts: HttpParts;
  readonly #site: Site;

  constructor(door: BoardDoor, parts: HttpParts, site: Site) {
    this.door = door;
    this.parts = parts;
    this.#site = site;
  }

  clock(c: Context): Clock {
    return { now: this.parts.now(), timeZone: this.door.timeZone, lang: this.#site.langOf(c) };
  }

  /** Those who may look see the page; the others see how to get in, or why not. */
  async looked(c: Context, answer: (visitor: Visitor) => Promise<Response>): Promise<Response> {
    const visitor = this.door.access.visitor(c);
    if (visitor.kind === 'closed') return this.closed(c);
    if (visitor.kind === 'stranger') return this.#stranger(c);
    return this.kept(c, () => answer(visitor));
  }

  /** The visitor is an operator with a session, and the form is one of this session. */
  async trusted(c: Context, answer: (form: TrustedForm) => Promise<Response>): Promise<Response> {
    const { access, operators } = this.door;
    const visitor = access.visitor(c);
    const { lang } = this.clock(c);
    if (visitor.kind === 'closed') return this.closed(c);
    if (visitor.kind === 'guest')
      return this.trouble(c, { title: tell('said.failed', lang), hint: READ_ONLY[lang], status: 403 });
    if (visitor.kind === 'stranger' || visitor.session === undefined) return c.redirect(signInHref(c.req.path), 303);
    const fields = await readFields(c);
    if (fields === undefined) return this.outOfDate(c, 400);
    if (!operators.isFormKey(visitor.session, fields.get('key') ?? '')) return this.outOfDate(c, 403);
    return this.kept(c, () => answer({ visitor, fields }));
  }

  /** What the store throws becomes a page that says so. */
  async kept(c: Context, answer: () => Promise<Response>): Promise<Response> {
    try {
      return await answer();
    } catch (error) {
      const { lang } = this.clock(c);
      this.parts.metrics.storeError();
      this.parts.log.error('the store of the board failed', errorFields(error));
      return this.trouble(c, { title: tell('said.failed', lang), hint: tell('said.away', lang), status: 503 });
    }
  }

  viewer(visitor: Visitor): Viewer {
    const { alerts, operators } = this.door;
    if (visitor.kind !== 'operator') return { mayAcknowledge: false, mayMute: false };
    const by = actorOf(visitor, 'web');
    return {
      name: visitor.name,
      formKey: visitor.session === undefined ? undefined : operators.formKey(visitor.session),
      mayAcknowledge: alerts.mayDo('acknowledge', by),
      mayMute: alerts.mayDo('mute', by),
    };
  }

  /** @param home what the other language shows when this page was made by a form */
  async show(
    c: Context,
    page: { title: string; content: Html; status?: Status | undefined },
    home = BOARD,
  ): Promise<Response> {
    const same = sameAddress(c);
    const inLang = c.req.method === 'GET' ? same : (other: Lang) => `${home}?lang=${other}`;
    const frame = { lang: this.#site.langOf(c), section: 'alerts', inLang } as const;
    return this.#site.show(c, { ...page, isPrivate: true }, frame);
  }

  async trouble(c: Context, { title, hint, status }: Trouble): Promise<Response> {
    const content = html`<div class="hero"><h1>${title}</h1></div>
      <div id="said" tabindex="-1" role="alert"><p class="trouble">${hint}</p></div>
      <p class="back"><a href="${BOARD}">${tell('board.back', this.#site.langOf(c))}</a></p>`;
    return this.show(c, { title, content, status });
  }

  closed(c: Context): Promise<Response> {
    const { lang } = this.clock(c);
    return this.trouble(c, { title: tell('closed.title', lang), hint: CLOSED[lang], status: 403 });
  }

  noIncident(c: Context): Promise<Response> {
    const { lang } = this.clock(c);
    const hint = tell('incident.none.hint', lang);
    return this.trouble(c, { title: tell('incident.none', lang), hint, status: 404 });
  }

  /** Not a form of ours, or of another session. */
  outOfDate(c: Context, status: 400 | 403): Promise<Response> {
    const { lang } = this.clock(c);
    return this.trouble(c, { title: tell('forged.title', lang), hint: tell('forged.hint', lang), status });
  }

  signInPage(
    c: Context,
    next: string,
    { isWrong = false, status = 200 }: { isWrong?: boolean; status?: Status } = {},
  ): Promise<Response> {
    const { lang } = this.clock(c);
    const content = signInContent({ lang, next, isWrong, isInsecure: isInsecure(c, this.parts.settings.publicUrl) });
    return this.show(c, { title: tell('signIn.title', lang), content, status }, SIGN_IN);
  }

  /** The cookie comes along only from our own pages: someone who followed a link from the chat asks once more from here. */
  async #stranger(c: Context): Promise<Response> {
    const next = ownPage(c.req.path);
    if (c.req.header('sec-fetch-site') !== 'cross-site') return c.redirect(signInHref(next), 303);
    c.header('Refresh', `0; url=${next}`);
    return this.signInPage(c, next);
  }
}

/** What the address says was just done. */
export function saidWord(c: Context): BoardWord | undefined {
  const done = c.req.query('done');
  const deed = DEEDS.find((one) => one === done);
  return deed === undefined ? undefined : `said.${deed}`;
}

/** Only to warn by: what a proxy says is believed. */
function isInsecure(c: Context, publicUrl: string | undefined): boolean {
  if (publicUrl?.startsWith('https:') === true || c.req.header('x-forwarded-proto') === 'https') return false;
  const host = (c.req.header('host') ?? '').replace(/:\d{1,5}$/, '');
  return !['localhost', '127.0.0.1', '[::1]'].includes(host);
}
