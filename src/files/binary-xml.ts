/** Binary XML of event logs -> nodes. Names and templates belong to their chunk. Source: Microsoft, [MS-EVEN6] 2.2.12; libevtx. */
import { BINARY_XML_TYPE, Damaged, STRING_TYPE, type StoredValue, utf16 } from './binary-values.ts';

export type XmlNode =
  | { type: 'element'; name: string; attributes: XmlAttribute[]; children: XmlNode[] }
  | { type: 'text'; text: string }
  /** The value of that number. `optional`: without a value the element or attribute around it is left out. */
  | { type: 'substitution'; index: number; optional: boolean }
  | { type: 'instance'; template: readonly XmlNode[]; values: readonly StoredValue[] };

export interface XmlAttribute {
  name: string;
  parts: XmlNode[];
}

const TOKEN = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  instance: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragment: 0x0f,
} as const;
/** With it an element has attributes, an attribute is followed by another one, a value goes on. */
const MORE = 0x40;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Windows' own events are less than ten deep. */
const DEEPEST = 32;
const TEMPLATE_HEADER = 24;
const LONGEST_NAME = 256;
const MOST_SHARED = 4096;

/** What may still be done in a chunk; a real one needs less than a tenth. */
export interface Budget {
  steps: number;
  characters: number;
}

/** Takes `steps` from the budget. @throws Damaged when it is used up: the chunk was made to keep a reader busy */
export function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new Damaged('more to do than any real chunk has');
}

interface Place {
  /** In the chunk; moves on. */
  at: number;
  end: number;
  depth: number;
  /** Only elements of templates have a dependency number. */
  inTemplate: boolean;
}

/** Templates by their number, for chunks that have lost theirs: a template is the same in every chunk. */
export type Templates = Map<number, XmlNode[]>;

/** Reads the binary XML of one chunk; what it has read of names and templates is kept. */
export class BinaryXml {
  readonly chunk: DataView;
  readonly #budget: Budget;
  readonly #names = new Map<number, { text: string; size: number }>();
  /** `undefined` while it is being read. */
  readonly #templates = new Map<number, XmlNode[] | undefined>();

  readonly #shared: Templates;

  /** @param shared templates of the chunks before; those of this one are added */
  constructor(chunk: DataView, budget: Budget, shared: Templates) {
    this.chunk = chunk;
    this.#budget = budget;
    this.#shared = shared;
  }

  /** The nodes of a record's payload. @throws Damaged, RangeError when it contradicts the format */
  recordNodes(from: number, end: number): XmlNode[] {
    return this.#nodes({ at: from, end, depth: 0, inTemplate: false });
  }

  /** The nodes of a value of the type binary XML. */
  valueNodes({ from, size }: StoredValue, depth: number): XmlNode[] {
    return this.#nodes({ at: from, end: from + size, depth, inTemplate: false });
  }

