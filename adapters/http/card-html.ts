/** Card -> an HTML fragment: semantic elements, no script, no style, everything escaped. */
import type { Block, Card, FindingCard, Sign, SignName, Span, Text } from '../../src/card/card.ts';
import { linkable, visible } from '../../src/card/plain-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a page adds to the fragment. Every function gives HTML that is safe as it stands. */
export interface PageParts {
  /** The sign as a picture, in place of its symbol. */
  symbol(name: SignName): string;
  /** Address of the page of an entry; undefined when there is none. */
  entryHref(key: string): string | undefined;
  /** What stands behind the entries to choose from: a way to ask for this one. */
  choose(name: string): string;
  /** Buttons that answer a question. */
  answers(id: string, question: string, words: { yes: string; no: string }): string;
  /** The negotiation as a picture, above its steps; by the place of the finding on the card. */
  picture(index: number): string;
  /** What stands below a finding; by its place on the card. */
  below(index: number): string;
}

/** Blocks that stand beside the others where there is room: what was read and why, not what to do. */
const ASIDE = new Set(['facts', 'evidence', 'references', 'related', 'appliesTo']);

/**
 * One `<section>` in the card's language: the summary, an `<article>` a finding, remarks. Class names are the block types.
 * Without `page` it is complete in itself.
 */
export function renderHtml(card: Card, page?: PageParts): string {
  const head = card.head.map((one) => block(one, { page }));
  const findings = card.findings.map((one, index) => finding(one, { page, index, key: one.key }));
  const foot = card.foot.map((one) => block(one, { page }));
  const parts = [...head, ...findings, ...foot];
  return `<section class="hvevent-card" lang="${card.lang}">\n${parts.join('\n')}\n</section>\n`;
}

/** Where a block stands. */
interface Place {
  page?: PageParts | undefined;
  index?: number;
  key?: string | undefined;
}

function finding({ sign, key, blocks }: FindingCard, place: Place): string {
  const dataKey = key === undefined ? '' : ` data-key="${escaped(key)}"`;
  const anchor = place.page === undefined ? '' : ` id="finding-${(place.index ?? 0) + 1}"`;
  const head = blocks.filter(({ type }) => type === 'verdict' || type === 'title');
  const rest = blocks.filter((one) => !head.includes(one));
  const groups = [
    head.map((one) => block(one, place)).join('\n'),
    group(
      'main',
      rest.filter((one) => !isAside(one)),
      place,
    ),
    group('aside', rest.filter(isAside), place),
    place.page?.below(place.index ?? 0) ?? '',
  ];
  const body = groups.filter((part) => part !== '').join('\n');
  return `<article class="finding ${sign}"${dataKey}${anchor}>\n${body}\n</article>`;
}

function isAside(one: Block): boolean {
  return ASIDE.has('part' in one ? one.part : one.type);
}

function group(name: string, blocks: readonly Block[], place: Place): string {
  return blocks.length === 0
    ? ''
    : `<div class="${name}">\n${blocks.map((one) => block(one, place)).join('\n')}\n</div>`;
}

function block(one: Block, place: Place): string {
  const { page } = place;
  switch (one.type) {
    case 'verdict':
      return `<header class="verdict ${one.sign.name}"><h2>${signed(one.sign, page)}</h2><p>${inlineHtml(one.sentence)}</p></header>`;
    case 'title':
      return `<p class="title">${linked(titled(one), place.key, page)}${times(one.count)}</p>`;
    case 'paragraphs':
      return headed(one, one.paragraphs.map((text) => `<p>${inlineHtml(text)}</p>`).join(''));
    case 'questions':
      return headed(one, list(one.questions.map((question) => asked(question, one, page))));
    case 'list':
      return headed(one, picture(one.part, place) + list(one.items.map(inlineHtml), one.ordered));
    case 'facts':
      return headed(one, `<dl>${one.rows.map(fact).join('')}</dl>`);
    case 'entries':
      return headed(one, list(one.entries.map((entry) => toRead(entry, one.part, page))) + hint(one, page));
    case 'references':
      return headed(one, list(one.references.map(reference)));
    case 'summary':
      return headed(one, list(one.lines.map((line, index) => summarized(line, index, page))));
    case 'note':
      return `<p class="note ${one.part}"><small>${inlineHtml(one.text)}</small></p>`;
    default:
      return one satisfies never;
  }
}

