/** The summary of a file: counts by verdict, the findings worst first, what is not known. */
import { buildCard, mostUrgentFirst } from '../../../src/card/build-card.ts';
import { withTimes } from '../../../src/card/triage-card.ts';
import { say, sayIfKnown } from '../../../src/card/words.ts';
import type { Triage } from '../../../src/files/triage.ts';
import type { FindingVerdict } from '../../../src/finding.ts';
import type { Catalog } from '../../../src/knowledge/catalog.ts';
import type { Lang } from '../../../src/lang.ts';
import { renderHtml } from '../card-html.ts';
import { foreign, html, raw, type Html } from './markup.ts';
import { scrollTable } from './scroll-table.ts';
import { cardParts } from './result.ts';
import { symbolSvg } from './symbols.ts';
import { figure, word } from './words.ts';

const ORDER = ['action', 'conditional', 'unknown', 'info', 'ignore'] as const satisfies readonly FindingVerdict[];
const MOST_CARDS = 64;
const MOST_UNKNOWN = 200;
/** Units of the bars. */
const WIDTH = 100;

export interface TriageResult {
  triage: Triage;
  catalog: Catalog;
  version: string;
  fileName: string;
}

export function triageContent({ triage, catalog, version, fileName }: TriageResult): Html {
  const { lang, events, notes } = triage;
  const findings = mostUrgentFirst(triage.findings).slice(0, MOST_CARDS).map(withTimes);
  const leftOut = { characters: 0, events: 0, findings: triage.findings.length - findings.length };
  const card = buildCard({ lang, findings, leftOut });
  const asks = findings.some(({ questions = [] }) => questions.length > 0);
  const [before = '', after = ''] = word('triage.heading', lang, { file: '\n' }).split('\n');
  return html`<div class="triage">
      <h2>${before}${foreign(fileName)}${after}</h2>
      <p>${word('triage.events', lang, { n: figure(events) })}</p>
      ${events > 0 ? bars(triage.verdicts, events, lang) : ''}
      ${
        notes.length > 0
          ? html`<section class="notes">
              <h3>${word('triage.notes', lang)}</h3>
              <ul>
                ${notes.map((note) => html`<li>${foreign(note)}</li>`)}
              </ul>
            </section>`
          : ''
      }
    </div>
    ${asks ? html`<p class="read-from">${word('triage.questions', lang)}</p>` : ''}
    ${findings.length > 0 || events === 0 ? raw(renderHtml(card, cardParts(findings, { catalog, lang, version, answerable: false }))) : ''}
    ${unknownTable(triage.unknown, lang)}`;
}

/** What is told to screen readers, and the title of the page. */
export function triageTitle({ lang, events, verdicts }: Triage): string {
  const worst = ORDER.find((verdict) => verdicts[verdict] > 0);
  const read = word('triage.events', lang, { n: figure(events) });
  return worst === undefined ? read : `${say(`sign.${worst}`, lang)} · ${read}`;
}

function bars(verdicts: Triage['verdicts'], events: number, lang: Lang): Html {
  const rows = ORDER.map((verdict) => {
    const n = verdicts[verdict];
    const width = n === 0 ? 0 : Math.max(1, Math.round((n / events) * WIDTH));
    return html`<tr class="${verdict}">
      <th scope="row">${raw(symbolSvg(verdict))} ${say(`sign.${verdict}`, lang)}</th>
      <td class="number">${figure(n)}</td>
      <td class="share" aria-hidden="true">
        <svg viewBox="0 0 ${WIDTH} 6" preserveAspectRatio="none" focusable="false">
          <rect width="${width}" height="6" />
        </svg>
      </td>
    </tr>`;
  });
  return html`<table class="bars">
    <caption>
      ${word('triage.verdicts', lang)}
    </caption>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function unknownTable(unknown: Triage['unknown'], lang: Lang): Html | '' {
  if (unknown.length === 0) return '';
  const rows = unknown.slice(0, MOST_UNKNOWN).map(
    ({ provider = '', eventId, level = '', count }) =>
      html`<tr>
        <td>${provider === '' ? word('triage.noSource', lang) : foreign(provider)}</td>
        <td>${eventId ?? ''}</td>
        <td>${sayIfKnown('level', level, lang) ?? foreign(level)}</td>
        <td class="number">${figure(count)}</td>
      </tr>`,
  );
  const more = unknown.length - rows.length;
  return html`<section class="unknown-events">
    <h2>${word('triage.unknown', lang)}</h2>
    ${scrollTable({
      label: word('triage.unknown', lang),
      heads: html`<th scope="col">${word('triage.source', lang)}</th>
        <th scope="col">${word('triage.id', lang)}</th>
        <th scope="col">${say('fact.level', lang)}</th>
        <th scope="col" class="number">${word('triage.count', lang)}</th>`,
      rows,
    })}
    ${more > 0 ? html`<p class="hint">${word('triage.more', lang, { n: figure(more) })}</p>` : ''}
  </section>`;
}
