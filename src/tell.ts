/** judgement -> finding: everything a card shows, in one language. */
import type { Finding, FindingCandidate, FindingKind, Question } from './finding.ts';
import { levelOfQualifiers } from './event/identifier.ts';
import { SAME_TEXT, type Entry } from './knowledge/knowledge.ts';
import type { Reference } from './knowledge/schema.ts';
import type { Lang, Localized } from './lang.ts';
import type { Candidate, Match } from './match/match.ts';
import { carriesVerdict, confidenceOf } from './match/tiers.ts';
import {
  adviceWhileOpen,
  adviceWithoutVerdict,
  CHOOSE_SOURCE,
  ifConditionHolds,
  ONLY_SIMILAR,
  onlyIfText,
  otherwiseSteps,
  otherEvent,
  sameTextQuestion,
  unknownEvent,
} from './verdict/advice.ts';
import { evidenceOf, labelOf } from './verdict/evidence.ts';
import { standingVerdict } from './verdict/judge.ts';
import { isSilenced, type Fact, type Judgement } from './verdict/judgement.ts';
import { releaseName } from './verdict/releases.ts';
import { titleOfBareId, titleOfGuess, titleOfUnknown } from './verdict/titles.ts';

const MOST_OCCURRENCES = 20;

/** The public finding of a judgement. `confidence` is the lower bound of the tier's measured precision. */
export function tell(judgement: Judgement, lang: Lang): Finding {
  const { match } = judgement;
  const kind = kindOf(judgement);
  const told = { ...frame(judgement, kind, lang), ...whereLogged(match) };
  switch (kind) {
    case 'known':
      return { ...told, ...ofKnown(judgement, lang) };
    case 'unknown':
      return { ...told, ...ofUnknown(judgement, lang) };
    case 'candidates':
      return {
        ...told,
        title: titleOfBareId(match, lang),
        ...inLang(CHOOSE_SOURCE, lang),
        candidates: suggested(match, lang),
      };
    case 'similar':
      return {
        ...told,
        title: titleOfGuess(match, lang),
        ...inLang(ONLY_SIMILAR, lang),
        candidates: suggested(match, lang),
      };
    default:
      return kind satisfies never;
  }
}

function kindOf({ match, withheld }: Judgement): FindingKind {
  if (match.kind === 'candidates' || match.kind === 'similar') return match.kind;
  if (match.kind === 'none' || !match.entry || withheld === 'other-text') return 'unknown';
  return carriesVerdict(match.tier) ? 'known' : 'similar';
}

/** What every kind has. */
function frame(judgement: Judgement, kind: FindingKind, lang: Lang): Finding {
  const { match, verdict, facts, references } = judgement;
  return {
    kind,
    ...(match.provider !== undefined && { provider: match.provider }),
    ...(match.eventId !== undefined && { eventId: match.eventId }),
    ...(match.key !== undefined && { key: match.key }),
    verdict: kind === 'known' ? verdict : 'unknown',
    inserts: facts.length > 0 ? insertsOf(facts, lang) : Object.fromEntries(match.inserts),
    evidence: evidenceOf(judgement, lang),
    confidence: confidenceOf(match.tier),
    count: 1,
    references: references.map((reference) => referenceIn(reference, lang)),
  };
}

function whereLogged({ read: { event }, entry, identity, tableTexts }: Match): Partial<Finding> {
  // What nobody read is not told as read; a name or a message table is all that is known of its events.
  const ofTable = entry === undefined && tableTexts[0] ? levelOfQualifiers(tableTexts[0].qualifiers) : undefined;
  const level = event.level ?? (event.qualifiers ? levelOfQualifiers(event.qualifiers) : (identity?.level ?? ofTable));
  return {
    ...(level !== undefined && { level }),
    ...(event.computer !== undefined && { computer: event.computer }),
    ...(event.time !== undefined && { time: event.time }),
    ...(event.channel !== undefined && { channel: event.channel }),
  };
}

