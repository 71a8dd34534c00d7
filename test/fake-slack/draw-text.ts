/** Slack's mrkdwn and rich text as HTML. Everything that came from an app or a person is escaped. */
import { list } from './elements.ts';
import { escapeHtml } from './html.ts';
import { type Json, asText, isJson } from './json.ts';

const MARKS: readonly (readonly [mark: string, tag: string])[] = [
  ['*', 'strong'],
  ['_', 'em'],
  ['~', 's'],
];

/** A text object, or nothing. */
export function drawTextObject(object: unknown): string {
  if (!isJson(object)) return '';
  const text = asText(object['text']);
  return object['type'] === 'mrkdwn' ? drawMrkdwn(text) : lines(escapeHtml(text));
}

/** mrkdwn: code, links and mentions in <…>, and the three marks. */
export function drawMrkdwn(text: string): string {
  return text
    .split('```')
    .map((part, index) => (index % 2 === 1 ? `<pre>${escapeHtml(decode(part))}</pre>` : drawInline(part)))
    .join('');
}

function drawInline(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(decode(part))}</code>` : drawLinks(part)))
    .join('');
}

function drawLinks(text: string): string {
  return text
    .split(/(<[^<>]*>)/)
    .map((part) =>
      part.startsWith('<') && part.endsWith('>') ? drawAngle(part.slice(1, -1)) : drawMarks(decode(part)),
    )
    .join('');
}

function drawAngle(inside: string): string {
  const [target = '', label] = inside.split('|', 2);
  if (/^[@#!]/.test(target)) return `<mark>${escapeHtml(label ?? target)}</mark>`;
  return drawLink(decode(target), decode(label ?? target));
}

function drawLink(url: string, label: string): string {
  const protocol = URL.parse(url)?.protocol ?? '';
  if (!['http:', 'https:', 'mailto:'].includes(protocol)) return escapeHtml(label);
  return `<a href="${escapeHtml(url)}" rel="noreferrer noopener" target="_blank">${escapeHtml(label)}</a>`;
}

function drawMarks(text: string): string {
  let html = escapeHtml(text);
  for (const [mark, tag] of MARKS) {
    const between = new RegExp(
      `(^|[\\s(])\\${mark}([^\\s${mark}\\n][^${mark}\\n]{0,500})\\${mark}(?=$|[\\s.,:;!?)])`,
      'g',
    );
    html = html.replace(between, `$1<${tag}>$2</${tag}>`);
  }
  return lines(html);
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function lines(html: string): string {
  return html.replaceAll('\n', '<br>');
}

/** A rich_text block. */
export function drawRichText(block: Json): string {
  return list(block['elements']).map(drawRichPart).join('');
}

function drawRichPart(part: Json): string {
  const inside = () => list(part['elements']).map(drawLeaf).join('');
  switch (part['type']) {
    case 'rich_text_preformatted':
      return `<pre>${inside()}</pre>`;
    case 'rich_text_quote':
      return `<blockquote>${lines(inside())}</blockquote>`;
    case 'rich_text_list': {
      const tag = part['style'] === 'ordered' ? 'ol' : 'ul';
      const items = list(part['elements']).map((item) => `<li>${list(item['elements']).map(drawLeaf).join('')}</li>`);
      return `<${tag}>${items.join('')}</${tag}>`;
    }
    default:
      return `<p>${lines(inside())}</p>`;
  }
}

function drawLeaf(leaf: Json): string {
  const style = isJson(leaf['style']) ? leaf['style'] : {};
  let html = drawPlainLeaf(leaf);
  for (const [name, tag] of [
    ['bold', 'strong'],
    ['italic', 'em'],
    ['strike', 's'],
    ['code', 'code'],
  ] as const) {
    if (style[name] === true) html = `<${tag}>${html}</${tag}>`;
  }
  return html;
}

function drawPlainLeaf(leaf: Json): string {
  switch (leaf['type']) {
    case 'text':
      return escapeHtml(leaf['text']);
    case 'link':
      return drawLink(String(leaf['url']), String(leaf['text'] ?? leaf['url']));
    case 'emoji':
      return `:${escapeHtml(leaf['name'])}:`;
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'broadcast':
      return `<mark>@${escapeHtml(leaf['user_id'] ?? leaf['channel_id'] ?? leaf['usergroup_id'] ?? leaf['range'])}</mark>`;
    default:
      return escapeHtml(leaf['fallback'] ?? leaf['text']);
  }
}
