/** Card -> text for a terminal. */
import stringWidth from 'string-width';
import type { Block, Card, Sign, SignName, Text } from '../../src/card/card.ts';
import { linkable, visible } from '../../src/card/plain-text.ts';
import { type Piece, wrap } from './wrap.ts';

export interface TerminalOptions {
  /** Columns; less than 20 counts as 20. */
  width: number;
  colour: boolean;
  /** False: no symbols, and only ASCII marks around the text. */
  unicode: boolean;
}

const NARROWEST = 20;
const BOLD = '1';
const DIM = '2';
const STYLES = {
  ignore: '1;32',
  conditional: '1;33',
  action: '1;31',
  info: '1;36',
  unknown: '1;35',
  guess: '1;35',
  choice: '1;35',
  nothing: BOLD,
} as const satisfies Record<SignName, string>;
const INDENT = '  ';
/** Names of facts stand in a column of their own when that leaves enough for the values. */
const WIDEST_NAME = 0.4;

/** Lines, each no wider than the width, the last one with a line end. */
export function renderTerminal(card: Card, options: TerminalOptions): string {
  const pen = new Pen(options);
  const parts = [card.head, ...card.findings.map(({ blocks }) => blocks), card.foot].filter((part) => part.length > 0);
  const lines: string[] = [];
  for (const part of parts) {
    if (lines.length > 0) lines.push('', pen.rule(), '');
    for (const [i, one] of part.entries()) {
      if (i > 0) lines.push('');
      lines.push(...block(one, pen));
    }
  }
  return lines.join('\n') + '\n';
}

function block(one: Block, pen: Pen): string[] {
  switch (one.type) {
    case 'verdict':
      return [...pen.lines(signed(one.sign, pen)), ...pen.lines(pen.text(one.sentence))];
    case 'title':
      return pen.lines([...titled(one, pen), ...times(one.count, pen)]);
    case 'paragraphs':
      return pen.headed(
        one.heading,
        one.paragraphs.flatMap((text) => pen.indented(pen.text(text))),
      );
    case 'questions':
      return pen.headed(
        one.heading,
        one.questions.flatMap((question, i) => asked(question, i, { block: one, pen })),
      );
    case 'list':
      return pen.headed(
        one.heading,
        one.items.flatMap((item, i) => pen.item(pen.text(item), one.ordered ? i + 1 : undefined)),
      );
    case 'facts':
      return pen.headed(one.heading, facts(one.rows, pen));
    case 'entries':
      return pen.headed(one.heading, [
        ...one.entries.flatMap((entry) => pen.item(titled(entry, pen))),
        ...(one.hint ? pen.indented(pen.text(one.hint)) : []),
      ]);
    case 'references':
      return pen.headed(
        one.heading,
        one.references.flatMap((reference) => cited(reference, pen)),
      );
    case 'summary':
      return pen.headed(
        one.heading,
        one.lines.flatMap((line) =>
          pen.item([...signed(line.sign, pen), { text: ' - ' }, ...titled(line, pen), ...times(line.count, pen)]),
        ),
      );
    case 'note':
      return pen.lines(pen.text(one.text, DIM));
    default:
      return one satisfies never;
  }
}

/** The name in brackets is the one of the JSON answer, the same in both languages. */
function signed({ name, symbol, word }: Sign, pen: Pen): Piece[] {
  const shown = pen.unicode ? `${symbol} ${word}` : word;
  return [
    { text: shown, style: STYLES[name] },
    { text: ` [${name}]`, style: DIM },
  ];
}

function titled({ name, title }: { name: Text; title: Text }, pen: Pen): Piece[] {
  const between = name.length > 0 && title.length > 0 ? [{ text: ' - ' }] : [];
  return [...pen.text(name, BOLD), ...between, ...pen.text(title)];
}

function times(count: number, pen: Pen): Piece[] {
  return count > 1 ? [{ text: pen.unicode ? ` ×${count}` : ` x${count}`, style: BOLD }] : [];
}

/** How to answer is what `--answer` takes. */
function asked(
  { id, text }: { id: string; text: Text },
  index: number,
  { block: { yes, no }, pen }: { block: { yes: string; no: string }; pen: Pen },
): string[] {
  return pen.item(
    [...pen.text(text), { text: ` (${yes} / ${no})` }, { text: ` --answer ${visible(id, pen)}=yes`, style: DIM }],
    index + 1,
  );
}

/** An address has a line of its own, so that as few as possible are broken. */
function cited({ title, url }: { title: Text; url?: string | undefined }, pen: Pen): string[] {
  const address = linkable(url);
  const below = address === undefined ? [] : pen.lines([{ text: address, style: DIM }], [{ text: INDENT + INDENT }]);
  return [...pen.item(pen.text(title)), ...below];
}

function facts(rows: readonly { name: Text; value: Text; meaning?: Text }[], pen: Pen): string[] {
  const names = rows.map(({ name }) =>
    pen
      .text(name)
      .map(({ text }) => text)
      .join(''),
  );
  const widest = Math.max(...names.map((name) => stringWidth(name)));
  const column = widest <= pen.width * WIDEST_NAME;
  return rows.flatMap(({ value, meaning }, i) => {
    const name = names[i] ?? '';
    const shown = [...pen.text(value), ...(meaning === undefined ? [] : [{ text: ' = ' }, ...pen.text(meaning)])];
    if (!column) return pen.item([{ text: `${name}: `, style: DIM }, ...shown]);
    const first = `${INDENT}${name}${' '.repeat(widest - stringWidth(name))}${INDENT}`;
    return pen.lines(shown, [{ text: first, style: DIM }]);
  });
}

/** Knows the width, and whether there are colours and symbols. */
class Pen {
  readonly width: number;
  readonly unicode: boolean;
  readonly #colour: boolean;

  constructor({ width, colour, unicode }: TerminalOptions) {
    this.width = Math.max(NARROWEST, Math.floor(width));
    this.unicode = unicode;
    this.#colour = colour;
  }

  /** Event text takes no style from its surroundings, so that it never looks like our own words. */
  text(text: Text, style?: string): Piece[] {
    return text.map((span) => ({
      text: visible(span.text, { unicode: this.unicode }),
      style: span.kind === 'code' ? BOLD : style,
    }));
  }

  lines(pieces: readonly Piece[], first: readonly Piece[] = []): string[] {
    return wrap(this.#styled(pieces), { width: this.width, first: this.#styled(first) });
  }

  indented(pieces: readonly Piece[]): string[] {
    return this.lines(pieces, [{ text: INDENT }]);
  }

  item(pieces: readonly Piece[], number?: number): string[] {
    const bullet = this.unicode ? '•' : '-';
    return this.lines(pieces, [{ text: number === undefined ? `${INDENT}${bullet} ` : `${INDENT}${number}. ` }]);
  }

  headed(heading: string, body: readonly string[]): string[] {
    return [...this.lines([{ text: heading, style: BOLD }]), ...body];
  }

  rule(): string {
    return (this.unicode ? '─' : '-').repeat(this.width);
  }

  #styled(pieces: readonly Piece[]): readonly Piece[] {
    return this.#colour ? pieces : pieces.map(({ text }) => ({ text }));
  }
}
