/** Cards that other apps post, such as alerts of monitoring, as plain text: everything that a person reads on them. */
import { htmlToLines } from './html-to-plain.ts';

/** Cards hold elements that hold elements; deeper ones are none that Teams draws. */
const DEEPEST = 24;
const MOST_ELEMENTS = 2000;
const MOST_JSON = 256 * 1024;
/** Where elements are, in the order in which they are seen. */
const INNER = ['body', 'items', 'columns', 'rows', 'cells', 'sections'] as const;
const EMPHASIS = /\*\*|__/g;

type Json = Record<string, unknown>;

/** Attachments of a message: what is no card says nothing. Never throws. */
export function cardsToPlain(attachments: unknown): string {
  const left = { elements: MOST_ELEMENTS };
  return things(attachments)
    .map(({ content }) => elementText(parsed(content), { depth: 0, left }))
    .filter((text) => text !== '')
    .join('\n');
}

interface Place {
  depth: number;
  /** Elements that are still read. */
  left: { elements: number };
}

function elementText(element: Json, { depth, left }: Place): string {
  left.elements -= 1;
  if (depth > DEEPEST || left.elements < 0) return '';
  const inner = (value: unknown): string[] =>
    things(value).map((each) => elementText(each, { depth: depth + 1, left }));
  if (element['type'] === 'TableRow' || element['type'] === 'ColumnSet') {
    const cells = [...inner(element['cells']), ...inner(element['columns'])];
    return cells.map((cell) => cell.replaceAll('\n', ' ')).join('\t');
  }
  if (element['type'] === 'RichTextBlock') return runs(element['inlines']);
  return [
    ...['title', 'activityTitle', 'subtitle', 'activitySubtitle', 'text', 'activityText'].map((name) =>
      words(element[name]),
    ),
    ...facts(element['facts']),
    ...INNER.flatMap((name) => inner(element[name])),
  ]
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** Labels and values: of Adaptive Cards and of connectors. */
function facts(value: unknown): string[] {
  return things(value).map((fact) => {
    const name = words(fact['title'] ?? fact['name']).replace(/[:：]$/, '');
    return `${name}: ${words(fact['value'])}`;
  });
}

function runs(inlines: unknown): string {
  if (!Array.isArray(inlines)) return '';
  return inlines
    .slice(0, MOST_ELEMENTS)
    .map((run: unknown) => (typeof run === 'string' ? run : plain(thing(run)['text'])))
    .join('');
}

/** Texts of connectors may be html, those of cards Markdown. */
function words(value: unknown): string {
  const text = plain(value).replace(EMPHASIS, '');
  return /<(?:p|br|div|table|ul|b|strong)[\s/>]/i.test(text) ? htmlToLines(text).all : text;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Message actions hand cards over as JSON in a string. */
function parsed(content: unknown): Json {
  if (typeof content !== 'string') return thing(content);
  if (content.length > MOST_JSON) return {};
  try {
    return thing(JSON.parse(content));
  } catch {
    return {};
  }
}

function thing(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function things(value: unknown): Json[] {
  return Array.isArray(value) ? value.slice(0, MOST_ELEMENTS).map(thing) : [];
}
