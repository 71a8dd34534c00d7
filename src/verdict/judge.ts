/** match -> judgement: which case holds, what cannot be told, and what to ask. */
import { LEVELS } from '../event/event.ts';
import { levelOfQualifiers } from '../event/identifier.ts';
import { SAME_TEXT, type Entry, type Knowledge } from '../knowledge/knowledge.ts';
import type { Case, Condition, Protocol, Reference, Verdict } from '../knowledge/schema.ts';
import type { Match, Tier } from '../match/match.ts';
import { carriesVerdict } from '../match/tiers.ts';
import { createCodes, type Codes } from './codes.ts';
import { evaluate, evaluateAll, type ConditionContext } from './conditions.ts';
import { conditionInWords } from './evidence.ts';
import { readFacts } from './facts.ts';
import type { Judgement, Withheld } from './judgement.ts';
import { negotiationCourse } from './negotiation.ts';

/** Tiers that rest on the header: the event's own text was not there, or only one like it. `ignore` waits for the person. */
const TEXT_NOT_SEEN: ReadonlySet<Tier> = new Set(['header', 'header-similar-text']);

/** What judging needs of the knowledge. */
interface JudgeKnowledge {
  protocols: ReadonlyMap<string, Protocol>;
  codes: Codes;
  references: ReadonlyMap<string, Reference>;
  /** By key, for "see also". */
  entries: ReadonlyMap<string, Entry>;
}

export interface JudgeContext extends JudgeKnowledge {
  /** `vmsmp/26/adapter-works` -> yes (true) or no. */
  answers: ReadonlyMap<string, boolean>;
}

export type Judge = (match: Match, answers: ReadonlyMap<string, boolean>) => Judgement;

/** Indexes the knowledge once; the judge keeps no state. */
export function createJudge({ protocols, codes, references, entries }: Knowledge): Judge {
  const knowledge = {
    protocols,
    codes: createCodes(codes),
    references,
    entries: new Map(entries.map((entry) => [entry.key, entry])),
  };
  return (match, answers) => judge(match, { ...knowledge, answers });
}

/** What the cases say of one event. */
interface Outcome {
  verdict: Verdict;
  decided?: Case;
  open: readonly Case[];
  questions: readonly string[];
  withheld?: Withheld;
}

/**
 * The verdict of a match. Never throws; without an entry, or where the match may not carry one, it is `unknown`.
 * `ignore` is given only when every case that may still come first says so and one of them surely holds.
 */
export function judge(match: Match, context: JudgeContext): Judgement {
  const { entry } = match;
  if (!entry) return { ...NOTHING, match };

  const conditions = withoutDisputed(match, entry, conditionContext(match, entry, context));
  const sameText = context.answers.get(`${entry.key}/${SAME_TEXT}`);
  const textUnconfirmed = TEXT_NOT_SEEN.has(match.tier) && sameText === undefined;
  const outcome = outcomeOf(match, entry, { conditions, sameText });
  return {
    ...outcome,
    match,
    textUnconfirmed,
    facts: readFacts(entry, match.inserts, context),
    course: outcome.withheld === 'other-text' ? [] : negotiationCourse(entry, match.inserts, context.protocols),
    because: (outcome.decided?.when ?? []).map((condition) =>
      conditionInWords(condition, {
        entry,
        inserts: match.inserts,
        protocols: context.protocols,
        codes: context.codes,
      }),
    ),
    missing: missingFor(outcome.open, conditions),
    references: referencesOf(entry, outcome, context.references),
    seeAlso: entry.seeAlso.flatMap((key) => {
      const other = context.entries.get(key);
      return other ? [{ key, title: other.title }] : [];
    }),
  };
}

/** The verdict of an entry before anything is read of an event: what a list of candidates shows. Never `ignore`. */
export function standingVerdict({ cases }: Entry): Verdict {
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  const [only] = verdicts;
  if (only === undefined) return 'unknown';
  return verdicts.size === 1 && only !== 'ignore' ? only : 'conditional';
}

const NOTHING = {
  verdict: 'unknown',
  open: [],
  questions: [],
  textUnconfirmed: false,
  facts: [],
  course: [],
  because: [],
  missing: [],
  references: [],
  seeAlso: [],
} as const;

