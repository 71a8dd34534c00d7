/** The board: what is open, the most urgent first, and how the fleet fares. */
import type { Alerts, IncidentView, Mute, ShadowReport, SourceView } from '../../../src/alerts/alerts.ts';
import type { Window } from '../../../src/alerts/maintenance.ts';
import { foreign, html, type Html, inline, raw } from '../page/markup.ts';
import { scrollTable } from '../page/scroll-table.ts';
import { symbolSvg } from '../page/symbols.ts';
import { figure } from '../page/words.ts';
import { SIGN_OUT, STREAM } from './addresses.ts';
import { mutesSection, sourcesSection, windowsSection } from './board-side.ts';
import { type BoardWord, tell } from './board-words.ts';
import { hiddenFields } from './deeds.ts';
import { type Hours, hoursPlot } from './hours-plot.ts';
import { type BoardFilter, boardQuery, STATE_FILTERS, VERDICTS } from './incident-query.ts';
import { incidentRow } from './incident-row.ts';
import { type Clock, zoneText } from './moments.ts';

export interface BoardContent {
  clock: Clock;
  filter: BoardFilter;
  /** As many as are shown. */
  incidents: readonly IncidentView[];
  /** There are more. */
  isCut: boolean;
  hours: Hours;
  sources: readonly SourceView[];
  mutes: readonly Mute[];
  windows: readonly Window[];
  /** In shadow mode. */
  shadow?: ShadowReport | undefined;
  /** What was just done. */
  said?: BoardWord | undefined;
  viewer: Viewer;
}

/** Who looks, and what they may press. */
export interface Viewer {
  /** Of the operator; a guest has none. */
  name?: string | undefined;
  formKey?: string | undefined;
  mayAcknowledge: boolean;
  mayMute: boolean;
}

export function boardContent(board: BoardContent, alerts: Pick<Alerts, 'card' | 'nameOf'>): Html {
  const { clock, filter, viewer, sources, mutes, windows } = board;
  const { lang } = clock;
  const back = boardQuery(filter);
  const muteKey = viewer.mayMute ? viewer.formKey : undefined;
  return html`<div class="hero board-head">
      <h1>${tell('board.title', lang)}</h1>
      ${viewerLine(viewer, clock)}
    </div>
    ${saidRegion(board.said === undefined ? '' : tell(board.said, lang))} ${shadowBanner(board, alerts)}
    <section class="panel" id="hours" aria-labelledby="plot-title" data-fresh>
      ${hoursPlot(board.hours, filter, clock)}
    </section>
    ${filterForm(board)}
    <div class="columns board">
      <div class="main">
        <h2 class="visually-hidden">${tell('list.title', lang)}</h2>
        <div id="board" data-fresh>${list(board, alerts, back)}</div>
      </div>
      <div class="aside" id="side" data-fresh>
        ${sourcesSection(sources, clock)} ${mutesSection(mutes, { clock, alerts, formKey: muteKey, back })}
        ${windowsSection(windows, clock)}
        <p class="faint">${tell('board.zone', lang, { zone: zoneText(clock) })}</p>
      </div>
    </div>`;
}

/** Who looks, and whether the page is live; its script shows that. */
export function viewerLine({ name, formKey }: Viewer, { lang }: Clock): Html {
  const who = name === undefined ? tell('board.guest', lang) : tell('board.who', lang, { name });
  return html`<div class="viewer">
    <p>${who}</p>
    ${
      formKey === undefined
        ? ''
        : html`<form method="post" action="${SIGN_OUT}">
            ${hiddenFields({ key: formKey })}<button class="small">${tell('board.signOut', lang)}</button>
          </form>`
    }
    <p
      class="live"
      id="live"
      hidden
      data-stream="${STREAM}"
      data-on="${tell('board.live', lang)}"
      data-off="${tell('board.lost', lang)}"
    ></p>
  </div>`;
}

/** What was just done, or why not; the script moves the focus there. */
export function saidRegion(said: string, { failed = false } = {}): Html {
  const content = said === '' ? '' : html`<p class="${failed ? 'trouble' : 'done'}">${said}</p>`;
  return html`<div id="said" tabindex="-1" role="${failed ? 'alert' : 'status'}" data-fresh="deed">${content}</div>`;
}

