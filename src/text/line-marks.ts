/** Marks that chat, mail and Markdown put into lines: quote marks, bullets, headings, emphasis, code. */

const QUOTE = /^\s*[>＞](?:\s?[>＞])* ?/;
const BULLET = /^(\s*)(?:[-*+–—•‣◦▪▫∙‧][ \t]+(?=\S)|[●○■□◆◇・]\s*(?=\S))/;
/** Browsers print a minus before every tag that can be folded. */
const FOLD_MARK = /^(\s*)[-+](?=<)/;
const HEADING = /^\s{0,3}#{1,6}[ \t]+(?=\S)/;
const FENCE = /^\s*(?:```+|~~~+)/;
const FENCE_LANGUAGE =
  /^(?:text|txt|plaintext|plain|none|log|xml|html|json|csv|yaml|powershell|ps1?|console|cmd|bat|sh|bash|shell)?\s*$/i;
/** How deep quote marks and bullets may be mixed. */
const MOST_LAYERS = 6;
const WORD = /[\p{L}\p{N}]/u;
const OPENS_BEFORE = /[\p{L}\p{N}"「『([]/u;
const CLOSES_AFTER = /[\p{L}\p{N}.:：,;)\]」』!?。、"]/u;

const INLINE = /[*_~`]/;
/** Every mark at the beginning of a line begins with one of these. */
const STARTS = new Set('>＞-+*–—•‣◦▪▫∙‧●○■□◆◇・#`~');

/**
 * Every line of `text` without the marks. Lines stay lines; a line that was only a code fence goes. Line ends are `\n` and blanks
 * are plain, as tidying leaves them.
 */
export function stripLineMarks(text: string): string {
  return hasMarks(text) ? stripLines(text) : text;
}

/** Most pastes have no marks at all. */
function hasMarks(text: string): boolean {
  if (INLINE.test(text)) return true;
  for (let from = 0; ;) {
    if (hasStart(text, from)) return true;
    const end = text.indexOf('\n', from);
    if (end === -1) return false;
    from = end + 1;
  }
}

function hasStart(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\u3000') at++;
  return STARTS.has(text[at] ?? '');
}

function stripLines(text: string): string {
  const out: string[] = [];
  let insideTag = false;
  for (const line of text.split('\n')) {
    const isMarked = hasStart(line, 0);
    const bare = insideTag || !isMarked ? line : stripStart(line);
    insideTag = line.lastIndexOf('<') > line.lastIndexOf('>') && /<\/?[A-Za-z][^<>]*$/.test(line.slice(-400));
    const kept = isMarked ? stripFence(bare) : bare;
    if (kept !== undefined) out.push(stripEmphasis(stripCode(kept)));
  }
  return out.join('\n');
}

function stripStart(line: string): string {
  let rest = line;
  for (let i = 0; i < MOST_LAYERS; i++) {
    const before = rest;
    rest = rest.replace(QUOTE, '').replace(FOLD_MARK, '$1').replace(BULLET, '$1');
    if (rest === before) break;
  }
  return rest.replace(HEADING, '');
}

function stripFence(line: string): string | undefined {
  const fence = FENCE.exec(line)?.[0];
  if (fence === undefined) return line;
  const rest = line.slice(fence.length);
  return FENCE_LANGUAGE.test(rest) ? undefined : rest;
}

/** Backticks in pairs of equal length, and what is left of a fence. */
function stripCode(line: string): string {
  if (!line.includes('`')) return line;
  const runs = [...line.matchAll(/`+/g)];
  const drop = new Set<number>();
  const open = new Map<number, number>();
  for (const run of runs) {
    const length = run[0].length;
    const partner = open.get(length);
    if (length >= 3) drop.add(run.index);
    else if (partner === undefined) open.set(length, run.index);
    else {
      drop.add(partner).add(run.index);
      open.delete(length);
    }
  }
  return line.replace(/`+/g, (run, at: number) => (drop.has(at) ? '' : run));
}

/** `*x*`, `**x**`, `_x_`, `__x__`, `~~x~~` in one line; a mark without a partner, or beside a quote or blank, is text. */
function stripEmphasis(line: string): string {
  if (!/[*_~]/.test(line)) return line;
  const drop = new Set<number>();
  const open = new Map<string, number>();
  for (const { 0: run, index } of line.matchAll(/\*+|_+|~+/g)) {
    if (run.length > 3) continue;
    const before = line[index - 1];
    const after = line[index + run.length];
    const partner = open.get(run);
    if (partner !== undefined && closes(before, after)) {
      drop.add(partner).add(index);
      open.delete(run);
    } else if (opens(before, after)) open.set(run, index);
  }
  return drop.size === 0 ? line : line.replace(/\*+|_+|~+/g, (run, at: number) => (drop.has(at) ? '' : run));
}

function opens(before: string | undefined, after: string | undefined): boolean {
  const outside = before === undefined || !(WORD.test(before) || before === '\\' || before === "'" || before === '%');
  return outside && after !== undefined && OPENS_BEFORE.test(after);
}

function closes(before: string | undefined, after: string | undefined): boolean {
  const outside = after === undefined || !(/[A-Za-z0-9]/.test(after) || after === '\\');
  return outside && before !== undefined && CLOSES_AFTER.test(before);
}
