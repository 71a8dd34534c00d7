/** JSON as it arrives: one document, one a line, one after the other, a list with broken items, a cut end. */

/** Real records are about eight deep. */
export const DEEPEST_JSON = 64;
/** Lists and objects of one document; 5,000 records of OTLP have some 600,000. */
export const MOST_CONTAINERS = 1_000_000;
/** Of one object: looking through more takes seconds, and no record has so many. */
export const MOST_FIELDS = 2000;

export type JsonPart = { value: unknown } | { error: string };

const BROKEN = 'It is no JSON.';
const CUT = 'It is no JSON: its end is missing.';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;

/** The value of a text that is one JSON document; depth and size are checked before it is parsed. */
export function parseJson(text: string): JsonPart {
  const fault = complexity(text);
  if (fault !== undefined) return { error: fault };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { error: BROKEN };
  }
}

/** Values that stand one after the other, or separated by commas, line ends or record separators. */
export function* valuesIn(text: string, { inList = false }: { inList?: boolean } = {}): Generator<JsonPart> {
  for (let at = nextStart(text, 0, inList); at < text.length; at = nextStart(text, at, inList)) {
    const end = valueEnd(text, at);
    const to = end ?? text.length;
    const part = text.slice(at, to);
    const parsed: JsonPart = end === undefined ? { error: CUT } : parseJson(part);
    if ('error' in parsed && part.startsWith('[') && !inList && !parsed.error.startsWith('It is nested')) {
      yield* valuesIn(part.slice(1), { inList: true });
    } else yield parsed;
    at = to;
  }
}

function nextStart(text: string, from: number, inList: boolean): number {
  let at = from;
  while (at < text.length && isBetween(text.charCodeAt(at), inList)) at++;
  return at;
}

function isBetween(unit: number, inList: boolean): boolean {
  // White space, comma, RFC 7464's record separator, the end of a list that was opened.
  return unit <= 0x20 || unit === 0x2c || unit === 0xfeff || (inList && unit === 0x5d);
}

/** Past the value at `from`; undefined when the text ends before it does. What is no value goes to the end of its line. */
function valueEnd(text: string, from: number): number | undefined {
  const c = text[from];
  if (c === '"') return stringEnd(text, from);
  if (c !== '{' && c !== '[') {
    const end = text.slice(from).search(/[\n,{[]/);
    return end === -1 ? text.length : from + Math.max(1, end);
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      const end = stringEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (unit === 0x7b || unit === 0x5b) depth++;
    else if ((unit === 0x7d || unit === 0x5d) && --depth === 0) return at + 1;
  }
  return undefined;
}

function stringEnd(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === QUOTE) return at + 1;
  }
  return undefined;
}

/** A reason not to parse, found without building anything. */
function complexity(text: string): string | undefined {
  let depth = 0;
  let containers = 0;
  /** Fields so far of the object that is open at each depth; a list counts nothing. */
  const fields = new Float64Array(DEEPEST_JSON + 1).fill(NaN);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = (stringEnd(text, at) ?? text.length) - 1;
    else if (unit === COMMA && depth >= 0) {
      const n = (fields[depth] ?? NaN) + 1;
      if (n > MOST_FIELDS) return `An object in it has more than ${MOST_FIELDS} fields.`;
      fields[depth] = n;
    } else if (unit === OPEN_OBJECT || unit === 0x5b) {
      if (++depth > DEEPEST_JSON) return `It is nested deeper than ${DEEPEST_JSON} levels.`;
      fields[depth] = unit === OPEN_OBJECT ? 1 : NaN;
      if (++containers > MOST_CONTAINERS) return `It has more than ${MOST_CONTAINERS} lists and objects.`;
    } else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return undefined;
}