function picture(part: string, { page, index }: Place): string {
  return part === 'course' && index !== undefined ? (page?.picture(index) ?? '') : '';
}

function linked(body: string, key: string | undefined, page: PageParts | undefined): string {
  const href = key === undefined ? undefined : page?.entryHref(key);
  return href === undefined ? body : `<a href="${escaped(href)}">${body}</a>`;
}

function toRead(
  entry: { key: string; name: Text; title: Text },
  part: 'candidates' | 'related',
  page?: PageParts,
): string {
  const choose = part === 'candidates' ? (page?.choose(entry.name.map(({ text }) => text).join('')) ?? '') : '';
  return linked(titled(entry), entry.key, page) + choose;
}

/** The page has a button for what the hint tells to type. */
function hint({ hint: text }: { hint?: Text }, page: PageParts | undefined): string {
  return text === undefined || page !== undefined ? '' : `<p>${inlineHtml(text)}</p>`;
}

function summarized(
  line: { sign: Sign; name: Text; title: Text; count: number },
  index: number,
  page?: PageParts,
): string {
  const said = `${signed(line.sign, page)}: ${titled(line)}${times(line.count)}`;
  return page === undefined ? said : `<a class="${line.sign.name}" href="#finding-${index + 1}">${said}</a>`;
}

function headed(one: { type: string; part?: string; heading: string }, body: string): string {
  const classes = one.part === undefined ? one.type : `${one.type} ${one.part}`;
  // The summary stands before the findings, not in one of them.
  const level = one.type === 'summary' ? 'h2' : 'h3';
  return `<section class="${classes}"><${level}>${escaped(one.heading)}</${level}>${body}</section>`;
}

function list(items: readonly string[], ordered = false): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
}

function signed({ name, symbol, word }: Sign, page: PageParts | undefined): string {
  const drawn = page?.symbol(name) ?? `<span class="symbol" aria-hidden="true">${escaped(symbol)}</span>`;
  return `${drawn} ${escaped(word)}`;
}

function titled({ name, title }: { name: Text; title: Text }): string {
  const named = name.length === 0 ? '' : `<strong>${inlineHtml(name)}</strong>`;
  return [named, inlineHtml(title)].filter((part) => part !== '').join(' ');
}

function times(count: number): string {
  return count > 1 ? ` <span class="count">×${count}</span>` : '';
}

function asked({ id, text }: { id: string; text: Text }, words: { yes: string; no: string }, page?: PageParts): string {
  const question = text.map((part) => part.text).join('');
  const choice = page?.answers(id, question, words) ?? `(${escaped(words.yes)} / ${escaped(words.no)})`;
  return `<span data-question="${escaped(id)}">${inlineHtml(text)}</span> ${choice}`;
}

function fact({ name, value, meaning }: { name: Text; value: Text; meaning?: Text }): string {
  const decoded = meaning === undefined ? '' : ` <span class="meaning">= ${inlineHtml(meaning)}</span>`;
  return `<div><dt>${inlineHtml(name)}</dt><dd>${inlineHtml(value)}${decoded}</dd></div>`;
}

function reference({ title, url }: { title: Text; url?: string }): string {
  const address = linkable(url);
  if (address === undefined) return inlineHtml(title);
  return `<a href="${escaped(address)}" rel="noopener noreferrer">${inlineHtml(title)}</a>`;
}

/** Spans of a card as HTML. */
export function inlineHtml(text: Text): string {
  return text.map(span).join('');
}

function span({ kind, text }: Span): string {
  switch (kind) {
    case 'plain':
      return escaped(text);
    case 'code':
      return `<code>${escaped(text)}</code>`;
    case 'event':
      return `<bdi>${escaped(text)}</bdi>`;
    default:
      return kind satisfies never;
  }
}

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
