/** Cuts a message text at its inserts: folded literals, and between them gaps with the inserts' names and raw separators. */
import { foldAll, FoldedText } from '../text/fold.ts';
import { marksOf } from './separators.ts';

type Style = 'braces' | 'percent';

/** Raw text and inserts in turn; `raws` has one element more than `names`. A name is absent for `%%105` and bare `%s`. */
export interface CutText {
  raws: string[];
  names: (string | undefined)[];
}

/**
 * What stands between two literals, before the first or after the last. `raws` (one more than `names`) is the text around and
 * between the inserts without the literals' letters: quotes, brackets, blanks, line breaks. `marks` is the same without blanks,
 * quotes and widths made equal: what is looked for in a text.
 */
export interface Gap {
  names: readonly (string | undefined)[];
  raws: readonly string[];
  marks: readonly string[];
}

export interface CompiledTemplate {
  /** Never empty strings. */
  literals: readonly string[];
  /** One more than literals; the outer ones may hold no insert, the inner ones always do. */
  gaps: readonly Gap[];
}

/** The text in raw pieces. `percent` texts end at `%0`. Linear. */
export function cutTemplate(text: string, style: Style): CutText {
  return style === 'braces' ? cutBraces(text) : cutPercents(text);
}

/** How many texts are folded at once: enough to be fast, few enough not to need much memory. */
const BATCH = 64;

/** The folded literals alone, for each text: all that the index keeps of a text until it is found. */
export function* literalsOf(texts: readonly { text: string; style: Style }[]): Generator<string[]> {
  for (let from = 0; from < texts.length; from += BATCH) {
    const cuts = texts.slice(from, from + BATCH).map(({ text, style }) => cutTemplate(text, style).raws);
    const folded = foldAll(cuts.flat());
    let at = 0;
    for (const raws of cuts) {
      yield folded.slice(at, at + raws.length).filter((literal) => literal !== '');
      at += raws.length;
    }
  }
}

/** Literals and gaps of a text. Inserts without a letter between them share one gap. */
export function compileTemplate(text: string, style: Style): CompiledTemplate {
  const { raws, names } = cutTemplate(text, style);
  const literals: string[] = [];
  const gaps: Gap[] = [];
  let gap: { names: (string | undefined)[]; raws: string[] } = { names: [], raws: [] };
  const close = () => gaps.push({ ...gap, marks: gap.raws.map(marksOf) });

  for (const [i, raw] of raws.entries()) {
    const folded = new FoldedText(raw);
    if (folded.length === 0) gap.raws.push(raw);
    else {
      gap.raws.push(raw.slice(0, folded.offsetOf(0)));
      close();
      literals.push(folded.text);
      gap = { names: [], raws: [raw.slice(folded.endOf(folded.length - 1))] };
    }
    if (i < names.length) gap.names.push(names[i]);
  }
  close();
  return { literals, gaps };
}

/** As knowledge/message-inserts.ts has it: other braces, such as a GUID's, are text. */
const NAME = /^[a-z0-9][a-z0-9-]{0,80}$/;

function cutBraces(text: string): CutText {
  const cut: CutText = { raws: [], names: [] };
  let raw = '';
  let from = 0;
  for (let i = nextBrace(text, 0); i < text.length; i = nextBrace(text, i + 1)) {
    if (text[i + 1] === text[i]) {
      raw += text.slice(from, i);
      from = ++i;
      continue;
    }
    const end = text[i] === '{' ? text.indexOf('}', i) : -1;
    const name = text.slice(i + 1, Math.max(end, i + 1));
    if (!NAME.test(name)) continue;
    cut.raws.push(raw + text.slice(from, i));
    cut.names.push(name);
    raw = '';
    from = end + 1;
    i = end;
  }
  cut.raws.push(raw + text.slice(from));
  return cut;
}

function nextBrace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '{' && text[at] !== '}') at++;
  return at;
}

/** What a percent sign begins, in the order of trial; all sticky, on texts of the knowledge only. */
const PARAMETER = /%%\d+/y;
const INSERT = /%([1-9]\d?)(?:![-+#0-9.*hlwIL]{0,8}[a-zA-Z]!)?/y;
/** A letter after the conversion makes it part of a name such as %SystemRoot%. */
const PRINTF = /%[-+#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|w|I64|I32)?[diouxXsScCpeEfgG](?![a-zA-Z])/y;
const BLANK = /%[nrtb ]/y;
const LITERAL = /%([%.!])/y;
/** Tables print the line break at the end of a row as these four characters. */
const PRINTED_BREAK = '\\r\\n';

function cutPercents(text: string): CutText {
  const cut: CutText = { raws: [], names: [] };
  let raw = '';
  let i = 0;
  const matchAt = (pattern: RegExp) => {
    pattern.lastIndex = i;
    const found = pattern.exec(text);
    if (found) i += found[0].length;
    return found;
  };
  const insert = (name: string | undefined) => {
    cut.raws.push(raw);
    cut.names.push(name);
    raw = '';
  };

  while (i < text.length) {
    if (text.startsWith(PRINTED_BREAK, i)) {
      raw += '\n';
      i += PRINTED_BREAK.length;
      continue;
    }
    if (text[i] !== '%') {
      raw += text[i++];
      continue;
    }
    // %08x is a number with leading zeros, %0 alone the end of the message.
    if (text[i + 1] === '0' && !/^%0\d+l?[xXdu]/.test(text.slice(i, i + 8))) break;
    if (matchAt(PARAMETER)) insert(undefined);
    else {
      const numbered = matchAt(INSERT);
      if (numbered) insert(numbered[1]);
      else {
        const blank = matchAt(BLANK);
        if (blank) raw += blank[0] === '%n' || blank[0] === '%r' ? '\n' : ' ';
        else if (matchAt(PRINTF)) insert(undefined);
        else {
          const literal = matchAt(LITERAL);
          raw += literal ? literal[1] : text[i++];
        }
      }
    }
  }
  cut.raws.push(raw);
  return cut;
}
