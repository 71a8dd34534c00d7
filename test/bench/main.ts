/**
 * `npm run bench`: how long reading and matching take, as ratios to a floor (one NFKC pass and one look at every character of
 * the same text) and beside fuse.js and MiniSearch used alone, at several knowledge sizes, all in one run.
 */
import { performance } from 'node:perf_hooks';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { createAnswerer } from '../../src/answer.ts';
import { readPaste } from '../../src/event/read.ts';
import { createCatalog, type Catalog } from '../../src/knowledge/catalog.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/match/matcher.ts';
import { createTemplateIndex } from '../../src/match/template-index.ts';
import { benchAlerts } from './alerts.ts';
import { printGrowth } from './growth.ts';
import { benchHttp } from './http.ts';
import { measure, us, type Spread } from './measure.ts';
import { PASTES, TWO_KILOBYTES } from './pastes.ts';
import { renderRow, syntheticTable } from './synthetic.ts';

const SIZES = [20, 1000, 10_000];
const SEED = 20261120;

const { knowledge, problems } = loadKnowledge(['knowledge']);
if (!knowledge) throw new Error(`knowledge cannot be read: ${problems[0]?.message}`);

console.log(
  `# Bench\n\nNode ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}. Microseconds; ratios are to the floor of the same text.\n`,
);
flowOfEachPaste(knowledge);
printGrowth(knowledge, (line) => console.log(line));
for (const size of SIZES) atSize(knowledge, size);
await benchHttp((line) => console.log(line));
await benchAlerts((line) => console.log(line));

/** The product as it is: every typical paste through reading, matching, judging and telling. */
function flowOfEachPaste(real: Knowledge): void {
  const answerer = createAnswerer(real);
  const catalog = createCatalog(real);
  const matcher = createMatcher(catalog);
  console.log(`## The knowledge as it is (${real.entries.length} entries)\n`);
  console.log(
    '| paste | floor | read p50 | read + match p50 / p99 | whole answer p50 / p99 | answer : floor |\n|---|---|---|---|---|---|',
  );
  for (const [name, text] of Object.entries(PASTES)) {
    const floor = measure(() => floorPass(text));
    const read = measure(() => readPaste(text, catalog.sourceNames));
    const matched = measure(() => readAndMatch(text, catalog, matcher));
    const answered = measure(() => answerer.answer(text, { lang: 'en' }));
    console.log(
      `| ${name} | ${us(floor.p50)} | ${us(read.p50)} | ${spread(matched)} | ${spread(answered)} | ${ratio(answered, floor)} |`,
    );
  }
  console.log('');
}

function atSize(real: Knowledge, size: number): void {
  const table = syntheticTable(size, SEED);
  const grown: Knowledge = { ...real, tables: [...real.tables, table] };
  const before = heap();
  const start = performance.now();
  const catalog = createCatalog(grown);
  const matcher = createMatcher(catalog);
  const built = performance.now() - start;
  const grew = heap() - before;

  const sources = catalog.templateSources();
  const startIndex = performance.now();
  const index = createTemplateIndex(sources);
  const builtIndex = performance.now() - startIndex;

  const documents = sources.map(({ text }, id) => ({ id, text }));
  const fuse = new Fuse(documents, { keys: ['text'], includeScore: true });
  const mini = new MiniSearch({ fields: ['text'] });
  mini.addAll(documents);

  const rendered = table.rows
    .slice(0, 6)
    .map(({ text }) => renderRow(text, ['web-07', '12', '0x80070005']))
    .join('\n');
  const texts = {
    'five records, 2 KB': TWO_KILOBYTES,
    'six messages of the table': rendered,
    'short query': 'nic drvier incompatable',
  };
  console.log(
    `## ${sources.length} templates\n\nMatcher built in ${built.toFixed(0)} ms, ${(grew / 1e6).toFixed(1)} MB of heap; the exact index alone in ${builtIndex.toFixed(0)} ms.\n`,
  );
  console.log(
    '| text | floor | exact index p50 / p99 | : floor | read + match p50 / p99 | : floor | MiniSearch p50 | : ours | fuse.js p50 | : ours |\n|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const [name, text] of Object.entries(texts)) {
    const floor = measure(() => floorPass(text));
    const exact = measure(() => index.find(text));
    const ours = measure(() => readAndMatch(text, catalog, matcher));
    const miniTime = measure(() => mini.search(text));
    const fuseTime = measure(() => fuse.search(text), 3);
    console.log(
      `| ${name} | ${us(floor.p50)} | ${spread(exact)} | ${ratio(exact, floor)} | ${spread(ours)} | ${ratio(ours, floor)} | ${us(miniTime.p50)} | ${ratio(miniTime, ours)} | ${us(fuseTime.p50)} | ${ratio(fuseTime, ours)} |`,
    );
  }
  console.log('');
}

function readAndMatch(text: string, catalog: Catalog, matcher: ReturnType<typeof createMatcher>): number {
  let matches = 0;
  for (const event of readPaste(text, catalog.sourceNames).events) matches += matcher.match(event).length;
  return matches;
}

/** What any reader must do at least: one normalisation and one look at each character. */
function floorPass(text: string): number {
  const normal = text.normalize('NFKC');
  let sum = 0;
  for (let i = 0; i < normal.length; i++) sum = (sum + normal.charCodeAt(i)) | 0;
  return sum;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

function spread({ p50, p99 }: Spread): string {
  return `${us(p50)} / ${us(p99)}`;
}

function ratio(a: Spread, b: Spread): string {
  return `${(a.p50 / b.p50).toFixed(a.p50 / b.p50 < 10 ? 1 : 0)}x`;
}
