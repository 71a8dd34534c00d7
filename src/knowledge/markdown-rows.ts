/** The lines of a Markdown document with message tables, one kind at a time. Linear; no regular expression over a whole line. */

export type MarkdownLine =
  | { kind: 'heading'; depth: number; text: string; line: number }
  /** The second cell is undefined when no bar divides the row. */
  | { kind: 'row'; cells: readonly [string, string | undefined]; line: number }
  /** The header of a table, and the line of hyphens under it. */
  | { kind: 'tableHead' | 'tableRule' | 'text'; text: string; line: number };

const RULE_CHARACTERS = new Set('-:| \t');

/** Empty lines are left out. */
export function* markdownLines(markdown: string): Generator<MarkdownLine> {
  let inTable = false;
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const text = raw.trim();
    const line = index + 1;
    if (text === '') {
      inTable = false;
    } else if (text.startsWith('#')) {
      inTable = false;
      yield heading(text, line);
    } else if (isRule(text)) {
      inTable = true;
      yield { kind: 'tableRule', text, line };
    } else if (inTable) {
      yield { kind: 'row', cells: twoCells(text), line };
    } else {
      yield { kind: firstBar(text) < 0 ? 'text' : 'tableHead', text, line };
    }
  }
}

function heading(text: string, line: number): MarkdownLine {
  let depth = 0;
  while (text[depth] === '#') depth++;
  return { kind: 'heading', depth, text: text.slice(depth).trim(), line };
}

/** `--- | ---`, `|:---|---:|` */
function isRule(text: string): boolean {
  if (!text.includes('-') || !text.includes('|')) return false;
  for (const c of text) if (!RULE_CHARACTERS.has(c)) return false;
  return true;
}

/** Only the first bar divides: a message may hold bars. A bar at the end belongs to the table when one began the row. */
function twoCells(text: string): [string, string | undefined] {
  const closed = text.startsWith('|');
  let row = closed ? text.slice(1) : text;
  if (closed && row.endsWith('|') && !row.endsWith('\\|')) row = row.slice(0, -1);
  const bar = firstBar(row);
  if (bar < 0) return [row.trim(), undefined];
  return [
    row.slice(0, bar).trim(),
    row
      .slice(bar + 1)
      .trim()
      .replaceAll('\\|', '|'),
  ];
}

function firstBar(text: string): number {
  let at = text.indexOf('|');
  while (at > 0 && text[at - 1] === '\\') at = text.indexOf('|', at + 1);
  return at;
}
