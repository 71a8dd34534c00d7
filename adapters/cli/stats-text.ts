/** The figures of `kb stats` as a table of words. */
import type { KnowledgeStats, ProviderFigures } from '../../src/knowledge/stats.ts';

type Row = readonly [label: string, figure: number | string];

/** Ends with a line end. */
export function statsText(stats: KnowledgeStats): string {
  const { verdicts, texts, confidence } = stats;
  const rows: Row[] = [
    ['identities (provider and ID)', stats.identities],
    ['entries', stats.entries],
    ...Object.entries(verdicts).map(([verdict, figure]): Row => [`  ${verdict}`, figure]),
    ['samples', stats.samples],
    ['  header and data only', stats.headerOnlySamples],
    ['known by name only', stats.names],
    ["entries with Windows' text", stats.entries - texts.none],
    ['  in English', texts.en],
    ['  in Japanese', texts.ja],
    ['  in both', texts.both],
    ['entries without', texts.none],
    ['confidence high (text known, every case sourced)', confidence.high],
    ['  medium (one of the two)', confidence.medium],
    ['  low (neither)', confidence.low],
  ];
  return `${aligned(rows)}\n${perProvider(stats.providers)}`;
}

function aligned(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([label]) => label.length)) + 4;
  return rows.map(([label, figure]) => `${label.padEnd(width)}${figure}\n`).join('');
}

const COLUMNS = ['entries', 'ignore', 'conditional', 'action', 'info', 'with text', 'names'] as const;

function perProvider(providers: readonly ProviderFigures[]): string {
  const width = Math.max(...providers.map(({ slug }) => slug.length), 'provider'.length) + 2;
  const cells = (figures: readonly (string | number)[]): string =>
    figures.map((figure, i) => String(figure).padStart((COLUMNS[i]?.length ?? 0) + 2)).join('');
  const lines = providers.map(
    ({ slug, entries, verdicts: { ignore, conditional, action, info }, withText, names }) =>
      `${slug.padEnd(width)}${cells([entries, ignore, conditional, action, info, withText, names])}\n`,
  );
  return [`${'provider'.padEnd(width)}${cells(COLUMNS)}\n`, ...lines].join('');
}
