/** Takes off what pasting, chat and terminals put around a text, before any reader looks at it. */
import { stripLineMarks } from './line-marks.ts';

/** Raw XML of an event: entities in it belong to the XML parser, and its tags are no HTML. */
const RAW_XML =
  /<\/?(?:[A-Za-z_][\w.-]{0,40}:)?(?:Events?|System|Provider|EventID|EventData|UserData|Data|RenderingInfo)[\s>/]/;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const TERMINAL_CODES = /\u001b\[[0-9;?]{0,24}[ -/]{0,2}[@-~]|\u001b\][^\u0007\u001b\n]{0,2048}(?:\u0007|\u001b\\)/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/g;
/** Controls, soft hyphen, zero-width characters, bidirectional controls, byte order mark, interlinear annotation. */
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Whatever the four above begin with: most pastes have none of it, and one look says so. */
const UNUSUAL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\ufffb]/;

const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
/** What one round of decoding leaves when the text was escaped twice. */
const ESCAPED_AGAIN = /&(?:lt|gt|quot|apos|nbsp|#39);/i;

const CHAT_LINK = /<(?:https?|mailto|tel):([^<>|\n]{1,2048})(?:\|([^<>\n]{1,512}))?>/g;
const MARKDOWN_LINK = /\[([^[\]\n]{1,300})\]\(https?:[^()\s]{1,1000}\)/g;
const BB_TAG = /\[(\/?)([a-z]{1,7}|\*)(?:=[^[\]\n]{0,200})?\]/gi;
const BB_NAMES = new Set(
  'b i u s quote code color size font url img list center left right spoiler indent pre'.split(' '),
);
const HTML_TAG =
  /<(\/?)(p|br|div|span|b|i|u|s|strong|em|pre|code|table|tbody|thead|tr|td|th|ul|ol|li|a|blockquote|font|h[1-6])(?:\s[^<>]{0,500})?\/?>/g;
const BLOCK = new Set('p br div pre tr ul ol li blockquote quote code list h1 h2 h3 h4 h5 h6 *'.split(' '));
const CELL = new Set(['td', 'th']);

/**
 * `text` with one kind of line end, without invisible characters, quote marks, bullets, Markdown, BBCode, simple HTML,
 * and with Slack's and HTML's escapes (once or twice) decoded. Inserts such as `<TrustedInstaller>`, `''`, `{GUID}` and `*` stay.
 * Linear; never throws.
 */
export function tidy(text: string): string {
  const isUnusual = UNUSUAL.test(text);
  let out = isUnusual ? text.replace(LINE_ENDS, '\n').replace(TERMINAL_CODES, '') : text;
  if (!RAW_XML.test(out)) out = decodeEscapes(stripHtml(unwrapLinks(out)));
  if (isUnusual || out !== text) out = out.replace(LINE_ENDS, '\n').replace(BLANKS, ' ').replace(INVISIBLE, '');

  return stripLineMarks(stripBbCode(out));
}

function unwrapLinks(text: string): string {
  if (!text.includes('](') && !text.includes('<')) return text;
  return text
    .replace(CHAT_LINK, (link, _target, label: string | undefined) => label ?? link.slice(1, -1))
    .replace(MARKDOWN_LINK, '$1');
}

function decodeEscapes(text: string): string {
  if (!text.includes('&')) return text;
  const once = decodeEntities(text);
  return RAW_XML.test(once) || !ESCAPED_AGAIN.test(once) ? once : decodeEntities(once);
}

function decodeEntities(text: string): string {
  return text.replace(
    ENTITY,
    (entity, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

/** A tag counts as HTML only when its partner is there too: `<code>` alone may be an insert. */
function stripHtml(text: string): string {
  if (!text.includes('</') && !text.includes('<br')) return text;
  const closed = new Set(['br']);
  for (const [, slash, name] of text.matchAll(HTML_TAG)) if (slash === '/' && name !== undefined) closed.add(name);

  return text.replace(HTML_TAG, (tag, slash: string, name: string) => {
    if (!closed.has(name)) return tag;
    if (CELL.has(name)) return slash === '/' ? '\t' : '';
    return BLOCK.has(name) ? '\n' : '';
  });
}

function stripBbCode(text: string): string {
  if (!text.includes('[/')) return text;
  const closed = new Set<string>();
  for (const [, slash, name] of text.matchAll(BB_TAG))
    if (slash === '/' && name !== undefined) closed.add(name.toLowerCase());

  return text.replace(BB_TAG, (tag, _slash: string, written: string) => {
    const name = written === '*' ? 'list' : written.toLowerCase();
    if (!BB_NAMES.has(name) || !closed.has(name)) return tag;
    return BLOCK.has(name) ? '\n' : '';
  });
}
