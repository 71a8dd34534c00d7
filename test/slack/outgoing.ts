/** What leaves for Slack, and what must never be in it. */
import type { KnownBlock } from '@slack/types';
import { HOSTILE } from '../card/answers.ts';
import { decodeAction } from '../../adapters/slack/actions.ts';

export const SLACK_HOSTILE: readonly string[] = [
  ...HOSTILE,
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<!subteam^S012|@ops>',
  '<!date^1392734382^{date}^https://evil.example|x>',
  '<@U123>',
  '<@W123|boss>',
  '<#C123|general>',
  '@here @channel @everyone',
  '＠channel',
  '<http://x|y>',
  '<https://evil.example|KB 972108>',
  '<mailto:boss@evil.example|mail>',
  '<tel:+123|call>',
  '<slack://open|x>',
  'HTTPS://EVIL.EXAMPLE www.evil.example WWW.evil.example',
  '&lt;!here&gt; &lt;@U123&gt; &#60;!channel&#62; &amp;lt;',
  '*bold* _it_ ~no~ `code` ```pre```',
  ':boom: :skull::skin-tone-2:',
  '<\u2060!channel> @\u2060here http:\u2060//x',
  '<\u200B!channel>',
  '<!\nchannel>',
  '&'.repeat(5000),
  '<'.repeat(3000),
  '😀'.repeat(3000),
  '\n'.repeat(3000),
];

/** Fields that Slack hands back or follows, and never shows. */
const NOT_SHOWN = new Set([
  'type',
  'value',
  'url',
  'style',
  'action_id',
  'block_id',
  'callback_id',
  'private_metadata',
  'user_id',
  'filetypes',
]);

export interface Outgoing {
  shown: string[];
  values: string[];
  /** Everything in rich text that is more than text. */
  active: { type: string; url?: string; user_id?: string }[];
}

/** All strings of blocks or a view. */
export function outgoing(payload: unknown): Outgoing {
  const found: Outgoing = { shown: [], values: [], active: [] };
  collect(payload, 'root', found);
  return found;
}

function collect(node: unknown, name: string, found: Outgoing): void {
  if (typeof node === 'string') {
    if (name === 'value') found.values.push(node);
    if (!NOT_SHOWN.has(name)) found.shown.push(node);
    return;
  }
  if (Array.isArray(node)) {
    for (const each of node) collect(each, name, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type } = node as { type?: string };
  if (
    type !== undefined &&
    ['link', 'user', 'usergroup', 'broadcast', 'channel', 'team', 'emoji', 'date'].includes(type)
  ) {
    found.active.push(node as Outgoing['active'][number]);
  }
  for (const [key, each] of Object.entries(node)) collect(each, key, found);
}

/** What Slack, a client or an export could take for more than characters. */
const ACTIVE: readonly RegExp[] = [
  /<[!@#]/,
  /<[a-z][a-z0-9+.-]{0,9}:/i,
  /[@＠#＃][\p{L}\p{N}_]/u,
  /:\/\//,
  /www\./i,
  /&(?:lt|gt|amp|quot|apos|#x?[0-9a-f]{1,7});/i,
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
];

/** The first shown string with something active in it, cut for the report. */
export function firstActive(strings: readonly string[]): string | undefined {
  const bad = strings.find((text) => !text.isWellFormed() || ACTIVE.some((pattern) => pattern.test(text)));
  return bad?.slice(0, 200);
}

/** Values that are not ours. */
export function foreignValues(values: readonly string[]): string[] {
  return values.filter((value) => decodeAction(value) === undefined);
}

/** Of the top-level text, which is mrkdwn: brackets, bare ampersands, and halves of entities. */
export function isEscaped(text: string): boolean {
  return !/[<>]/.test(text) && !/&(?!(?:amp|lt|gt);)/.test(text);
}

/** As a reader sees it. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Text of a block as one reads it, for tests that look for words. */
export function textOf(blocks: readonly KnownBlock[] | readonly object[]): string {
  return outgoing(blocks).shown.join(' ').replaceAll('\u2060', '');
}
