/** Parts of the live card that every platform draws alike: the state at one glance, where it occurs, what to do. */
import type { Block, Span, Text } from '../../card/card.ts';
import { eventText, plain } from '../../card/spans.ts';
import { say } from '../../card/words.ts';
import { numberText, sayAlert } from '../alert-words.ts';
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
const MOST_QUESTIONS = 3;

/** What is dealt with takes little room: neither advice nor reasons are shown any more. */
export function isDealtWith({ state }: Pick<IncidentCard, 'state'>): boolean {
  return state === 'muted' || state === 'resolved';
}

/** `🔴 Action needed`; of what is dealt with, its state. */
export function headlineOf({ state, sign, lang }: IncidentCard): string {
  if (state === 'muted' || state === 'resolved') return `${STATE_SYMBOLS[state]} ${sayChat(`short.${state}`, lang)}`;
  return `${sign.symbol} ${sign.word}`;
}

/** A line of facts: a text, or a moment that the platform shows in its own way. */
export type FactRow = { label: string } & ({ /** Hostile. */ value: Text } | { at: number });

/** How often, where, since when. Where several hosts are named, the first one is not named again. */
export function factRows(card: IncidentCard): FactRow[] {
  const { lang, count, facts, hostCount, firstAt, lastAt } = card;
  const oneHost = sayAlert('fact.host', lang);
  return [
    ...(count > 1 ? [{ label: sayChat('card.count', lang), value: [plain(numberText(count))] }] : []),
    ...(hostCount > 1 ? [{ label: sayChat('card.hosts', lang), value: hostsText(card) }] : []),
    ...facts.filter(({ label }) => hostCount < 2 || label !== oneHost),
    { label: sayChat('card.first', lang), at: firstAt },
    ...(count > 1 ? [{ label: sayChat('card.last', lang), at: lastAt }] : []),
  ];
}

function hostsText({ hosts, hostCount, lang }: IncidentCard): Text {
  const between = plain(lang === 'ja' ? '、' : ', ');
  const shown: Span[] = [];
  for (const { host, count } of hosts.slice(0, MOST_HOSTS)) {
    const [before = '', after = ''] = sayChat('card.host.times', lang, { n: numberText(count) }).split('{host}');
    if (shown.length > 0) shown.push(between);
    shown.push(plain(before), ...eventText(host), plain(after));
  }
  const left = hostCount - Math.min(hosts.length, MOST_HOSTS);
  return left === 0 ? shown : [...shown, between, plain(sayChat('card.hosts.more', lang, { n: numberText(left) }))];
}

/** What only a person can answer, before the verdict is settled. */
export function questionsOf({
  details,
  sign,
  lang,
}: IncidentCard): { heading: string; questions: readonly Text[] } | undefined {
  const block = details.blocks.find(({ type }) => type === 'questions');
  if (block?.type !== 'questions' || details.sign !== sign.name) return undefined;
  return {
    heading: sayChat('card.questions', lang),
    questions: block.questions.slice(0, MOST_QUESTIONS).map(({ text }) => text),
  };
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
