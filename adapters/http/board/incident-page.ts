/** One incident: what it is, what can be done, the whole answer, who did what. */
import type { Alerts, IncidentCard, IncidentView, Note } from '../../../src/alerts/alerts.ts';
import { momentText } from '../../../src/alerts/alert-words.ts';
import { nameOfActor } from '../../../src/alerts/incident-card.ts';
import { cutTo } from '../../../src/card/plain-text.ts';
import { linesOf } from '../../../src/card/spans.ts';
import { renderHtml, type PageParts } from '../card-html.ts';
import { boxed, foreign, html, type Html, inline, raw } from '../page/markup.ts';
import { scrollTable } from '../page/scroll-table.ts';
import { symbolSvg } from '../page/symbols.ts';
import { figure, word } from '../page/words.ts';
import { BOARD, incidentHref } from './addresses.ts';
import { asPaste } from './as-paste.ts';
import { saidRegion, type Viewer, viewerLine } from './board-page.ts';
import { tell } from './board-words.ts';
import { type Deed, hiddenFields } from './deeds.ts';
import { deedForms } from './incident-deeds.ts';
import { whereLine } from './incident-row.ts';
import { ago, type Clock, moment } from './moments.ts';

export interface IncidentContent {
  clock: Clock;
  view: IncidentView;
  card: IncidentCard;
  history: readonly Note[];
  viewer: Viewer;
  allowed: ReadonlySet<Deed>;
  /** Names of operators, to be chosen as assignees. */
  operators: readonly string[];
  said?: string | undefined;
  /** It was refused. */
  failed?: boolean;
  /** Of an escalation that was just made; hostile text. */
  ticket?: string | undefined;
  /** What the page adds to the card of the answer. */
  cardParts: PageParts;
}

export function incidentContent(page: IncidentContent, alerts: Pick<Alerts, 'noteText'>): Html {
  const { clock, view, card, viewer, said = '', failed = false } = page;
  const { lang } = clock;
  return html`<p class="back"><a href="${BOARD}">${tell('board.back', lang)}</a></p>
    <div class="hero board-head">
      <div id="title" data-fresh>
        <p class="tags">
          <span class="tag sign ${view.verdict}">${raw(symbolSvg(view.verdict))}${card.sign.word}</span>
          <span class="tag">${tell(`state.${view.state}`, lang)}</span>
        </p>
        <h1>${inline(card.title)}</h1>
        <p class="lede">${inline(card.stateLine)}</p>
        ${whereLine(view, clock)}
      </div>
      ${viewerLine(viewer, clock)}
    </div>
    ${saidRegion(said, { failed })}
    <div id="ticket" data-fresh="deed">${page.ticket === undefined ? '' : ticketBox(page.ticket, lang)}</div>
    <div id="deeds" data-fresh>${deedForms(page)}</div>
    <div class="columns incident-page">
      <div class="main">
        <section aria-label="${tell('incident.answer', lang)}">
          ${raw(renderHtml({ lang, head: [], findings: [card.details], foot: [] }, page.cardParts))}
        </section>
        ${askForm(page)} ${messageSection(page)}
      </div>
      <div class="aside" id="facts" data-fresh>
        ${facts(page)} ${historySection(page, alerts)} ${hostsSection(page)}
      </div>
    </div>`;
}

/** Questions are answered where answers are judged. */
function askForm({ view, card, clock }: IncidentContent): Html | '' {
  if (card.finding.questions === undefined || card.finding.questions.length === 0) return '';
  return html`<form method="post" action="/#results" enctype="multipart/form-data">
    ${hiddenFields({ text: asPaste(view.event) })}<button>${tell('incident.ask', clock.lang)}</button>
  </form>`;
}

const MOST_OF_A_MESSAGE = 4000;

function messageSection({ view, clock }: IncidentContent): Html | '' {
  const { message = '' } = view.event;
  const lines = linesOf(cutTo(message, MOST_OF_A_MESSAGE) ?? message);
  if (lines.length === 0) return '';
  return html`<section>
    <h2>${tell('incident.message', clock.lang)}</h2>
    <blockquote>${lines.map((line) => html`<p>${foreign(line)}</p>`)}</blockquote>
  </section>`;
}

