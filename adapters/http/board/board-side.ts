/** Beside the incidents: senders, mutes in force, maintenance windows. */
import type { Alerts, Mute, SourceView } from '../../../src/alerts/alerts.ts';
import { durationText, momentText } from '../../../src/alerts/alert-words.ts';
import { nameOfActor } from '../../../src/alerts/incident-card.ts';
import { visible } from '../../../src/card/plain-text.ts';
import type { Window } from '../../../src/alerts/maintenance.ts';
import { foreign, html, type Html, inline } from '../page/markup.ts';
import { tell } from './board-words.ts';
import { hiddenFields, textOf } from './deeds.ts';
import { ago, type Clock } from './moments.ts';

export function sourcesSection(sources: readonly SourceView[], clock: Clock): Html {
  const { lang } = clock;
  const none = html`<p class="faint">${tell('sources.none', lang)}</p>`;
  return html`<section>
    <h2>${tell('sources.title', lang)}</h2>
    ${
      sources.length === 0
        ? none
        : html`<ul class="plain">
            ${sources.map((source) => sourceItem(source, clock))}
          </ul>`
    }
  </section>`;
}

function sourceItem({ source, lastAt, silentSince, expectedEveryMs }: SourceView, clock: Clock): Html {
  const { lang, timeZone } = clock;
  const last = ago(lastAt, clock);
  const state =
    silentSince === undefined
      ? html`<span class="${expectedEveryMs === undefined ? 'faint' : 'fine'}"
          >${tell(expectedEveryMs === undefined ? 'sources.unwatched' : 'sources.fine', lang)}</span
        >`
      : html`<strong class="silent"
          >${tell('sources.silent', lang, { time: momentText(silentSince, timeZone) })}</strong
        >`;
  const every =
    expectedEveryMs === undefined
      ? ''
      : html`<br />${tell('sources.every', lang, { time: durationText(expectedEveryMs, lang) })}`;
  return html`<li>
    <strong>${foreign(source)}</strong> ${state}<br />
    <span class="faint">${around('sources.last', last, clock)}${every}</span>
  </li>`;
}

/** A word with markup in its place. */
function around(word: 'sources.last', inner: Html, { lang }: Clock): Html {
  const [before = '', after = ''] = tell(word, lang, { time: '\n' }).split('\n');
  return html`${before}${inner}${after}`;
}

export interface MutesOptions {
  clock: Clock;
  alerts: Pick<Alerts, 'nameOf'>;
  /** For the button; absent for those who may not press it. */
  formKey?: string | undefined;
  back: string;
}

export function mutesSection(mutes: readonly Mute[], options: MutesOptions): Html {
  const { lang } = options.clock;
  const none = html`<p class="faint">${tell('mutes.none', lang)}</p>`;
  return html`<section>
    <h2>${tell('mutes.title', lang)}</h2>
    ${
      mutes.length === 0
        ? none
        : html`<ul class="plain">
            ${mutes.map((mute) => muteItem(mute, options))}
          </ul>`
    }
  </section>`;
}

function muteItem(mute: Mute, options: MutesOptions): Html {
  const { clock, formKey, back } = options;
  const { lang, timeZone } = clock;
  const time = momentText(mute.until, timeZone);
  const who = textOf(nameOfActor(mute.by));
  return html`<li>
    ${subject(mute, options)}<br />
    <span class="faint">${tell(`mutes.of.${mute.scope}`, lang)}, ${tell('mutes.until', lang, { time, who })}</span>
    ${mute.reason === '' ? '' : html`<br /><span class="reason">${foreign(mute.reason)}</span>`}
    ${
      formKey === undefined
        ? ''
        : html`<form method="post" action="/alerts/mutes/${encodeURIComponent(mute.id)}" data-deed>
            ${hiddenFields({ key: formKey, back })}
            <button
              id="unmute-${mute.id}"
              name="do"
              value="unmute"
              class="small"
              aria-label="${tell('mutes.undo.of', lang, { what: visible(mute.vm ?? mute.host ?? mute.eventKey ?? '') })}"
            >
              ${tell('mutes.undo', lang)}
            </button>
          </form>`
    }
  </li>`;
}

function subject({ scope, eventKey, host, vm }: Mute, { clock, alerts }: MutesOptions): Html {
  const event =
    eventKey === undefined ? '' : html`<strong>${inline(alerts.nameOf(eventNameOf(eventKey), clock.lang))}</strong>`;
  const place = scope === 'event' ? undefined : (vm ?? host);
  if (place === undefined) return html`${event}`;
  return event === '' ? html`<strong>${foreign(place)}</strong>` : html`${event} ${foreign(place)}`;
}

/** `vmsmp/26#case` is an entry; `disk#7` is an event that is not known, by its own names. */
function eventNameOf(eventKey: string): Parameters<Alerts['nameOf']>[0] {
  const hash = eventKey.lastIndexOf('#');
  const before = hash === -1 ? eventKey : eventKey.slice(0, hash);
  const after = hash === -1 ? '' : eventKey.slice(hash + 1);
  if (before.includes('/')) return { eventKey, entryKey: before, provider: before };
  return { eventKey, provider: before, ...(/^\d{1,5}$/.test(after) && { eventId: Number(after) }) };
}

export function windowsSection(windows: readonly Window[], clock: Clock): Html {
  const { lang } = clock;
  const none = html`<p class="faint">${tell('windows.none', lang)}</p>`;
  return html`<section>
    <h2>${tell('windows.title', lang)}</h2>
    ${
      windows.length === 0
        ? none
        : html`<ul class="plain">
            ${windows.map((window) => windowItem(window, clock))}
          </ul>`
    }
  </section>`;
}

function windowItem({ from, to, what, reason }: Window, { now, lang, timeZone }: Clock): Html {
  const values = { from: momentText(from, timeZone), to: momentText(to, timeZone) };
  const isNow = from <= now && now < to;
  return html`<li>
    <strong>${foreign(what)}</strong><br />
    <span class="${isNow ? 'now' : 'faint'}">${tell(isNow ? 'windows.now' : 'windows.next', lang, values)}</span>
    ${reason === '' ? '' : html`<br /><span class="reason">${foreign(reason)}</span>`}
  </li>`;
}