  /** Siblings, up to the end of the element around them or of the stretch. */
  #nodes(place: Place): XmlNode[] {
    if (place.depth > DEEPEST) throw new Damaged('elements too deep');
    const nodes: XmlNode[] = [];
    while (place.at < place.end) {
      spend(this.#budget, 1);
      const token = this.#u8(place);
      switch (token & ~MORE) {
        case TOKEN.end:
        case TOKEN.endElement:
          return nodes;
        case TOKEN.fragment:
          place.at += 3;
          break;
        case TOKEN.openElement:
          nodes.push(this.#element(place, token));
          break;
        case TOKEN.instance:
          nodes.push(this.#instance(place));
          break;
        case TOKEN.instructionTarget:
          this.#name(place);
          break;
        case TOKEN.instructionData:
          this.#characters(place);
          break;
        default:
          nodes.push(this.#content(place, token));
      }
    }
    return nodes;
  }

  #element(place: Place, token: number): XmlNode {
    if (place.inTemplate) place.at += 2;
    place.at += 4;
    const name = this.#name(place);
    const attributes: XmlAttribute[] = [];
    if ((token & MORE) !== 0) {
      place.at += 4;
      while ((this.#peek(place) & ~MORE) === TOKEN.attribute) attributes.push(this.#attribute(place));
    }
    const close = this.#u8(place);
    if (close === TOKEN.closeEmpty) return { type: 'element', name, attributes, children: [] };
    if (close !== TOKEN.closeStart) throw new Damaged(`token ${close} after the name of an element`);

    const inside = { ...place, depth: place.depth + 1 };
    const children = this.#nodes(inside);
    place.at = inside.at;
    return { type: 'element', name, attributes, children };
  }

  #attribute(place: Place): XmlAttribute {
    spend(this.#budget, 1);
    place.at += 1;
    const name = this.#name(place);
    const parts: XmlNode[] = [];
    while (isContent(this.#peek(place))) parts.push(this.#content(place, this.#u8(place)));
    return { name, parts };
  }

  /** What may stand in an attribute as well as in an element. */
  #content(place: Place, token: number): XmlNode {
    spend(this.#budget, 1);
    switch (token & ~MORE) {
      case TOKEN.value: {
        const type = this.#u8(place);
        if (type !== STRING_TYPE) throw new Damaged(`a literal of type ${type}`);
        return { type: 'text', text: this.#characters(place) };
      }
      case TOKEN.cdata:
        return { type: 'text', text: this.#characters(place) };
      case TOKEN.character:
        return { type: 'text', text: String.fromCharCode(this.#u16(place)) };
      case TOKEN.entity: {
        const name = this.#name(place);
        return { type: 'text', text: ENTITIES[name] ?? '' };
      }
      case TOKEN.substitution:
      case TOKEN.optionalSubstitution: {
        const index = this.#u16(place);
        place.at += 1;
        return { type: 'substitution', index, optional: token === TOKEN.optionalSubstitution };
      }
      default:
        throw new Damaged(`unknown token ${token}`);
    }
  }

  #instance(place: Place): XmlNode {
    place.at += 1;
    const id = this.#u32(place);
    const definition = this.#u32(place);
    const template = this.#template(definition, id, place.depth);
    // The first use of a template holds its definition.
    if (definition === place.at) place.at += TEMPLATE_HEADER + this.chunk.getUint32(definition + 20, true);

    const count = this.#u32(place);
    if (count * 4 > place.end - place.at) throw new Damaged('more values than there is room for');
    spend(this.#budget, count);
    const values: StoredValue[] = [];
    let from = place.at + count * 4;
    for (let i = 0; i < count; i++, place.at += 4) {
      const size = this.chunk.getUint16(place.at, true);
      values.push({ size, type: this.chunk.getUint8(place.at + 2), from });
      from += size;
    }
    if (from > place.end) throw new Damaged('a value ends outside its record');
    place.at = from;
    return { type: 'instance', template, values };
  }

  /** The definition says its number again; where another one or nothing stands, the chunk was overwritten. */
  #template(at: number, id: number, depth: number): XmlNode[] {
    const known = this.#templates.get(at);
    if (known !== undefined) return known;
    if (this.#templates.has(at)) throw new Damaged('a template holds itself');
    if (at + TEMPLATE_HEADER > this.chunk.byteLength || this.chunk.getUint32(at + 4, true) !== id) {
      const same = this.#shared.get(id);
      if (same === undefined) throw new Damaged('a template is missing');
      return same;
    }

    const from = at + TEMPLATE_HEADER;
    const end = from + this.chunk.getUint32(at + 20, true);
    if (end > this.chunk.byteLength) throw new Damaged('a template ends outside its chunk');
    this.#templates.set(at, undefined);
    const nodes = this.#nodes({ at: from, end, depth: depth + 1, inTemplate: true });
    this.#templates.set(at, nodes);
    if (this.#shared.size < MOST_SHARED) this.#shared.set(id, nodes);
    return nodes;
  }

  /** A name is stored once in its chunk, where it is first used. */
  #name(place: Place): string {
    const at = this.#u32(place);
    const known = this.#names.get(at) ?? this.#readName(at);
    if (at === place.at) place.at += known.size;
    return known.text;
  }

  #readName(at: number): { text: string; size: number } {
    const length = this.chunk.getUint16(at + 6, true);
    if (length > LONGEST_NAME) throw new Damaged('a name that is none');
    const text = utf16(this.chunk, at + 8, length * 2);
    // Names become tags: anything else in them would become markup.
    if (!/^[\p{L}_][\p{L}\p{N}._:-]*$/u.test(text)) throw new Damaged('a name that is none');
    const name = { text, size: 10 + length * 2 };
    this.#names.set(at, name);
    return name;
  }

  #characters(place: Place): string {
    const size = this.#u16(place) * 2;
    if (place.at + size > place.end) throw new Damaged('a text ends outside its stretch');
    const text = utf16(this.chunk, place.at, size);
    place.at += size;
    return text;
  }

  #peek(place: Place): number {
    if (place.at >= place.end) throw new Damaged('an element without an end');
    return this.chunk.getUint8(place.at);
  }

  #u8(place: Place): number {
    const value = this.#peek(place);
    place.at += 1;
    return value;
  }

  #u16(place: Place): number {
    if (place.at + 2 > place.end) throw new Damaged('a number is cut');
    place.at += 2;
    return this.chunk.getUint16(place.at - 2, true);
  }

  #u32(place: Place): number {
    if (place.at + 4 > place.end) throw new Damaged('a number is cut');
    place.at += 4;
    return this.chunk.getUint32(place.at - 4, true);
  }
}

function isContent(token: number): boolean {
  const kind = token & ~MORE;
  return (kind >= TOKEN.value && kind <= TOKEN.entity && kind !== TOKEN.attribute) || kind === 0x0d || kind === 0x0e;
}

export function isBinaryXml({ type }: StoredValue): boolean {
  return type === BINARY_XML_TYPE;
}