function ofKnown(judgement: Judgement, lang: Lang): Partial<Finding> {
  const { entry } = judgement.match;
  if (!entry) return {};
  const course = judgement.course.map((step) => step[lang]);
  const seeAlso = judgement.seeAlso.map(({ key, title }) => ({ key, title: title[lang] }));
  return {
    title: entry.title[lang],
    side: entry.side,
    appliesTo: entry.appliesTo.map(releaseName),
    ...verdictInWords(judgement, entry, lang),
    ...(course.length > 0 && { course }),
    ...(seeAlso.length > 0 && { seeAlso }),
  };
}

function verdictInWords(judgement: Judgement, entry: Entry, lang: Lang): Partial<Finding> {
  const { decided, open, verdict, textUnconfirmed } = judgement;
  if (decided) {
    const explanation = decided.explanation[lang];
    return {
      case: decided.id,
      ...(decided.local && { local: true }),
      ...(isSilenced(judgement) && { silenced: true }),
      trigger: decided.trigger[lang],
      explanation: textUnconfirmed ? `${onlyIfText(entry, lang)} ${explanation}` : explanation,
      action: withAdvice(decided.action[lang], judgement, lang),
    };
  }
  if (open.length > 0) return openInWords(judgement, entry, lang);
  return verdict === 'unknown' ? inLang(adviceWithoutVerdict(judgement), lang) : {};
}

/** Cases that may hold; one alone is explained under its condition. */
function openInWords(judgement: Judgement, entry: Entry, lang: Lang): Partial<Finding> {
  const { open, questions } = judgement;
  const [first] = open;
  const only = open.length === 1 ? first : undefined;
  const advice = adviceWhileOpen(judgement)[lang];
  const symptom = entry.symptom[lang];
  // The verdict is settled and the last case stands without a condition: its steps are of use before the rest is known.
  const final = judgement.verdict === 'conditional' ? undefined : open.at(-1);
  const last = final?.when.length === 0 ? [otherwiseSteps(final.action[lang], lang)] : [];
  return {
    ...(open.some(({ local }) => local) && { local: true }),
    cases: open.map(({ id, verdict, trigger }) => ({ id, verdict, trigger: trigger[lang] })),
    ...(only && { trigger: only.trigger[lang] }),
    explanation: only ? sentences([symptom, ifConditionHolds(only.explanation[lang], lang)], lang) : symptom,
    action: only
      ? sentences([advice, ifConditionHolds(only.action[lang], lang)], lang)
      : withAdvice([advice, ...last].join('\n'), judgement, lang),
    ...(questions.length > 0 && { questions: questions.flatMap((id) => questionOf(entry, id, lang)) }),
  };
}

/** Advice of the code table follows, unless the event may be ignored. */
function withAdvice(action: string, { verdict, facts }: Judgement, lang: Lang): string {
  if (verdict === 'ignore') return action;
  const advice = new Set(facts.flatMap((fact) => fact.advice?.[lang] ?? []));
  return sentences([action, ...advice], lang);
}

function questionOf(entry: Entry, id: string, lang: Lang): Question[] {
  const text = id === SAME_TEXT ? sameTextQuestion(entry, lang) : entry.questions[id]?.[lang];
  return text === undefined ? [] : [{ id: `${entry.key}/${id}`, text }];
}

function ofUnknown({ match, withheld }: Judgement, lang: Lang): Partial<Finding> {
  const { tableTexts, tier } = match;
  const isOther = tier === 'header-other-text' || withheld === 'other-text';
  const known = match.entry ?? match.candidates[0]?.entry;
  const words = isOther
    ? otherEvent(known, labelOf(match, 'en'), labelOf(match, 'ja'))
    : unknownEvent([...new Set(tableTexts.map(({ file }) => file))], match.identity !== undefined);
  const related = [...(match.entry ? [match.entry] : []), ...match.candidates.map(({ entry }) => entry)];
  const seeAlso = related.map(({ key, title }) => ({ key, title: title[lang] }));
  return {
    title: titleOfUnknown(match, isOther, lang),
    ...inLang(words, lang),
    ...(seeAlso.length > 0 && { seeAlso }),
  };
}