function conditionContext(
  { read: { event }, message, inserts }: Match,
  entry: Entry,
  context: JudgeContext,
): ConditionContext {
  const ids = Object.keys(entry.questions);
  const answers = new Map<string, boolean>();
  for (const id of ids) {
    const answer = context.answers.get(`${entry.key}/${id}`);
    if (answer !== undefined) answers.set(id, answer);
  }
  return {
    inserts,
    level: event.level ?? (event.qualifiers === undefined ? undefined : levelOfQualifiers(event.qualifiers)),
    channel: event.channel,
    messageId: message && (message.id ?? ''),
    answers,
    protocols: context.protocols,
  };
}

/**
 * Where text and parameters of one event lead to different outcomes, it cannot be told which is right: the values they differ in
 * count as absent. `2` beside `0.2` differs in writing only.
 */
function withoutDisputed({ disputed }: Match, entry: Entry, conditions: ConditionContext): ConditionContext {
  if (disputed === undefined) return conditions;
  const inserts = new Map([...conditions.inserts, ...disputed]);
  if (signOf(decide(entry, { ...conditions, inserts })) === signOf(decide(entry, conditions))) return conditions;
  for (const name of disputed.keys()) inserts.delete(name);
  return { ...conditions, inserts };
}

function signOf({ verdict, decided, open }: Omit<Outcome, 'questions'>): string {
  return JSON.stringify([verdict, decided?.id, open.map(({ id }) => id)]);
}

function outcomeOf(
  match: Match,
  entry: Entry,
  { conditions, sameText }: { conditions: ConditionContext; sameText: boolean | undefined },
): Outcome {
  if (match.truncated) return withheld('truncated');
  if (match.kind !== 'exact' || !carriesVerdict(match.tier)) return withheld('weak-match');
  const outcome = unlessGraver(withQuestions(entry, conditions), entry, conditions);
  if (!TEXT_NOT_SEEN.has(match.tier)) return outcome;
  if (sameText === false) return withheld('other-text');
  return sameText === undefined ? unlessOtherText(outcome, conditions) : outcome;
}

/** The documents speak of a warning; an error that reads alike is not what they call harmless, unless a case names its level. */
function unlessGraver(outcome: Outcome, entry: Entry, { level }: ConditionContext): Outcome {
  const { verdict, decided } = outcome;
  if (verdict !== 'ignore' || level === undefined || entry.level === undefined) return outcome;
  const isGraver = LEVELS.indexOf(level) < LEVELS.indexOf(entry.level);
  if (!isGraver || decided?.when.some((condition) => 'level' in condition)) return outcome;
  return { verdict: 'conditional', open: decided ? [decided] : outcome.open, questions: [] };
}

function withheld(why: Withheld): Outcome {
  return { verdict: 'unknown', open: [], questions: [], withheld: why };
}

/** So many unanswered questions are tried in all combinations of yes and no. */
const MOST_TRIED = 5;

/**
 * The first case whose conditions all hold decides; a case that cannot be told keeps itself and its followers open. A case that
 * no combination of answers reaches is not open: where "yes" and "no" have their cases, the one behind them never decides.
 */
function decide(entry: Entry, conditions: ConditionContext): Omit<Outcome, 'questions'> {
  const first = firstThatHolds(entry, conditions);
  const asked = [...new Set(first.open.flatMap(({ when }) => unanswered(when, conditions)))];
  if (first.open.length < 2 || asked.length === 0 || asked.length > MOST_TRIED) return judged(first);
  const reached = new Set<Case>();
  let sure = true;
  for (const answers of combinations(asked)) {
    const tried = firstThatHolds(entry, { ...conditions, answers: new Map([...conditions.answers, ...answers]) });
    for (const one of tried.open) reached.add(one);
    if (!tried.sure) sure = false;
  }
  return judged({ open: first.open.filter((one) => reached.has(one)), sure });
}

interface Walk {
  /** Cases that may decide, in order. */
  open: Case[];
  /** One of them decides for certain. */
  sure: boolean;
  decided?: Case;
}

function firstThatHolds({ cases }: Entry, conditions: ConditionContext): Walk {
  const open: Case[] = [];
  for (const one of cases) {
    const holds = evaluateAll(one.when, conditions);
    if (holds === false) continue;
    open.push(one);
    if (holds === true) return { open, sure: true, ...(open.length === 1 && { decided: one }) };
  }
  return { open, sure: false };
}

