/** How much of a record its found messages make up: an event quoted in prose is not that event. */
import type { FoldedText } from '../text/fold.ts';
import type { TemplateHit } from './template.ts';
import { letterWeight } from './weight.ts';

/** Share of the record's letters that lie within the hits, 0..1; a Japanese character counts as two letters. */
export function coverage(record: FoldedText, hits: readonly TemplateHit[]): number {
  const all = letterWeight(record.text);
  let inside = 0;
  for (const { start, end } of hits)
    inside += letterWeight(record.text.slice(firstFrom(record, start), firstFrom(record, end)));
  return all === 0 ? 0 : inside / all;
}

/**
 * How much of its own lines, up to the messages beside it, one hit makes up, 0..1: a message quoted in a sentence stays a quotation
 * whatever stands in the other lines.
 * @param hits in the order of the text
 */
export function coverageOfLines(record: FoldedText, hits: readonly TemplateHit[], i: number): number {
  const hit = hits[i]!;
  const text = record.original;
  // Only between the neighbours: many messages on one long line stay linear.
  const before = Math.min(hits[i - 1]?.end ?? 0, hit.start);
  const after = Math.max(hits[i + 1]?.start ?? text.length, hit.end);
  const lineEnd = text.slice(hit.end, after).indexOf('\n');
  const from = before + text.slice(before, hit.start).lastIndexOf('\n') + 1;
  const to = lineEnd < 0 ? after : hit.end + lineEnd;
  const weigh = (a: number, b: number) => letterWeight(record.text.slice(firstFrom(record, a), firstFrom(record, b)));
  const all = weigh(from, to);
  return all === 0 ? 0 : weigh(hit.start, hit.end) / all;
}

/** A line of these parts two entries. */
const RULE = new Set('-=*_#');

/** Whether a paragraph and an empty line stand above the message, so that it is hardly the text of the header above them. */
export function followsParagraph(text: string, { start }: TemplateHit): boolean {
  let breaks = 0;
  for (let i = start - 1; i >= 0; i--) {
    const c = text.charAt(i);
    if (c === '\n') breaks++;
    else if (c.trim() !== '' && !RULE.has(c)) return breaks >= 2;
  }
  return false;
}

/** Index of the first folded unit that stands at `offset` of the original or behind it. */
function firstFrom(record: FoldedText, offset: number): number {
  let low = 0;
  let high = record.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (record.offsetOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether the message stands by itself on its line or lines: nothing but a column or a one-word label before it, nothing behind it.
 */
export function standsAlone(text: string, { start, end }: TemplateHit): boolean {
  return opensCell(text, start) && closesCell(text, end);
}

/** A label such as `SecondaryStatusDescription :`; longer ones are somebody's sentence. */
const LONGEST_LABEL = 40;

function opensCell(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(Math.max(lineStart, start - LONGEST_LABEL), start);
  const bare = before.replaceAll(/['"“”‘’「」]/g, '');
  if (bare.trim() === '' || bare.endsWith('  ') || bare.endsWith('\t') || bare.endsWith('| ')) return true;
  const label = bare.trimEnd();
  return /[:：]$/.test(label) && !/\s/.test(label.slice(0, -1).trim()) && start - lineStart <= LONGEST_LABEL;
}

function closesCell(text: string, end: number): boolean {
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, lineEnd < 0 ? undefined : lineEnd).slice(0, 8);
  return /^['"“”’」)\].。．|\s]*$/.test(after);
}
