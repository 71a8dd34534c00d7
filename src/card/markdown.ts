/** Card -> CommonMark. Nothing but our own headings, lists and links is markup, whatever the event says. */
import type { Block, Card, Sign, Span, Text } from './card.ts';
import { linkable, visible } from './plain-text.ts';

/** Characters that mean something anywhere in a line. */
const ACTIVE = /[\\`*_{}[\]<>#|~&!$^]/g;
/** What means something only where a line or list item begins. */
const LINE_START = /^(\d*)([-+=.):])/;
/** What sites link or mention after Markdown is done, where a backslash no longer helps: @name, #12, http://, www. */
const LINKED_LATER = /[@#＠]|:(?=\/\/)|www(?=\.)/giu;
/** Zero width, allows no line break, and no name or address goes on after it. */
const WORD_JOINER = '\u2060';

/** A Markdown document that ends with a line end. */
export function renderMarkdown(card: Card): string {
  const parts = [
    card.head.map(block).join('\n\n'),
    ...card.findings.map(({ blocks }) => blocks.map(block).join('\n\n')),
    card.foot.map(block).join('\n\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n---\n\n') + '\n';
}

function block(one: Block): string {
  switch (one.type) {
    case 'verdict':
      return `## ${signed(one.sign)}\n\n${line(one.sentence)}`;
    case 'title':
      return `### ${titled(one)}${times(one.count)}`;
    case 'paragraphs':
      return headed(one.heading, one.paragraphs.map(line).join('\n\n'));
    case 'questions':
      return headed(one.heading, list(one.questions.map(({ text }) => `${line(text)} (${one.yes} / ${one.no})`)));
    case 'list':
      return headed(one.heading, list(one.items.map(line), one.ordered));
    case 'facts':
      return headed(one.heading, list(one.rows.map(fact)));
    case 'entries':
      return headed(one.heading, list(one.entries.map(titled))) + (one.hint ? `\n\n${line(one.hint)}` : '');
    case 'references':
      return headed(one.heading, list(one.references.map(reference)));
    case 'summary':
      return headed(
        one.heading,
        list(one.lines.map((entry) => `${signed(entry.sign)} — ${titled(entry)}${times(entry.count)}`)),
      );
    case 'note':
      return line(one.text);
    default:
      return one satisfies never;
  }
}

function headed(heading: string, body: string): string {
  return `#### ${escaped(heading)}\n\n${body}`;
}

function list(items: readonly string[], ordered = false): string {
  return items.map((item, i) => (ordered ? `${i + 1}. ${item}` : `- ${item}`)).join('\n');
}

function signed({ symbol, word }: Sign): string {
  return `${symbol} ${escaped(word)}`;
}

function titled({ name, title }: { name: Text; title: Text }): string {
  return [line(name), line(title)].filter((part) => part !== '').join(' — ');
}

function times(count: number): string {
  return count > 1 ? ` (×${count})` : '';
}

function fact({ name, value, meaning }: { name: Text; value: Text; meaning?: Text }): string {
  // A value is shown to the letter, so that it can be copied.
  const printed = value.map((part) => (part.kind === 'event' ? code(part.text) : span(part))).join('');
  return `**${line(name)}:** ${printed}${meaning === undefined ? '' : ` = ${line(meaning)}`}`;
}

function reference({ title, url }: { title: Text; url?: string }): string {
  const address = linkable(url);
  if (address === undefined) return line(title);
  // Angle brackets hold any address without blanks and brackets, and URL has encoded those.
  return `[${line(title)}](<${address.replaceAll(/[<>\\\s]/g, encodeURIComponent)}>)`;
}

function line(text: Text): string {
  return text
    .map(span)
    .join('')
    .trim()
    .replace(LINE_START, (_all, digits: string, mark: string) => `${digits}\\${mark}`);
}

function span({ kind, text }: Span): string {
  return kind === 'code' ? code(text) : escaped(text);
}

function escaped(text: string): string {
  return visible(text)
    .replaceAll(LINKED_LATER, (found) => found + WORD_JOINER)
    .replaceAll(ACTIVE, '\\$&');
}

/** A code span: its fence is one backtick longer than any inside. */
function code(text: string): string {
  const shown = visible(text);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  const pad = runs.length > 0 || shown.trim() !== shown ? ' ' : '';
  return shown.trim() === '' ? escaped(shown) : `${fence}${pad}${shown}${pad}${fence}`;
}
