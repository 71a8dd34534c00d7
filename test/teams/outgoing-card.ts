/** What leaves for Teams in a card, and what must never be in it. */
import { HOSTILE } from '../card/answers.ts';

export const TEAMS_HOSTILE: readonly string[] = [
  ...HOSTILE,
  '<at>Boss</at> <at id="0">all</at>',
  '<AT>General</AT>',
  '<attachment id="x"></attachment>',
  '{{DATE(2026-11-20T03:00:00Z, SHORT)}} {{TIME(2026-11-20T03:00:00Z)}}',
  '${title} {{title}}',
  '**bold** __bold__ *it* _it_ ~~gone~~ `code`',
  '[KB 972108](https://evil.example)',
  '[x]: https://evil.example',
  '<speak>hello<break time="10s"/></speak>',
  '<b>bold</b><a href="https://evil.example">x</a>',
  '&nbsp;&lt;at&gt;Boss&lt;/at&gt;',
  'mailto:boss@evil.example tel:+123',
  'HTTPS://EVIL.EXAMPLE www.evil.example ftp://evil.example',
  '\\\\fileserver\\share\\*.log C:\\Windows\\_x_',
  '"quotes" \\" \\\\',
  '\\'.repeat(4000),
  '"'.repeat(4000),
  '<at>'.repeat(3000),
  '😀'.repeat(3000),
  '\n'.repeat(3000),
  '漢'.repeat(50_000),
  'a b '.repeat(25_000),
];

export interface Outgoing {
  /** Texts of runs: no client reads Markdown in them. */
  runs: string[];
  /** Every other text that a person may see or hear. */
  labels: string[];
  /** Values of inputs: shown as they stand. */
  values: string[];
  urls: string[];
  actions: { type: string; title: string; verb?: string; data?: unknown; tooltip?: string }[];
}

const LABELS = new Set(['title', 'tooltip', 'speak', 'fallbackText', 'label', 'placeholder', 'errorMessage']);

/** All of a card, fallbacks included. */
export function outgoing(card: unknown): Outgoing {
  const found: Outgoing = { runs: [], labels: [], values: [], urls: [], actions: [] };
  collect(card, found);
  return found;
}

function collect(node: unknown, found: Outgoing): void {
  if (Array.isArray(node)) {
    for (const each of node) collect(each, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type } = node as { type?: string };
  if (type?.startsWith('Action.') === true && type !== 'Action.OpenUrl')
    found.actions.push(node as Outgoing['actions'][number]);
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'string') {
      if (key !== 'data') collect(value, found);
      continue;
    }
    if (key === 'url') found.urls.push(value);
    else if (key === 'text') (type === 'TextRun' ? found.runs : found.labels).push(value);
    else if (key === 'value' && type === 'Input.Text') found.values.push(value);
    else if (LABELS.has(key)) found.labels.push(value);
  }
}

/** What a client could take for more than characters, anywhere. */
const ACTIVE: readonly RegExp[] = [
  /<\/?at[\s>]/i,
  /<[!@#]/,
  /<[a-z][a-z0-9+.-]{0,9}:/i,
  /[@＠#＃][\p{L}\p{N}_]/u,
  /:\/\//,
  /www\./i,
  /\{\{/,
  /&(?:lt|gt|amp|quot|apos|nbsp|#x?[0-9a-f]{1,7});/i,
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
];
/** In labels also what Markdown, HTML or SSML would read. */
const MARKUP: readonly RegExp[] = [
  /[*`~[\]<>\\|\n]/,
  /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
  /^(?:[#+=-]|\d{1,9}[.)])/,
  /[\p{L}\p{N}]\.\p{L}/u,
];

/** The first text with something active in it, cut for the report. */
export function firstActive({ runs, labels, values }: Outgoing): string | undefined {
  const isActive = (text: string) => !text.isWellFormed() || ACTIVE.some((pattern) => pattern.test(text));
  const bad =
    [...runs, ...labels, ...values].find(isActive) ??
    runs.find((text) => text.includes('\n')) ??
    labels.find((text) => MARKUP.some((pattern) => pattern.test(text)));
  return bad?.slice(0, 200);
}

/** Text of a card as one reads it, for tests that look for words. */
export function textOf(card: unknown): string {
  const { runs, labels, values } = outgoing(card);
  return [...runs, ...labels, ...values].join(' ').replaceAll('\u2060', '');
}