function judged({ open, sure, decided }: Walk): Omit<Outcome, 'questions'> {
  if (decided) return { verdict: decided.verdict, decided, open: [] };
  if (open.length === 0) return withheld('no-case');
  const verdicts = new Set<Verdict>(open.map(({ verdict }) => verdict));
  if (!sure) verdicts.add('unknown');
  const [only = 'unknown'] = verdicts;
  return { verdict: verdicts.size === 1 ? only : 'conditional', open };
}

/** Every way to answer the questions: 2 to the power of their number. */
function combinations(questions: readonly string[]): [string, boolean][][] {
  let all: [string, boolean][][] = [[]];
  for (const question of questions) {
    all = [true, false].flatMap((answer) => all.map((one) => [...one, [question, answer] as [string, boolean]]));
  }
  return all;
}

function withQuestions(entry: Entry, conditions: ConditionContext): Outcome {
  const outcome = decide(entry, conditions);
  // Where all open cases ask for action, the steps still differ.
  const isSettled = outcome.verdict !== 'conditional' && outcome.verdict !== 'action';
  if (outcome.open.length === 0 || isSettled) return { ...outcome, questions: [] };
  const asked = new Set(outcome.open.flatMap(({ when }) => unanswered(when, conditions)));
  return { ...outcome, questions: [...asked].filter((question) => matters(question, entry, conditions)) };
}

function unanswered(when: readonly Condition[], { answers }: ConditionContext): string[] {
  return when.flatMap((condition) => ('ask' in condition && !answers.has(condition.ask) ? [condition.ask] : []));
}

/** Whether yes and no lead to different outcomes. */
function matters(question: string, entry: Entry, conditions: ConditionContext): boolean {
  const [yes, no] = [true, false].map((answer) => {
    return signOf(decide(entry, { ...conditions, answers: new Map(conditions.answers).set(question, answer) }));
  });
  return yes !== no;
}

/** Only the header was given: `ignore` waits for the answer that the text is the known one. */
function unlessOtherText(outcome: Outcome, conditions: ConditionContext): Outcome {
  if (outcome.verdict === 'ignore') {
    const open = outcome.decided ? [outcome.decided] : outcome.open;
    return { verdict: 'conditional', open, questions: [SAME_TEXT] };
  }
  if (outcome.verdict !== 'conditional') return outcome;
  const mayBeIgnored = outcome.open.some((one) => one.verdict === 'ignore' && onlyAnswersMissing(one, conditions));
  return mayBeIgnored ? { ...outcome, questions: [SAME_TEXT, ...outcome.questions] } : outcome;
}

function onlyAnswersMissing({ when }: Case, conditions: ConditionContext): boolean {
  return when.every((condition) => 'ask' in condition || evaluate(condition, conditions) === true);
}

/** What the open cases would need to read: insert names, or `level`, `channel`, `message`. */
function missingFor(open: readonly Case[], conditions: ConditionContext): string[] {
  const missing = new Set<string>();
  for (const condition of open.flatMap(({ when }) => when)) {
    if ('ask' in condition || evaluate(condition, conditions) !== undefined) continue;
    for (const name of subjectsOf(condition)) missing.add(name);
  }
  return [...missing];
}

function subjectsOf(condition: Exclude<Condition, { ask: string }>): string[] {
  if ('level' in condition) return ['level'];
  if ('channel' in condition) return ['channel'];
  if ('message' in condition) return ['message'];
  return 'protocol' in condition && 'insert' in condition.than
    ? [condition.insert, condition.than.insert]
    : [condition.insert];
}

/** Those of the deciding case, else of the open ones, else of the entry; each once. A document supports no local case that does not cite it. */
function referencesOf(
  entry: Entry,
  { decided, open }: Outcome,
  references: ReadonlyMap<string, Reference>,
): Reference[] {
  const ofCases = (decided ? [decided] : open).flatMap((one) => one.references);
  const isAlone = decided?.local?.reason !== undefined;
  const ids = new Set(ofCases.length > 0 || isAlone ? ofCases : entry.references.map(({ source }) => source));
  return [...ids].flatMap((id) => references.get(id) ?? []);
}
