/** The whole flow: text -> read -> match -> judge -> tell. Pure and synchronous; knowledge is compiled once. */
import { readPaste } from './event/read.ts';
import type { Answer, Finding, FindingVerdict } from './finding.ts';
import type { Level, ReadEvent, SourceNames, WindowsEvent } from './event/event.ts';
import { createCatalog, type Catalog } from './knowledge/catalog.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { guessLang, type Lang } from './lang.ts';
import type { Match } from './match/match.ts';
import { createMatcher } from './match/matcher.ts';
import { rankRelated } from './match/rank-related.ts';
import { askedForAll } from './shared-questions.ts';
import { mergeFindings, tell } from './tell.ts';
import { createJudge } from './verdict/judge.ts';

/** design.md section 11. */
const MOST_FINDINGS = 64;
/** Beside a sure event, a text must be this much like another one to be worth a guess. */
const SURELY_SIMILAR = 0.5;
const NO_ANSWERS: ReadonlyMap<string, boolean> = new Map();
/** The most urgent first. */
const URGENCY: readonly FindingVerdict[] = ['action', 'conditional', 'unknown', 'info', 'ignore'];

export interface AnswerOptions {
  /** Guessed from the text when absent. */
  lang?: Lang;
  /** What a person answered: question id of a finding -> yes (true) or no. */
  answers?: ReadonlyMap<string, boolean>;
}

/** An event that was surely one and is not known, for the list of knowledge gaps. Hostile text, not yet redacted. */
export interface UnknownEvent {
  provider?: string;
  eventId?: number;
  level?: Level;
  /** Same source and ID as an entry, but another event. */
  otherText: boolean;
  text: string;
}

export interface Answerer {
  readonly catalog: Catalog;
  /** Never throws on any text; no finding means that nothing looked like an event. */
  answer(text: string, options?: AnswerOptions): Answer;
  /** Of an event that was read already, such as one of a payload: surely one, so there is always a finding. */
  tellEvent(event: WindowsEvent, lang: Lang): Finding;
  /** The answer, and what it could not know. */
  explore(text: string, options?: AnswerOptions): { answer: Answer; unknown: UnknownEvent[] };
}

/** Compiles the knowledge; the answerer keeps no state between questions. */
export function createAnswerer(knowledge: Knowledge): Answerer {
  const catalog = createCatalog(knowledge);
  const matcher = createMatcher(catalog);
  const judge = createJudge(knowledge);
  const names: SourceNames = { ...catalog.sourceNames, messagesIn: matcher.messagesIn };

  const explore: Answerer['explore'] = (text, { lang = guessLang(text), answers = new Map() } = {}) => {
    const reading = readPaste(text, names);
    const matches = rankRelated(withoutEchoes(reading.events.flatMap((read) => matcher.match(read))));
    const told = mergeFindings(matches.map((match) => tell(judge(match, answers), lang)));
    const findings = askedForAll(told, lang);
    return { answer: bounded({ lang, findings }, reading.leftOut), unknown: matches.flatMap(unknownEvent) };
  };
  const tellEvent: Answerer['tellEvent'] = (event, lang) => {
    const read: ReadEvent = { shape: 'xml', event, text: event.message ?? '', at: 0 };
    const found = matcher.match(read);
    // A text that is like nothing we know is an event of an unknown source.
    if (found.length > 0) return graverOf(found.map((match) => tell(judge(match, NO_ANSWERS), lang)));
    const nameless = matcher.match({ ...read, event: { ...event, provider: '' } });
    const { provider: _, ...finding } = graverOf(nameless.map((match) => tell(judge(match, NO_ANSWERS), lang)));
    return finding;
  };
  return { catalog, explore, tellEvent, answer: (text, options) => explore(text, options).answer };
}

/** Several messages in one description: nobody should be told of the harmless one only. */
function graverOf(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings;
  if (first === undefined) throw new Error('an event under a header always has a match');
  let gravest = first;
  for (const one of others) if (URGENCY.indexOf(one.verdict) < URGENCY.indexOf(gravest.verdict)) gravest = one;
  return gravest;
}

function unknownEvent({ kind, tier, provider, eventId, read }: Match): UnknownEvent[] {
  if (kind !== 'none') return [];
  const { level, message } = read.event;
  return [{ provider, eventId, level, otherText: tier === 'header-other-text', text: message ?? '' }];
}

/**
 * "We see VMSMP 26:" above the event itself is one event, not two; and chat around an event is no reason to guess. What says more
 * than a name (a time, a computer, a level, a text of its own) is another event, however little is known of it.
 */
function withoutEchoes(matches: readonly Match[]): Match[] {
  const told = new Set(
    matches.filter(({ tier }) => tier === 'header-and-text' || tier === 'text').map(({ key }) => key),
  );
  const sure = matches.some(({ kind, tier }) => kind === 'exact' || tier === 'header-other-text' || tier === 'unknown');
  return matches.filter((match) => {
    if (match.tier === 'header') return !told.has(match.key) || !isMention(match);
    if (match.tier === 'id') return !match.candidates.some(({ entry }) => told.has(entry.key)) || !isMention(match);
    if (match.tier === 'similar-text') return !sure || (match.candidates[0]?.score ?? 0) >= SURELY_SIMILAR;
    return !(sure && (match.tier === 'phrase' || match.tier === 'corrected-name'));
  });
}

const NAME_FIELDS: ReadonlySet<string> = new Set(['provider', 'eventId'] satisfies (keyof WindowsEvent)[]);

/** In a sentence anything may stand beside the name; elsewhere a mention has nothing but the name. */
function isMention({ read: { shape, event } }: Match): boolean {
  return shape === 'prose' || shape === 'id' || Object.keys(event).every((field) => NAME_FIELDS.has(field));
}

function bounded(answer: Answer, leftOut: { characters: number; events: number }): Answer {
  const findings = answer.findings.length - MOST_FINDINGS;
  if (findings <= 0 && leftOut.characters === 0 && leftOut.events === 0) return answer;
  return { ...answer, findings: firstOnes(answer.findings), leftOut: { ...leftOut, findings: Math.max(0, findings) } };
}

/** The most urgent ones survive the limit, in the order of the paste. */
function firstOnes(findings: readonly Finding[]): Finding[] {
  if (findings.length <= MOST_FINDINGS) return [...findings];
  const ranked = [...findings].sort((a, b) => URGENCY.indexOf(a.verdict) - URGENCY.indexOf(b.verdict));
  const kept = new Set(ranked.slice(0, MOST_FINDINGS));
  return findings.filter((finding) => kept.has(finding));
}
