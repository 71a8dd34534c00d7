/** One incident as a row of the board. */
import type { IncidentCard, IncidentView } from '../../../src/alerts/alerts.ts';
import { momentText } from '../../../src/alerts/alert-words.ts';
import { foreign, html, type Html, inline, raw } from '../page/markup.ts';
import { symbolSvg } from '../page/symbols.ts';
import { figure } from '../page/words.ts';
import { incidentHref } from './addresses.ts';
import { tell } from './board-words.ts';
import { hiddenFields, textOf } from './deeds.ts';
import { ago, type Clock } from './moments.ts';

export interface RowOptions {
  clock: Clock;
  /** For the button; absent for those who may not press it. */
  formKey?: string | undefined;
  /** Where the button leads back to: the query of the board. */
  back: string;
}

export function incidentRow(view: IncidentView, card: IncidentCard, options: RowOptions): Html {
  const { clock } = options;
  const { sign } = card;
  return html`<li class="incident ${view.verdict} ${view.state}">
    <div class="what">
      <p class="tags">
        <span class="tag sign ${view.verdict}">${raw(symbolSvg(view.verdict))}${sign.word}</span>
        <span class="state">${inline(card.stateLine)}</span>
      </p>
      <h3><a id="incident-${view.id}" href="${incidentHref(view.id)}">${inline(card.title)}</a></h3>
      ${whereLine(view, clock)} ${held(view, clock)}
    </div>
    ${acknowledge(view, card, options)}
  </li>`;
}

/** How often, where, when, by whom. */
export function whereLine(view: IncidentView, clock: Clock): Html {
  const { lang } = clock;
  return html`<p class="where">
    <strong class="times">${tell('list.count', lang, { n: figure(view.count) })}</strong>
    ${place(view, clock)}
    <span>${tell('list.last', lang)} ${ago(view.lastAt, clock)}</span>
    <span>${tell('list.first', lang)} ${ago(view.firstAt, clock)}</span>
    <span>${tell('list.from', lang)} ${foreign(view.source)}</span>
  </p>`;
}

function place({ vm, host, hosts, hostCount }: IncidentView, { lang }: Clock): Html {
  const machine = vm === undefined ? '' : html`<span>${tell('list.vm', lang)} ${foreign(vm)}</span> `;
  const only = hosts[0]?.host ?? host;
  if (hostCount > 1) return html`${machine}<span>${tell('list.hosts', lang, { n: figure(hostCount) })}</span>`;
  return only === undefined ? html`${machine}` : html`${machine}<span>${tell('list.on', lang)} ${foreign(only)}</span>`;
}

function held({ heldUntil }: IncidentView, { now, timeZone, lang }: Clock): Html | '' {
  if (heldUntil === undefined || heldUntil <= now) return '';
  return html`<p class="faint">${tell('list.held', lang, { until: momentText(heldUntil, timeZone) })}</p>`;
}

/** The one thing that is done most. */
function acknowledge(view: IncidentView, card: IncidentCard, { clock, formKey, back }: RowOptions): Html | '' {
  if (formKey === undefined || !card.buttons.some((button) => button.do === 'ack')) return '';
  const { lang } = clock;
  const said = tell('list.ack.of', lang, { title: textOf(card.title) });
  return html`<form method="post" action="${incidentHref(view.id)}" data-deed>
    ${hiddenFields({ key: formKey, back })}
    <button id="ack-${view.id}" name="do" value="ack" aria-label="${said}">${tell('list.ack', lang)}</button>
  </form>`;
}
