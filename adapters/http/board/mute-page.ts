/** Before muting: each scope with what it would mute now and would have muted, then reason and end. */
import { type IncidentCard, type IncidentView, MUTE_SCOPES, type MutePreview } from '../../../src/alerts/alerts.ts';
import { foreign, html, type Html, inline, raw } from '../page/markup.ts';
import { figure } from '../page/words.ts';
import { incidentHref } from './addresses.ts';
import { type BoardWord, tell } from './board-words.ts';
import { hiddenFields } from './deeds.ts';
import { ago, type Clock } from './moments.ts';

const HOUR = 3_600_000;
/** How long, by what forms send. */
export const MUTE_TIMES = {
  '1h': HOUR,
  '4h': 4 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
} as const;
export type MuteTime = keyof typeof MUTE_TIMES;
export const MUTE_TIME_NAMES = Object.keys(MUTE_TIMES) as MuteTime[];
export const LONGEST_REASON = 500;

export interface MuteContent {
  clock: Clock;
  view: IncidentView;
  title: IncidentCard['title'];
  /** Of each scope. */
  previews: readonly MutePreview[];
  formKey: string;
}

export function muteContent({ clock, view, title, previews, formKey }: MuteContent): Html {
  const { lang } = clock;
  const href = incidentHref(view.id);
  const scopes = MUTE_SCOPES.flatMap((scope) => previews.find((preview) => preview.scope === scope) ?? []);
  // Nothing to compare with when the event does not tell its host.
  const offered = scopes.filter(({ scope }) => scope !== 'host' || view.host !== undefined);
  return html`<p class="back"><a href="${href}">${inline(title)}</a></p>
    <div class="hero">
      <h1>${tell('mute.title', lang)}</h1>
      <p class="lede">${tell('mute.lede', lang)}</p>
    </div>
    ${view.state === 'resolved' ? html`<p class="note">${tell('mute.resolved', lang)}</p>` : ''}
    <form class="panel mute" method="post" action="${href}">
      ${hiddenFields({ key: formKey, do: 'mute' })}
      <fieldset>
        <legend>${tell('mute.scope', lang)}</legend>
        ${offered.map((preview, i) => scopeChoice(preview, view, { clock, isFirst: i === 0 }))}
      </fieldset>
      <fieldset>
        <legend>${tell('mute.for', lang)}</legend>
        <div class="mute-times">
          ${MUTE_TIME_NAMES.map(
            (time) =>
              html`<label
                ><input type="radio" name="for" value="${time}" ${time === '4h' ? raw(' checked') : ''} />
                ${tell(`mute.${time}`, lang)}</label
              >`,
          )}
        </div>
      </fieldset>
      <div>
        <label for="reason" class="legend">${tell('mute.reason', lang)}</label>
        <input
          type="text"
          id="reason"
          name="reason"
          aria-describedby="reason-hint"
          maxlength="${LONGEST_REASON}"
          autocomplete="off"
          required
        />
        <p class="hint" id="reason-hint">${tell('mute.reason.hint', lang)}</p>
      </div>
      <div class="buttons">
        <button class="primary">${tell('mute.do', lang)}</button>
        <a class="details" href="${href}">${tell('mute.cancel', lang)}</a>
      </div>
    </form>`;
}

function scopeChoice(
  { scope, incidents, examples, wouldHaveMuted }: MutePreview,
  view: IncidentView,
  { clock, isFirst }: { clock: Clock; isFirst: boolean },
): Html {
  const { lang } = clock;
  const n = figure(incidents);
  const past = { incidents: figure(wouldHaveMuted.incidents), events: figure(wouldHaveMuted.events) };
  const place = scope === 'incident' ? (view.vm ?? view.host ?? '') : (view.host ?? '');
  const others = incidents - examples.length;
  const items = examples.map(
    (one) =>
      html`<li>
        ${foreign(whereOf(one))}, ${tell('list.count', lang, { n: figure(one.count) })}, ${ago(one.lastAt, clock)}
      </li>`,
  );
  return html`<div class="scope">
    <input
      type="radio"
      id="scope-${scope}"
      name="scope"
      value="${scope}"
      aria-describedby="scope-${scope}-does"
      ${isFirst ? raw(' checked') : ''}
    />
    <div>
      <label for="scope-${scope}">${around(tell(`mute.scope.${scope}`, lang, { place: '\n' }), place)}</label>
      <p id="scope-${scope}-does">
        <strong>${tell(incidents === 1 ? 'mute.now.one' : 'mute.now', lang, { n })}</strong>
        ${tell(pastWord(wouldHaveMuted.incidents), lang, past)}
      </p>
      ${
        items.length === 0
          ? ''
          : html`<details>
              <summary>${tell('mute.examples', lang)}</summary>
              <ul>
                ${items}
              </ul>
              ${others > 0 ? html`<p class="faint">${tell('mute.examples.more', lang, { n: figure(others) })}</p>` : ''}
            </details>`
      }
    </div>
  </div>`;
}

function pastWord(incidents: number): BoardWord {
  if (incidents === 0) return 'mute.past.none';
  return incidents === 1 ? 'mute.past.one' : 'mute.past';
}

/** `VMSMP 26, ERP01 (HV-03)`, from the event's own names. */
function whereOf({ provider, eventId, vm, host }: IncidentView): string {
  const name = [provider, eventId].filter((part) => part !== undefined).join(' ');
  return [name, vm, host].filter((part) => part !== undefined && part !== '').join(', ');
}

function around(said: string, place: string): Html {
  const [before = '', after] = said.split('\n');
  return after === undefined ? html`${before}` : html`${before}${foreign(place)}${after}`;
}
