/** Parts of the live card that every platform draws alike: the state at one glance, where it occurs, what to do. */
import type { Block, Text } from '../../card/card.ts';
import { eventText, plain } from '../../card/spans.ts';
import { say } from '../../card/words.ts';
import { numberText } from '../alert-words.ts';
import type { IncidentCard, IncidentState, NoticeCard } from '../alerts.ts';
import { sayChat } from './words.ts';

/** Beside the sentence, for who only looks at the colours. */
export const STATE_SYMBOLS = {
  open: '🔔',
  acknowledged: '👀',
  muted: '🔕',
  resolved: '🏁',
} as const satisfies Record<IncidentState, string>;

export const NOTICE_SYMBOLS = {
  storm: '🌩️',
  digest: '📊',
  rate: '📈',
  silent: '🔇',
  back: '🔊',
  maintenanceStart: '🛠️',
  maintenanceEnd: '🛠️',
  escalation: '🚨',
} as const satisfies Record<NoticeCard['kind'], string>;

const MOST_HOSTS = 4;

/** What is dealt with takes little room: neither advice nor reasons are shown any more. */
export function isDealtWith({ state }: Pick<IncidentCard, 'state'>): boolean {
  return state === 'muted' || state === 'resolved';
}

/** `🔴 Action needed`; of what is dealt with, its state. */
export function headlineOf({ state, sign, lang }: IncidentCard): string {
  if (state === 'muted' || state === 'resolved') return `${STATE_SYMBOLS[state]} ${sayChat(`short.${state}`, lang)}`;
  return `${sign.symbol} ${sign.word}`;
}

/** Nothing when the facts say it: one host, logged there. */
export function hostsText({ hosts, hostCount, lang, facts }: IncidentCard): Text | undefined {
  const [only] = hosts;
  if (only === undefined) return undefined;
  if (hostCount === 1 && facts.some(({ value }) => value.some(({ text }) => text === only.host))) return undefined;
  const between = plain(lang === 'ja' ? '、' : ', ');
  const shown = hosts.slice(0, MOST_HOSTS).flatMap(({ host, count }, i): Text => {
    const [before = '', after = ''] = sayChat('card.host.times', lang, { n: numberText(count) }).split('{host}');
    return [...(i === 0 ? [] : [between]), plain(before), ...eventText(host), plain(after)];
  });
  const left = hostCount - Math.min(hosts.length, MOST_HOSTS);
  return left === 0 ? shown : [...shown, between, plain(sayChat('card.hosts.more', lang, { n: numberText(left) }))];
}

type Paragraphs = Extract<Block, { type: 'paragraphs' }>;

/** What to do; where the knowledge names nothing, what the verdict means. Nothing that is milder than the verdict above it. */
export function adviceOf({
  details,
  sign,
  lang,
}: IncidentCard): { heading: string; paragraphs: readonly Text[] } | undefined {
  if (details.sign !== sign.name)
    return sign.name === 'unknown' ? { heading: '', paragraphs: [[plain(say('sentence.unknown', lang))]] } : undefined;
  const action = details.blocks.find(
    (block): block is Paragraphs => block.type === 'paragraphs' && block.part === 'action',
  );
  if (action !== undefined) return action;
  const verdict = details.blocks.find((block) => block.type === 'verdict');
  return verdict === undefined ? undefined : { heading: '', paragraphs: [verdict.sentence] };
}

/** Why it happens, and what was read. */
export function reasonsOf({ details }: IncidentCard): readonly Block[] {
  return details.blocks.filter(
    (block) =>
      (block.type === 'paragraphs' && block.part !== 'action') ||
      block.type === 'facts' ||
      (block.type === 'list' && block.part === 'evidence'),
  );
}

/** All of it in one line: for notifications. Hostile. */
export function oneLine(card: IncidentCard): string {
  const words = (text: Text): string => text.map((span) => span.text).join('');
  const where = card.facts[0] === undefined ? '' : ` (${words(card.facts[0].value)})`;
  return `${headlineOf(card)}: ${words(card.title)}${where} - ${words(card.stateLine)}`;
}
