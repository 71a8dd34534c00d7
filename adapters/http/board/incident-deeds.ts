/** The buttons of an incident: plain forms; what has to be sure or needs a word is folded behind its name. */
import type { CardButton, IncidentCard } from '../../../src/alerts/alerts.ts';
import { html, type Html } from '../page/markup.ts';
import { incidentHref } from './addresses.ts';
import type { Viewer } from './board-page.ts';
import { tell } from './board-words.ts';
import { type Deed, hiddenFields } from './deeds.ts';
import type { Clock } from './moments.ts';

const LONGEST_NAME = 100;

export interface DeedFormsOptions {
  clock: Clock;
  card: IncidentCard;
  viewer: Viewer;
  allowed: ReadonlySet<Deed>;
  operators: readonly string[];
}

export function deedForms(options: DeedFormsOptions): Html {
  const { clock, card, viewer, allowed } = options;
  const { lang } = clock;
  const { formKey } = viewer;
  if (formKey === undefined) return html``;
  const offered = card.buttons.filter((button) => isDeed(button, allowed));
  if (offered.length === 0) return html`<p class="faint">${tell('deed.none', lang)}</p>`;
  return html`<div class="deeds" role="group" aria-label="${tell('deed.label', lang)}">
    ${offered.map((button) => deedForm(button, formKey, options))}
  </div>`;
}

function isDeed(button: CardButton, allowed: ReadonlySet<string>): boolean {
  return allowed.has(button.do);
}

function deedForm(button: CardButton, formKey: string, options: DeedFormsOptions): Html {
  const { do: deed, label, style, confirm } = button;
  const href = incidentHref(options.card.incidentId);
  if (deed === 'mute') return html`<a class="details" id="do-mute" href="${href}/mute">${label}</a>`;
  if (deed === 'assign') return assignForm(label, formKey, options);
  const open = html`${hiddenFields({ key: formKey })}`;
  if (confirm === undefined) {
    const primary = style === 'primary' ? 'primary' : '';
    return html`<form method="post" action="${href}" data-deed>
      ${open}<button id="do-${deed}" class="${primary}" name="do" value="${deed}">${label}</button>
    </form>`;
  }
  return html`<details class="sure" id="fold-${deed}">
    <summary>${label}</summary>
    <form method="post" action="${href}" data-deed>
      ${open}
      <p><strong>${confirm.title}</strong><br />${confirm.text}</p>
      <button id="do-${deed}" class="primary" name="do" value="${deed}">${label}</button>
    </form>
  </details>`;
}

function assignForm(label: string, formKey: string, { clock, card, viewer, operators }: DeedFormsOptions): Html {
  const { lang } = clock;
  return html`<details class="sure" id="fold-assign">
    <summary>${label}</summary>
    <form method="post" action="${incidentHref(card.incidentId)}" data-deed>
      ${hiddenFields({ key: formKey })}
      <label for="assignee">${tell('deed.assign.to', lang)}</label>
      <input
        type="text"
        id="assignee"
        name="to"
        value="${viewer.name ?? ''}"
        list="operators"
        maxlength="${LONGEST_NAME}"
        autocomplete="off"
        spellcheck="false"
        required
      />
      <datalist id="operators">${operators.map((name) => html`<option value="${name}"></option>`)}</datalist>
      <button id="do-assign" class="primary" name="do" value="assign">${tell('deed.assign.do', lang)}</button>
    </form>
  </details>`;
}