function facts({ view, card, clock }: IncidentContent): Html {
  const { lang } = clock;
  const { assignee, formerId, shadow } = view;
  const pair = (name: string, value: Html | string): Html =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const former =
    formerId === undefined
      ? ''
      : pair(tell('incident.former', lang), html`<a href="${incidentHref(formerId)}">${formerId.slice(0, 8)}</a>`);
  // The one about the former incident is a link here.
  const told = card.facts.filter((_, i) => formerId === undefined || i < card.facts.length - 1);
  return html`<section>
    <h2>${tell('incident.facts', lang)}</h2>
    <dl>
      ${pair(tell('incident.count', lang), figure(view.count))}
      ${pair(tell('incident.first', lang), moment(view.firstAt, clock))}
      ${pair(tell('incident.last', lang), moment(view.lastAt, clock))}
      ${pair(tell('incident.assignee', lang), assignee === undefined ? tell('incident.nobody', lang) : inline(nameOfActor(assignee)))}
      ${told.map(({ label, value }) => pair(label, inline(value)))} ${former}
    </dl>
    ${shadow ? html`<p class="faint">${tell('incident.shadow', lang)}</p>` : ''} ${heldNote(view, clock)}
  </section>`;
}

function heldNote({ heldUntil }: IncidentView, { now, timeZone, lang }: Clock): Html | '' {
  if (heldUntil === undefined || heldUntil <= now) return '';
  return html`<p class="now">${tell('list.held', lang, { until: momentText(heldUntil, timeZone) })}</p>`;
}

/** A single host stands among the facts. */
function hostsSection({ view, clock }: IncidentContent): Html | '' {
  const { hosts, hostCount } = view;
  if (hostCount < 2) return '';
  const { lang } = clock;
  const title = tell('incident.hosts', lang);
  const rows = hosts.map(
    ({ host, count, lastAt }) =>
      html`<tr>
        <th scope="row">${foreign(host)}</th>
        <td class="number">${figure(count)}</td>
        <td>${ago(lastAt, clock)}</td>
      </tr>`,
  );
  const others = hostCount - hosts.length;
  return html`<section>
    <h2>${title} (${figure(hostCount)})</h2>
    ${scrollTable({
      label: title,
      heads: html`<th scope="col">${title}</th>
        <th scope="col" class="number">${tell('incident.count', lang)}</th>
        <th scope="col">${tell('incident.last', lang)}</th>`,
      rows,
    })}
    ${others > 0 ? html`<p class="faint">${tell('incident.hosts.more', lang, { n: figure(others) })}</p>` : ''}
  </section>`;
}

function historySection({ history, clock }: IncidentContent, alerts: Pick<Alerts, 'noteText'>): Html {
  const { lang } = clock;
  const items = history.map((note) => {
    const said = alerts.noteText(note, lang) ?? tell(ownNote(note), lang);
    return html`<li>${moment(note.at, clock)}<br />${foreign(said)}</li>`;
  });
  return html`<section>
    <h2>${tell('incident.history', lang)}</h2>
    <ol class="plain history">
      ${items}
    </ol>
  </section>`;
}

/** What cards say by themselves. */
function ownNote({ kind, detail }: Note): 'incident.opened' | 'incident.opened.again' | 'incident.released' {
  if (kind !== 'opened') return 'incident.released';
  return detail['former'] === undefined ? 'incident.opened' : 'incident.opened.again';
}

/** It can be selected by hand; the script adds what the button does. */
function ticketBox(ticket: string, lang: Clock['lang']): Html {
  return html`<section class="panel copy">
    <h2><label for="ticket-text">${tell('ticket.title', lang)}</label></h2>
    <button
      type="button"
      hidden
      data-copy="ticket-text"
      data-done="${word('copy.done', lang)}"
      data-failed="${word('copy.failed', lang)}"
    >
      ${tell('ticket.copy', lang)}
    </button>
    <p class="hint" id="ticket-hint">${tell('ticket.hint', lang)}</p>
    <textarea id="ticket-text" aria-describedby="ticket-hint" readonly rows="10" spellcheck="false">
${boxed(ticket)}</textarea>
  </section>`;
}
