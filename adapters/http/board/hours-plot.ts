/** Events per hour by verdict: a lane of bars a verdict, drawn here, and the same figures as a table. */
import type { HourCount } from '../../../src/alerts/alerts.ts';
import type { FindingVerdict } from '../../../src/finding.ts';
import { html, type Html, raw } from '../page/markup.ts';
import { scrollTable } from '../page/scroll-table.ts';
import { symbolSvg } from '../page/symbols.ts';
import { figure } from '../page/words.ts';
import { type BoardFilter, boardQuery, type Range, RANGES, VERDICTS } from './incident-query.ts';
import { tell } from './board-words.ts';
import { type Clock, hourText } from './moments.ts';

const HOUR = 3_600_000;
const HOURS = { '24h': 24, '7d': 7 * 24 } as const satisfies Record<Range, number>;
/** Units of the drawing. */
const BAR = 10;
const GAP = 2;
const HEIGHT = 40;
/** A single event among thousands is still seen. */
const LOWEST = 2;

/** The hours that a range shows, the one under way included. */
export function spanOf(range: Range, now: number): { from: number; to: number } {
  const to = (Math.floor(now / HOUR) + 1) * HOUR;
  return { from: to - HOURS[range] * HOUR, to };
}

export interface Hours {
  /** Beginnings of all hours shown, milliseconds. */
  begins: readonly number[];
  /** By verdict, one figure an hour. */
  lanes: ReadonlyMap<FindingVerdict, readonly number[]>;
}

export function hoursOf(counts: readonly HourCount[], { from, to }: { from: number; to: number }): Hours {
  const begins = Array.from({ length: Math.round((to - from) / HOUR) }, (_, i) => from + i * HOUR);
  const lanes = new Map<FindingVerdict, number[]>(VERDICTS.map((verdict) => [verdict, begins.map(() => 0)]));
  for (const { hour, verdict, n } of counts) {
    const lane = lanes.get(verdict);
    const place = Math.floor((hour - from) / HOUR);
    if (lane !== undefined && place >= 0 && place < lane.length) lane[place] = (lane[place] ?? 0) + n;
  }
  return { begins, lanes };
}

export function hoursPlot(hours: Hours, filter: BoardFilter, clock: Clock): Html {
  const { lang } = clock;
  const { range } = filter;
  const title = tell(range === '24h' ? 'plot.title.day' : 'plot.title.week', lang);
  const used = VERDICTS.filter((verdict) => total(hours.lanes.get(verdict)) > 0);
  return html`<div class="plot-head">
      <h2 id="plot-title">${title}</h2>
      ${rangeSwitch(filter, clock)}
    </div>
    ${used.length === 0 ? html`<p class="faint">${tell('plot.none', lang)}</p>` : plotted(used, hours, clock)}`;
}

function rangeSwitch(filter: BoardFilter, { lang }: Clock): Html {
  const choices = RANGES.map((range) =>
    range === filter.range
      ? html`<span aria-current="true">${tell(`plot.${range}`, lang)}</span>`
      : html`<a href="/alerts${boardQuery({ ...filter, range })}">${tell(`plot.${range}`, lang)}</a>`,
  );
  return html`<div class="ranges" role="group" aria-label="${tell('plot.range', lang)}">${choices}</div>`;
}

function plotted(used: readonly FindingVerdict[], hours: Hours, clock: Clock): Html {
  const { lang } = clock;
  return html`<div class="lanes">
      ${used.map((verdict) => laneOf(verdict, hours, clock))}
      <div class="axis faint" aria-hidden="true">${axis(hours.begins, clock)}</div>
    </div>
    <p class="faint">${tell('plot.scale', lang)}</p>
    <details class="figures" id="plot-figures">
      <summary>${tell('plot.table', lang)}</summary>
      ${figures(used, hours, clock)}
    </details>`;
}

function laneOf(verdict: FindingVerdict, { begins, lanes: all }: Hours, clock: Clock): Html {
  const { lang } = clock;
  const counts = all.get(verdict) ?? [];
  const most = Math.max(...counts);
  const name = tell(`verdict.${verdict}`, lang);
  const values = {
    verdict: name,
    total: figure(total(counts)),
    most: figure(most),
    hour: hourText(begins[counts.indexOf(most)] ?? 0, clock),
  };
  const bars = counts.map((n, i) => {
    if (n === 0) return '';
    const height = Math.max(LOWEST, Math.round((n / most) * HEIGHT));
    const said = tell('plot.bar', lang, { hour: hourText(begins[i] ?? 0, clock), n: figure(n) });
    return html`<rect x="${i * BAR + GAP / 2}" y="${HEIGHT - height}" width="${BAR - GAP}" height="${height}"
      ><title>${said}</title></rect
    >`;
  });
  return html`<div class="lane ${verdict}">
    <span class="sign">${raw(symbolSvg(verdict))}${name}</span>
    <span class="number peak" aria-hidden="true">${figure(most)}</span>
    <svg
      viewBox="0 0 ${counts.length * BAR} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="${tell('plot.lane', lang, values)}"
    >
      ${bars}
    </svg>
  </div>`;
}

/** The first, the middle and the last hour. */
function axis(begins: readonly number[], clock: Clock): Html[] {
  const places = [0, Math.floor(begins.length / 2), begins.length - 1];
  return places.map((place) => html`<span>${hourText(begins[place] ?? 0, clock)}</span>`);
}

/** Hours without any event are left out; the latest first. */
function figures(used: readonly FindingVerdict[], { begins, lanes: all }: Hours, clock: Clock): Html {
  const { lang } = clock;
  const columns = used.map((verdict) => ({ verdict, counts: all.get(verdict) ?? [] }));
  const rows = begins
    .map((begin, i) => ({ begin, counts: columns.map(({ counts }) => counts[i] ?? 0) }))
    .filter(({ counts }) => total(counts) > 0)
    .toReversed();
  const cells = (counts: readonly number[]) => counts.map((n) => html`<td class="number">${figure(n)}</td>`);
  const body = [
    html`<tr>
      <th scope="row">${tell('plot.total', lang)}</th>
      ${cells(columns.map(({ counts }) => total(counts)))}
    </tr>`,
    ...rows.map(
      ({ begin, counts }) =>
        html`<tr>
          <th scope="row">${hourText(begin, clock)}</th>
          ${cells(counts)}
        </tr>`,
    ),
  ];
  return scrollTable({
    label: tell('plot.title', lang),
    heads: html`<th scope="col">${tell('plot.hour', lang)}</th>
      ${columns.map(({ verdict }) => html`<th scope="col" class="number">${tell(`verdict.${verdict}`, lang)}</th>`)}`,
    rows: body,
  });
}

function total(counts: readonly number[] = []): number {
  let sum = 0;
  for (const n of counts) sum += n;
  return sum;
}
