/**
 * Message tables from documents: `## storvsp.sys`, `### build, build` and rows of `identifier | text`. The builds of one file
 * mostly print the same texts, so equal rows become one row with the builds that have it.
 */
import { Document, isSeq } from 'yaml';
import { formatIdentifier } from '../event/identifier.ts';
import type { Lang } from '../lang.ts';
import { markdownLines, type MarkdownLine } from './markdown-rows.ts';
import type { MessageTable } from './schema.ts';
import { tableEvent } from './table-identifier.ts';

export interface ImportOptions {
  /** Slug of the provider that loads the file. */
  provider: string;
  /** Where the table is published. */
  source: string;
  lang: Lang;
}

interface ImportFault {
  /** 1-based line of the document. */
  line: number;
  message: string;
}

export interface ImportResult {
  /** One per file of the document, in its order; only those without faults may be used. */
  tables: MessageTable[];
  faults: ImportFault[];
  /** Rows that name keywords, levels, tasks and the like, and rows without a text: left out. */
  dropped: number;
}

interface Draft {
  file: string;
  line: number;
  builds: string[];
  rows: Map<string, { identifier: number; text: string; builds: Set<number> }>;
}

const FILE_DEPTH = 2;
const BUILD_DEPTH = 3;
const BUILD = /^[0-9]+(\.[0-9]+){1,4}$/;
const IDENTIFIER = /^0x[0-9a-f]{1,8}$/i;

/** Reads all tables of a document and finds all its faults. */
export function importMessages(markdown: string, options: ImportOptions): ImportResult {
  const reader = new TableReader();
  for (const line of markdownLines(markdown)) reader.take(line);
  const { drafts, dropped } = reader;
  const faults = [...reader.faults, ...drafts.filter(({ rows }) => rows.size === 0).map(noRows)];
  if (drafts.length === 0 && faults.length === 0) {
    faults.push({
      line: 1,
      message:
        'There is no table: begin with a heading such as "## storvsp.sys", then "### 6.1.7601.17734" and the rows.',
    });
  }
  return { tables: drafts.map((draft) => finish(draft, options)), faults, dropped };
}

/** The YAML of a table as it stands in `knowledge/messages/`: one line per value, the same bytes for the same table. */
export function writeTable(table: MessageTable): string {
  const document = new Document(table);
  for (const index of table.rows.keys()) {
    const builds = document.getIn(['rows', index, 'builds']);
    if (isSeq(builds)) builds.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Walks the lines of a document; knows the file and the builds that the next row belongs to. */
class TableReader {
  readonly drafts: Draft[] = [];
  readonly faults: ImportFault[] = [];
  dropped = 0;
  private current: number[] = [];

  take(line: MarkdownLine): void {
    if (line.kind === 'heading') this.heading(line);
    else if (line.kind === 'row') this.row(line);
    else if (line.kind === 'tableHead' && IDENTIFIER.test(line.text.split('|')[0]?.trim() ?? '')) {
      this.fault(
        line.line,
        `The row "${cut(line.text)}" stands in no table: begin the table with "Message identifier | Message string" and "--- | ---".`,
      );
    }
  }

  private heading({ depth, text, line }: MarkdownLine & { kind: 'heading' }): void {
    if (depth === FILE_DEPTH) {
      this.drafts.push({ file: text, line, builds: [], rows: new Map() });
      this.current = [];
      if (text === '') this.fault(line, 'The heading names no file: write it as "## storvsp.sys".');
    } else if (depth === BUILD_DEPTH) this.builds(text, line);
  }

  private builds(text: string, line: number): void {
    const draft = this.drafts.at(-1);
    if (draft === undefined)
      return this.fault(line, `The builds "${cut(text)}" stand before any file: write "## <file>" above them.`);
    this.current = [];
    for (const build of text.split(',').map((part) => part.trim())) {
      if (!BUILD.test(build))
        this.fault(line, `"${cut(build)}" is no build: write numbers with dots, such as 6.1.7601.17734.`);
      const known = draft.builds.indexOf(build);
      this.current.push(known < 0 ? draft.builds.push(build) - 1 : known);
    }
  }

  private row({ cells: [identifier, text], line }: MarkdownLine & { kind: 'row' }): void {
    const draft = this.drafts.at(-1);
    if (!IDENTIFIER.test(identifier)) {
      return this.fault(
        line,
        `"${cut(identifier)}" is no message identifier: write 0x and up to eight hex digits, such as 0xc0060005.`,
      );
    }
    if (draft === undefined || this.current.length === 0) {
      return this.fault(
        line,
        `The row ${identifier} belongs to no build: write "## <file>" and "### <build>" above the table.`,
      );
    }
    if (text === undefined)
      return this.fault(line, `The row ${identifier} has no "|" and so no text: write "${identifier} | text".`);
    const number = Number(identifier);
    const message = trimPrintedEnd(text);
    if (tableEvent(number) === undefined || message === '') {
      this.dropped++;
      return;
    }
    const name = `${number} ${message}`;
    const row = draft.rows.get(name) ?? { identifier: number, text: message, builds: new Set() };
    for (const build of this.current) row.builds.add(build);
    draft.rows.set(name, row);
  }

  private fault(line: number, message: string): void {
    this.faults.push({ line, message });
  }
}

function finish({ file, builds, rows }: Draft, { provider, source, lang }: ImportOptions): MessageTable {
  const sorted = [...rows.values()].sort((a, b) => a.identifier - b.identifier);
  return {
    file,
    provider,
    lang,
    source,
    builds,
    rows: sorted.map((row) => ({
      identifier: formatIdentifier(row.identifier),
      text: row.text,
      builds: [...row.builds].sort((a, b) => a - b),
    })),
  };
}

function noRows({ file, line }: Draft): ImportFault {
  return { line, message: `"${cut(file)}" has no event messages: check that its table has a row for each message.` };
}

/** Tables print the line break at the end of a message as \r\n; neither it nor the blanks around it are part of the text. */
function trimPrintedEnd(text: string): string {
  let out = text.trimEnd();
  while (out.endsWith('\\r') || out.endsWith('\\n')) out = out.slice(0, -2).trimEnd();
  return out;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
