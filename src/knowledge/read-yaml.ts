/** YAML with positions: every fault of a file has the line an author must look at. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';

/** Keys and list positions from the top of a file to a value. */
export type Path = readonly (string | number)[];

/** The 1-based line of a value; of the nearest one around it when the value itself is missing. */
export type LineOf = (path: Path) => number | undefined;

interface YamlFault {
  line?: number;
  message: string;
}

export type YamlFile = { content: unknown; lineOf: LineOf } | { faults: YamlFault[] };

const MOST_ALIASES = 100;

/**
 * Reads one document. Every scalar stays the text that was written ("3.10", "0xC0060005" and "no" need no quotes).
 * All syntax faults are returned at once; never throws.
 */
export function readYaml(source: string): YamlFile {
  const counter = new LineCounter();
  try {
    const document = parseDocument(source, {
      schema: 'failsafe',
      lineCounter: counter,
      prettyErrors: false,
      // The parser compares every key with every other one; `repeatedKeys` needs one look at each.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const errors = [...document.errors, ...document.warnings];
    if (errors.length > 0) return { faults: syntaxFaults(errors, source, counter) };
    const repeated = repeatedKeys(document, counter);
    if (repeated.length > 0) return { faults: repeated };
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (content === null || content === '')
      return { faults: [{ line: 1, message: 'The file is empty: write its content or delete it.' }] };
    const places = new Places(counter);
    return { content, lineOf: (path) => places.lineOf(document.contents, path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      faults: [
        { message: `The file cannot be read as YAML: ${reason}. Write it with less nesting and without aliases.` },
      ],
    };
  }
}

type SyntaxError = Pick<YAMLParseError, 'code' | 'message' | 'pos'>;

/** One fault a line; a tab in the indentation makes everything behind it look wrong, so tabs are told alone. */
function syntaxFaults(errors: readonly SyntaxError[], source: string, counter: LineCounter): YamlFault[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const faults = new Map<number, YamlFault>();
  for (const error of tabs.length > 0 ? tabs : errors) {
    const { line } = counter.linePos(error.pos[0]);
    if (!faults.has(line)) faults.set(line, { line, message: explain(error, source) });
  }
  return [...faults.values()];
}

/** Sentences for the mistakes authors make; the parser's own sentence for the rest. */
function explain(error: SyntaxError, source: string): string {
  const line = source.slice(error.pos[0], error.pos[1]).split('\n')[0]?.trim() ?? '';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab indents this line: YAML allows blanks only, so replace the tab by two blanks.';
    case 'MULTIPLE_DOCS':
      return 'A second document begins here (---): write one document per file.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A colon followed by a blank inside the text: put the whole text in quotes ("…").';
    case 'BAD_SCALAR_START':
      return `A text must not begin with "${line.slice(0, 1)}": put the whole text in quotes ("…").`;
    case 'TAG_RESOLVE_FAILED':
      return 'A tag (a word beginning with "!") has no meaning here: put the whole text in quotes ("…") or remove the tag.';
    default:
      return `${error.message}. Check the indentation and the quotes here and in the line above.`;
  }
}

function repeatedKeys(document: Document.Parsed, counter: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const message = `The key "${name}" is written twice in the same place: keep one and remove the other.`;
        if (seen.has(name)) faults.push({ line: counter.linePos(key.range?.[0] ?? 0).line, message });
        seen.add(name);
      }
    },
  });
  return faults;
}

/** Finds the lines of values; each group of keys is indexed when it is first asked for. */
class Places {
  private readonly counter: LineCounter;
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(counter: LineCounter) {
    this.counter = counter;
  }

  lineOf(root: ParsedNode | null, path: Path): number | undefined {
    let node: unknown = root;
    let at = root?.range[0];
    for (const step of path) {
      const found = this.child(node, step);
      if (found === undefined) break;
      node = found.value;
      at = found.at ?? at;
    }
    return at === undefined ? undefined : this.counter.linePos(at).line;
  }

  private child(node: unknown, step: string | number): { value: unknown; at: number | undefined } | undefined {
    if (isMap(node)) {
      const pair = this.pairsOf(node).get(String(step));
      return pair && { value: pair.value, at: startOf(pair.key) };
    }
    if (!isSeq(node) || typeof step !== 'number') return undefined;
    const item: unknown = node.items[step];
    return item === undefined ? undefined : { value: item, at: startOf(item) };
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const index = new Map<string, Pair>();
    for (const pair of map.items) if (isScalar(pair.key)) index.set(String(pair.key.value), pair);
    this.pairs.set(map, index);
    return index;
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