function suggested(match: Match, lang: Lang): FindingCandidate[] {
  const entries = match.entry ? [match.entry] : match.candidates.map(({ entry }: Candidate) => entry);
  return entries.map((entry) => candidateOf(entry, lang));
}

function candidateOf(entry: Entry, lang: Lang): FindingCandidate {
  const { key, provider, eventId, title } = entry;
  const identity = eventId === undefined ? { key, provider } : { key, provider, eventId };
  return { ...identity, title: title[lang], verdict: standingVerdict(entry) };
}

/** Raw values under their names, decoded ones beside them. */
function insertsOf(facts: readonly Fact[], lang: Lang): Record<string, string> {
  const inserts: Record<string, string> = {};
  for (const { name, raw, decoded } of facts) {
    inserts[name] = raw;
    if (decoded) inserts[`${name}.decoded`] = decoded[lang];
  }
  return inserts;
}

function referenceIn({ title, titleJa, url }: Reference, lang: Lang): Finding['references'][number] {
  const shown = lang === 'ja' ? (titleJa ?? title) : title;
  return url === undefined ? { title: shown } : { title: shown, url };
}

function inLang(
  words: { explanation: Localized; action: Localized },
  lang: Lang,
): { explanation: string; action: string } {
  return { explanation: words.explanation[lang], action: words.action[lang] };
}

/** Japanese sentences follow each other without a blank. */
function sentences(parts: readonly string[], lang: Lang): string {
  return parts.join(lang === 'ja' ? '' : ' ');
}

/**
 * One finding per event and outcome, in the order of first appearance: counts are added, `occurrences` lists the distinct
 * inserts (at most 20). What differs between occurrences (computer, time) is kept only where all agree.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = identityOf(finding);
    const group = groups.get(id);
    if (group) group.push(finding);
    else groups.set(id, [finding]);
  }
  return [...groups.values()].map(mergeGroup);
}

/** Same event, same outcome, same words; an unknown event is its source and ID. Merging does not change it. */
export function identityOf(finding: Finding): string {
  const { kind, provider, eventId, key, verdict, title } = finding;
  if (kind === 'unknown') return JSON.stringify([kind, provider?.toLowerCase(), eventId, title]);
  const questions = finding.questions?.map(({ id }) => id);
  const cases = finding.cases?.map(({ id }) => id);
  const candidates = finding.candidates?.map((candidate) => candidate.key);
  return JSON.stringify([
    kind,
    key,
    provider,
    eventId,
    verdict,
    finding.case,
    finding.silenced,
    questions,
    cases,
    candidates,
    finding.explanation,
    finding.action,
  ]);
}

function mergeGroup(group: readonly Finding[]): Finding {
  const [first] = group;
  if (!first) throw new Error('a group of findings is never empty');
  if (group.length === 1) return first;
  const merged: Finding = { ...first, count: 0 };
  for (const { count, confidence } of group) {
    merged.count += count;
    merged.confidence = Math.min(merged.confidence, confidence);
  }
  for (const field of ['computer', 'time', 'channel', 'level'] as const) {
    if (group.some((finding) => finding[field] !== first[field])) delete merged[field];
  }
  const occurrences = distinctInserts(group);
  if (occurrences.length > 0) merged.occurrences = occurrences;
  return merged;
}

function distinctInserts(group: readonly Finding[]): Record<string, string>[] {
  const distinct = new Map<string, Record<string, string>>();
  for (const { inserts, occurrences } of group) {
    for (const one of occurrences ?? [inserts]) {
      if (distinct.size === MOST_OCCURRENCES) return [...distinct.values()];
      if (Object.keys(one).length > 0) distinct.set(JSON.stringify(one), one);
    }
  }
  return [...distinct.values()];
}
