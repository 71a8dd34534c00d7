/** How much is known, in figures: the same as `hvevent kb stats`. */
import { say } from '../../../src/card/words.ts';
import type { KnowledgeStats, ProviderFigures, VerdictFigures } from '../../../src/knowledge/stats.ts';
import type { Lang } from '../../../src/lang.ts';
import { html, type Html } from './markup.ts';
import { scrollTable } from './scroll-table.ts';
import { figure, word, type PageWord } from './words.ts';

const VERDICTS = ['ignore', 'conditional', 'action', 'info'] as const satisfies readonly (keyof VerdictFigures)[];

type Row = readonly [name: PageWord, figure: number];

export function statsContent(stats: KnowledgeStats, lang: Lang): Html {
  const { texts, confidence } = stats;
  const known: Row[] = [
    ['stats.identities', stats.identities],
    ['stats.entries', stats.entries],
    ['stats.names', stats.names],
    ['stats.samples', stats.samples],
    ['stats.headerOnly', stats.headerOnlySamples],
  ];
  const written: Row[] = [
    ['stats.text.en', texts.en],
    ['stats.text.ja', texts.ja],
    ['stats.text.both', texts.both],
    ['stats.text.none', texts.none],
  ];
  const sure: Row[] = [
    ['stats.confidence.high', confidence.high],
    ['stats.confidence.medium', confidence.medium],
    ['stats.confidence.low', confidence.low],
  ];
  return html`<p class="back"><a href="/knowledge">${word('event.back', lang)}</a></p>
    <div class="hero">
      <h1>${word('stats.title', lang)}</h1>
      <p class="lede">${word('stats.lede', lang)}</p>
    </div>
    <div class="stats">
      ${figuresSection('stats.known', known, lang)}
      <section>
        <h2>${word('stats.verdicts', lang)}</h2>
        <dl>${VERDICTS.map((verdict) => pair(say(`sign.${verdict}`, lang), stats.verdicts[verdict]))}</dl>
      </section>
      ${figuresSection('stats.texts', written, lang)} ${figuresSection('stats.confidence', sure, lang)}
    </div>
    ${providersTable(stats.providers, lang)}`;
}

function figuresSection(heading: PageWord, rows: readonly Row[], lang: Lang): Html {
  return html`<section>
    <h2>${word(heading, lang)}</h2>
    <dl>${rows.map(([name, n]) => pair(word(name, lang), n))}</dl>
  </section>`;
}

function pair(name: string, n: number): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${figure(n)}</dd>
  </div>`;
}

function providersTable(providers: readonly ProviderFigures[], lang: Lang): Html {
  const title = word('stats.providers', lang);
  const heads = [
    word('stats.entries', lang),
    ...VERDICTS.map((verdict) => say(`sign.${verdict}`, lang)),
    word('stats.withText', lang),
    word('stats.names', lang),
  ];
  const rows = providers.map(
    (one) =>
      html`<tr>
        <th scope="row" translate="no">${one.provider}</th>
        ${[one.entries, ...VERDICTS.map((verdict) => one.verdicts[verdict]), one.withText, one.names].map((n) => html`<td class="number">${figure(n)}</td>`)}
      </tr>`,
  );
  return html`<section class="by-source">
    <h2>${title}</h2>
    ${scrollTable({
      label: title,
      heads: html`<th scope="col">${word('event.source', lang)}</th>
        ${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}`,
      rows,
    })}
  </section>`;
}
