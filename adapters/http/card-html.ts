/** Card -> an HTML fragment: semantic elements, no script, no style, everything escaped. */
import type { Block, Card, FindingCard, Sign, Span, Text } from '../../src/card/card.ts';
import { linkable, visible } from '../../src/card/plain-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** One `<section>` in the card's language: the summary, an `<article>` a finding, remarks. Class names are the block types. */
export function renderHtml(card: Card): string {
  const parts = [...card.head.map(block), ...card.findings.map(finding), ...card.foot.map(block)];
  return `<section class="hvevent-card" lang="${card.lang}">\n${parts.join('\n')}\n</section>\n`;
}

function finding({ sign, key, blocks }: FindingCard): string {
  const dataKey = key === undefined ? '' : ` data-key="${escaped(key)}"`;
  return `<article class="finding ${sign}"${dataKey}>\n${blocks.map(block).join('\n')}\n</article>`;
}

function block(one: Block): string {
  switch (one.type) {
    case 'verdict':
      return `<header class="verdict ${one.sign.name}"><h2>${signed(one.sign)}</h2><p>${inline(one.sentence)}</p></header>`;
    case 'title':
      return `<p class="title">${titled(one)}${times(one.count)}</p>`;
    case 'paragraphs':
      return headed(one, one.paragraphs.map((text) => `<p>${inline(text)}</p>`).join(''));
    case 'questions':
      return headed(one, list(one.questions.map((question) => asked(question, one))));
    case 'list':
      return headed(one, list(one.items.map(inline), one.ordered));
    case 'facts':
      return headed(one, `<dl>${one.rows.map(fact).join('')}</dl>`);
    case 'entries':
      return headed(one, list(one.entries.map(titled)) + (one.hint ? `<p>${inline(one.hint)}</p>` : ''));
    case 'references':
      return headed(one, list(one.references.map(reference)));
    case 'summary':
      return headed(one, list(one.lines.map((line) => `${signed(line.sign)}: ${titled(line)}${times(line.count)}`)));
    case 'note':
      return `<p class="note ${one.part}"><small>${inline(one.text)}</small></p>`;
    default:
      return one satisfies never;
  }
}

function headed(one: { type: string; part?: string; heading: string }, body: string): string {
  const classes = one.part === undefined ? one.type : `${one.type} ${one.part}`;
  return `<section class="${classes}"><h3>${escaped(one.heading)}</h3>${body}</section>`;
}

function list(items: readonly string[], ordered = false): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
}

function signed({ symbol, word }: Sign): string {
  return `<span class="symbol" aria-hidden="true">${escaped(symbol)}</span> ${escaped(word)}`;
}

function titled({ name, title }: { name: Text; title: Text }): string {
  const named = name.length === 0 ? '' : `<strong>${inline(name)}</strong>`;
  return [named, inline(title)].filter((part) => part !== '').join(' ');
}

function times(count: number): string {
  return count > 1 ? ` <span class="count">×${count}</span>` : '';
}

/** The page that holds the fragment finds the question by `data-question` and adds its buttons. */
function asked({ id, text }: { id: string; text: Text }, { yes, no }: { yes: string; no: string }): string {
  return `<span data-question="${escaped(id)}">${inline(text)}</span> (${escaped(yes)} / ${escaped(no)})`;
}

function fact({ name, value, meaning }: { name: Text; value: Text; meaning?: Text }): string {
  const decoded = meaning === undefined ? '' : ` <span class="meaning">= ${inline(meaning)}</span>`;
  return `<div><dt>${inline(name)}</dt><dd>${inline(value)}${decoded}</dd></div>`;
}

function reference({ title, url }: { title: Text; url?: string }): string {
  const address = linkable(url);
  if (address === undefined) return inline(title);
  return `<a href="${escaped(address)}" rel="noopener noreferrer">${inline(title)}</a>`;
}

function inline(text: Text): string {
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
