/** What a person wrote in Slack, as the plain text it was before Slack marked it up: texts, blocks and attachments of messages. */
import { z } from 'zod';
import type { PlainMessage } from '../../src/chat/asking.ts';

/** design.md section 11: more than this is not read. */
const MOST_CHARACTERS = 256 * 1024;
/** Blocks hold blocks; deeper ones are none that Slack makes. */
const DEEPEST = 12;
const NAMED: Readonly<Record<string, string>> = { channel: '@channel', here: '@here', everyone: '@everyone' };
/** One token of mrkdwn; each part stops at the next angle bracket, so the work is linear. */
const TOKEN = /<([@#!]|https?:|mailto:|tel:|ftp:)([^<>|]*)(?:\|([^<>]*))?>/g;
/** What can only be text of our own: Slack escapes every other angle bracket. */
const RAW_MARKUP = /<(?![@#!]|https?:|mailto:|tel:|ftp:)/;

/**
 * `text` of a message: tokens are unwrapped first and entities decoded once, `&amp;` last. A label stands for its link, as it
 * was typed.
 * @param self user id whose mention is left out
 */
export function slackToPlain(text: string, self?: string): string {
  const unwrap = (_token: string, kind: string, value: string, label?: string): string => {
    if (kind === '!') return label ?? NAMED[value] ?? value;
    if (kind === '@' && value === self) return ' ';
    if (kind === '@' || kind === '#') return kind + (label ?? value);
    return label ?? (kind === 'mailto:' || kind === 'tel:' ? value : kind + value);
  };
  return tidy(
    text
      .slice(0, MOST_CHARACTERS)
      .replace(TOKEN, unwrap)
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  );
}

/** Text of a slash command. Whether Slack escapes it is not documented: with an angle bracket of its own it was not escaped. */
export function commandToPlain(text: string): string {
  return RAW_MARKUP.test(text) ? tidy(text.slice(0, MOST_CHARACTERS)) : slackToPlain(text);
}

function tidy(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201A]/g, "'")
    .replace(/[\u201C\u201D\u201E]/g, '"')
    .replace(/[\u00A0\u202F]/g, ' ')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\r\n?/g, '\n');
}

const Thing = z.record(z.string(), z.unknown());
type Thing = z.infer<typeof Thing>;

/**
 * A message of anybody, other apps' included: the blocks where there are some, since `text` may be a shortened form of them.
 * @param self user id of the app: its own name is left out, since it is not part of what was asked
 */
export function messageToPlain(message: unknown, self?: string): PlainMessage {
  const { text, blocks, attachments } = thing(message);
  const written = typeof text === 'string' ? slackToPlain(text, self).trim() : '';
  const shown = joined(things(blocks).map((block) => blockText(block, self, 0)));
  const attached = joined(things(attachments).map((attachment) => attachmentText(attachment, self, 0)));
  const main = bounded(joined([shown === '' ? written : shown, attached]));
  const other = bounded(joined([written, attached]));
  return shown === '' || written === '' || other === main ? { text: main } : { text: main, otherwise: other };
}

/** Everything that a block says, in the order in which it is seen; buttons and menus say nothing about an event. */
function blockText(block: Thing, self: string | undefined, depth: number): string {
  if (depth > DEEPEST) return '';
  const inner = (value: unknown) => things(value).map((each) => blockText(each, self, depth + 1));
  switch (block['type']) {
    case 'rich_text':
      return tidy(joined(things(block['elements']).map((element) => richText(element, self, depth + 1))));
    case 'header':
      return textObject(block['text']);
    case 'section':
      return joined([
        textObject(block['text']),
        ...things(block['fields']).map((field) => fieldText(textObject(field))),
      ]);
    case 'context':
      return joined(things(block['elements']).map(textObject));
    case 'markdown':
      return typeof block['text'] === 'string' ? tidy(block['text']) : '';
    case 'container':
    case 'card':
      return joined([
        textObject(block['title']),
        textObject(block['subtitle']),
        textObject(block['body']),
        ...inner(block['child_blocks']),
      ]);
    case 'table':
    case 'data_table':
      return joined(rowsOf(block['rows']).map((row) => row.map((cell) => cellText(cell, self, depth + 1)).join('\t')));
    default:
      return '';
  }
}

function cellText(cell: Thing, self: string | undefined, depth: number): string {
  if (cell['type'] === 'rich_text') return blockText(cell, self, depth).replaceAll('\n', ' ');
  return typeof cell['text'] === 'string' ? tidy(cell['text']).replaceAll('\n', ' ') : '';
}

/** A section, a list, a quotation or preformatted text. */
function richText(element: Thing, self: string | undefined, depth: number): string {
  if (depth > DEEPEST) return '';
  const elements = things(element['elements']);
  if (element['type'] === 'rich_text_list') return elements.map((item) => richText(item, self, depth + 1)).join('\n');
  return elements.map((leaf) => leafText(leaf, self)).join('');
}

function leafText(leaf: Thing, self: string | undefined): string {
  const say = (name: string) => (typeof leaf[name] === 'string' ? leaf[name] : '');
  switch (leaf['type']) {
    case 'text':
      return say('text');
    case 'link':
      return say('text') || say('url').replace(/^(?:mailto|tel):/, '');
    case 'user':
      return leaf['user_id'] === self ? ' ' : `@${say('user_id')}`;
    case 'channel':
      return `#${say('channel_id')}`;
    case 'usergroup':
      return `@${say('usergroup_id')}`;
    case 'broadcast':
      return `@${say('range')}`;
    case 'emoji':
      return emoji(say('unicode'), say('name'));
    case 'date':
      return say('fallback');
    case 'color':
      return say('value');
    default:
      return '';
  }
}

/** `1f60e` or `1f44d-1f3fd` as characters; a workspace's own emoji by name. */
function emoji(unicode: string, name: string): string {
  const points = unicode.split('-').map((part) => Number.parseInt(part, 16));
  const good = unicode !== '' && points.every((point) => point > 0 && point <= 0x10_ff_ff);
  return good ? String.fromCodePoint(...points) : `:${name}:`;
}

/** Alerts of monitoring come as attachments: a title, a text and fields such as "Event ID". */
function attachmentText(attachment: Thing, self: string | undefined, depth: number): string {
  if (depth > DEEPEST) return '';
  const say = (name: string) => (typeof attachment[name] === 'string' ? slackToPlain(attachment[name]) : '');
  const fields = things(attachment['fields']).map((field) => {
    const [title, value] = [field['title'], field['value']].map((one) =>
      typeof one === 'string' ? slackToPlain(one) : '',
    );
    return [title, value].filter((part) => part !== '' && part !== undefined).join(': ');
  });
  const forwarded = things(attachment['message_blocks']).flatMap((each) => things(thing(each['message'])['blocks']));
  const blocks = [...things(attachment['blocks']), ...forwarded].map((block) => blockText(block, self, depth + 1));
  const said = joined([say('pretext'), say('title'), say('text'), ...fields, ...blocks]);
  return said === '' ? say('fallback') : said;
}

/** `*Event ID:*` over its value is one line with a label. */
function fieldText(text: string): string {
  const [label = '', value, ...more] = text.split('\n');
  const name = label.replace(/[*_]/g, '').trim();
  return value === undefined || more.length > 0 || name === '' ? text : `${name.replace(/[:：]$/, '')}: ${value}`;
}

function textObject(value: unknown): string {
  const { type, text } = thing(value);
  if (typeof text !== 'string') return '';
  return type === 'mrkdwn' ? slackToPlain(text) : tidy(text);
}

function thing(value: unknown): Thing {
  return Thing.safeParse(value).data ?? {};
}

function things(value: unknown): Thing[] {
  return Array.isArray(value) ? value.slice(0, 1000).map(thing) : [];
}

function rowsOf(value: unknown): Thing[][] {
  return Array.isArray(value) ? value.slice(0, 1000).map(things) : [];
}

function joined(parts: readonly string[]): string {
  return parts
    .filter((part) => part.trim() !== '')
    .join('\n')
    .trim();
}

function bounded(text: string): string {
  return text.slice(0, MOST_CHARACTERS);
}
