/** Card -> plain text, for tickets and mail that know no markup. */
import type { Block, Card, Text } from '../../../src/card/card.ts';
import { linkable, visible } from '../../../src/card/plain-text.ts';

/** Ends with a line end; findings are parted by a line of hyphens. */
export function renderPlainText(card: Card): string {
  const parts = [card.head, ...card.findings.map(({ blocks }) => blocks), card.foot];
  const texts = parts.filter((blocks) => blocks.length > 0).map((blocks) => blocks.map(block).join('\n\n'));
  return texts.join('\n\n----------\n\n') + '\n';
}

function block(one: Block): string {
  switch (one.type) {
    case 'verdict':
      return `${one.sign.symbol} ${one.sign.word}\n${line(one.sentence)}`;
    case 'title':
      return titled(one) + times(one.count);
    case 'paragraphs':
      return headed(one.heading, one.paragraphs.map(line));
    case 'questions':
      return headed(one.heading, items(one.questions.map(({ text }) => `${line(text)} (${one.yes} / ${one.no})`)));
    case 'list':
      return headed(one.heading, one.ordered ? numbered(one.items.map(line)) : items(one.items.map(line)));
    case 'facts':
      return headed(one.heading, items(one.rows.map(fact)));
    case 'entries':
      return headed(one.heading, items(one.entries.map(titled)));
    case 'references':
      return headed(one.heading, items(one.references.map(reference)));
    case 'summary':
      return headed(
        one.heading,
        items(
          one.lines.map((entry) => `${entry.sign.symbol} ${entry.sign.word}: ${titled(entry)}${times(entry.count)}`),
        ),
      );
    case 'note':
      return line(one.text);
    default:
      return one satisfies never;
  }
}

function headed(heading: string, lines: readonly string[]): string {
  return [heading, ...lines].join('\n');
}

function items(lines: readonly string[]): string[] {
  return lines.map((text) => `- ${text}`);
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((text, i) => `${i + 1}. ${text}`);
}

function titled({ name, title }: { name: Text; title: Text }): string {
  return [line(name), line(title)].filter((part) => part !== '').join(' - ');
}

function times(count: number): string {
  return count > 1 ? ` (x${count})` : '';
}

function fact({ name, value, meaning }: { name: Text; value: Text; meaning?: Text }): string {
  return `${line(name)}: ${line(value)}${meaning === undefined ? '' : ` = ${line(meaning)}`}`;
}

function reference({ title, url }: { title: Text; url?: string }): string {
  return [line(title), linkable(url)].filter((part) => part !== undefined).join(' ');
}

function line(text: Text): string {
  return text
    .map((span) => visible(span.text))
    .join('')
    .trim();
}