function shadowBanner({ shadow, clock }: BoardContent, alerts: Pick<Alerts, 'nameOf'>): Html {
  const { lang } = clock;
  if (shadow === undefined) return html``;
  const { posts, incidents, events, byEvent } = shadow;
  const values = { posts: figure(posts), incidents: figure(incidents), events: figure(events) };
  const rows = byEvent.map(
    ({ item, channel, posts: n }) =>
      html`<tr>
        <th scope="row">${inline(alerts.nameOf(item, lang))}</th>
        <td>${foreign(channel)}</td>
        <td class="number">${figure(n)}</td>
      </tr>`,
  );
  const label = tell('shadow.detail', lang);
  return html`<section class="shadow-mode" id="shadow" data-fresh>
    <h2>${tell('shadow.title', lang)}</h2>
    <p>${tell('shadow.text', lang, values)}</p>
    ${
      rows.length === 0
        ? ''
        : html`<details id="shadow-detail">
            <summary>${label}</summary>
            ${scrollTable({
              label,
              heads: html`<th scope="col">${tell('shadow.event', lang)}</th>
                <th scope="col">${tell('shadow.channel', lang)}</th>
                <th scope="col" class="number">${tell('shadow.posts', lang)}</th>`,
              rows,
            })}
          </details>`
    }
  </section>`;
}

function filterForm({ filter, sources, clock }: BoardContent): Html {
  const { lang } = clock;
  const { state, verdict, source, search, range } = filter;
  const known = sources.map((one) => one.source);
  const named = source === '' || known.includes(source) ? known : [...known, source];
  return html`<form
    class="search filter"
    role="search"
    aria-label="${tell('filter.label', lang)}"
    method="get"
    action="/alerts"
    data-live="#board"
    data-typing
  >
    ${range === '24h' ? '' : hiddenFields({ range })}
    <div class="field wide">
      <label for="search">${tell('filter.search', lang)}</label>
      <input
        type="search"
        id="search"
        name="search"
        value="${search}"
        maxlength="200"
        autocomplete="off"
        spellcheck="false"
        placeholder="${tell('filter.search.hint', lang)}"
      />
    </div>
    ${select(
      'state',
      STATE_FILTERS.map((one) => [one, tell(`state.${one}`, lang)]),
      { chosen: state, label: tell('filter.state', lang) },
    )}
    ${select('verdict', [['', tell('filter.verdict.any', lang)], ...VERDICTS.map((one) => [one, tell(`verdict.${one}`, lang)] as const)], { chosen: verdict, label: tell('filter.verdict', lang) })}
    ${select('source', [['', tell('filter.source.any', lang)], ...named.map((one) => [one, one] as const)], { chosen: source, label: tell('filter.source', lang) })}
    <button>${tell('filter.submit', lang)}</button>
  </form>`;
}

function select(
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  { chosen, label }: { chosen: string; label: string },
): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(
        ([value, text]) => html`<option value="${value}" ${value === chosen ? raw(' selected') : ''}>${text}</option>`,
      )}
    </select>
  </div>`;
}

function list(board: BoardContent, alerts: Pick<Alerts, 'card'>, back: string): Html {
  const { clock, incidents, isCut, viewer } = board;
  const { lang } = clock;
  const n = figure(incidents.length);
  const found = isCut
    ? tell('list.more', lang, { n })
    : tell(incidents.length === 1 ? 'list.found.one' : 'list.found', lang, { n });
  const formKey = viewer.mayAcknowledge ? viewer.formKey : undefined;
  const rows = incidents.map((view) => incidentRow(view, alerts.card(view, lang), { clock, formKey, back }));
  return html`<p class="found" role="status">${found}</p>
    ${
      incidents.length === 0
        ? emptyBoard(board)
        : html`<ol class="incidents">
            ${rows}
          </ol>`
    }`;
}

function emptyBoard({ clock, filter, sources }: BoardContent): Html {
  const { lang } = clock;
  const isNarrowed = boardQuery({ ...filter, range: '24h' }) !== '';
  const word = sources.length === 0 ? 'list.never' : isNarrowed ? 'list.none' : 'list.quiet';
  return html`<p class="none ${word === 'list.quiet' ? 'ignore' : ''}">
    ${word === 'list.quiet' ? raw(symbolSvg('ignore')) : ''} ${tell(word, lang)}
  </p>`;
}
