/** Event XML that came as a string: as it is, or escaped once more on its way. */
import type { EventDatum } from '../event.ts';
import { eventOfXml } from './event-xml.ts';

const OPENING = /<(?:[A-Za-z_][\w.-]{0,40}:)?Event(?=[\s>])/;
/** What an escaped beginning looks like. */
const ESCAPED = /&lt;(?:[A-Za-z_][\w.-]{0,40}:)?Event|\\u003c(?:[A-Za-z_][\w.-]{0,40}:)?Event/i;
const LOOK_AT = 4096;
const LONGEST_LEAD = 512;
const MOST_LAYERS = 3;
const JSON_ESCAPE = /\\(u[0-9a-fA-F]{4}|["\\/bfnrt])/g;
const JSON_CHARACTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITY = /&(?:lt|gt|quot|apos|#39|#34|amp);/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&amp;': '&',
};

/**
 * The XML in `text` from its first event on, with what was escaped twice or three times made plain. Undefined when there is none, and
 * when lines of text stand before it: then the XML is the end of something that was copied.
 */
export function eventXmlIn(text: string): string | undefined {
  let plain = text;
  for (let layer = 0; layer <= MOST_LAYERS; layer++) {
    const head = plain.slice(0, LOOK_AT);
    const from = head.search(OPENING);
    const hasEscapedQuotes = from !== -1 && /=\\+["u]/.test(head.slice(from, from + 1024));
    if (from !== -1 && !hasEscapedQuotes) return isBare(plain.slice(0, from)) ? plain.slice(from) : undefined;
    if (from === -1 && !ESCAPED.test(head)) return undefined;
    plain = /&lt;/i.test(head) && from === -1 ? withoutEntities(plain) : withoutEscapes(plain);
  }
  return undefined;
}

/** Declaration, root element, or the header of a syslog line. */
function isBare(before: string): boolean {
  const lead = before.trim();
  return lead.startsWith('<?') || /^<[A-Za-z]/.test(lead) || (!lead.includes('\n') && lead.length <= LONGEST_LEAD);
}

function withoutEscapes(text: string): string {
  return text.replace(JSON_ESCAPE, (_all, escape: string) =>
    escape.startsWith('u')
      ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
      : (JSON_CHARACTERS[escape] ?? escape),
  );
}

function withoutEntities(text: string): string {
  return text.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity);
}

const LONGEST_END = 64;
const EVENT_TAG = /<(\/?)(?:[A-Za-z_][\w.-]{0,40}:)?Event(?=[\s>])/g;

/** Each `<Event>` of a list or of a text that holds nothing else; one without an end goes to the next or to the end. */
export function* eventsIn(text: string): Generator<string> {
  let from: number | undefined;
  for (const tag of text.matchAll(EVENT_TAG)) {
    const isEnd = tag[1] === '/';
    if (from !== undefined) yield text.slice(from, isEnd ? endOfTag(text, tag.index) : tag.index);
    from = isEnd ? undefined : tag.index;
  }
  if (from !== undefined) yield text.slice(from);
}

function endOfTag(text: string, from: number): number {
  const end = text.slice(from, from + LONGEST_END).indexOf('>');
  return end === -1 ? Math.min(text.length, from + LONGEST_END) : from + end + 1;
}

/** The parameters in the inside of `EventData` or `UserData`, as Alloy, Promtail and Azure hand it on. */
export function dataOfXml(inner: string, section: 'EventData' | 'UserData'): EventDatum[] {
  const named = inner.replace(/<(\/?)Param>/g, '<$1Data>');
  const hasSection = /<(?:EventData|UserData)[\s>]/.test(named.slice(0, LOOK_AT));
  const xml = hasSection ? `<Event>${named}</Event>` : `<Event><${section}>${named}</${section}></Event>`;
  return eventOfXml(xml)?.data ?? [];
}
