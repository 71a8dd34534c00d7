/** The html of Teams' messages as lines of plain text. */
import { Parser } from 'htmlparser2';

/** design.md section 11: more than this is not read. */
export const MOST_CHARACTERS = 256 * 1024;
/** Elements in elements; deeper ones are none that Teams makes, and the parser's own cost grows with depth. */
const DEEPEST = 100;
/** Each begins a line of its own. */
const BLOCKS: ReadonlySet<string> = new Set(
  'p div pre codeblock blockquote ul ol li table tr h1 h2 h3 h4 h5 h6 hr'.split(' '),
);
/** Line ends in them are meant. */
const PREFORMATTED: ReadonlySet<string> = new Set(['pre', 'code', 'codeblock']);
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'at', 'attachment']);

/** `own`: without what it quotes of the message it replies to. */
export function htmlToLines(html: string): { own: string; all: string } {
  const own = new Lines();
  const all = new Lines();
  const open: Frame[] = [];
  /** How many open elements are such. */
  const inside = { unseen: 0, quoted: 0, preformatted: 0, cell: 0 };
  const say = (write: (lines: Lines) => void): void => {
    if (inside.unseen > 0) return;
    write(all);
    if (inside.quoted === 0) write(own);
  };
  const count = (frame: Frame, by: 1 | -1): void => {
    for (const name of COUNTED) inside[name] += frame[name] ? by : 0;
  };
  // A row is one line, whatever its cells are made of.
  const endLine = (lines: Lines): void => (inside.cell > 0 ? lines.add(' ', false) : lines.end());

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const frame = frameOf(name, attributes['itemtype'] ?? '');
        if (frame.block) say(endLine);
        // A space stays where a name was.
        if (frame.unseen) say((lines) => lines.add(' ', false));
        if (name === 'br') say((lines) => lines.breakLine());
        if (frame.cell) say((lines) => lines.cell());
        if (name === 'emoji' || name === 'img') say((lines) => lines.add(attributes['alt'] ?? '', false));
        open.push(frame);
        count(frame, 1);
        if (open.length > DEEPEST) parser.pause();
      },
      ontext(text) {
        say((lines) => lines.add(text, inside.preformatted > 0));
      },
      onclosetag() {
        const frame = open.pop();
        if (frame === undefined) return;
        count(frame, -1);
        if (frame.block) say(endLine);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html.slice(0, MOST_CHARACTERS));
  return { own: own.text(), all: all.text() };
}

const COUNTED = ['unseen', 'quoted', 'preformatted', 'cell'] as const;
type Frame = Record<(typeof COUNTED)[number] | 'block', boolean>;

function frameOf(name: string, type: string): Frame {
  return {
    unseen: UNSEEN.has(name) || type.endsWith('/Mention'),
    quoted: name === 'blockquote' && type.endsWith('/Reply'),
    preformatted: PREFORMATTED.has(name),
    cell: name === 'td' || name === 'th',
    block: BLOCKS.has(name),
  };
}

/** Text in lines, as html makes them: a run of blanks is one, and none where a line begins or ends. */
class Lines {
  readonly #parts: string[] = [];
  /** The last character; of a blank that may go again, undefined. */
  #last: string | undefined = '\n';

  add(text: string, preformatted: boolean): void {
    const shown = preformatted ? text : text.replace(/[\r\n\t ]+/g, ' ');
    const isAfterBlank = this.#last === undefined || this.#last === '\n' || this.#last === '\t';
    const kept = !preformatted && isAfterBlank && shown.startsWith(' ') ? shown.slice(1) : shown;
    if (kept === '') return;
    this.#parts.push(kept);
    this.#last = !preformatted && kept.endsWith(' ') ? undefined : kept.at(-1);
  }

  cell(): void {
    if (this.#last !== '\n') this.#separate('\t');
  }

  breakLine(): void {
    this.#separate('\n');
  }

  end(): void {
    if (this.#last !== '\n') this.breakLine();
  }

  #separate(by: '\t' | '\n'): void {
    const before = this.#last === undefined ? this.#parts.pop() : undefined;
    if (before !== undefined) this.#parts.push(before.slice(0, -1));
    this.#parts.push(by);
    this.#last = by;
  }

  text(): string {
    return tidy(this.#parts.join('')).trim();
  }
}

/** One kind of blank, quote and line end. */
export function tidy(text: string): string {
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/[\u2018\u2019\u201A]/g, "'")
    .replace(/[\u201C\u201D\u201E]/g, '"')
    .replace(/[\u00A0\u202F]/g, ' ')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\r\n?/g, '\n');
}
